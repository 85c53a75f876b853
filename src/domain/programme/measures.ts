import type { Phase } from './visit-schedule.ts';

export const measures = [
  'dosage/pregnancy',
  'dosage/infancy',
  'dosage/toddlerhood',
  'enrolment/offered',
  'enrolment/before-16',
  'enrolment/by-28',
  'attrition/all',
  'attrition/pregnancy',
  'attrition/infancy',
  'attrition/toddlerhood',
] as const satisfies readonly (`dosage/${Phase}` | `attrition/${Phase | 'all'}` | `enrolment/${string}`)[];
export type Measure = (typeof measures)[number];

/** A goal of the programme in per cent (FNP): at least so much, or for attrition at most. */
export type Goal = { readonly words: string; readonly goal: number; readonly atMost: boolean };

/** What is measured, in words, with the goals of the programme. */
export const goals: Readonly<Record<Measure, Goal>> = {
  'dosage/pregnancy': { words: 'Visits made of those expected, pregnancy', goal: 80, atMost: false },
  'dosage/infancy': { words: 'Visits made of those expected, infancy', goal: 65, atMost: false },
  'dosage/toddlerhood': { words: 'Visits made of those expected, toddlerhood', goal: 60, atMost: false },
  'enrolment/offered': { words: 'Enrolled, of those offered a place', goal: 75, atMost: false },
  'enrolment/before-16': { words: 'Enrolled before 16 weeks', goal: 60, atMost: false },
  'enrolment/by-28': { words: 'Enrolled by 28 weeks', goal: 100, atMost: false },
  'attrition/all': { words: 'Left early, of those whose programme is over', goal: 40, atMost: true },
  'attrition/pregnancy': { words: 'Left early in pregnancy', goal: 10, atMost: true },
  'attrition/infancy': { words: 'Left early in infancy', goal: 20, atMost: true },
  'attrition/toddlerhood': { words: 'Left early in toddlerhood', goal: 10, atMost: true },
};

/** Per cent, rounded to whole ones; null where there is nothing to divide. */
export function percent(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : Math.round((100 * part) / whole);
}

/** Whether a goal is reached, judged before rounding. Null where nothing can be said. */
export function reached({ goal, atMost }: Goal, part: number | null, whole: number | null): boolean | null {
  if (part === null || whole === null || whole === 0) return null;
  const share = (100 * part) / whole;
  return atMost ? share <= goal : share >= goal;
}
