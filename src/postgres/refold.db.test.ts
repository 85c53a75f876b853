import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Pool } from 'pg';
import { foldVersion } from '../application/fold-version.ts';
import { addMinutes } from '../domain/calendar/time.ts';
import { checkAll } from './check.ts';
import { noon, nursery } from './children.fixture.ts';
import { migrate } from './migrate.ts';
import { createPools, type Pools } from './pool.ts';
import { refold } from './refold.ts';
import { seedChildren } from './seed.ts';
import { sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

/** As an earlier fold might have kept it: other keys in the states, and columns and access rows made by other rules. */
const asAnEarlierFold = `
  update child_state set state = (state::jsonb - 'sightings' - 'cameBy')::json;
  update child set mother_number = '9990000000', last_seen_on = null;
  update handover set risk_rank = 9, question_to = null;
  delete from access where relation in ('releasing', 'receiving');
  update client set state = (state::jsonb - 'waiting' - 'missed')::json, phases = '[]', missed_count = 9;
  update client_child set lost = not lost;
  insert into access (person_id, team_id, relation) select person_id, 'hf-commissioner', 'holder' from child on conflict do nothing;
  update fold set version = ${foldVersion - 1}`;

describe('what an earlier fold kept', () => {
  let database: TestDatabase;
  let pools: Pools;
  let pool: Pool;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    pool = pools.admin;
    await seedChildren(pool, { seed: 7, size: 60, now: noon, onProgress: () => undefined });
    await sweep(pool, { now: addMinutes(noon, 1), sweeper: 'test' });
  });
  beforeEach(async () => {
    await pool.query(asAnEarlierFold);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  async function one<Row extends object>(text: string): Promise<Row> {
    const [row] = (await pool.query<Row>(text)).rows;
    assert.ok(row);
    return row;
  }

  /** Everything that folding anew may not touch. */
  const untouched = () =>
    one(`select
      (select md5(string_agg(f::text, '|' order by person_id, version)) from fact f) as facts,
      (select md5(string_agg(p::text, '|' order by person_id, period_no)) from accountable_period p) as periods,
      (select md5(string_agg(d::text, '|' order by person_id, key)) from deadline d) as deadlines,
      (select md5(string_agg(e::text, '|' order by person_id, key, step)) from escalation e) as steps,
      (select md5(string_agg(n::text, '|' order by notice_id)) from notice n) as notices`);

  const everybody = async () =>
    (await one<{ n: number }>('select (select count(*) from child) + (select count(*) from client) as n')).n;

  test('is folded anew by migrate, and the check is OK: states, columns, handovers, children of clients, access', async () => {
    const before = await untouched();
    const earlier = await checkAll(pool, { findingLimit: 10_000 });
    const parts = new Set(earlier.findings.map(({ where }) => where.replace(/ .*/, '')));
    for (const part of ['child.state', 'child.mother_number', 'handover.risk_rank', 'access', 'client.state'])
      assert.ok(parts.has(part), `${part} is not told: ${[...parts].join(', ')}`);
    const said: string[] = [];
    const { refolded } = await migrate({
      adminUrl: database.adminUrl,
      onProgress: (line) => said.push(line),
    });
    assert.equal(refolded, await everybody());
    assert.match(said.join('\n'), /^Folding \d+ children and clients anew from their facts …$/m);
    assert.deepEqual((await checkAll(pool)).findings, []);
    assert.deepEqual(await untouched(), before);
    assert.deepEqual(await one('select * from fold'), {
      version: foldVersion,
      becoming: null,
      reached: null,
    });
    assert.equal((await migrate({ adminUrl: database.adminUrl })).refolded, 0, 'and only once');
  });

  test('and what was changed of a client, or of the numbers in care, is then named by the check', async () => {
    await migrate({ adminUrl: database.adminUrl });
    const { id } = await one<{ id: string }>(
      `select c.person_id as id from client c join client_child using (person_id) join deadline using (person_id)
       where c.nurse_id is not null order by 1 limit 1`,
    );
    const of = `where person_id = '${id}'`;
    const bearer = `nhs_number = (select min(nhs_number) from number_in_care)`;
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [
        'client',
        `update client set version = version + 1 ${of}`,
        /^client\.version: says \d+, the stream ends/,
      ],
      [
        'client',
        `update client set head_hash = repeat('0', 64) ${of}`,
        /^client\.head_hash: is not the hash/,
      ],
      [
        'client',
        `update client set nurse_id = 'priya-nair' ${of}`,
        /^client\.nurse_id: is "priya-nair", the facts/,
      ],
      ['client', `update client set missed_count = 9 ${of}`, /^client\.missed_count: is 9, the facts say/],
      ['client', `update client set status = 'graduated' ${of}`, /^client\.status: is "graduated"/],
      [
        'client_child',
        `update client_child set lost = not lost ${of}`,
        /^client_child \S+\.lost: is (?:true|false), the facts say/,
      ],
      ['client_child', `delete from client_child ${of}`, /^client_child: \S+ has no row/],
      [
        'deadline',
        `update deadline set due_at = due_at + interval '1 year' ${of}`,
        /^deadline .*\.dueAt: is/,
      ],
      ['deadline', `delete from deadline ${of}`, /^deadline: .* has no row: nobody would be told/],
      ['access', `delete from access ${of}`, /^access: luton-fnp|^access: .* has no row, the facts make it/],
      [
        'access',
        `insert into access values ('${id}', 'hf-hv', 'holder')`,
        /^access\.relation: hf-hv is holder, the facts say no party/,
      ],
      [
        'number_in_care',
        `delete from number_in_care where ${bearer}`,
        /its NHS number is not kept from a second/,
      ],
      [
        'number_in_care',
        `update number_in_care set borne_by = '${id}' where ${bearer}`,
        /another child in care bears its NHS number/,
      ],
    ];
    for (const [table, text, says] of cases) {
      await pool.query(`create table kept_rows as table ${table}`);
      const { rowCount } = await pool.query(text);
      assert.ok((rowCount ?? 0) > 0, `${text}: nothing was changed`);
      const { findings } = await checkAll(pool);
      await pool.query(`truncate ${table}; insert into ${table} table kept_rows; drop table kept_rows`);
      const told = findings.map(({ where, says: what }) => `${where}: ${what}`);
      assert.ok(
        told.some((line) => says.test(line)),
        `${text}\n${told.join('\n')}`,
      );
    }
    assert.deepEqual((await checkAll(pool)).findings, []);
  });

  test('stays within reach meanwhile: a command on each child goes through while all are folded anew', async () => {
    const nurse = await nursery(pool, addMinutes(noon, 5));
    const { rows } = await pool.query<{ id: string; lead: string }>(
      `select c.person_id as id, t.lead_id as lead from child c join team t on t.id = c.holder_team
       where c.care_status = 'in-care' and t.lead_id is not null limit 30`,
    );
    await migrate({ adminUrl: database.adminUrl });
    await pool.query('update fold set version = 0');
    const folding = refold({ adminUrl: database.adminUrl, batchSize: 3 });
    for (const { id, lead } of rows) {
      const seen = { type: 'record-sighting', seenOn: '2026-11-23', where: 'At home' } as const;
      assert.equal((await nurse.give(lead, id, seen, addMinutes(noon, 6), pools.app)).kind, 'done');
    }
    await folding;
    assert.deepEqual((await checkAll(pool)).findings, []);
  });

  test('of a stream whose chain is broken is left as it is and named; all others are folded anew', async () => {
    const { id } = await one<{ id: string }>('select person_id as id from child order by person_id limit 1');
    const changed = `update fact set data = jsonb_set(data, '{holder,teamId}', '"nowhere"') where person_id = '${id}' and version = 1`;
    const [kept] = (await pool.query(`select * from fact where person_id = '${id}' and version = 1`)).rows;
    await pool.query(changed);
    const said: string[] = [];
    const { left } = await refold({ adminUrl: database.adminUrl, onProgress: (line) => said.push(line) });
    assert.deepEqual(left, [id]);
    assert.match(said.join('\n'), new RegExp(`^${id} keeps the state that it had: fact\\.hash`, 'm'));
    assert.deepEqual(
      new Set((await checkAll(pool, { findingLimit: 1000 })).findings.map(({ personId }) => personId)),
      new Set([id]),
    );
    await pool.query('update fact set data = $1 where person_id = $2 and version = 1', [kept.data, id]);
    await pool.query('update fold set version = 0');
    await refold({ adminUrl: database.adminUrl });
    assert.deepEqual((await checkAll(pool)).findings, []);
  });

  test('by a newer version is refused, before anything is changed', async () => {
    await pool.query(`update fold set version = ${foldVersion + 1}`);
    const refused = /newer version of Handhold.*fold \d+.*Nothing was changed/;
    await assert.rejects(migrate({ adminUrl: database.adminUrl }), refused);
    await pool.query(`update fold set version = ${foldVersion}, becoming = ${foldVersion + 1}`);
    await assert.rejects(migrate({ adminUrl: database.adminUrl }), refused);
    await pool.query(`update fold set version = 0, becoming = null`);
    await refold({ adminUrl: database.adminUrl });
  });
});
