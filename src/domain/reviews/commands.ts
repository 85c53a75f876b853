import type { CivilDate } from '../calendar/time.ts';
import type { Level } from '../language/words.ts';
import type { ReviewOutcome } from './facts.ts';

/** Commands on a child's reviews and its level of service. */
export type ReviewCommand =
  | {
      readonly type: 'record-review';
      readonly code: string;
      readonly outcome: ReviewOutcome;
      readonly on: CivilDate;
      /** Who did it, in words. For a review from before the child was known here, the service that did it. */
      readonly by: string;
      readonly childSeen: boolean;
      readonly note: string;
    }
  /** The supervisor has looked at the reviews to which the child was not brought. */
  | { readonly type: 'review-missed-reviews'; readonly decision: string }
  | { readonly type: 'change-level'; readonly level: Level; readonly reason: string };
