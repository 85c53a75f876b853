import { localVersion } from './local-limits.ts';
import { type Column, cellOf, type LadderSteps, ladderRowIds, type RowId, type RuleSet } from './rule-set.ts';
import { type CivilDate, type Instant, londonInstant, type Nation } from './time.ts';
import { dueAt, type Holidays, stepAt, type TimedLimit } from './working-time.ts';

export { localFault, sayLimit, sayRule, withLocalLimits } from './local-limits.ts';
export {
  type Column,
  type LocalLimit,
  type LocalRowId,
  localRowIds,
  type RowId,
  type RuleSet,
  rowIds,
} from './rule-set.ts';
export { defaultRuleSets } from './rule-sets.ts';

/** A due time with the rule that gave it. `steps` holds the due time, then the four steps above the desk. */
export type Deadline = {
  readonly dueAt: Instant;
  readonly steps: readonly [Instant, Instant, Instant, Instant, Instant];
  readonly row: RowId;
  readonly column: Column;
  readonly ruleVersion: string;
};

/**
 * The table in force on that day. A day before the first table takes the first: something that happened
 * earlier still needs a due time. Throws when there is no table at all.
 */
export function ruleSetOn(ruleSets: readonly RuleSet[], day: CivilDate): RuleSet {
  const byDay = [...ruleSets].sort((a, b) => (a.from < b.from ? -1 : 1));
  const first = byDay[0];
  if (first === undefined) throw new RangeError('There is no table of time limits');
  return byDay.findLast((ruleSet) => ruleSet.from <= day) ?? first;
}

/**
 * When that row falls due for something that began then, and when each step of the ladder is reached after it.
 * Null when the table sets no limit in that column. Steps ascend: a table whose offsets would put a higher step
 * before a lower one, over a weekend say, has the higher one wait for the lower.
 */
export function deadline(
  ruleSet: RuleSet,
  row: RowId,
  column: Column,
  from: Instant,
  nation: Nation,
  holidays: Holidays,
): Deadline | null {
  const local = ruleSet.local?.get(cellOf(row, column));
  const limit = local?.limit ?? ruleSet.rows[row][column];
  if (limit.unit === 'none') return null;
  const due = dueAt(from, limit, nation, holidays);
  return {
    dueAt: due,
    steps: stepsAfter(due, ladderOf(ruleSet, column), nation, holidays),
    row,
    column,
    ruleVersion: local ? localVersion(local) : ruleSet.version,
  };
}

/** The rows of what a schedule plans, a review, a visit, supervision or the passage to school nursing: they climb the slower ladder (decision 0012). */
const scheduled: ReadonlySet<RowId> = new Set(['H7', '13', 'H36', 'H40']);

/**
 * When something falls due on a given day: at 5pm. What a schedule plans climbs the slower ladder; any other row climbs
 * the ladder of its column, or nobody above the desk would hear of it in time. The day came from the schedule's own
 * dated rule or from a person; row and column say where it belongs among the limits.
 */
export function deadlineOn(
  ruleSet: RuleSet,
  row: RowId,
  column: Column,
  dueOn: CivilDate,
  nation: Nation,
  holidays: Holidays,
): Deadline {
  const due = dueAt(londonInstant(dueOn, 0), { unit: 'days', n: 0 }, nation, holidays);
  const ladder = scheduled.has(row) ? ruleSet.scheduleLadder : ladderOf(ruleSet, column);
  const steps = stepsAfter(due, ladder, nation, holidays);
  return { dueAt: due, steps, row, column, ruleVersion: ruleSet.version };
}

/** The ladder of a column, each step as the area has set it for itself or else as the national table has it. */
function ladderOf(ruleSet: RuleSet, column: Column): LadderSteps {
  const national = ruleSet.ladder[column];
  if (ruleSet.local === undefined) return national;
  const step = (place: 0 | 1 | 2 | 3): TimedLimit =>
    ruleSet.local?.get(cellOf(ladderRowIds[place], column))?.limit ?? national[place];
  return [step(0), step(1), step(2), step(3)];
}

function stepsAfter(
  due: Instant,
  [lead, named, designated, commissioner]: LadderSteps,
  nation: Nation,
  holidays: Holidays,
): Deadline['steps'] {
  const leadAt = later(due, stepAt(due, lead, nation, holidays));
  const namedAt = later(leadAt, stepAt(due, named, nation, holidays));
  const designatedAt = later(namedAt, stepAt(due, designated, nation, holidays));
  const commissionerAt = later(designatedAt, stepAt(due, commissioner, nation, holidays));
  return [due, leadAt, namedAt, designatedAt, commissionerAt];
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
