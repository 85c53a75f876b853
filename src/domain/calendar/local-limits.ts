import { cellOf, isLadderRow, type LocalLimit, type RuleSet } from './rule-set.ts';
import type { CivilDate } from './time.ts';
import type { Limit } from './working-time.ts';

/** Longer than a year is a slip of the pen in every row. */
const longest = 366;

/**
 * Why a limit of an area cannot stand beside the national table, in a sentence; null when it can. Where the row is law or
 * national guidance it may only be stricter, and is then written in the unit of the national one, so that nobody has to
 * argue which of two is longer (Annex B: "configurable per area, never longer than national law").
 */
export function localFault(local: LocalLimit, national: RuleSet): string | null {
  const { limit } = local;
  if (limit.unit !== 'same-day' && !(Number.isInteger(limit.n) && limit.n >= 1 && limit.n <= longest))
    return `A limit is a whole number from 1 to ${longest}`;
  // No law says how long a step of the ladder may take: only what is due is bound by it.
  if (isLadderRow(local.row)) return null;
  const row = national.rows[local.row];
  const ceiling = row[local.column];
  if (!row.nationalCeiling || ceiling.unit === 'none') return null;
  const says = `Row ${row.id} is law or national guidance (${row.basis}), which gives ${sayLimit(ceiling)}`;
  if (limit.unit !== ceiling.unit) return `${says}. Write the local limit in the same unit`;
  const longer = 'n' in limit && 'n' in ceiling && limit.n > ceiling.n;
  return longer ? `${says}. An area may be stricter, never longer: ${sayLimit(limit)} is longer` : null;
}

/**
 * The table that the teams of an area keep on a day: the national one, with what the area has set for itself. Of several
 * limits for one cell the one begun last counts. One that cannot stand beside the national table of that day, because
 * that has become stricter since, is passed over: the national limit counts again.
 */
export function withLocalLimits(
  national: RuleSet,
  limits: readonly LocalLimit[],
  areaCode: string | null,
  day: CivilDate,
): RuleSet {
  const local = new Map<string, LocalLimit>();
  for (const limit of limits) {
    const holds = limit.areaCode === areaCode && limit.from <= day && (limit.to === null || day < limit.to);
    if (!holds || localFault(limit, national) !== null) continue;
    const cell = cellOf(limit.row, limit.column);
    const known = local.get(cell);
    if (known === undefined || known.from < limit.from) local.set(cell, limit);
  }
  return local.size === 0 ? national : { ...national, local };
}

const localPrefix = 'local/';

/** The version that a due time carries when an area has set the limit: it says so, and which area. */
export function localVersion({ areaCode, version }: LocalLimit): string {
  return `${localPrefix}${areaCode}/${version}`;
}

/** The version of a rule in words: "national table annex-b-2026-11", "local table of Luton, luton-2027-02". */
export function sayRule(ruleVersion: string, areaName: (code: string) => string): string {
  if (!ruleVersion.startsWith(localPrefix)) return `national table ${ruleVersion}`;
  const [areaCode = '', version = ''] = ruleVersion.slice(localPrefix.length).split('/');
  return `local table of ${areaName(areaCode)}, ${version}`;
}

/** "5 working days", "4 hours", "the same day", "no limit". */
export function sayLimit(limit: Limit): string {
  switch (limit.unit) {
    case 'working-days':
      return count(limit.n, 'working day');
    case 'working-hours':
      return count(limit.n, 'working hour');
    case 'hours':
      return limit.n < 1 ? count(limit.n * 60, 'minute') : count(limit.n, 'hour');
    case 'days':
      return count(limit.n, 'day');
    case 'same-day':
      return 'the same day';
    case 'none':
      return 'no limit';
  }
}

function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}
