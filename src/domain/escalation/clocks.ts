import { deadline, deadlineOn } from '../calendar/time-limits.ts';
import { type Context, nationOf, ruleSetOf } from '../child/context.ts';
import type { Deadline, Obligation } from './obligation.ts';

/** What is owed now against the deadlines that stand: those newly owed are set, those no longer owed are met. Pure. */
export function clocksMoved(
  standing: Readonly<Record<string, Deadline>>,
  owed: readonly Obligation[],
  context: Context,
): { readonly set: readonly Deadline[]; readonly met: readonly string[] } {
  const set = owed.flatMap((obligation) => {
    const stands = standing[obligation.key];
    if (stands && sameClock(stands, obligation)) return [];
    const timed = withTimes(obligation, context);
    return timed ? [timed] : [];
  });
  const kept = new Set([...owed.map(({ key }) => key), ...set.map(({ key }) => key)]);
  return { set, met: Object.keys(standing).filter((key) => !kept.has(key)) };
}

function sameClock(standing: Deadline, obligation: Obligation): boolean {
  return (
    standing.column === obligation.column &&
    standing.from === obligation.from &&
    standing.row === obligation.row &&
    standing.dueOn === obligation.dueOn
  );
}

/** A day that a schedule gave is kept; what a row of the limits gives is counted, by the owner's area and nation. */
function withTimes(obligation: Obligation, context: Context): Deadline | null {
  const nation = nationOf(context.directory, obligation.ownerTeamId);
  const { row, column, from, dueOn } = obligation;
  const rules = ruleSetOf(context, obligation.ownerTeamId);
  const times =
    dueOn === undefined
      ? deadline(rules, row, column, from, nation, context.holidays)
      : deadlineOn(rules, row, column, dueOn, nation, context.holidays);
  return times && { ...obligation, dueAt: times.dueAt, steps: times.steps, ruleVersion: times.ruleVersion };
}
