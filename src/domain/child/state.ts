import type { LastDay } from '../bulk/last-day.ts';
import type { CivilDate, Instant } from '../calendar/time.ts';
import type { Deadline } from '../escalation/obligations.ts';
import { type Family, nobodyAsked } from '../family/facts.ts';
import { type Handover, isOpen, releaseOf } from '../handover/facts.ts';
import type { TakeOnReason } from '../language/words.ts';
import type { Missing } from '../missing/facts.ts';
import type { Claim, Enquiry } from '../move/facts.ts';
import type { Stay } from '../move/stay.ts';
import type { Awaited, InProgramme, Stopped } from '../programme/child-facts.ts';
import type { Address, Care, Gp, Hold, Holder, Identity } from '../responsibility/facts.ts';
import type { LevelChange, RecordedReview } from '../reviews/facts.ts';
import { type Circumstances, nothingKnown } from '../risk/circumstances.ts';

/** All that is true of one child now: the fold of its facts, and nothing else. */
export type ChildState = {
  readonly identity: Identity;
  readonly address: Address | null;
  readonly gp: Gp | null;
  /** When the practice became this one, where it was another before; absent before that. */
  readonly gpKnownAt?: Instant;
  readonly circumstances: Circumstances;
  /** The day on which somebody looked last at each danger to the child, by its id. */
  readonly dangersLookedAt: Readonly<Record<string, CivilDate>>;
  readonly care: Care;
  readonly handovers: readonly Handover[];
  readonly enquiries: readonly Enquiry[];
  readonly claims: readonly Claim[];
  readonly deadlines: Readonly<Record<string, Deadline>>;
  readonly lastSeenOn: CivilDate | null;
  /** The newest sightings, oldest first: what is left when one of them turns out to be false. */
  readonly sightings: readonly Sighting[];
  /**
   * Days on which the child was first recorded as seen and then as not seen. What another record, such as its mother's
   * visits, says of such a day is no sighting.
   */
  readonly notSeenOn?: readonly CivilDate[];
  /** How the child became known; null before that. */
  readonly cameBy: TakeOnReason | null;
  /** The newest effective time of an address that is known, so that an older message never undoes a newer one. */
  readonly addressKnownAt: Instant | null;
  /** Reviews as they were recorded, oldest first. What is due follows from them, the dates and the rules. */
  readonly reviews: readonly RecordedReview[];
  /**
   * How many of the recorded reviews there were when the supervisor last looked at missed ones; absent before the first
   * look.
   */
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
  /**
   * Who of the child death review was told of its death, and when; absent before, and again once the death is taken
   * back.
   */
  readonly deathReview?: { readonly whom: string; readonly at: Instant };
  /** What was passed from an earlier record that is sealed, oldest first; absent where nothing was. */
  readonly earlierHealth?: readonly EarlierHealth[];
  /** Present while a legal hold stands. */
  readonly hold?: Hold;
  /** The record in which the child goes on, of which this one was found to be a duplicate, and whether that still stands. */
  readonly duplicateOf?: { readonly personId: string; readonly stands: boolean };
  /** Records that ended as duplicates of this one. */
  readonly duplicates?: readonly string[];
  /** Set while the team that holds the child has a last day (scenario A31). */
  readonly lastDay: LastDay | null;
};

/**
 * A day on which the child was seen face to face: when that was recorded; by which handover, where the sighting was
 * that handover's own; and at which review.
 */
export type Sighting = {
  readonly on: CivilDate;
  readonly recordedAt: Instant;
  readonly handoverId: string | null;
  readonly review?: string;
};

/** A summary that came by the designated route, with the two who answer for it. */
export type EarlierHealth = {
  readonly text: string;
  readonly signedBy: string;
  readonly agreedBy: string;
  readonly at: Instant;
};

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
  dangersLookedAt: {},
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

/** The holder now, or null when the child is not in care. */
export function holderOf(state: ChildState): Holder | null {
  return state.care.status === 'in-care' ? state.care.holder : null;
}

/**
 * A team outside the network has nobody here to act: the team that handed the child over to it keeps the record, chases by
 * telephone and owes what is owed. Null where the holder is one of ours.
 */
export function keptByTeam({ care, handovers }: ChildState): string | null {
  if (care.status === 'unknown') return null;
  const holder = care.status === 'in-care' ? care.holder : care.lastHolder;
  if (holder.outsideName === null) return null;
  return handovers.findLast((handover) => releaseOf(handover) !== null)?.releasingTeamId ?? null;
}

/** The handover that is still before its release point, if any: there is at most one. */
export function openBeforeRelease(state: ChildState): Handover | null {
  return state.handovers.find((handover) => isOpen(handover) && releaseOf(handover) === null) ?? null;
}

/** The handover that is open after its release point, if any. */
export function openAfterRelease(state: ChildState): Handover | null {
  return state.handovers.find((handover) => isOpen(handover) && releaseOf(handover) !== null) ?? null;
}

/** A handover of this child by its id, open or over. */
export function findHandover(state: ChildState, handoverId: string): Handover | null {
  return state.handovers.find((handover) => handover.handoverId === handoverId) ?? null;
}
