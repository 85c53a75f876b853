import type { Pool } from 'pg';
import { addDays, type CivilDate, londonInstant } from '../domain/calendar/time.ts';
import type { Turn } from '../domain/directory/directory.ts';
import { instantText } from './instant-text.ts';

/** The turns at a team’s duty desk on a day, however long ago. A turn ends with its day, so that its end says of which day it is. */
export async function turnsOn(pool: Pool, teamId: string, on: CivilDate): Promise<readonly Turn[]> {
  const text = `select practitioner_id as "practitionerId", team_id as "teamId", ${instantText('begun_at')} as "from", ${instantText('ends_at')} as "to"
    from duty_turn where team_id = $1 and ends_at > $2 and ends_at <= $3 order by begun_at, practitioner_id`;
  const values = [teamId, londonInstant(on, 0), londonInstant(addDays(on, 1), 0)];
  return (await pool.query<Turn>({ name: 'turns-on', text, values })).rows;
}
