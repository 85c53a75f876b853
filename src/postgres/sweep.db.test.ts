import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Pool } from 'pg';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import { actorOf } from '../application/demonstration/life.ts';
import { addMinutes } from '../domain/calendar/time.ts';
import { rungFor } from '../domain/directory/ladder.ts';
import { ladderSteps } from '../domain/language/words.ts';
import { saveDirectory } from './directory-store.ts';
import { lentText, withdrawLadderAccess } from './lent-access.ts';
import { createPools, type Pools } from './pool.ts';
import { readings } from './readings.ts';
import { batchText, nextStepDue, sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

const now = '2026-11-23T12:00:00.000Z';
const day = 24 * 60;

/** Deadlines of made-up children: due at `due`, one step of the ladder each day after it. */
export async function owe(
  pool: Pool,
  count: number,
  due: string,
  owner = 'luton-hv',
  other: string | null = 'ealing-hv',
) {
  const steps = [0, 1, 2, 3, 4].map((step) => addMinutes(due, step * day));
  await pool.query(
    `insert into deadline (person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at, row_id, row_column, rule_version)
     select gen_random_uuid(), 'key-' || n, 'acknowledge', null, $2, $3, $4, $4, $5, 0, $4, '5', 'routine', 'test' from generate_series(1, $1::int) n`,
    [count, owner, other, due, steps],
  );
}

describe('sweep', () => {
  let database: TestDatabase;
  let pools: Pools;
  let pool: Pool;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    pool = pools.admin;
    await saveDirectory(pool, demonstrationDirectory(), now);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });
  beforeEach(async () => {
    await pool.query('truncate deadline, escalation, notice, access, sweep_run');
  });

  async function one<Row extends object>(text: string): Promise<Row> {
    const { rows } = await pool.query<Row>(text);
    assert.ok(rows[0]);
    return rows[0];
  }

  test('a step is raised when it is due, once, with the people of the step; both sides are told', async () => {
    await owe(pool, 1, now);
    const first = await sweep(pool, { now, sweeper: 'test' });
    assert.deepEqual([first.deadlines, first.raised, first.late, first.stillOpen], [1, 1, 0, 1]);
    assert.equal((await sweep(pool, { now, sweeper: 'test' })).raised, 0);
    const { names } = await one<{ names: { name: string }[] }>('select names from escalation');
    assert.deepEqual(
      names.map(({ name }) => name),
      ['Hannah Whitlock', 'Priya Nair', 'Tom Ashworth'],
    );
    const { rows } = await pool.query('select team_id, for_lead, code from notice order by team_id');
    assert.deepEqual(rows, [
      { team_id: 'ealing-hv', for_lead: false, code: 'overdue/0/acknowledge' },
      { team_id: 'luton-hv', for_lead: false, code: 'overdue/0/acknowledge' },
    ]);
    assert.equal(await nextStepDue(pool), addMinutes(now, day));
    assert.equal((await sweep(pool, { now: addMinutes(now, day - 1), sweeper: 'test' })).raised, 0);
    assert.equal((await sweep(pool, { now: addMinutes(now, day), sweeper: 'test' })).raised, 1);
  });

  test('each step rings for whom the rule names: the desk and the lead that owe it, then the nurses of each side', async () => {
    const [ownerTeamId, otherTeamId] = ['ealing-hv', 'luton-fnp'];
    await owe(pool, 1, addMinutes(now, -4 * day), ownerTeamId, otherTeamId);
    await sweep(pool, { now, sweeper: 'test' });
    const { rows } = await pool.query<{ step: number; names: { teamId: string; name: string }[] }>(
      'select step, names from escalation order by step',
    );
    const said = (names: readonly { teamId: string; name: string }[]) =>
      names.map(({ teamId, name }) => `${name} of ${teamId}`);
    assert.deepEqual(
      rows.map(({ names }) => said(names)),
      ladderSteps.map((step) =>
        said(rungFor(demonstrationDirectory(), { ownerTeamId, otherTeamId }, step, now)),
      ),
    );
    assert.deepEqual(said(rows[1]?.names ?? []), ['Deborah Quill of ealing-hv']);
    assert.equal(new Set(rows[2]?.names.map(({ teamId }) => teamId)).size, 2);
  });

  test('acknowledging a step stops no clock: the next one rings, until the cause is resolved', async () => {
    await owe(pool, 1, now);
    await sweep(pool, { now, sweeper: 'test' });
    const { id } = await one<{ id: string }>('select person_id as id from deadline');
    await pool.query(
      `insert into access (person_id, team_id, relation) values ($1, 'luton-hv', 'receiving')`,
      [id],
    );
    const priya = actorOf('priya-nair', demonstrationDirectory());
    const step = { personId: id, key: 'key-1', step: 0, raisedAt: now };
    const amara = actorOf('amara-osei', demonstrationDirectory());
    const other = createPools({ ...database, max: 2 });
    const said = await Promise.all([
      readings(pools.app).acknowledgeStep(priya, step, now),
      readings(other.app).acknowledgeStep(amara, step, now),
    ]);
    await other.close();
    assert.deepEqual(said[0], said[1], 'of two at once both are told who has it');
    const has = said[0]?.by;
    const again = await readings(pools.app).acknowledgeStep(priya, step, addMinutes(now, 1));
    assert.deepEqual(again, said[0], 'and nobody takes it from them later');
    const steps = async () =>
      (
        await pool.query<{ step: number; by: string | null }>(
          'select step, acknowledged_by as by from escalation order by step',
        )
      ).rows.map(({ step, by }) => [step, by]);
    assert.deepEqual(await steps(), [[0, has]]);
    const next = await sweep(pool, { now: addMinutes(now, day), sweeper: 'test' });
    assert.deepEqual([next.raised, next.stillOpen], [1, 1]);
    assert.deepEqual(await steps(), [
      [0, has],
      [1, null],
    ]);
    await pool.query('delete from deadline');
    assert.equal((await sweep(pool, { now: addMinutes(now, 2 * day), sweeper: 'test' })).raised, 0);
  });

  test('named and designated nurses get the record with the step, a commissioner a number and no child', async () => {
    await owe(pool, 3, addMinutes(now, -4 * day));
    await sweep(pool, { now, sweeper: 'test' });
    const { rows: access } = await pool.query(
      'select team_id, relation, count(*) as n from access group by 1, 2 order by 1',
    );
    assert.deepEqual(
      access,
      ['ealing-designated-nurse', 'ealing-named-nurse', 'luton-designated-nurse', 'luton-named-nurse'].map(
        (team_id) => ({ team_id, relation: 'owner', n: 3 }),
      ),
    );
    const { rows: counts } = await pool.query(
      `select team_id, person_id, code from notice where team_id like '%-commissioner' order by team_id`,
    );
    assert.deepEqual(counts, [
      { team_id: 'ealing-commissioner', person_id: null, code: 'last-step/3/acknowledge' },
      { team_id: 'luton-commissioner', person_id: null, code: 'last-step/3/acknowledge' },
    ]);
  });

  test('stopped for eight days: every step that is due is raised, gathered, and marked late', async () => {
    await sweep(pool, { now: addMinutes(now, -8 * day), sweeper: 'test' });
    await owe(pool, 10, addMinutes(now, -7 * day));
    await owe(pool, 10, addMinutes(now, -day - 60));
    await owe(pool, 10, addMinutes(now, -2));
    await owe(pool, 10, addMinutes(now, 60));
    const swept = await sweep(pool, { now, sweeper: 'test' });
    assert.deepEqual(
      [swept.deadlines, swept.raised, swept.late, swept.stillOpen],
      [30, 50 + 20 + 10, 50 + 20, 30],
    );
    const { n } = await one<{ n: number }>(`select count(*) as n from notice where team_id = 'luton-hv'`);
    assert.equal(n, 30);
    const { rows } = await pool.query<{ team: string; code: string; n: number }>(
      `select team_id as team, code, count(*)::int as n from notice where team_id like 'luton%' and person_id is not null
       group by 1, 2 order by 1, 2 desc`,
    );
    assert.deepEqual(
      rows.map(({ team, code, n }) => [team, code, n]),
      [
        ['luton-designated-nurse', 'overdue/3-late/acknowledge', 10],
        ['luton-hv', 'overdue/4-late/acknowledge', 10],
        ['luton-hv', 'overdue/1-late/acknowledge', 10],
        ['luton-hv', 'overdue/0/acknowledge', 10],
        ['luton-named-nurse', 'overdue/2-late/acknowledge', 10],
      ],
      'whoever stands on a step between is told once, of the highest that names them',
    );
  });

  test('what comes in overdue while the sweep runs is not late by an outage', async () => {
    await sweep(pool, { now: addMinutes(now, -1), sweeper: 'test' });
    await owe(pool, 1, addMinutes(now, -600));
    assert.equal((await sweep(pool, { now, sweeper: 'test' })).late, 0);
  });

  test('a team that the ladder does not know keeps its desk, and an outside team is told nothing', async () => {
    await owe(pool, 1, now, 'nowhere', 'outside-E09000018');
    await sweep(pool, { now, sweeper: 'test' });
    const { names } = await one<{ names: { name: string }[] }>('select names from escalation');
    assert.deepEqual(
      names.map(({ name }) => name),
      ['Duty desk of nowhere'],
    );
    assert.equal((await one<{ n: number }>('select count(*) as n from notice')).n, 0);
  });

  test('two sweepers on 20,000 due rows do nothing twice and leave nothing out', async () => {
    await owe(pool, 20_000, addMinutes(now, -10));
    const other = createPools({ ...database });
    /** Each stops after its half: both have work, however late one of them comes. */
    const half = () => {
      let batches = 0;
      return () => batches++ >= 10;
    };
    const began = performance.now();
    const both = await Promise.all([
      sweep(pool, { now, sweeper: 'a', stopped: half() }),
      sweep(other.admin, { now, sweeper: 'b', stopped: half() }),
    ]);
    const seconds = (performance.now() - began) / 1000;
    await other.close();
    console.error(
      `${Math.round(20_000 / seconds)} deadlines/s; ${both.map(({ deadlines }) => deadlines).join(' + ')}`,
    );
    assert.deepEqual([both[0].raised, both[1].raised], [10_000, 10_000]);
    const { n } = await one<{ n: number }>('select count(*) as n from escalation');
    assert.equal(n, 20_000);
    assert.equal((await one<{ n: number }>('select count(*) as n from notice')).n, 40_000);
    assert.equal(
      (await one<{ n: number }>('select count(*) as n from deadline where next_step = 1')).n,
      20_000,
    );
  });

  test('a batch reads and moves its rows by index, also when the statistics know of nothing due', async () => {
    // By chance the server would count the rows by itself before the plan is made.
    await pool.query('alter table deadline set (autovacuum_enabled = off)');
    await owe(pool, 30_000, addMinutes(now, day));
    await pool.query('analyze deadline');
    await owe(pool, 3000, now);
    // A small batch of a middling table is in proportion what a thousand rows are of millions.
    const values = [now, 100, '00000000-0000-4000-8000-000000000001', now, null];
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${batchText}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(plan, /Index Scan using deadline_sweep on deadline/);
    assert.doesNotMatch(plan, /(Seq|Bitmap Heap) Scan on deadline/);
  });

  for (const [whose, row] of [
    [
      'a child',
      `insert into child (person_id, version, head_hash, given_name, family_name, sealed, care_status, holder_team, held_since)
      select person_id, 1, 'h', '', '', false, 'in-care', 'luton-fnp', now() from deadline`,
    ],
    [
      'a client',
      `insert into client (person_id, version, head_hash, state, given_name, family_name, sealed, team_id, status, status_since, missed_count, weight, phases)
      select person_id, 1, 'h', '{}', '', '', false, 'luton-fnp', 'enrolled', now(), 0, 1, '[]' from deadline`,
    ],
  ] as const)
    test(`what the ladder lent of the record of ${whose} is taken back once nothing stands that they were told of`, async () => {
      await owe(pool, 1, addMinutes(now, -10 * day), 'luton-fnp', null);
      await pool.query(row);
      await sweep(pool, { now, sweeper: 'test' });
      const lent = () => pool.query('select team_id from access order by team_id').then(({ rows }) => rows);
      const nurses = [{ team_id: 'luton-designated-nurse' }, { team_id: 'luton-named-nurse' }];
      assert.deepEqual(await lent(), nurses);
      assert.equal((await withdrawLadderAccess(pool)).withdrawn, 0, 'it stands');
      await pool.query('delete from deadline');
      assert.equal((await withdrawLadderAccess(pool)).withdrawn, 2);
      assert.deepEqual(await lent(), []);
      await pool.query('delete from child');
      await pool.query('delete from client');
    });

  test('what was lent is looked at in turns, each behind the last, by the keys of its children alone; only what is over is locked', async () => {
    await owe(pool, 6, addMinutes(now, -10 * day), 'luton-fnp', null);
    await pool.query(
      `insert into child (person_id, version, head_hash, given_name, family_name, sealed, care_status, holder_team, held_since)
       select person_id, 1, 'h', '', '', false, 'in-care', 'luton-fnp', now() from deadline`,
    );
    await sweep(pool, { now, sweeper: 'test' });
    await pool.query('delete from deadline where person_id in (select person_id from deadline limit 3)');
    const other = await pool.connect();
    let withdrawn = 0;
    let turns = 1;
    try {
      await other.query('begin');
      await other.query(
        'select from child c where exists (select from deadline d where d.person_id = c.person_id) for update',
      );
      for (let turn = await withdrawLadderAccess(pool, null, 5); ; turns += 1) {
        withdrawn += turn.withdrawn;
        if (!turn.next) break;
        turn = await withdrawLadderAccess(pool, turn.next, 5);
      }
    } finally {
      await other.query('rollback');
      other.release();
    }
    assert.deepEqual(
      [withdrawn, turns],
      [6, 3],
      'twelve were lent, two of each of three children that owe nothing any more',
    );
    assert.equal((await one<{ n: number }>('select count(*)::int as n from access')).n, 6);
    // Beside what others owe: of a few rows all in all it would be as quick to read them all.
    await owe(pool, 3000, addMinutes(now, 10 * day));
    const plan = await planWithoutReadingAll(
      lentText
        .replaceAll(/\$1::uuid/g, 'null::uuid')
        .replace('$2::text', 'null::text')
        .replace('$3', '5'),
    );
    assert.doesNotMatch(plan, /Hash|Seq Scan on (deadline|escalation)/, plan);
    await pool.query('delete from child');
  });

  /** How the question is answered where a whole table is read only if no key leads to the row: of a dozen rows it always would be. */
  async function planWithoutReadingAll(text: string): Promise<string> {
    const client = await pool.connect();
    try {
      // Whether the server has counted the rows by itself by now is chance.
      await client.query('analyze');
      await client.query('begin; set local enable_seqscan = off; set local enable_hashjoin = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`);
      return rows.map((line) => line['QUERY PLAN']).join('\n');
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  test('a batch that fails leaves nothing half done', async () => {
    await owe(pool, 5, now);
    await pool.query(`alter table notice add constraint broken check (code = '') not valid`);
    await assert.rejects(sweep(pool, { now, sweeper: 'test' }));
    await pool.query('alter table notice drop constraint broken');
    assert.equal((await one<{ n: number }>('select count(*) as n from escalation')).n, 0);
    assert.equal((await sweep(pool, { now, sweeper: 'test' })).raised, 5);
  });

  test('what was raised of a clock that was met is history: it stands on no list, and is nobody’s last step any more', async () => {
    await owe(pool, 1, addMinutes(now, -10 * day), 'luton-hv');
    assert.equal((await sweep(pool, { now, sweeper: 'test' })).raised, 5);
    const last = () =>
      one<{ lastStep: number }>(`select "lastStep" from count_by_team('${now}') where team = 'luton-hv'`);
    assert.equal((await last()).lastStep, 1);
    const again = addMinutes(now, day);
    await pool.query(
      `update deadline set from_at = $1, due_at = $1, next_step = 0, next_step_at = $1, steps = array[$1, $1, $1, $1, $1]::timestamptz[]`,
      [again],
    );
    assert.equal((await last()).lastStep, 0);
    assert.equal((await sweep(pool, { now: again, sweeper: 'test' })).raised, 5);
    assert.equal((await last()).lastStep, 1);
  });
});
