import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, holderOf, openBeforeRelease } from '../child/state.ts';
import { columnOfCare } from '../escalation/obligations.ts';
import { prepare, preparedFact } from '../handover/decide-offer.ts';
import { closingFault, destinationFault, occasionFault } from '../handover/destination.ts';
import { addressFault } from '../responsibility/address.ts';
import { keepSeal } from '../responsibility/seal.ts';
import type { MoveCommand, MoveCommandName } from './commands.ts';
import { sleepsElsewhere } from './elsewhere.ts';
import { signalled } from './signal.ts';
import { reviewDayFault, reviewStay } from './stay.ts';
import { moveStateOf, moveTransitions } from './transitions.ts';

type Command<Name extends MoveCommandName> = Extract<MoveCommand, { type: Name }>;

/** Judges a command about a move or a claim. */
export function decideMove(command: MoveCommand, child: ChildState, context: Context): Decision {
  const allowed = moveTransitions[moveStateOf(command, child)][command.type];
  if (allowed !== 'yes') return refuse(allowed);
  switch (command.type) {
    case 'receive-signal':
      return { facts: signalled(child, command, context) };
    case 'settle-enquiry':
      return settleEnquiry(command, child, context);
    case 'review-stay':
      return reviewStay(command, child, context);
    case 'open-claim':
      return openClaim(command, child);
    case 'settle-claim':
      return settleClaim(command, child, context);
  }
}

/** A person says where the child sleeps, and that prepares the handover, superseding one that is under way (scenario A7). */
function settleEnquiry(command: Command<'settle-enquiry'>, child: ChildState, context: Context): Decision {
  const { enquiryId, outcome, sleepsAt, reviewOn, note } = command;
  if (note === '') return refuse('reason-missing', 'How it is known');
  const movedTo = outcome === 'moved' || outcome === 'moved-within-area' ? sleepsAt : null;
  if ((outcome === 'moved' || outcome === 'moved-within-area') && !movedTo)
    return refuse('reason-missing', 'The address at which the child sleeps');
  const undated = movedTo && addressFault(movedTo, context);
  if (undated) return undated;
  const elsewhere = movedTo !== null && sleepsElsewhere(movedTo, child, context);
  if (outcome === 'moved-within-area' && elsewhere) return refuse('not-within-area');
  // An address of no known area leads to a holding desk. Only a move within the team's own area goes without a
  // handover.
  const anywhere = elsewhere || movedTo?.areaCode === null;
  if (outcome === 'moved' && anywhere && !command.handover) return refuse('move-needs-handover');
  const wrong = outcome === 'stays-elsewhere-briefly' ? shortStayFault(command, child, context) : null;
  if (wrong) return wrong;
  const { cover = '', agreedBy = '' } = command;
  const facts: ChildFact[] = [
    { type: 'EnquirySettled', enquiryId, outcome, sleepsAt, reviewOn, note, cover, agreedBy },
  ];
  if (movedTo) {
    facts.push({ type: 'AddressRecorded', address: keepSeal(movedTo, child), why: 'Settled by a person' });
  }
  if (outcome !== 'moved' || !command.handover) return { facts };
  const moved = movedTo ? { ...child, address: movedTo } : child;
  const prepared = handoverFor(command.handover, moved, context);
  return 'refused' in prepared ? prepared : { facts: [...facts, ...prepared.facts] };
}

/** Somebody visits there, it is looked at again within a week, and of an urgent child both named nurses agreed (Annex B row 18). */
function shortStayFault(
  command: Command<'settle-enquiry'>,
  child: ChildState,
  context: Context,
): Decision | null {
  if (columnOfCare(child) === 'urgent' && !command.agreedBy) return refuse('stay-needs-agreement');
  if (!command.cover) return refuse('stay-needs-cover');
  return reviewDayFault(command.reviewOn, context);
}

function handoverFor(
  preparation: NonNullable<Command<'settle-enquiry'>['handover']>,
  child: ChildState,
  context: Context,
): Decision {
  const open = openBeforeRelease(child);
  if (!open) return prepare({ type: 'prepare', follows: null, ...preparation }, child, context);
  // A handover that is under way is the holder's to change: the other side says where the child sleeps, and no more.
  if (context.actor.teamId !== holderOf(child)?.teamId) return refuse('not-the-holder');
  const wrong =
    occasionFault(preparation) ??
    closingFault(preparation, open.releasingTeamId, child, context) ??
    destinationFault(preparation, open.releasingTeamId, child, context);
  if (wrong) return wrong;
  const next = preparedFact(
    { ...preparation, follows: open.handoverId },
    open.releasingTeamId,
    child,
    context,
  );
  const reason = 'The family has moved again';
  return accept(
    { type: 'HandoverSuperseded', handoverId: open.handoverId, by: preparation.handoverId, reason },
    next,
  );
}

/** Two caseloads claim one child: the holder stays, and a person settles it. */
function openClaim(command: Command<'open-claim'>, child: ChildState): Decision {
  const { claimId, claimantTeamId, says } = command;
  if (child.care.status === 'in-care' && child.care.holder.teamId === claimantTeamId)
    return refuse('own-claim');
  const open = child.claims.some(
    (claim) => claim.claimantTeamId === claimantTeamId && claim.settled === null,
  );
  return open ? { facts: [] } : accept({ type: 'ClaimOpened', claimId, claimantTeamId, says });
}

/**
 * A claim is settled as a handover only once that handover is on its way: a claim that was right, with nobody told to
 * hand the child over, would be forgotten.
 */
function settleClaim(command: Command<'settle-claim'>, child: ChildState, context: Context): Decision {
  const claim = child.claims.find((known) => known.claimId === command.claimId);
  if (!claim) return refuse('no-such-claim');
  if (command.note === '') return refuse('reason-missing');
  const under = openBeforeRelease(child);
  if (command.outcome === 'hand-over' && under?.destination.teamId !== claim.claimantTeamId)
    return refuse('claim-needs-handover', context.directory.teams.get(claim.claimantTeamId)?.name ?? '');
  return accept({
    type: 'ClaimSettled',
    claimId: command.claimId,
    outcome: command.outcome,
    note: command.note,
  });
}
