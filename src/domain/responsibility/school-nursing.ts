import { addDays, addMonths, type CivilDate, londonDate, londonInstant } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
import { missingNow } from '../missing/facts.ts';

/** Four weeks from the birthday: a school nurse takes over with the start of a term, not on a day. */
const handedOnWithinDays = 28;

/** The fifth birthday: from then on school nursing takes a child on (promise P2). */
export function schoolNursingFrom(bornOn: CivilDate): CivilDate {
  return addMonths(bornOn, 60);
}

/**
 * Health visiting ends at five by a named person's word and by nothing else, so it is owed: the team that holds the
 * child hands it on to school nursing (promises P2, P5). For a child who became known later it counts from then. It is
 * not owed while nobody knows where the child is, for then nothing closes; for a child held outside the network it is
 * that team's.
 */
export function schoolNursingObligations({ care, identity, missing }: ChildState): readonly Obligation[] {
  if (care.status !== 'in-care' || identity.bornOn === null || care.holder.outsideName !== null) return [];
  if (missingNow(missing)) return [];
  const { teamId } = care.holder;
  const five = schoolNursingFrom(identity.bornOn);
  const since = [five, londonDate(care.knownSince)].sort().at(-1) ?? five;
  // The same day in every column: a birthday is no emergency, and what worries has clocks of its own.
  const owe = owing(teamId, 'routine');
  const dueOn = addDays(since, handedOnWithinDays);
  return [owe('hand-on-to-school', 'H36', londonInstant(since, 0), 'five', { dueOn })];
}
