import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';

/** What time it is by the database's clock, so that several servers with clocks of their own agree on what is overdue. */
export type DatabaseClock = {
  /** Never earlier than what it said before. Needs no round trip. */
  readonly now: () => Instant;
  /** Compares the two clocks anew. */
  readonly refresh: () => Promise<void>;
};

/** The database's time now, in one round trip. */
export async function databaseNow(pool: Pool): Promise<Instant> {
  const { rows } = await pool.query<{ now: Instant }>('select clock_timestamp() as now');
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('The database did not say the time');
  return now;
}

/** A clock that has compared itself with the database's once. Call `refresh` now and then: clocks drift, and machines sleep. */
export async function databaseClock(pool: Pool, own: () => number = Date.now): Promise<DatabaseClock> {
  let ahead = 0;
  let said = 0;
  async function refresh(): Promise<void> {
    const before = own();
    const there = Date.parse(await databaseNow(pool));
    // The answer is as old as the way back; half of the whole trip is the usual guess.
    ahead = there - (before + own()) / 2;
  }
  await refresh();
  return {
    refresh,
    now() {
      said = Math.max(said, Math.round(own() + ahead));
      return new Date(said).toISOString();
    },
  };
}
