import { type Instant, minutesBetween } from '../calendar/time.ts';
import type { EndReason } from '../language/words.ts';
import type { Holder, Period, ResponsibilityFact } from './facts.ts';

/** A fact of the stream with the time at which it was recorded; facts of other machines are passed over. */
export type RecordedFact = { readonly recordedAt: Instant; readonly fact: { readonly type: string } };

/**
 * The periods of accountability, counted plainly from the facts and from nothing else: not from the current
 * tables, not from the constraint. It is what `who-held`, `check` and the story stand on.
 */
export function recountPeriods(facts: readonly RecordedFact[]): readonly Period[] {
  const periods: Period[] = [];
  for (const { fact, recordedAt } of facts) {
    const responsibility = fact as ResponsibilityFact;
    const holder = holderAfter(responsibility, periods.at(-1)?.holder ?? null);
    if (holder !== undefined) closeLast(periods, recordedAt, responsibility);
    if (holder) periods.push({ no: periods.length + 1, holder, from: recordedAt, to: null, endReason: null });
  }
  return periods;
}

/** The holder that a fact puts in place; null when it ends accountability; undefined when it moves nothing. */
function holderAfter(fact: ResponsibilityFact, current: Holder | null): Holder | null | undefined {
  if (fact.type === 'TakenOn' || fact.type === 'EndReversed') return fact.holder;
  if (fact.type === 'AccountabilityPassed') return fact.to;
  if (fact.type === 'AccountabilityEnded') return null;
  if (fact.type === 'PractitionerNamed' && current) {
    return { teamId: current.teamId, practitionerId: fact.practitionerId, outsideName: null };
  }
  return undefined;
}

function closeLast(periods: Period[], at: Instant, fact: ResponsibilityFact): void {
  const last = periods.pop();
  if (!last) return;
  const endReason = fact.type === 'AccountabilityEnded' ? fact.reason : null;
  periods.push(last.to === null ? { ...last, to: at, endReason } : last);
}

/** A stretch in which nobody answered although the child was in care. */
export type Gap = {
  readonly from: Instant;
  readonly to: Instant;
  readonly minutes: number;
  readonly endReason: EndReason | null;
};

/**
 * The gaps between periods, in minutes: the number that must be zero. A stretch after a named end reason is
 * not a gap unless the end was reversed: then the reversal reports the interval (promise P2).
 */
export function gapsBetween(periods: readonly Period[]): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const [index, period] of periods.entries()) {
    const next = periods[index + 1];
    if (period.to === null || !next || next.from <= period.to) continue;
    gaps.push({
      from: period.to,
      to: next.from,
      minutes: minutesBetween(period.to, next.from),
      endReason: period.endReason,
    });
  }
  return gaps;
}

/** Minutes in which nobody answered and no end reason stood: zero, or the promise is broken. */
export function gapMinutes(periods: readonly Period[]): number {
  const unexplained = gapsBetween(periods).filter((gap) => gap.endReason === null);
  return unexplained.reduce((sum, gap) => sum + gap.minutes, 0);
}

/** Minutes between an end and its reversal: nobody answered then either, which is reported and breaks no promise. */
export function reversedMinutes(periods: readonly Period[]): number {
  return gapsBetween(periods).reduce((sum, gap) => sum + gap.minutes, 0) - gapMinutes(periods);
}

/** The period that held at an instant, or null when the child was not in care then. */
export function periodAt(periods: readonly Period[], at: Instant): Period | null {
  return periods.find((period) => period.from <= at && (period.to === null || at < period.to)) ?? null;
}
