import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { demonstrationSize, seedChildren } from './seed.ts';
import { seedQuarantine } from './seed-quarantine.ts';

/** In the data folder while the demonstration is filled. */
const begunFile = 'demonstration-begun';

/**
 * Fills an empty database with the demonstration. A start that is killed meanwhile leaves a part of it, and a mark in the data folder by
 * which the next one goes on; what anybody else put into the database is never added to.
 */
export async function fillDemonstration(
  pool: Pool,
  dataFolder: string,
  now: Instant,
  say: (line: string) => void,
): Promise<void> {
  const begun = path.join(dataFolder, begunFile);
  const { rows } = await pool.query<{ any: boolean }>('select exists (select from child) as any');
  if (rows[0]?.any && !existsSync(begun)) return;
  say('Filling the demonstration: three areas, about 400 invented families');
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeFileSync(begun, '');
  await seedChildren(pool, { seed: 7, size: demonstrationSize, now, onProgress: say });
  await seedQuarantine(pool, now);
  rmSync(begun);
}
