import { earliestBirth, latestBirth, latestExpected } from '../calendar/gestation.ts';
import { addDays, addMonths, type CivilDate, londonDate, sayDate } from '../calendar/time.ts';
import { type Context, today } from '../child/context.ts';
import type { Refusal } from '../language/refusals.ts';
import type { ClientState } from './client-state.ts';

/** A child expected longer ago than this must have been born since. */
const overdueDays = 42;

/** A pregnancy, and the years until a child is at school: nobody is a client of the programme for longer. */
const longestMonths = 12 * 6;

/** Why nothing that is told of a client can have been on a day: the year was mistyped. */
export function longAgoFault(on: CivilDate, context: Context): Refusal | null {
  const first = addMonths(today(context), -longestMonths);
  return on < first ? { code: 'date-outside', detail: `from ${sayDate(first)}` } : null;
}

/** Why a day may not be the expected one: a slip of the year would move every visit, review and reminder with it. */
export function expectedDateFault(expectedOn: CivilDate, context: Context): Refusal | null {
  return outside(expectedOn, addDays(today(context), -overdueDays), latestExpected(today(context)));
}

/** Why a baby of this pregnancy cannot have been born on a day. */
export function birthDayFault(state: ClientState, bornOn: CivilDate, context: Context): Refusal | null {
  if (bornOn > today(context)) return { code: 'happened-in-future' };
  if (state.expectedOn === null) return null;
  return outside(bornOn, earliestBirth(state.expectedOn), latestBirth(state.expectedOn));
}

/** Why a visit, made or missed, cannot have been on a day: the programme did not know her yet, or the day has not come. */
export function visitDayFault(
  { referral, enrolledAt }: ClientState,
  on: CivilDate,
  context: Context,
): Refusal | null {
  if (on > today(context)) return { code: 'happened-in-future' };
  const known = [referral?.at, enrolledAt].flatMap((at) => (at ? [londonDate(at)] : []));
  return unknownThen(known.toSorted()[0], on);
}

/** Why nothing can have happened with her on a day: the programme knows her from a later one. */
export function unknownThen(knownFrom: CivilDate | undefined, on: CivilDate): Refusal | null {
  if (knownFrom === undefined || on >= knownFrom) return null;
  return { code: 'happened-before-she-was-known', detail: `from ${sayDate(knownFrom)}` };
}

/**
 * Why a pause may not be reviewed on a day. Her team goes on answering, so it looks again by the day on which somebody
 * has to have seen each child (row 13), however often she pauses; where that day has passed, tomorrow.
 */
export function pauseReviewFault(
  unseenUntil: CivilDate | null,
  reviewOn: CivilDate,
  context: Context,
): Refusal | null {
  if (reviewOn <= today(context)) return { code: 'review-not-ahead' };
  const tomorrow = addDays(today(context), 1);
  const last = unseenUntil !== null && unseenUntil > tomorrow ? unseenUntil : tomorrow;
  return reviewOn > last ? { code: 'date-outside', detail: `by ${sayDate(last)}` } : null;
}

/** The day that is offered for it: when her next visit would have been due, and tomorrow where that has passed. */
export function reviewOfPause({ deadlines }: ClientState, on: CivilDate): CivilDate {
  const visit = Object.values(deadlines).find(({ kind }) => kind === 'visit');
  const tomorrow = addDays(on, 1);
  return visit?.dueOn && visit.dueOn > tomorrow ? visit.dueOn : tomorrow;
}

function outside(day: CivilDate, first: CivilDate, last: CivilDate): Refusal | null {
  if (day >= first && day <= last) return null;
  return { code: 'date-outside', detail: `${sayDate(first)} to ${sayDate(last)}` };
}
