import type { Instant } from '../domain/calendar/time.ts';
import type { Finding } from './check-rows.ts';
import type { Asked } from './child-store.ts';

/** The looks that were recorded on one day (UTC): how many, and the sum of a hash of each. */
export type LooksOfDay = { readonly day: string; readonly count: number; readonly sum: string };

/** Looks recorded before an instant, by day. */
export type Looks = { readonly until: Instant; readonly days: readonly LooksOfDay[] };

/**
 * A look is written by a short transaction of its own, with the time at which that began: after ten minutes all are
 * there. The looks of the last minutes are left to the next checkpoint.
 */
export const looksSettledMinutes = 10;

const countText = `select to_char(read_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as count,
    sum(('x' || left(encode(sha256(convert_to(concat_ws(chr(31), person_id, read_id, extract(epoch from read_at), practitioner_id, team_id, role,
      page, why), 'UTF8')), 'hex'), 15))::bit(60)::bigint)::text as sum
  from read_record where read_at < $1 and ($2::timestamptz is null or read_at >= $2) group by 1 order by 1`;

/**
 * Counts looks by day. A sum of hashes, and no chain: each page writes its look without waiting for another, and what a checkpoint
 * counted once it never counts again (decision 0040).
 */
export async function countLooks(
  asked: Asked,
  until: Instant,
  from: Instant | null = null,
): Promise<readonly LooksOfDay[]> {
  const { rows } = await asked.query<LooksOfDay>(countText, [until, from]);
  return rows;
}

/** Two counts of different looks as one. */
export function together(a: readonly LooksOfDay[], b: readonly LooksOfDay[]): readonly LooksOfDay[] {
  const days = new Map<string, LooksOfDay>();
  for (const one of [...a, ...b]) {
    const { count, sum } = days.get(one.day) ?? { count: 0, sum: '0' };
    days.set(one.day, { day: one.day, count: count + one.count, sum: String(BigInt(sum) + BigInt(one.sum)) });
  }
  return [...days.values()].sort((x, y) => (x.day < y.day ? -1 : 1));
}

/** What differs between the looks that a checkpoint counted and those that are there. */
export function lookFindings(
  counted: readonly LooksOfDay[],
  there: readonly LooksOfDay[],
): readonly Finding[] {
  const now = new Map(there.map((one) => [one.day, one]));
  const was = new Map(counted.map((one) => [one.day, one]));
  return [...new Set([...was.keys(), ...now.keys()])].sort().flatMap((day) => {
    const [before, after] = [was.get(day)?.count ?? 0, now.get(day)?.count ?? 0];
    if (was.get(day)?.sum === now.get(day)?.sum && before === after) return [];
    const gone = `${before - after} of ${before} looks of ${day} ${before - after === 1 ? 'is' : 'are'} gone`;
    const other = `the looks of ${day} are not those that the checkpoint counted: ${before} then, ${after} now`;
    return [
      { personId: null, version: null, where: 'read_record', says: after < before ? gone : other } as const,
    ];
  });
}
