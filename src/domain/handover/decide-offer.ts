import { mayHold } from '../access/roles.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import { type ChildState, openAfterRelease, openBeforeRelease } from '../child/state.ts';
import { presentIn } from '../directory/directory.ts';
import { occasionsOf } from '../language/words.ts';
import { claimsLeft, settledByHandover } from '../move/elsewhere.ts';
import { computePriority, priorityFactsOf } from '../risk/priority.ts';
import { callBackFault } from './call-back.ts';
import { chainBefore } from './chain.ts';
import { missing } from './checklist.ts';
import type { HandoverCommand, Preparation, PrepareHandover } from './commands.ts';
import { closingFault, destinationFault, kindTowards, occasionFault } from './destination.ts';
import type { Destination, Handover } from './facts.ts';
import { answeredFor, gpAnswered } from './gp-elsewhere.ts';
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

/** A draft is written anew as a whole, and its priority with it. Once sent, a handover is revised no more. */
export function revise(
  command: Command<'revise'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const { kind, occasion, destination, addressedTo, proposedLevel, summary, handoverId } = command;
  const { releasingTeamId } = handover;
  // A draft that was prepared while the last day stood keeps that reason: by it, whoever lifts the day takes the draft
  // back.
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
    ...claimsLeft(child, handover.destination, destination),
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
  const addressedTo =
    wanted !== null && presentIn(context.directory, destination.teamId, wanted, context.now) ? wanted : null;
  const signature = signatureOf(command.signedBy, handover, destination, context);
  if ('refused' in signature) return signature;
  const { handoverId } = handover;
  return accept(
    { type: 'HandoverOffered', handoverId, destination, addressedTo, ...signature },
    ...claimsLeft(child, handover.destination, destination),
  );
}

/** A person at the receiving desk has it. A team outside the network says so by call-back (scenario A39). Nothing passes by it. */
export function acknowledge(
  command: Command<'acknowledge'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (handover.destination.kind === 'outside') {
    const wrong = callBackFault(command.type, command.callBack, handover, context);
    if (wrong) return wrong;
  }
  return accept({
    type: 'HandoverAcknowledged',
    handoverId: handover.handoverId,
    callBack: command.callBack ?? null,
  });
}

/** The desk gives it to one of the team who is there and may answer for a child; that person has accepted nothing yet (promise P2). */
export function allocate(
  command: Command<'allocate'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  const { directory, now } = context;
  if (!presentIn(directory, handover.destination.teamId, command.practitionerId, now))
    return refuse('practitioner-gone');
  if (!mayHold(directory.practitioners.get(command.practitionerId)?.role)) return refuse('cannot-hold');
  return accept({
    type: 'HandoverAllocated',
    handoverId: handover.handoverId,
    practitionerId: command.practitionerId,
  });
}

/**
 * To another desk: where it lies already its clocks run, and nobody begins them anew. An open handover moves there itself;
 * after a decline a new handover follows the old one (row 22).
 */
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
  if (handover.state !== 'declined' && sameDesk(command.to, handover.destination))
    return refuse('already-offered', context.directory.teams.get(command.to.teamId)?.name);
  if (command.why === '') return refuse('reason-missing');
  // A holding desk was sent the offer to find a route for it. Where our own side sends it on, its supervisor is asked
  // as for an offer.
  const ours = context.actor.teamId === handover.releasingTeamId;
  const signature = ours ? signatureOf(undefined, { ...handover, kind }, command.to, context) : {};
  if ('refused' in signature) return signature;
  if (handover.state !== 'declined') {
    const { handoverId, destination: from } = handover;
    const { to, why } = command;
    return accept(
      { type: 'HandoverRedirected', handoverId, kind, from, to, why, recalled: false },
      ...claimsLeft(child, from, to),
    );
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

/** Whether it is the same desk: the holding desk of a team that has both is another one than its duty desk. */
function sameDesk(one: Destination, other: Destination): boolean {
  return one.teamId === other.teamId && one.kind === other.kind;
}

/** A declined handover goes on only while its releasing team still holds the child and nothing newer is on its way (promise P2). */
export function declinedFault(handover: Handover, child: ChildState): Decision | null {
  if (child.care.status !== 'in-care' || child.care.holder.teamId !== handover.releasingTeamId)
    return refuse('not-the-holder');
  return openBeforeRelease(child) ? refuse('handover-already-open') : null;
}

/**
 * What the next handover to another team holds. Its kind follows the team that receives, and it is addressed to nobody
 * there yet.
 */
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
