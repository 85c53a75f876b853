import type { Pool, PoolClient } from 'pg';
import type { Change } from '../application/child-store.ts';
import type { Deadline } from '../domain/escalation/obligation.ts';
import { type Cell, type Copy, copyAll, copyOf } from './copy.ts';
import { childColumns, handoverColumns } from './current-columns.ts';

/**
 * Writes whole lives of children that are not in the database yet: each child's changes in their order, from its first
 * fact. Much faster than one append for each command, with the same tables, constraints and locks. Needs the owner of the
 * tables. With a pool it is one transaction; with a connection it joins that connection's. `gone`: a practitioner or a team
 * that must be there is not, or a child in care bears an NHS number that one of these would; then nothing was written.
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
    await client.query(outcome === 'gone' ? 'rollback' : 'commit');
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
  if (!(await numbersFree(client, lives))) return 'gone';
  await copyAll(client, [
    copyOf('child', ['person_id', 'version', 'head_hash', ...childColumns], lives.map(childOf)),
    copyOf('child_state', ['person_id', 'state'], lives.map(stateOf)),
    copyOf('accountable_period', periodColumns, lives.flatMap(periodsOf)),
    copyOf('handover', ['person_id', ...handoverColumns], lives.flatMap(handoversOf)),
    ...whatIsAlike(lives),
  ]);
  return 'loaded';
}

/** Facts, deadlines, access rows and notices: the same for a child and for a client. */
export function whatIsAlike(lives: readonly Life[]): readonly Copy[] {
  return [
    copyOf('fact', factColumns, lives.flatMap(factsOf)),
    copyOf('deadline', deadlineColumns, lives.flatMap(deadlinesOf)),
    copyOf('access', ['person_id', 'team_id', 'relation'], lives.flatMap(accessOf)),
    copyOf('notice', noticeColumns, lives.flatMap(noticesOf)),
  ];
}

type OfDirectory = Pick<Change, 'mustBePresent' | 'mustBeLive'> & {
  readonly facts: readonly { readonly recordedAt: string }[];
};

/** Whether everybody who must be is there: locked against a leaver until the transaction ends, as record_commands does. */
export async function allThere(client: PoolClient, changes: readonly OfDirectory[]): Promise<boolean> {
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

/** Claimed as record_commands does, in the order of the numbers. A transaction that meets one that is borne is rolled back. */
async function numbersFree(client: PoolClient, lives: readonly ChildLife[]): Promise<boolean> {
  const bearers = lives.flatMap(([personId, changes]) => {
    const child = changes.at(-1)?.child;
    const number = child?.care_status === 'in-care' ? child.nhs_number : null;
    return number === null || number === undefined ? [] : [{ number, personId }];
  });
  if (bearers.length === 0) return true;
  bearers.sort((a, b) => (a.number < b.number ? -1 : 1));
  const { rowCount } = await client.query(
    'insert into number_in_care (nhs_number, borne_by) select * from unnest($1::text[], $2::uuid[]) on conflict do nothing',
    [bearers.map(({ number }) => number), bearers.map(({ personId }) => personId)],
  );
  return rowCount === bearers.length;
}

/** What one person’s changes leave behind, as far as the rows of a child and of a client are alike. */
type Written = Pick<Change, 'commandId' | 'expectedVersion' | 'accessTaken'> & {
  readonly facts: readonly (Omit<Change['facts'][number], 'fact'> & { readonly fact: WrittenFact })[];
  readonly state: { readonly deadlines: Readonly<Record<string, Deadline>> };
  readonly accessGiven: readonly { readonly teamId: string; readonly as: string }[];
  readonly notices: readonly WrittenNotice[];
};
type WrittenFact = Readonly<Record<string, unknown>> & { readonly type: string };
type WrittenNotice = {
  readonly teamId: string;
  readonly forLead: boolean;
  readonly code: string;
  readonly handoverId?: string | null;
};
type Life<Changed = Written> = readonly [personId: string, changes: readonly Changed[]];
type ChildLife = Life<Change>;
type Row = readonly Cell[];

function childOf([personId, changes]: ChildLife): Row {
  const last = changes.at(-1);
  const head = changes.findLast((change) => change.facts.length > 0)?.facts.at(-1);
  return [personId, head?.version, head?.hash, ...childColumns.map((column) => last?.child[column])];
}

function stateOf([personId, changes]: ChildLife): Row {
  return [personId, changes.at(-1)?.state];
}

const factColumns = [
  'person_id',
  'version',
  'type',
  'data',
  'happened_at',
  'recorded_at',
  'recorded_by',
  'recorded_team',
  'recorded_role',
  'command_id',
  'command_part',
  'previous_hash',
  'hash',
];

function factsOf([personId, changes]: Life): readonly Row[] {
  return changes.flatMap(({ facts, commandId, expectedVersion }) =>
    facts.map(({ version, fact, happenedAt, recordedAt, by, previousHash, hash }) => [
      personId,
      version,
      fact.type,
      fact,
      happenedAt,
      recordedAt,
      by.practitionerId,
      by.teamId,
      by.role,
      commandId,
      version - expectedVersion,
      previousHash,
      hash,
    ]),
  );
}

const periodColumns = [
  'person_id',
  'period_no',
  'team_id',
  'practitioner_id',
  'outside_name',
  'started_at',
  'ended_at',
  'successor_no',
  'end_reason',
];

/** As many changes would leave them: a period ends where a later change closes it, with its successor or its end reason. */
function periodsOf([personId, changes]: ChildLife): readonly Row[] {
  const closed = new Map(
    changes.flatMap(({ periodClosed }) => (periodClosed ? [[periodClosed.no, periodClosed] as const] : [])),
  );
  return changes
    .flatMap((change) => change.periodsOpened)
    .map(({ no, holder, from, to }) => {
      const end = closed.get(no) ?? (to === null ? undefined : { at: to, endReason: null });
      const successor = end && end.endReason === null ? no + 1 : null;
      return [
        personId,
        no,
        holder.teamId,
        holder.practitionerId,
        holder.outsideName,
        from,
        end?.at,
        successor,
        end?.endReason,
      ];
    });
}

function handoversOf([personId, changes]: ChildLife): readonly Row[] {
  const last = new Map(
    changes.flatMap((change) => change.handovers.map((row) => [row.handover_id, row] as const)),
  );
  return [...last.values()].map((row) => [personId, ...handoverColumns.map((column) => row[column])]);
}

const deadlineColumns = [
  'person_id',
  'key',
  'kind',
  'handover_id',
  'owner_team',
  'other_team',
  'from_at',
  'due_at',
  'steps',
  'next_step',
  'next_step_at',
  'row_id',
  'row_column',
  'rule_version',
];

/** Only those that stand at the end. */
function deadlinesOf([personId, changes]: Life): readonly Row[] {
  return Object.values(changes.at(-1)?.state.deadlines ?? {}).map((owed) => [
    personId,
    owed.key,
    owed.kind,
    owed.handoverId,
    owed.ownerTeamId,
    owed.otherTeamId,
    owed.from,
    owed.dueAt,
    owed.steps,
    0,
    owed.steps[0],
    owed.row,
    owed.column,
    owed.ruleVersion,
  ]);
}

function accessOf([personId, changes]: Life): readonly Row[] {
  const has = new Map<string, string>();
  for (const change of changes) {
    for (const teamId of change.accessTaken) has.delete(teamId);
    for (const party of change.accessGiven) has.set(party.teamId, party.as);
  }
  return [...has].map(([teamId, relation]) => [personId, teamId, relation]);
}

const noticeColumns = ['team_id', 'for_lead', 'person_id', 'handover_id', 'code', 'created_at'];

function noticesOf([personId, changes]: Life): readonly Row[] {
  return changes.flatMap(({ facts, notices }) =>
    notices.map(({ teamId, forLead, handoverId, code }) => [
      teamId,
      forLead,
      personId,
      handoverId,
      code,
      facts[0]?.recordedAt,
    ]),
  );
}
