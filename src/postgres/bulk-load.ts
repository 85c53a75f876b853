import type { Pool, PoolClient } from 'pg';
import type { Change } from '../application/child-store.ts';

/**
 * Writes whole lives of children that are not in the database yet: each child's changes in their order, from its first
 * fact. Much faster than one append for each command, with the same tables, constraints and locks. Needs the owner of the
 * tables. With a pool it is one transaction; with a connection it joins that connection's. `gone`: a practitioner or a team
 * that must be there is not; then nothing was written.
 */
export async function bulkLoad(
  at: Pool | PoolClient,
  changes: readonly Change[],
): Promise<'loaded' | 'gone'> {
  if (changes.length === 0) return 'loaded';
  if ('release' in at) return load(at, changes);
  const client = await at.connect();
  try {
    await client.query('begin');
    const outcome = await load(client, changes);
    await client.query('commit');
    client.release();
    return outcome;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function load(client: PoolClient, changes: readonly Change[]): Promise<'loaded' | 'gone'> {
  if (!(await allThere(client, changes))) return 'gone';
  const lives = [...Map.groupBy(changes, (change) => change.personId)];
  for (const [name, text, rows] of statements(lives)) {
    if (rows.length > 0) await client.query({ name, text, values: [JSON.stringify(rows)] });
  }
  return 'loaded';
}

/** Locked against a leaver until the transaction ends, as append_facts does. */
async function allThere(client: PoolClient, changes: readonly Change[]): Promise<boolean> {
  const people = [...new Set(changes.flatMap((change) => change.mustBePresent))];
  const teams = [...new Set(changes.flatMap((change) => change.mustBeLive))];
  const at = changes.at(-1)?.facts.at(-1)?.recordedAt ?? new Date().toISOString();
  const there = await client.query(
    "select from practitioner where id = any ($1) and status = 'present' order by id for share",
    [people],
  );
  const live = await client.query(
    `select from team where id = any ($1) and valid_from <= ($2::timestamptz at time zone 'Europe/London')::date
      and (valid_to is null or valid_to > ($2::timestamptz at time zone 'Europe/London')::date) order by id for share`,
    [teams, at],
  );
  return there.rowCount === people.length && live.rowCount === teams.length;
}

type Life = readonly [personId: string, changes: readonly Change[]];
type Statement = readonly [name: string, text: string, rows: readonly unknown[]];

function statements(lives: readonly Life[]): readonly Statement[] {
  return [
    ['bulk-child', insertChild, lives.map(childOf)],
    ['bulk-fact', insertFact, lives.flatMap(factsOf)],
    ['bulk-period', insertPeriod, lives.flatMap(periodsOf)],
    ['bulk-handover', insertHandover, lives.flatMap(handoversOf)],
    ['bulk-deadline', insertDeadline, lives.flatMap(deadlinesOf)],
    ['bulk-access', insertAccess, lives.flatMap(accessOf)],
    ['bulk-notice', insertNotice, lives.flatMap(noticesOf)],
  ];
}

const insertChild = `insert into child (person_id, version, head_hash, state, given_name, family_name, born_on, expected_on, nhs_number, postcode,
    area_code, sealed, family_id, care_status, holder_team, holder_practitioner, holder_outside_name, held_since, last_seen_on)
  select * from json_to_recordset($1) as c (person_id uuid, version integer, head_hash text, state jsonb, given_name text, family_name text,
    born_on date, expected_on date, nhs_number text, postcode text, area_code text, sealed boolean, family_id text, care_status text,
    holder_team text, holder_practitioner text, holder_outside_name text, held_since timestamptz, last_seen_on date)`;

function childOf([person_id, changes]: Life) {
  const last = changes.at(-1);
  const head = changes.findLast((change) => change.facts.length > 0)?.facts.at(-1);
  return { person_id, version: head?.version, head_hash: head?.hash, state: last?.state, ...last?.child };
}

const insertFact = `insert into fact (person_id, version, type, data, happened_at, recorded_at, recorded_by, recorded_team, recorded_role,
    command_id, command_part, previous_hash, hash)
  select * from json_to_recordset($1) as f (person_id uuid, version integer, type text, data jsonb, happened_at timestamptz, recorded_at timestamptz,
    recorded_by text, recorded_team text, recorded_role text, command_id uuid, command_part smallint, previous_hash text, hash text)`;

function factsOf([person_id, changes]: Life) {
  return changes.flatMap((change) =>
    change.facts.map(({ version, fact, happenedAt, recordedAt, by, previousHash, hash }) => ({
      person_id,
      version,
      type: fact.type,
      data: fact,
      happened_at: happenedAt,
      recorded_at: recordedAt,
      recorded_by: by.practitionerId,
      recorded_team: by.teamId,
      recorded_role: by.role,
      command_id: change.commandId,
      command_part: version - change.expectedVersion,
      previous_hash: previousHash,
      hash,
    })),
  );
}

const insertPeriod = `insert into accountable_period (person_id, period_no, team_id, practitioner_id, outside_name, started_at, ended_at, successor_no, end_reason)
  select * from json_to_recordset($1) as p (person_id uuid, period_no integer, team_id text, practitioner_id text, outside_name text,
    started_at timestamptz, ended_at timestamptz, successor_no integer, end_reason text)`;

/** As many changes would leave them: a period ends where a later change closes it, with its successor or its end reason. */
function periodsOf([person_id, changes]: Life) {
  const opened = changes.flatMap((change) => change.periodsOpened);
  const closed = new Map(
    changes.flatMap((change) =>
      change.periodClosed ? [[change.periodClosed.no, change.periodClosed] as const] : [],
    ),
  );
  return opened.map(({ no, holder, from }) => {
    const end = closed.get(no);
    return {
      person_id,
      period_no: no,
      team_id: holder.teamId,
      practitioner_id: holder.practitionerId,
      outside_name: holder.outsideName,
      started_at: from,
      ended_at: end?.at ?? null,
      successor_no: end && end.endReason === null ? no + 1 : null,
      end_reason: end?.endReason ?? null,
    };
  });
}

const insertHandover = `insert into handover select * from json_to_recordset($1) as h (person_id uuid, handover_id uuid, state text, kind text, occasion text,
    priority smallint, risk_rank smallint, releasing_team text, receiving_team text, destination_kind text, addressed_to text, accepted_by text,
    prepared_by text, prepared_at timestamptz, offered_at timestamptz, accepted_at timestamptz, released_at timestamptz, seen_at timestamptz,
    ended_at timestamptz, question_to text, disputed boolean)`;

function handoversOf([person_id, changes]: Life) {
  const last = new Map(
    changes.flatMap((change) => change.handovers.map((row) => [row.handover_id, row] as const)),
  );
  return [...last.values()].map((row) => ({ person_id, ...row }));
}

const insertDeadline = `insert into deadline (person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at,
    row_id, row_column, rule_version)
  select d.person_id, d.key, d.kind, d."handoverId", d."ownerTeamId", d."otherTeamId", d."from", d."dueAt", d.steps, 0, d.steps[1], d.row, d."column", d."ruleVersion"
  from json_to_recordset($1) as d (person_id uuid, key text, kind text, "handoverId" uuid, "ownerTeamId" text, "otherTeamId" text, "from" timestamptz,
    "dueAt" timestamptz, steps timestamptz[], row text, "column" text, "ruleVersion" text)`;

/** Only those that stand at the end. */
function deadlinesOf([person_id, changes]: Life) {
  return Object.values(changes.at(-1)?.state.deadlines ?? {}).map((deadline) => ({ person_id, ...deadline }));
}

const insertAccess = `insert into access (person_id, team_id, relation)
  select * from json_to_recordset($1) as a (person_id uuid, team_id text, relation text)`;

function accessOf([person_id, changes]: Life) {
  const has = new Map<string, string>();
  for (const change of changes) {
    for (const teamId of change.accessTaken) has.delete(teamId);
    for (const party of change.accessGiven) has.set(party.teamId, party.as);
  }
  return [...has].map(([team_id, relation]) => ({ person_id, team_id, relation }));
}

const insertNotice = `insert into notice (team_id, for_lead, person_id, handover_id, code, created_at)
  select * from json_to_recordset($1) as n (team_id text, for_lead boolean, person_id uuid, handover_id uuid, code text, created_at timestamptz)`;

function noticesOf([person_id, changes]: Life) {
  return changes.flatMap((change) =>
    change.notices.map((notice) => ({
      team_id: notice.teamId,
      for_lead: notice.forLead,
      person_id,
      handover_id: notice.handoverId,
      code: notice.code,
      created_at: change.facts[0]?.recordedAt,
    })),
  );
}
