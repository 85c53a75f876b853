import { addDays, addMonths, type CivilDate } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import type { Directory, Offset, ReviewRule } from '../directory/directory.ts';

export const reviewRulesVersion = 'healthy-child-2026-02';

const basis = 'Delivery of the healthy child programme, DHSC, 6 February 2026';
const national = { mandated: true, areaCode: null, from: '2009-10-01', to: null, basis } as const;

/** The five mandated reviews (domain.md, section 6). Antenatal: more than 28 weeks; the others by age. */
export const mandatedReviews: readonly ReviewRule[] = [
  {
    ...national,
    code: 'antenatal',
    words: 'Antenatal review',
    opens: { from: 'expected', days: -83 },
    due: { from: 'expected', days: 0 },
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

/** The words of a review by its code; the code itself for a local contact that the rules no longer name. */
export function reviewWords(code: string): string {
  return mandatedReviews.find((rule) => rule.code === code)?.words ?? code;
}

/** One review of one child, with its two days. Both are days on which it may be done. */
export type PlannedReview = {
  readonly code: string;
  readonly words: string;
  readonly mandated: boolean;
  readonly opensOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly basis: string;
};

/** The reviews of a child of the area that its holder works in: the mandated ones, and that area's own. */
export function scheduleFor(child: ChildState, directory: Directory): readonly PlannedReview[] {
  const holder = child.care.status === 'in-care' ? child.care.holder.teamId : null;
  const areaCode = holder === null ? null : (directory.teams.get(holder)?.areaCode ?? null);
  return scheduleOf(child.identity, areaCode, [...mandatedReviews, ...directory.localContacts]);
}

/** The reviews that those rules give to a child with these dates, in the order of their days. Pure. */
export function scheduleOf(
  dates: { readonly bornOn: CivilDate | null; readonly expectedOn: CivilDate | null },
  areaCode: string | null,
  rules: readonly ReviewRule[],
): readonly PlannedReview[] {
  const planned: PlannedReview[] = [];
  for (const { code, words, mandated, opens, due, areaCode: only, from, to, basis: why } of rules) {
    if (only !== null && only !== areaCode) continue;
    const opensOn = dayOf(opens, dates);
    const dueOn = dayOf(due, dates);
    if (opensOn === null || dueOn === null) continue;
    if (opensOn < from || (to !== null && opensOn >= to)) continue;
    planned.push({ code, words, mandated, opensOn, dueOn, basis: why });
  }
  return planned.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** Before birth only what counts from the expected date has a day; after it, only what counts from birth. */
function dayOf(
  offset: Offset,
  dates: { readonly bornOn: CivilDate | null; readonly expectedOn: CivilDate | null },
): CivilDate | null {
  const start = offset.from === 'birth' ? dates.bornOn : dates.bornOn === null ? dates.expectedOn : null;
  if (start === null) return null;
  return addDays(addMonths(start, offset.months ?? 0), offset.days ?? 0);
}
