import { type CivilDate, daysBetween, type Instant, londonDate } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import type { Directory } from '../directory/directory.ts';
import type { RecordedReview } from './facts.ts';
import { reviewKey } from './obligations.ts';
import { claimsOn, type ReviewedChild } from './owed.ts';
import { scheduleFor } from './schedule.ts';

/** What a person is told of one review on a day. */
export const reviewStandings = [
  'overdue',
  'due',
  'coming',
  'done',
  'declined',
  'not-known',
  'not-offered-here',
  'not-before-birth',
  'stopped',
  'outside',
] as const;
export type ReviewStandingName = (typeof reviewStandings)[number];

export const reviewStandingWords: Readonly<Record<ReviewStandingName, string>> = {
  overdue: 'Overdue',
  due: 'Due now',
  coming: 'Not due yet',
  done: 'Done',
  declined: 'Declined by the parent',
  'not-known': 'Not known here: its last day had gone before the child was known',
  'not-offered-here': 'Its last day had gone before the child came to this area',
  'not-before-birth': 'Not recorded before the birth',
  stopped: 'Stopped after a loss or a death',
  outside: 'With the team outside the network',
};

/** One review of a child as it stands on a day. The days are null for one that no rule of the present area gives. */
export type ReviewStanding = {
  readonly code: string;
  readonly words: string;
  readonly mandated: boolean;
  readonly opensOn: CivilDate | null;
  readonly dueOn: CivilDate | null;
  readonly standing: ReviewStandingName;
  /** Made good after arrival, by the time limit of the first visit (scenario A48). */
  readonly catchUp: boolean;
  /** The record that settled it; for one that is still owed, how often it was missed. */
  readonly record: RecordedReview | null;
  readonly missed: readonly RecordedReview[];
};

/** The parts of a child's state from which a list of its reviews is made. */
export type ListedReviews = ReviewedChild & Pick<ChildState, 'deadlines' | 'stopped'>;

/** Every review of a child on that day, in the order of their days: one list of what is due, done, declined and missed. */
export function reviewsOn(
  child: ListedReviews,
  directory: Directory,
  now: Instant,
): readonly ReviewStanding[] {
  const today = londonDate(now);
  const planned = claimsOn(child, scheduleFor(child, directory)).map(({ review, claim }): ReviewStanding => {
    const { code, words, mandated, opensOn } = review;
    const records = child.reviews.filter((recorded) => recorded.code === code);
    const record = records.find((recorded) => recorded.outcome !== 'missed') ?? null;
    const deadline =
      child.care.status === 'in-care' && child.deadlines[reviewKey(child.care.holder.teamId, code)];
    // The time limits may be stricter than the schedule: row 28 when urgent, or what an area has set.
    const dueOn = deadline ? londonDate(deadline.dueAt) : review.dueOn;
    const settled = record === null ? null : record.outcome === 'declined' ? 'declined' : 'done';
    const overdue = deadline ? deadline.dueAt <= now : dueOn < today;
    const open = overdue ? 'overdue' : opensOn <= today ? 'due' : 'coming';
    return {
      code,
      words,
      mandated,
      opensOn,
      dueOn,
      standing: settled ?? (child.stopped ? 'stopped' : unsettled(claim, open)),
      catchUp: claim === 'catch-up',
      record,
      missed: records.filter((recorded) => recorded.outcome === 'missed'),
    };
  });
  return [...elsewhere(child, planned), ...planned];
}

function unsettled(
  claim: ReturnType<typeof claimsOn>[number]['claim'],
  open: 'overdue' | 'due' | 'coming',
): ReviewStandingName {
  switch (claim) {
    case 'owed':
    case 'catch-up':
    case 'settled':
      return open;
    case 'lapsed':
      return 'not-before-birth';
    case 'not-known':
      return 'not-known';
    case 'before-us':
      return 'not-offered-here';
    case 'outside':
      return 'outside';
  }
}

/** Recorded under the rules of another area, or under rules that have ended: what was done stays told. */
function elsewhere(child: ListedReviews, planned: readonly ReviewStanding[]): readonly ReviewStanding[] {
  const known = new Set(planned.map((one) => one.code));
  return child.reviews
    .filter((record) => record.outcome !== 'missed' && !known.has(record.code))
    .map((record) => ({
      code: record.code,
      words: record.words,
      mandated: false,
      opensOn: null,
      dueOn: null,
      standing: record.outcome === 'declined' ? 'declined' : 'done',
      catchUp: false,
      record,
      missed: [],
    }));
}

/** The clock of the child, beside the clock of a handover: the next review, and the days since anybody saw the child. */
export type ChildClock = {
  readonly next: ReviewStanding | null;
  /** Null for a child never seen. */
  readonly daysUnseen: number | null;
};

/** Reads the child's clock. What is overdue comes before what is due, and that before what is still to come. */
export function childClock(
  reviews: readonly ReviewStanding[],
  lastSeenOn: CivilDate | null,
  now: Instant,
): ChildClock {
  const owed = reviews.filter(({ standing }) => ['overdue', 'due', 'coming'].includes(standing));
  const [next = null] = owed.toSorted((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1));
  return { next, daysUnseen: lastSeenOn === null ? null : daysBetween(lastSeenOn, londonDate(now)) };
}
