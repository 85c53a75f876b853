import { anotherPregnancyDays } from '../calendar/gestation.ts';
import { addDays, type CivilDate, type Instant } from '../calendar/time.ts';
import type { EarlierPregnancy } from '../directory/directory.ts';
import type { Deadline } from '../escalation/obligation.ts';
import type { Address } from '../responsibility/facts.ts';
import type {
  AskedChild,
  ClientIdentity,
  Loss,
  MissedVisit,
  Referrer,
  Visit,
  VisitPlace,
} from './client-facts.ts';
import type { Door } from './doors.ts';
import type { Eligibility } from './eligibility.ts';
import { type KnownOfClient, nothingAsked, type ReferralFacts } from './known.ts';
import type { ClientStatus, LeavingReason, PauseReason } from './statuses.ts';
import type { Dialled } from './visit-schedule.ts';

/** A child of the client as the programme counts it: born or not yet, in the programme, or out by a door. */
export type ClientChild = {
  readonly personId: string;
  readonly bornOn: CivilDate | null;
  readonly givenName: string;
  readonly left: Door | null;
  /** The area to which it went by that door, where it is not that of its address; absent where nobody said so. */
  readonly leftFor?: string;
  readonly lost: boolean;
};

/** Where a client stands in the programme, with the pause, the transfer and the visit that belong to it. */
export type Stood = {
  readonly status: ClientStatus;
  readonly paused: ClientState['paused'];
  readonly transfer: ClientState['transfer'];
  readonly next: ClientState['next'];
};

/** The days on which the programme was paused; it still is while no day ends them. */
export type Pause = { readonly from: CivilDate; readonly until: CivilDate | null };

/** What was asked of a child's own record and refused there, why the last time, and since when it waits for a person. */
export type RefusedByChild = Pick<AskedChild, 'childId' | 'asks'> & {
  readonly says: string;
  readonly since: Instant;
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
  /** The day on which her record began here, of a client who was in the programme before: absent of every other one. */
  readonly keptSince?: CivilDate;
  readonly eligibility: (Eligibility & { readonly at: Instant }) | null;
  readonly offeredAt: Instant | null;
  readonly enrolledAt: Instant | null;
  readonly nurseId: string | null;
  /** Since when she has been that nurse’s; null without one. */
  readonly nurseSince: Instant | null;
  /** When a nurse of hers was last found to be gone, and nobody named in her place; whoever is named since is `nurseId`. */
  readonly nurseGoneAt?: Instant;
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
  /** Every pause there was, oldest first: no visit is expected from its first day until the day on which she went on. */
  readonly pauses: readonly Pause[];
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
  readonly transfer: {
    readonly toTeamId: string;
    readonly areaCode: string;
    readonly at: Instant;
    /** The bulk handover that sends her there; absent where she moves by herself. */
    readonly bulkId?: string;
    /** The pause in which she was when it began, and is again where she stays; absent where she was not paused. */
    readonly paused?: NonNullable<ClientState['paused']>;
  } | null;
  /** The site that had no place for her and keeps her on its waiting list. */
  readonly waiting: { readonly teamId: string; readonly since: Instant } | null;
  readonly loss: { readonly loss: Loss; readonly on: CivilDate; readonly at: Instant } | null;
  /** What a child's own record has refused and nobody has dealt with yet, oldest first; absent where there is nothing. */
  readonly refused?: readonly RefusedByChild[];
  readonly contactId: string | null;
  /** The same of whoever kept in touch with her. */
  readonly contactGoneAt?: Instant;
  /** A loss or a death after which the named contact has not been in touch yet. */
  readonly bereavedAt: Instant | null;
  /** Where she stood before a loss ended the programme for her, and before her death: there she stands again if it was recorded in error. */
  readonly beforeLoss: Stood | null;
  readonly beforeDeath: Stood | null;
  /** A message has said that she has died, and no named person has answered it yet; absent otherwise. */
  readonly deathReported?: { readonly at: Instant; readonly messageId: string | null };
  /** Since when it is to be reviewed whether she goes on in the programme; absent while nothing asks for it. */
  readonly continuing?: { readonly since: Instant };
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
  nurseSince: null,
  weight: 1,
  expectedOn: null,
  children: [],
  endsAtMonths: 24,
  endsOn: null,
  paused: null,
  pauses: [],
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

/** The children for whom the programme still plans: neither lost nor out by a door. */
export function childrenInProgramme(state: ClientState): readonly ClientChild[] {
  return state.children.filter((child) => child.left === null && !child.lost);
}

/** The day of birth of the youngest who is born; null where none is. */
export function youngestBornOn(children: readonly Pick<ClientChild, 'bornOn'>[]): CivilDate | null {
  return (
    children
      .flatMap(({ bornOn }) => bornOn ?? [])
      .sort()
      .at(-1) ?? null
  );
}

/** The child whom she expects: of two pregnancies, the birth of the first of which nobody told, the later one. */
export function expectedChild(state: ClientState): ClientChild | undefined {
  return state.children.findLast((child) => child.bornOn === null && !child.lost);
}

/** Whether visits were missed that the supervisor has to look at. */
export function owesMissedReview({ deadlines }: ClientState): boolean {
  return Object.values(deadlines).some(({ kind }) => kind === 'review-missed-visits');
}

/** Whether a child of hers is not born yet, and not lost. */
export function expecting(state: ClientState): boolean {
  return expectedChild(state) !== undefined;
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

function earlierOf({ children }: ClientState, expectedOn: CivilDate): readonly EarlierPregnancy[] {
  const before = addDays(expectedOn, -anotherPregnancyDays);
  return children
    .filter(({ bornOn }) => bornOn !== null && bornOn < before)
    .map(({ left, lost }) => {
      if (lost) return 'other';
      return left === 'removed' ? 'removed-at-birth' : 'raised';
    });
}
