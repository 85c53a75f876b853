import { ageInYears } from '../calendar/gestation.ts';
import type { CivilDate } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import {
  type Level,
  type Occasion,
  type PriorityName,
  priorities,
  statutoryWords,
} from '../language/words.ts';
import { type Circumstances, hasStatus } from './circumstances.ts';

/** The version of the rule that computes priority; kept with every result. */
const priorityRuleVersion = 'priority-2026-11';

/** A computed priority with its reasons, in words that a nurse can read, and the rule version that gave it. */
export type ComputedPriority = {
  readonly priority: PriorityName;
  readonly reasons: readonly string[];
  readonly ruleVersion: string;
};

export type PriorityFacts = {
  readonly circumstances: Circumstances;
  readonly occasion: Occasion;
  readonly proposedLevel: Level | null;
  readonly bornOn: CivilDate | null;
  readonly temporaryAddress: boolean;
  readonly today: CivilDate;
};

/**
 * Routine, heightened or urgent, from the facts of the child (Annex B, column headings).
 * Urgent: child protection plan, section 47, looked after, violent adult whose danger the move has not ended, whereabouts unknown.
 * Heightened: targeted or specialist, under one, mother under 18, unplanned, temporary accommodation; a child in need,
 * early help or a step-down, which no national register shows (scenario A34); any other danger.
 */
export function computePriority(facts: PriorityFacts): ComputedPriority {
  const urgent = urgentReasons(facts);
  if (urgent.length > 0) return result('urgent', [...urgent, ...heightenedReasons(facts)]);
  const heightened = heightenedReasons(facts);
  if (heightened.length > 0) return result('heightened', heightened);
  return result('routine', ['Nothing recorded asks for more than routine']);
}

function result(priority: PriorityName, reasons: readonly string[]): ComputedPriority {
  return { priority, reasons, ruleVersion: priorityRuleVersion };
}

function urgentReasons({ circumstances }: PriorityFacts): string[] {
  const reasons: string[] = [];
  for (const kind of ['child-protection-plan', 'section-47', 'looked-after'] as const) {
    if (hasStatus(circumstances, kind)) reasons.push(statutoryWords[kind]);
  }
  for (const danger of circumstances.dangers ?? []) {
    if (danger.violent && danger.move !== 'ended-by-move') {
      reasons.push(`Violent adult: ${danger.who} (${danger.relation})`);
    }
  }
  if (circumstances.whereaboutsUnknown) reasons.push('Whereabouts unknown');
  return reasons;
}

function heightenedReasons(facts: PriorityFacts): string[] {
  const { circumstances, occasion, proposedLevel, bornOn, temporaryAddress, today } = facts;
  const reasons: string[] = [];
  const level = proposedLevel ?? circumstances.level;
  if (level === 'targeted' || level === 'specialist') reasons.push(`Level of service: ${level}`);
  if (bornOn === null) reasons.push('Not yet born');
  else if (ageInYears(bornOn, today) < 1) reasons.push('Under one year old');
  if (circumstances.motherBornOn !== null && ageInYears(circumstances.motherBornOn, today) < 18) {
    reasons.push('Mother under 18');
  }
  // Joining the programme is planned: nothing has happened to the family. So is a service that closes on a known day,
  // whose families have the column 'routine' of Annex B row 29. One that closes suddenly is not.
  if (!planned.includes(occasion)) reasons.push('Unplanned');
  if (temporaryAddress) reasons.push('Temporary accommodation');
  for (const kind of ['child-in-need', 'early-help', 'stepped-down'] as const) {
    if (hasStatus(circumstances, kind)) reasons.push(statutoryWords[kind]);
  }
  for (const danger of circumstances.dangers ?? []) {
    if (!danger.violent || danger.move === 'ended-by-move')
      reasons.push(`Danger recorded: ${danger.who} (${danger.relation})`);
  }
  return reasons;
}

/** What the priority of a child on a day depends on. The mother's age is taken from whichever record of her has it. */
export function priorityFactsOf(
  child: Pick<ChildState, 'circumstances' | 'identity' | 'address'>,
  { occasion, proposedLevel }: Pick<PriorityFacts, 'occasion' | 'proposedLevel'>,
  today: CivilDate,
): PriorityFacts {
  const { circumstances, identity, address } = child;
  const motherBornOn = circumstances.motherBornOn ?? identity.mother?.bornOn ?? null;
  return {
    circumstances: { ...circumstances, motherBornOn },
    occasion,
    proposedLevel,
    bornOn: identity.bornOn,
    temporaryAddress: address?.temporary ?? false,
    today,
  };
}

/** What the facts of a child give outside a handover: an occasion that is planned adds nothing to them. */
export function priorityOutside(child: Parameters<typeof priorityFactsOf>[0], on: CivilDate): PriorityName {
  return computePriority(priorityFactsOf(child, { occasion: 'graduation', proposedLevel: null }, on))
    .priority;
}

const planned: readonly Occasion[] = ['graduation', 'service-closes', 'joins-programme'];

/** Whether priority `a` is higher than `b`. */
export function isHigher(a: PriorityName, b: PriorityName): boolean {
  return priorities.indexOf(a) > priorities.indexOf(b);
}

/**
 * Rank of risk within a priority, for the order of arrivals: the higher, the sooner it should be looked at.
 * Counts what travels with the child; a plan or enquiry outweighs a danger, a danger outweighs a circumstance.
 */
export function riskRank(circumstances: Circumstances): number {
  const plan =
    hasStatus(circumstances, 'child-protection-plan') || hasStatus(circumstances, 'section-47') ? 100 : 0;
  const looked = hasStatus(circumstances, 'looked-after') ? 50 : 0;
  const dangers = (circumstances.dangers ?? []).reduce(
    (sum, danger) => sum + dangerWeight(danger.violent, danger.move),
    0,
  );
  const need = hasStatus(circumstances, 'child-in-need') ? 10 : 0;
  const stepped = hasStatus(circumstances, 'stepped-down') ? 8 : 0;
  return plan + looked + dangers + need + stepped;
}

/** At this rank a violent danger comes along, or the child has a plan, an enquiry or a guardian in the authority. */
const highRisk = 30;
const anyRisk = 8;

/** Whether the risk of an arrival is such that it is looked at before others. */
export function isHighRisk(rank: number): boolean {
  return rank >= highRisk;
}

/** The rank of risk as a desk reads it; null where nothing is known that would say so. */
export function sayRisk(rank: number): string | null {
  if (isHighRisk(rank)) return 'High risk';
  return rank >= anyRisk ? 'Some risk' : null;
}

function dangerWeight(violent: boolean, move: string): number {
  if (move === 'ended-by-move') return 2;
  return violent ? 30 : 15;
}
