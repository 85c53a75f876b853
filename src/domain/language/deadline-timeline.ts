import { sayRule } from '../calendar/local-limits.ts';
import { sayDue } from '../calendar/time.ts';
import type { Deadline } from '../escalation/obligation.ts';
import { type Names, type Told, told } from './told.ts';
import { priorityWords } from './words.ts';

/** What a fact says of the deadlines of a record, a child’s or a client’s. */
export type MovedDeadlines = { readonly set: readonly Deadline[]; readonly met: readonly string[] };

/**
 * What a fact changed in what is owed: what is newly owed, what is owed by another time, and what is owed no longer,
 * each with the row and the version of the time limits. `stood` are the deadlines before it; for one that is not among
 * them only its end can be told.
 */
export function tellDeadlines(
  { set, met }: MovedDeadlines,
  stood: Readonly<Record<string, Deadline>>,
  names: Names,
): Told {
  const again = new Set(set.map(({ key }) => key));
  const over = met.flatMap((key) => (again.has(key) ? [] : (stood[key] ?? [])));
  const rules = new Set(set.map(({ ruleVersion }) => sayRule(ruleVersion, names.area)));
  return told(
    `Deadlines that moved: ${again.size + met.filter((key) => !again.has(key)).length}`,
    ...set.map((owed) => sayMoved(owed, stood[owed.key], names)),
    ...over.map((owed) => `${names.owed(owed)}: no longer owed. It was due ${sayDue(owed.dueAt)}`),
    rules.size > 0 ? `By the ${[...rules].join(' and the ')}` : '',
  );
}

function sayMoved(owed: Deadline, before: Deadline | undefined, names: Names): string {
  const { dueAt, row, column, ownerTeamId } = owed;
  const moved = before && before.dueAt !== dueAt ? ` instead of ${sayDue(before.dueAt)}` : '';
  const other =
    before && before.column !== column ? ` instead of ${priorityWords[before.column].toLowerCase()}` : '';
  return `${names.owed(owed)}: due ${sayDue(dueAt)}${moved}, owed by ${names.team(ownerTeamId)}. Row ${row}, ${priorityWords[column].toLowerCase()}${other}`;
}
