import type { Pool, PoolClient } from 'pg';
import type {
  BulkCounts,
  BulkFamily,
  BulkStore,
  CaseloadLines,
  Round,
  ShownLine,
  Standing,
  Started,
} from '../application/bulk/bulk-store.ts';
import type { BulkHandover, BulkLine, BulkState, Routing } from '../domain/bulk/bulk-handover.ts';
import type { Actor } from '../domain/child/context.ts';
import {
  addClientLines,
  addClients,
  clientCounts,
  clientsInBulk,
  clientsOfCaseload,
} from './bulk-client-lines.ts';
import { linesText, standingText } from './bulk-lines.ts';
import { bulkLoads } from './bulk-loads.ts';
import type { Asked } from './child-store.ts';
import { againAfterOthers } from './met-others.ts';
import { asParty } from './party.ts';
import { inTransaction } from './transaction.ts';

type Row = {
  readonly bulkId: string;
  readonly kind: BulkHandover['kind'];
  readonly releasingTeamId: string;
  readonly routing: Routing['to'];
  readonly receivingTeamId: string | null;
  readonly lastDay: string | null;
  readonly why: string;
  readonly expectedResponse: string;
  readonly state: BulkState;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionWhy: string | null;
  readonly capacityWhy: string | null;
  readonly leadId: string | null;
  readonly leadNamedBy: string | null;
  readonly leadWhy: string | null;
  readonly round: number;
};

const columns = `bulk_id as "bulkId", kind, releasing_team as "releasingTeamId", routing, receiving_team as "receivingTeamId", last_day as "lastDay", why,
  expected_response as "expectedResponse", state, started_by as "startedBy", started_at as "startedAt", decided_by as "decidedBy", decided_at as "decidedAt",
  decision_why as "decisionWhy", capacity_why as "capacityWhy", lead_id as "leadId", lead_named_by as "leadNamedBy", lead_why as "leadWhy", round`;

/** Urgent first, then risk, then who has not been seen for longest (Annex B row 29). */
const orderText =
  'l.priority desc nulls first, l.risk_rank desc nulls first, l.last_seen_on asc nulls first, l.person_id';

const familyText = `c.person_id as "personId", c.version, c.given_name as "givenName", c.family_name as "familyName", c.born_on as "bornOn", c.last_seen_on as "lastSeenOn",
  h.handover_id as "handoverId", h.receiving_team as "receivingTeam", h.addressed_to as "addressedTo", c.holder_practitioner as "holderPractitioner"`;

const pageSize = 50;

/** Bulk handovers in PostgreSQL. Written and counted as the owner; lists of children are read as the party that asks. */
export function bulkStore(owner: Pool, app: Pool): BulkStore {
  return {
    start: (bulk, lines) => againAfterOthers(() => start(owner, bulk, lines)),
    decide: async (bulkId, against, { go, by, at, why, capacityWhy }) => {
      const { rowCount } = await owner.query(
        `update bulk_handover set state = $2, decided_by = $3, decided_at = $4, decision_why = $5, capacity_why = $6, round = round + 1
         where bulk_id = $1 and (state = 'planned' or (state = 'go' and $2 = 'no-go')) and round = coalesce($7, round)`,
        [bulkId, go ? 'go' : 'no-go', by, at, why, capacityWhy, against],
      );
      return rowCount === 1;
    },
    nameLead: async (bulkId, against, { leadId, by, why }, now) => {
      const { rowCount } = await owner.query(
        `update bulk_handover set lead_id = $2, lead_named_by = $3, lead_why = $4, lead_named_at = $5, round = round + 1
         where bulk_id = $1 and round = coalesce($6, round)`,
        [bulkId, leadId, by, why, now, against],
      );
      return rowCount === 1;
    },
    lookAgain: (bulkId, against) => inTransaction(owner, (client) => lookAgain(client, bulkId, against)),
    find: (bulkId) => findBulk(owner, bulkId),
    list: async () => {
      const text = `select ${columns} from bulk_handover order by started_at desc limit 200`;
      return (await owner.query<Row>(text)).rows.map(bulkOf);
    },
    counts: (bulkId) => counts(owner, bulkId),
    clientCounts: (bulkId) => clientCounts(owner, bulkId),
    loads: (bulkId, on) => bulkLoads(owner, bulkId, on),
    families: (actor, bulkId, from) => families(app, actor, bulkId, from),
    arrivals: (actor, from) => arrivals(app, actor, from),
    arrivalsOf: (actor, personIds) => arrivalsOf(app, actor, personIds),
    caseload: (actor, practitionerId) => caseload(app, actor, practitionerId),
    clients: (actor, bulkId) => clientsInBulk(app, actor, bulkId),
    caseloadClients: (actor, practitionerId) => clientsOfCaseload(app, actor, practitionerId),
  };
}

async function lookAgain(client: PoolClient, bulkId: string, against: Round): Promise<boolean> {
  // A child that is being looked at holds this row until it is written: whoever waits here has to see its result.
  await client.query('select from bulk_handover where bulk_id = $1 for update', [bulkId]);
  const { rowCount } = await client.query(
    `update bulk_handover b set round = round + 1 where bulk_id = $1 and (round = coalesce($2, round)
       or (state in ('planned', 'go') and exists (select from bulk_line l where l.bulk_id = b.bulk_id and l.done_round = b.round)))`,
    [bulkId, against],
  );
  return rowCount === 1;
}

async function findBulk(asked: Asked, bulkId: string): Promise<BulkHandover | null> {
  const { rows } = await asked.query<Row>(`select ${columns} from bulk_handover where bulk_id = $1`, [
    bulkId,
  ]);
  return rows[0] ? bulkOf(rows[0]) : null;
}

/**
 * Bulk handovers that still have families to look at, or may get more: planned ones and those that go; and those that
 * were stopped while somebody is left from before.
 */
export async function bulksToRun(asked: Asked): Promise<readonly BulkHandover[]> {
  const text = `select ${columns} from bulk_handover b where state in ('planned', 'go')
    or (state = 'no-go' and (exists (select from bulk_line l where l.bulk_id = b.bulk_id and l.done_round < b.round)
      or exists (select from bulk_client l where l.bulk_id = b.bulk_id and (l.result is null or l.result_at < b.decided_at)))) order by started_at`;
  return (await asked.query<Row>(text)).rows.map(bulkOf);
}

function bulkOf(row: Row): BulkHandover {
  const { routing, receivingTeamId, decidedBy, decidedAt, decisionWhy, capacityWhy } = row;
  const { leadId, leadNamedBy, leadWhy, ...rest } = row;
  const {
    bulkId,
    kind,
    releasingTeamId,
    lastDay,
    why,
    expectedResponse,
    state,
    startedBy,
    startedAt,
    round,
  } = rest;
  return {
    bulkId,
    kind,
    releasingTeamId,
    routing: routing === 'desk' ? { to: 'desk', teamId: receivingTeamId ?? '' } : { to: routing },
    lastDay,
    why,
    expectedResponse,
    state,
    startedBy,
    startedAt,
    decided:
      decidedBy && decidedAt ? { by: decidedBy, at: decidedAt, why: decisionWhy ?? '', capacityWhy } : null,
    namedLead: leadId ? { leadId, by: leadNamedBy ?? '', why: leadWhy ?? '' } : null,
    round,
  };
}

/** The plan and its lines are one transaction: a plan without its children would look finished. */
async function start(owner: Pool, bulk: BulkHandover, lines: CaseloadLines | null): Promise<Started> {
  return inTransaction(owner, async (client) => {
    const sentBefore = (await findBulk(client, bulk.bulkId)) !== null;
    const moved = sentBefore || !lines ? [] : await movedSince(client, bulk, lines);
    if (moved.length > 0) return { kind: 'moved', personIds: moved };
    const { rowCount } = await client.query(
      `insert into bulk_handover (bulk_id, kind, releasing_team, routing, receiving_team, last_day, why, expected_response, state, started_by, started_at, decided_by, decided_at, decision_why)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
      [
        bulk.bulkId,
        bulk.kind,
        bulk.releasingTeamId,
        bulk.routing.to,
        bulk.routing.to === 'desk' ? bulk.routing.teamId : null,
        bulk.lastDay,
        bulk.why,
        bulk.expectedResponse,
        bulk.state,
        bulk.startedBy,
        bulk.startedAt,
        bulk.decided?.by ?? null,
        bulk.decided?.at ?? null,
        bulk.decided?.why ?? null,
      ],
    );
    // A second click finds its own plan; another plan for the same team stands in the way.
    const known = rowCount === 1 || (await findBulk(client, bulk.bulkId)) !== null;
    if (rowCount === 1) await (lines ? addLines(client, bulk, lines.children) : addChildren(client, bulk));
    if (rowCount === 1)
      await (lines ? addClientLines(client, bulk, lines.clients) : addClients(client, bulk));
    return { kind: known ? 'started' : 'last-day-already' };
  });
}

/**
 * Whose record differs from what was shown. The other records are locked until the lines are written, so that nobody
 * writes in between.
 */
async function movedSince(
  client: PoolClient,
  { releasingTeamId }: BulkHandover,
  { children, clients }: CaseloadLines,
): Promise<readonly string[]> {
  const gone = async (text: string, lines: readonly ShownLine[]) => {
    const shown = lines.filter(({ version }) => version !== null);
    const { rows } = await client.query<{ id: string }>(text, [releasingTeamId, JSON.stringify(shown)]);
    const asShown = new Set(rows.map(({ id }) => id));
    return shown.map(({ personId }) => personId).filter((id) => !asShown.has(id));
  };
  return [
    ...(await gone(asShownText('child', 'c.holder_team'), children)),
    ...(await gone(asShownText('client', 'c.team_id'), clients)),
  ];
}

const asShownText = (table: 'child' | 'client', team: string) =>
  `select c.person_id as id from ${table} c join jsonb_to_recordset($2) x ("personId" uuid, version integer) on c.person_id = x."personId" and c.version = x.version
   where ${team} = $1 order by c.person_id for share of c`;

/** Adds lines, only for children of the team: knowing a child's id is not enough to give it one. */
async function addLines(client: PoolClient, bulk: BulkHandover, lines: readonly BulkLine[]): Promise<void> {
  await client.query(
    `insert into bulk_line (person_id, bulk_id, to_practitioner)
     select c.person_id, $1, x."toPractitionerId" from jsonb_to_recordset($3) x ("personId" uuid, "toPractitionerId" text)
     join child c on c.person_id = x."personId" where c.holder_team = $2 and c.care_status = 'in-care' on conflict do nothing`,
    [bulk.bulkId, bulk.releasingTeamId, JSON.stringify(lines)],
  );
}

/** A line for every child that the team holds and that has none yet: also who came to it since the plan was made. */
export async function addChildren(asked: Asked, bulk: BulkHandover): Promise<void> {
  await asked.query(
    `insert into bulk_line (person_id, bulk_id) select c.person_id, $1 from child c where c.holder_team = $2 and c.care_status = 'in-care' on conflict do nothing`,
    [bulk.bulkId, bulk.releasingTeamId],
  );
}

async function counts(owner: Pool, bulkId: string): Promise<BulkCounts> {
  const text = `select ${standingText} as standing, count(*)::int as n ${linesText} where l.bulk_id = $1 group by 1`;
  const { rows } = await owner.query<{ standing: Standing; n: number }>(text, [bulkId]);
  return Object.fromEntries(rows.map(({ standing, n }) => [standing, n]));
}

function families(app: Pool, actor: Actor, bulkId: string, from: number): Promise<readonly BulkFamily[]> {
  const text = `select ${familyText}, row_number() over (order by ${orderText})::int as place, l.priority, l.risk_rank as "riskRank",
      ${standingText} as standing, l.detail
    ${linesText} where l.bulk_id = $1 order by ${orderText} limit ${pageSize} offset $2`;
  return asParty(app, actor.teamId, (ask) => ask<BulkFamily>('bulk-families', text, [bulkId, from]));
}

const arrivalOrder =
  'h.addressed_to is not null, h.priority desc, h.risk_rank desc, c.last_seen_on asc nulls first, h.offered_at, c.person_id';
const arrivalText = `select ${familyText}, row_number() over (order by ${arrivalOrder})::int as place, h.priority, h.risk_rank as "riskRank", 'offered' as standing, null as detail
    from handover h join child c on c.person_id = h.person_id
    where h.receiving_team = $1 and h.state in ('offered', 'acknowledged') and h.occasion = 'service-closes'`;

function arrivals(app: Pool, actor: Actor, from: number): Promise<readonly BulkFamily[]> {
  const text = `${arrivalText} order by ${arrivalOrder} limit ${pageSize} offset $2`;
  return asParty(app, actor.teamId, (ask) => ask<BulkFamily>('bulk-arrivals', text, [actor.teamId, from]));
}

function arrivalsOf(app: Pool, actor: Actor, personIds: readonly string[]): Promise<readonly BulkFamily[]> {
  const text = `${arrivalText} and h.person_id = any ($2::uuid[]) order by ${arrivalOrder}`;
  return asParty(app, actor.teamId, (ask) =>
    ask<BulkFamily>('bulk-arrivals-of', text, [actor.teamId, personIds]),
  );
}

function caseload(app: Pool, actor: Actor, practitionerId: string | null): Promise<readonly BulkFamily[]> {
  const order =
    'h.priority desc nulls last, h.risk_rank desc nulls last, c.last_seen_on asc nulls first, c.person_id';
  const text = `select ${familyText}, row_number() over (order by ${order})::int as place, h.priority, h.risk_rank as "riskRank", 'to-do' as standing, null as detail
    from child c left join lateral (select h.* from handover h where h.person_id = c.person_id and h.released_at is null
      and h.state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen') limit 1) h on true
    where c.holder_team = $1 and c.care_status = 'in-care' and c.holder_practitioner is not distinct from $2 order by ${order}`;
  return asParty(app, actor.teamId, (ask) =>
    ask<BulkFamily>('bulk-caseload', text, [actor.teamId, practitionerId]),
  );
}
