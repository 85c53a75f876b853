import { mayCommand, whoMay } from '../access/permissions.ts';
import { absenceRefusal, acting, leadWhoLooks } from '../access/presence.ts';
import { relationsOf } from '../access/relations.ts';
import { decideLastDay } from '../bulk/decide-last-day.ts';
import { type Instant, londonDate } from '../calendar/time.ts';
import { designatedNurseTeamsOf, teamLive } from '../directory/directory.ts';
import { clocksMoved } from '../escalation/clocks.ts';
import { columnOfCare, obligationsOf } from '../escalation/obligations.ts';
import { decideFamily } from '../family/decide.ts';
import { onwardSince } from '../handover/chain.ts';
import { type HandoverCommand, handoverCommandNames } from '../handover/commands.ts';
import { decideHandover } from '../handover/decide.ts';
import { failedToReview, somethingToCorrect } from '../handover/decide-contact.ts';
import { prepare, priorityFor } from '../handover/decide-offer.ts';
import { lowerPriorities } from '../handover/decide-priority.ts';
import { type Handover, isOpen, priorityOf, releaseOf, waits } from '../handover/facts.ts';
import { gpToSettle } from '../handover/gp-elsewhere.ts';
import { plannedJointVisit } from '../handover/joint-visits.ts';
import { isBefore, sayStep, stepBefore } from '../handover/order-of-steps.ts';
import { releasePoint } from '../handover/release-point.ts';
import { cell } from '../handover/transitions.ts';
import { decideMissing } from '../missing/decide.ts';
import { missingNow } from '../missing/facts.ts';
import { decideMove } from '../move/decide.ts';
import { decideProgrammeChild } from '../programme/decide-child.ts';
import { decideResponsibility, endsWhateverIsOpen } from '../responsibility/decide.ts';
import type { Holder } from '../responsibility/facts.ts';
import { nameKeeper } from '../responsibility/keeper.ts';
import { sealOfCarers } from '../responsibility/seal.ts';
import { decideReview } from '../reviews/decide.ts';
import { signalOfMissed } from '../reviews/missed.ts';
import { scheduleFor } from '../reviews/schedule.ts';
import { isHigher } from '../risk/priority.ts';
import { bereavementFault, stoppedByLoss } from './bereavement.ts';
import type { ChildCommand, ReturnOffer } from './commands.ts';
import { accept, type Context, type Decision, refuse, today } from './context.ts';
import { dayFault } from './days-told.ts';
import { evolveChild } from './evolve.ts';
import type { ChildFact } from './facts.ts';
import { type ChildState, findHandover } from './state.ts';

/**
 * Judges any command on a child and completes its facts: the rule of the command first, then what follows from it in
 * the same breath: priority computed anew, accountability passed where the release point is reached, deadlines moved.
 * Pure. `happenedAt` is the true time of a late entry; accountability still moves at `context.now` (promise P9).
 */
export function decideChild(
  state: ChildState,
  command: ChildCommand,
  given: Context,
  happenedAt: Instant = given.now,
): Decision {
  const context = acting(given);
  const absent = absenceRefusal(context);
  if (absent) return { refused: absent };
  const late = timeFault(state, command, context, happenedAt);
  if (late) return late;
  const relations = relationsOf(state, context.actor.teamId, context.directory);
  if (!mayCommand(context.actor, command.type, relations)) return refuse('not-allowed', whoMay(command.type));
  const fault = missingFault(state, command) ?? bereavementFault(state, command);
  if (fault) return fault;
  const decision = decideAlone(state, command, context, happenedAt);
  if ('refused' in decision) return decision;
  const wrongDay = dayFault(decision.facts, state, context, happenedAt);
  return wrongDay ?? { facts: complete(state, decision.facts, context, happenedAt) };
}

function timeFault(
  state: ChildState,
  command: ChildCommand,
  context: Context,
  happenedAt: Instant,
): Decision | null {
  if (happenedAt > context.now) return refuse('happened-in-future');
  const knownSince = state.care.status === 'unknown' ? null : state.care.knownSince;
  const known = command.type !== 'take-on' && knownSince !== null;
  if (known && londonDate(happenedAt) < londonDate(knownSince)) return refuse('happened-before-known');
  if (!isHandoverCommand(command)) return null;
  const handover = findHandover(state, command.handoverId);
  const step = handover && stepBefore(command.type, handover);
  return step && isBefore(happenedAt, step) ? refuse('before-its-step', sayStep(step)) : null;
}

function isHandoverCommand(command: ChildCommand): command is HandoverCommand {
  return (handoverCommandNames as readonly string[]).includes(command.type);
}

/**
 * Nothing closes while nobody knows where the child is; a death, a loss, or a record made in error, still ends it (scenario
 * A21). Where hiding is suspected the parent is not told first (scenario A22).
 */
function missingFault(state: ChildState, command: ChildCommand): Decision | null {
  const missing = missingNow(state.missing);
  if (missing === null) return null;
  if (command.type === 'close') return refuse('still-missing');
  if (command.type === 'tell-parent' && command.parent.told && missing.notOpen)
    return refuse('not-open-with-parent', missing.notOpen.reason);
  if (command.type !== 'end') return null;
  return endsWhateverIsOpen.includes(command.reason) ? null : refuse('still-missing');
}

function decideAlone(
  state: ChildState,
  command: ChildCommand,
  context: Context,
  happenedAt: Instant,
): Decision {
  switch (command.type) {
    case 'prepare':
      return prepare(command, state, context);
    case 'return-offer':
      return returnOffer(command, state);
    case 'take-on':
    case 'record-identity':
    case 'record-birth':
    case 'record-address':
    case 'seal-address':
    case 'open-address':
    case 'record-gp':
    case 'record-circumstances':
    case 'record-sighting':
    case 'correct-sighting':
    case 'name-practitioner':
    case 'end':
    case 'reverse-end':
    case 'note-duplicate':
    case 'tell-death-review':
    case 'place-hold':
    case 'lift-hold':
    case 'pass-summary':
    case 'take-summary':
      return decideResponsibility(command, state, context);
    case 'receive-signal':
    case 'settle-enquiry':
    case 'open-claim':
    case 'settle-claim':
    case 'review-stay':
      return decideMove(command, state, context);
    case 'record-review':
    case 'change-level':
    case 'review-missed-reviews':
      return decideReview(command, state, context);
    case 'record-admission':
    case 'record-discharge':
    case 'record-home-contact':
    case 'record-carer':
    case 'record-back-with-mother':
    case 'tell-private-fostering':
    case 'record-mother-death':
    case 'take-back-mother-death':
    case 'record-mother-in-care':
    case 'tell-mothers-worker':
    case 'copy-mothers-nurse':
    case 'tell-midwifery':
    case 'tell-agencies':
    case 'record-mothers-safeguarding':
    case 'plan-discharge':
    case 'record-visiting-declined':
    case 'review-visiting-declined':
    case 'tell-gp-declined':
      return decideFamily(command, state, context);
    case 'open-missing':
    case 'record-asked':
    case 'record-trace':
    case 'record-nurse-told':
    case 'review-missing':
    case 'decide-openness':
    case 'record-found':
      return decideMissing(command, state, context);
    case 'join-programme':
    case 'move-expected-birth':
    case 'move-programme-end':
    case 'leave-programme':
    case 'stop-schedules':
    case 'resume-schedules':
      return decideProgrammeChild(command, state, context);
    case 'set-last-day':
      return decideLastDay(command, state, context);
    case 'name-keeper':
      return nameKeeper(command, state, context);
    case 'revise':
    case 'offer':
    case 'acknowledge':
    case 'allocate':
    case 'ask':
    case 'answer':
    case 'record-verbal':
    case 'plan-joint-visit':
    case 'cancel-joint-visit':
    case 'record-joint-visit':
    case 'play-back':
    case 'accept':
    case 'decline':
    case 'dispute':
    case 'decide-dispute':
    case 'redirect':
    case 'recall':
    case 'withdraw':
    case 'supersede':
    case 'tell-former-team':
    case 'record-first-contact':
    case 'record-failed-contact':
    case 'review-failed-contacts':
    case 'record-seen':
    case 'record-meeting':
    case 'release-without-sighting':
    case 'agree-release':
    case 'take-back-release':
    case 'decide-level':
    case 'tell-parent':
    case 'tell-gp':
    case 'tell-chis':
    case 'raise-priority':
    case 'lower-priority':
    case 'close':
    case 'correct':
      return decideHandover(command, state, context, happenedAt);
  }
}

function returnOffer(command: ReturnOffer, state: ChildState): Decision {
  const handover = findHandover(state, command.handoverId);
  if (!handover || !isOpen(handover) || handover.addressedTo !== command.practitionerId) return { facts: [] };
  const { handoverId, practitionerId, why } = command;
  return accept({ type: 'OfferReturnedToDesk', handoverId, practitionerId, why });
}

/** Adds to a command's facts what follows from them. A command that makes no fact gets none added. */
function complete(
  before: ChildState,
  facts: readonly ChildFact[],
  context: Context,
  happenedAt: Instant,
): readonly ChildFact[] {
  if (facts.length === 0) return facts;
  const stamp = { recordedAt: context.now, happenedAt, by: context.actor.practitionerId };
  const done = folded(before, facts, stamp);
  const asked = [...signalOfMissed(before, done, columnOfCare, context), ...sealOfCarers(before, done)];
  const acted = folded(done, asked, stamp);
  const priorities = prioritiesAnew(acted, context);
  const judged = folded(acted, priorities, stamp);
  const releases = releasesReached(judged, context);
  const released = folded(judged, releases, stamp);
  const deadlines = deadlinesMoved(released, context);
  return [...facts, ...asked, ...priorities, ...releases, ...deadlines];
}

function folded(
  state: ChildState,
  facts: readonly ChildFact[],
  stamp: Parameters<typeof evolveChild>[2],
): ChildState {
  return facts.reduce((before, fact) => evolveChild(before, fact, stamp), state);
}

/** A handover before its release point keeps the priority that the facts give now; every change comes with its reasons. */
function prioritiesAnew(state: ChildState, context: Context): readonly ChildFact[] {
  return state.handovers
    .filter((handover) => isOpen(handover) && releaseOf(handover) === null)
    .flatMap((handover) => {
      const priority = priorityFor(state, handover, context);
      const { computed } = handover.priority;
      const same =
        computed.priority === priority.priority && computed.reasons.join() === priority.reasons.join();
      return same ? [] : [{ type: 'PriorityComputed', handoverId: handover.handoverId, priority } as const];
    });
}

/** Accountability passes when a named practitioner of a live team has accepted and the release point is reached (promise P2). */
function releasesReached(state: ChildState, context: Context): readonly ChildFact[] {
  const { care } = state;
  if (care.status !== 'in-care') return [];
  return state.handovers.flatMap((handover) => {
    if (handover.state !== 'accepted' && handover.state !== 'seen') return [];
    const judgement = releasePoint(handover, state);
    const live = teamLive(context.directory, handover.acceptance.teamId, londonDate(context.now));
    if (handover.release || !judgement.reached || !live) return [];
    const to = receivingHolder(handover, context);
    const { handoverId } = handover;
    return [
      { type: 'ReleasePointReached', handoverId, point: judgement.point },
      { type: 'AccountabilityPassed', from: care.holder, to, handoverId, releasePoint: judgement.point },
    ] as const;
  });
}

/** The practitioner who accepted; the team's lead answers where that person has left it since (promise P1). */
function receivingHolder(
  handover: Extract<Handover, { state: 'accepted' | 'seen' }>,
  context: Context,
): Holder {
  const { teamId, practitionerId, outsideName } = handover.acceptance;
  const practitioner =
    practitionerId === null ? undefined : context.directory.practitioners.get(practitionerId);
  const there = practitioner?.status === 'present' && practitioner.teamId === teamId;
  return { teamId, practitionerId: there ? practitionerId : null, outsideName };
}

/** What is owed now against the deadlines that stand: those newly owed are set, those no longer owed are met. */
export function deadlinesMoved(state: ChildState, context: Context): readonly ChildFact[] {
  const ladder = {
    designatedTeamFor: (teamId: string) => {
      const ofArea = designatedNurseTeamsOf(context.directory, [teamId]);
      // A team that works no more still has the records it had. What comes to be owed from now on is for the team that
      // took its place.
      return ofArea.find((id) => teamLive(context.directory, id, today(context))) ?? ofArea[0] ?? null;
    },
    scheduleFor: (child: ChildState) => scheduleFor(child, context.directory),
    gpToSettle: (handover: Handover, child: ChildState) => gpToSettle(handover, child, context) !== null,
  };
  const { set, met } = clocksMoved(state.deadlines, obligationsOf(state, ladder), context);
  return set.length === 0 && met.length === 0 ? [] : [{ type: 'DeadlinesMoved', set, met }];
}

/** The handover commands that a person may give now: buttons and their forms are made from this. */
export function commandsOpenTo(
  state: ChildState,
  handover: Handover,
  given: Context,
): readonly HandoverCommand['type'][] {
  const context = acting(given);
  if (absenceRefusal(context)) return [];
  const relations = relationsOf(state, context.actor.teamId, context.directory);
  return handoverCommandNames.filter(
    (name) =>
      cell(handover.state, name) === 'yes' &&
      !stoppedByLoss(name, state) &&
      isAbout(name, handover, state, context) &&
      mayCommand(context.actor, name, relations),
  );
}

/** What the table cannot know: whether there is anything for the command to be about, and for this person. */
function isAbout(
  name: HandoverCommand['type'],
  handover: Handover,
  state: ChildState,
  context: Context,
): boolean {
  if (name === 'correct') return somethingToCorrect(handover, state);
  const left = handover.state === 'declined' || handover.state === 'withdrawn';
  // Once the child is on another way nothing is left to do with it.
  if (left && onwardSince(handover, state) === null) return false;
  if (name === 'raise-priority') return isHigher('urgent', priorityOf(handover));
  if (name === 'lower-priority') return lowerPriorities(handover, state).length > 0;
  const { questions, dispute, releaseProposed: proposed } = handover.happenings;
  if (name === 'review-failed-contacts')
    return failedToReview(handover).length > 0 && leadWhoLooks(context) === null;
  // Nobody of a team outside the network sits here: it says by call-back who takes the child.
  if (name === 'allocate') return handover.destination.kind !== 'outside';
  if (name === 'answer') return questions.some(waits);
  if (name === 'decide-dispute') return dispute !== null && !dispute.decided;
  if (name === 'withdraw' || name === 'supersede') return releaseOf(handover) === null;
  if (name === 'release-without-sighting') return !proposed && releaseOf(handover) === null;
  if (name === 'agree-release') return proposed !== null && proposed.by !== context.actor.practitionerId;
  if (name === 'take-back-release') return proposed !== null;
  if (name === 'plan-joint-visit') return handover.destination.kind !== 'holding';
  if (name === 'cancel-joint-visit') return plannedJointVisit(handover) !== null;
  if (handover.state !== 'superseded') return true;
  // Superseded before its release it passed nothing: there is nobody to tell of it.
  return handover.release !== null;
}
