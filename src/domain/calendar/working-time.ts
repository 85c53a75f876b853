import {
  addDays,
  addMinutes,
  type CivilDate,
  civilDate,
  dayNumber,
  type Instant,
  londonDate,
  londonInstant,
  londonMinutes,
  type Nation,
  weekdayOf,
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

/** Minutes since midnight, London. Our judgement, as are the rules of `dueAt`; change them here only. */
const dayStarts = 9 * 60;
const dayEnds = 17 * 60;
const cutOff = 15 * 60;
const midday = 12 * 60;

/** Monday to Friday, bank holidays of that nation apart. */
export function isWorkingDay(day: CivilDate, nation: Nation, holidays: Holidays): boolean {
  return isWorked(dayNumber(day), holidayNumbers(nation, holidays));
}

/**
 * The n-th working day after that day; with n = 0 the day itself or, if it is no working day, the next. Throws
 * RangeError when n is not a whole number from 0: nothing here counts back.
 */
export function addWorkingDays(day: CivilDate, n: number, nation: Nation, holidays: Holidays): CivilDate {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of working days: ${n}`);
  const closed = holidayNumbers(nation, holidays);
  let on = n === 0 ? dayNumber(day) - 1 : dayNumber(day);
  for (let left = Math.max(n, 1); left > 0; ) {
    on += 1;
    if (isWorked(on, closed)) left -= 1;
  }
  return civilDate(on);
}

/** The n-th working day before that day: what a plan counts back from its end. */
export function workingDaysBefore(day: CivilDate, n: number, nation: Nation, holidays: Holidays): CivilDate {
  const closed = holidayNumbers(nation, holidays);
  let on = dayNumber(day);
  for (let left = n; left > 0; ) {
    on -= 1;
    if (isWorked(on, closed)) left -= 1;
  }
  return civilDate(on);
}

/** Working days after a, up to and including b: the inverse of `addWorkingDays`. Negative when b is earlier. */
export function workingDaysBetween(a: CivilDate, b: CivilDate, nation: Nation, holidays: Holidays): number {
  if (b < a) return -workingDaysBetween(b, a, nation, holidays);
  const closed = holidayNumbers(nation, holidays);
  const last = dayNumber(b);
  let count = 0;
  for (let on = dayNumber(a) + 1; on <= last; on += 1) {
    if (isWorked(on, closed)) count += 1;
  }
  return count;
}

const numbersOfHolidays = new WeakMap<ReadonlySet<CivilDate>, ReadonlySet<number>>();

/** Holidays as day numbers, made once for a table: as text a deadline took 95 microseconds, so it takes 26. */
function holidayNumbers(nation: Nation, holidays: Holidays): ReadonlySet<number> {
  const days = holidays[nation];
  const known = numbersOfHolidays.get(days);
  if (known !== undefined) return known;
  const numbers = new Set([...days].map(dayNumber));
  numbersOfHolidays.set(days, numbers);
  return numbers;
}

function isWorked(day: number, closed: ReadonlySet<number>): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !closed.has(day);
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
  switch (limit.unit) {
    case 'working-days': {
      const start = startingDay(from, nation, holidays);
      return endOfWorkingDay(start, limit.n, nation, holidays);
    }
    case 'same-day': {
      const start = startingDay(from, nation, holidays);
      return londonInstant(start, start === londonDate(from) ? dayEnds : midday);
    }
    case 'working-hours':
      return addWorkingHours(from, limit.n, nation, holidays);
    case 'hours':
      return addMinutes(from, limit.n * 60);
    case 'days':
      return londonInstant(addDays(londonDate(from), limit.n), dayEnds);
  }
}

/**
 * When a step of the ladder is reached, counted from the due time. As `dueAt`, but without the afternoon
 * cut-off: most due times are 5pm, and a cut-off made for late arrivals would cost each of them a day.
 */
export function stepAt(due: Instant, offset: TimedLimit, nation: Nation, holidays: Holidays): Instant {
  if (offset.unit !== 'working-days') return dueAt(due, offset, nation, holidays);
  return endOfWorkingDay(londonDate(due), offset.n, nation, holidays);
}

const endsKnown = new WeakMap<ReadonlySet<CivilDate>, Map<string, Instant>>();

/** So many days and lengths are asked for at once; beyond, the oldest answers are of days gone by. */
const mostEndsKnown = 10_000;

/**
 * 5pm on the n-th working day after. All that falls due by working days from one day has the same answers, so they are
 * kept for each table of holidays: a command works out some twenty.
 */
function endOfWorkingDay(day: CivilDate, n: number, nation: Nation, holidays: Holidays): Instant {
  const known = endsKnown.get(holidays[nation]) ?? new Map<string, Instant>();
  const key = `${day} ${n}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const end = londonInstant(addWorkingDays(day, n, nation, holidays), dayEnds);
  if (known.size >= mostEndsKnown) known.clear();
  endsKnown.set(holidays[nation], known.set(key, end));
  return end;
}

/** The working day from which something that began then is counted. */
export function startingDay(from: Instant, nation: Nation, holidays: Holidays): CivilDate {
  const day = londonDate(from);
  const inTime = Date.parse(from) <= Date.parse(londonInstant(day, cutOff));
  return addWorkingDays(day, isWorkingDay(day, nation, holidays) && !inTime ? 1 : 0, nation, holidays);
}

function addWorkingHours(from: Instant, n: number, nation: Nation, holidays: Holidays): Instant {
  let on = londonDate(from);
  let opens = londonMinutes(from) < dayStarts ? londonInstant(on, dayStarts) : from;
  let left = n * 60 * 60_000;
  for (;;) {
    const closes = londonInstant(on, dayEnds);
    const room = isWorkingDay(on, nation, holidays) ? Date.parse(closes) - Date.parse(opens) : 0;
    if (room >= left) return addMinutes(opens, left / 60_000);
    left -= Math.max(room, 0);
    on = addWorkingDays(on, 1, nation, holidays);
    opens = londonInstant(on, dayStarts);
  }
}
