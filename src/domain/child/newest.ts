import type { Instant } from '../calendar/time.ts';
import { type Handover, releaseOf } from '../handover/facts.ts';
import type { ChildState } from './state.ts';

/**
 * The newest time at which the state knows something to have been recorded: who answers, and each step of each
 * handover. Should the clock step back, nothing is written before this time, so that no period or obligation ends
 * before it began and no step comes before the one it rests on.
 */
export function newestRecorded({ care, handovers }: ChildState): Instant | null {
  const ofCare = care.status === 'unknown' ? [] : [care.status === 'in-care' ? care.since : care.at];
  return [...ofCare, ...handovers.flatMap(recordedOf)].toSorted().at(-1) ?? null;
}

function recordedOf(handover: Handover): readonly Instant[] {
  return [
    handover.preparedAt,
    ...('offer' in handover ? [handover.offer.at] : []),
    ...('acknowledged' in handover ? [handover.acknowledged.at] : []),
    ...('acceptance' in handover ? [handover.acceptance.at] : []),
    ...('seen' in handover ? [handover.seen.recordedAt] : []),
    releaseOf(handover)?.at ?? handover.preparedAt,
    ...endOf(handover),
  ];
}

function endOf(handover: Handover): readonly Instant[] {
  switch (handover.state) {
    case 'closed':
      return [handover.closedAt];
    case 'declined':
      return [handover.declined.at];
    case 'withdrawn':
      return [handover.withdrawn.at];
    case 'superseded':
      return [handover.superseded.at];
    case 'draft':
    case 'offered':
    case 'acknowledged':
    case 'accepted':
    case 'seen':
      return [];
  }
}
