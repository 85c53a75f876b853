import type { CivilDate, Instant } from '../calendar/time.ts';
import type { Level } from '../language/words.ts';

export const reviewOutcomes = ['done', 'declined', 'missed'] as const;
/**
 * What became of a review. Missed: offered and the child was not brought, or nobody was in. A missed review stays due
 * until it is done or declined; done and declined settle it.
 */
export type ReviewOutcome = (typeof reviewOutcomes)[number];

export const reviewOutcomeWords: Readonly<Record<ReviewOutcome, string>> = {
  done: 'Done',
  declined: 'Declined by the parent',
  missed: 'Missed: not brought, or nobody in',
};

/** Facts about a child's reviews, and about its level of service outside a handover. */
export type ReviewFact =
  | {
      readonly type: 'ReviewRecorded';
      readonly code: string;
      /** What the review was called: a local contact's rule may have ended when somebody reads this. */
      readonly words: string;
      readonly outcome: ReviewOutcome;
      readonly on: CivilDate;
      readonly by: string;
      readonly childSeen: boolean;
      readonly note: string;
    }
  | { readonly type: 'MissedReviewsLookedAt'; readonly decision: string }
  | { readonly type: 'LevelChanged'; readonly level: Level; readonly reason: string };

/** A review as it was recorded, newest last. */
export type RecordedReview = {
  readonly code: string;
  readonly words: string;
  readonly outcome: ReviewOutcome;
  readonly on: CivilDate;
  readonly by: string;
  readonly teamId: string;
};

/** One change of the level of service, with its reason and who decided. */
export type LevelChange = {
  readonly level: Level;
  readonly reason: string;
  readonly at: Instant;
  readonly by: string;
};

/** A review that was settled before the child was known here, as a caseload file tells it. */
export type KnownReview = {
  readonly code: string;
  readonly outcome: Exclude<ReviewOutcome, 'missed'>;
  readonly on: CivilDate;
};
