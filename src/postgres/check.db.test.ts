import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Pool, PoolClient } from 'pg';
import { addMinutes } from '../domain/calendar/time.ts';
import { acceptRestore } from './accept-restore.ts';
import { type CheckResult, checkAll } from './check.ts';
import { makeCheckpoint, openCheckpoints } from './checkpoint.ts';
import { noon, nursery } from './children.fixture.ts';
import { createPools, type Pools } from './pool.ts';
import { sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('check', () => {
  let database: TestDatabase;
  let pools: Pools;
  let pool: Pool;
  let folder: string;
  let personId: string;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    pool = pools.admin;
    folder = mkdtempSync(path.join(tmpdir(), 'handhold-checkpoints-'));
    const nurse = await nursery(pool);
    for (let count = 0; count < 3; count += 1) await nurse.child();
    ({ personId } = await nurse.offered());
    await sweep(pool, { now: addMinutes(noon, 30 * 24 * 60), sweeper: 'test' });
    const { rows } = await pool.query<{ id: string }>('select handover_id as id from handover');
    const handoverId = rows[0]?.id ?? '';
    await nurse.done(
      'kate-brennan',
      personId,
      { type: 'accept', handoverId, practitionerId: 'kate-brennan', firstContactOn: '2026-11-24' },
      addMinutes(noon, 5),
    );
    await makeCheckpoint(pool, folder, addMinutes(noon, 6));
    await nurse.done(
      'kate-brennan',
      personId,
      { type: 'record-seen', handoverId, where: 'At home', joint: false },
      addMinutes(noon, 60),
    );
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await pools.close();
    await database.close();
  });

  async function check(): Promise<CheckResult> {
    const { findings, heads } = await openCheckpoints(pool, folder);
    const result = await checkAll(pool, { heads, batchSize: 2 });
    return { ...result, ok: result.ok && findings.length === 0, findings: [...findings, ...result.findings] };
  }

  /** Changes something behind the application's back, checks, and puts it back. */
  async function tampered(change: (client: PoolClient) => Promise<unknown>): Promise<readonly string[]> {
    const { rows: written } = await pool.query<{ name: string; columns: string }>(
      `select table_name as name, string_agg(column_name, ', ') as columns from information_schema.columns
       where table_schema = 'public' and is_generated = 'NEVER' group by table_name`,
    );
    const columns = new Map(written.map((table) => [table.name, table.columns]));
    const tables = [
      'fact',
      'child',
      'child_state',
      'deadline',
      'handover',
      'accountable_period',
      'access',
      'escalation',
    ];
    for (const table of tables) await pool.query(`create table before_${table} as table ${table}`);
    const client = await pool.connect();
    await change(client).finally(() => client.release());
    const { ok, findings } = await check();
    assert.equal(ok, false);
    for (const table of tables) {
      await pool.query(
        `truncate ${table}; insert into ${table} (${columns.get(table)}) select ${columns.get(table)} from before_${table}; drop table before_${table}`,
      );
    }
    assert.equal((await check()).ok, true);
    return findings.map(
      (found) =>
        `${found.personId === personId ? 'it' : found.personId} ${found.version} ${found.where}: ${found.says}`,
    );
  }

  test('what the application wrote is OK, after a sweep and an acceptance, with no minute without a holder', async () => {
    const result = await check();
    assert.deepEqual(result.findings, []);
    assert.equal(result.ok, true);
    assert.deepEqual([result.children, result.gapMinutes], [4, 0]);
  });

  test('asked of some alone, it looks at these: a fault of another is not theirs', async () => {
    const { rows } = await pool.query<{ id: string }>(
      'select person_id as id from child where person_id <> $1 limit 1',
      [personId],
    );
    const of = async (...people: readonly string[]) => {
      const { ok, children } = await checkAll(pool, { people });
      return { ok, children };
    };
    await tampered(async (client) => {
      await client.query("update child set given_name = 'Another' where person_id = $1", [personId]);
      assert.deepEqual(await of(rows[0]?.id ?? ''), { ok: true, children: 1 });
      assert.deepEqual(await of(personId, rows[0]?.id ?? ''), { ok: false, children: 2 });
    });
  });

  test('a fact that was changed is named', async () => {
    const found = await tampered((client) =>
      client.query(
        `update fact set data = jsonb_set(data, '{holder,practitionerId}', '"priya-nair"') where person_id = $1 and version = 1`,
        [personId],
      ),
    );
    assert.match(found[0] ?? '', /^it 1 fact\.hash: the fact is not the one/);
  });

  test('a stream changed so that nobody held the child for a while is named for that too, with its minutes', async () => {
    const cases: readonly (readonly [string, RegExp, (minutes: number) => boolean])[] = [
      [
        // As if another had held the child than took it on: who held it until it passed is then in no fact.
        `update fact set data = jsonb_set(data, '{from,practitionerId}', '"priya-nair"') where person_id = $1 and data ->> 'type' = 'AccountabilityPassed'`,
        /^it null accountability: nobody answered from .* to .*Z: \d+ minutes$/,
        (minutes) => minutes === 5,
      ],
      [
        // As if the record had ended, under another holder than took the child on.
        `update fact set data = jsonb_build_object('type', 'AccountabilityEnded', 'reason', 'left-uk', 'confirmedBy', 'x', 'detail', 'x',
           'lastHolder', jsonb_set(data -> 'from', '{practitionerId}', '"priya-nair"'))
         where person_id = $1 and data ->> 'type' = 'AccountabilityPassed'`,
        /^it null accountability: nobody answered from .* to .*Z: \d+ minutes$/,
        (minutes) => minutes === 5,
      ],
      [
        `delete from fact where person_id = $1 and version = 1`,
        /^it null accountability: nobody answered from .* to now: \d+ minutes$/,
        (minutes) => minutes > 0,
      ],
    ];
    for (const [text, expected, right] of cases) {
      let minutes = 0;
      const found = await tampered(async (client) => {
        await client.query(text, [personId]);
        minutes = (await check()).gapMinutes;
      });
      assert.match(found[0] ?? '', /^it \d+ fact\.(hash|version): /, 'the chain is broken as well');
      assert.ok(
        found.some((line) => expected.test(line)),
        found.join('\n'),
      );
      assert.ok(right(minutes), `${minutes}`);
    }
  });

  test('a cut tail shows, also when the child’s row was set back to match', async () => {
    const cut = (client: PoolClient) =>
      client.query(
        'delete from fact where person_id = $1 and version = (select max(version) from fact where person_id = $1)',
        [personId],
      );
    assert.match((await tampered(cut))[0] ?? '', /^it \d+ child\.version: .* its tail is cut/);
    const found = await tampered(async (client) => {
      const { rows } = await client.query<{ hash: string }>(
        'delete from fact where person_id = $1 and version > 3 returning hash',
        [personId],
      );
      assert.ok(rows.length > 0);
      await client.query(
        'update child set version = 3, head_hash = (select hash from fact f where f.person_id = $1 and version = 3) where person_id = $1',
        [personId],
      );
    });
    assert.ok(
      found.some((line) =>
        /^it 3 fact: the checkpoint knows \d+ facts, the stream has 3: its tail is cut/.test(line),
      ),
      found.join('\n'),
    );
  });

  test('a stream that is gone with all its rows is missed by the checkpoint', async () => {
    const found = await tampered(async (client) => {
      for (const table of [
        'fact',
        'child',
        'child_state',
        'deadline',
        'handover',
        'accountable_period',
        'access',
        'escalation',
      ]) {
        await client.query(`delete from ${table} where person_id = $1`, [personId]);
      }
    });
    assert.match(found.join('\n'), /^it \d+ fact: the checkpoint knows this stream, and it is missing$/m);
  });

  test('a child’s state, a holder, a deadline, a period and an access row that were changed are each named', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        `update child_state set state = jsonb_set(state::jsonb, '{lastSeenOn}', '"2020-01-01"') where person_id = $1`,
        /^it null child\.state: differs in lastSeenOn/,
      ],
      [
        `update child set holder_practitioner = 'priya-nair' where person_id = $1`,
        /^it null child\.holder_practitioner: is "priya-nair"/,
      ],
      [
        `update deadline set due_at = due_at + interval '1 year' where person_id = $1`,
        /^it null deadline .*\.dueAt: is/,
      ],
      [
        `update deadline set next_step = 3 where person_id = $1`,
        /^it null deadline .*\.next_step: is 3, raised are/,
      ],
      [`delete from deadline where person_id = $1`, /^it null deadline: .* has no row: nobody would be told/],
      [
        `update accountable_period set team_id = 'ealing-fnp' where person_id = $1 and period_no = 1`,
        /^it null accountable_period 1\.teamId/,
      ],
      [`update handover set state = 'closed' where person_id = $1`, /^it null handover\.state: is "closed"/],
      [
        `insert into access values ($1, 'hf-hv', 'holder')`,
        /^it null access\.relation: hf-hv is holder, the facts say no party/,
      ],
      [
        `delete from access where person_id = $1 and team_id = 'ealing-hv'`,
        /^it null access: ealing-hv has no row/,
      ],
    ];
    for (const [text, expected] of cases) {
      const found = await tampered((client) => client.query(text, [personId]));
      assert.ok(
        found.some((line) => expected.test(line)),
        `${text}\n${found.join('\n')}`,
      );
    }
  });

  test('a checkpoint that was changed, here or in the database, is named', async () => {
    const log = path.join(folder, 'checkpoints.jsonl');
    const line = readFileSync(log, 'utf8');
    writeFileSync(log, line.replace('"streams":4', '"streams":5'));
    assert.match((await check()).findings[0]?.says ?? '', /number 1 has a false signature/);
    writeFileSync(log, line);
    const heads = path.join(folder, 'heads-00000001.txt');
    const text = readFileSync(heads, 'utf8');
    appendFileSync(heads, `ffffffff-0000-4000-8000-000000000000 1 ${'0'.repeat(64)}\n`);
    assert.match((await check()).findings[0]?.says ?? '', /heads of number 1 were changed/);
    writeFileSync(heads, text);
    await pool.query(`update checkpoint set signature = 'x'`);
    assert.match((await check()).findings[0]?.says ?? '', /number 1 is another in the database/);
    await pool.query('delete from checkpoint');
    await assert.rejects(makeCheckpoint(pool, folder, addMinutes(noon, 90)), /does not know number 1/);
    const accepted = await acceptRestore(pool, folder, { why: 'Restored', by: 'operator', now: noon });
    assert.deepEqual(accepted.kind === 'accepted' && accepted.lost, []);
    assert.equal((await check()).ok, true);
  });
});
