import { isSafeguarding, mayHold } from '../access/roles.ts';
import { addDays, type Instant, londonDate, sayDate } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { presentAt, presentIn, safeguardingTeamsOf, teamLive } from '../directory/directory.ts';
import { samePerson } from '../identity/same-person.ts';
import { inForceOn } from '../language/codes.ts';
import type { RefusalCode } from '../language/refusals.ts';
import { declineReasons, wordsOf } from '../language/words.ts';
import { dangersThatTravel } from '../risk/circumstances.ts';
import { lastDayOfFirstContact, type NeededToAccept, neededToAccept } from './acceptance.ts';
import { callBackFault } from './call-back.ts';
import type { HandoverCommand } from './commands.ts';
import { declinedFault } from './decide-offer.ts';
import { disputeOpen, type Handover, priorityOf, releaseOf, waits } from './facts.ts';
import { toldBy } from './parts.ts';
import { speakersOf } from './speakers.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

/** The side for which a person acts. Outside the network our releasing side speaks for the receiving one too. */
function sideOf(handover: Handover, teamId: string): 'releasing' | 'receiving' {
  return teamId === handover.destination.teamId ? 'receiving' : 'releasing';
}

/** Either side asks the other. A handover does not close over a question that nobody answered. */
export function ask(
  command: Command<'ask'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (command.text === '') return refuse('reason-missing');
  const side = sideOf(handover, context.actor.teamId);
  return accept({
    type: 'QuestionAsked',
    handoverId: handover.handoverId,
    questionId: command.questionId,
    text: command.text,
    side,
  });
}

/** An open question of the other side is answered; nobody answers their own. */
export function answer(
  command: Command<'answer'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  const question = handover.happenings.questions.find(
    (asked) => asked.questionId === command.questionId && waits(asked),
  );
  if (!question) return refuse('no-such-question');
  // Outside, nobody of ours sits on the other side: whoever rang them writes down what they answered.
  const outside = handover.destination.kind === 'outside';
  if (!outside && question.side === sideOf(handover, context.actor.teamId)) return refuse('own-question');
  if (command.text === '') return refuse('reason-missing');
  return accept({
    type: 'QuestionAnswered',
    handoverId: handover.handoverId,
    questionId: command.questionId,
    text: command.text,
  });
}

/**
 * The two sides may have spoken before the handover was prepared, up to so many days: what was said longer before was
 * said of something else.
 */
const spokenBeforeDays = 7;

/**
 * A verbal handover is two names and one time, not a tick box. Inside the network each is the name of
 * somebody of that side.
 */
export function recordVerbal(
  command: Command<'record-verbal'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  const { handoverId, releasingName, receivingName, spokeAt } = command;
  if (releasingName === '' || receivingName === '' || samePerson(releasingName, receivingName))
    return refuse('two-names-needed');
  if (spokeAt > context.now) return refuse('happened-in-future');
  const earliest = addDays(londonDate(handover.preparedAt), -spokenBeforeDays);
  if (londonDate(spokeAt) < earliest)
    return refuse('before-its-step', `Prepared ${sayDate(londonDate(handover.preparedAt))}`);
  for (const [name, teamId] of [
    [releasingName, handover.releasingTeamId],
    [receivingName, handover.destination.teamId],
  ] as const) {
    const speakers = speakersOf(context.directory, teamId, spokeAt);
    if (speakers && !speakers.some((person) => samePerson(person.name, name)))
      return refuse(
        'not-of-that-side',
        `${name}, for ${context.directory.teams.get(teamId)?.name ?? teamId}`,
      );
  }
  return accept({ type: 'VerbalHandoverRecorded', handoverId, releasingName, receivingName, spokeAt });
}

/**
 * The risks in the receiving side’s own words. Every danger that the move has not ended has to be named, or the refusal
 * says who was left out (scenario A35).
 */
export function playBack(command: Command<'play-back'>, _handover: Handover, child: ChildState): Decision {
  if (command.words === '') return refuse('reason-missing');
  const unnamed = dangersThatTravel(child.circumstances).filter(
    (danger) => !command.dangerIds.includes(danger.dangerId),
  );
  if (unnamed.length > 0)
    return refuse('risks-not-played-back', unnamed.map((danger) => danger.who).join(', '));
  return accept({
    type: 'RisksPlayedBack',
    handoverId: command.handoverId,
    words: command.words,
    dangerIds: command.dangerIds,
  });
}

/**
 * Acceptance by a named practitioner of a live team, with a date for the first contact. Heightened and urgent ask for
 * a verbal handover and for the risks to be played back; a plan asks for its key worker (scenarios A33, A35).
 */
export function acceptHandover(
  command: Command<'accept'>,
  handover: Handover,
  child: ChildState,
  context: Context,
  happenedAt: Instant,
): Decision {
  const who = acceptorFault(command, handover, context);
  if (who) return who;
  const contact = firstContactFault(command, handover, context, toldBy(command.callBack, happenedAt));
  if (contact) return contact;
  const safety = safetyFault(handover, child);
  if (safety) return safety;
  const outside = handover.destination.kind === 'outside';
  return accept({
    type: 'HandoverAccepted',
    handoverId: handover.handoverId,
    teamId: handover.destination.teamId,
    practitionerId: outside ? null : command.practitionerId,
    firstContactOn: command.firstContactOn ?? today(context),
    lateReason: command.lateReason ?? null,
    callBack: command.callBack ?? null,
  });
}

function acceptorFault(command: Command<'accept'>, handover: Handover, context: Context): Decision | null {
  const { directory, actor, now } = context;
  const { teamId, kind } = handover.destination;
  if (!teamLive(directory, teamId, today(context)))
    return refuse('team-not-live', directory.teams.get(teamId)?.name);
  if (kind === 'outside') return callBackFault(command.type, command.callBack, handover, context);
  if (kind === 'holding') return refuse('holding-desk-sends-on');
  if (command.practitionerId === null || !presentIn(directory, teamId, command.practitionerId, now))
    return refuse('practitioner-gone');
  if (command.practitionerId !== actor.practitionerId && !leadAccepts(handover, context))
    return refuse('accept-needs-self');
  if (!mayHold(directory.practitioners.get(command.practitionerId)?.role)) return refuse('cannot-hold');
  return null;
}

/**
 * A service that closes sends many at once (scenario A31): there the receiving team's lead accepts routine ones for named
 * practitioners of the team. More than routine is taken by whoever spoke and played back the risks.
 */
function leadAccepts(handover: Handover, { actor }: Context): boolean {
  const routine = priorityOf(handover) === 'routine';
  return actor.role === 'lead' && handover.occasion === 'service-closes' && routine;
}

/** The first contact comes after the acceptance, whenever that is entered, and within its time or with a reason. */
function firstContactFault(
  command: Command<'accept'>,
  handover: Handover,
  context: Context,
  acceptedAt: Instant,
): Decision | null {
  if (command.firstContactOn === null) return refuse('first-contact-date-missing');
  if (command.firstContactOn < londonDate(acceptedAt)) return refuse('first-contact-in-past');
  const lastDay = lastDayOfFirstContact(handover, context, acceptedAt);
  const late = lastDay !== null && command.firstContactOn > lastDay;
  return late && !command.lateReason ? refuse('first-contact-too-late', `by ${sayDate(lastDay)}`) : null;
}

const refusedFor: Readonly<Record<NeededToAccept['key'], RefusalCode>> = {
  verbal: 'verbal-handover-missing',
  'play-back': 'risks-not-played-back',
  'key-worker': 'key-worker-missing',
};

function safetyFault(handover: Handover, child: ChildState): Decision | null {
  const missing = neededToAccept(handover, child).find(({ done }) => !done);
  return missing ? refuse(refusedFor[missing.key]) : null;
}

/** Declined only with a coded reason that may be chosen today, a comment and an onward route. It never leaves nobody. */
export function decline(
  command: Command<'decline'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (command.comment === '') return refuse('reason-missing');
  if (!inForceOn(declineReasons, command.reason, today(context)))
    return refuse('code-not-in-force', wordsOf(declineReasons, command.reason));
  return accept({
    type: 'HandoverDeclined',
    handoverId: handover.handoverId,
    reason: command.reason,
    comment: command.comment,
    onward: command.onward,
    onwardAreaCode: command.onwardAreaCode ?? null,
  });
}

/**
 * A dispute leaves the holder where it is and starts a clock on a named decider: a named or designated nurse in post. Where nobody of
 * the decider's team is there any more, either side names another. Of a decline after which the child has gone on nobody waits
 * for a decision.
 */
export function dispute(
  command: Command<'dispute'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const gone = handover.state === 'declined' ? declinedFault(handover, child) : null;
  if (gone) return gone;
  const there = disputeOpen(handover) ? decidersThere(handover, context) : [];
  if (there.length > 0) return refuse('dispute-open', there.join(' or '));
  if (command.ground === '') return refuse('reason-missing');
  const decider = context.directory.practitioners.get(command.deciderId);
  const mayDecide = decider?.role === 'named-nurse' || decider?.role === 'designated-nurse';
  if (!decider || !mayDecide || !presentAt(context.directory, decider.id, context.now))
    return refuse('practitioner-gone');
  const sides = [handover.releasingTeamId, handover.destination.teamId];
  if (!safeguardingTeamsOf(context.directory, sides).has(decider.teamId))
    return refuse('decider-of-neither-side', decider.name);
  return accept({
    type: 'DisputeRaised',
    handoverId: handover.handoverId,
    ground: command.ground,
    deciderId: decider.id,
    deciderTeamId: decider.teamId,
    side: sideOf(handover, context.actor.teamId),
  });
}

/** Who may decide the dispute of a handover now: the named and designated nurses of the decider's team who are in post and here. */
function decidersThere({ happenings }: Handover, { directory, now }: Context): readonly string[] {
  const teamId = happenings.dispute?.deciderTeamId;
  return [...directory.practitioners.values()]
    .filter((one) => one.teamId === teamId && isSafeguarding(one.role) && presentAt(directory, one.id, now))
    .map(({ name }) => name);
}

/**
 * The decision: the receiving side takes (a declined offer lies on its desk again, an accepted one goes on), or the
 * releasing side keeps the child and the handover ends. Once accountability has passed nothing is kept: release is written once.
 */
export function decideDispute(
  command: Command<'decide-dispute'>,
  handover: Handover,
  child: ChildState,
  context: Context,
): Decision {
  const open = handover.happenings.dispute;
  if (!open || open.decided) return refuse('no-dispute');
  const there = decidersThere(handover, context);
  // With nobody of that team left a designated nurse of the area decides, whom the ladder has brought in.
  const standsIn = there.length === 0 && context.actor.role === 'designated-nurse';
  if (context.actor.teamId !== open.deciderTeamId && !standsIn)
    return refuse(
      'not-the-decider',
      there.length > 0 ? there.join(' or ') : 'nobody of that team is there: either side may name another',
    );
  if (command.reason === '') return refuse('reason-missing');
  const { handoverId, destination } = handover;
  const decided = {
    type: 'DisputeDecided',
    handoverId,
    outcome: command.outcome,
    reason: command.reason,
  } as const;
  const why = `Decided in dispute: ${command.reason}`;
  if (command.outcome === 'releasing-keeps') {
    if (releaseOf(handover)) return refuse('already-released');
    return accept(decided, { type: 'HandoverWithdrawn', handoverId, reason: why });
  }
  if (handover.state !== 'declined' || declinedFault(handover, child)) return accept(decided);
  return accept(decided, {
    type: 'HandoverRedirected',
    handoverId,
    kind: handover.kind,
    from: destination,
    to: destination,
    why,
    recalled: false,
  });
}
