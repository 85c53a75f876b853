import type { Pool } from 'pg';
import type { Load } from '../domain/bulk/capacity.ts';
import type { CivilDate } from '../domain/calendar/time.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { linesText } from './bulk-lines.ts';

/**
 * At a site of the programme families are counted by their weights, as in its caseloads: twins are one family, and a
 * child without a client is a family of its own. Children who have been accepted count as coming until they have
 * passed.
 */
const loadsText = `with coming as (select h.receiving_team as team_id, l.person_id ${linesText}
    where l.bulk_id = $1 and h.occasion = 'service-closes' and h.state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen') and h.released_at is null),
  of_client as (select x.team_id, x.person_id as child_id, c.person_id, c.weight, c.team_id as own_team from coming x
    join client_child k on k.child_id = x.person_id and k.left_by is null and not k.lost join client c on c.person_id = k.person_id and c.status = any ($2)),
  family as (select team_id, person_id, weight from of_client where own_team <> team_id
    union select t.id, c.person_id, c.weight from bulk_client l join bulk_handover b on b.bulk_id = l.bulk_id join team t on t.id = b.receiving_team and t.kind = 'fnp'
      join client c on c.person_id = l.person_id and c.team_id = b.releasing_team and c.status = any ($2) where l.bulk_id = $1),
  receiving as (select team_id from coming union select team_id from family)
  select r.team_id as "teamId",
    case t.kind when 'fnp' then (select coalesce(sum(c.weight), 0)::float8 from client c where c.team_id = t.id and c.status = any ($2))
      else (select count(*)::float8 from child x where x.holder_team = t.id and x.care_status = 'in-care') end as held,
    case t.kind when 'fnp' then (select coalesce(sum(f.weight), 0)::float8 from family f where f.team_id = t.id)
        + (select count(*) from coming x where x.team_id = t.id and not exists (select from of_client o where o.child_id = x.person_id))
      else (select count(*)::float8 from coming x where x.team_id = t.id) end as coming,
    (select coalesce(jsonb_object_agg(p.id, w.share), '{}') from practitioner p cross join lateral
      (select share::float8 from working_time where practitioner_id = p.id and valid_from <= $3 order by valid_from desc limit 1) w
      where p.team_id = t.id and w.share < 1) as shares
  from receiving r join team t on t.id = r.team_id order by r.team_id`;

/** What each receiving team carries, and what would come to it, in the unit in which its kind of team is measured. */
export async function bulkLoads(owner: Pool, bulkId: string, on: CivilDate): Promise<readonly Load[]> {
  return (await owner.query<Load>(loadsText, [bulkId, [...caseloadStatuses], on])).rows;
}
