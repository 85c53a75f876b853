import { ageInYears, datingOf, gestationOn, lastPeriodBounds, sayGestation } from '../calendar/gestation.ts';
import { addDays, type CivilDate, sayDate } from '../calendar/time.ts';
import type { EligibilityRules, SiteRules, WiderAge } from '../directory/directory.ts';
import { earlierPregnancyWords, type KnownOfClient, vulnerabilityWords } from './known.ts';

/** One criterion judged: met or not or not known, why, and what the rule asks, both in words. */
export type Judged = {
  readonly answer: 'met' | 'not-met' | 'not-known';
  readonly why: string;
  readonly rule: string;
};

export const criterionWords = {
  'takes-clients': 'The site takes clients',
  residence: 'Where she lives',
  age: 'Age',
  'first-baby': 'First-time mother',
  babies: 'Number of babies',
  gestation: 'Weeks of pregnancy',
} as const;
export type Criterion = keyof typeof criterionWords;

type Rules = { readonly site: SiteRules; readonly rules: EligibilityRules };
type Field = keyof KnownOfClient;

type CriterionRule = {
  readonly criterion: Criterion;
  /** What it looks at, and nothing else: the compiler hides the rest from it. */
  readonly asks: readonly Field[];
  readonly judge: (rules: Rules, known: KnownOfClient, day: CivilDate) => Judged;
};

/** The criteria of the programme in the order in which people ask them (FNP). */
export const criteria: readonly CriterionRule[] = [
  criterion('takes-clients', ['transfer'], ({ site }, { transfer }) => {
    const whom = transfer ? 'clients who transfer in' : 'new clients';
    return met(`The site takes ${whom} since ${sayDate(site.from)}`, `Takes ${whom}`);
  }),
  criterion('residence', ['areaCode'], ({ site }, { areaCode }) => {
    const rule = 'Lives in the catchment of the site';
    if (areaCode === null) return notKnown('Her area is not known', rule);
    return site.catchment.includes(areaCode)
      ? met('Lives in the catchment', rule)
      : notMet('Lives outside the catchment', rule);
  }),
  criterion(
    'age',
    ['bornOn', 'lastPeriodOn', 'conceivedOn', 'expectedOn', 'babyBornOn', 'vulnerabilities'],
    ({ rules }, known, day) => age(rules, known, day),
  ),
  criterion('first-baby', ['earlier'], ({ rules }, known) => firstBaby(rules, known)),
  criterion('babies', ['multipleBirth'], ({ rules }, { multipleBirth }) => {
    const rule = sayBabiesRule(rules);
    if (rules.multipleBirths) return met('Twins and more are included', rule);
    if (multipleBirth === null) return notKnown('Whether she expects one baby is not known', rule);
    return multipleBirth ? notMet('Expects more than one baby', rule) : met('Expects one baby', rule);
  }),
  criterion(
    'gestation',
    ['lastPeriodOn', 'conceivedOn', 'expectedOn', 'babyBornOn', 'bookedLate', 'concealed'],
    ({ rules }, known, day) => gestation(rules, known, day),
  ),
];

function criterion<const Asked extends Field>(
  name: Criterion,
  asks: readonly Asked[],
  judge: (rules: Rules, known: Pick<KnownOfClient, Asked>, day: CivilDate) => Judged,
): CriterionRule {
  return { criterion: name, asks, judge };
}

/**
 * The age at the last period or at conception, whichever the site counts, and the wider limit for a client with enough
 * vulnerabilities (Newham, Lambeth, Ealing). Where the pregnancy is not dated, the age lies between two bounds: if both
 * give the same answer, nobody has to ask.
 */
function age(
  rules: EligibilityRules,
  known: Pick<
    KnownOfClient,
    'bornOn' | 'lastPeriodOn' | 'conceivedOn' | 'expectedOn' | 'babyBornOn' | 'vulnerabilities'
  >,
  day: CivilDate,
): Judged {
  const rule = sayAgeRule(rules);
  if (rules.ageLimit === null) return met('Any age', rule);
  const { bornOn } = known;
  if (bornOn === null) return notKnown('Her date of birth is not known', rule);
  const when = rules.ageAt === 'conception' ? 'at conception' : 'at the last period';
  const ages = daysOfAge(rules, known, day).map((on) => ageInYears(bornOn, on));
  const [youngest = 0, oldest = youngest] = ages;
  const judged = [youngest, oldest].map((years) => ageAnswer(rules, years, known.vulnerabilities));
  const [first, last] = judged;
  const said = youngest === oldest ? `${youngest} ${when}` : `${youngest} or ${oldest} ${when}`;
  if (first && first.answer === last?.answer) return { ...first, why: `${said}${first.why}`, rule };
  return notKnown(`${said}: the date of the pregnancy decides`, rule);
}

/** The day on which the age counts, or the first and the last on which it may. */
function daysOfAge(
  { ageAt }: EligibilityRules,
  known: Pick<KnownOfClient, 'lastPeriodOn' | 'conceivedOn' | 'expectedOn' | 'babyBornOn'>,
  day: CivilDate,
): readonly CivilDate[] {
  const dating = datingOf(known);
  if (dating) return [ageAt === 'conception' ? dating.conceivedOn : dating.lastPeriodOn];
  const { first, last } = lastPeriodBounds(known.babyBornOn ?? day, known.babyBornOn !== null);
  return ageAt === 'conception' ? [addDays(first, 14), addDays(last, 14)] : [first, last];
}

function ageAnswer(
  { ageLimit, wider }: EligibilityRules,
  years: number,
  vulnerabilities: KnownOfClient['vulnerabilities'],
): Pick<Judged, 'answer' | 'why'> {
  if (ageLimit === null || years <= ageLimit) return { answer: 'met', why: '' };
  if (wider === null || years > wider.ageLimit) return { answer: 'not-met', why: '' };
  if (vulnerabilities === null)
    return { answer: 'not-known', why: '; nobody has asked what makes her vulnerable' };
  const counting = vulnerabilities.filter((one) => wider.vulnerabilities.includes(one));
  const which = counting.map((one) => vulnerabilityWords[one].toLowerCase()).join(', ');
  if (counting.length >= wider.atLeast) return { answer: 'met', why: `, with ${which}` };
  return {
    answer: 'not-met',
    why: counting.length === 0 ? ', with no vulnerability of the list' : `, with only ${which}`,
  };
}

function sayAgeRule({ ageLimit, ageAt, wider }: EligibilityRules): string {
  if (ageLimit === null) return 'Any age';
  const upTo = `Up to ${ageLimit} at ${ageAt === 'conception' ? 'conception' : 'the last period'}`;
  return wider === null ? upTo : `${upTo}, or up to ${wider.ageLimit} with ${sayWider(wider)}`;
}

function sayWider({ atLeast, vulnerabilities }: WiderAge): string {
  const list = vulnerabilities.map((one) => vulnerabilityWords[one].toLowerCase()).join('; ');
  return `at least ${atLeast} of: ${list}`;
}

/** Earlier miscarriage, termination, stillbirth or removal at birth leave her a first-time mother (Blackpool). */
function firstBaby(rules: EligibilityRules, { earlier }: Pick<KnownOfClient, 'earlier'>): Judged {
  const { firstTimeMother, countsAsFirst } = rules;
  const rule = sayFirstRule(rules);
  if (!firstTimeMother) return met('Not only first-time mothers', rule);
  if (earlier === null) return notKnown('Nobody has asked about earlier pregnancies', rule);
  if (earlier.length === 0) return met('Her first pregnancy', rule);
  const ended = earlier.map((one) => earlierPregnancyWords[one].toLowerCase()).join(', ');
  const against = earlier.filter((one) => !countsAsFirst.includes(one));
  if (against.length === 0) return met(`Earlier: ${ended}`, rule);
  // "Another way" is in no site's list: a person has to ask, unless something else settles it already.
  const settled = against.some((one) => one !== 'other');
  return settled ? notMet(`Earlier: ${ended}`, rule) : notKnown(`Earlier: ${ended}`, rule);
}

function sayBabiesRule({ multipleBirths }: EligibilityRules): string {
  return multipleBirths ? 'One baby or more' : 'One baby';
}

function sayFirstRule({ firstTimeMother, countsAsFirst }: EligibilityRules): string {
  if (!firstTimeMother) return 'Any mother, not only for the first time';
  if (countsAsFirst.length === 0) return 'First-time mother, no earlier pregnancy';
  const list = countsAsFirst.map((one) => earlierPregnancyWords[one].toLowerCase()).join(', ');
  return `First-time mother, also after: ${list}`;
}

/** Aimed at 16 weeks and at most 28, with the site's exceptions for late booking and concealed pregnancies (Southend). */
function gestation(
  rules: EligibilityRules,
  known: Pick<
    KnownOfClient,
    'lastPeriodOn' | 'conceivedOn' | 'expectedOn' | 'babyBornOn' | 'bookedLate' | 'concealed'
  >,
  day: CivilDate,
): Judged {
  const rule = sayGestationRule(rules);
  const { limitDays, aimDays, lateBookingLimitDays, concealedAtAnyTime } = rules;
  if (limitDays === null) return met('At any time', rule);
  if (known.babyBornOn !== null && known.babyBornOn <= day)
    return notMet(`The baby was born on ${sayDate(known.babyBornOn)}`, rule);
  const concealed = concealedAtAnyTime ? known.concealed : false;
  if (concealed) return met('The pregnancy was concealed', rule);
  const dating = datingOf(known);
  if (dating === null) return notKnown('The pregnancy is not dated', rule);
  const days = gestationOn(dating, day);
  const at = `${sayGestation(days)} on ${sayDate(day)}`;
  if (days < 0) return notKnown(`By its dates the pregnancy has not begun on ${sayDate(day)}`, rule);
  if (days <= limitDays)
    return met(aimDays !== null && days > aimDays ? `${at}, later than aimed at` : at, rule);
  const lateEnough = lateBookingLimitDays !== null && days <= lateBookingLimitDays;
  if (lateEnough && known.bookedLate) return met(`${at}, booked late`, rule);
  const ask = (lateEnough && known.bookedLate === null) || concealed === null;
  return ask ? notKnown(`${at}: nobody has asked why so late`, rule) : notMet(at, rule);
}

function sayGestationRule({
  aimDays,
  limitDays,
  lateBookingLimitDays,
  concealedAtAnyTime,
}: EligibilityRules): string {
  if (limitDays === null) return 'At any time';
  const parts = [
    `Enrolled by ${sayGestation(limitDays)}`,
    ...(aimDays === null ? [] : [`aimed at ${sayGestation(aimDays)}`]),
    ...(lateBookingLimitDays === null ? [] : [`booked late: by ${sayGestation(lateBookingLimitDays)}`]),
    ...(concealedAtAnyTime ? ['concealed: at any time'] : []),
  ];
  return parts.join('; ');
}

/** Whom a site takes, as sentences: what each criterion asks. */
export function sayEligibilityRules(rules: EligibilityRules): readonly string[] {
  return [sayAgeRule(rules), sayFirstRule(rules), sayBabiesRule(rules), sayGestationRule(rules)];
}

function met(why: string, rule: string): Judged {
  return { answer: 'met', why, rule };
}

function notMet(why: string, rule: string): Judged {
  return { answer: 'not-met', why, rule };
}

function notKnown(why: string, rule: string): Judged {
  return { answer: 'not-known', why, rule };
}
