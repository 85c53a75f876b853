import { addDays, londonDate, londonInstant } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';

/** Two weeks after the expected date somebody says what happened; where nobody knows the date, two weeks after the child became known. */
const toldWithinDays = 14;

/**
 * The expected day passes whichever team answers for the child, and its reviews begin with the birth. So the team that
 * holds it has to say what became of the pregnancy (scenario A8, promise P5). While the child is in the programme its
 * mother’s own record owes that. A child held outside the network has the outside team's own schedule, so nothing is
 * owed here.
 */
export function birthObligations({ care, identity, programme }: ChildState): readonly Obligation[] {
  if (care.status !== 'in-care' || identity.bornOn !== null || care.holder.outsideName !== null) return [];
  const { teamId } = care.holder;
  if (programme?.teamId === teamId && programme.left === null) return [];
  const expected = identity.expectedOn ?? londonDate(care.knownSince);
  const dueOn = addDays(expected, toldWithinDays);
  const owe = owing(teamId, 'heightened');
  return [owe('tell-birth', 'H7', londonInstant(dueOn, 0), 'birth', { dueOn })];
}
