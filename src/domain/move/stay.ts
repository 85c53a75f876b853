import { addDays, type CivilDate, type Instant } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { MoveCommand } from './commands.ts';

/**
 * A short stay elsewhere, hotel after hotel counted as one: the team that holds the child keeps it, with visiting there
 * agreed, and looks again each week (Annex B row 18, Tees "less than 15 days"; scenario A26). No ping-pong: a second
 * place does not begin the count anew.
 */
export type Stay = {
  readonly since: Instant;
  readonly reviewedAt: Instant;
  readonly reviewOn: CivilDate;
  /** Who visits there meanwhile, as it is agreed. */
  readonly cover: string;
};

export const stayOutcomes = ['goes-on', 'returned', 'lives-there'] as const;
export type StayOutcome = (typeof stayOutcomes)[number];

export const stayOutcomeWords: Readonly<Record<StayOutcome, string>> = {
  'goes-on': 'The stay goes on',
  returned: 'The family is back',
  'lives-there': 'The family lives there now',
};

/** A fact of the weekly look at a short stay. */
export type StayFact = {
  readonly type: 'StayReviewed';
  readonly outcome: StayOutcome;
  readonly reviewOn: CivilDate | null;
  readonly cover: string;
  readonly note: string;
};

/** The most days until the next look (Annex B row 18, "review weekly"). */
const mostDaysToReview = 7;

/** Why a day will not do for the next look at a stay; null when it will. */
export function reviewDayFault(reviewOn: CivilDate | null, context: Context): Decision | null {
  if (reviewOn === null) return refuse('reason-missing', 'The date of the review');
  const now = today(context);
  return reviewOn < now || reviewOn > addDays(now, mostDaysToReview) ? refuse('stay-review-weekly') : null;
}

/**
 * Judges the weekly look at a stay. Saying that the family lives there now does not prepare the handover: preparing it
 * stays owed, by its own clock.
 */
export function reviewStay(
  command: Extract<MoveCommand, { type: 'review-stay' }>,
  child: ChildState,
  context: Context,
): Decision {
  const { type: _type, ...review } = command;
  if (!child.stay) return refuse('no-stay');
  if (review.note === '') return refuse('reason-missing');
  const wrong = review.outcome === 'goes-on' ? reviewDayFault(review.reviewOn, context) : null;
  if (wrong) return wrong;
  // Who visits there goes on doing so until somebody else is named.
  const cover = review.cover || child.stay.cover;
  if (review.outcome === 'goes-on' && cover === '') return refuse('stay-needs-cover');
  return accept({ type: 'StayReviewed', ...review, cover });
}
