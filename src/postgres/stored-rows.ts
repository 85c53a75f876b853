import type { ClientBase } from 'pg';
import type { ChildRow, HandoverRow } from '../application/child-store.ts';
import type { Party } from '../domain/access/relations.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { ChildFact, RecordedBy } from '../domain/child/facts.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { ClientStored } from './check-client.ts';
import type { DeadlineRow, StepRow, StoredRow } from './check-rows.ts';
import { instantText } from './instant-text.ts';

/** Everything that is stored of one child or client. */
export type Stored = {
  readonly personId: string;
  readonly row: Kept | undefined;
  readonly facts: readonly StoredRow[];
  readonly handovers: readonly HandoverRow[];
  readonly periods: readonly PeriodRow[];
  readonly access: readonly Party[];
  readonly deadlines: readonly DeadlineRow[];
  readonly steps: readonly StepRow[];
  /** Set for a client of the programme instead of a child. */
  readonly client: ClientStored | undefined;
};

type Kept = ChildRow & {
  readonly person_id: string;
  readonly version: number;
  readonly head_hash: string;
  /** Null where the row beside it is gone. */
  readonly state: ChildState | null;
};
export type PeriodRow = {
  readonly no: number;
  readonly teamId: string;
  readonly practitionerId: string | null;
  readonly outsideName: string | null;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly successor: number | null;
  readonly endReason: string | null;
};

/** The next children and clients in the order of their ids. */
export async function nextPeople(
  client: ClientBase,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select person_id as id from (select person_id from child union all select person_id from client) p
     where $1::uuid is null or person_id > $1 order by person_id limit $2`,
    [after, limit],
  );
  return rows.map(({ id }) => id);
}

const questions = {
  rows: 'select * from child left join child_state using (person_id) where person_id = any ($1)',
  facts: `select person_id, version, type, data as fact, happened_at as "happenedAt", recorded_at as "recordedAt", recorded_by as "practitionerId",
    recorded_team as "teamId", recorded_role as role, command_id as "commandId", command_part as part, previous_hash as "previousHash", hash
    from fact where person_id = any ($1) order by person_id, version`,
  handovers: 'select * from handover where person_id = any ($1)',
  periods: `select person_id, period_no as no, team_id as "teamId", practitioner_id as "practitionerId", outside_name as "outsideName", started_at as "from",
    ended_at as "to", successor_no as successor, end_reason as "endReason" from accountable_period where person_id = any ($1) order by person_id, period_no`,
  access: 'select person_id, team_id as "teamId", relation as "as" from access where person_id = any ($1)',
  deadlines: `select person_id, key, kind, handover_id as "handoverId", owner_team as "ownerTeamId", other_team as "otherTeamId", from_at as "from", due_at as "dueAt",
    steps, row_id as row, row_column as "column", rule_version as "ruleVersion", next_step as "nextStep", next_step_at as "nextStepAt"
    from deadline where person_id = any ($1)`,
  steps:
    'select person_id, key, from_at as "from", step, told_teams as told from escalation where person_id = any ($1)',
  clients: `select c.*, (select coalesce(json_agg(json_build_object('child_id', k.child_id, 'born_on', k.born_on, 'left_by', k.left_by, 'lost', k.lost)
    order by k.child_id), '[]') from client_child k where k.person_id = c.person_id) as children,
    (select coalesce(json_agg(json_build_object('consequenceId', q.consequence_id, 'childId', q.child_id, 'asks', q.command ->> 'type',
      'no', q.consequence_no, 'askedBy', q.asked_by, 'askedTeam', q.asked_team, 'askedAt', ${instantText('q.asked_at')},
      'refused', coalesce(q.outcome = 'refused', false) and q.noted and q.settled_at is null)), '[]')
    from consequence q where q.person_id = c.person_id) as asked from client c where c.person_id = any ($1)`,
} as const;

type Owned = { readonly person_id: string };

/** All that is stored of these people, in their order. */
export async function readPeople(client: ClientBase, people: readonly string[]): Promise<readonly Stored[]> {
  async function ask<Row extends Owned>(text: string): Promise<ReadonlyMap<string, readonly Row[]>> {
    const { rows } = await client.query<Row>(text, [people]);
    return Map.groupBy(rows, (row) => row.person_id);
  }
  const rows = await ask<Kept>(questions.rows);
  const facts = await ask<StoredFactColumns>(questions.facts);
  const handovers = await ask<HandoverRow & Owned>(questions.handovers);
  const periods = await ask<PeriodRow & Owned>(questions.periods);
  const access = await ask<Party & Owned>(questions.access);
  const deadlines = await ask<DeadlineRow & Owned>(questions.deadlines);
  const steps = await ask<StepRow & Owned>(questions.steps);
  const clients = await ask<ClientStored>(questions.clients);
  return people.map((personId) => ({
    personId,
    row: rows.get(personId)?.[0],
    facts: (facts.get(personId) ?? []).map(storedFact),
    handovers: handovers.get(personId) ?? [],
    periods: periods.get(personId) ?? [],
    access: access.get(personId) ?? [],
    deadlines: deadlines.get(personId) ?? [],
    steps: steps.get(personId) ?? [],
    client: clients.get(personId)?.[0],
  }));
}

type StoredFactColumns = Owned &
  RecordedBy & {
    readonly version: number;
    readonly type: string;
    readonly fact: ChildFact;
    readonly happenedAt: Instant;
    readonly recordedAt: Instant;
    readonly commandId: string;
    readonly part: number;
    readonly previousHash: string;
    readonly hash: string;
  };

function storedFact(row: StoredFactColumns): StoredRow {
  const {
    version,
    type,
    fact,
    happenedAt,
    recordedAt,
    commandId,
    part,
    previousHash,
    hash,
    practitionerId,
    teamId,
    role,
  } = row;
  const by = { practitionerId, teamId, role };
  return {
    version,
    fact,
    happenedAt,
    recordedAt,
    by,
    commandId,
    part,
    type,
    columns: by,
    previousHash,
    hash,
  };
}
