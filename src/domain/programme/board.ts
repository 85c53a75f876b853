import { addDays, addMonths, type CivilDate, daysBetween } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import { longestUnseen } from './unseen.ts';

/** What a board knows of a client to decide where she belongs. */
export type OnBoard = {
  readonly visitDueOn: CivilDate | null;
  readonly plannedOn: CivilDate | null;
  readonly endsOn: CivilDate | null;
  readonly missedCount: number;
};

const weekAhead = 7;
/** The plan for graduation opens six months before the end (Annex B, row 25). */
const graduatingMonths = 6;

/** A visit is due or planned within the week that begins today. */
export function thisWeek({ visitDueOn, plannedOn }: OnBoard, today: CivilDate): boolean {
  const until = addDays(today, weekAhead);
  return [visitDueOn, plannedOn].some((day) => day !== null && day >= today && day < until);
}

/** The day by which she was to be visited has passed. */
export function visitOverdue({ visitDueOn }: OnBoard, today: CivilDate): boolean {
  return visitDueOn !== null && visitDueOn < today;
}

/** The programme ends within six months, or has ended already and was not recorded. */
export function graduatingSoon({ endsOn }: OnBoard, today: CivilDate): boolean {
  return endsOn !== null && addMonths(endsOn, -graduatingMonths) <= today;
}

/** How long a child has not been seen, by its own record: since birth where nobody has seen it. Null before birth. */
export function daysUnseen(
  child: { readonly bornOn: CivilDate | null; readonly lastSeenOn: CivilDate | null },
  today: CivilDate,
): number | null {
  if (child.bornOn === null) return null;
  const seen =
    child.lastSeenOn !== null && child.lastSeenOn >= child.bornOn ? child.lastSeenOn : child.bornOn;
  return daysBetween(seen, today);
}

/** Whether a child has gone unseen longer than its column allows (Annex B, row 13), whatever the paperwork says. */
export function unseenTooLong(
  child: {
    readonly bornOn: CivilDate | null;
    readonly lastSeenOn: CivilDate | null;
    readonly column: Column;
  },
  today: CivilDate,
): boolean {
  const days = daysUnseen(child, today);
  return days !== null && days > longestUnseen[child.column];
}
