import type { Pool } from 'pg';
import { type Instant, londonDate } from '../domain/calendar/time.ts';
import { keeperUnnamed } from '../domain/responsibility/keeper.ts';
import { childStore } from './child-store.ts';
import { type Kept, passKeeping } from './closing.ts';
import { systemContext } from './leaver.ts';

/** Begins with the few children who are held outside the network, so that the cost does not grow with the others. */
const keptByTheClosed = `
  select c.person_id as "personId", a.team_id as "from" from child c
  join access a on a.person_id = c.person_id and a.relation = 'holder' and a.team_id <> c.holder_team
  join team t on t.id = a.team_id and t.valid_to <= $1
  where c.care_status = 'in-care' and c.holder_outside_name is not null order by c.person_id limit $2`;

/**
 * The holding desk takes over the records of children held outside the network whose keeper has closed: by a directory
 * file that brought the day, or because they came to the team after it had closed. One command for each child, so that
 * it can break off anywhere.
 */
export async function passKeepingOfTheClosed(pool: Pool, now: Instant, limit = 500): Promise<number> {
  const { rows } = await pool.query<Kept>(keptByTheClosed, [londonDate(now), limit]);
  if (rows.length === 0) return 0;
  const context = await systemContext(pool, now);
  const keeperOf = (from: string) => keeperUnnamed(context.directory, from, context);
  const { passed } = await passKeeping(childStore(pool), rows, keeperOf, context);
  return passed;
}
