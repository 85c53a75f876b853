import type { Pool } from 'pg';
import { partTime, supervisedDaysAgo } from '../application/demonstration/supervision.ts';
import type { Instant } from '../domain/calendar/time.ts';

const supervisionText = `
  insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at)
  select t.id, p.id, ($1::timestamptz at time zone 'Europe/London')::date - x.value::int, t.lead_id, t.lead_id, $1
  from json_each_text($2) x join practitioner p on p.id = x.key join team t on t.id = p.team_id
  where not exists (select from supervision s where s.nurse_id = p.id)`;

const workingTimeText = `
  insert into working_time (practitioner_id, valid_from, share, why, recorded_by, recorded_at)
  select p.id, ($1::timestamptz at time zone 'Europe/London')::date - 400, x.share, x.why, t.lead_id, $1
  from json_to_recordset($2) x ("nurseId" text, share numeric, why text) join practitioner p on p.id = x."nurseId" join team t on t.id = p.team_id
  on conflict do nothing`;

/** When each nurse of the programme was last supervised, one to one, and who of them works fewer days. */
export async function seedSupervision(pool: Pool, now: Instant): Promise<void> {
  await pool.query(supervisionText, [now, JSON.stringify(supervisedDaysAgo)]);
  await pool.query(workingTimeText, [now, JSON.stringify(partTime)]);
}
