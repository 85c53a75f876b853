import type { Pool, PoolClient } from 'pg';

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
  const waits = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  for (;;) {
    const [waiting] = (await admin.query<{ pid: number }>(waits)).rows;
    if (!waiting) continue;
    await whileItWaits(another, waiting.pid);
    break;
  }
  await another.query('commit');
  another.release();
  await under;
}
