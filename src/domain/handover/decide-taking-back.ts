import { daysBetween, londonDate } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { claimsAgain, claimsLeft, enquiryAgain } from '../move/elsewhere.ts';
import { onwardSince } from './chain.ts';
import type { HandoverCommand } from './commands.ts';
import { nextPreparation, preparedFact, redirect } from './decide-offer.ts';
import { destinationFault, kindTowards } from './destination.ts';
import { disputeOpen, type Handover, releaseOf } from './facts.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

/** An offer sent to the wrong desk is taken back; who may have opened it is told from the read records (scenario A51). */
export function recall(
  command: Command<'recall'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const { to, why } = command;
  if (why === '') return refuse('reason-missing');
  const { handoverId, destination: from } = handover;
  if (to === null) {
    const reason = `Recalled, sent to the wrong desk: ${why}`;
    return accept({ type: 'HandoverWithdrawn', handoverId, reason, recalled: true });
  }
  const again = { type: 'redirect', handoverId, to, why, newHandoverId: handoverId } as const;
  const redirected = redirect(again, handover, child, context);
  if ('refused' in redirected) return redirected;
  const kind = kindTowards(handover.kind, to, context);
  return accept(
    { type: 'HandoverRedirected', handoverId, kind, from, to, why, recalled: true },
    ...claimsLeft(child, from, to),
  );
}

/**
 * Taking back is possible until release; after it there is nothing to withdraw. A handover that was declined and then
 * taken back waits for an onward route, until somebody says that the family is at home again or does not move after
 * all.
 */
export function withdraw(
  command: Command<'withdraw'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  if (releaseOf(handover)) return refuse('already-released');
  if (command.reason === '') return refuse('reason-missing');
  const waits = onwardSince(handover, child) !== null;
  if (handover.state === 'declined' && !waits) return refuse('handover-over');
  const nothingToPassOn = Boolean(command.backHome || command.stays);
  if (handover.state === 'withdrawn' && !(nothingToPassOn && waits)) return refuse('handover-over');
  // A dispute about the decline is for its decider to end, not for the side that has tired of it.
  if (handover.state === 'declined' && disputeOpen(handover) && !command.backHome)
    return refuse('dispute-open');
  const counted = command.backHome && !('acceptance' in handover) && handover.state !== 'withdrawn';
  const unseenDays = counted ? daysUnseen(child, context) : 0;
  const nearMiss = unseenDays > nearMissAfterDays ? { nearMiss: { unseenDays } } : {};
  const { handoverId } = handover;
  return accept(
    {
      type: 'HandoverWithdrawn',
      handoverId,
      reason: command.reason,
      ...(command.backHome ? { backHome: true as const } : {}),
      ...(command.stays ? { stays: true as const } : {}),
      ...nearMiss,
    },
    ...(command.backHome ? [] : enquiryAgain(child, handoverId, context)),
    ...claimsAgain(child, handover.destination.teamId),
  );
}

/**
 * The family was back at home before anybody accepted, and the child unseen for longer than this: that counts as a near
 * miss (scenario A41).
 */
const nearMissAfterDays = 5;

/** Days since the child was last seen face to face; for a child never seen, since the network has known it. */
function daysUnseen({ care, lastSeenOn }: ChildState, context: Context): number {
  const since = lastSeenOn ?? (care.status === 'in-care' ? londonDate(care.knownSince) : today(context));
  return daysBetween(since, today(context));
}

/** Moved again in mid-handover: the open one is superseded, its desk stands down, the next one is prepared (scenario A7). */
export function supersede(
  command: Command<'supersede'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  if (releaseOf(handover)) return refuse('already-released');
  if (command.reason === '') return refuse('reason-missing');
  const leads = nextPreparation(handover, command.destination, context);
  const wrong = destinationFault(leads, handover.releasingTeamId, child, context);
  if (wrong) return wrong;
  const next = {
    ...leads,
    handoverId: command.newHandoverId,
    follows: handover.handoverId,
  };
  return accept(
    {
      type: 'HandoverSuperseded',
      handoverId: handover.handoverId,
      by: command.newHandoverId,
      reason: command.reason,
    },
    preparedFact(next, handover.releasingTeamId, child, context),
    ...claimsLeft(child, handover.destination, next.destination),
  );
}

/** The support of the former team ends when it is told, once, of a handover that was replaced after its release. */
export function tellFormerTeam(command: Command<'tell-former-team'>, handover: Handover): Decision {
  if (handover.state !== 'superseded' || !handover.release || handover.formerTold)
    return refuse('support-already-ended');
  if (command.told === '') return refuse('reason-missing');
  return accept({ type: 'FormerTeamTold', handoverId: handover.handoverId, told: command.told });
}
