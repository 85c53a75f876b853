import { evolveLastDay } from '../bulk/last-day.ts';
import { londonDate } from '../calendar/time.ts';
import type { Deadline } from '../escalation/obligations.ts';
import { evolveFamily } from '../family/facts.ts';
import { evolveHandovers, type Stamp } from '../handover/evolve.ts';
import { type Handover, isOpen, releaseOf } from '../handover/facts.ts';
import { meetingsStand } from '../handover/standing-priority.ts';
import { evolveMissing, type MissingFact, missingNow } from '../missing/facts.ts';
import { knownFrom } from '../responsibility/address.ts';
import { evolveCare, type ResponsibilityFact } from '../responsibility/facts.ts';
import { keptAnew } from '../responsibility/keeper.ts';
import { nowhereYet } from '../responsibility/seal.ts';
import type { LevelChange, ReviewFact } from '../reviews/facts.ts';
import type { Circumstances } from '../risk/circumstances.ts';
import { lookedAt } from '../risk/limits.ts';
import { evolveMove } from './evolve-move.ts';
import { deathTakenBack, evolveProgramme, passedOn } from './evolve-programme.ts';
import { corrected, laterSeen, recorded, seen, takenBack, unseenBeforeBirth } from './evolve-sightings.ts';
import type { ChildFact, StoredFact } from './facts.ts';
import { type ChildState, holderOf, unknownChild } from './state.ts';

/** The state after one more fact. */
export function evolveChild(state: ChildState, fact: ChildFact, stamp: Stamp): ChildState {
  switch (fact.type) {
    case 'CircumstancesRecorded':
      return {
        ...state,
        circumstances: keepMissing(fact.circumstances, state),
        dangersLookedAt: lookedAt(fact, state, londonDate(stamp.recordedAt)),
        handovers: state.handovers.map((one) => meetingsStand(one, state.circumstances, fact.circumstances)),
      };
    case 'DeadlinesMoved':
      return { ...state, deadlines: moveDeadlines(state.deadlines, fact.set, fact.met) };
    case 'TakenOn':
    case 'IdentityRecorded':
    case 'BirthRecorded':
    case 'AddressRecorded':
    case 'AddressSealed':
    case 'GpRecorded':
    case 'SightingRecorded':
    case 'SightingCorrected':
    case 'PractitionerNamed':
    case 'AccountabilityPassed':
    case 'AccountabilityEnded':
    case 'EndReversed':
    case 'DuplicateEnded':
    case 'DuplicateTakenBack':
    case 'DeathReviewTold':
    case 'HoldPlaced':
    case 'HoldLifted':
    case 'SummaryPassed':
    case 'SummaryTaken':
      return passedOn(
        { ...evolveKnown(state, fact, stamp), care: evolveCare(state.care, fact, stamp.recordedAt) },
        fact,
      );
    case 'EnquiryOpened':
    case 'SignalAdded':
    case 'SignalNoted':
    case 'EnquirySettled':
    case 'ClaimOpened':
    case 'ClaimSettled':
    case 'StayReviewed':
      return evolveMove(state, fact, stamp);
    case 'ChildSeen':
    case 'JointVisitRecorded':
      return seen({ ...state, handovers: evolveHandovers(state.handovers, fact, stamp) }, fact, stamp);
    case 'LevelDecided':
      return {
        ...state,
        circumstances: { ...state.circumstances, level: fact.level },
        levels: [...state.levels, levelChange(fact, stamp)],
        handovers: levelKnown(evolveHandovers(state.handovers, fact, stamp)),
      };
    case 'ReviewRecorded':
    case 'LevelChanged':
    case 'MissedReviewsLookedAt':
      return evolveReviews(state, fact, stamp);
    case 'AdmissionRecorded':
    case 'DischargeRecorded':
    case 'HomeContactRecorded':
    case 'CarerRecorded':
    case 'BackWithMother':
    case 'PrivateFosteringTold':
    case 'MotherDeathRecorded':
    case 'MotherDeathTakenBack':
    case 'MotherInCareRecorded':
    case 'MothersWorkerTold':
    case 'MothersNurseCopied':
    case 'MidwiferyTold':
    case 'AgenciesTold':
    case 'MothersSafeguardingRecorded':
    case 'DischargePlanned':
    case 'VisitingDeclined':
    case 'DeclineReviewed':
    case 'GpToldOfDecline':
      return { ...state, family: evolveFamily(state.family, fact, stamp.recordedAt, stamp.happenedAt) };
    case 'MissingOpened':
    case 'AgencyAsked':
    case 'TracedAgain':
    case 'NurseTold':
    case 'MissingReviewed':
    case 'OpennessDecided':
    case 'FamilyFound':
      return evolveWhereabouts(state, fact, stamp);
    case 'ProgrammeJoined':
    case 'ProgrammeAwaited':
    case 'ProgrammeNotJoined':
    case 'ProgrammeEndMoved':
    case 'ProgrammeLeft':
    case 'SchedulesStopped':
    case 'SchedulesResumed':
      return evolveProgramme(state, fact, stamp);
    // Whoever takes a handover back also says that the child does not join the programme now; whoever recalls an offer sends
    // it again.
    case 'HandoverWithdrawn': {
      const awaited = fact.recalled ? state.awaited : null;
      return { ...state, awaited, handovers: evolveHandovers(state.handovers, fact, stamp) };
    }
    case 'LastDaySet':
      return { ...state, lastDay: evolveLastDay(fact, holderOf(state)?.teamId ?? '', stamp.recordedAt) };
    case 'KeeperNamed':
      return { ...state, handovers: keptAnew(state.handovers, fact) };
    case 'HandoverPrepared':
    case 'HandoverRevised':
    case 'PriorityComputed':
    case 'PriorityRaised':
    case 'PriorityLowered':
    case 'HandoverOffered':
    case 'OfferReturnedToDesk':
    case 'HandoverAllocated':
    case 'HandoverAcknowledged':
    case 'QuestionAsked':
    case 'QuestionAnswered':
    case 'VerbalHandoverRecorded':
    case 'JointVisitPlanned':
    case 'JointVisitCancelled':
    case 'RisksPlayedBack':
    case 'HandoverAccepted':
    case 'HandoverDeclined':
    case 'DisputeRaised':
    case 'DisputeDecided':
    case 'HandoverRedirected':
    case 'HandoverSuperseded':
    case 'FormerTeamTold':
    case 'FirstContactRecorded':
    case 'ContactFailed':
    case 'FailedContactsReviewed':
    case 'MeetingRecorded':
    case 'ReleaseProposed':
    case 'ReleaseProposalTakenBack':
    case 'ReleasedWithoutSighting':
    case 'ReleasePointReached':
    case 'ParentToldRecorded':
    case 'GpToldRecorded':
    case 'ChisToldRecorded':
    case 'HandoverClosed':
      return { ...state, handovers: evolveHandovers(state.handovers, fact, stamp) };
    case 'HandoverCorrected':
      return corrected(state, fact, stamp);
  }
}

function evolveReviews(state: ChildState, fact: ReviewFact, stamp: Stamp): ChildState {
  if (fact.type === 'MissedReviewsLookedAt') return { ...state, missedReviewsLookedAt: state.reviews.length };
  if (fact.type === 'LevelChanged') {
    const { level } = fact;
    const levels = [...state.levels, levelChange(fact, stamp)];
    const circumstances = { ...state.circumstances, level };
    return { ...state, circumstances, levels, handovers: levelKnown(state.handovers) };
  }
  const { code, words, outcome, on, by } = fact;
  const teamId = holderOf(state)?.teamId ?? '';
  return { ...state, reviews: [...state.reviews, { code, words, outcome, on, by, teamId }] };
}

function levelChange(fact: Pick<LevelChange, 'level' | 'reason'>, stamp: Stamp): LevelChange {
  return { level: fact.level, reason: fact.reason, at: stamp.recordedAt, by: stamp.by };
}

/** While the procedure for a missing family runs, whereabouts are unknown, whatever a form says. */
function keepMissing(circumstances: Circumstances, state: ChildState): Circumstances {
  return missingNow(state.missing) ? { ...circumstances, whereaboutsUnknown: true } : circumstances;
}

function evolveWhereabouts(state: ChildState, fact: MissingFact, stamp: Stamp): ChildState {
  const missing = evolveMissing(state.missing, fact, stamp.recordedAt);
  const whereaboutsUnknown = missingNow(missing) !== null;
  return { ...state, missing, circumstances: { ...state.circumstances, whereaboutsUnknown } };
}

/** The state that a whole stream gives, or that further facts give to the state which those before them gave. */
export function foldChild(facts: readonly StoredFact[], from: ChildState = unknownChild): ChildState {
  return facts.reduce((state, stored) => evolveChild(state, stored.fact, stampOf(stored)), from);
}

/** The part of a stored fact's envelope that state needs. */
function stampOf(stored: StoredFact): Stamp {
  return { recordedAt: stored.recordedAt, happenedAt: stored.happenedAt, by: stored.by.practitionerId };
}

/** The deadlines that stand after some were set and others met. */
export function moveDeadlines(
  deadlines: Readonly<Record<string, Deadline>>,
  set: readonly Deadline[],
  met: readonly string[],
): Readonly<Record<string, Deadline>> {
  const moved = { ...deadlines };
  for (const key of met) delete moved[key];
  for (const deadline of set) moved[deadline.key] = deadline;
  return moved;
}

function evolveKnown(state: ChildState, fact: ResponsibilityFact, stamp: Stamp): ChildState {
  switch (fact.type) {
    case 'TakenOn':
      return {
        ...state,
        identity: fact.identity,
        address: fact.address,
        gp: fact.gp,
        lastSeenOn: fact.lastSeenOn,
        sightings:
          fact.lastSeenOn === null
            ? []
            : [{ on: fact.lastSeenOn, recordedAt: stamp.recordedAt, handoverId: null }],
        cameBy: fact.reason,
        addressKnownAt: fact.address && knownFrom(fact.address.from, stamp.recordedAt),
      };
    case 'IdentityRecorded':
      return { ...state, identity: fact.identity };
    case 'BirthRecorded': {
      const { bornOn, givenName, familyName, nhsNumber } = fact;
      const identity = { ...state.identity, bornOn, givenName, familyName, nhsNumber };
      return { ...unseenBeforeBirth(state, bornOn, stamp), identity };
    }
    case 'AddressRecorded':
      return {
        ...state,
        address: fact.address,
        addressKnownAt: knownFrom(fact.address.from, stamp.recordedAt),
      };
    case 'AddressSealed':
      return {
        ...state,
        address: {
          ...(state.address ?? nowhereYet(londonDate(stamp.recordedAt))),
          sealed: fact.sealed,
        },
      };
    case 'GpRecorded':
      return evolveGp(state, fact, stamp);
    case 'SightingRecorded':
      return laterSeen(state, recorded(state, fact, stamp));
    case 'SightingCorrected':
      return takenBack(state, fact);
    // A death taken back sets every schedule going again with the holder (scenario A14).
    case 'EndReversed':
      return {
        ...deathTakenBack(state),
        ...(state.duplicateOf && { duplicateOf: { ...state.duplicateOf, stands: false } }),
      };
    case 'DeathReviewTold':
      return { ...state, deathReview: { whom: fact.whom, at: fact.toldAt } };
    case 'HoldPlaced': {
      const { reason, askedBy } = fact;
      return { ...state, hold: { reason, askedBy, by: stamp.by, at: stamp.recordedAt } };
    }
    case 'HoldLifted': {
      const { hold: _lifted, ...free } = state;
      return free;
    }
    case 'SummaryTaken': {
      const { text, signedBy, agreedBy } = fact;
      const taken = { text, signedBy, agreedBy, at: stamp.recordedAt };
      return { ...state, earlierHealth: [...(state.earlierHealth ?? []), taken] };
    }
    case 'DuplicateEnded':
      return { ...state, duplicates: [...(state.duplicates ?? []), fact.personId] };
    case 'DuplicateTakenBack':
      return { ...state, duplicates: (state.duplicates ?? []).filter((one) => one !== fact.personId) };
    case 'AccountabilityEnded':
      return fact.goesOn
        ? { ...state, duplicateOf: { personId: fact.goesOn.personId, stands: true } }
        : state;
    case 'SummaryPassed':
    case 'PractitionerNamed':
    case 'AccountabilityPassed':
      return state;
  }
}

/**
 * A change of practice. Where the GP lies in another area, the answer given with it holds for every handover that is
 * still before its release (scenario A27); another practice is asked about anew.
 */
function evolveGp(
  state: ChildState,
  { gp, gpElsewhere }: Extract<ChildFact, { type: 'GpRecorded' }>,
  { recordedAt }: Stamp,
): ChildState {
  const another = gp?.odsCode !== state.gp?.odsCode;
  // Also a declined handover, which may still be sent on as it is.
  const asked = (handover: Handover) =>
    (isOpen(handover) || handover.state === 'declined') && releaseOf(handover) === null;
  return {
    ...state,
    gp,
    ...(another && { gpKnownAt: recordedAt }),
    handovers: gpElsewhere
      ? state.handovers.map((one) => (asked(one) ? { ...one, gpElsewhere } : one))
      : state.handovers,
  };
}

/** Once the level of service is decided, by whichever way, a superseded handover no longer owes it. */
function levelKnown(handovers: readonly Handover[]): readonly Handover[] {
  return handovers.map((one) =>
    one.state === 'superseded' && one.undecidedSince ? { ...one, undecidedSince: null } : one,
  );
}
