import { londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
import { claimsOn } from './owed.ts';
import type { PlannedReview } from './schedule.ts';

/** The reviews that are owed, each by the team that answers for the child (HCP). */
export function reviewObligations(
  state: ChildState,
  schedule: readonly PlannedReview[],
  column: Column,
): readonly Obligation[] {
  const { care } = state;
  if (care.status !== 'in-care') return [];
  const owe = owing(care.holder.teamId, column);
  const { bornOn } = state.identity;
  return claimsOn(state, schedule).flatMap(({ review: { code, opensOn, dueOn }, claim }) => {
    // Made good at the first visit to a child that has just arrived (Annex B row 11).
    if (claim === 'catch-up') return [owe('review', '11', care.knownSince, code)];
    if (claim !== 'owed') return [];
    // Annex B row 28: by day 14, by day 10 when urgent. The clock starts at birth, whoever has the child (scenario A9).
    if (code === 'new-birth' && bornOn !== null) return [owe('review', '28', londonInstant(bornOn, 0), code)];
    // A day that the schedule gives is the same in every column.
    return [owe('review', 'H7', londonInstant(opensOn, 0), code, { column: 'routine', dueOn })];
  });
}

/** The key of the deadline of a review that a team owes. */
export function reviewKey(teamId: string, code: string): string {
  return `review/${teamId}/${code}`;
}

/** The code of the review that a deadline is about. */
export function codeOfKey(key: string): string {
  return key.split('/')[2] ?? '';
}
