import { lastDayObligations, lastDayStands } from '../bulk/obligations.ts';
import { type CivilDate, type Instant, londonDate } from '../calendar/time.ts';
import type { Column, RowId } from '../calendar/time-limits.ts';
import { type ChildState, holderOf, keptByTeam, openBeforeRelease } from '../child/state.ts';
import { birthObligations } from '../family/birth.ts';
import { familyObligations } from '../family/obligations.ts';
import { declinedInChain, onwardSince } from '../handover/chain.ts';
import { failedToReview } from '../handover/decide-contact.ts';
import {
  disputeOpen,
  type Handover,
  openQuestion,
  passedOnSince,
  priorityOf,
  releaseOf,
} from '../handover/facts.ts';
import { gpAskedSince } from '../handover/gp-elsewhere.ts';
import { meetingsLeft } from '../handover/release-point.ts';
import { seeMeanwhile } from '../handover/see-meanwhile.ts';
import { missingObligations } from '../missing/obligations.ts';
import { programmeObligations } from '../programme/obligations.ts';
import { deathReviewObligations } from '../responsibility/death-review.ts';
import { schoolNursingObligations } from '../responsibility/school-nursing.ts';
import { missedReviewObligations } from '../reviews/missed.ts';
import { reviewObligations } from '../reviews/obligations.ts';
import { nextMandated } from '../reviews/owed.ts';
import type { PlannedReview } from '../reviews/schedule.ts';
import { limitObligations } from '../risk/limits.ts';
import { priorityOutside } from '../risk/priority.ts';
import { careObligations, confirmEnd } from './care-obligations.ts';
import { missedBeforeReview } from './missed.ts';
import type { Obligation, ObligationKind } from './obligation.ts';

export { type Deadline, type Obligation, type ObligationKind, obligationWords } from './obligation.ts';

/**
 * What the state alone cannot say: who is the designated nurse of an area, which reviews a child has, and where its GP
 * lies.
 */
export type Surroundings = {
  /** A GP in another area than the home, of which a handover does not say yet what holds. */
  readonly gpToSettle: (handover: Handover, state: ChildState) => boolean;
  readonly designatedTeamFor: (teamId: string) => string | null;
  readonly scheduleFor: (state: ChildState) => readonly PlannedReview[];
};

/** Everything that is owed for a child in this state. Pure: the same state always owes the same. */
export function obligationsOf(state: ChildState, around: Surroundings): readonly Obligation[] {
  const keeper = keptByTeam(state);
  if (state.care.status !== 'in-care' || keeper === null) return owedIn(state, around);
  const outside = state.care.holder.teamId;
  const ours = (teamId: string) => (teamId === outside ? keeper : teamId);
  const seenFromHere = {
    ...around,
    designatedTeamFor: (teamId: string) => around.designatedTeamFor(ours(teamId)),
  };
  return owedIn(state, seenFromHere).map((owed) =>
    owed.ownerTeamId === outside ? owedByKeeper(owed, outside, keeper) : owed,
  );
}

/**
 * Nobody of ours works in a team outside the network: what it would owe is owed by the team that keeps the record, and
 * rings there.
 */
function owedByKeeper(owed: Obligation, outside: string, keeper: string): Obligation {
  const key = owed.key
    .split('/')
    .map((part) => (part === outside ? keeper : part))
    .join('/');
  return { ...owed, key, ownerTeamId: keeper, otherTeamId: owed.otherTeamId ?? outside };
}

function owedIn(state: ChildState, around: Surroundings): readonly Obligation[] {
  if (state.care.status !== 'in-care') return deathReviewObligations(state);
  // After a loss or a death every clock stops but one: a named person confirms it, or corrects it (scenarios A13, A14).
  if (state.stopped) return confirmEnd(state, state.stopped.at, columnOfCare(state));
  const owed = state.handovers.flatMap((handover) => handoverObligations(handover, state, around));
  const column = columnOfCare(state);
  return [
    ...owed,
    ...careObligations(state, column),
    ...reviewObligations(state, around.scheduleFor(state), column),
    ...birthObligations(state),
    ...schoolNursingObligations(state),
    ...missedReviewObligations(state, column),
    ...lastDayObligations(state, openBeforeRelease(state), column),
    ...seeMeanwhile(state, column),
    ...programmeObligations(state, column),
    ...familyObligations(state, column),
    ...limitObligations(state, column),
    ...missingObligations(state, around.designatedTeamFor),
  ];
}

/**
 * Until accountability has passed, a GP in another area has to be settled, also where the practice changed after the
 * offer was sent. After a decline it is asked before somebody sends the handover on (scenario A27).
 */
function owedOfGp(handover: Handover, state: ChildState, around: Surroundings): readonly Owed[] {
  return releaseOf(handover) === null && around.gpToSettle(handover, state)
    ? [releasingOwes(handover, 'settle-gp-area', 'H35', gpAskedSince(handover, state))]
    : [];
}

type Owed = Omit<Obligation, 'key' | 'column' | 'handoverId'> & { readonly mark?: string };

function handoverObligations(
  handover: Handover,
  state: ChildState,
  around: Surroundings,
): readonly Obligation[] {
  const column = priorityOf(handover);
  return owedBy(handover, state, around).map(({ mark, ...owed }) => ({
    ...owed,
    column,
    handoverId: handover.handoverId,
    key: [handover.handoverId, owed.kind, owed.ownerTeamId, ...(mark ? [mark] : [])].join('/'),
  }));
}

function owedBy(handover: Handover, state: ChildState, around: Surroundings): readonly Owed[] {
  switch (handover.state) {
    case 'draft':
      if (handover.occasion === 'service-closes' && lastDayStands(state)) return [];
      return [
        releasingOwes(
          handover,
          'offer',
          handover.occasion === 'early-leaver' ? '26' : '3',
          handover.recalledAt ?? handover.preparedAt,
        ),
        ...owedOfGp(handover, state, around),
        ...owedByDesignated(handover, state, around),
      ];
    case 'offered':
    case 'acknowledged':
      return owedWhileOffered(handover, state, around);
    case 'accepted':
    case 'seen':
      return owedAfterAcceptance(handover, state, around);
    case 'superseded':
      return [...owedAfterSuperseding(handover, state), ...owedOnward(handover, state, around)];
    case 'declined':
    case 'withdrawn':
      return owedOnward(handover, state, around);
    case 'closed':
      return passedOnSince(handover, state.handovers) ? [] : reviewOfNotTelling(handover);
  }
}

/**
 * What a superseded handover leaves owed. Whoever holds the child now tells the former team. Whoever took the child
 * still owes what it owed as the new holder, by the same clocks: the visit, the level of service, and that the parent,
 * the GP and child health records are told (promise P4). Preparing the next handover ends none of this, since a draft
 * may be taken back; a handover that has passed the child on does.
 */
function owedAfterSuperseding(
  handover: Extract<Handover, { state: 'superseded' }>,
  state: ChildState,
): readonly Owed[] {
  const owed: Owed[] = [];
  if (handover.release && handover.formerTold === null)
    owed.push({
      kind: 'tell-former-team',
      row: '14',
      from: handover.superseded.at,
      ownerTeamId: holderOf(state)?.teamId ?? handover.destination.teamId,
      otherTeamId: handover.releasingTeamId,
    });
  if (!handover.release || passedOnSince(handover, state.handovers)) return owed;
  if (handover.unseenSince !== null) owed.push(receivingOwes(handover, 'seen', '11', handover.unseenSince));
  if (handover.undecidedSince) owed.push(receivingOwes(handover, 'level', '12', handover.undecidedSince));
  const from = handover.release.at;
  return [...owed, ...owedTelling(handover, from), ...reviewOfNotTelling(handover)];
}

function releasingOwes(
  handover: Handover,
  kind: ObligationKind,
  row: RowId,
  from: Instant,
  mark?: string,
): Owed {
  const owed = {
    kind,
    row,
    from,
    ownerTeamId: handover.releasingTeamId,
    otherTeamId: handover.destination.teamId,
  };
  return mark === undefined ? owed : { ...owed, mark };
}

/** Outside the network nobody of ours sits at the receiving desk, so the releasing team chases by telephone. */
function receivingOwes(
  handover: Handover,
  kind: ObligationKind,
  row: RowId,
  from: Instant,
  mark?: string,
): Owed {
  const outside = handover.destination.kind === 'outside';
  const owner = outside ? handover.releasingTeamId : handover.destination.teamId;
  const other = outside ? handover.destination.teamId : handover.releasingTeamId;
  const owed = { kind, row, from, ownerTeamId: owner, otherTeamId: other };
  return mark === undefined ? owed : { ...owed, mark };
}

function owedWhileOffered(
  handover: Extract<Handover, { state: 'offered' | 'acknowledged' }>,
  state: ChildState,
  around: Surroundings,
): readonly Owed[] {
  const mark = String(handover.desks.length);
  const from = handover.offer.at;
  const owed: Owed[] = [receivingOwes(handover, 'answer-offer', '8', from, mark)];
  if (handover.state === 'offered') owed.push(receivingOwes(handover, 'acknowledge', '5', from, mark));
  else if (handover.addressedTo === null)
    owed.push(receivingOwes(handover, 'allocate', '9', handover.acknowledged.at, mark));
  if (handover.destination.kind === 'holding') owed.push(releasingOwes(handover, 'route', 'H3', from, mark));
  if (!handover.happenings.verbal) owed.push(releasingOwes(handover, 'verbal', '6', from, mark));
  owed.push(...owedOfGp(handover, state, around));
  return [...owed, ...owedTalk(handover), ...owedByDesignated(handover, state, around)];
}

function owedTalk(handover: Handover): readonly Owed[] {
  const question = openQuestion(handover);
  const owes = question?.side === 'receiving' ? releasingOwes : receivingOwes;
  return [
    ...(question ? [owes(handover, 'answer-question', 'H2', question.askedAt, question.questionId)] : []),
    ...owedDecision(handover),
  ];
}

function owedDecision(handover: Handover): readonly Owed[] {
  const { dispute } = handover.happenings;
  if (!dispute || !disputeOpen(handover)) return [];
  const { deciderTeamId: ownerTeamId, raisedAt: from } = dispute;
  const otherTeamId = handover.releasingTeamId;
  return [{ kind: 'decide-dispute', row: '24', from, ownerTeamId, otherTeamId }];
}

function owedAfterAcceptance(
  handover: Extract<Handover, { state: 'accepted' | 'seen' }>,
  state: ChildState,
  around: Surroundings,
): readonly Owed[] {
  const { happenings, acceptance, release } = handover;
  const owed: Owed[] = [...owedTalk(handover), ...owedOfGp(handover, state, around)];
  if (handover.state === 'accepted') {
    owed.push({
      ...receivingOwes(handover, 'seen', '11', handover.bornAt ?? acceptance.at),
      ...orNextReview(handover, state, around),
    });
    if (!happenings.firstContact && !handover.bornAt)
      owed.push(receivingOwes(handover, 'first-contact', '10', acceptance.at));
  }
  if (!release) owed.push(releasingOwes(handover, 'release', 'H6', acceptance.at));
  const proposed = release ? null : happenings.releaseProposed;
  if (proposed)
    owed.push({
      kind: 'agree-release',
      row: 'H33',
      from: proposed.at,
      ownerTeamId: proposed.otherTeamId,
      otherTeamId: handover.releasingTeamId,
    });
  // Released without a sighting, the conference is still to be held, or to be decided against.
  const waits = !release || happenings.withoutSighting !== null;
  if (waits && priorityOf(handover) === 'urgent') owed.push(...owedMeetings(handover, state));
  owed.push(...missedContacts(handover));
  if (handover.state === 'seen' && !happenings.level)
    owed.push(receivingOwes(handover, 'level', '12', handover.seen.recordedAt));
  if (release) owed.push(...owedTelling(handover, release.at));
  const everythingTold = happenings.level && happenings.parent && happenings.gp && happenings.chis;
  if (handover.state === 'seen' && release && everythingTold) {
    owed.push(receivingOwes(handover, 'close', 'H5', happenings.level?.at ?? release.at));
  }
  return [...owed, ...reviewOfNotTelling(handover)];
}

/** Row 11 when routine: within ten working days, or by the next mandated review if that is sooner. */
function orNextReview(
  handover: Extract<Handover, { state: 'accepted' | 'seen' }>,
  state: ChildState,
  around: Surroundings,
): Pick<Obligation, 'orSooner'> {
  if (priorityOf(handover) !== 'routine') return {};
  const next = nextMandated(state, around.scheduleFor(state), londonDate(handover.acceptance.at));
  return next === null ? {} : { orSooner: next.dueOn };
}

function owedMeetings(
  handover: Extract<Handover, { state: 'accepted' | 'seen' }>,
  state: ChildState,
): readonly Owed[] {
  return meetingsLeft(handover, state.circumstances).map((meeting) =>
    receivingOwes(handover, 'meeting', '17', handover.acceptance.at, meeting.kind),
  );
}

/** Two failed contacts in the routine column, one in the others, and the supervisor looks at them (Annex B, row 19). */
function missedContacts(handover: Extract<Handover, { state: 'accepted' | 'seen' }>): readonly Owed[] {
  if (handover.state === 'seen' || handover.bornAt) return [];
  const failed = failedToReview(handover)[missedBeforeReview[priorityOf(handover)] - 1];
  return failed ? [receivingOwes(handover, 'missed-contact-review', '19', failed.at)] : [];
}

function owedTelling(handover: Handover, from: Instant): readonly Owed[] {
  const { parent, gp, chis } = handover.happenings;
  const owed: Owed[] = [];
  if (!parent) owed.push(receivingOwes(handover, 'tell-parent', '14', from));
  if (!gp) owed.push(receivingOwes(handover, 'tell-gp', '14', from));
  if (!chis) owed.push(receivingOwes(handover, 'tell-chis', '14', from));
  return owed;
}

/** A decision not to tell is reviewed on its day, and within the limit from when it was made (Annex B, row 32), until the parent is told. */
function reviewOfNotTelling(handover: Handover): readonly Owed[] {
  const parent = handover.happenings.parent;
  if (!parent || parent.told) return [];
  const { at, reviewOn } = parent;
  return [{ ...receivingOwes(handover, 'review-not-told', '32', at, reviewOn), orSooner: reviewOn }];
}

/**
 * After a decline, however that handover was left since: while nobody takes the child an onward route is owed, and a
 * dispute about the decline runs on. A question that was open waits until the offer lies on that desk again.
 */
function owedOnward(handover: Handover, state: ChildState, around: Surroundings): readonly Owed[] {
  const since = onwardSince(handover, state);
  if (since === null) return [];
  const onward = releasingOwes(handover, 'onward-route', '22', since);
  const waits = handover.state === 'declined';
  const talk = waits ? [...owedDecision(handover), ...owedOfGp(handover, state, around)] : [];
  return [onward, ...owedByDesignated(handover, state, around), ...talk];
}

/** The third decline in a chain, or the third desk, goes to the designated nurses (scenario A28) and stays with them until the chain ends. */
function owedByDesignated(handover: Handover, state: ChildState, around: Surroundings): readonly Owed[] {
  const declined = declinedInChain(handover, state.handovers);
  const third = declined[2] ?? handover.thirdDeskAt;
  if (!third) return [];
  const owner = around.designatedTeamFor(handover.releasingTeamId) ?? handover.releasingTeamId;
  const other = around.designatedTeamFor(handover.destination.teamId) ?? handover.destination.teamId;
  return [{ kind: 'designated-decision', row: '24', from: third, ownerTeamId: owner, otherTeamId: other }];
}

/**
 * The column for what is owed outside a handover: that of the open handover, else the one that the circumstances alone
 * give. The child's age is taken on the day on which the holder took it on, so that no clock moves by itself, or on the
 * day given.
 */
export function columnOfCare(state: ChildState, on?: CivilDate): Column {
  const open = openBeforeRelease(state);
  if (open) return priorityOf(open);
  const since = state.care.status === 'in-care' ? londonDate(state.care.since) : '';
  return priorityOutside(state, on ?? since);
}
