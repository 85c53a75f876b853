import type { Instant } from '../calendar/time.ts';
import type { Column, RowId } from '../calendar/time-limits.ts';
import type { Obligation, ObligationKind } from './obligation.ts';

type More = Partial<Pick<Obligation, 'column' | 'dueOn' | 'otherTeamId'>>;

/** One thing owed: its kind, the row that sets its time, since when, and the mark that tells it from another of its kind. */
export type Owe = (kind: ObligationKind, row: RowId, from: Instant, mark: string, more?: More) => Obligation;

/** What one team owes outside a handover, by that column unless it is said otherwise. */
export function owing(ownerTeamId: string, column: Column): Owe {
  return (kind, row, from, mark, more) => ({
    key: `${kind}/${ownerTeamId}/${mark}`,
    kind,
    row,
    column,
    from,
    ownerTeamId,
    otherTeamId: null,
    handoverId: null,
    ...more,
  });
}
