import type { Pool } from 'pg';
import { type ClientOutcome, issueToClient, type Stores } from '../application/client-command.ts';
import { uuidFor } from '../application/import/identifiers.ts';
import { type BulkHandover, type BulkLine, hasLastDay } from '../domain/bulk/bulk-handover.ts';
import { type ClientLineResult, clientStep } from '../domain/bulk/client-step.ts';
import { type Context, systemActor } from '../domain/child/context.ts';
import { refusalWords } from '../domain/language/refusals.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { addClients } from './bulk-client-lines.ts';
import { childStore } from './child-store.ts';
import { clientStore } from './client-store.ts';

/** Clients whose child this bulk handover has given to another nurse: the child has the line, its mother goes with it. */
const withTheirChildText = `select distinct on (c.person_id) c.person_id as "personId", l.to_practitioner as "toPractitionerId"
  from bulk_line l join client_child k on k.child_id = l.person_id and k.left_by is null and not k.lost
  join client c on c.person_id = k.person_id
  where l.bulk_id = $1 and l.result = 'named' and c.team_id = $2 and c.nurse_id is distinct from l.to_practitioner
    and c.status = any ($3)
  order by c.person_id, l.person_id`;

/**
 * Lines that are still to be done: in a caseload each once; for a last day as long as she is with the team; and each
 * once more after a no go.
 */
const linesText = `select l.person_id as "personId", l.to_practitioner as "toPractitionerId" from bulk_client l join client c on c.person_id = l.person_id
  where l.bulk_id = $1 and (l.result is null or ($2 and (c.team_id = $3 or l.result = 'on-her-way')) or l.result_at < $4) order by l.person_id`;

/** The area of a postcode on the day that the bulk handover asks of. */
type AreaOf = (postcode: string) => Promise<string | null>;
type OnFault = (personId: string, error: unknown) => void;

/**
 * Has the mothers follow their children, and every client without a child in the bulk handover go by the plan. Each
 * follows by commands of her own, whose ids follow from the bulk handover and from where she stands, so that each has
 * one effect however often this runs.
 */
export async function clientsFollow(
  owner: Pool,
  bulk: BulkHandover,
  context: Context,
  areaOf: AreaOf,
  onFault: OnFault,
): Promise<void> {
  const stores = { clients: clientStore(owner), children: childStore(owner) };
  const { bulkId, releasingTeamId } = bulk;
  if (hasLastDay(bulk) && bulk.state !== 'no-go') await addClients(owner, bulk);
  else if (!hasLastDay(bulk)) {
    const values = [bulkId, releasingTeamId, [...caseloadStatuses]];
    for (const line of (await owner.query<BulkLine>(withTheirChildText, values)).rows) {
      const done = await follow(stores, bulk, line, context, areaOf);
      if (done?.result === 'refused') onFault(line.personId, new Error(done.code));
    }
  }
  const noGoAt = noGo(bulk);
  const asked = [bulkId, hasLastDay(bulk), releasingTeamId, noGoAt];
  const { rows } = await owner.query<BulkLine>(linesText, asked);
  for (const line of rows) {
    const done = await follow(stores, bulk, line, context, areaOf);
    if (done) await writeResult(owner, bulkId, line.personId, done, { now: context.now, noGoAt });
  }
}

/** When it was decided not to go; null where that was not decided. */
function noGo({ state, decided }: BulkHandover): string | null {
  return state === 'no-go' ? (decided?.at ?? null) : null;
}

/** Sent to another site and taken in there is the longest way. More steps would mean that they go in a circle. */
const mostSteps = 3;

/** Null where somebody else was writing: the next run goes on. */
async function follow(
  stores: Stores,
  bulk: BulkHandover,
  { personId, toPractitionerId }: BulkLine,
  context: Context,
  areaOf: AreaOf,
): Promise<ClientLineResult | null> {
  for (let step = 0; step < mostSteps; step += 1) {
    const loaded = await stores.clients.load(personId, null);
    if (!loaded) return null;
    const { state, children, version } = loaded;
    const postcode = bulk.routing.to === 'own-address' ? state.address?.postcode : null;
    const areaOnLastDay = postcode ? await areaOf(postcode) : null;
    const next = clientStep(bulk, state, children, toPractitionerId, { context, areaOnLastDay });
    if ('result' in next) return next;
    const { give } = next;
    const commandId = uuidFor('bulk-handover', bulk.bulkId, personId, `${give.type}@${version}`);
    const issued = { personId, commandId, command: give, expectedVersion: version, happenedAt: null };
    // The nurse who accepted her child has spoken for the site that takes her in; nobody of the releasing side speaks
    // for it.
    const actor = give.type === 'transfer-in' ? systemActor : context.actor;
    const ended = endOf(await issueToClient(stores, issued, { ...context, actor }));
    if (ended !== 'goes-on') return ended;
  }
  return null;
}

function endOf(outcome: ClientOutcome): ClientLineResult | null | 'goes-on' {
  switch (outcome.kind) {
    case 'done':
    case 'repeated':
      return 'goes-on';
    case 'refused': {
      const { code, detail = null } = outcome.refusal;
      return { result: 'refused', code, detail };
    }
    case 'conflict':
    case 'not-found':
      return null;
  }
}

async function writeResult(
  owner: Pool,
  bulkId: string,
  personId: string,
  result: ClientLineResult,
  { now, noGoAt }: { readonly now: string; readonly noGoAt: string | null },
): Promise<void> {
  await owner.query(
    `update bulk_client set result = $3, detail = $4, result_at = $5
     where person_id = $1 and bulk_id = $2 and ((result, detail) is distinct from ($3::text, $4::text) or result_at < $6)`,
    [personId, bulkId, result.result, detailOf(result), now, noGoAt],
  );
}

/** Why it was refused and what can be done (promise P8). */
function detailOf(result: ClientLineResult): string | null {
  if (result.result !== 'refused') return null;
  const { code, detail } = result;
  const { says, canDo } = refusalWords(detail === null ? { code } : { code, detail });
  return `${says} ${canDo}`;
}
