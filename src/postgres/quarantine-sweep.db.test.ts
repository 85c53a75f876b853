import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Pool } from 'pg';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import type { RaisedItems } from '../application/quarantine-readings.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import { gatherMail } from '../jobs/outbox.ts';
import { checkAll } from './check.ts';
import { actorOf } from './children.fixture.ts';
import { saveDirectory } from './directory-store.ts';
import { createPools, type Pools } from './pool.ts';
import { readings } from './readings.ts';
import { nextStepDue, sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

/** A Monday, 10 in the morning: a birth that comes now is due at 5pm. */
const came = '2026-11-23T10:00:00.000Z';
const due = '2026-11-23T17:00:00.000Z';
const day = 24 * 60;

describe('what lies in quarantine climbs the ladder until somebody settles it', () => {
  let database: TestDatabase;
  let pools: Pools;
  let pool: Pool;
  const directory = demonstrationDirectory();

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    pool = pools.admin;
    await saveDirectory(pool, directory, came);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });
  beforeEach(async () => {
    await pool.query('truncate quarantine, quarantine_escalation, inbox_message, notice, mail, sweep_run');
  });

  /** An item of before there were clocks: the sweep gives it one. */
  async function keep(event: string, teamId: string | null, receivedAt: Instant = came): Promise<string> {
    const id = randomUUID();
    await pool.query(
      `insert into inbox_message (message_id, source, event, received_at, outcome, says) values ($1, 'nems', $2, $3, 'quarantined', '')`,
      [id, event, receivedAt],
    );
    await pool.query(
      `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, message_id, reason, says, content, team_id)
       values ($1::uuid, $1::text, $2, 'nems', 'invented.xml', $1::text, 'unknown-place', '', '{}', $3)`,
      [id, receivedAt, teamId],
    );
    return id;
  }
  const sweepAt = (now: Instant) => sweep(pool, { now, sweeper: 'test' });
  const notices = async () =>
    (
      await pool.query<{ told: string }>(`select team_id || ' ' || code as told from notice order by 1`)
    ).rows.map(({ told }) => told);

  test('its team is told that it came, once and gathered by kind; one of no team is told to the holding desk', async () => {
    await Promise.all([
      keep('birth', 'luton-hv'),
      keep('birth', 'luton-hv'),
      keep('death', 'luton-hv'),
      keep('birth', null),
    ]);
    await sweepAt(came);
    await sweepAt(addMinutes(came, 1));
    assert.deepEqual(await notices(), [
      'luton-hv quarantine/new/settle-birth/2',
      'luton-hv quarantine/new/settle-death/1',
      'network-holding-desk quarantine/new/settle-birth/1',
    ]);
    assert.equal(await nextStepDue(pool), '2026-11-23T12:00:00.000Z', 'the death is due first');
  });

  test('when it is due, and not before, each step is raised once, with its people; a commissioner gets a number', async () => {
    const id = await keep('birth', 'luton-hv');
    assert.equal((await sweepAt(addMinutes(due, -1))).raised, 0);
    const first = await sweepAt(due);
    assert.deepEqual([first.raised, first.late, first.stillOpen], [1, 0, 1]);
    assert.equal((await sweepAt(due)).raised, 0);
    const { rows: ladder } = await pool.query<{ at: Instant }>('select unnest(steps) as at from quarantine');
    for (const { at } of ladder) {
      await sweepAt(addMinutes(at, -1));
      await sweepAt(at);
    }
    const { rows } = await pool.query<{ step: number; names: { name: string }[] }>(
      'select step, names from quarantine_escalation where quarantine_id = $1 order by step',
      [id],
    );
    assert.deepEqual(
      rows.map(({ step, names }) => [step, names.map(({ name }) => name).join(', ')]),
      [
        [0, 'Hannah Whitlock, Priya Nair, Tom Ashworth'],
        [1, 'Grace Adeyemi'],
        [2, 'Ruth Pemberton'],
        [3, 'Olu Fashola'],
        [4, 'Karen Lyle'],
      ],
    );
    assert.deepEqual(
      (await notices()).filter((told) => !told.startsWith('luton-hv')),
      [
        'luton-commissioner last-step/1/settle-birth',
        'luton-designated-nurse quarantine/3/settle-birth/1',
        'luton-named-nurse quarantine/2/settle-birth/1',
      ],
    );
    assert.deepEqual((await checkAll(pool)).findings, []);
  });

  test('after an outage all that is due is raised at once, marked late, and told in one notice for many', async () => {
    await sweepAt(addMinutes(came, -1));
    for (let n = 0; n < 7; n += 1) await keep('birth', 'luton-hv');
    const swept = await sweep(pool, { now: addMinutes(due, 20 * day), sweeper: 'test', batchSize: 3 });
    assert.deepEqual([swept.raised, swept.late, swept.stillOpen], [35, 35, 7]);
    const told = await notices();
    assert.ok(told.includes('luton-hv quarantine/4-late/settle-birth/3'), told.join('\n'));
    assert.ok(!told.some((one) => one.startsWith('luton-hv quarantine/1')), 'the highest step speaks');
  });

  test('settled, its clock has ended: nothing more is raised, and what was raised stands on no page', async () => {
    const id = await keep('birth', 'luton-hv');
    await sweepAt(due);
    const grace = actorOf(directory, 'hannah-whitlock');
    const raised = () => readings(pools.app).raisedItems(grace);
    assert.equal((await raised()).length, 1);
    await pool.query(`update quarantine set settled_at = $2, settled_by = 'x' where quarantine_id = $1`, [
      id,
      due,
    ]);
    assert.deepEqual(await raised(), []);
    const later = await sweepAt(addMinutes(due, 30 * day));
    assert.deepEqual([later.raised, later.stillOpen], [0, 0]);
    assert.equal(await nextStepDue(pool), null);
  });

  test('many sweeps at one moment raise and tell once', async () => {
    for (let n = 0; n < 20; n += 1) await keep('birth', 'luton-hv');
    const swept = await Promise.all([1, 2, 3, 4].map(() => sweepAt(due)));
    assert.equal(
      swept.reduce((sum, { raised }) => sum + raised, 0),
      20,
    );
    const { rows } = await pool.query<{ n: number }>(
      `select sum(split_part(code, '/', 4)::int)::int as n from notice where code like 'quarantine/%'`,
    );
    assert.equal(rows[0]?.n, 40, 'each came once and is overdue once');
  });

  test('a step is acknowledged for all that it was shown for, and not for what came later', async () => {
    await keep('birth', 'luton-hv');
    await sweepAt(due);
    const asks = readings(pools.app);
    const hannah = actorOf(directory, 'hannah-whitlock');
    const [step] = await asks.raisedItems(hannah);
    assert.ok(step);
    await keep('birth', 'luton-hv');
    await sweepAt(addMinutes(due, 1));
    const owen = actorOf(directory, 'samira-haddad');
    await asks.acknowledgeItems(owen, step, due);
    const open = async (): Promise<readonly RaisedItems[]> =>
      (await asks.raisedItems(hannah)).filter(({ acknowledgedBy }) => acknowledgedBy === null);
    assert.equal((await open())[0]?.count, 2, 'another team acknowledges nothing');
    await asks.acknowledgeItems(hannah, step, due);
    assert.deepEqual(
      (await open()).map(({ count }) => count),
      [1],
    );
  });

  test('mail says how many and of which kind, to the team and to the people of each step', async () => {
    await keep('birth', 'luton-hv');
    await keep('birth', 'luton-hv');
    await sweepAt(addMinutes(due, 20 * day));
    await gatherMail(pool, addMinutes(due, 20 * day), 'https://handhold.example');
    const body = async (where: string) =>
      (await pool.query<{ body: string }>(`select m.body from mail m ${where}`)).rows[0]?.body ?? '';
    const team = await body(`where m.team_id = 'luton-hv'`);
    assert.match(team, /- Came into quarantine: 2 births/);
    assert.match(
      team,
      /- Overdue in quarantine: 2 births\. Told: .*\n {2}https:\/\/handhold\.example\/raised/,
    );
    const named = await body(`join practitioner p on p.email = m.to_address where p.id = 'ruth-pemberton'`);
    assert.match(
      named,
      /Overdue: 2\n- Quarantine: 2 births to settle \(step: Named nurse of each side\)\n {2}https:\/\/handhold\.example\/raised/,
    );
    const board = await body(`join practitioner p on p.email = m.to_address where p.id = 'karen-lyle'`);
    assert.match(board, /- Settle a birth that lies in quarantine: fewer than 5/);
  });

  test('check finds an item whose ladder was put back, or which was made another kind', async () => {
    const id = await keep('birth', 'luton-hv');
    await sweepAt(due);
    await pool.query(
      'update quarantine set next_step = 0, next_step_at = steps[1] where quarantine_id = $1',
      [id],
    );
    await keep('birth', 'luton-hv');
    await sweepAt(addMinutes(due, -1));
    await pool.query(`update quarantine set kind = 'settle-row', row_id = 'H53' where quarantine_id <> $1`, [
      id,
    ]);
    const { ok, findings } = await checkAll(pool);
    assert.equal(ok, false);
    assert.deepEqual(findings.map(({ where, says }) => `${where}: ${says}`).sort(), [
      'quarantine: its next step is 0, raised are 1',
      'quarantine: owes settle-row by row H53, heightened: what it is gives settle-birth by row H50, heightened',
    ]);
  });

  test('check finds a message that was put aside and whose item is gone', async () => {
    const id = await keep('birth', 'luton-hv');
    await keep('death', 'luton-hv');
    await pool.query('delete from quarantine where quarantine_id = $1', [id]);
    const { findings } = await checkAll(pool);
    assert.deepEqual(
      findings.map(({ where, says }) => `${where}: ${says}`),
      [`quarantine: the message ${id} was put aside, and its item is gone: nobody works it`],
    );
  });

  test('a board counts what is overdue and what has reached the last step', async () => {
    await keep('birth', 'luton-hv');
    await sweepAt(addMinutes(due, 20 * day));
    const luton = (await readings(pools.app).areaCounts(addMinutes(due, 20 * day))).find(
      ({ team }) => team === 'luton-hv',
    );
    assert.deepEqual([luton?.overdue, luton?.lastStep], [1, 1]);
  });
});
