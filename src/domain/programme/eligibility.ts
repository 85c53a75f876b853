import { type CivilDate, sayDate } from '../calendar/time.ts';
import type { Directory, EligibilityRules, SiteRules } from '../directory/directory.ts';
import { type Criterion, criteria, criterionWords, type Judged } from './criteria.ts';
import type { KnownOfClient } from './known.ts';
import { siteRulesOn } from './sites.ts';

/** One criterion of a site's rules and how a client stands to it. */
export type CriterionAnswer = Judged & {
  readonly criterion: Criterion;
  /** The words of the criterion, as a heading. */
  readonly words: string;
};

export const eligibilityOutcomes = ['eligible', 'not-eligible', 'not-known'] as const;
export type EligibilityOutcome = (typeof eligibilityOutcomes)[number];

export const eligibilityWords: Readonly<Record<EligibilityOutcome, string>> = {
  eligible: 'Eligible',
  'not-eligible': 'Not eligible under the rules',
  'not-known': 'Not known yet, and somebody has to ask',
};

/** How a client stands to the rules of a site on a day: every criterion, met or not and why, and what follows. */
export type Eligibility = {
  readonly outcome: EligibilityOutcome;
  readonly criteria: readonly CriterionAnswer[];
  /** The version of the site's rules that gave the answer; 'none' where the directory has none for that day. */
  readonly ruleVersion: string;
  readonly on: CivilDate;
};

/**
 * Judges a client against a site's rules of a day: new clients and transfers in by rules of their own (A6). One criterion
 * not met is enough for not eligible, whatever is not known; with none of those, one not known is enough to ask. The
 * programme is voluntary and a supervisor may enrol outside the rules, so this answers and never refuses
 * (FNP).
 */
export function eligibility(site: SiteRules, known: KnownOfClient, day: CivilDate): Eligibility {
  const rules = rulesFor(site, known.transfer);
  const answers =
    rules === null
      ? [answer('takes-clients', takesNone(site, known.transfer))]
      : criteria.map(({ criterion, judge }) => answer(criterion, judge({ site, rules }, known, day)));
  return { outcome: outcomeOf(answers), criteria: answers, ruleVersion: site.version, on: day };
}

/** The same for the site that a team works for; where the directory has no rules for the day, somebody has to ask. */
export function eligibilityAt(
  directory: Directory,
  teamId: string,
  known: KnownOfClient,
  day: CivilDate,
): Eligibility {
  const site = siteRulesOn(directory, teamId, day);
  if (site) return eligibility(site, known, day);
  const missing: Judged = {
    answer: 'not-known',
    why: `The directory has no rules of this site for ${sayDate(day)}`,
    rule: 'Rules of the site, in force on the day',
  };
  return { outcome: 'not-known', criteria: [answer('takes-clients', missing)], ruleVersion: 'none', on: day };
}

/** What stands against enrolling inside the rules, for a refusal: "Age: not met. 22 at the last period". */
export function sayNotMet({ criteria: answers }: Eligibility): string {
  return answers
    .filter(({ answer: given }) => given !== 'met')
    .map(({ words, answer: given, why }) => `${words}: ${answerWords[given]}. ${why}`)
    .join('; ');
}

export const answerWords = { met: 'met', 'not-met': 'not met', 'not-known': 'not known' } as const;

function rulesFor(site: SiteRules, transfer: boolean): EligibilityRules | null {
  return transfer ? site.transfersIn : site.newClients;
}

function takesNone(site: SiteRules, transfer: boolean): Judged {
  const whom = transfer ? 'clients who transfer in' : 'new clients';
  return {
    answer: 'not-met',
    why: `The site takes no ${whom} since ${sayDate(site.from)}: ${site.why}`,
    rule: `Takes no ${whom}`,
  };
}

function answer(criterion: Criterion, judged: Judged): CriterionAnswer {
  return { criterion, words: criterionWords[criterion], ...judged };
}

function outcomeOf(answers: readonly Judged[]): EligibilityOutcome {
  if (answers.some((one) => one.answer === 'not-met')) return 'not-eligible';
  return answers.some((one) => one.answer === 'not-known') ? 'not-known' : 'eligible';
}
