import type { Pool } from 'pg';
import { issueToClient } from '../application/client-command.ts';
import { issuedNow } from '../application/issued.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { holdingRoles } from '../domain/directory/directory.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import { childStore } from './child-store.ts';
import { clientStore } from './client-store.ts';
import { type Renamed, systemContext, whyNoMore } from './leaver.ts';

/**
 * Clients whose nurse has left, works in another team now, or has a role that answers for nobody; and those whose named
 * contact has left. It goes from the few people who are gone to their clients along the index, so its cost grows with
 * the leavers and not with the clients.
 */
const wronglyNamed = `
  with gone as materialized (
    select id, team_id, status <> 'present' and status_since <= $1 as out, role <> all ($3) as unfit from practitioner
    where (status <> 'present' and status_since <= $1) or role <> all ($3) or team_since is not null)
  select c.person_id as "personId", g.id as "practitionerId", 'nurse' as named from gone g cross join lateral (
    select person_id from client where nurse_id = g.id and status = any ($2) and (g.out or g.unfit or team_id <> g.team_id) limit $4) c
  union all
  select c.person_id, g.id, 'contact' from gone g cross join lateral (
    select person_id from client where contact_id = g.id limit $4) c where g.out
  limit $4`;

type WronglyNamed = {
  readonly personId: string;
  readonly practitionerId: string;
  readonly named: 'nurse' | 'contact';
};

/**
 * Clients of somebody who is gone come to the lead, as children do: the lead owes each another nurse, and whoever lost
 * a child another contact. One command for each, so that it can break off anywhere; until then `whoAnswers` gives the
 * deputy or the lead (promise P1).
 */
export async function nameForClientsOfLeavers(pool: Pool, now: Instant, limit = 500): Promise<Renamed> {
  const values = [now, caseloadStatuses, holdingRoles, limit + 1];
  const { rows } = await pool.query<WronglyNamed>(wronglyNamed, values);
  if (rows.length === 0) return { renamed: 0, left: 0 };
  const context = await systemContext(pool, now);
  const stores = { clients: clientStore(pool), children: childStore(pool) };
  let renamed = 0;
  for (const { personId, practitionerId, named } of rows.slice(0, limit)) {
    const why = whyNoMore(context, practitionerId);
    const command: ClientCommand =
      named === 'nurse'
        ? { type: 'allocate-nurse', nurseId: null, why, aboveCapacity: null }
        : { type: 'name-contact', contactId: null, why };
    const issued = issuedNow(personId, command);
    const outcome = await issueToClient(stores, issued, context);
    if (outcome.kind === 'done') renamed += 1;
  }
  return { renamed, left: rows.length - renamed };
}
