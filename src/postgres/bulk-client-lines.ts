import type { Pool, PoolClient } from 'pg';
import type { BulkClient, ClientCounts, ClientStanding } from '../application/bulk/bulk-store.ts';
import type { BulkHandover, BulkLine } from '../domain/bulk/bulk-handover.ts';
import type { Actor } from '../domain/child/context.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { Asked } from './child-store.ts';
import { asParty } from './party.ts';

/**
 * That none of her children in the programme is among “x”: the children that a team holds, or that one of its nurses
 * has.
 */
const withoutChildText = (
  held: string,
) => `not exists (select from client_child k join child x on x.person_id = k.child_id
    where k.person_id = c.person_id and k.left_by is null and not k.lost and x.care_status = 'in-care' and ${held})`;

/** A line for every client of the team none of whose children it holds, also where her last child has passed since. */
export async function addClients(asked: Asked, { bulkId, releasingTeamId }: BulkHandover): Promise<void> {
  await asked.query(
    `insert into bulk_client (person_id, bulk_id) select c.person_id, $1 from client c
     where c.team_id = $2 and c.status = any ($3) and ${withoutChildText('x.holder_team = $2')} on conflict do nothing`,
    [bulkId, releasingTeamId, [...caseloadStatuses]],
  );
}

/** Only clients of the team, as with its children. */
export async function addClientLines(
  client: PoolClient,
  bulk: BulkHandover,
  lines: readonly BulkLine[],
): Promise<void> {
  await client.query(
    `insert into bulk_client (person_id, bulk_id, to_practitioner)
     select c.person_id, $1, x."toPractitionerId" from jsonb_to_recordset($3) x ("personId" uuid, "toPractitionerId" text)
     join client c on c.person_id = x."personId" where c.team_id = $2 and c.status = any ($4) on conflict do nothing`,
    [bulk.bulkId, bulk.releasingTeamId, JSON.stringify(lines), [...caseloadStatuses]],
  );
}

const standingText = `coalesce(l.result, case b.state when 'planned' then 'at-go' when 'no-go' then 'stopped' else 'to-do' end)`;

export async function clientCounts(owner: Pool, bulkId: string): Promise<ClientCounts> {
  const text = `select ${standingText} as standing, count(*)::int as n
    from bulk_client l join bulk_handover b on b.bulk_id = l.bulk_id where l.bulk_id = $1 group by 1`;
  const { rows } = await owner.query<{ standing: ClientStanding; n: number }>(text, [bulkId]);
  return Object.fromEntries(rows.map(({ standing, n }) => [standing, n]));
}

const columns = `c.person_id as "personId", c.version, c.given_name as "givenName", c.family_name as "familyName", c.last_visit_on as "lastVisitOn"`;

/** In a bulk handover, whoever has no result yet first. */
export function clientsInBulk(app: Pool, actor: Actor, bulkId: string): Promise<readonly BulkClient[]> {
  const text = `select ${columns}, ${standingText} as standing, l.detail
    from bulk_client l join bulk_handover b on b.bulk_id = l.bulk_id join client c on c.person_id = l.person_id
    where l.bulk_id = $1 order by l.result nulls first, c.last_visit_on nulls first, c.person_id limit 1000`;
  return asParty(app, actor.teamId, (ask) => ask<BulkClient>('bulk-clients', text, [bulkId]));
}

/**
 * Clients of one nurse of the team none of whose children has that nurse; of nobody, those whose nurse is not in post here
 * any more, or who never had one.
 */
export function clientsOfCaseload(
  app: Pool,
  actor: Actor,
  practitionerId: string | null,
): Promise<readonly BulkClient[]> {
  const theirs = withoutChildText('x.holder_team = $1 and x.holder_practitioner is not distinct from $2');
  const text = `select ${columns}, 'to-do' as standing, null as detail from client c
    where c.team_id = $1 and c.status = any ($3) and ${theirs} and case when $2::text is not null then c.nurse_id = $2
      else not exists (select from practitioner p where p.id = c.nurse_id and p.team_id = $1 and p.status = 'present') end
    order by c.last_visit_on nulls first, c.person_id`;
  const values = [actor.teamId, practitionerId, [...caseloadStatuses]];
  return asParty(app, actor.teamId, (ask) => ask<BulkClient>('bulk-caseload-clients', text, values));
}
