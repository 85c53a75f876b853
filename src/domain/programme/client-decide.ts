import { absenceRefusal, acting } from '../access/presence.ts';
import { type CivilDate, londonDate } from '../calendar/time.ts';
import { today } from '../child/context.ts';
import { teamLive } from '../directory/directory.ts';
import { clocksMoved } from '../escalation/clocks.ts';
import { askChildAgain } from './asked-again.ts';
import { openClientAddress, recordClient, sealClientAddress } from './client-address.ts';
import { tellBirth } from './client-birth.ts';
import type { ClientCommand, ClientCommandName } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { asksAfterChild, reviewContinuing } from './client-continuing.ts';
import { expectedDateFault, longAgoFault, pauseReviewFault, unknownThen } from './client-days.ts';
import { eligibilityOn } from './client-eligibility.ts';
import { bringChild, enrol } from './client-enrol.ts';
import { evolveClient } from './client-evolve.ts';
import type { ClientFact } from './client-facts.ts';
import {
  aliveAfterAll,
  birthDaysFollowed,
  deathsFollowed,
  withoutReportedLosses,
} from './client-followed.ts';
import { leave, moveEnd } from './client-leave.ts';
import { recordDeath, recordLoss, reportDeath, takeBackDeath } from './client-loss.ts';
import { allocate, nameContact } from './client-named.ts';
import { clientObligations, columnToday } from './client-obligations.ts';
import { clientParties, mayCommandClient, whoMayClient } from './client-permissions.ts';
import { settleRefusal } from './client-refused.ts';
import { type ClientState, childrenInProgramme, expecting } from './client-state.ts';
import { endTransfer, refuseTransfer, startTransfer, transferIn } from './client-transfer.ts';
import { clientCellNow } from './client-transitions.ts';
import { recordMissed, recordVisit, setInterval } from './client-visits.ts';
import { takeFromWaitingList } from './client-waiting.ts';
import { codeFault, statusFault } from './coded.ts';
import { doorRules } from './doors.ts';
import { saidReason } from './reasons.ts';
import { refusalsFollowed } from './refusal-followed.ts';
import { latestUnseen, type OwnRecords } from './unseen.ts';

type Command<Name extends ClientCommandName> = Extract<ClientCommand, { type: Name }>;

/**
 * Judges any command on a client and completes its facts with the clocks that move. Pure. What follows for her children
 * is made from the facts by `consequencesOf` and given to each child's own stream.
 */
export function decideClient(
  state: ClientState,
  command: ClientCommand,
  given: ClientContext,
  happenedAt: string = given.now,
): ClientDecision {
  const context = acting(given);
  const absent = absenceRefusal(context);
  if (absent) return { refused: absent };
  if (happenedAt > context.now) return refuse('happened-in-future');
  const parties = clientParties(state, context.directory);
  if (!mayCommandClient(context.actor, command.type, parties))
    return refuse('not-allowed', whoMayClient(command.type));
  const hers = context.children.map((child) => child.state);
  const cell = clientCellNow(state, command.type, hers);
  if (cell !== 'yes') return refuse(cell);
  const day = londonDate(happenedAt);
  const longAgo = state.referral ? null : longAgoFault(day, context);
  if (longAgo) return { refused: longAgo };
  const uncoded = codeFault(command, state, context, day);
  if (uncoded) return { refused: uncoded };
  const early = state.referral && unknownThen(londonDate(state.referral.at), day);
  if (early) return { refused: early };
  const decision = decideAlone(state, command, context, day);
  if ('refused' in decision || decision.facts.length === 0) return decision;
  return withClocks(state, decision.facts, context, happenedAt);
}

/**
 * The facts by which her record follows her children's own records and her clocks are set as they run now: after a day
 * of birth that was put right, a loss or a death, a refusal that has been followed, a plan that was started, a danger,
 * a handover on its way. None where everything stands as it should.
 */
export function clocksAnew(state: ClientState, context: ClientContext): readonly ClientFact[] {
  const followed = [
    ...birthDaysFollowed(state, context),
    ...deathsFollowed(state, context),
    ...refusalsFollowed(state, context),
  ];
  const clocks = withClocks(state, followed, context, context.now);
  return 'facts' in clocks ? clocks.facts : [];
}

/** The fact that a child's own rules refused what was asked of it, with the clock that begins by it. */
export function refusedByChild(
  state: ClientState,
  refused: Extract<ClientFact, { type: 'ChildRefused' }>,
  context: ClientContext,
): readonly ClientFact[] {
  const clocks = withClocks(state, [refused], context, context.now);
  return 'facts' in clocks ? clocks.facts : [];
}

function withClocks(
  before: ClientState,
  facts: readonly ClientFact[],
  context: ClientContext,
  happenedAt: string,
): ClientDecision {
  const stamp = { recordedAt: context.now, happenedAt, by: context.actor.practitionerId };
  const after = facts.reduce((folded, fact) => evolveClient(folded, fact, stamp), before);
  const column = columnToday(context);
  const nowhere = after.status === before.status ? null : statusFault(after.status, londonDate(happenedAt));
  if (nowhere) return { refused: nowhere };
  const { set, met } = clocksMoved(
    after.deadlines,
    clientObligations(
      withoutReportedLosses(after, context),
      column,
      ownRecords(context),
      aliveAfterAll(before, after, context),
    ),
    context,
  );
  return set.length === 0 && met.length === 0
    ? accept(...facts)
    : accept(...facts, { type: 'ClientDeadlinesMoved', set, met });
}

function ownRecords({ children }: ClientContext): OwnRecords {
  return new Map(
    children.map(({ personId, state: { notSeenOn = [], care } }) => [
      personId,
      { notSeenOn, ended: care.status === 'ended' },
    ]),
  );
}

function decideAlone(
  state: ClientState,
  command: ClientCommand,
  context: ClientContext,
  day: CivilDate,
): ClientDecision {
  switch (command.type) {
    case 'refer':
      return refer(command, context);
    case 'record-client':
      return recordClient(state, command, context);
    case 'seal-client-address':
      return sealClientAddress(state, command);
    case 'open-client-address':
      return openClientAddress(state, command, context);
    case 'assess':
      return accept({ type: 'EligibilityAssessed', ...eligibilityOn(day, state, context) });
    case 'offer-place':
      return accept({ type: 'PlaceOffered', note: command.note });
    case 'decline-place':
      return accept({
        type: 'PlaceDeclined',
        reason: command.reason,
        ...saidReason(context, 'declined-offer', state.teamId, command.own, day),
        note: command.note,
      });
    case 'enrol':
      return enrol(state, command, context, day);
    case 'bring-child':
      return bringChild(state, command, context);
    case 'allocate-nurse':
      return allocate(state, command, context);
    case 'weigh':
      if (command.reason === '') return refuse('reason-missing');
      return command.weight > 0
        ? accept({ type: 'CaseloadWeighed', weight: command.weight, reason: command.reason })
        : refuse('weight-not-positive');
    case 'move-expected-date': {
      const { expectedOn, why } = command;
      if (!expecting(state)) return refuse('not-pregnant');
      const refused = expectedDateFault(expectedOn, context);
      return refused ? { refused } : accept({ type: 'ExpectedDateMoved', expectedOn, why });
    }
    case 'tell-birth':
      return tellBirth(state, command, context);
    case 'pause': {
      const { reason, own, note, reviewOn } = command;
      const said = saidReason(context, 'paused', state.teamId, own, day);
      const unseenUntil = latestUnseen(state, columnToday(context), ownRecords(context));
      const refused = pauseReviewFault(unseenUntil, reviewOn, context);
      return refused ? { refused } : accept({ type: 'ProgrammePaused', reason, ...said, note, reviewOn });
    }
    case 'resume':
      return accept({ type: 'ProgrammeResumed', note: command.note });
    case 'set-interval':
      return setInterval(state, command, context);
    case 'plan-visit':
      return command.at <= context.now
        ? refuse('visit-not-ahead')
        : accept({ type: 'VisitPlanned', at: command.at, place: command.place });
    case 'record-visit':
      return recordVisit(state, command, context);
    case 'record-missed-visit':
      return recordMissed(state, command, context, day);
    case 'review-missed-visits':
      if (state.missed.length === 0) return refuse('no-missed-visits');
      return command.decision === ''
        ? refuse('reason-missing')
        : accept({ type: 'MissedVisitsReviewed', decision: command.decision });
    case 'move-end':
      return moveEnd(state, command, context);
    case 'child-leaves': {
      const { childId, door, why, areaCode } = command;
      if (why === '') return refuse('reason-missing');
      if (doorRules[door].to === 'fnp') return refuse('transfer-instead');
      return childrenInProgramme(state).some((child) => child.personId === childId)
        ? accept({ type: 'ChildLeft', childId, door, why, areaCode }, ...asksAfterChild(door))
        : refuse('not-in-programme');
    }
    case 'review-continuing':
      return reviewContinuing(state, command, context);
    case 'leave':
      return leave(state, command, context, day);
    case 'start-transfer':
      return startTransfer(state, command, context);
    case 'end-transfer':
      return endTransfer(state, command, context);
    case 'transfer-in':
      return transferIn(state, command, context);
    case 'refuse-transfer':
      return refuseTransfer(state, command, context);
    case 'take-from-waiting-list':
      return takeFromWaitingList(state, command, context);
    case 'end-waiting':
      if (state.waiting === null) return refuse('not-waiting');
      return command.why === ''
        ? refuse('reason-missing')
        : accept({ type: 'WaitingEnded', why: command.why });
    case 'ask-child-again':
      return askChildAgain(state, command, context);
    case 'settle-refusal':
      return settleRefusal(state, command);
    case 'record-loss':
      return recordLoss(state, command, context);
    case 'name-contact':
      return nameContact(state, command, context);
    case 'record-bereavement-contact':
      return state.bereavedAt === null
        ? refuse('no-bereavement')
        : accept({ type: 'BereavementContactMade', how: command.how });
    case 'record-death':
      return recordDeath(state, command, context);
    case 'report-death':
      return reportDeath(state, command);
    case 'take-back-death':
      return takeBackDeath(state, command, context);
  }
}

function refer(command: Command<'refer'>, context: ClientContext): ClientDecision {
  const { type: _type, ...referral } = command;
  const team = context.directory.teams.get(command.teamId);
  if (team?.kind !== 'fnp') return refuse('not-a-site', team?.name);
  if (!teamLive(context.directory, command.teamId, today(context))) return refuse('team-not-live', team.name);
  // Saying so makes her clocks begin with her record. Only the file of a site that begins may say it, never a person
  // who refers a client.
  if (command.inProgrammeBefore && context.actor.role !== 'system')
    return refuse('not-allowed', 'The file of clients of a site that begins');
  return accept({ type: 'Referred', ...referral });
}
