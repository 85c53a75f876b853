import { civilDate, type DayNumber, weekdayOf } from './civil-date.ts';
import {
  addMinutes,
  type CivilDate,
  dayNumber,
  type Instant,
  instantAt,
  londonClock,
  londonMoment,
  momentNumber,
  type Nation,
} from './time.ts';

/** Bank holidays of each nation. The shipped table is in holidays.ts; a proclaimed day is added as data. */
export type Holidays = Readonly<Record<Nation, ReadonlySet<CivilDate>>>;

/** How long something may take. 'none' means that the table sets no limit there. */
export type Limit =
  | { readonly unit: 'working-days'; readonly n: number }
  | { readonly unit: 'working-hours'; readonly n: number }
  | { readonly unit: 'hours'; readonly n: number }
  | { readonly unit: 'days'; readonly n: number }
  | { readonly unit: 'same-day' }
  | { readonly unit: 'none' };

/** A limit that gives a due time. */
export type TimedLimit = Exclude<Limit, { unit: 'none' }>;

/** Milliseconds since midnight, London. Our judgement, as are the rules of `dueAt`; change them here only. */
const hour = 3_600_000;
const dayStarts = 9 * hour;
const dayEnds = 17 * hour;
const cutOff = 15 * hour;
const midday = 12 * hour;

/** Monday to Friday, bank holidays of that nation apart. */
export function isWorkingDay(day: CivilDate, nation: Nation, holidays: Holidays): boolean {
  return isWorked(dayNumber(day), calendarOf(nation, holidays));
}

/**
 * The n-th working day after that day; with n = 0 the day itself or, if it is no working day, the next. Throws
 * RangeError when n is not a whole number from 0: nothing here counts back.
 */
export function addWorkingDays(day: CivilDate, n: number, nation: Nation, holidays: Holidays): CivilDate {
  return civilDate(workingDayAfter(dayNumber(day), n, calendarOf(nation, holidays)));
}

/** The n-th working day before that day: what a plan counts back from its end. */
export function workingDaysBefore(day: CivilDate, n: number, nation: Nation, holidays: Holidays): CivilDate {
  const calendar = calendarOf(nation, holidays);
  let on = dayNumber(day);
  for (let left = n; left > 0; ) {
    on -= 1;
    if (isWorked(on, calendar)) left -= 1;
  }
  return civilDate(on);
}

/** Working days after a, up to and including b: the inverse of `addWorkingDays`. Negative when b is earlier. */
export function workingDaysBetween(a: CivilDate, b: CivilDate, nation: Nation, holidays: Holidays): number {
  if (b < a) return -workingDaysBetween(b, a, nation, holidays);
  const calendar = calendarOf(nation, holidays);
  const last = dayNumber(b);
  let count = 0;
  for (let on = dayNumber(a) + 1; on <= last; on += 1) {
    if (isWorked(on, calendar)) count += 1;
  }
  return count;
}

/** The holidays of a nation as numbers, and what was reckoned with them already. */
type Calendar = {
  readonly closed: ReadonlySet<DayNumber>;
  /** By the day from which they are counted: 5pm on the n-th working day after it, by n. */
  readonly ends: Map<DayNumber, (Instant | undefined)[]>;
};

const calendars = new WeakMap<ReadonlySet<CivilDate>, Calendar>();

/** Made once for a table of holidays. */
function calendarOf(nation: Nation, holidays: Holidays): Calendar {
  const days = holidays[nation];
  const known = calendars.get(days);
  if (known !== undefined) return known;
  const calendar = { closed: new Set([...days].map(dayNumber)), ends: new Map() };
  calendars.set(days, calendar);
  return calendar;
}

function isWorked(day: DayNumber, { closed }: Calendar): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !closed.has(day);
}

function workingDayAfter(day: DayNumber, n: number, calendar: Calendar): DayNumber {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of working days: ${n}`);
  let on = n === 0 ? day - 1 : day;
  for (let left = Math.max(n, 1); left > 0; ) {
    on += 1;
    if (isWorked(on, calendar)) left -= 1;
  }
  return on;
}

/**
 * When something that began then must be done. The rules, all in London time:
 *
 * - working days: 5pm on the n-th working day after the one it counts from. What begins after 3pm, or on a
 *   day that is not worked, counts from the next working day, so that nobody loses a day to a late arrival.
 * - same day: 5pm that day; begun after 3pm or on a day not worked, midday of the next working day.
 * - working hours: that many hours of 9am to 5pm on working days, with no cut-off.
 * - hours: real hours, nights and weekends included, whatever the clocks do; there is an out-of-hours contact.
 * - days: 5pm on the n-th calendar day after.
 *
 * Exactly 3pm is still before the cut-off.
 */
export function dueAt(from: Instant, limit: TimedLimit, nation: Nation, holidays: Holidays): Instant {
  const calendar = calendarOf(nation, holidays);
  switch (limit.unit) {
    case 'working-days':
      return endOfWorkingDay(startOfCount(from, calendar), limit.n, calendar);
    case 'same-day': {
      const start = startOfCount(from, calendar);
      return instantAt(londonMoment(start, start === londonClock(from).on ? dayEnds : midday));
    }
    case 'working-hours':
      return addWorkingHours(from, limit.n, calendar);
    case 'hours':
      return addMinutes(from, limit.n * 60);
    case 'days':
      return instantAt(londonMoment(londonClock(from).on + limit.n, dayEnds));
  }
}

/**
 * When a step of the ladder is reached, counted from the due time. As `dueAt`, but without the afternoon
 * cut-off: most due times are 5pm, and a cut-off made for late arrivals would cost each of them a day.
 */
export function stepAt(due: Instant, offset: TimedLimit, nation: Nation, holidays: Holidays): Instant {
  if (offset.unit !== 'working-days') return dueAt(due, offset, nation, holidays);
  return endOfWorkingDay(londonClock(due).on, offset.n, calendarOf(nation, holidays));
}

/** Due times are counted from some days of now; beyond so many, the oldest are of days gone by. */
const mostDaysKept = 2000;

/**
 * 5pm on the n-th working day after. Whatever falls due by working days from one day has the same answers, so they are
 * kept: a command works out some twenty, and a schedule's ladder goes sixty working days on.
 */
function endOfWorkingDay(day: DayNumber, n: number, calendar: Calendar): Instant {
  const ends = endsAfter(day, calendar);
  const known = ends[n];
  if (known !== undefined) return known;
  const end = instantAt(londonMoment(workingDayAfter(day, n, calendar), dayEnds));
  ends[n] = end;
  return end;
}

function endsAfter(day: DayNumber, { ends }: Calendar): (Instant | undefined)[] {
  const known = ends.get(day);
  if (known !== undefined) return known;
  if (ends.size >= mostDaysKept) ends.clear();
  const none: Instant[] = [];
  ends.set(day, none);
  return none;
}

/** The working day from which something that began then is counted. */
export function startingDay(from: Instant, nation: Nation, holidays: Holidays): CivilDate {
  return civilDate(startOfCount(from, calendarOf(nation, holidays)));
}

function startOfCount(from: Instant, calendar: Calendar): DayNumber {
  const { on, clock } = londonClock(from);
  return workingDayAfter(on, isWorked(on, calendar) && clock > cutOff ? 1 : 0, calendar);
}

function addWorkingHours(from: Instant, n: number, calendar: Calendar): Instant {
  const begun = londonClock(from);
  let on = begun.on;
  let opens = begun.clock < dayStarts ? londonMoment(on, dayStarts) : momentNumber(from);
  let left = n * hour;
  for (;;) {
    const room = isWorked(on, calendar) ? londonMoment(on, dayEnds) - opens : 0;
    if (room >= left) return instantAt(opens + left);
    left -= Math.max(room, 0);
    on = workingDayAfter(on, 1, calendar);
    opens = londonMoment(on, dayStarts);
  }
}
