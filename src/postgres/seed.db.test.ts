import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { demonstrationDirectoryOn } from '../application/demonstration/directory.ts';
import { playedFamilies, scripts } from '../application/demonstration/families.ts';
import { networkDirectory, networkTeams } from '../application/demonstration/network.ts';
import { canonical, genesis, hashOf } from '../application/fact-chain.ts';
import { accessRows, childRow, handoverRows } from '../application/project.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { foldChild } from '../domain/child/evolve.ts';
import type { ChildFact, StoredFact } from '../domain/child/facts.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { measures } from '../domain/programme/measures.ts';
import { gapMinutes, gapsIn, recountPeriods } from '../domain/responsibility/recount.ts';
import { checkAll } from './check.ts';
import { childStore } from './child-store.ts';
import { clientStore } from './client-store.ts';
import { saveDirectory } from './directory-store.ts';
import { createPools, type Pools } from './pool.ts';
import { seedChildren } from './seed.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

const now: Instant = '2026-11-23T12:00:00.000Z';

type FactRow = {
  person_id: string;
  version: number;
  type: string;
  data: ChildFact;
  happened_at: string;
  recorded_at: string;
  recorded_by: string;
  recorded_team: string;
  recorded_role: string;
  command_id: string;
  command_part: number;
  previous_hash: string;
  hash: string;
};

/** Rebuilds the current tables of every child from its facts and compares; verifies the chain. Answers the number of children. */
async function everythingMatches({ admin }: Pools, directory: Directory): Promise<number> {
  const children = (
    await admin.query<
      { person_id: string; version: number; head_hash: string; state: ChildState } & Record<string, unknown>
    >('select * from child join child_state using (person_id)')
  ).rows;
  const facts = Map.groupBy(
    (await admin.query<FactRow>('select * from fact order by person_id, version')).rows,
    (row) => row.person_id,
  );
  const grouped = async (table: string) =>
    Map.groupBy(
      (await admin.query<{ person_id: string }>(`select * from ${table}`)).rows,
      (row) => row.person_id,
    );
  const [periods, handovers, deadlines, access] = [
    await grouped('accountable_period'),
    await grouped('handover'),
    await grouped('deadline'),
    await grouped('access'),
  ];
  for (const child of children) {
    const id = child.person_id;
    let previousHash = genesis;
    const stored = (facts.get(id) ?? []).map((row): StoredFact => {
      const by = { practitionerId: row.recorded_by, teamId: row.recorded_team, role: row.recorded_role };
      const fact = {
        version: row.version,
        fact: row.data,
        happenedAt: row.happened_at,
        recordedAt: row.recorded_at,
        by,
        commandId: row.command_id,
      };
      assert.equal(row.previous_hash, previousHash);
      assert.equal(row.hash, hashOf(id, fact, previousHash), `hash of ${id} ${row.version}`);
      previousHash = row.hash;
      return fact;
    });
    const state = foldChild(stored);
    assert.equal(child.version, stored.length);
    assert.equal(child.head_hash, previousHash);
    assert.equal(canonical(child.state), canonical(state));
    for (const [column, value] of Object.entries(childRow(state)))
      assert.equal(child[column], value, `${id} ${column}`);
    const counted = recountPeriods(stored);
    assert.equal(gapMinutes(gapsIn(stored, stored.at(-1)?.recordedAt ?? '')), 0);
    assert.deepEqual(
      (periods.get(id) ?? [])
        .map((row) => row as Record<string, unknown>)
        .map((row) => [
          row.period_no,
          row.team_id,
          row.practitioner_id,
          row.started_at,
          row.ended_at,
          row.end_reason,
        ]),
      counted.map(({ no, holder, from, to, endReason }) => [
        no,
        holder.teamId,
        holder.practitionerId,
        from,
        to,
        endReason,
      ]),
    );
    sameRows(
      handovers.get(id),
      handoverRows(state).map((row) => ({ person_id: id, ...row })),
      'handover_id',
    );
    sameRows(
      access.get(id),
      accessRows(state, directory).map(({ teamId, as }) => ({
        person_id: id,
        team_id: teamId,
        relation: as,
      })),
      'team_id',
    );
    const set = Object.values(state.deadlines);
    assert.deepEqual(
      (deadlines.get(id) ?? [])
        .map((row) => row as Record<string, unknown>)
        .map((row) => [row.key, row.due_at, canonical(row.steps), row.next_step_at])
        .sort(),
      set.map(({ key, dueAt, steps }) => [key, dueAt, canonical(steps), steps[0]]).sort(),
    );
  }
  return children.length;
}

function sameRows(found: readonly object[] | undefined, expected: readonly object[], key: string): void {
  const byKey = (rows: readonly object[]) =>
    [...rows]
      .map((row) => ({ ...row }) as Record<string, unknown>)
      .sort((a, b) => String(a[key]).localeCompare(String(b[key])));
  assert.deepEqual(byKey(found ?? []), byKey(expected));
}

describe('the demonstration in a database', () => {
  let database: TestDatabase;
  let pools: Pools;
  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('the same seed twice, on another day, changes nothing', async () => {
    const first = await seedChildren(pools.admin, { seed: 7, size: 300, now });
    assert.deepEqual([first.added, first.known], [300, 0]);
    assert.ok(first.clients > 100, `${first.clients} clients`);
    const before = await fingerprint();
    assert.deepEqual(
      await seedChildren(pools.admin, { seed: 7, size: 300, now: '2026-11-30T09:00:00.000Z' }),
      { added: 0, known: 300, clients: 0 },
    );
    assert.deepEqual(await fingerprint(), before);
  });

  test('every table matches the facts, and every state of a handover is there, some overdue', async () => {
    assert.equal(await everythingMatches(pools, demonstrationDirectoryOn(now)), 300);
    const states = await pools.admin.query('select distinct state from handover');
    assert.equal(states.rowCount, 9);
    const late = await pools.admin.query<{ n: number }>(
      'select count(*) as n from deadline where due_at <= $1',
      [now],
    );
    assert.ok((late.rows[0]?.n ?? 0) > 30);
  });

  test('the check says OK of children and clients, and the programme’s measures come from their lives', async () => {
    const { ok, findings, gapMinutes: gap } = await checkAll(pools.admin);
    assert.ok(ok, JSON.stringify(findings[0]));
    assert.equal(gap, 0);
    const { rows } = await pools.admin.query<{
      team: string;
      measure: string;
      clients: number;
      part: number;
      whole: number;
    }>(
      'select * from measure_dosage($1) union all select * from measure_enrolment($1) union all select * from measure_attrition($1)',
      [now.slice(0, 10)],
    );
    for (const team of ['luton-fnp', 'ealing-fnp', 'hf-fnp'])
      for (const measure of measures.filter(
        (one) => one.startsWith('dosage') || one.startsWith('enrolment'),
      )) {
        const line = rows.find((row) => row.team === team && row.measure === measure);
        assert.ok(line && line.clients > 5 && line.part > 0 && line.part <= line.whole, `${team} ${measure}`);
      }
    const left = rows.filter(({ measure }) => measure === 'attrition/all');
    assert.ok(left.length === 3 && left.every(({ part, whole }) => part > 0 && part <= whole));
  });

  test('a larger size adds children of the network, whose tables match their facts too', async () => {
    const playedAtMost = 340;
    const size = playedAtMost + 700;
    const { added, known } = await seedChildren(pools.admin, { seed: 7, size, now, playedAtMost });
    assert.deepEqual([added, known], [size - 300, 300]);
    const small = demonstrationDirectoryOn(now);
    const directory = networkDirectory(small, networkTeams(small, 700));
    assert.equal(await everythingMatches(pools, directory), size);
    const left = await pools.admin.query(
      "select from child join child_state using (person_id) where state::text like '%⟦%' or given_name like '%⟦%'",
    );
    assert.equal(left.rowCount, 0);
  });

  async function fingerprint(): Promise<unknown> {
    const { rows } = await pools.admin.query(
      `select (select count(*) from fact) as facts, (select count(*) from notice) as notices, (select count(*) from absence) as absences,
       (select version from directory_version) as directory, (select md5(string_agg(head_hash, '' order by person_id)) from child) as heads`,
    );
    return rows;
  }
});

test('a large load without indexes leaves the same indexes and constraints, and the same rows', async () => {
  const database = await withDatabase();
  const pools = createPools(database);
  try {
    const before = await definitions(pools);
    // More than those who come at once, so that what is there is not written anew with them.
    const playedAtMost = 120;
    const size = playedAtMost + 110;
    const again = { seed: 7, size, now, atOnceFrom: 100, playedAtMost };
    await seedChildren(pools.admin, again);
    assert.deepEqual(await definitions(pools), before);
    const small = demonstrationDirectoryOn(now);
    assert.equal(await everythingMatches(pools, networkDirectory(small, networkTeams(small, 110))), size);
    const { ok, findings } = await checkAll(pools.admin);
    assert.ok(ok, JSON.stringify(findings[0]));
    assert.deepEqual(await seedChildren(pools.admin, again), { added: 0, known: size, clients: 0 });

    // More than are there: all are written anew.
    const furtherSize = size + 100;
    const lines: string[] = [];
    const more = { ...again, size: size + furtherSize, onProgress: (line: string) => lines.push(line) };
    assert.equal((await seedChildren(pools.admin, more)).added, furtherSize);
    assert.ok(
      lines.some((line) => line.startsWith('Indexes and constraints: ')),
      'further children of the seed are loaded at once too',
    );
    assert.deepEqual(await definitions(pools), before);
    const wider = networkDirectory(small, networkTeams(small, more.size - playedAtMost));
    assert.equal(await everythingMatches(pools, wider), more.size);
    assert.equal((await checkAll(pools.admin)).ok, true);
  } finally {
    await pools.close();
    await database.close();
  }
});

async function definitions({ admin }: Pools): Promise<readonly unknown[]> {
  const { rows } = await admin.query(
    `select indexdef as says from pg_indexes where schemaname = 'public'
     union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace order by 1`,
  );
  return rows;
}

test('loading whole lives leaves the same rows as appending their commands one by one', async () => {
  const database = await withDatabase();
  const pools = createPools(database);
  try {
    const directory = demonstrationDirectoryOn(now);
    // Nobody has left for the length of this test: an append asks who is here today.
    const present = new Map(
      [...directory.practitioners].map(([id, one]) => [id, { ...one, status: 'present' as const }]),
    );
    await saveDirectory(pools.admin, { ...directory, practitioners: present }, now);
    const [children, clients] = [childStore(pools.app), clientStore(pools.app)];
    for (const { family } of playedFamilies(11, scripts.length, directory, now)) {
      for (const change of family.children.flatMap((life) => life.changes))
        assert.equal((await children.append(change)).outcome, 'appended');
      for (const change of family.client?.changes ?? [])
        assert.equal((await clients.append(change)).outcome, 'appended');
      for (const [consequenceId, answer] of family.client?.answers ?? [])
        await clients.answer(family.client?.personId ?? '', consequenceId, answer, answer.at);
    }
    const appended = await dump(pools);
    const fresh = await withDatabase();
    const others = createPools(fresh);
    try {
      await seedChildren(others.admin, { seed: 11, size: scripts.length, now });
      assert.deepEqual(await dump(others), appended);
    } finally {
      await others.close();
      await fresh.close();
    }
  } finally {
    await pools.close();
    await database.close();
  }
});

async function dump({ admin }: Pools): Promise<Record<string, unknown>> {
  const tables = [
    'child',
    'fact',
    'accountable_period',
    'handover',
    'deadline',
    'access',
    'client',
    'client_child',
    'consequence',
  ];
  const rows = await Promise.all(
    tables.map(
      async (table) => [table, (await admin.query(`select * from ${table} order by 1, 2`)).rows] as const,
    ),
  );
  return Object.fromEntries(rows);
}

test('the ids of a seed are version 4 uuids and different for every child', () => {
  const families = [...playedFamilies(3, 60, demonstrationDirectoryOn(now), now)];
  const ids = families.flatMap(({ family }) => [
    ...(family.client ? [family.client.personId] : []),
    ...family.children.map(({ personId }) => personId),
  ]);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of [...ids, randomUUID()])
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
