import type { CivilDate, Instant } from '../calendar/time.ts';

/**
 * The last day of the team that holds a child, kept on the child itself: what Annex B row 29 asks before it is owed for
 * each child (scenario A31). Null lifts it: the service goes on after all.
 */
export type LastDayFact = {
  readonly type: 'LastDaySet';
  readonly bulkId: string;
  readonly lastDay: CivilDate | null;
  /** The days by which the child is to be accepted and to have passed, counted back in working days of that nation. */
  readonly acceptedBy: CivilDate | null;
  readonly passedBy: CivilDate | null;
  readonly why: string;
};

/** Stands for the team that held the child when it was set: once the child has passed, nothing is owed by it. */
export type LastDay = {
  readonly bulkId: string;
  readonly teamId: string;
  readonly lastDay: CivilDate;
  readonly acceptedBy: CivilDate;
  readonly passedBy: CivilDate;
  readonly at: Instant;
};

export type SetLastDay = {
  readonly type: 'set-last-day';
  readonly bulkId: string;
  readonly lastDay: CivilDate | null;
  readonly why: string;
};

/** In place of a bulk handover's id, where the directory set the day and no plan for the whole team did. */
export const directorysPlan = 'directory';

/** The child's last day with a team after one more fact. */
export function evolveLastDay(fact: LastDayFact, teamId: string, at: Instant): LastDay | null {
  const { bulkId, lastDay, acceptedBy, passedBy } = fact;
  if (lastDay === null || acceptedBy === null || passedBy === null) return null;
  return { bulkId, teamId, lastDay, acceptedBy, passedBy, at };
}
