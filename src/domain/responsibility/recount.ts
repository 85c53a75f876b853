import { type Instant, minutesBetween } from '../calendar/time.ts';
import type { EndReason } from '../language/words.ts';
import { type Holder, type Period, type ResponsibilityFact, sameHolder } from './facts.ts';

/** A fact of the stream with the time at which it was recorded; facts of other machines are passed over. */
export type RecordedFact = { readonly recordedAt: Instant; readonly fact: { readonly type: string } };

/**
 * The periods of accountability, counted plainly from the facts and from nothing else: not from the current tables, not
 * from the constraint. `who-held`, `check` and the story stand on it.
 *
 * Facts that do not fit what went before count too, so that tampering shows. A fact that passes a child on or names
 * somebody while nobody holds it moves nothing. A passage from a holder other than the one before it leaves that
 * holder's period with no length, because how long it lasted is in no fact; so does an end under another holder, which
 * is itself a period of no length.
 */
export function recountPeriods(facts: readonly RecordedFact[]): readonly Period[] {
  const periods: Period[] = [];
  for (const { fact, recordedAt } of facts) {
    const responsibility = fact as ResponsibilityFact;
    const last = periods.at(-1);
    const holder = holderAfter(responsibility, last?.to === null ? last.holder : null);
    if (holder !== undefined) closeLast(periods, recordedAt, responsibility);
    if (holder) periods.push({ no: periods.length + 1, holder, from: recordedAt, to: null, endReason: null });
  }
  return periods;
}

/** The holder that a fact puts in place; null when it ends accountability; undefined when it moves nothing. */
function holderAfter(fact: ResponsibilityFact, current: Holder | null): Holder | null | undefined {
  if (fact.type === 'TakenOn' || fact.type === 'EndReversed') return fact.holder;
  if (!current) return undefined;
  if (fact.type === 'AccountabilityPassed') return fact.to;
  if (fact.type === 'AccountabilityEnded') return null;
  if (fact.type === 'PractitionerNamed')
    return { teamId: current.teamId, practitionerId: fact.practitionerId, outsideName: null };
  return undefined;
}

function closeLast(periods: Period[], at: Instant, fact: ResponsibilityFact): void {
  const last = periods.at(-1);
  if (last?.to !== null) return;
  const endReason = fact.type === 'AccountabilityEnded' ? fact.reason : null;
  const takes = takenFrom(fact);
  const agrees = takes === undefined || (takes !== null && sameHolder(takes, last.holder));
  periods[periods.length - 1] = agrees ? { ...last, to: at, endReason } : { ...last, to: last.from };
  if (!agrees && endReason)
    periods.push({ no: last.no + 1, holder: takes ?? last.holder, from: at, to: at, endReason });
}

/**
 * From whom a fact takes the child; null where it should say so and does not, as when it was written by hand; undefined
 * where its kind does not say.
 */
function takenFrom(fact: ResponsibilityFact): Holder | null | undefined {
  if (fact.type === 'AccountabilityPassed') return fact.from ?? null;
  if (fact.type === 'AccountabilityEnded') return fact.lastHolder ?? null;
  return undefined;
}

/** A stretch in which nobody answered although the child was in care; `to` is null while nobody does yet. */
export type Gap = {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly minutes: number;
  readonly endReason: EndReason | null;
};

/**
 * The stretches with nobody accountable, from the first fact of any kind on; one that is still open is counted up to `until`.
 *
 * A gap is: the time from the first fact to the first holder; the time before a passage or an end that takes the child from another
 * than the facts say held it, back to the last fact that agrees; the time from a fact of a child in care, recorded after an end, until
 * somebody holds. None is a stretch after a named end reason, unless the end was reversed: then the reversal reports the interval
 * (promise P2), with the reason of the end. Nor is a team with nobody named, or whose named practitioner is away: its lead or its
 * desk answers (decision 0010). A fact counts from when it was recorded, whenever it happened (P9).
 */
export function gapsIn(facts: readonly RecordedFact[], until: Instant): readonly Gap[] {
  const periods = recountPeriods(facts);
  const before = { to: facts[0]?.recordedAt ?? null, endReason: null };
  return [before, ...periods].flatMap(({ to: from, endReason }, index) => {
    if (from === null) return [];
    const to = periods[index]?.from ?? null;
    if (endReason === null) return gap(from, to, until, null);
    const inCare = facts.find(
      ({ recordedAt, fact }) =>
        onlyInCare.has(fact.type) && recordedAt > from && (to === null || recordedAt < to),
    );
    const [reversed, unexplained] = [to && (inCare?.recordedAt ?? to), inCare?.recordedAt];
    return [
      ...(reversed ? gap(from, reversed, until, endReason) : []),
      ...(unexplained ? gap(unexplained, to, until, null) : []),
    ];
  });
}

/** What no command records once accountability has ended: it says that the child is in somebody's care. */
const onlyInCare: ReadonlySet<string> = new Set<ResponsibilityFact['type']>([
  'IdentityRecorded',
  'BirthRecorded',
  'AddressRecorded',
  'GpRecorded',
  'SightingRecorded',
  'SightingCorrected',
  'PractitionerNamed',
  'AccountabilityPassed',
]);

function gap(from: Instant, to: Instant | null, until: Instant, endReason: EndReason | null): readonly Gap[] {
  const end = to ?? until;
  return end > from ? [{ from, to, minutes: minutesBetween(from, end), endReason }] : [];
}

/** Minutes in which nobody answered and no end reason stood: zero, or the promise is broken. */
export function gapMinutes(gaps: readonly Gap[]): number {
  return sum(gaps.filter(({ endReason }) => endReason === null));
}

/** Minutes between an end and its reversal: nobody answered then either, which is reported and breaks no promise. */
export function reversedMinutes(gaps: readonly Gap[]): number {
  return sum(gaps.filter(({ endReason }) => endReason !== null));
}

function sum(gaps: readonly Gap[]): number {
  return gaps.reduce((total, { minutes }) => total + minutes, 0);
}

/** The period that held at an instant, or null when the child was not in care then. */
export function periodAt(periods: readonly Period[], at: Instant): Period | null {
  return periods.find((period) => period.from <= at && (period.to === null || at < period.to)) ?? null;
}
