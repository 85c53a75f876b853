import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { inTransaction } from './transaction.ts';

export type Alarm = {
  readonly at: Instant;
  readonly lastCompleted: Instant | null;
  readonly says: string;
  readonly route: string;
  readonly repeatMinutes: number;
};

const alarmText = `insert into watchdog_alarm (raised_at, last_completed_at, says, route)
  select $1, $2, $3, $4 where not exists (
    select from watchdog_alarm where last_completed_at is not distinct from $2 and raised_at > $1::timestamptz - make_interval(mins => $5))`;

/** Records an alarm. False when another process has raised it for the same silence: one mail for one silence is enough. */
export async function raiseAlarm(
  pool: Pool,
  { at, lastCompleted, says, route, repeatMinutes }: Alarm,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('watchdog_alarm'))`);
    const { rowCount } = await client.query(alarmText, [at, lastCompleted, says, route, repeatMinutes]);
    return rowCount === 1;
  });
}
