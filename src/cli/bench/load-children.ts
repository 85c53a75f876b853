import { statfs } from 'node:fs/promises';
import type { Pool } from 'pg';
import { seedChildren } from '../../postgres/seed.ts';
import { type BenchRow, type BenchSize, row } from './rows.ts';
import { timed } from './sweep-rate.ts';

/** What a load took, by which the next larger one is judged. */
export type Loaded = {
  readonly children: number;
  readonly perSecond: number;
  readonly bytesPerChild: number;
  readonly row: BenchRow;
};

export type Room = { readonly seconds: number; readonly freeBytes: number };

/** Beside its tables a load keeps the newest of the database’s log, and sorts for one index at a time. */
const besideTables = 1.3;

/**
 * The most children up to those wanted that the last load’s rate and size let into the time and on to the disk, to two
 * digits, in a database of their own. Without a load before it: as wanted.
 */
export function childrenThatFit(
  wanted: number,
  before: Pick<Loaded, 'children' | 'perSecond' | 'bytesPerChild'> | null,
  { seconds, freeBytes }: Room,
): number {
  if (!before) return wanted;
  const most = Math.min(before.perSecond * seconds, freeBytes / (before.bytesPerChild * besideTables));
  if (most >= wanted) return wanted;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(most)) - 1);
  return Math.floor(most / step) * step;
}

/**
 * Loads so many invented children into an empty database, or as many as fit; the row says at which rate, and why not all. Null,
 * and nothing loaded, where no more would fit than were loaded before.
 */
export async function loadChildren(
  pool: Pool,
  folder: string,
  wanted: number,
  before: Loaded | null,
  { loadSeconds, played }: BenchSize,
  say: (line: string) => void,
): Promise<Loaded | null> {
  const { bavail, bsize } = await statfs(folder);
  const children = childrenThatFit(wanted, before, {
    seconds: loadSeconds,
    freeBytes: bavail * bsize,
  });
  if (before && children <= before.children) return null;
  const took = await timed(async () => {
    await seedChildren(pool, {
      seed: 7,
      size: children,
      now: new Date().toISOString(),
      onProgress: say,
      playedAtMost: played,
    });
    say(`${count(children)} children are in; vacuum`);
    await pool.query('vacuum analyze');
  });
  const perSecond = (children / took) * 1000;
  const { rows } = await pool.query<{ bytes: number }>(
    'select pg_database_size(current_database())::float8 as bytes',
  );
  const bytesPerChild = (rows[0]?.bytes ?? 0) / children;
  say(`Pages: ${count(children)} children loaded in ${Math.round(took / 1000)} s`);
  const short =
    children === wanted
      ? null
      : `${count(wanted)} would not have been loaded here within ${Math.round(loadSeconds / 60)} minutes and the free disk.`;
  return {
    children,
    perSecond,
    bytesPerChild,
    row: row({
      command: 'Load invented children',
      load: `${count(children)}, indexes and vacuum included; ${(bytesPerChild / 1000).toFixed(1)} kB of database each`,
      median: perSecond,
      unit: 'children/s',
      note: short,
    }),
  };
}

function count(n: number): string {
  return n.toLocaleString('en-GB');
}
