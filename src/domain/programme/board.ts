import {
  addDays,
  addMonths,
  type CivilDate,
  daysBetween,
  type Instant,
  londonDate,
} from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import { caseloadStatuses } from './caseload.ts';
import type { ClientStatus } from './statuses.ts';
import { longestUnseen } from './unseen.ts';

/** What a board knows of a client to decide where she belongs. */
export type OnBoard = {
  readonly status: ClientStatus;
  readonly visitDueOn: CivilDate | null;
  readonly plannedAt: Instant | null;
  readonly endsOn: CivilDate | null;
  readonly missedCount: number;
};

/** What a board knows of a child of hers, by the child's own record. */
export type ChildOnBoard = {
  readonly bornOn: CivilDate | null;
  readonly lastSeenOn: CivilDate | null;
  readonly column: Column;
  /** This team answers for the child. */
  readonly held: boolean;
};

const weekAhead = 7;
/** The plan for graduation opens six months before the end (Annex B, row 25). */
const graduatingMonths = 6;

/** Why a family stands on a board, in the order in which they are looked at. */
export const boardReasons = ['refused', 'week', 'overdue', 'unseen', 'missed', 'graduating', 'left'] as const;
export type BoardReason = (typeof boardReasons)[number];

/**
 * Every reason why a family stands on a board; it has one row however many there are. `refused`: a child's own record
 * did not follow, and nobody has seen to it yet.
 */
export function reasonsFor(
  client: OnBoard,
  children: readonly ChildOnBoard[],
  today: CivilDate,
  refused = false,
): readonly BoardReason[] {
  const here = caseloadStatuses.includes(client.status);
  const holds: Readonly<Record<BoardReason, boolean>> = {
    refused,
    week: here && visitThisWeek(client, today) !== null,
    overdue: here && visitOverdue(client, today),
    unseen: children.some((child) => child.held && unseenTooLong(child, today)),
    missed: here && client.missedCount > 0,
    graduating: here && graduatingSoon(client, today),
    left: !here,
  };
  return boardReasons.filter((reason) => holds[reason]);
}

/** The visit of a family in the week that begins today, once: when it is planned, else by the day on which it is due. */
export function visitThisWeek(
  { visitDueOn, plannedAt }: Pick<OnBoard, 'visitDueOn' | 'plannedAt'>,
  today: CivilDate,
): { readonly on: CivilDate; readonly at: Instant | null } | null {
  const until = addDays(today, weekAhead);
  const within = (day: CivilDate) => day >= today && day < until;
  if (plannedAt !== null && within(londonDate(plannedAt)))
    return { on: londonDate(plannedAt), at: plannedAt };
  return visitDueOn !== null && within(visitDueOn) ? { on: visitDueOn, at: null } : null;
}

/** The day by which she was to be visited has passed. */
export function visitOverdue({ visitDueOn }: Pick<OnBoard, 'visitDueOn'>, today: CivilDate): boolean {
  return visitDueOn !== null && visitDueOn < today;
}

/** The programme ends within six months, or has ended already and was not recorded. */
export function graduatingSoon({ endsOn }: Pick<OnBoard, 'endsOn'>, today: CivilDate): boolean {
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
  child: Pick<ChildOnBoard, 'bornOn' | 'lastSeenOn' | 'column'>,
  today: CivilDate,
): boolean {
  const days = daysUnseen(child, today);
  return days !== null && days > longestUnseen[child.column];
}
