import type { Pool } from 'pg';
import { issueToClient } from '../application/client-command.ts';
import { uuidFor } from '../application/import/identifiers.ts';
import type { BulkHandover } from '../domain/bulk/bulk-handover.ts';
import { clientStep } from '../domain/bulk/client-step.ts';
import type { Context } from '../domain/child/context.ts';
import { childStore } from './child-store.ts';
import { clientStore } from './client-store.ts';

/** Clients of the team whose children this bulk handover has given to another nurse, or to another team altogether. */
const reallocatedText = `select distinct on (c.person_id) c.person_id as "personId", l.to_practitioner as "toPractitionerId"
  from bulk_line l join client_child k on k.child_id = l.person_id and k.left_by is null and not k.lost
  join client c on c.person_id = k.person_id
  where l.bulk_id = $1 and l.result = 'named' and c.team_id = $2 and c.nurse_id is distinct from l.to_practitioner
    and c.status in ('enrolled', 'paused', 'transferring-out')
  order by c.person_id, l.person_id`;

const givenAwayText = `select distinct c.person_id as "personId", null as "toPractitionerId"
  from bulk_line l join client_child k on k.child_id = l.person_id and k.left_by is null and not k.lost
  join client c on c.person_id = k.person_id
  where l.bulk_id = $1 and c.team_id = $2 and c.status in ('enrolled', 'paused')
    and not exists (select from client_child o join child x on x.person_id = o.child_id
      where o.person_id = c.person_id and o.left_by is null and not o.lost and x.care_status = 'in-care' and x.holder_team = $2)
  order by c.person_id`;

/**
 * The mothers follow their children: each by a command of her own, with an id that follows from the bulk handover and where she
 * stands, so that it has one effect however often this is run. Answers how many commands were given.
 */
export async function clientsFollow(
  owner: Pool,
  bulk: BulkHandover,
  context: Context,
  onFault: (personId: string, error: unknown) => void,
): Promise<number> {
  const stores = { clients: clientStore(owner), children: childStore(owner) };
  const { rows } = await owner.query<{ personId: string; toPractitionerId: string | null }>(
    bulk.kind === 'caseload' ? reallocatedText : givenAwayText,
    [bulk.bulkId, bulk.releasingTeamId],
  );
  let given = 0;
  for (const { personId, toPractitionerId } of rows) {
    const loaded = await stores.clients.load(personId, null);
    const command =
      loaded && clientStep(bulk, loaded.state, loaded.children, toPractitionerId, context.directory);
    if (!command) continue;
    const commandId = uuidFor('bulk-handover', bulk.bulkId, personId, `${command.type}@${loaded.version}`);
    const issued = { personId, commandId, command, expectedVersion: loaded.version, happenedAt: null };
    const outcome = await issueToClient(stores, issued, context);
    if (outcome.kind === 'refused') onFault(personId, new Error(`${command.type}: ${outcome.refusal.code}`));
    else given += 1;
  }
  return given;
}
