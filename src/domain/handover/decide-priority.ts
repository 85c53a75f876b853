import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { presentAt } from '../directory/directory.ts';
import { isHigher } from '../risk/priority.ts';
import type { HandoverCommand } from './commands.ts';
import { samePerson } from './decide-offer.ts';
import { type Handover, priorityOf } from './facts.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

export function raisePriority(command: Command<'raise-priority'>, handover: Handover): Decision {
  if (command.reason === '') return refuse('reason-missing');
  if (!isHigher(command.priority, priorityOf(handover))) return refuse('not-a-raise');
  return accept({
    type: 'PriorityRaised',
    handoverId: handover.handoverId,
    priority: command.priority,
    reason: command.reason,
  });
}

/** Lowered only with a reason and a second name, that of somebody in post and not away: a name that nobody bears agrees to nothing. */
export function lowerPriority(
  command: Command<'lower-priority'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (command.reason === '') return refuse('reason-missing');
  if (!isHigher(priorityOf(handover), command.priority)) return refuse('not-a-lowering');
  if (command.secondName === '' || samePerson(command.secondName, context.actor.name))
    return refuse('two-names-needed');
  if (!nameInPost(command.secondName, context))
    return refuse('two-names-needed', `Nobody called ${command.secondName} is in post and here`);
  const { priority, reason, secondName } = command;
  return accept({ type: 'PriorityLowered', handoverId: handover.handoverId, priority, reason, secondName });
}

function nameInPost(name: string, { directory, now }: Context): boolean {
  return [...directory.practitioners.values()].some(
    (person) => samePerson(person.name, name) && presentAt(directory, person.id, now),
  );
}
