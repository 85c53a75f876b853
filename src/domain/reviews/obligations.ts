import { londonDate, londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import type { PlannedReview } from './schedule.ts';

/**
 * The reviews that are owed: each that is not done and not declined, on the list of the team that answers for the child,
 * and on no other. One whose last day had gone before any service of the network knew the child is shown as not known,
 * and owed by nobody (scenario A48).
 */
export function reviewObligations(
  state: ChildState,
  schedule: readonly PlannedReview[],
  column: Column,
): readonly Obligation[] {
  if (state.care.status !== 'in-care') return [];
  const { holder, knownSince } = state.care;
  return schedule
    .filter((review) => review.dueOn >= londonDate(knownSince) && !settled(state, review.code))
    .map((review) => {
      const owed = {
        key: `review/${holder.teamId}/${review.code}`,
        kind: 'review',
        column,
        ownerTeamId: holder.teamId,
        otherTeamId: null,
        handoverId: null,
      } as const;
      const born = state.identity.bornOn;
      // Annex B row 28: by day 14, by day 10 when urgent.
      if (review.code === 'new-birth' && born !== null)
        return { ...owed, row: '28', from: londonInstant(born, 0) };
      return { ...owed, row: 'H7', from: londonInstant(review.opensOn, 0), dueOn: review.dueOn };
    });
}

function settled(state: ChildState, code: string): boolean {
  return state.reviews.some((review) => review.code === code && review.outcome !== 'missed');
}
