import { type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { ResponsibilityCommand } from './commands.ts';
import { aloneFault } from './open-address.ts';

/**
 * The old record of an adopted child is put away where nobody finds it: by the lead of the team that answers or a named nurse, once
 * somebody holds the new record, never by one person alone, and not while a legal hold stands. A lead asks a named or designated nurse, a named nurse the lead; the
 * named nurse, who alone can open it afterwards, is told of each (scenario A16).
 */
export function adoptionFault(
  { newRecordHeld, agreedBy = '' }: Extract<ResponsibilityCommand, { type: 'end' }>,
  child: ChildState,
  context: Context,
): Decision | null {
  if (child.hold) return refuse('hold-stands', `For ${child.hold.askedBy}`);
  if (!newRecordHeld) return refuse('adopted-needs-new-holder');
  return aloneFault(agreedBy, child, context);
}

/**
 * Whether a record can be the new one of a child whose old one ends by adoption: in care, of a child born on the same day, and with
 * nothing of the first family in it; a twin of that is another child (scenario A16).
 */
export function goesOnElsewhere(old: ChildState, other: ChildState): boolean {
  const [was, is] = [old.identity, other.identity];
  const sameFamily = was.familyId !== null && was.familyId === is.familyId;
  const motherNumber = was.mother?.nhsNumber ?? null;
  const sameMother = motherNumber !== null && motherNumber === is.mother?.nhsNumber;
  const born = was.bornOn !== null && was.bornOn === is.bornOn;
  return other.care.status === 'in-care' && born && !sameFamily && !sameMother;
}
