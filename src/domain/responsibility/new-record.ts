import { type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { ResponsibilityCommand } from './commands.ts';
import { aloneFault } from './open-address.ts';

/**
 * Why the old record of an adopted child may not be put away; once it is, nobody finds it any more. The lead of the
 * team that answers or a named nurse puts it away, when somebody holds the new record and no legal hold stands, and
 * never alone: a lead with a named or designated nurse who agreed, a named nurse with the lead. The named nurse, who
 * alone can open it afterwards, is told of each (scenario A16).
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
 * Whether a record can be the new one of a child whose old record ends by adoption: it is in care, its child was born
 * on the same day, and nothing of the first family is in it. A twin whom that family has is another child (scenario
 * A16).
 */
export function goesOnElsewhere(old: ChildState, other: ChildState): boolean {
  const [was, is] = [old.identity, other.identity];
  const sameFamily = was.familyId !== null && was.familyId === is.familyId;
  const motherNumber = was.mother?.nhsNumber ?? null;
  const sameMother = motherNumber !== null && motherNumber === is.mother?.nhsNumber;
  const born = was.bornOn !== null && was.bornOn === is.bornOn;
  return other.care.status === 'in-care' && born && !sameFamily && !sameMother;
}
