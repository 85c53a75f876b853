import { leadWhoLooks } from '../access/presence.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { callBackFault } from './call-back.ts';
import { closingList } from './checklist.ts';
import type { HandoverCommand } from './commands.ts';
import { type Correction, corrections, type Handover, isOpen, passedOnSince, releaseOf } from './facts.ts';
import type { FailedContact } from './parts.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

/** The receiving practitioner reached the family: how, and whom. It is not yet seeing the child (promise P4). */
export function recordFirstContact(command: Command<'record-first-contact'>): Decision {
  const { handoverId, how, withWhom } = command;
  if (how === '' || withWhom === '') return refuse('reason-missing');
  return accept({ type: 'FirstContactRecorded', handoverId, how, withWhom });
}

/** Tried, and nobody reached: how, and why not. What is owed stays owed. */
export function recordFailedContact(command: Command<'record-failed-contact'>): Decision {
  const { handoverId, how, why } = command;
  if (how === '' || why === '') return refuse('reason-missing');
  return accept({ type: 'ContactFailed', handoverId, how, why });
}

/**
 * The supervisor has looked at the contacts that failed, and says what is done (Annex B, row 19). What fails after that counts
 * anew; that the family is to be reached and the child seen stays owed.
 */
export function reviewFailedContacts(
  { handoverId, decision }: Command<'review-failed-contacts'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  const lead = leadWhoLooks(context);
  if (lead) return refuse('not-allowed', lead.name);
  if (failedToReview(handover).length === 0) return refuse('no-failed-contacts');
  return decision === ''
    ? refuse('reason-missing')
    : accept({ type: 'FailedContactsReviewed', handoverId, decision });
}

/** The contacts that failed since the supervisor last looked, while the family has not been reached. */
export function failedToReview({ happenings }: Handover): readonly FailedContact[] {
  return happenings.firstContact ? [] : happenings.failedContacts.filter(({ reviewed }) => !reviewed);
}

/** Seen face to face by the receiving practitioner. Outside the network it is told by call-back, with two names of ours. */
export function recordSeen(
  command: Command<'record-seen'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (command.where === '') return refuse('reason-missing');
  const outside = handover.destination.kind === 'outside';
  const wrong = outside ? callBackFault(command.type, command.callBack, handover, context) : null;
  if (wrong) return wrong;
  return accept({
    type: 'ChildSeen',
    handoverId: handover.handoverId,
    where: command.where,
    joint: command.joint,
    seenBy: command.callBack?.outsideName ?? context.actor.name,
    callBack: command.callBack ?? null,
  });
}

/** A meeting with who decided. Of a conference that was held it says who of the releasing side was invited (scenario A33). */
export function recordMeeting(command: Command<'record-meeting'>): Decision {
  const { handoverId, meeting, outcome, decidedBy, note, invited = '' } = command;
  if (decidedBy === '') return refuse('reason-missing', 'Who decided');
  if (outcome !== 'held' && note === '') return refuse('reason-missing');
  const conference = meeting === 'transfer-in-conference' && outcome !== 'will-not-be-held';
  if (conference && invited === '')
    return refuse('reason-missing', 'Who of the releasing side was invited, or why nobody was');
  const recorded = { handoverId, meeting, outcome, decidedBy, note, ...(invited ? { invited } : {}) };
  return accept({ type: 'MeetingRecorded', ...recorded });
}

/**
 * The receiving side decides the level, after seeing the child. It gives a reason, which the releasing side can read,
 * unless the level is the one that the child has and that was proposed (HCP).
 */
export function decideLevel(
  command: Command<'decide-level'>,
  { proposedLevel }: Handover,
  { circumstances }: ChildState,
): Decision {
  const { handoverId, level, reason } = command;
  const changes = level !== proposedLevel || (circumstances.level !== null && level !== circumstances.level);
  if (changes && reason === '') return refuse('level-needs-reason');
  return accept({ type: 'LevelDecided', handoverId, level, reason });
}

/**
 * Refuses telling where there is nothing to tell. A handover superseded after its release still owes the telling, until
 * a newer one has passed the child on (promise P4). One superseded before release passed nothing: there is no new team
 * to tell of.
 */
function nothingToTell(handover: Handover, child: ChildState): Decision | null {
  if (handover.state !== 'superseded') return null;
  const owes = handover.release !== null && !passedOnSince(handover, child.handovers);
  return owes ? null : refuse('handover-over');
}

/** Told how, or decided not to be: then with the reason, who decided, and a day on which that is looked at again (promise P4). */
export function tellParent(
  command: Command<'tell-parent'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const over = nothingToTell(handover, child);
  if (over) return over;
  const { parent, handoverId } = command;
  if (parent.told && parent.how === '') return refuse('reason-missing');
  if (!parent.told && (parent.reason === '' || parent.decidedBy === '' || parent.reviewOn < today(context))) {
    return refuse('not-to-tell-needs-review');
  }
  return accept({ type: 'ParentToldRecorded', handoverId, parent });
}

/** The practice that was told; of a child without a GP the way by which it is registered (promise P4). */
export function tellGp(command: Command<'tell-gp'>, handover: Handover, child: ChildState): Decision {
  const over = nothingToTell(handover, child);
  if (over) return over;
  const { gp, handoverId } = command;
  const empty = gp.route === 'gp' ? gp.practice === '' : gp.registration === '';
  return empty ? refuse('reason-missing') : accept({ type: 'GpToldRecorded', handoverId, gp });
}

/** Child health records know, and how they were told (promise P4). */
export function tellChis(command: Command<'tell-chis'>, handover: Handover, child: ChildState): Decision {
  const over = nothingToTell(handover, child);
  if (over) return over;
  const { how, handoverId } = command;
  return how === '' ? refuse('reason-missing') : accept({ type: 'ChisToldRecorded', handoverId, how });
}

/** Closed only when everything of promise P4 is true; the refusal names what is not. */
export function close(_command: Command<'close'>, handover: Handover, child: ChildState): Decision {
  const undone = closingList(handover, child).filter((line) => !line.done);
  if (undone.length > 0) return refuse('not-everything-told', undone.map((line) => line.words).join('; '));
  return accept({ type: 'HandoverClosed', handoverId: handover.handoverId });
}

/**
 * A correction is a new fact. Correcting a false "seen" alarms both leads while the holder stays (promise P9). Where a
 * newer handover has passed the child on since, nothing is opened again here: what is owed is owed by the newer one.
 */
export function correct(command: Command<'correct'>, handover: Handover, child: ChildState): Decision {
  if (command.reason === '') return refuse('reason-missing');
  if (!recorded(command.what, handover, child)) return refuse('nothing-to-correct');
  const { handoverId, what, reason } = command;
  const corrected = { type: 'HandoverCorrected', handoverId, what, reason } as const;
  const newer = child.handovers
    .slice(child.handovers.indexOf(handover) + 1)
    .findLast((later) => isOpen(later) || releaseOf(later) !== null);
  if (handover.state !== 'closed' || !newer) return accept(corrected);
  return accept(corrected, {
    type: 'HandoverSuperseded',
    handoverId,
    by: newer.handoverId,
    reason: 'A newer handover has taken its place',
  });
}

/** Whether anything stands in a handover that may be corrected. */
export function somethingToCorrect(handover: Handover, child: ChildState): boolean {
  return corrections.some((what) => recorded(what, handover, child));
}

function recorded(what: Correction, handover: Handover, { sightings }: ChildState): boolean {
  const { happenings, state, handoverId } = handover;
  switch (what) {
    case 'seen':
      return (
        state === 'seen' ||
        state === 'closed' ||
        (state === 'superseded' && sightings.some((one) => one.handoverId === handoverId))
      );
    case 'first-contact':
      return happenings.firstContact !== null;
    case 'parent-told':
      return happenings.parent !== null;
    case 'gp-told':
      return happenings.gp !== null;
    case 'chis-told':
      return happenings.chis !== null;
  }
}
