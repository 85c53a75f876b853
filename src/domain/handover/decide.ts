import type { Instant } from '../calendar/time.ts';
import { type Context, type Decision, refuse } from '../child/context.ts';
import { type ChildState, findHandover } from '../child/state.ts';
import type { HandoverCommand, HandoverCommandName } from './commands.ts';
import {
  acceptHandover,
  answer,
  ask,
  decideDispute,
  decline,
  dispute,
  playBack,
  recordVerbal,
} from './decide-answer.ts';
import {
  close,
  correct,
  decideLevel,
  recordFailedContact,
  recordFirstContact,
  recordMeeting,
  recordSeen,
  reviewFailedContacts,
  tellChis,
  tellGp,
  tellParent,
} from './decide-contact.ts';
import { acknowledge, allocate, offer, redirect, revise } from './decide-offer.ts';
import { lowerPriority, raisePriority } from './decide-priority.ts';
import { agreeRelease, releaseWithoutSighting, takeBackRelease } from './decide-release.ts';
import { recall, supersede, tellFormerTeam, withdraw } from './decide-taking-back.ts';
import type { Handover } from './facts.ts';
import { cancelJointVisit, planJointVisit, recordJointVisit } from './joint-visits.ts';
import { cell } from './transitions.ts';

type Decider<Name extends HandoverCommandName> = (
  command: Extract<HandoverCommand, { type: Name }>,
  handover: Handover,
  child: ChildState,
  context: Context,
  happenedAt: Instant,
) => Decision;

/** The rule of each command. The compiler proves that none is missing. */
export const deciders: { readonly [Name in HandoverCommandName]: Decider<Name> } = {
  revise,
  offer,
  acknowledge,
  allocate,
  ask,
  answer,
  'record-verbal': recordVerbal,
  'plan-joint-visit': planJointVisit,
  'cancel-joint-visit': cancelJointVisit,
  'record-joint-visit': recordJointVisit,
  'play-back': playBack,
  accept: acceptHandover,
  decline,
  dispute,
  'decide-dispute': decideDispute,
  redirect,
  recall,
  withdraw,
  supersede,
  'tell-former-team': tellFormerTeam,
  'record-first-contact': recordFirstContact,
  'record-failed-contact': recordFailedContact,
  'review-failed-contacts': reviewFailedContacts,
  'record-seen': recordSeen,
  'record-meeting': recordMeeting,
  'release-without-sighting': releaseWithoutSighting,
  'agree-release': agreeRelease,
  'take-back-release': takeBackRelease,
  'decide-level': decideLevel,
  'tell-parent': tellParent,
  'tell-gp': tellGp,
  'tell-chis': tellChis,
  'raise-priority': raisePriority,
  'lower-priority': lowerPriority,
  close,
  correct,
};

/**
 * Judges a command on a handover: first the table of transitions, then the rule of the command. `happenedAt` is the true time of
 * a late entry.
 */
export function decideHandover(
  command: HandoverCommand,
  child: ChildState,
  context: Context,
  happenedAt: Instant,
): Decision {
  const handover = findHandover(child, command.handoverId);
  if (!handover) return refuse('no-such-handover');
  if (child.care.status !== 'in-care') return refuse('care-has-ended');
  const allowed = cell(handover.state, command.type);
  if (allowed !== 'yes') return refuse(allowed);
  const decide = deciders[command.type] as Decider<HandoverCommandName>;
  return decide(command, handover, child, context, happenedAt);
}
