import { mayHold } from '../access/permissions.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import { type ChildState, openAfterRelease, openBeforeRelease } from '../child/state.ts';
import { presentAt } from '../directory/directory.ts';
import { occasionsOf } from '../language/words.ts';
import { settledByHandover } from '../move/elsewhere.ts';
import { computePriority, priorityFactsOf } from '../risk/priority.ts';
import { chainBefore } from './chain.ts';
import { missing } from './checklist.ts';
import type { HandoverCommand, Preparation, PrepareHandover } from './commands.ts';
import { closingFault, destinationFault, kindTowards, occasionFault } from './destination.ts';
import type { Destination, Handover } from './facts.ts';
import { answeredFor, gpAnswered } from './gp-elsewhere.ts';
import { isBefore, sayStep, stepBefore } from './order-of-steps.ts';
import { signatureOf } from './signed-drop.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

/** A holder prepares a handover. After a release the former handover is superseded: there is nothing to withdraw. */
export function prepare(command: PrepareHandover, child: ChildState, context: Context): Decision {
  if (child.care.status === 'ended') return refuse('care-has-ended');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  if (openBeforeRelease(child)) return refuse('handover-already-open');
  const releasingTeamId = child.care.holder.teamId;
  const wrong =
    occasionFault(command) ??
    closingFault(command, releasingTeamId, child, context) ??
    destinationFault(command, releasingTeamId, child, context);
  if (wrong) return wrong;
  const follows = command.follows ?? chainBefore(child, releasingTeamId);
  const prepared = preparedFact({ ...command, follows }, releasingTeamId, child, context);
  const open = openAfterRelease(child);
  const settled = settledByHandover(command.destination, child, context);
  if (!open) return accept(...settled, prepared);
  const superseded = {
    handoverId: open.handoverId,
    by: command.handoverId,
    reason: 'The new holder opened the next handover',
  };
  return accept(...settled, { type: 'HandoverSuperseded', ...superseded }, prepared);
}

/** The fact that opens a draft, with the priority that the child's facts give. */
export function preparedFact(
  command: Preparation & { readonly handoverId: string; readonly follows: string | null },
  releasingTeamId: string,
  child: ChildState,
  context: Context,
) {
  const { handoverId, kind, occasion, destination, addressedTo, proposedLevel, summary, follows } = command;
  return {
    type: 'HandoverPrepared',
    handoverId,
    kind,
    occasion,
    releasingTeamId,
    destination,
    addressedTo,
    proposedLevel,
    summary,
    priority: priorityFor(child, { occasion, proposedLevel }, context),
    follows,
    ...answeredFor(command.gpAnswer, child),
  } as const;
}

/** The priority that the facts of the child give to a handover now. */
export function priorityFor(
  child: ChildState,
  handover: Pick<Preparation, 'occasion' | 'proposedLevel'>,
  context: Context,
) {
  return computePriority(priorityFactsOf(child, handover, today(context)));
}

export function revise(
  command: Command<'revise'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const { kind, occasion, destination, addressedTo, proposedLevel, summary, handoverId } = command;
  const { releasingTeamId } = handover;
  // Prepared while the last day stood it keeps that reason: whoever lifts the day takes back what was prepared.
  const before = handover.occasion === 'service-closes';
  const wrong =
    occasionFault(command) ??
    (before ? null : closingFault(command, releasingTeamId, child, context)) ??
    destinationFault(command, releasingTeamId, child, context);
  if (wrong) return wrong;
  const draft = { handoverId, kind, occasion, destination, addressedTo, proposedLevel, summary };
  const revised = { ...draft, ...answeredFor(command.gpAnswer, child) };
  return accept(
    { type: 'HandoverRevised', ...revised },
    {
      type: 'PriorityComputed',
      handoverId,
      priority: priorityFor(child, { occasion, proposedLevel }, context),
    },
  );
}

/** An offer goes to a duty desk, complete. One addressed to a person who is not there goes to the desk (scenario A30). */
export function offer(
  command: Command<'offer'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const destination = command.destination ?? handover.destination;
  const wrong = destinationFault({ ...handover, destination }, handover.releasingTeamId, child, context);
  if (wrong) return wrong;
  const lacks = missing(handover, child, context);
  if (lacks.length > 0) return refuse('draft-incomplete', lacks.map((line) => line.words).join('; '));
  const wanted = command.addressedTo === undefined ? handover.addressedTo : command.addressedTo;
  const addressedTo = wanted !== null && inTeam(wanted, destination.teamId, context) ? wanted : null;
  const signature = signatureOf(command.signedBy, handover, destination, context);
  if ('refused' in signature) return signature;
  const { handoverId } = handover;
  return accept({ type: 'HandoverOffered', handoverId, destination, addressedTo, ...signature });
}

/** Whether a practitioner is in post, present, and a member of the team. */
export function inTeam(practitionerId: string, teamId: string, context: Context): boolean {
  const practitioner = context.directory.practitioners.get(practitionerId);
  return practitioner?.teamId === teamId && presentAt(context.directory, practitionerId, context.now);
}

export function acknowledge(
  command: Command<'acknowledge'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (handover.destination.kind === 'outside') {
    const wrong = callBackFault(command.callBack, handover, context);
    if (wrong) return wrong;
  }
  return accept({
    type: 'HandoverAcknowledged',
    handoverId: handover.handoverId,
    callBack: command.callBack ?? null,
  });
}

/**
 * A call-back is believed only when it was made to the number that the directory has, and two people of our side
 * stand for it (design.md section 3, no dead ends; scenario A39).
 */
export function callBackFault(
  callBack: Command<'accept'>['callBack'],
  handover: Handover,
  context: Context,
): Decision | null {
  if (!callBack?.outsideName || !callBack.spokenBy) return refuse('call-back-missing');
  const number = context.directory.teams.get(handover.destination.teamId)?.phone ?? '';
  if (number === '' || digits(number) !== digits(callBack.number))
    return refuse('call-back-number-wrong', number || 'The directory has no number yet');
  const { secondName } = callBack;
  if (!secondName || samePerson(secondName, context.actor.name)) return refuse('two-names-needed');
  if (!onOurSide(secondName, handover, context))
    return refuse('two-names-needed', `Nobody called ${secondName} is in post and here on our side`);
  if (callBack.spokeAt > context.now) return refuse('happened-in-future');
  const step = stepBefore('accept', handover);
  if (step && isBefore(callBack.spokeAt, step)) return refuse('before-its-step', sayStep(step));
  return null;
}

/** A name that nobody of the releasing team's organisation bears, or that is away, confirms no call. */
function onOurSide(name: string, { releasingTeamId }: Handover, { directory, now }: Context): boolean {
  const organisation = directory.teams.get(releasingTeamId)?.organisationId;
  return [...directory.practitioners.values()].some(
    (person) =>
      samePerson(person.name, name) &&
      directory.teams.get(person.teamId)?.organisationId === organisation &&
      presentAt(directory, person.id, now),
  );
}

function digits(number: string): string {
  return number.replace(/\D/g, '');
}

/** Whether two written names are the same person’s, as far as spelling tells. */
export function samePerson(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

export function allocate(
  command: Command<'allocate'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (!inTeam(command.practitionerId, handover.destination.teamId, context))
    return refuse('practitioner-gone');
  if (!mayHold(context.directory.practitioners.get(command.practitionerId)?.role))
    return refuse('cannot-hold');
  return accept({
    type: 'HandoverAllocated',
    handoverId: handover.handoverId,
    practitionerId: command.practitionerId,
  });
}

/** To another desk: within the open states the same handover moves; after a decline a new one follows the old (row 22). */
export function redirect(
  command: Command<'redirect'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const next = nextPreparation(handover, command.to, context);
  const { kind } = next;
  const wrong = destinationFault(next, handover.releasingTeamId, child, context);
  if (wrong) return wrong;
  if (command.why === '') return refuse('reason-missing');
  // A holding desk sends on what it was sent to find a route for; our own side asks its supervisor as for an offer.
  const ours = context.actor.teamId === handover.releasingTeamId;
  const signature = ours ? signatureOf(undefined, { ...handover, kind }, command.to, context) : {};
  if ('refused' in signature) return signature;
  if (handover.state !== 'declined') {
    const { handoverId, destination: from } = handover;
    return accept({
      type: 'HandoverRedirected',
      handoverId,
      kind,
      from,
      to: command.to,
      why: command.why,
      recalled: false,
    });
  }
  const passedOn = declinedFault(handover, child);
  if (passedOn) return passedOn;
  const answer = gpAnswered(handover, child);
  const again = {
    ...next,
    ...(answer ? { gpAnswer: answer } : {}),
    handoverId: command.newHandoverId,
    follows: handover.handoverId,
  };
  return accept(preparedFact(again, handover.releasingTeamId, child, context), {
    type: 'HandoverOffered',
    handoverId: command.newHandoverId,
    destination: command.to,
    addressedTo: null,
  });
}

/** A declined handover goes on only while its releasing team still holds the child and nothing newer is on its way (promise P2). */
export function declinedFault(handover: Handover, child: ChildState): Decision | null {
  if (child.care.status !== 'in-care' || child.care.holder.teamId !== handover.releasingTeamId)
    return refuse('not-the-holder');
  return openBeforeRelease(child) ? refuse('handover-already-open') : null;
}

export function nextPreparation(handover: Handover, to: Destination, context: Context): Preparation {
  const { proposedLevel, summary } = handover;
  const kind = kindTowards(handover.kind, to, context);
  // Planned as a graduation and sent on to another site, it is a move within the programme.
  const occasion = occasionsOf(kind).includes(handover.occasion) ? handover.occasion : 'move';
  return {
    kind,
    occasion,
    destination: to,
    addressedTo: null,
    proposedLevel,
    summary,
  };
}
