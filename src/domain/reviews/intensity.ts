import { addDays, type CivilDate, daysBetween, type Instant, londonDate, sayDate } from '../calendar/time.ts';
import type { StoredFact } from '../child/facts.ts';
import type { ChildState } from '../child/state.ts';
import type { Directory } from '../directory/directory.ts';
import type { Handover } from '../handover/facts.ts';
import { isSettled } from './owed.ts';
import { type PlannedReview, scheduleUnder } from './schedule.ts';

const weeks = 8;

/** What a family in the programme is used to, and what awaits it there: numbers, before the offer is sent. */
export type Drop = {
  /** Days of the last eight weeks on which the family was visited. */
  readonly visits: number;
  /** The next review that is still to be had there; null when the schedule has none left. */
  readonly next: PlannedReview | null;
  /** Days from today to the last day of that review; negative when it has gone. */
  readonly daysUntilDue: number | null;
};

/**
 * The drop in intensity from the programme to health visiting (FNP, HCP): "the drop in visibility is
 * the risk". Null for a handover between two services of one kind. `visitDays` are the days of the programme's own
 * visits, which lie in the mother's stream.
 */
export function dropOf(
  handover: Handover | null,
  child: {
    readonly state: ChildState;
    readonly facts: readonly StoredFact[];
    readonly visitDays: readonly CivilDate[];
  },
  directory: Directory,
  now: Instant,
): Drop | null {
  if (handover?.kind !== 'fnp-to-health-visiting') return null;
  const today = londonDate(now);
  const since = addDays(today, -7 * weeks);
  const days = new Set([...daysSeen(child.facts), ...child.visitDays]);
  const schedule = scheduleUnder(child.state, handover.destination.teamId, directory);
  const known = child.state.care.status === 'in-care' ? londonDate(child.state.care.knownSince) : today;
  const open = schedule.filter((review) => !review.lapsed && !isSettled(child.state, review.code));
  // What only that area offers is not owed for the time before the child came there.
  const next = open.find((review) => review.dueOn >= (review.mandated ? known : today)) ?? null;
  return {
    visits: [...days].filter((day) => since < day && day <= today).length,
    next,
    daysUntilDue: next && daysBetween(today, next.dueOn),
  };
}

/** The drop in words: a line for each number. */
export function dropLines({ visits, next, daysUntilDue }: Drop, now: Instant) {
  const every = visits === 0 ? '' : `, about one every ${Math.round((7 * weeks) / visits)} days`;
  const lines = [{ key: `Visits in the last ${weeks} weeks`, value: `${visits}${every}` }];
  if (next === null || daysUntilDue === null)
    return [
      ...lines,
      { key: 'Next contact due there', value: 'None: the schedule there has no review left' },
    ];
  const open = next.opensOn <= londonDate(now) ? 'now open' : `from ${sayDate(next.opensOn)}`;
  const last =
    daysUntilDue < 0
      ? `overdue since ${sayDate(next.dueOn)}`
      : `last day ${sayDate(next.dueOn)}, in ${daysUntilDue} days`;
  return [...lines, { key: 'Next contact due there', value: `${next.words}: ${open}, ${last}` }];
}

/** The days on which the child's own facts say that it was seen face to face. A "seen" that was corrected does not count. */
function daysSeen(facts: readonly StoredFact[]): readonly CivilDate[] {
  const days: { readonly day: CivilDate; readonly handoverId: string | null }[] = [];
  for (const { fact, happenedAt } of facts) {
    switch (fact.type) {
      case 'SightingRecorded':
        days.push({ day: fact.seenOn, handoverId: null });
        break;
      case 'ChildSeen':
        days.push({ day: londonDate(happenedAt), handoverId: fact.handoverId });
        break;
      case 'JointVisitRecorded':
        if (fact.childSeen) days.push({ day: fact.on, handoverId: null });
        break;
      case 'SightingCorrected': {
        const { seenOn } = fact;
        const wrong = days.findLastIndex((one) => one.day === seenOn && one.handoverId === null);
        if (wrong >= 0) days.splice(wrong, 1);
        break;
      }
      case 'HandoverCorrected': {
        if (fact.what !== 'seen') break;
        const wrong = days.findLastIndex((one) => one.handoverId === fact.handoverId);
        if (wrong >= 0) days.splice(wrong, 1);
        break;
      }
    }
  }
  return days.map(({ day }) => day);
}
