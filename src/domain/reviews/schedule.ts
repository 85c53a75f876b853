import { civilDate, monthsOn } from '../calendar/civil-date.ts';
import { type CivilDate, dayNumber } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import type { Directory, Offset, ReviewRule } from '../directory/directory.ts';

const basis = 'Delivery of the healthy child programme, DHSC, 6 February 2026';
const national = { mandated: true, areaCode: null, from: '2009-10-01', to: null, basis } as const;

/**
 * The five mandated reviews (HCP). Ages are counted from the day of birth, also for a child born early.
 * The source opens the antenatal review at more than 28 weeks and gives it no last day; ours is 37 weeks, because from
 * then on the child may be born on any day, and a review that falls due with the birth would never be overdue in time.
 */
export const mandatedReviews: readonly ReviewRule[] = [
  {
    ...national,
    code: 'antenatal',
    words: 'Antenatal review',
    opens: { from: 'expected', days: -83 },
    due: { from: 'expected', days: -21 },
    basis: `${basis}: more than 28 weeks pregnant. The last day, 37 weeks, is our judgement`,
  },
  {
    ...national,
    code: 'new-birth',
    words: 'New birth review',
    opens: { from: 'birth', days: 1 },
    due: { from: 'birth', days: 14 },
  },
  {
    ...national,
    code: 'six-to-eight-weeks',
    words: '6 to 8 week review',
    opens: { from: 'birth', days: 42 },
    due: { from: 'birth', days: 56 },
  },
  {
    ...national,
    code: 'twelve-months',
    words: '12 month review',
    opens: { from: 'birth', months: 9 },
    due: { from: 'birth', months: 15 },
  },
  {
    ...national,
    code: 'two-years',
    words: '2 to 2½ year review',
    opens: { from: 'birth', months: 24 },
    due: { from: 'birth', months: 30 },
  },
];

/** The words of a review by its code; the code itself for a local contact that no rule names any more. */
export function reviewWords(code: string, localContacts: readonly ReviewRule[]): string {
  return [...mandatedReviews, ...localContacts].find((rule) => rule.code === code)?.words ?? code;
}

/** One review of one child, with its two days. Both are days on which it may be done. */
export type PlannedReview = {
  readonly code: string;
  readonly words: string;
  readonly mandated: boolean;
  readonly opensOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly basis: string;
  /** An antenatal review after the birth: it may still be entered late, and nobody owes it. */
  readonly lapsed: boolean;
};

/** The reviews of a child under the rules of the area that its holder works in: the mandated ones, and that area's own. */
export function scheduleFor(child: Pick<ChildState, 'care' | 'identity'>, directory: Directory) {
  return scheduleUnder(child, child.care.status === 'in-care' ? child.care.holder.teamId : null, directory);
}

/** The reviews that the child has, or would have, with that team as its holder. */
export function scheduleUnder(
  child: Pick<ChildState, 'identity'>,
  teamId: string | null,
  directory: Directory,
): readonly PlannedReview[] {
  const areaCode = teamId === null ? null : (directory.teams.get(teamId)?.areaCode ?? null);
  const own = directory.localContacts.filter((rule) => rule.areaCode === areaCode);
  return scheduleOf(child.identity, own.length === 0 ? mandatedReviews : [...mandatedReviews, ...own]);
}

type Dates = { readonly bornOn: CivilDate | null; readonly expectedOn: CivilDate | null };

/** The reviews that those rules give to a child with these dates, in the order of their days. Pure. */
export function scheduleOf(dates: Dates, rules: readonly ReviewRule[]): readonly PlannedReview[] {
  const planned: PlannedReview[] = [];
  for (const { code, words, mandated, opens, due, from, to, basis: why } of rules) {
    const opensOn = dayOf(opens, dates);
    const dueOn = dayOf(due, dates);
    if (opensOn === null || dueOn === null) continue;
    if (opensOn < from || (to !== null && opensOn >= to)) continue;
    const lapsed = opens.from === 'expected' && dates.bornOn !== null;
    // A child born before the review opened never came to have it.
    if (lapsed && dates.bornOn !== null && dates.bornOn <= opensOn) continue;
    planned.push({ code, words, mandated, opensOn, dueOn, basis: why, lapsed });
  }
  return planned.sort((a, b) => (a.dueOn === b.dueOn ? order(a.code, b.code) : order(a.dueOn, b.dueOn)));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function dayOf(offset: Offset, dates: Dates): CivilDate | null {
  const start = offset.from === 'birth' ? dates.bornOn : dates.expectedOn;
  if (start === null) return null;
  return civilDate(monthsOn(dayNumber(start), offset.months ?? 0) + (offset.days ?? 0));
}
