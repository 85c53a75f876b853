import { type CivilDate, type Instant, londonDate } from '../calendar/time.ts';
import { declinedAt } from './chain.ts';
import {
  type Acceptance,
  type Destination,
  disputeOpen,
  type Handover,
  type HandoverFact,
  type Happenings,
  noHappenings,
  type Offer,
  type Passage,
  releaseOf,
  waits,
} from './facts.ts';
import { happen, type Stamp, withoutPlan } from './happenings.ts';
import { passedAt } from './order-of-steps.ts';
import { toldBy } from './parts.ts';
import { chosen, floorFrom, neverLower, recomputed } from './standing-priority.ts';

export type { Stamp } from './happenings.ts';

/** The handovers of one child after one more fact, oldest first. A fact about an unknown handover changes nothing. */
export function evolveHandovers(
  handovers: readonly Handover[],
  fact: HandoverFact,
  stamp: Stamp,
): readonly Handover[] {
  if (fact.type === 'HandoverPrepared') {
    const before = handovers.find((handover) => handover.handoverId === fact.follows);
    return [...handovers, prepared(fact, before, stamp)];
  }
  return handovers.map((handover) =>
    handover.handoverId === fact.handoverId ? evolve(handover, fact, stamp) : handover,
  );
}

function prepared(
  fact: Extract<HandoverFact, { type: 'HandoverPrepared' }>,
  before: Handover | undefined,
  stamp: Stamp,
): Handover {
  return {
    state: 'draft',
    handoverId: fact.handoverId,
    kind: fact.kind,
    occasion: fact.occasion,
    releasingTeamId: fact.releasingTeamId,
    preparedBy: stamp.by,
    preparedAt: stamp.recordedAt,
    destination: fact.destination,
    addressedTo: fact.addressedTo,
    proposedLevel: fact.proposedLevel,
    summary: fact.summary,
    priority: neverLower({ computed: fact.priority, chosen: null }, floorFrom(before)),
    ...(before?.meetingsOwed && !releaseOf(before) ? { meetingsOwed: before.meetingsOwed } : {}),
    follows: fact.follows,
    ...(fact.gpElsewhere ? { gpElsewhere: fact.gpElsewhere } : {}),
    happenings: noHappenings,
    desks: [],
  };
}

/** One handover after one fact. Facts that do not fit the state leave it as it is: `decide` never makes them. */
function evolve(handover: Handover, fact: HandoverFact, stamp: Stamp): Handover {
  switch (fact.type) {
    case 'HandoverPrepared':
      return handover;
    case 'HandoverRevised': {
      const { type: _type, handoverId: _id, ...revised } = fact;
      return { ...handover, ...revised, happenings: saidTo(fact.destination, handover) };
    }
    case 'PriorityComputed':
      return { ...handover, priority: recomputed(handover, fact.priority) };
    case 'PriorityRaised':
      return { ...handover, priority: chosen(handover, fact, null, stamp.by) };
    case 'PriorityLowered':
      return {
        ...handover,
        meetingsOwed: [],
        priority: chosen(handover, fact, fact.secondName, stamp.by),
      };
    case 'HandoverOffered':
      return {
        ...passageOf(handover),
        state: 'offered',
        destination: fact.destination,
        addressedTo: fact.addressedTo,
        happenings: saidTo(fact.destination, handover),
        ...laidOn(fact.destination.teamId, handover, stamp),
        offer: offered(stamp),
      };
    case 'HandoverRedirected':
      return {
        ...passageOf(handover),
        state: 'offered',
        kind: fact.kind,
        destination: fact.to,
        addressedTo: null,
        happenings: saidTo(fact.to, handover),
        ...laidOn(fact.to.teamId, handover, stamp),
        offer: offered(stamp),
      };
    case 'OfferReturnedToDesk':
      return { ...handover, addressedTo: null };
    case 'HandoverAllocated':
      return { ...handover, addressedTo: fact.practitionerId };
    case 'HandoverAcknowledged':
      return 'offer' in handover
        ? {
            ...passageOf(handover),
            state: 'acknowledged',
            offer: handover.offer,
            acknowledged: { by: stamp.by, at: stamp.recordedAt },
          }
        : handover;
    case 'HandoverAccepted':
      return 'offer' in handover
        ? {
            ...passageOf(handover),
            state: 'accepted',
            offer: handover.offer,
            acceptance: acceptance(fact, stamp),
            release: null,
          }
        : handover;
    case 'ChildSeen':
      return handover.state === 'accepted'
        ? {
            ...handover,
            happenings: { ...handover.happenings, releaseProposed: null },
            state: 'seen',
            seen: {
              at: toldBy(fact.callBack, stamp.happenedAt),
              recordedAt: stamp.recordedAt,
              where: fact.where,
              seenBy: fact.seenBy,
            },
          }
        : handover;
    case 'ReleasePointReached':
      return handover.state === 'accepted' || handover.state === 'seen'
        ? {
            ...handover,
            happenings: toldEarly(handover.happenings),
            release: { at: stamp.recordedAt, point: fact.point },
          }
        : handover;
    case 'HandoverClosed':
      return handover.state === 'seen' && handover.release
        ? { ...handover, state: 'closed', release: handover.release, closedAt: stamp.recordedAt }
        : handover;
    case 'HandoverDeclined':
      return 'offer' in handover
        ? {
            ...passageOf(handover),
            state: 'declined',
            offer: handover.offer,
            declined: {
              at: stamp.recordedAt,
              by: stamp.by,
              reason: fact.reason,
              comment: fact.comment,
              onward: fact.onward,
              onwardAreaCode: fact.onwardAreaCode,
            },
          }
        : handover;
    case 'HandoverWithdrawn':
      // An offer recalled from a wrong desk is a draft again: the child still waits to be sent on (scenario A51,
      // promise P5).
      if (fact.recalled) {
        const { happenings } = handover;
        const undisputed = disputeOpen(handover) ? { ...happenings, dispute: null } : happenings;
        const passage = {
          ...passageOf(handover),
          addressedTo: null,
          happenings: withoutPlan(undisputed),
        };
        return { ...passage, state: 'draft', recalledAt: stamp.recordedAt };
      }
      return {
        ...passageOf(handover),
        state: 'withdrawn',
        withdrawn: {
          at: handover.state === 'withdrawn' ? handover.withdrawn.at : stamp.recordedAt,
          reason: fact.reason,
          backHome: fact.backHome ?? false,
          stays: fact.stays ?? false,
          declinedAt: declinedAt(handover),
        },
      };
    case 'HandoverSuperseded':
      return {
        ...passageOf(handover),
        state: 'superseded',
        superseded: { at: stamp.recordedAt, by: fact.by, reason: fact.reason },
        release: releaseOf(handover),
        ...leftOwed(handover),
        formerTold: null,
      };
    case 'FormerTeamTold':
      return handover.state === 'superseded' ? { ...handover, formerTold: stamp.recordedAt } : handover;
    case 'HandoverCorrected':
      return corrected(handover, fact.what);
    case 'QuestionAsked':
    case 'QuestionAnswered':
    case 'VerbalHandoverRecorded':
    case 'JointVisitPlanned':
    case 'JointVisitCancelled':
    case 'JointVisitRecorded':
    case 'RisksPlayedBack':
    case 'DisputeRaised':
    case 'DisputeDecided':
    case 'FirstContactRecorded':
    case 'ContactFailed':
    case 'FailedContactsReviewed':
    case 'MeetingRecorded':
    case 'ReleaseProposed':
    case 'ReleaseProposalTakenBack':
    case 'ReleasedWithoutSighting':
    case 'LevelDecided':
    case 'ParentToldRecorded':
    case 'GpToldRecorded':
    case 'ChisToldRecorded':
      return { ...handover, happenings: happen(handover.happenings, fact, stamp) };
  }
}

/** What a handover leaves owed when a newer one takes its place, by whoever took the child (promise P4). */
function leftOwed(handover: Handover) {
  const taken = 'acceptance' in handover && handover.release ? handover.acceptance.at : null;
  const undecided = handover.state === 'seen' && taken !== null && handover.happenings.level === null;
  return {
    unseenSince: handover.state === 'accepted' ? taken : null,
    visitOwedFrom: taken,
    passedAt: passedAt(handover),
    undecidedSince: undecided ? handover.seen.recordedAt : null,
  };
}

/**
 * The desks on which the offer has lain, with one more, and when it was the third: by then the child has gone round,
 * however short each clock was (scenario A28).
 */
function laidOn(teamId: string, { desks }: Handover, { recordedAt }: Stamp) {
  const now = [...desks, teamId];
  return { desks: now, ...(now.length === 3 ? { thirdDeskAt: recordedAt } : {}) };
}

function offered(stamp: Stamp): Offer {
  return { at: stamp.recordedAt, happenedAt: stamp.happenedAt, by: stamp.by };
}

/**
 * What happened so far, as it counts for the next desk. The verbal handover and the play-back were said to the desk
 * before, so they are asked again, and a joint visit planned with it is planned no more. What that desk disputed, and
 * the questions between it and the releasing side, end with it.
 */
function saidTo({ teamId }: Destination, { destination, happenings }: Handover): Happenings {
  if (teamId === destination.teamId) return happenings;
  const dispute = happenings.dispute?.decided ? happenings.dispute : null;
  const questions = happenings.questions.map((one) =>
    waits(one) ? { ...one, stoodDown: true as const } : one,
  );
  return { ...withoutPlan(happenings), verbal: null, playBack: null, dispute, questions };
}

/**
 * Who was told before accountability passed knows that a handover was under way, not who has the child now: that is
 * told anew (promise P4). A decision not to tell the parent, and the way in which a child without a GP is registered,
 * stay as they are.
 */
function toldEarly(happenings: Happenings): Happenings {
  const { parent, gp } = happenings;
  return {
    ...happenings,
    parent: parent?.told ? null : parent,
    gp: gp?.route === 'gp' ? null : gp,
    chis: null,
  };
}

function acceptance(fact: Extract<HandoverFact, { type: 'HandoverAccepted' }>, stamp: Stamp): Acceptance {
  return {
    teamId: fact.teamId,
    practitionerId: fact.practitionerId,
    outsideName: fact.callBack?.outsideName ?? null,
    at: stamp.recordedAt,
    happenedAt: toldBy(fact.callBack, stamp.happenedAt),
    firstContactOn: fact.firstContactOn,
  };
}

/**
 * A child seen before its birth has not been seen as a baby: the visit is owed again from when the birth was recorded.
 * A release that was reached stays, for a birth does not move the holder (promise P4).
 */
export function seenBeforeBirth(handover: Handover, bornOn: CivilDate, bornAt: Instant): Handover {
  if (handover.state !== 'seen' || londonDate(handover.seen.at) >= bornOn) return handover;
  const { offer, acceptance: accepted, release } = handover;
  return { ...passageOf(handover), state: 'accepted', offer, acceptance: accepted, release, bornAt };
}

/** The part of a handover that does not depend on its state. */
function passageOf(handover: Handover): Passage {
  const { handoverId, kind, occasion, releasingTeamId, preparedBy, preparedAt, destination, addressedTo } =
    handover;
  const { proposedLevel, summary, priority, meetingsOwed, follows, happenings, desks, thirdDeskAt } =
    handover;
  const { gpElsewhere } = handover;
  return {
    handoverId,
    kind,
    occasion,
    releasingTeamId,
    preparedBy,
    preparedAt,
    destination,
    addressedTo,
    proposedLevel,
    summary,
    priority,
    ...(meetingsOwed ? { meetingsOwed } : {}),
    follows,
    ...(gpElsewhere ? { gpElsewhere } : {}),
    happenings,
    desks,
    ...(thirdDeskAt ? { thirdDeskAt } : {}),
  };
}

/**
 * Correcting a false "seen" takes the handover back to accepted; the release, if it was reached, stays: the holder
 * does not move by a correction (promise P9). The other corrections take back what was told, so that it is done again.
 */
function corrected(
  handover: Handover,
  what: Extract<HandoverFact, { type: 'HandoverCorrected' }>['what'],
): Handover {
  const happenings = handover.happenings;
  if (what === 'seen' && (handover.state === 'seen' || handover.state === 'closed')) {
    const { offer, acceptance: accepted, release } = handover;
    return {
      ...passageOf(handover),
      happenings: { ...happenings, level: null },
      state: 'accepted',
      offer,
      acceptance: accepted,
      release,
    };
  }
  const undone = { ...happenings, ...undoneBy(what) };
  if (handover.state === 'closed') {
    const { offer, acceptance: accepted, release, seen } = handover;
    return {
      ...passageOf(handover),
      happenings: undone,
      state: 'seen',
      offer,
      acceptance: accepted,
      release,
      seen,
    };
  }
  return { ...handover, happenings: undone };
}

function undoneBy(what: Extract<HandoverFact, { type: 'HandoverCorrected' }>['what']): Partial<Happenings> {
  switch (what) {
    case 'seen':
      return {};
    case 'first-contact':
      return { firstContact: null };
    case 'parent-told':
      return { parent: null };
    case 'gp-told':
      return { gp: null };
    case 'chis-told':
      return { chis: null };
  }
}
