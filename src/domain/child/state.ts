import { evolveLastDay, type LastDay } from '../bulk/last-day.ts';
import { type CivilDate, type Instant, londonDate } from '../calendar/time.ts';
import type { Deadline } from '../escalation/obligations.ts';
import { evolveFamily, type Family, nobodyAsked } from '../family/facts.ts';
import { evolveHandovers, type Stamp } from '../handover/evolve.ts';
import { type Handover, isOpen, releaseOf } from '../handover/facts.ts';
import { meetingsStand } from '../handover/standing-priority.ts';
import type { TakeOnReason } from '../language/words.ts';
import { evolveMissing, type Missing, type MissingFact, missingNow } from '../missing/facts.ts';
import type { Claim, Enquiry, MoveFact } from '../move/facts.ts';
import type { Stay } from '../move/stay.ts';
import type { Awaited, InProgramme, ProgrammeFact, Stopped } from '../programme/child-facts.ts';
import {
  type Address,
  type Care,
  evolveCare,
  type Gp,
  type Holder,
  type Identity,
  type ResponsibilityFact,
} from '../responsibility/facts.ts';
import type { LevelChange, RecordedReview, ReviewFact } from '../reviews/facts.ts';
import { type Circumstances, nothingKnown } from '../risk/circumstances.ts';
import type { ChildFact, StoredFact } from './facts.ts';

/** All that is true of one child now: the fold of its facts, and nothing else. */
export type ChildState = {
  readonly identity: Identity;
  readonly address: Address | null;
  readonly gp: Gp | null;
  readonly circumstances: Circumstances;
  readonly care: Care;
  readonly handovers: readonly Handover[];
  readonly enquiries: readonly Enquiry[];
  readonly claims: readonly Claim[];
  readonly deadlines: Readonly<Record<string, Deadline>>;
  readonly lastSeenOn: CivilDate | null;
  /** The newest sightings, oldest first: what is left when one of them turns out to be false. */
  readonly sightings: readonly Sighting[];
  /** How the child became known; null before that. */
  readonly cameBy: TakeOnReason | null;
  /** The newest effective time of an address that is known, so that an older message never undoes a newer one. */
  readonly addressKnownAt: Instant | null;
  /** Reviews as they were recorded, oldest first. What is due follows from them, the dates and the rules. */
  readonly reviews: readonly RecordedReview[];
  /** How many of the recorded reviews the supervisor had before the eyes at the last look at missed ones; absent before it. */
  readonly missedReviewsLookedAt?: number;
  /** Every change of the level of service with its reason, oldest first. */
  readonly levels: readonly LevelChange[];
  readonly missing: readonly Missing[];
  /** The people around the child that owe something of their own. */
  readonly family: Family;
  /** A short stay elsewhere, during which the holder keeps the child; null when there is none. */
  readonly stay: Stay | null;
  /** The child's place in the programme; null for one that never was in it. */
  readonly programme: InProgramme | null;
  /** The site that waits for the child while another team answers for it; null when none does. */
  readonly awaited: Awaited | null;
  /** Set while every schedule is stopped after a loss or a death. */
  readonly stopped: Stopped | null;
  /** Set while the team that holds the child has a last day (scenario A31). */
  readonly lastDay: LastDay | null;
};

/** A day on which the child was seen face to face, and by which handover, where one of them recorded it. */
type Sighting = { readonly on: CivilDate; readonly handoverId: string | null };

export const unknownChild: ChildState = {
  identity: {
    givenName: '',
    familyName: '',
    bornOn: null,
    expectedOn: null,
    nhsNumber: null,
    familyId: null,
    mother: null,
  },
  address: null,
  gp: null,
  circumstances: nothingKnown,
  care: { status: 'unknown' },
  handovers: [],
  enquiries: [],
  claims: [],
  deadlines: {},
  lastSeenOn: null,
  sightings: [],
  cameBy: null,
  addressKnownAt: null,
  reviews: [],
  levels: [],
  missing: [],
  family: nobodyAsked,
  stay: null,
  programme: null,
  awaited: null,
  stopped: null,
  lastDay: null,
};

/** The state after one more fact. */
export function evolveChild(state: ChildState, fact: ChildFact, stamp: Stamp): ChildState {
  switch (fact.type) {
    case 'CircumstancesRecorded':
      return {
        ...state,
        circumstances: keepMissing(fact.circumstances, state),
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
    case 'PractitionerNamed':
    case 'AccountabilityPassed':
    case 'AccountabilityEnded':
    case 'EndReversed':
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
    case 'PrivateFosteringTold':
    case 'MotherDeathRecorded':
    case 'MotherDeathTakenBack':
    case 'MotherInCareRecorded':
    case 'MothersWorkerTold':
    case 'MothersNurseCopied':
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
    // Whoever takes the handover back says that the child does not join now.
    case 'HandoverWithdrawn':
      return { ...state, awaited: null, handovers: evolveHandovers(state.handovers, fact, stamp) };
    case 'LastDaySet':
      return { ...state, lastDay: evolveLastDay(fact, holderOf(state)?.teamId ?? '', stamp.recordedAt) };
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
    case 'MeetingRecorded':
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

/** What was never a sighting is no day on which the child was seen (promise P9). */
function corrected(
  state: ChildState,
  fact: Extract<ChildFact, { type: 'HandoverCorrected' }>,
  stamp: Stamp,
): ChildState {
  const handovers = evolveHandovers(state.handovers, fact, stamp);
  if (fact.what !== 'seen') return { ...state, handovers };
  const sightings = state.sightings.filter((one) => one.handoverId !== fact.handoverId);
  return {
    ...state,
    handovers: handovers.map((one) => (one.handoverId === fact.handoverId ? owedAgain(one, sightings) : one)),
    sightings,
    lastSeenOn: sightings.at(-1)?.on ?? null,
  };
}

/** Superseded, and its “seen” was false: the visit is owed again by its own clock, unless the child was seen since otherwise. */
function owedAgain(handover: Handover, sightings: readonly Sighting[]): Handover {
  if (handover.state !== 'superseded' || !handover.visitOwedFrom) return handover;
  const { visitOwedFrom } = handover;
  if (sightings.some(({ on }) => on >= londonDate(visitOwedFrom))) return handover;
  const happenings = { ...handover.happenings, level: null };
  return { ...handover, happenings, unseenSince: visitOwedFrom, undecidedSince: null };
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

/** However it was decided, nothing more is owed of it by a handover that was superseded. */
function levelKnown(handovers: readonly Handover[]): readonly Handover[] {
  return handovers.map((one) =>
    one.state === 'superseded' && one.undecidedSince ? { ...one, undecidedSince: null } : one,
  );
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

function evolveProgramme(state: ChildState, fact: ProgrammeFact, stamp: Stamp): ChildState {
  switch (fact.type) {
    case 'ProgrammeJoined':
      return {
        ...state,
        programme: {
          clientId: fact.clientId,
          teamId: holderOf(state)?.teamId ?? '',
          endsOn: fact.endsOn,
          left: null,
        },
        awaited: null,
      };
    case 'ProgrammeAwaited': {
      const { clientId, siteId, endsOn } = fact;
      return { ...state, awaited: { clientId, siteId, endsOn } };
    }
    case 'ProgrammeNotJoined':
      return { ...state, awaited: null };
    case 'ProgrammeEndMoved': {
      const { endsOn } = fact;
      return {
        ...state,
        programme: state.programme && { ...state.programme, endsOn },
        awaited: state.awaited && { ...state.awaited, endsOn },
      };
    }
    case 'ProgrammeLeft': {
      const left = { door: fact.door, at: stamp.recordedAt };
      return state.programme ? { ...state, programme: { ...state.programme, left } } : state;
    }
    case 'SchedulesStopped': {
      const { why, says, messageId, clientId = null } = fact;
      return { ...state, stopped: { why, says, messageId, clientId, at: stamp.recordedAt } };
    }
    case 'SchedulesResumed':
      return { ...state, stopped: null };
  }
}

/** The state that a whole stream gives. */
export function foldChild(facts: readonly StoredFact[]): ChildState {
  return facts.reduce((state, stored) => evolveChild(state, stored.fact, stampOf(stored)), unknownChild);
}

/**
 * A new holder ends a short stay; a child that the programme waited for is in it once the site answers for it, and is waited
 * for no more where it went elsewhere. Passed from one site of the programme to another, the child is in the programme there,
 * and one that left by another door meanwhile has left there too.
 */
function passedOn(state: ChildState, fact: ResponsibilityFact): ChildState {
  if (fact.type !== 'AccountabilityPassed') return state;
  const { awaited } = state;
  const settled = { ...state, stay: null, awaited: null };
  if (awaited && awaited.siteId === fact.to.teamId) {
    const { clientId, siteId: teamId, endsOn } = awaited;
    return { ...settled, programme: { clientId, teamId, endsOn, left: null } };
  }
  const toProgramme = findHandover(state, fact.handoverId)?.kind === 'fnp-to-fnp';
  if (!state.programme || !toProgramme) return settled;
  const left = state.programme.left?.door === 'moved-to-programme' ? null : state.programme.left;
  return { ...settled, programme: { ...state.programme, teamId: fact.to.teamId, left } };
}

/** The part of a stored fact's envelope that state needs. */
function stampOf(stored: StoredFact): Stamp {
  return { recordedAt: stored.recordedAt, happenedAt: stored.happenedAt, by: stored.by.practitionerId };
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
        sightings: fact.lastSeenOn === null ? [] : [{ on: fact.lastSeenOn, handoverId: null }],
        cameBy: fact.reason,
        addressKnownAt: fact.address ? `${fact.address.from}T00:00:00.000Z` : null,
      };
    case 'IdentityRecorded':
      return { ...state, identity: fact.identity };
    case 'BirthRecorded': {
      const { bornOn, givenName, familyName, nhsNumber } = fact;
      return { ...state, identity: { ...state.identity, bornOn, givenName, familyName, nhsNumber } };
    }
    case 'AddressRecorded':
      return { ...state, address: fact.address, addressKnownAt: `${fact.address.from}T00:00:00.000Z` };
    case 'AddressSealed':
      return state.address ? { ...state, address: { ...state.address, sealed: fact.sealed } } : state;
    case 'GpRecorded':
      return { ...state, gp: fact.gp };
    case 'SightingRecorded':
      return laterSeen(state, fact.seenOn, null, stamp);
    // A death taken back sets every schedule going again with the holder (scenario A14).
    case 'EndReversed':
      return { ...state, stopped: null };
    case 'PractitionerNamed':
    case 'AccountabilityPassed':
    case 'AccountabilityEnded':
      return state;
  }
}

function evolveMove(state: ChildState, fact: MoveFact, stamp: Stamp): ChildState {
  switch (fact.type) {
    case 'EnquiryOpened': {
      const { enquiryId, signal, otherTeamId } = fact;
      const enquiry: Enquiry = {
        enquiryId,
        signals: [signal],
        otherTeamIds: [otherTeamId],
        openedAt: stamp.recordedAt,
        settled: null,
      };
      return { ...state, enquiries: [...state.enquiries, enquiry] };
    }
    case 'SignalAdded':
      return {
        ...state,
        enquiries: state.enquiries.map((enquiry) =>
          enquiry.enquiryId === fact.enquiryId ? joined(enquiry, fact) : enquiry,
        ),
      };
    case 'SignalNoted':
      return state;
    case 'EnquirySettled': {
      const settled = { outcome: fact.outcome, at: stamp.recordedAt, by: stamp.by, note: fact.note };
      return {
        ...state,
        stay: stayAfter(state, fact, stamp),
        enquiries: state.enquiries.map((enquiry) =>
          enquiry.enquiryId === fact.enquiryId ? { ...enquiry, settled } : enquiry,
        ),
      };
    }
    case 'StayReviewed':
      return reviewedStay(state, fact, stamp);
    case 'ClaimOpened': {
      const { claimId, claimantTeamId, says } = fact;
      return {
        ...state,
        claims: [
          ...state.claims,
          { claimId, claimantTeamId, says, openedAt: stamp.recordedAt, settled: null },
        ],
      };
    }
    case 'ClaimSettled': {
      const settled = { outcome: fact.outcome, at: stamp.recordedAt, by: stamp.by, note: fact.note };
      return {
        ...state,
        claims: state.claims.map((claim) => (claim.claimId === fact.claimId ? { ...claim, settled } : claim)),
      };
    }
  }
}

function joined(enquiry: Enquiry, fact: Extract<MoveFact, { type: 'SignalAdded' }>): Enquiry {
  const sides = fact.otherTeamId ? [...enquiry.otherTeamIds, fact.otherTeamId] : enquiry.otherTeamIds;
  return { ...enquiry, signals: [...enquiry.signals, fact.signal], otherTeamIds: [...new Set(sides)] };
}

/** A stay that is settled anew goes on counting from its first day; any other settlement ends it (scenario A26). */
function stayAfter(
  { stay }: ChildState,
  fact: Extract<MoveFact, { type: 'EnquirySettled' }>,
  { recordedAt }: Stamp,
): Stay | null {
  if (fact.outcome !== 'stays-elsewhere-briefly' || fact.reviewOn === null) return null;
  const { reviewOn, cover = '' } = fact;
  return { since: stay?.since ?? recordedAt, reviewedAt: recordedAt, reviewOn, cover };
}

function reviewedStay(
  state: ChildState,
  fact: Extract<MoveFact, { type: 'StayReviewed' }>,
  { recordedAt }: Stamp,
): ChildState {
  if (!state.stay || fact.outcome === 'returned') return { ...state, stay: null };
  const reviewOn = fact.reviewOn ?? state.stay.reviewOn;
  return { ...state, stay: { ...state.stay, reviewedAt: recordedAt, reviewOn, cover: fact.cover } };
}

function seen(state: ChildState, fact: ChildFact, stamp: Stamp): ChildState {
  if (fact.type === 'ChildSeen')
    return laterSeen(state, londonDate(stamp.happenedAt), fact.handoverId, stamp);
  if (fact.type === 'JointVisitRecorded' && fact.childSeen) return laterSeen(state, fact.on, null, stamp);
  return state;
}

/** Also what a superseded handover left behind, a child taken and not seen, is met by being seen; the level is owed from then on. */
function laterSeen(
  state: ChildState,
  on: CivilDate,
  handoverId: string | null,
  { recordedAt }: Stamp,
): ChildState {
  const waits = (handover: Handover) =>
    handover.state === 'superseded' &&
    handover.unseenSince !== null &&
    londonDate(handover.unseenSince) <= on;
  const handovers = state.handovers.some(waits)
    ? state.handovers.map((one) =>
        waits(one) ? { ...one, unseenSince: null, undecidedSince: recordedAt } : one,
      )
    : state.handovers;
  const sightings = [...state.sightings, { on, handoverId }]
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .slice(-keptSightings);
  return { ...state, handovers, sightings, lastSeenOn: sightings.at(-1)?.on ?? null };
}

/** Enough for several that are corrected, and no more: the facts keep all of them. */
const keptSightings = 4;

function moveDeadlines(
  deadlines: Readonly<Record<string, Deadline>>,
  set: readonly Deadline[],
  met: readonly string[],
): Readonly<Record<string, Deadline>> {
  const moved = { ...deadlines };
  for (const key of met) delete moved[key];
  for (const deadline of set) moved[deadline.key] = deadline;
  return moved;
}

/** The holder now, or null when the child is not in care. */
export function holderOf(state: ChildState): Holder | null {
  return state.care.status === 'in-care' ? state.care.holder : null;
}

/** The handover that is still before its release point, if any: there is at most one. */
export function openBeforeRelease(state: ChildState): Handover | null {
  return state.handovers.find((handover) => isOpen(handover) && releaseOf(handover) === null) ?? null;
}

/** The handover that is open after its release point, if any. */
export function openAfterRelease(state: ChildState): Handover | null {
  return state.handovers.find((handover) => isOpen(handover) && releaseOf(handover) !== null) ?? null;
}

export function findHandover(state: ChildState, handoverId: string): Handover | null {
  return state.handovers.find((handover) => handover.handoverId === handoverId) ?? null;
}
