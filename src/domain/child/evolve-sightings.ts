import { type CivilDate, londonDate } from '../calendar/time.ts';
import { evolveHandovers, type Stamp, seenBeforeBirth } from '../handover/evolve.ts';
import type { Handover } from '../handover/facts.ts';
import { toldBy } from '../handover/parts.ts';
import { lowerFirst } from '../language/sentence.ts';
import type { ChildFact } from './facts.ts';
import type { ChildState, Sighting } from './state.ts';

type Fact<Name extends ChildFact['type']> = Extract<ChildFact, { type: Name }>;

/** The state after a fact that may have been a sighting. */
export function seen(state: ChildState, fact: ChildFact, { recordedAt, happenedAt }: Stamp): ChildState {
  if (fact.type === 'ChildSeen') {
    const on = londonDate(toldBy(fact.callBack, happenedAt));
    return laterSeen(state, { on, recordedAt, handoverId: fact.handoverId });
  }
  if (fact.type === 'JointVisitRecorded' && fact.childSeen)
    return laterSeen(state, { on: fact.on, recordedAt, handoverId: null });
  return state;
}

/**
 * A sighting as it was recorded. Where the fact before it recorded a review held on that day, it carries that review's
 * code.
 */
export function recorded(
  { reviews }: ChildState,
  { seenOn, where }: Fact<'SightingRecorded'>,
  { recordedAt }: Stamp,
): Sighting {
  const last = reviews.at(-1);
  const sighting = { on: seenOn, recordedAt, handoverId: null };
  return last?.on === seenOn && where === whereAt(last.words) ? { ...sighting, review: last.code } : sighting;
}

/** The sightings that may be taken back on the child's own page, newest first; those of a handover are corrected there. */
export function toTakeBack({ sightings }: ChildState): readonly Sighting[] {
  return sightings.filter(({ handoverId }) => handoverId === null).toReversed();
}

/** The place that a sighting names when the child was seen at a review. */
export function whereAt(review: string): string {
  return `At the ${lowerFirst(review)}`;
}

/**
 * The state after a sighting, kept in the order of days. A superseded handover whose child was taken and not seen is
 * met by it as well: from then on it owes the level of service.
 */
export function laterSeen(state: ChildState, sighting: Sighting): ChildState {
  const { on, recordedAt } = sighting;
  const waits = (handover: Handover) =>
    handover.state === 'superseded' &&
    handover.unseenSince !== null &&
    londonDate(handover.unseenSince) <= on;
  const handovers = state.handovers.some(waits)
    ? state.handovers.map((one) =>
        waits(one) ? { ...one, unseenSince: null, undecidedSince: recordedAt } : one,
      )
    : state.handovers;
  const sightings = [...state.sightings, sighting]
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .slice(-keptSightings);
  const { notSeenOn = [], ...rest } = state;
  const still = notSeenOn.filter((day) => day !== on);
  const known = still.length === 0 ? rest : { ...rest, notSeenOn: still };
  return { ...known, handovers, sightings, lastSeenOn: sightings.at(-1)?.on ?? null };
}

/** Enough for several that are corrected, and no more: the facts keep all of them. */
const keptSightings = 4;

/**
 * A handover was corrected. If the child had not been seen after all, that day no longer counts as one on which it was
 * (promise P9).
 */
export function corrected(state: ChildState, fact: Fact<'HandoverCorrected'>, stamp: Stamp): ChildState {
  const handovers = evolveHandovers(state.handovers, fact, stamp);
  if (fact.what !== 'seen') return { ...state, handovers };
  const sightings = state.sightings.filter((one) => one.handoverId !== fact.handoverId);
  return {
    ...state,
    handovers: handovers.map((one) => (one.handoverId === fact.handoverId ? owedAgain(one, sightings) : one)),
    sightings,
    lastSeenOn: sightings.at(-1)?.on ?? null,
  };
}

/**
 * A sighting outside a handover was false. Every visit that it had met is owed again, the child was not seen at a joint
 * visit of that day, and the review is due again if that was not held either.
 */
export function takenBack(state: ChildState, fact: Fact<'SightingCorrected'>): ChildState {
  const { seenOn, recordedAt, review } = fact;
  const sightings = state.sightings.filter((one) => one.on !== seenOn || one.recordedAt !== recordedAt);
  const seenAllTheSame = sightings.some(({ on }) => on === seenOn);
  const handovers = state.handovers.map((one) =>
    owedAgain(seenAllTheSame ? one : unseenAt(one, seenOn), sightings),
  );
  const notSeenOn = seenAllTheSame ? {} : { notSeenOn: [...(state.notSeenOn ?? []), seenOn] };
  const unheld = review === null ? state : withoutReview(state, review, seenOn);
  return { ...unheld, ...notSeenOn, handovers, sightings, lastSeenOn: sightings.at(-1)?.on ?? null };
}

/** Once the birth is recorded, a day before it is no sighting of the child: only its mother was seen (promise P4). */
export function unseenBeforeBirth(state: ChildState, bornOn: CivilDate, { recordedAt }: Stamp): ChildState {
  const sightings = state.sightings.filter(({ on }) => on >= bornOn);
  const handovers = state.handovers.map((one) => {
    const unseen = owedAgain(seenBeforeBirth(one, bornOn, recordedAt), sightings);
    return unseen.state === 'superseded' && unseen.unseenSince !== null && one !== unseen
      ? { ...unseen, unseenSince: recordedAt }
      : unseen;
  });
  return { ...state, handovers, sightings, lastSeenOn: sightings.at(-1)?.on ?? null };
}

function unseenAt(handover: Handover, day: CivilDate): Handover {
  const { happenings } = handover;
  if (!happenings.jointVisits.some(({ on, childSeen }) => childSeen && on === day)) return handover;
  const jointVisits = happenings.jointVisits.map((visit) =>
    visit.on === day ? { ...visit, childSeen: false } : visit,
  );
  return { ...handover, happenings: { ...happenings, jointVisits } };
}

/**
 * Removes a review that was not held. How many of the reviews the supervisor has looked at is counted along the list,
 * so the count moves with it.
 */
function withoutReview(state: ChildState, code: string, day: CivilDate): ChildState {
  const at = state.reviews.findLastIndex((review) => review.code === code && review.on === day);
  if (at < 0) return state;
  const reviews = state.reviews.toSpliced(at, 1);
  const looked = state.missedReviewsLookedAt;
  return looked === undefined || looked <= at
    ? { ...state, reviews }
    : { ...state, reviews, missedReviewsLookedAt: looked - 1 };
}

/**
 * The “seen” of a superseded handover was false: the visit is owed again by its own clock, unless the child has been
 * seen otherwise since.
 */
function owedAgain(handover: Handover, sightings: readonly Sighting[]): Handover {
  if (handover.state !== 'superseded' || !handover.visitOwedFrom) return handover;
  const { visitOwedFrom, unseenSince } = handover;
  if (unseenSince !== null || sightings.some(({ on }) => on >= londonDate(visitOwedFrom))) return handover;
  const happenings = { ...handover.happenings, level: null };
  return { ...handover, happenings, unseenSince: visitOwedFrom, undecidedSince: null };
}
