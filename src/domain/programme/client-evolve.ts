import { addMonths, type CivilDate, type Instant, londonDate } from '../calendar/time.ts';
import type { Stamp } from '../handover/evolve.ts';
import { nowhereYet } from '../responsibility/seal.ts';
import type { Brought, ClientFact, MissedVisit, StoredClientFact } from './client-facts.ts';
import { refusedOfOthers, refusedStill, refusedToo, withRefused } from './client-refused.ts';
import {
  type ClientChild,
  type ClientState,
  childrenInProgramme,
  unknownClient,
  youngestBornOn,
} from './client-state.ts';
import type { Door } from './doors.ts';
import { afterLoss, childrenWith, died, lost, takenBack } from './loss.ts';
import type { ClientStatus } from './statuses.ts';
import { type Dialled, datesOf, dialledOn } from './visit-schedule.ts';

/** The state after one more fact. */
export function evolveClient(state: ClientState, fact: ClientFact, stamp: Stamp): ClientState {
  return withPauses(state, evolve(state, fact, stamp), stamp);
}

/** A pause ends by going on, and by whatever else ends it: a transfer, leaving, a loss. */
function withPauses(before: ClientState, after: ClientState, { recordedAt }: Stamp): ClientState {
  if ((before.paused === null) === (after.paused === null)) return after;
  const on = londonDate(recordedAt);
  if (after.paused !== null) return { ...after, pauses: [...before.pauses, { from: on, until: null }] };
  return {
    ...after,
    pauses: before.pauses.map((pause) => (pause.until === null ? { ...pause, until: on } : pause)),
  };
}

function evolve(state: ClientState, fact: ClientFact, stamp: Stamp): ClientState {
  const at = stamp.recordedAt;
  switch (fact.type) {
    case 'Referred': {
      const { teamId, identity, address, from, referrer, known } = fact;
      const referral = { from, referrer, at: stamp.happenedAt };
      return {
        ...moved(state, 'referred', at),
        teamId,
        identity,
        address,
        known,
        referral,
        expectedOn: known.expectedOn,
        ...(fact.inProgrammeBefore ? { keptSince: londonDate(at) } : {}),
      };
    }
    case 'ClientRecorded':
      return { ...state, identity: fact.identity, address: fact.address, known: fact.known };
    case 'ClientAddressSealed':
      return {
        ...state,
        address: { ...(state.address ?? nowhereYet(londonDate(stamp.happenedAt))), sealed: fact.sealed },
      };
    case 'EligibilityAssessed': {
      const { type: _type, ...eligibility } = fact;
      return { ...state, eligibility: { ...eligibility, at } };
    }
    case 'PlaceOffered':
      return { ...moved(state, 'offered', at), offeredAt: at };
    case 'PlaceDeclined':
      return moved(state, 'declined', at);
    case 'Enrolled':
      return enrolled(state, fact, stamp);
    case 'ChildBrought':
      return brought(state, fact.child);
    case 'NurseAllocated':
      return {
        ...state,
        ...nurseFrom(fact.nurseId, at),
        ...(fact.nurseId === null ? { nurseGoneAt: at } : {}),
      };
    case 'CaseloadWeighed':
      return { ...state, weight: fact.weight };
    case 'ExpectedDateMoved':
      return { ...state, expectedOn: fact.expectedOn };
    case 'BirthTold':
      return born(state, fact, at);
    case 'BirthDayFollowed':
      return birthDayFollowed(state, fact);
    case 'LossFollowed':
      return afterLoss({ ...state, children: childrenWith(state, fact.personId, { lost: true }) }, at);
    case 'ProgrammePaused':
      return {
        ...moved(state, 'paused', at),
        paused: { reason: fact.reason, at, reviewOn: fact.reviewOn },
        next: null,
      };
    case 'ProgrammeResumed':
      return { ...moved(state, 'enrolled', at), paused: null, resumedAt: at };
    case 'IntervalSet':
      return { ...state, interval: dialled(state, fact.days, londonDate(stamp.happenedAt)) };
    case 'VisitPlanned':
      return { ...state, next: { at: fact.at, place: fact.place } };
    case 'VisitRecorded':
      return visited(state, fact);
    case 'VisitMissed':
      return missedOne(state, fact);
    case 'MissedVisitsReviewed':
      return { ...state, missedReviewed: state.missed.map(({ visitId }) => visitId) };
    case 'EndMoved':
      return { ...state, endsOn: fact.endsOn };
    case 'ChildLeft':
      return { ...state, children: childrenWith(state, fact.childId, leftBy(fact.door, fact.areaCode)) };
    case 'ContinuingAsked':
      return { ...state, continuing: state.continuing ?? { since: at } };
    case 'ContinuingReviewed':
      return goesOn(state);
    case 'ClientLeft':
      return goesOn(leave(state, fact, at));
    case 'TransferStarted':
      return {
        ...moved(state, 'transferring-out', at),
        transfer: {
          toTeamId: fact.toTeamId,
          areaCode: fact.areaCode,
          at,
          ...(fact.bulkId !== undefined && { bulkId: fact.bulkId }),
          ...(state.paused && { paused: state.paused }),
        },
        paused: null,
      };
    case 'TransferRefused':
      return refused(state, fact, at);
    case 'TakenFromWaitingList':
      return takenFromList(state, fact, at);
    case 'WaitingEnded':
      return { ...state, waiting: null };
    case 'TransferEnded':
      return staying(state, at);
    case 'TransferredIn':
      return goesOn({
        ...moved(state, 'enrolled', at),
        teamId: fact.teamId,
        ...nurseFrom(fact.nurseId, at),
        transfer: null,
      });
    case 'LossRecorded':
      return lost(state, fact, at);
    case 'ContactNamed':
      return {
        ...state,
        contactId: fact.contactId,
        ...(fact.contactId === null ? { contactGoneAt: at } : {}),
      };
    case 'BereavementContactMade':
      return { ...state, bereavedAt: null };
    case 'DeathRecorded':
      return died(state, fact, at);
    case 'DeathReported':
      return { ...state, deathReported: { at, messageId: fact.messageId } };
    case 'DeathTakenBack':
      return takenBack(state, fact, at);
    case 'ChildrenAsked':
    case 'ChildAskedAgain':
      return state;
    case 'ChildRefused':
      return withRefused(state, refusedToo(state, fact, at));
    case 'RefusalFollowed':
      return withRefused(state, refusedStill(state, fact));
    case 'RefusalSettled':
      return withRefused(state, refusedOfOthers(state, fact.childId));
    case 'ClientDeadlinesMoved': {
      const kept = Object.fromEntries(
        Object.entries(state.deadlines).filter(([key]) => !fact.met.includes(key)),
      );
      for (const deadline of fact.set) kept[deadline.key] = deadline;
      return { ...state, deadlines: kept };
    }
  }
}

/** The state that a whole stream gives. */
export function foldClient(facts: readonly StoredClientFact[]): ClientState {
  return facts.reduce(
    (state, { fact, recordedAt, happenedAt, by }) =>
      evolveClient(state, fact, { recordedAt, happenedAt, by: by.practitionerId }),
    unknownClient,
  );
}

type Fact<Name extends ClientFact['type']> = Extract<ClientFact, { type: Name }>;

function moved(state: ClientState, status: ClientStatus, at: Instant): ClientState {
  return { ...state, status, statusSince: at };
}

function enrolled(state: ClientState, fact: Fact<'Enrolled'>, stamp: Stamp): ClientState {
  const unborn = { bornOn: null, givenName: '', left: null, lost: false };
  const pregnancy = fact.pregnancyId === null ? [] : [{ personId: fact.pregnancyId, ...unborn }];
  const known = fact.children.map((child) => joiningAs(state, child));
  const youngest = youngestBornOn(fact.children);
  const joining = [...pregnancy, ...known];
  const joins = new Set(joining.map((child) => child.personId));
  // Children whom the programme knew before stay hers: one that left by a door, and one that was lost.
  const before = state.children.filter((child) => !joins.has(child.personId));
  return {
    ...moved(goesOn(state), 'enrolled', stamp.recordedAt),
    enrolledAt: stamp.happenedAt,
    ...nurseFrom(fact.nurseId, stamp.recordedAt),
    expectedOn: fact.expectedOn,
    children: [...before, ...joining],
    left: null,
    loss: null,
    beforeLoss: null,
    endsAtMonths: fact.endsAtMonths,
    endsOn: youngest === null ? null : addMonths(youngest, fact.endsAtMonths),
  };
}

/** A child who joins, under the name that was told now or was known before. */
function joiningAs(state: ClientState, joining: Brought): ClientChild {
  const { personId, bornOn } = joining;
  const known = state.children.find((child) => child.personId === personId)?.givenName;
  const told = joining.bornOn === null ? undefined : joining.givenName;
  return { personId, bornOn, givenName: told ?? known ?? '', left: null, lost: false };
}

function brought(state: ClientState, joining: Brought): ClientState {
  const child = joiningAs(state, joining);
  if (joining.bornOn === null)
    return {
      ...state,
      children: state.children.map((one) => (one.personId === child.personId ? child : one)),
    };
  const others = state.children.filter((one) => one.personId !== child.personId);
  const endsOn = addMonths(joining.bornOn, state.endsAtMonths);
  const later = state.endsOn === null || endsOn > state.endsOn;
  return { ...state, children: [...others, child], endsOn: later ? endsOn : state.endsOn };
}

/**
 * Her children after a birth. The first baby goes on in the stream of the pregnancy; each further one has a stream of
 * its own. Those born after she has left count as having left by the same door. A stillborn baby counts as lost. A
 * first baby whose birth was told before stays as it stands, and so does the end of the programme.
 */
function born(state: ClientState, fact: Fact<'BirthTold'>, at: Instant): ClientState {
  const first = state.children.find((child) => child.personId === fact.babies[0]?.personId);
  const toldBefore = (first?.bornOn ?? null) !== null;
  const babies = fact.babies.slice(toldBefore ? 1 : 0).map(({ personId, givenName, bornAlive }) => ({
    personId,
    givenName,
    bornOn: fact.bornOn,
    ...(first?.left ? leftBy(first.left, first.leftFor ?? null) : { left: null }),
    lost: !bornAlive,
  }));
  const others = toldBefore ? state.children : state.children.filter((child) => child !== first);
  const ends = addMonths(fact.bornOn, state.endsAtMonths);
  const after = {
    ...state,
    children: [...others, ...babies],
    endsOn: toldBefore ? (state.endsOn ?? ends) : ends,
  };
  return babies.some((baby) => baby.lost) ? afterLoss(after, at) : after;
}

/** The end of the programme follows the youngest child, unless a person has set another. */
function birthDayFollowed(state: ClientState, fact: Fact<'BirthDayFollowed'>): ClientState {
  const after = { ...state, children: childrenWith(state, fact.personId, { bornOn: fact.bornOn }) };
  const computed = state.endsOn !== null && state.endsOn === endByYoungest(state);
  return computed ? { ...after, endsOn: endByYoungest(after) } : after;
}

function endByYoungest(state: ClientState): CivilDate | null {
  const youngest = youngestBornOn(childrenInProgramme(state));
  return youngest === null ? null : addMonths(youngest, state.endsAtMonths);
}

/** A visit ends the row of missed ones before it; one that is entered late ends only those before its day. */
function visited(state: ClientState, fact: Fact<'VisitRecorded'>): ClientState {
  const { type: _type, note: _note, next, ...visit } = fact;
  const on = londonDate(visit.at);
  const made = visit.clientSeen || visit.childrenSeen.length > 0;
  const ended = (one: MissedVisit) => made && one.on <= on;
  return {
    ...state,
    visits: [...state.visits, visit].sort((a, b) => (a.at < b.at ? -1 : 1)),
    missed: state.missed.filter((one) => !ended(one)),
    missedBefore: [...state.missedBefore, ...state.missed.filter(ended)],
    next: plannedAfter(on, next, state),
  };
}

/** Nothing asks any more whether she goes on. */
function goesOn({ continuing: _reviewed, ...state }: ClientState): ClientState {
  return state;
}

/** A missed visit that is entered after a later one was made counts with those before that visit. */
function missedOne(state: ClientState, fact: Fact<'VisitMissed'>): ClientState {
  const { visitId, on, why } = fact;
  const later = state.visits.some(
    (visit) => londonDate(visit.at) >= on && (visit.clientSeen || visit.childrenSeen.length > 0),
  );
  const one = { visitId, on, why };
  const next = plannedAfter(on, fact.next, state);
  if (later) return { ...state, missedBefore: [...state.missedBefore, one], next };
  const missed = [...state.missed, one].sort((a, b) => (a.on < b.on ? -1 : 1));
  return { ...state, missed, next };
}

function dialled(state: ClientState, days: number | null, day: CivilDate): Dialled | null {
  const dates = datesOf(state);
  return days === null || dates === null ? null : dialledOn(dates, days, day);
}

/** What is planned once a visit was made or missed on a day: what was agreed with it, else what was planned for a later day. */
function plannedAfter(on: CivilDate, agreed: Instant | null, { next }: ClientState): ClientState['next'] {
  if (agreed !== null) return { at: agreed, place: next?.place ?? 'home' };
  return next !== null && londonDate(next.at) > on ? next : null;
}

function leftBy(door: Door, areaCode: string | null): Pick<ClientChild, 'left' | 'leftFor'> {
  return areaCode === null ? { left: door } : { left: door, leftFor: areaCode };
}

function leave(state: ClientState, fact: Fact<'ClientLeft'>, at: Instant): ClientState {
  const graduates = fact.door === 'graduation' || fact.door === 'early-graduation';
  return {
    ...moved(state, graduates ? 'graduated' : 'left-early', at),
    left: { door: fact.door, reason: fact.reason, at },
    children: state.children.map((child) =>
      child.left === null ? { ...child, ...leftBy(fact.door, fact.areaCode) } : child,
    ),
    paused: null,
    transfer: null,
    next: null,
  };
}

/** Whose client she is from then on. */
function nurseFrom(nurseId: string | null, at: Instant): Pick<ClientState, 'nurseId' | 'nurseSince'> {
  return { nurseId, nurseSince: nurseId === null ? null : at };
}

/** She stays after all, paused where she was paused. */
function staying(state: ClientState, at: Instant): ClientState {
  const paused = state.transfer?.paused ?? null;
  return { ...moved(state, paused ? 'paused' : 'enrolled', at), paused, transfer: null };
}

/**
 * The site where she waited offers her a place. It judges her as a client who transfers in, with the child that she
 * has.
 */
function takenFromList(state: ClientState, fact: Fact<'TakenFromWaitingList'>, at: Instant): ClientState {
  const living = state.children.filter((child) => !child.lost);
  const babyBornOn = youngestBornOn(living) ?? state.known.babyBornOn;
  return {
    ...moved(state, 'offered', at),
    teamId: fact.teamId,
    ...nurseFrom(null, at),
    offeredAt: at,
    known: { ...state.known, transfer: true, babyBornOn },
    waiting: null,
  };
}

/**
 * The other site has no place for her, or she is not eligible there. She has moved all the same, so the programme ends
 * for her until a site takes her.
 */
function refused(state: ClientState, fact: Fact<'TransferRefused'>, at: Instant): ClientState {
  const areaCode = state.transfer?.areaCode ?? null;
  const left = leave(state, { ...fact, type: 'ClientLeft', reason: 'moved', why: fact.note, areaCode }, at);
  return { ...goesOn(left), waiting: fact.waitingList ? { teamId: fact.teamId, since: at } : null };
}
