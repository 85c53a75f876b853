import { londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { claimsOn } from './owed.ts';
import type { PlannedReview } from './schedule.ts';

/** The reviews that are owed, each by the team that answers for the child (domain.md, section 6). */
export function reviewObligations(
  state: ChildState,
  schedule: readonly PlannedReview[],
  column: Column,
): readonly Obligation[] {
  const { care } = state;
  if (care.status !== 'in-care') return [];
  return claimsOn(state, schedule).flatMap(({ review, claim }): readonly Obligation[] => {
    const owed = {
      key: reviewKey(care.holder.teamId, review.code),
      kind: 'review',
      ownerTeamId: care.holder.teamId,
      otherTeamId: null,
      handoverId: null,
    } as const;
    // Made good at the first visit to a child that has just arrived: Annex B row 11.
    if (claim === 'catch-up') return [{ ...owed, row: '11', column, from: care.knownSince }];
    if (claim !== 'owed') return [];
    const born = state.identity.bornOn;
    // Annex B row 28: by day 14, by day 10 when urgent. The clock starts at birth, whoever has the child (scenario A9).
    if (review.code === 'new-birth' && born !== null)
      return [{ ...owed, row: '28', column, from: londonInstant(born, 0) }];
    // A day that the schedule gives is the same in every column.
    return [
      {
        ...owed,
        row: 'H7',
        column: 'routine',
        from: londonInstant(review.opensOn, 0),
        dueOn: review.dueOn,
      },
    ];
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
