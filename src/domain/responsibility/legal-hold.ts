import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { ResponsibilityCommand } from './commands.ts';
import { aloneFault } from './open-address.ts';

type Command<Name extends 'place-hold' | 'lift-hold'> = Extract<ResponsibilityCommand, { type: Name }>;

/**
 * A record that a coroner, the police, a court or a panel will ask for is kept whole (scenario A14). One person places the hold, because it
 * takes nothing from anybody and can be undone: the lead of the team that answers, or a named or designated nurse, with the reason and
 * for whom.
 */
export function placeHold({ reason, askedBy }: Command<'place-hold'>, child: ChildState): Decision {
  if (child.hold) return refuse('hold-stands', `For ${child.hold.askedBy}`);
  if (reason === '' || askedBy === '') return refuse('reason-missing');
  return accept({ type: 'HoldPlaced', reason, askedBy });
}

/**
 * Lifts a hold. What is removed afterwards cannot be brought back, so it takes two people, one of them a safeguarding
 * nurse.
 */
export function liftHold(
  { reason, agreedBy }: Command<'lift-hold'>,
  child: ChildState,
  context: Context,
): Decision {
  if (!child.hold) return refuse('no-hold');
  if (reason === '') return refuse('reason-missing');
  return aloneFault(agreedBy, child, context) ?? accept({ type: 'HoldLifted', reason, agreedBy });
}
