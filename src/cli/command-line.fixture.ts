import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '../postgres/embedded/open-database.ts';

export const root = path.resolve(import.meta.dirname, '../..');
export const launcher = path.join(root, 'handhold');
/** Settings of whoever runs the tests must not reach the program under test. */
const kept = Object.entries(process.env).filter(
  ([name]) => !/^(PORT|HOST|DATABASE_URL|HANDHOLD_|OIDC_)/.test(name),
);
export const environment = Object.fromEntries(kept);

/** Gives a command at the command line, and waits for its end. */
export function handhold(...args: readonly string[]) {
  return spawnSync(launcher, args, { encoding: 'utf8', cwd: tmpdir(), env: environment });
}

/** Works on the database of a start that runs, as the owner of its tables. */
export async function asOwner(data: string, work: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const database = await openDatabase({ dataFolder: data, onProgress: () => undefined, mayVisit: true });
  const pool = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
  try {
    await work(pool);
  } finally {
    await pool.end();
    await database.stop();
  }
}
