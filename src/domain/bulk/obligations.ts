import type { CivilDate } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation, ObligationKind } from '../escalation/obligation.ts';
import { type Handover, priorityOf } from '../handover/facts.ts';

/** Whether the team that holds the child has a last day: then row 29 sets the pace, not the clock of a single draft. */
export function lastDayStands({ care, lastDay }: ChildState): boolean {
  return lastDay !== null && care.status === 'in-care' && care.holder.teamId === lastDay.teamId;
}

/**
 * What a last day asks for each child, by its own day (Annex B row 29): accepted by a named practitioner, then passed. Both
 * are met by the child's own handover alone (promise P7) and are owed by the team that closes, whatever its plans say.
 */
export function lastDayObligations(
  state: ChildState,
  open: Handover | null,
  column: Column,
): readonly Obligation[] {
  const { care, lastDay } = state;
  if (care.status !== 'in-care' || !lastDay || care.holder.teamId !== lastDay.teamId) return [];
  const owe = (kind: ObligationKind, dueOn: CivilDate): Obligation => ({
    key: `${kind}/${lastDay.teamId}/${lastDay.bulkId}`,
    kind,
    row: '29',
    column: open ? priorityOf(open) : column,
    from: lastDay.at,
    dueOn,
    ownerTeamId: lastDay.teamId,
    // The day is the team’s own, whichever handover the child is in meanwhile: its clock keeps what it was set with.
    otherTeamId: null,
    handoverId: null,
  });
  const accepted = open?.state === 'accepted' || open?.state === 'seen';
  const passed = owe('pass-before-last-day', lastDay.passedBy);
  return accepted ? [passed] : [owe('accept-before-last-day', lastDay.acceptedBy), passed];
}
