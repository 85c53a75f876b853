import { type CivilDate, londonDate } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import { releaseOf } from '../handover/facts.ts';
import type { PlannedReview } from './schedule.ts';

/** The part of a child's state from which its reviews follow. */
export type ReviewedChild = Pick<ChildState, 'identity' | 'care' | 'reviews' | 'handovers' | 'cameBy'>;

/**
 * How one review of a schedule stands, whatever day it is:
 * - `owed` by the team that answers for the child, and by no other;
 * - `catch-up`: its last day had gone when the child became known, and it is made good (scenario A48);
 * - `settled`: done or declined;
 * - `lapsed`: the birth has passed an antenatal review;
 * - `not-known`: its last day had gone before the child was known here, and a later review takes its place;
 * - `before-us`: a local contact whose last day had gone before a team of that area held the child;
 * - `outside`: the child is held outside the network, by whose schedule it goes.
 */
export type Claim = 'owed' | 'catch-up' | 'settled' | 'lapsed' | 'not-known' | 'before-us' | 'outside';

/** How each review of the schedule stands for this child. */
export function claimsOn(
  child: ReviewedChild,
  schedule: readonly PlannedReview[],
): readonly { readonly review: PlannedReview; readonly claim: Claim }[] {
  const madeGood = catchUp(child, schedule);
  return schedule.map((review) => ({ review, claim: claimOn(review, child, madeGood) }));
}

function claimOn(review: PlannedReview, child: ReviewedChild, madeGood: string | null): Claim {
  const { care } = child;
  if (isSettled(child, review.code)) return 'settled';
  if (review.lapsed) return 'lapsed';
  if (care.status !== 'in-care' || care.holder.outsideName !== null) return 'outside';
  if (review.dueOn < londonDate(care.knownSince)) return review.code === madeGood ? 'catch-up' : 'not-known';
  return !review.mandated && review.dueOn < heldHereSince(child, care.knownSince) ? 'before-us' : 'owed';
}

/** The mandated review of a child that has its last day next, from a day on. */
export function nextMandated(
  child: ReviewedChild,
  schedule: readonly PlannedReview[],
  from: CivilDate,
): PlannedReview | null {
  const owed = claimsOn(child, schedule).filter(
    ({ review, claim }) => claim === 'owed' && review.mandated && review.dueOn >= from,
  );
  return owed.map(({ review }) => review).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0] ?? null;
}

/** A review is settled when it was done or declined; one that was missed stays due. */
export function isSettled(child: Pick<ChildState, 'reviews'>, code: string): boolean {
  return child.reviews.some((review) => review.code === code && review.outcome !== 'missed');
}

/**
 * A child that arrives between two reviews makes the last of those before it good (scenario A48). Not one of a caseload
 * file: those were this service's children already, and what the file does not say is not known, not overdue.
 */
function catchUp(child: ReviewedChild, schedule: readonly PlannedReview[]): string | null {
  const { care } = child;
  if (care.status !== 'in-care' || child.cameBy === 'caseload') return null;
  const known = londonDate(care.knownSince);
  const mandated = schedule.filter((review) => review.mandated && !review.lapsed);
  if (mandated.some((review) => review.opensOn <= known && known <= review.dueOn)) return null;
  return mandated.findLast((review) => review.dueOn < known)?.code ?? null;
}

/** The day on which the present team came to hold the child; naming another practitioner in it does not count. */
function heldHereSince(child: ReviewedChild, knownSince: string): CivilDate {
  const passed = child.handovers.findLast((handover) => releaseOf(handover) !== null);
  return londonDate((passed && releaseOf(passed)?.at) ?? knownSince);
}
