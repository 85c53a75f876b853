import { addDays, type CivilDate, daysBetween } from './time.ts';

/**
 * The arithmetic of a pregnancy (Naegele: 280 days from the first day of the last menstrual period to the expected date
 * of delivery, conception 14 days after that period). Pure.
 */

const daysToExpected = 280;
const daysToConception = 14;
/** A pregnancy of more than 43 weeks is an error of a date. */
const longestDays = 43 * 7;

/** What somebody gave of a pregnancy's dates. Each may be missing. */
export type GivenDates = {
  readonly lastPeriodOn: CivilDate | null;
  readonly conceivedOn: CivilDate | null;
  readonly expectedOn: CivilDate | null;
};

/** A dated pregnancy: all three dates, and from which of them the other two are reckoned. */
export type Dating = {
  readonly lastPeriodOn: CivilDate;
  readonly conceivedOn: CivilDate;
  readonly expectedOn: CivilDate;
  readonly by: keyof GivenDates;
};

/**
 * Dates a pregnancy from what is known. The expected date comes first, because a scan has put it right where the
 * remembered period was wrong; then a known conception; then the last period. Null when none is known.
 */
export function datingOf(given: GivenDates): Dating | null {
  if (given.expectedOn !== null) return datedFrom(addDays(given.expectedOn, -daysToExpected), 'expectedOn');
  if (given.conceivedOn !== null)
    return datedFrom(addDays(given.conceivedOn, -daysToConception), 'conceivedOn');
  return given.lastPeriodOn === null ? null : datedFrom(given.lastPeriodOn, 'lastPeriodOn');
}

function datedFrom(lastPeriodOn: CivilDate, by: Dating['by']): Dating {
  return {
    lastPeriodOn,
    conceivedOn: addDays(lastPeriodOn, daysToConception),
    expectedOn: addDays(lastPeriodOn, daysToExpected),
    by,
  };
}

/** Days of pregnancy on a day, counted as midwives do from the first day of the last period. */
export function gestationOn(dating: Dating, day: CivilDate): number {
  return daysBetween(dating.lastPeriodOn, day);
}

/** Why the dates of a pregnancy going on cannot be right on that day, in a sentence; null when they can. */
export function datingFault(dating: Dating, day: CivilDate): string | null {
  const days = gestationOn(dating, day);
  if (days < 0) return 'By these dates the last period would lie in the future';
  return days > longestDays ? 'By these dates the pregnancy would be longer than 43 weeks' : null;
}

/** The first and the last day on which the last period of a pregnancy can have begun that goes on, or ended in a birth, that day. */
export function lastPeriodBounds(
  day: CivilDate,
  born: boolean,
): { readonly first: CivilDate; readonly last: CivilDate } {
  const shortest = born ? 22 * 7 : 0;
  return { first: addDays(day, -longestDays), last: addDays(day, -shortest) };
}

/** The last day on which a child can be expected: by it its pregnancy begins today. */
export function latestExpected(today: CivilDate): CivilDate {
  return addDays(today, daysToExpected);
}

/** "28+0": weeks and days of pregnancy as the field writes them. */
export function writeGestation(days: number): string {
  return `${Math.floor(days / 7)}+${days % 7}`;
}

/** "28 weeks", "32 weeks and 6 days". */
export function sayGestation(days: number): string {
  const [weeks, rest] = [Math.floor(days / 7), days % 7];
  const whole = `${weeks} ${weeks === 1 ? 'week' : 'weeks'}`;
  return rest === 0 ? whole : `${whole} and ${rest} ${rest === 1 ? 'day' : 'days'}`;
}

/** The days of "28+0" or "32+6". Null for anything else: a bare "28" could mean 28+0 or 28+6. */
export function readGestation(text: string): number | null {
  const parts = /^(\d{1,2})\+([0-6])$/.exec(text);
  if (!parts) return null;
  const days = Number(parts[1]) * 7 + Number(parts[2]);
  return days <= longestDays ? days : null;
}

/** Age in whole years on a day. Born on 29 February: a year older on 1 March where there is none. */
export function ageInYears(bornOn: CivilDate, day: CivilDate): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** Twins are born within days; a sibling never is. */
export const daysWithinOnePregnancy = 7;
/** Nobody bears twice within half a year: born nearer than that it is a twin, or the same child under a day that was mistyped. */
export const daysBetweenPregnancies = 182;

/** A baby born, or expected, more than half a pregnancy from the expected day is not the one that is expected. */
export const anotherPregnancyDays = 140;

/** A baby born more than half a pregnancy before its expected day is of another date. */
const earliestBirthDays = 140;

/** The first day on which a baby that is expected on a day can have been born. */
export function earliestBirth(expectedOn: CivilDate): CivilDate {
  return addDays(expectedOn, -earliestBirthDays);
}

/** The last day on which it can: of a pregnancy of more than 43 weeks the expected day is wrong, or the year of the birth. */
export function latestBirth(expectedOn: CivilDate): CivilDate {
  return addDays(expectedOn, longestDays - daysToExpected);
}
