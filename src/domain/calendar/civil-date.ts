/**
 * Days of the calendar. A day is text where it is kept and read; where it is reckoned with it is a whole number, so that
 * adding, comparing and counting days are arithmetic on integers. The calendar is the Gregorian one throughout.
 */

/** A day on the calendar, YYYY-MM-DD, with no time and no zone. */
export type CivilDate = string;

/** Whole days since 1 January 1970; negative before. */
export type DayNumber = number;

const zero = '0'.charCodeAt(0);

/** The calendar repeats itself after so many days. */
const daysInFourCenturies = 146_097;

/** From 1 March of the year 0 to 1 January 1970. */
const daysBefore1970 = 719_468;

/**
 * Days of two centuries keep their text once it was written: there are few of them, and the same ones are written again
 * and again.
 */
const firstKept = numberOf(1900, 1, 1);
const mostKept = numberOf(2100, 1, 1) - firstKept;
const written = new Array<CivilDate | undefined>(mostKept);

/** The day as a number. Throws RangeError on what is not a day. */
export function dayNumber(on: CivilDate): DayNumber {
  const number = on.length === 10 ? leadingDay(on) : null;
  if (number === null) throw new RangeError(`Not a day: ${on}`);
  return number;
}

/** The inverse of `dayNumber`. Throws RangeError on what is no whole number, and outside the years 0 to 9999. */
export function civilDate(number: DayNumber): CivilDate {
  const place = number - firstKept;
  if (!(place >= 0 && place < mostKept)) return writeDay(number);
  const known = written[place];
  if (known !== undefined) return known;
  const text = writeDay(number);
  written[place] = text;
  return text;
}

/** Whether the text is a real day written YYYY-MM-DD. */
export function isCivilDate(text: string): boolean {
  return text.length === 10 && leadingDay(text) !== null;
}

/** Whole days from a to b; negative when b is earlier. */
export function daysBetween(a: CivilDate, b: CivilDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** That many days on; negative goes back. */
export function addDays(on: CivilDate, n: number): CivilDate {
  return civilDate(dayNumber(on) + n);
}

/** The same day that many months on; the last day of a shorter month. Negative goes back. */
export function addMonths(on: CivilDate, n: number): CivilDate {
  return civilDate(monthsOn(dayNumber(on), n));
}

/** As `addMonths`, of a day number. */
export function monthsOn(number: DayNumber, n: number): DayNumber {
  const from = partsOf(number);
  const months = from.year * 12 + (from.month - 1) + n;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return numberOf(year, month, Math.min(from.day, daysInMonth(year, month)));
}

/** 0 is Sunday, 6 is Saturday. */
export function dayOfWeek(on: CivilDate): number {
  return weekdayOf(dayNumber(on));
}

/** As `dayOfWeek`, of a day number. */
export function weekdayOf(number: DayNumber): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** Two digits as a number; NaN if they are none. Twice as fast as a slice of the text, and every date is read by it. */
export function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Numbers from 0 to 99 as two digits. */
export const inTwoDigits: readonly string[] = Array.from({ length: 100 }, (_, n) =>
  String(n).padStart(2, '0'),
);

/** The day with which a text begins, written YYYY-MM-DD; null when that is no real day. */
export function leadingDay(text: string): DayNumber | null {
  if (text[4] !== '-' || text[7] !== '-') return null;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const real = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return real ? numberOf(year, month, day) : null;
}

function writeDay(number: DayNumber): CivilDate {
  const { year, month, day } = partsOf(number);
  if (!(Number.isInteger(number) && year >= 0 && year <= 9999)) throw new RangeError(`Not a day: ${number}`);
  const century = inTwoDigits[Math.floor(year / 100)];
  return `${century}${inTwoDigits[year % 100]}-${inTwoDigits[month]}-${inTwoDigits[day]}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/*
 * Both ways between a number and a year, month and day, as Howard Hinnant gives them ("chrono-compatible low-level date
 * algorithms"): years are counted from March, so that the leap day is the last of its year and the months before it
 * follow one line, 153 days in five months.
 */
function numberOf(year: number, month: number, day: number): DayNumber {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - daysBefore1970;
}

function partsOf(number: DayNumber): { readonly year: number; readonly month: number; readonly day: number } {
  const days = number + daysBefore1970;
  const fourCenturies = Math.floor(days / daysInFourCenturies);
  const ofThem = days - fourCenturies * daysInFourCenturies;
  const leapDays = Math.floor(ofThem / 1460) - Math.floor(ofThem / 36_524) + Math.floor(ofThem / 146_096);
  const marchYear = Math.floor((ofThem - leapDays) / 365);
  const ofYear = ofThem - (marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: fourCenturies * 400 + marchYear + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}
