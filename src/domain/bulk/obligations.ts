import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
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
  // Owed by the team for its last day and not by one handover: whichever handover the child is in meanwhile, the clock
  // goes on.
  const owe = owing(lastDay.teamId, open ? priorityOf(open) : column);
  const { at, bulkId, acceptedBy, passedBy } = lastDay;
  const accepted = open?.state === 'accepted' || open?.state === 'seen';
  const passed = owe('pass-before-last-day', '29', at, bulkId, { dueOn: passedBy });
  return accepted
    ? [passed]
    : [owe('accept-before-last-day', '29', at, bulkId, { dueOn: acceptedBy }), passed];
}
