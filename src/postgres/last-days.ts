import type { Pool } from 'pg';
import { issue } from '../application/command.ts';
import { issuedNow } from '../application/issued.ts';
import { directorysPlan } from '../domain/bulk/last-day.ts';
import { type CivilDate, type Instant, sayDate } from '../domain/calendar/time.ts';
import { childStore } from './child-store.ts';
import { systemContext } from './leaver.ts';

type Differing = { readonly personId: string; readonly lastDay: CivilDate | null };

/**
 * Children whose team has a last day in the directory that they do not carry, and children who carry a day other than
 * the directory has now. A day that a plan for the whole team set is left to that plan. The question starts from the
 * few teams that close, each with its own children by their index: as one join, the planner would read every child of
 * the network at each pass, only to find that no team closes. Whether a child carries the day is asked by the child's
 * key: as a join it would compare all children of the team with all such days, since the statistics know of none until
 * long after.
 */
export const differingText = `
  select c.person_id as "personId", t.valid_to::text as "lastDay" from team t cross join lateral (
    select person_id from child where holder_team = t.id and care_status = 'in-care'
      and (select true from deadline d where d.person_id = child.person_id and d.kind = 'pass-before-last-day' limit 1) is null
    limit $2) c
  where t.valid_to is not null
  union all
  select d.person_id, t.valid_to::text from deadline d join team t on t.id = d.owner_team
    cross join lateral (select state from child_state where person_id = d.person_id limit 1) s
  where d.kind = 'pass-before-last-day' and s.state -> 'lastDay' ->> 'bulkId' = $1
    and s.state -> 'lastDay' ->> 'lastDay' is distinct from t.valid_to::text
  order by 1 limit $2`;

/**
 * Puts a team's last day on each child that it answers for, however the child came to it: taken on meanwhile, by a message, by
 * an end reversed afterwards, or held when a directory file brought the day (scenarios A31, A44). One command for each child,
 * so that it can break off anywhere; says how many were told.
 */
export async function setLastDays(pool: Pool, now: Instant, limit = 500): Promise<number> {
  const { rows } = await pool.query<Differing>(differingText, [directorysPlan, limit]);
  if (rows.length === 0) return 0;
  const context = await systemContext(pool, now);
  const store = childStore(pool);
  let told = 0;
  for (const { personId, lastDay } of rows) {
    const why = lastDay
      ? `The directory says that the team works no more from ${sayDate(lastDay)}`
      : 'The directory has no last day for the team any more';
    const command = { type: 'set-last-day', bulkId: directorysPlan, lastDay, why } as const;
    const outcome = await issue(store, issuedNow(personId, command), context);
    if (outcome.kind === 'done' && outcome.facts.length > 0) told += 1;
  }
  return told;
}
