import type { Instant } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import { type Handover, releaseOf } from './facts.ts';

/**
 * What a new handover follows: the one before, while its decline waits for somebody who takes the child, whatever form
 * the new one was made with (scenario A28). A family back at home, or a child that has passed, ends the chain.
 */
export function chainBefore(child: ChildState, releasingTeamId: string): string | null {
  const before = child.handovers.at(-1);
  if (!before || before.releasingTeamId !== releasingTeamId || releaseOf(before)) return null;
  if (before.state === 'withdrawn' && before.withdrawn.backHome) return null;
  return declinedInChain(before, child.handovers).length > 0 ? before.handoverId : null;
}

/** The instants of the declines in the chain that leads to a handover, oldest first. */
export function declinedInChain(handover: Handover, all: readonly Handover[]): readonly Instant[] {
  const before =
    handover.follows === null ? undefined : all.find((earlier) => earlier.handoverId === handover.follows);
  const earlier = before ? declinedInChain(before, all) : [];
  const own = declinedAt(handover);
  return own === null ? earlier : [...earlier, own];
}

function declinedAt(handover: Handover): Instant | null {
  if (handover.state === 'declined') return handover.declined.at;
  return handover.state === 'withdrawn' ? handover.withdrawn.declinedAt : null;
}
