import { datingFault, datingOf } from '../../domain/calendar/gestation.ts';
import { type Instant, londonDate } from '../../domain/calendar/time.ts';
import { earlierPregnancies, vulnerabilities } from '../../domain/directory/directory.ts';
import { parseNhsNumber, typedNumberFault } from '../../domain/identity/nhs-number.ts';
import { normalisePostcode } from '../../domain/identity/postcode.ts';
import type { Code } from '../../domain/language/codes.ts';
import type { ClientIdentity } from '../../domain/programme/client-facts.ts';
import { earlierPregnancyCodes, vulnerabilityCodes } from '../../domain/programme/coded.ts';
import { nothingAsked, type ReferralFacts } from '../../domain/programme/known.ts';
import type { Address } from '../../domain/responsibility/facts.ts';
import { boxesOfDate } from './boxes.ts';
import {
  type Answers,
  codeOptions,
  type Field,
  type FieldError,
  type Option,
  type RawForm,
} from './fields.ts';
import type { Reach, Step } from './form.ts';
import { placeFaults, yesNo } from './place.ts';

/** The questions about a client when she is referred, and again when what is known of her changes. */

const none = 'none';

const identityFields: readonly Field[] = [
  { kind: 'text', name: 'given', label: 'Given name', asks: 'her given name' },
  { kind: 'text', name: 'family', label: 'Family name', asks: 'her family name' },
  { kind: 'date', name: 'born', label: 'Her date of birth', optional: true },
  {
    kind: 'text',
    name: 'nhs',
    label: 'NHS number',
    keypad: 'numeric',
    short: true,
    optional: true,
    hint: 'Leave empty if you are not sure: a missing number never holds her up.',
  },
  {
    kind: 'text',
    name: 'phone',
    label: 'Telephone on which she may safely be rung',
    keypad: 'tel',
    optional: true,
  },
];

const placeFields: readonly Field[] = [
  { kind: 'text', name: 'line', label: 'Address at which she lives', optional: true, place: true },
  {
    kind: 'text',
    name: 'postcode',
    label: 'Postcode',
    short: true,
    optional: true,
    place: true,
    hint: 'It decides the area, and so which site may take her.',
  },
  {
    kind: 'choice',
    name: 'temporary',
    label: 'Is it temporary accommodation?',
    asks: 'yes if it is temporary accommodation',
    options: yesNo,
  },
  {
    kind: 'choice',
    name: 'sealed',
    label: 'Must the address stay hidden?',
    asks: 'yes if the address must stay hidden',
    hint: 'A refuge, or any place that a dangerous person must not learn.',
    options: yesNo,
  },
];

const pregnancyFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'transfer',
    label: 'Is she in the programme at another site already?',
    asks: 'yes if she is in the programme at another site already',
    hint: 'Sites have rules of their own for clients who transfer in.',
    options: yesNo,
  },
  {
    kind: 'date',
    name: 'expected',
    label: 'Expected date of delivery',
    optional: true,
    hint: 'As the scan gave it. It counts before the last period.',
  },
  { kind: 'date', name: 'period', label: 'First day of the last period', optional: true },
  {
    kind: 'date',
    name: 'birth',
    label: 'If the baby is born: on which day?',
    asks: 'the day on which the baby was born',
    optional: true,
  },
];

/**
 * What may be chosen on that day, and what stands on her record already: an earlier answer keeps its words
 * (`codeFault`).
 */
function chosenOrKnown(
  list: readonly Code[],
  known: readonly string[] | null,
  now: Instant,
): readonly Option[] {
  const today = new Set(codeOptions(list, now).map(({ value }) => value));
  return list
    .filter(({ code }) => today.has(code) || known?.includes(code))
    .map(({ code, words }) => ({ value: code, words }));
}

const needFields = (known: ReferralFacts, now: Instant): readonly Field[] => [
  {
    kind: 'choices',
    name: 'earlier',
    label: 'Earlier pregnancies',
    hint: 'Tick nothing while nobody has asked.',
    optional: true,
    options: [
      { value: none, words: 'None: this is the first' },
      ...chosenOrKnown(earlierPregnancyCodes, known.earlier, now),
    ],
  },
  {
    kind: 'choice',
    name: 'multiple',
    label: 'Does she expect more than one baby?',
    optional: true,
    options: yesNo,
  },
  {
    kind: 'choices',
    name: 'needs',
    label: 'What makes her vulnerable?',
    hint: 'Tick nothing while nobody has asked.',
    optional: true,
    options: [
      ...chosenOrKnown(vulnerabilityCodes, known.vulnerabilities, now),
      { value: none, words: 'Asked, and none of these' },
    ],
  },
  {
    kind: 'choice',
    name: 'late',
    label: 'Did she book late with midwifery?',
    optional: true,
    options: yesNo,
  },
  {
    kind: 'choice',
    name: 'concealed',
    label: 'Was the pregnancy concealed?',
    optional: true,
    options: yesNo,
  },
];

/** Who she is, where she lives, what is known of the pregnancy, and what may make it harder: one topic to a page. */
export const clientSteps = (now: Instant, known: ReferralFacts = nothingAsked): readonly Step[] => [
  { title: 'Who she is', fields: identityFields },
  { title: 'Where she lives', fields: placeFields },
  { title: 'The pregnancy', fields: pregnancyFields },
  { title: 'What may make it harder', fields: needFields(known, now) },
];

/** The same questions together, where what is known of her changes. Whether it stays hidden is not asked of a sealed address: it does. */
export function clientFields(now: Instant, known: ReferralFacts, address: Address | null): readonly Field[] {
  const fields = clientSteps(now, known).flatMap((step) => step.fields);
  return address?.sealed ? fields.filter(({ name }) => name !== 'sealed') : fields;
}

const daysNamed = {
  born: 'Her date of birth',
  birth: 'The day on which the baby was born',
  period: 'The first day of the last period',
} as const;

/** What cannot be right between the answers. */
export function clientFaults(answers: Answers, now: string): readonly FieldError[] {
  const faults: FieldError[] = [];
  const today = londonDate(now);
  const add = (name: string, says: string) => faults.push({ name, says });
  const mistyped = typedNumberFault(answers.text('nhs'));
  if (mistyped) add('nhs', mistyped);
  for (const name of ['born', 'birth', 'period'] as const)
    if (answers.text(name) > today) add(name, `${daysNamed[name]} must be today or in the past`);
  faults.push(...placeFaults(answers));
  for (const name of ['earlier', 'needs'])
    if (answers.list(name).includes(none) && answers.list(name).length > 1)
      add(name, 'Select either none, or what there was');
  const dating = datingOf(knownOfAnswers(answers));
  const wrong = dating && answers.text('birth') === '' ? datingFault(dating, today) : null;
  if (wrong !== null && !faults.some(({ name }) => name === 'period'))
    add(answers.text('expected') === '' ? 'period' : 'expected', wrong);
  return faults;
}

export function identityOf(answers: Answers, familyId: string | null): ClientIdentity {
  const number = parseNhsNumber(answers.text('nhs'));
  return {
    givenName: answers.text('given'),
    familyName: answers.text('family'),
    bornOn: answers.text('born') || null,
    nhsNumber: number.ok ? number.number : null,
    familyId,
    phone: answers.text('phone'),
  };
}

/** What was asked of the pregnancy; null where nothing was answered. */
export function knownOfAnswers(answers: Answers): ReferralFacts {
  return {
    transfer: answers.text('transfer') === 'yes',
    lastPeriodOn: answers.text('period') || null,
    conceivedOn: null,
    expectedOn: answers.text('expected') || null,
    babyBornOn: answers.text('birth') || null,
    earlier: listOf(answers, 'earlier', earlierPregnancies),
    multipleBirth: yesOf(answers, 'multiple'),
    vulnerabilities: listOf(answers, 'needs', vulnerabilities),
    bookedLate: yesOf(answers, 'late'),
    concealed: yesOf(answers, 'concealed'),
  };
}

function listOf<T extends string>(answers: Answers, name: string, all: readonly T[]): readonly T[] | null {
  const ticked = answers.list(name);
  return ticked.length === 0 ? null : all.filter((one) => ticked.includes(one));
}

function yesOf(answers: Answers, name: string): boolean | null {
  const said = answers.text(name);
  return said === '' ? null : said === 'yes';
}

/** Where she lives. Nothing entered leaves what was known: a sealed address is never shown in a form to be sent back (P11). */
export async function clientAddress(
  answers: Answers,
  reach: Reach,
  now: string,
  before: Address | null,
): Promise<Address | null> {
  const [line, text] = [answers.text('line'), answers.text('postcode')];
  const marks = {
    temporary: answers.text('temporary') === 'yes',
    sealed: answers.text('sealed') === 'yes',
  };
  if (line === '' && text === '')
    return before === null && !marks.sealed
      ? null
      : { lines: [], postcode: null, areaCode: null, from: londonDate(now), ...before, ...marks };
  const postcode = normalisePostcode(text);
  const { areaCode } = await reach.routeOf(postcode, 'fnp', marks.temporary);
  return { lines: line === '' ? [] : [line], postcode, areaCode, from: londonDate(now), ...marks };
}

/** What is known of her as the boxes of the form hold it; a place only while it is open. */
export function boxesOfClient(
  identity: ClientIdentity,
  address: Address | null,
  known: ReferralFacts,
): RawForm {
  const open = address && !address.sealed ? address : null;
  const said = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no');
  const ticks = (list: readonly string[] | null) => (list === null ? [] : list.length === 0 ? [none] : list);
  return {
    given: identity.givenName,
    family: identity.familyName,
    nhs: identity.nhsNumber ?? '',
    phone: address?.sealed ? '' : identity.phone,
    ...(identity.bornOn ? boxesOfDate('born', identity.bornOn) : {}),
    line: open?.lines.join(', ') ?? '',
    postcode: open?.postcode ?? '',
    temporary: address?.temporary ? 'yes' : 'no',
    sealed: address?.sealed ? 'yes' : 'no',
    transfer: known.transfer ? 'yes' : 'no',
    ...(known.expectedOn ? boxesOfDate('expected', known.expectedOn) : {}),
    ...(known.lastPeriodOn ? boxesOfDate('period', known.lastPeriodOn) : {}),
    ...(known.babyBornOn ? boxesOfDate('birth', known.babyBornOn) : {}),
    earlier: ticks(known.earlier),
    multiple: said(known.multipleBirth),
    needs: ticks(known.vulnerabilities),
    late: said(known.bookedLate),
    concealed: said(known.concealed),
  };
}

/** The sites of the programme to which somebody may be referred now. */
export function siteOptions(
  teams: Iterable<{
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly from: string;
    readonly to: string | null;
  }>,
  day: string,
): readonly Option[] {
  return [...teams]
    .filter(({ kind, from, to }) => kind === 'fnp' && from <= day && (to === null || day < to))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ id, name }) => ({ value: id, words: name }));
}
