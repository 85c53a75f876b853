import { type CivilDate, londonDate } from '../calendar/time.ts';
import { evolveHandovers, type Stamp } from '../handover/evolve.ts';
import type { Handover } from '../handover/facts.ts';
import type { ChildFact } from './facts.ts';
import type { ChildState, Sighting } from './state.ts';

/** The state after a fact that may have been a sighting. */
export function seen(state: ChildState, fact: ChildFact, stamp: Stamp): ChildState {
  if (fact.type === 'ChildSeen')
    return laterSeen(state, londonDate(stamp.happenedAt), fact.handoverId, stamp);
  if (fact.type === 'JointVisitRecorded' && fact.childSeen) return laterSeen(state, fact.on, null, stamp);
  return state;
}

/** Also what a superseded handover left behind, a child taken and not seen, is met by being seen; the level is owed from then on. */
export function laterSeen(
  state: ChildState,
  on: CivilDate,
  handoverId: string | null,
  { recordedAt }: Stamp,
): ChildState {
  const waits = (handover: Handover) =>
    handover.state === 'superseded' &&
    handover.unseenSince !== null &&
    londonDate(handover.unseenSince) <= on;
  const handovers = state.handovers.some(waits)
    ? state.handovers.map((one) =>
        waits(one) ? { ...one, unseenSince: null, undecidedSince: recordedAt } : one,
      )
    : state.handovers;
  const sightings = [...state.sightings, { on, handoverId }]
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .slice(-keptSightings);
  return { ...state, handovers, sightings, lastSeenOn: sightings.at(-1)?.on ?? null };
}

/** Enough for several that are corrected, and no more: the facts keep all of them. */
const keptSightings = 4;

/** What was never a sighting is no day on which the child was seen (promise P9). */
export function corrected(
  state: ChildState,
  fact: Extract<ChildFact, { type: 'HandoverCorrected' }>,
  stamp: Stamp,
): ChildState {
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

/** Superseded, and its “seen” was false: the visit is owed again by its own clock, unless the child was seen since otherwise. */
function owedAgain(handover: Handover, sightings: readonly Sighting[]): Handover {
  if (handover.state !== 'superseded' || !handover.visitOwedFrom) return handover;
  const { visitOwedFrom } = handover;
  if (sightings.some(({ on }) => on >= londonDate(visitOwedFrom))) return handover;
  const happenings = { ...handover.happenings, level: null };
  return { ...handover, happenings, unseenSince: visitOwedFrom, undecidedSince: null };
}
