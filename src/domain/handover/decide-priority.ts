import { isSafeguarding, mayJudgeRisk } from '../access/roles.ts';
import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { presentAt } from '../directory/directory.ts';
import { samePerson } from '../identity/same-person.ts';
import { type PriorityName, priorities } from '../language/words.ts';
import { isHigher } from '../risk/priority.ts';
import type { HandoverCommand } from './commands.ts';
import { type Handover, priorityOf } from './facts.ts';
import { meetingsNeeded } from './release-point.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

/** Anybody of either side raises it, with a reason; what was raised stands whatever the facts come to give (decision 0023). */
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

/**
 * The priorities to which it may be lowered. Never to routine while a plan or a section 47 enquiry stands: there
 * accountability would pass before anybody has seen the child.
 */
export function lowerPriorities(handover: Handover, { circumstances }: ChildState): readonly PriorityName[] {
  const unseen = meetingsNeeded(circumstances).length > 0 ? 'routine' : null;
  return priorities.filter((one) => isHigher(priorityOf(handover), one) && one !== unseen);
}

/** Lowered only with a reason and a second name, to one of those that are left. */
export function lowerPriority(
  command: Command<'lower-priority'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const { priority, reason, secondName } = command;
  if (reason === '') return refuse('reason-missing');
  if (!isHigher(priorityOf(handover), priority)) return refuse('not-a-lowering');
  if (!lowerPriorities(handover, child).includes(priority)) return refuse('status-keeps-sighting');
  const wrong = secondNameFault(secondName, handover, context);
  return (
    wrong ??
    accept({ type: 'PriorityLowered', handoverId: handover.handoverId, priority, reason, secondName })
  );
}

/**
 * The second name is that of a nurse or a lead in post and not away: a name that nobody bears, or that judges no risk, agrees to
 * nothing. Once accepted a lowering may pass accountability at once, so then one is of each side, or answers for safeguarding.
 */
function secondNameFault(name: string, handover: Handover, context: Context): Decision | null {
  const { directory, actor, now } = context;
  if (name === '' || samePerson(name, actor.name)) return refuse('two-names-needed');
  const called = [...directory.practitioners.values()].filter((person) => samePerson(person.name, name));
  const here = called.filter((person) => presentAt(directory, person.id, now));
  if (here.length === 0) return refuse('two-names-needed', `Nobody called ${name} is in post and here`);
  const judging = here.filter(({ role }) => mayJudgeRisk(role));
  if (judging.length === 0) return refuse('two-names-needed', `${name} is no nurse and no lead`);
  const sides = [handover.releasingTeamId, handover.destination.teamId];
  const otherSide = sides.filter((teamId) => teamId !== actor.teamId);
  const fits = judging.some(({ role, teamId }) => isSafeguarding(role) || otherSide.includes(teamId));
  if (!('acceptance' in handover) || handover.destination.kind === 'outside' || fits) return null;
  return refuse('two-names-needed', `Accepted: ${name} would have to be of the other side, or a named nurse`);
}
