/**
 * Instants, civil dates and the words for them. Instants are UTC; civil dates and clock times that people
 * read are London's, for all four nations keep the same clock (design.md, section 6).
 */

/** A moment, as ISO 8601 in UTC with milliseconds and Z, so that comparing the strings orders the moments. */
export type Instant = string;

/** A day on the calendar, YYYY-MM-DD, with no time and no zone. */
export type CivilDate = string;

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
const day = 86_400_000;

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

/**
 * The one spelling of a moment. A text must carry its own offset or Z: a clock time without one could be
 * two moments on the night the clocks go back. Throws RangeError on anything else.
 */
export function instant(at: Date | string): Instant {
  const ms = typeof at === 'string' ? Temporal.Instant.from(at).epochMilliseconds : at.getTime();
  return new Date(ms).toISOString();
}

/** The day it is in London at that moment. */
export function londonDate(at: Instant): CivilDate {
  return localIso(at).slice(0, 10);
}

/** The clock in London at that moment, in minutes since midnight as the clock shows it. */
export function londonMinutes(at: Instant): number {
  const clock = localIso(at);
  return Number(clock.slice(11, 13)) * 60 + Number(clock.slice(14, 16));
}

/**
 * The moment at which London's clock shows that time on that day. In the hour skipped in March the clock
 * reads an hour later; of the doubled hour in October the first is taken.
 */
export function londonInstant(on: CivilDate, minutesSinceMidnight: number): Instant {
  const wall = dayNumber(on) * day + minutesSinceMidnight * minute;
  const summer = wall - 60 * minute;
  // Trying summer time first takes the earlier of two readings; winter time is what is left.
  const ms = londonOffset(summer) === 60 * minute ? summer : wall;
  return new Date(ms).toISOString();
}

/** Whole days from a to b; negative when b is earlier. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** Whole minutes from a to b, rounded towards zero; negative when b is earlier. */
export function minutesBetween(a: Instant, b: Instant): number {
  return Math.trunc((Date.parse(b) - Date.parse(a)) / minute);
}

/** That many real minutes later, whatever the clocks do. */
export function addMinutes(at: Instant, n: number): Instant {
  return new Date(Date.parse(at) + n * minute).toISOString();
}

/** That many days on; negative goes back. */
export function addDays(on: CivilDate, n: number): CivilDate {
  return civilDate(dayNumber(on) + n);
}

/** The same day that many months on; the last day of a shorter month. Negative goes back. */
export function addMonths(on: CivilDate, n: number): CivilDate {
  if (n === 0) return on;
  const [year = 0, month = 1, dayOfMonth = 1] = on.split('-').map(Number);
  const months = year * 12 + (month - 1) + n;
  const last = new Date(Date.UTC(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 0)).getUTCDate();
  const target = new Date(
    Date.UTC(Math.floor(months / 12), ((months % 12) + 12) % 12, Math.min(dayOfMonth, last)),
  );
  return target.toISOString().slice(0, 10);
}

/** Days since 1 January 1970, for arithmetic over many days. Throws RangeError on what is not a day. */
export function dayNumber(on: CivilDate): number {
  const ms = Date.parse(`${on}T00:00:00.000Z`);
  // The engine reads 30 February as 2 March, so the last days of a month are read back.
  const overflows = on.slice(8) > '28' && !Number.isNaN(ms) && civilDate(ms / day) !== on;
  if (Number.isNaN(ms) || overflows) throw new RangeError(`Not a day: ${on}`);
  return ms / day;
}

/** The inverse of `dayNumber`. */
export function civilDate(number: number): CivilDate {
  return new Date(number * day).toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 is Saturday. */
export function dayOfWeek(on: CivilDate): number {
  return weekdayOf(dayNumber(on));
}

/** As `dayOfWeek`, of a day number. */
export function weekdayOf(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** Whether the text is a real day written YYYY-MM-DD. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** 2015-10-12 as "12 October 2015". */
export function sayDate(on: CivilDate): string {
  const month = months[Number(on.slice(5, 7)) - 1];
  return `${Number(on.slice(8, 10))} ${month} ${on.slice(0, 4)}`;
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

/** "12 October 2015 at 2:30pm", in London. */
export function sayInstant(at: Instant): string {
  return `${sayDate(londonDate(at))} at ${sayTime(at)}`;
}

function localIso(at: Instant): string {
  const ms = Date.parse(at);
  const offset = londonOffset(ms);
  // In winter the text is London's already, unless it was not spelt as our instants are.
  return offset === 0 && at.length === 24 && at.endsWith('Z') ? at : new Date(ms + offset).toISOString();
}

/** Summer time of one year, in UTC: from the first to before the second. */
type SummerTime = { readonly from: number; readonly to: number };

const summerTimes = new Map<number, SummerTime>();

/**
 * London's offset from UTC in milliseconds. The two changes of a year are asked of the time zone database
 * once and kept, because a command path computes some twenty times and a zoned date each costs microseconds.
 */
function londonOffset(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  const summer = summerTimes.get(year) ?? summerTimeOf(year);
  return ms >= summer.from && ms < summer.to ? 60 * minute : 0;
}

function summerTimeOf(year: number): SummerTime {
  const newYear = Temporal.ZonedDateTime.from({ year, month: 1, day: 1, timeZone: london });
  const from = newYear.getTimeZoneTransition('next');
  const to = from?.getTimeZoneTransition('next');
  const changes = from?.year === year && to?.year === year;
  const summer = changes ? { from: from.epochMilliseconds, to: to.epochMilliseconds } : { from: 0, to: 0 };
  summerTimes.set(year, summer);
  return summer;
}
