import { addDays, addMonths, type CivilDate, type Instant, londonDate } from '../calendar/time.ts';
import type { EarlierPregnancy } from '../directory/directory.ts';
import type { Deadline } from '../escalation/obligation.ts';
import type { Stamp } from '../handover/evolve.ts';
import type { Address } from '../responsibility/facts.ts';
import type {
  ClientFact,
  ClientIdentity,
  Loss,
  MissedVisit,
  Referrer,
  StoredClientFact,
  Visit,
  VisitPlace,
} from './client-facts.ts';
import type { Door } from './doors.ts';
import type { Eligibility } from './eligibility.ts';
import { type KnownOfClient, nothingAsked, type ReferralFacts } from './known.ts';
import { afterLoss, childrenWith, died, lost, takenBack } from './loss.ts';
import type { ClientStatus, LeavingReason, PauseReason } from './statuses.ts';
import { type Dialled, datesOf, dialledOn } from './visit-schedule.ts';

/** A child of the client as the programme counts it: born or not yet, in the programme, or out by a door. */
export type ClientChild = {
  readonly personId: string;
  readonly bornOn: CivilDate | null;
  readonly givenName: string;
  readonly left: Door | null;
  readonly lost: boolean;
};

/** Where a client stands in the programme, with the pause, the transfer and the visit that belong to it. */
export type Stood = {
  readonly status: ClientStatus;
  readonly paused: ClientState['paused'];
  readonly transfer: ClientState['transfer'];
  readonly next: ClientState['next'];
};

/** All that is true of one client now: the fold of her facts. */
export type ClientState = {
  readonly status: ClientStatus | 'unknown';
  readonly statusSince: Instant | null;
  readonly teamId: string;
  readonly identity: ClientIdentity;
  readonly address: Address | null;
  readonly referral: { readonly from: Referrer; readonly referrer: string; readonly at: Instant } | null;
  readonly known: ReferralFacts;
  readonly eligibility: (Eligibility & { readonly at: Instant }) | null;
  readonly offeredAt: Instant | null;
  readonly enrolledAt: Instant | null;
  readonly nurseId: string | null;
  readonly weight: number;
  readonly expectedOn: CivilDate | null;
  readonly children: readonly ClientChild[];
  readonly endsAtMonths: number;
  readonly endsOn: CivilDate | null;
  readonly paused: {
    readonly reason: PauseReason;
    readonly at: Instant;
    readonly reviewOn: CivilDate;
  } | null;
  /** When the last pause ended: visits count from there again. */
  readonly resumedAt: Instant | null;
  /** Visits as set for this client; null: as her phase has them. */
  readonly interval: Dialled | null;
  readonly next: { readonly at: Instant; readonly place: VisitPlace } | null;
  readonly visits: readonly Visit[];
  /** Visits missed since the last one made, newest last; earlier ones are in `missedBefore`. */
  readonly missed: readonly MissedVisit[];
  readonly missedBefore: readonly MissedVisit[];
  /** Those of `missed` that the supervisor has reviewed; what is missed after a review counts anew. */
  readonly missedReviewed: readonly string[];
  readonly left: { readonly door: Door; readonly reason: LeavingReason | null; readonly at: Instant } | null;
  readonly transfer: { readonly toTeamId: string; readonly areaCode: string; readonly at: Instant } | null;
  /** The site that had no place for her and keeps her on its waiting list. */
  readonly waiting: { readonly teamId: string; readonly since: Instant } | null;
  readonly loss: { readonly loss: Loss; readonly on: CivilDate; readonly at: Instant } | null;
  readonly contactId: string | null;
  /** A loss or a death after which the named contact has not been in touch yet. */
  readonly bereavedAt: Instant | null;
  /** Where she stood before a loss ended the programme for her, and before her death: there she stands again if it was recorded in error. */
  readonly beforeLoss: Stood | null;
  readonly beforeDeath: Stood | null;
  readonly deadlines: Readonly<Record<string, Deadline>>;
};

export const unknownClient: ClientState = {
  status: 'unknown',
  statusSince: null,
  teamId: '',
  identity: { givenName: '', familyName: '', bornOn: null, nhsNumber: null, familyId: null, phone: '' },
  address: null,
  referral: null,
  known: nothingAsked,
  eligibility: null,
  offeredAt: null,
  enrolledAt: null,
  nurseId: null,
  weight: 1,
  expectedOn: null,
  children: [],
  endsAtMonths: 24,
  endsOn: null,
  paused: null,
  resumedAt: null,
  interval: null,
  next: null,
  visits: [],
  missed: [],
  missedBefore: [],
  missedReviewed: [],
  left: null,
  transfer: null,
  waiting: null,
  loss: null,
  contactId: null,
  bereavedAt: null,
  beforeLoss: null,
  beforeDeath: null,
  deadlines: {},
};

/** The state after one more fact. */
export function evolveClient(state: ClientState, fact: ClientFact, stamp: Stamp): ClientState {
  const at = stamp.recordedAt;
  switch (fact.type) {
    case 'Referred': {
      const { teamId, identity, address, from, referrer, known } = fact;
      const referral = { from, referrer, at };
      return {
        ...moved(state, 'referred', at),
        teamId,
        identity,
        address,
        known,
        referral,
        expectedOn: known.expectedOn,
      };
    }
    case 'ClientRecorded':
      return { ...state, identity: fact.identity, address: fact.address, known: fact.known };
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
    case 'NurseAllocated':
      return { ...state, nurseId: fact.nurseId };
    case 'CaseloadWeighed':
      return { ...state, weight: fact.weight };
    case 'ExpectedDateMoved':
      return { ...state, expectedOn: fact.expectedOn };
    case 'BirthTold':
      return born(state, fact, at);
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
      return { ...state, children: childrenWith(state, fact.childId, { left: fact.door }) };
    case 'ClientLeft':
      return leave(state, fact, at);
    case 'TransferStarted':
      return {
        ...moved(state, 'transferring-out', at),
        transfer: { toTeamId: fact.toTeamId, areaCode: fact.areaCode, at },
        paused: null,
      };
    case 'TransferRefused':
      return refused(state, fact, at);
    case 'WaitingEnded':
      return { ...state, waiting: null };
    case 'TransferEnded':
      return { ...moved(state, 'enrolled', at), transfer: null };
    case 'TransferredIn':
      return { ...moved(state, 'enrolled', at), teamId: fact.teamId, nurseId: fact.nurseId, transfer: null };
    case 'LossRecorded':
      return lost(state, fact, at);
    case 'ContactNamed':
      return { ...state, contactId: fact.contactId };
    case 'BereavementContactMade':
      return { ...state, bereavedAt: null };
    case 'DeathRecorded':
      return died(state, fact, at);
    case 'DeathTakenBack':
      return takenBack(state, fact, at);
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
  const known = fact.children.map(({ personId, bornOn }) => ({ personId, ...unborn, bornOn }));
  const youngest =
    fact.children
      .map(({ bornOn }) => bornOn)
      .sort()
      .at(-1) ?? null;
  const joining = [...pregnancy, ...known];
  const joins = new Set(joining.map((child) => child.personId));
  // Whom the programme knew before stays hers: a child that left by a door, or one that was lost.
  const before = state.children.filter((child) => !joins.has(child.personId));
  return {
    ...moved(state, 'enrolled', stamp.recordedAt),
    enrolledAt: stamp.happenedAt,
    nurseId: fact.nurseId,
    expectedOn: fact.expectedOn,
    children: [...before, ...joining],
    left: null,
    loss: null,
    beforeLoss: null,
    endsAtMonths: fact.endsAtMonths,
    endsOn: youngest === null ? null : addMonths(youngest, fact.endsAtMonths),
  };
}

/**
 * The first baby goes on in the stream of the pregnancy; each other one has a stream of its own. Born after she has left,
 * each has left by the same door. A baby that was stillborn is mourned as any child is.
 */
function born(state: ClientState, fact: Fact<'BirthTold'>, at: Instant): ClientState {
  const pregnancy = state.children.find((child) => child.personId === fact.babies[0]?.personId);
  const babies = fact.babies.map(({ personId, givenName, bornAlive }) => ({
    personId,
    givenName,
    bornOn: fact.bornOn,
    left: pregnancy?.left ?? null,
    lost: !bornAlive,
  }));
  const others = state.children.filter((child) => child !== pregnancy);
  const after = {
    ...state,
    children: [...others, ...babies],
    endsOn: addMonths(fact.bornOn, state.endsAtMonths),
  };
  return babies.some((baby) => baby.lost) ? afterLoss(after, at) : after;
}

/** A visit ends the row of missed ones before it. One entered late ends only those, and leaves what is planned. */
function visited(state: ClientState, fact: Fact<'VisitRecorded'>): ClientState {
  const { type: _type, note: _note, next, ...visit } = fact;
  const on = londonDate(visit.at);
  const made = visit.clientSeen || visit.childrenSeen.length > 0;
  const ended = (one: MissedVisit) => made && one.on <= on;
  const newest = state.visits.every((known) => known.at <= visit.at);
  return {
    ...state,
    visits: [...state.visits, visit].sort((a, b) => (a.at < b.at ? -1 : 1)),
    missed: state.missed.filter((one) => !ended(one)),
    missedBefore: [...state.missedBefore, ...state.missed.filter(ended)],
    next: next === null && !newest ? state.next : nextOf(next, state),
  };
}

/** A missed visit that is entered after a later one was made counts to those before it. */
function missedOne(state: ClientState, fact: Fact<'VisitMissed'>): ClientState {
  const { visitId, on, why } = fact;
  const later = state.visits.some(
    (visit) => londonDate(visit.at) >= on && (visit.clientSeen || visit.childrenSeen.length > 0),
  );
  const one = { visitId, on, why };
  if (later) return { ...state, missedBefore: [...state.missedBefore, one] };
  const missed = [...state.missed, one].sort((a, b) => (a.on < b.on ? -1 : 1));
  return { ...state, missed, next: nextOf(fact.next, state) };
}

function dialled(state: ClientState, days: number | null, day: CivilDate): Dialled | null {
  const dates = datesOf(state);
  return days === null || dates === null ? null : dialledOn(dates, days, day);
}

function nextOf(at: Instant | null, state: ClientState): ClientState['next'] {
  return at === null ? null : { at, place: state.next?.place ?? 'home' };
}

function leave(state: ClientState, fact: Fact<'ClientLeft'>, at: Instant): ClientState {
  const graduates = fact.door === 'graduation' || fact.door === 'early-graduation';
  return {
    ...moved(state, graduates ? 'graduated' : 'left-early', at),
    left: { door: fact.door, reason: fact.reason, at },
    children: state.children.map((child) => (child.left === null ? { ...child, left: fact.door } : child)),
    paused: null,
    transfer: null,
    next: null,
  };
}

/** No place, or not eligible there: she has moved all the same, so the programme ends for her until a site takes her. */
function refused(state: ClientState, fact: Fact<'TransferRefused'>, at: Instant): ClientState {
  const left = leave(
    state,
    { ...fact, type: 'ClientLeft', reason: 'moved', why: fact.note, areaCode: null },
    at,
  );
  return { ...left, waiting: fact.waitingList ? { teamId: fact.teamId, since: at } : null };
}

/** The children for whom the programme still plans: neither lost nor out by a door. */
export function childrenInProgramme(state: ClientState): readonly ClientChild[] {
  return state.children.filter((child) => child.left === null && !child.lost);
}

/** Whether a child of hers is not born yet, and not lost. */
export function expecting(state: ClientState): boolean {
  return state.children.some((child) => child.bornOn === null && !child.lost);
}

/**
 * What eligibility rests on, as it is recorded of the client now. A child of hers whom the programme knows is an earlier
 * pregnancy of the one that is expected on the given day, whatever was asked at referral (scenario A42).
 */
export function knownOf(state: ClientState, expectedOn = state.known.expectedOn): KnownOfClient {
  const { identity, address, known } = state;
  const own = expectedOn === null ? [] : earlierOf(state, expectedOn);
  const earlier = own.length === 0 ? known.earlier : [...(known.earlier ?? []), ...own];
  return { ...known, expectedOn, earlier, bornOn: identity.bornOn, areaCode: address?.areaCode ?? null };
}

/** A baby born more than half a pregnancy before the expected day is not the one that is expected. */
const anotherPregnancyDays = 140;

function earlierOf({ children }: ClientState, expectedOn: CivilDate): readonly EarlierPregnancy[] {
  const before = addDays(expectedOn, -anotherPregnancyDays);
  return children
    .filter(({ bornOn }) => bornOn !== null && bornOn < before)
    .map(({ left, lost }) => {
      if (lost) return 'other';
      return left === 'removed' ? 'removed-at-birth' : 'raised';
    });
}
