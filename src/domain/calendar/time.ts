/**
 * Instants, civil dates and the words for them. Instants are UTC; civil dates and clock times that people
 * read are London's, for all four nations keep the same clock.
 */

import {
  type CivilDate,
  civilDate,
  type DayNumber,
  dayNumber,
  dayOfWeek,
  daysBetween,
  inTwoDigits,
  leadingDay,
  twoDigits,
} from './civil-date.ts';

export {
  addDays,
  addMonths,
  type CivilDate,
  dayNumber,
  dayOfWeek,
  daysBetween,
  isCivilDate,
} from './civil-date.ts';

/** A moment, as ISO 8601 in UTC with milliseconds and Z, so that comparing the strings orders the moments. */
export type Instant = string;
/** How an instant is written: in UTC, with milliseconds. */
export const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export type Nation = 'england' | 'scotland' | 'wales' | 'northern-ireland';

export const nations: readonly Nation[] = ['england', 'scotland', 'wales', 'northern-ireland'];

export const nationWords: Readonly<Record<Nation, string>> = {
  england: 'England',
  scotland: 'Scotland',
  wales: 'Wales',
  'northern-ireland': 'Northern Ireland',
};

const london = 'Europe/London';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/**
 * The one spelling of a moment. A text must carry its own offset or Z: a clock time without one could be
 * two moments on the night the clocks go back. Throws RangeError on anything else.
 */
export function instant(at: Date | string): Instant {
  const ms = typeof at === 'string' ? Temporal.Instant.from(at).epochMilliseconds : at.getTime();
  return new Date(ms).toISOString();
}

/** A moment as milliseconds since 1970, for arithmetic; NaN for what is no moment. */
export function momentNumber(at: Instant): number {
  const on = leadingDay(at);
  const [hours, minutes, seconds] = [twoDigits(at, 11), twoDigits(at, 14), twoDigits(at, 17)];
  const thousandths = twoDigits(at, 20) * 10 + (twoDigits(at, 21) % 10);
  const asWritten =
    at.length === 24 &&
    at[10] === 'T' &&
    at[13] === ':' &&
    at[16] === ':' &&
    at[19] === '.' &&
    at[23] === 'Z';
  const real = asWritten && on !== null && hours < 24 && minutes < 60 && seconds < 60 && thousandths < 1000;
  return real ? on * day + hours * hour + minutes * minute + seconds * 1000 + thousandths : Date.parse(at);
}

/** The inverse of `momentNumber`; what is less than a millisecond is dropped. Throws RangeError on what is no moment. */
export function instantAt(milliseconds: number): Instant {
  const whole = Math.trunc(milliseconds);
  const number = Math.floor(whole / day);
  const rest = whole - number * day;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${inTwoDigits[Math.floor(minutes / 60)]}:${inTwoDigits[minutes % 60]}:${inTwoDigits[seconds % 60]}`;
  return `${civilDate(number)}T${clock}.${String(rest % 1000).padStart(3, '0')}Z`;
}

/** What calendar and clock in London show at a moment; the clock in milliseconds since midnight. */
export function londonClock(at: Instant): { readonly on: DayNumber; readonly clock: number } {
  const utc = momentNumber(at);
  const local = utc + londonOffset(utc);
  const on = Math.floor(local / day);
  return { on, clock: local - on * day };
}

/** The day it is in London at that moment. */
export function londonDate(at: Instant): CivilDate {
  return civilDate(londonClock(at).on);
}

/** The clock in London at that moment, in minutes since midnight as the clock shows it. */
export function londonMinutes(at: Instant): number {
  return Math.floor(londonClock(at).clock / minute);
}

/**
 * The moment at which London's clock shows that time on that day. In the hour skipped in March the clock
 * reads an hour later; of the doubled hour in October the first is taken.
 */
export function londonInstant(on: CivilDate, minutesSinceMidnight: number): Instant {
  return instantAt(londonMoment(dayNumber(on), minutesSinceMidnight * minute));
}

/** As `londonInstant` in numbers: the inverse of `londonClock`. */
export function londonMoment(on: DayNumber, clock: number): number {
  const local = on * day + clock;
  const summer = local - hour;
  // Trying summer time first takes the earlier of two readings; winter time is what is left.
  return londonOffset(summer) === hour ? summer : local;
}

/** Whole minutes from a to b, rounded towards zero; negative when b is earlier. */
export function minutesBetween(a: Instant, b: Instant): number {
  return Math.trunc((momentNumber(b) - momentNumber(a)) / minute);
}

/** That many real minutes later, whatever the clocks do. */
export function addMinutes(at: Instant, n: number): Instant {
  return instantAt(momentNumber(at) + n * minute);
}

/** 2015-10-12 as "12 October 2015". */
export function sayDate(on: CivilDate): string {
  const month = months[Number(on.slice(5, 7)) - 1];
  return `${Number(on.slice(8, 10))} ${month} ${on.slice(0, 4)}`;
}

/** "Monday 30 November": a day of these weeks, whose year nobody asks. */
export function sayDay(on: CivilDate): string {
  return sayDueDay(on).replace(/ \d+$/, '');
}

/** London's clock as people say it: "2:30pm", "5pm", "midday", "midnight". */
export function sayTime(at: Instant): string {
  const clock = londonMinutes(at);
  if (clock === 0) return 'midnight';
  if (clock === 720) return 'midday';
  const hour = Math.floor(clock / 60);
  const minutes = clock % 60;
  const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${past}${hour < 12 ? 'am' : 'pm'}`;
}

/** "Monday 30 November 2026 at 5pm": what is still to be done is planned by the days of a week. */
export function sayDue(at: Instant): string {
  return `${sayDueDay(londonDate(at))} at ${sayTime(at)}`;
}

const nearDays: Readonly<Record<number, string>> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };

/** "tomorrow at 5pm" where it is near, else as `sayDue`. Of a midnight nobody knows which day is meant: it keeps its date. */
export function sayDueFrom(at: Instant, now: Instant): string {
  const near = nearDays[daysBetween(londonDate(now), londonDate(at))];
  const time = sayTime(at);
  return near === undefined || time === 'midnight' ? sayDue(at) : `${near} at ${time}`;
}

/** "Monday 30 November 2026". */
export function sayDueDay(on: CivilDate): string {
  return `${weekdays[dayOfWeek(on)]} ${sayDate(on)}`;
}

/** "12 October 2015 at 2:30pm", in London. */
export function sayInstant(at: Instant): string {
  return `${sayDate(londonDate(at))} at ${sayTime(at)}`;
}

/** London's offset from UTC from a moment on, both in milliseconds. */
type Change = { readonly from: number; readonly offset: number };

/** The changes of the clocks are kept by stretches of time of this length: one holds two or three. */
const stretch = 365 * day;
const changesByStretch = new Map<number, readonly Change[]>();

/**
 * London's offset from UTC in milliseconds. The time zone database is asked once for a stretch of time: every date that is
 * shown and every deadline asks for one.
 */
function londonOffset(ms: number): number {
  const place = Math.floor(ms / stretch);
  const changes = changesByStretch.get(place) ?? changesOf(place);
  let offset = 0;
  for (const change of changes) if (change.from <= ms) offset = change.offset;
  return offset;
}

/** How a stretch begins, and each change of the clocks in it. */
function changesOf(place: number): readonly Change[] {
  const changes: Change[] = [];
  const begin = Temporal.Instant.fromEpochMilliseconds(place * stretch);
  let at: Temporal.ZonedDateTime | null = begin.toZonedDateTimeISO(london);
  while (at !== null && at.epochMilliseconds < (place + 1) * stretch) {
    changes.push({ from: at.epochMilliseconds, offset: at.offsetNanoseconds / 1e6 });
    at = at.getTimeZoneTransition('next');
  }
  changesByStretch.set(place, changes);
  return changes;
}
