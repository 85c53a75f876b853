import type { Instant } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import { type Handover, isOpen, releaseOf } from './facts.ts';

/**
 * The handover that a new one follows: the one before it, as long as its decline still waits for somebody who takes the
 * child, whichever form made the new one (scenario A28). The chain ends when the family stays or the child has passed.
 */
export function chainBefore(child: ChildState, releasingTeamId: string): string | null {
  const before = child.handovers.at(-1);
  if (!before || before.releasingTeamId !== releasingTeamId || releaseOf(before)) return null;
  if (staysHere(before)) return null;
  return declinedInChain(before, child.handovers).length > 0 ? before.handoverId : null;
}

/**
 * Whether it was taken back because nothing is left to pass on: the family is at home again, it does not move after all, or whoever
 * decided the dispute said that the releasing side keeps the child.
 */
function staysHere(handover: Handover): boolean {
  if (handover.state !== 'withdrawn') return false;
  const { withdrawn, happenings } = handover;
  return withdrawn.backHome || withdrawn.stays || happenings.dispute?.decided?.outcome === 'releasing-keeps';
}

/**
 * Since when a declined child waits for an onward route: the last decline in the chain of this handover, asked only of
 * the last handover that was sent, however it was left. Null where nobody declined, where the child went on, or where
 * nothing is left to pass on. Withdrawing a declined handover does not end the wait, since it finds nobody a new team.
 */
export function onwardSince(handover: Handover, child: ChildState): Instant | null {
  const left = handover.state === 'declined' || handover.state === 'withdrawn';
  const replaced = handover.state === 'superseded' && handover.release === null;
  if (handover.desks.length === 0 || !(left || replaced)) return null;
  if (staysHere(handover) || staysInService(handover, child) || goesOn(handover, child.handovers))
    return null;
  return declinedInChain(handover, child.handovers).at(-1) ?? null;
}

/**
 * Whether a handover that was taken back would have led out of the child's service, and no longer does: the programme
 * goes on, or the child was only offered a place there.
 */
function staysInService({ state, kind, releasingTeamId }: Handover, { programme }: ChildState): boolean {
  const goesOnInProgramme = programme?.teamId === releasingTeamId && programme.left === null;
  return state === 'withdrawn' && (kind === 'health-visiting-to-fnp' || goesOnInProgramme);
}

/** Whether a newer handover is open, was sent, or ended the question. A draft taken back is none. */
function goesOn(handover: Handover, all: readonly Handover[]): boolean {
  return all
    .slice(all.indexOf(handover) + 1)
    .some((later) => isOpen(later) || later.desks.length > 0 || staysHere(later));
}

/** The instants of the declines in the chain that leads to a handover, oldest first. */
export function declinedInChain(handover: Handover, all: readonly Handover[]): readonly Instant[] {
  const before =
    handover.follows === null ? undefined : all.find((earlier) => earlier.handoverId === handover.follows);
  const earlier = before ? declinedInChain(before, all) : [];
  const own = declinedAt(handover);
  return own === null ? earlier : [...earlier, own];
}

/** When this handover itself was declined; null where it was not. */
export function declinedAt(handover: Handover): Instant | null {
  if (handover.state === 'declined') return handover.declined.at;
  return handover.state === 'withdrawn' ? handover.withdrawn.declinedAt : null;
}
