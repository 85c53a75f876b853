import { leadWhoLooks } from '../access/presence.ts';
import { londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, holderOf } from '../child/state.ts';
import { missedBeforeReview } from '../escalation/missed.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
import { signalled } from '../move/signal.ts';
import type { ReviewCommand } from './commands.ts';
import type { RecordedReview } from './facts.ts';

/**
 * The reviews to which the child was not brought, one after the other, since it was last seen and since the supervisor
 * last looked at them. A review that the mother declined is not missed.
 */
function missedInARow(child: ChildState): readonly RecordedReview[] {
  const { reviews, lastSeenOn, missedReviewsLookedAt = 0 } = child;
  return reviews
    .slice(missedReviewsLookedAt)
    .filter(({ outcome, on }) => outcome === 'missed' && (lastSeenOn === null || on > lastSeenOn));
}

/** What a missed review asks of the team that answers: its supervisor looks at it, as at missed visits (row 19). */
export function missedReviewObligations(child: ChildState, column: Column): readonly Obligation[] {
  const { care } = child;
  const reached = missedInARow(child)[missedBeforeReview[column] - 1];
  if (care.status !== 'in-care' || !reached) return [];
  const owe = owing(care.holder.teamId, column);
  const { code, on } = reached;
  return [owe('review-missed-reviews', '19', londonInstant(on, 12 * 60), `${code}/${on}`)];
}

/**
 * Missed reviews are also a signal, as missed visits are: somebody asks where the child sleeps (promise P6). It is
 * raised once for a row of them, when the supervisor's look comes to be owed: by the review that was missed, or by what
 * was learned of the child since.
 */
export function signalOfMissed(
  before: ChildState,
  after: ChildState,
  columnOf: (child: ChildState) => Column,
  context: Context,
): readonly ChildFact[] {
  const missed = missedInARow(after);
  const last = missed.at(-1);
  const owed = (child: ChildState) => missedReviewObligations(child, columnOf(child)).length > 0;
  if (!last || owed(before) || !owed(after)) return [];
  const says = `${missed.length === 1 ? 'A review' : `${missed.length} reviews in a row`} missed: the child was not brought, or nobody was in`;
  const received = {
    enquiryId: `missed-review-${after.enquiries.length + 1}`,
    otherTeamId: holderOf(after)?.teamId ?? '',
    signal: {
      source: 'missed-visits',
      messageId: null,
      effectiveAt: londonInstant(last.on, 12 * 60),
      says,
      lines: [],
      postcode: null,
      areaCode: null,
    },
  } as const;
  return signalled(after, received, context);
}

/** The supervisor has looked at the missed reviews, and says what is done. What is missed after that counts anew. */
export function lookAtMissed(
  { decision }: Extract<ReviewCommand, { type: 'review-missed-reviews' }>,
  child: ChildState,
  context: Context,
): Decision {
  const lead = leadWhoLooks(context);
  if (lead) return refuse('not-allowed', lead.name);
  if (missedInARow(child).length === 0) return refuse('no-missed-reviews');
  return decision === '' ? refuse('reason-missing') : accept({ type: 'MissedReviewsLookedAt', decision });
}
