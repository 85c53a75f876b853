import { absenceRefusal, acting } from '../access/presence.ts';
import { type CivilDate, londonDate } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import { type Context, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { teamLive } from '../directory/directory.ts';
import { clocksMoved } from '../escalation/clocks.ts';
import type { Refusal, RefusalCode } from '../language/refusals.ts';
import { aboveCaseload, type Caseload } from './caseload.ts';
import { tellBirth } from './client-birth.ts';
import type { ClientCommand, ClientCommandName } from './client-commands.ts';
import { asksAfterChild, asksAfterMove, asksAfterTransfer, reviewContinuing } from './client-continuing.ts';
import { expectedDateFault, pauseReviewFault, visitDayFault } from './client-days.ts';
import { bringChild, eligibilityOn, enrol, nurseFault } from './client-enrol.ts';
import { evolveClient } from './client-evolve.ts';
import type { ClientFact } from './client-facts.ts';
import { aliveAfterAll, birthDaysFollowed } from './client-followed.ts';
import { endBounds, leave } from './client-leave.ts';
import { recordDeath, recordLoss, reportDeath, takeBackDeath, visitAfterLoss } from './client-loss.ts';
import { allocate, nameContact } from './client-named.ts';
import { clientObligations, columnOfClient } from './client-obligations.ts';
import { clientParties, mayCommandClient, whoMayClient } from './client-permissions.ts';
import { type ClientState, childrenInProgramme, expecting } from './client-state.ts';
import { refuseTransfer, transferFault } from './client-transfer.ts';
import { clientCellNow } from './client-transitions.ts';
import { takeFromWaitingList } from './client-waiting.ts';
import { codeFault, statusFault } from './coded.ts';
import { doorRules } from './doors.ts';
import { latestUnseen, mayGoUnseen, type NotSeen } from './unseen.ts';
import { datesOf, intervals } from './visit-schedule.ts';

/** A child of the client as it stands in its own stream. Read only: what it is asked goes through its own door. */
export type KnownChild = { readonly personId: string; readonly state: ChildState };

/** What a decision on a client may know besides her: as for a child, and the records of her children. */
export type ClientContext = Context & {
  readonly clientId: string;
  readonly children: readonly KnownChild[];
  /** What the nurses of the site carry whose nurse the command names; empty for every other command. */
  readonly caseloads: readonly Caseload[];
};

export type ClientDecision = { readonly facts: readonly ClientFact[] } | { readonly refused: Refusal };

type Command<Name extends ClientCommandName> = Extract<ClientCommand, { type: Name }>;

function accept(...facts: ClientFact[]): ClientDecision {
  return { facts };
}

function refuse(code: RefusalCode, detail?: string): ClientDecision {
  return { refused: detail === undefined ? { code } : { code, detail } };
}

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
  const uncoded = codeFault(command, state.known, day);
  if (uncoded) return { refused: uncoded };
  if (state.referral && day < londonDate(state.referral.at)) return refuse('happened-before-known');
  const decision = decideAlone(state, command, context, day);
  if ('refused' in decision || decision.facts.length === 0) return decision;
  return withClocks(state, decision.facts, context, happenedAt);
}

/**
 * Her record as it follows her children's own, and her clocks as they run now, where what is known of a child has moved them: a day of
 * birth, a plan that was started, a danger, a handover on its way. No fact where they stand as they should.
 */
export function clocksAnew(state: ClientState, context: ClientContext): readonly ClientFact[] {
  const clocks = withClocks(state, birthDaysFollowed(state, context), context, context.now);
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
    clientObligations(after, column, notSeenOf(context), aliveAfterAll(before, after, context)),
    context,
  );
  return set.length === 0 && met.length === 0
    ? accept(...facts)
    : accept(...facts, { type: 'ClientDeadlinesMoved', set, met });
}

function columnToday(context: ClientContext): Column {
  return columnOfClient(
    context.children.map((child) => child.state),
    today(context),
  );
}

function notSeenOf({ children }: ClientContext): NotSeen {
  return new Map(children.map(({ personId, state }) => [personId, state.notSeenOn ?? []]));
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
    case 'record-client': {
      const { identity, address, known, why } = command;
      const recorded = { type: 'ClientRecorded', identity, address, known, why } as const;
      return why === ''
        ? refuse('reason-missing')
        : accept(recorded, ...asksAfterMove(state, address, context));
    }
    case 'assess':
      return accept({ type: 'EligibilityAssessed', ...eligibilityOn(day, state, context) });
    case 'offer-place':
      return accept({ type: 'PlaceOffered', note: command.note });
    case 'decline-place':
      return accept({ type: 'PlaceDeclined', reason: command.reason, note: command.note });
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
      const { reason, note, reviewOn } = command;
      const unseenUntil = latestUnseen(state, columnToday(context), notSeenOf(context));
      const refused = pauseReviewFault(unseenUntil, reviewOn, context);
      return refused ? { refused } : accept({ type: 'ProgrammePaused', reason, note, reviewOn });
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
      return recordMissed(state, command, context);
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
      return leave(state, command, context);
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
  if (team?.kind !== 'fnp') return refuse('not-a-site', command.teamId);
  if (!teamLive(context.directory, command.teamId, today(context))) return refuse('team-not-live', team.name);
  return accept({ type: 'Referred', ...referral });
}

/** Dialled up or down by nurse and client together, always with the reason (domain.md, section 3.3). */
function setInterval(
  state: ClientState,
  { days, reason }: Command<'set-interval'>,
  context: ClientContext,
): ClientDecision {
  if (reason === '') return refuse('reason-missing');
  const column = columnOfClient(
    context.children.map((child) => child.state),
    today(context),
  );
  // While it is urgent nobody agrees to visit less often than her phase asks.
  const dates = datesOf(state);
  const most =
    column === 'urgent' && dates ? mayGoUnseen(column, dates, today(context)) : Math.max(...intervals);
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= most))
    return refuse('interval-outside', `1 to ${most} days`);
  return accept({ type: 'IntervalSet', days, reason });
}

function recordVisit(
  state: ClientState,
  command: Command<'record-visit'>,
  context: ClientContext,
): ClientDecision {
  const { type: _type, ...visit } = command;
  if (command.at > context.now) return refuse('happened-in-future');
  const refused = visitDayFault(state, londonDate(command.at), context);
  if (refused) return { refused };
  // Nobody seen and nobody spoken to is a visit that did not happen: it counts as missed, and asks why.
  if (!command.clientSeen && command.childrenSeen.length === 0) return refuse('nobody-seen');
  if (state.visits.some((known) => known.visitId === command.visitId)) return { facts: [] };
  if (command.next !== null && command.next <= context.now) return refuse('visit-not-ahead');
  const wrong = visitAfterLoss(state, command);
  if (wrong) return { refused: { code: wrong } };
  if (command.mode !== 'face-to-face' && command.childrenSeen.length > 0) return refuse('seen-face-to-face');
  for (const personId of command.childrenSeen) {
    const child = state.children.find((one) => one.personId === personId);
    if (!child || child.lost) return refuse('not-her-child');
    if (child.bornOn === null || child.bornOn > londonDate(command.at)) return refuse('not-born-yet');
  }
  return accept({ type: 'VisitRecorded', ...visit });
}

function recordMissed(
  state: ClientState,
  command: Command<'record-missed-visit'>,
  context: ClientContext,
): ClientDecision {
  const { type: _type, ...missed } = command;
  const refused = visitDayFault(state, command.on, context);
  if (refused) return { refused };
  if (state.missed.some((known) => known.visitId === command.visitId)) return { facts: [] };
  return accept({ type: 'VisitMissed', ...missed });
}

/** Earlier than the site allows is early graduation, decided together (domain.md, section 3.3); later than two is nobody's. */
function moveEnd(state: ClientState, command: Command<'move-end'>, context: ClientContext): ClientDecision {
  const { endsOn, why } = command;
  if (why === '') return refuse('reason-missing');
  const born = bornOnOf(state);
  if (born === null) return refuse('not-born-yet');
  const { earliest, latest } = endBounds(state, born, context);
  // A day that has gone is no end: early graduation has its own door.
  const first = [earliest, today(context)].sort().at(-1) ?? earliest;
  if (endsOn < first || endsOn > latest) return refuse('end-outside-rules', `${first} to ${latest}`);
  return accept({ type: 'EndMoved', endsOn, why });
}

function bornOnOf(state: ClientState): CivilDate | null {
  return (
    state.children
      .map((child) => child.bornOn)
      .filter((on) => on !== null)
      .sort()
      .at(-1) ?? null
  );
}

function startTransfer(
  state: ClientState,
  command: Command<'start-transfer'>,
  context: ClientContext,
): ClientDecision {
  const { toTeamId, areaCode, why } = command;
  const team = context.directory.teams.get(toTeamId);
  if (team?.kind !== 'fnp' || toTeamId === state.teamId) return refuse('not-a-site', toTeamId);
  if (!teamLive(context.directory, toTeamId, today(context))) return refuse('team-not-live', team.name);
  const outsideRules = command.outsideRules ?? null;
  const wrong = transferFault(state, { toTeamId, areaCode, outsideRules }, context);
  if (wrong) return { refused: wrong };
  return accept({ type: 'TransferStarted', toTeamId, areaCode, why, outsideRules });
}

/** She stays after all, while the receiving site answers for none of her children yet. */
function endTransfer(
  state: ClientState,
  { why }: Command<'end-transfer'>,
  context: ClientContext,
): ClientDecision {
  const passed = heldBy(state.transfer?.toTeamId ?? '', state, context);
  return passed.length > 0
    ? refuse('child-accepted-there')
    : accept({ type: 'TransferEnded', why }, ...asksAfterTransfer(state, context));
}

function heldBy(teamId: string, state: ClientState, { children }: ClientContext): readonly KnownChild[] {
  const hers = new Set(childrenInProgramme(state).map((child) => child.personId));
  return children.filter(
    ({ personId, state: { care } }) =>
      hers.has(personId) && care.status === 'in-care' && care.holder.teamId === teamId,
  );
}

/** The receiving site takes her in once it answers for each of her children: acceptance per child comes first (P7). */
function transferIn(
  state: ClientState,
  command: Command<'transfer-in'>,
  context: ClientContext,
): ClientDecision {
  if (!state.transfer) return refuse('no-transfer');
  const teamId = state.transfer.toTeamId;
  const { nurseId, aboveCapacity = null } = command;
  const wrong = nurseFault(nurseId, teamId, context);
  if (wrong) return wrong;
  const above = aboveCaseload({ ...state, nurseId: null }, nurseId, aboveCapacity, context);
  if (above) return { refused: above };
  const inCare = childrenInProgramme(state).map((child) =>
    context.children.find((known) => known.personId === child.personId),
  );
  // One who was never in the programme, and whom it only waits for, keeps nobody from coming.
  const waiting = inCare.some(
    (child) =>
      child?.state.care.status === 'in-care' &&
      child.state.programme?.clientId === context.clientId &&
      child.state.care.holder.teamId !== teamId,
  );
  return waiting
    ? refuse('child-not-passed-yet')
    : accept({
        type: 'TransferredIn',
        teamId,
        nurseId,
        ...(aboveCapacity === null ? {} : { aboveCapacity }),
      });
}
