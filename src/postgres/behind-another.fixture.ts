import type { Pool, PoolClient } from 'pg';
import { metOthers } from './met-others.ts';

/** The server undid the other transaction, and let the command go on. */
class OtherUndone extends Error {}

/** Gives a command while another transaction has the row of that person, and does something to both while the command waits. */
export async function behindAnother(
  admin: Pool,
  { table, personId }: { readonly table: 'child' | 'client'; readonly personId: string },
  command: () => Promise<unknown>,
  whileItWaits: (another: PoolClient, waiting: number) => Promise<unknown>,
): Promise<void> {
  const another = await admin.connect();
  await another.query('begin');
  await another.query(`select from ${table} where person_id = $1 for update`, [personId]);
  const under = command();
  try {
    await whileItWaits(another, await waiting(admin, under));
    await another.query('commit');
  } catch (error) {
    await another.query('rollback');
    await Promise.allSettled([under]);
    throw metOthers(error) ? new OtherUndone('', { cause: error }) : error;
  } finally {
    another.release();
  }
  await under;
}

/** The process of the server in which a command waits for another transaction, as soon as it does. */
export async function waiting(admin: Pool, command: Promise<unknown>): Promise<number> {
  const waits = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  let hasEnded = false;
  const ends = () => {
    hasEnded = true;
  };
  command.then(ends, ends);
  while (!hasEnded) {
    const [first] = (await admin.query<{ pid: number }>(waits)).rows;
    if (first) return first.pid;
  }
  await command;
  throw new Error('The command came to its end and waited for nobody');
}

/**
 * Has a command meet another transaction in a deadlock, until it is the command that the server undoes. It undoes whoever has first waited
 * for a second, which is the command, unless the machine stood still between the two: then nothing is shown, and all is done once more.
 */
export async function meetsInDeadlock(once: (attempt: number) => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once(attempt);
    } catch (error) {
      if (!(error instanceof OtherUndone) || attempt === 9) throw error;
    }
  }
}
