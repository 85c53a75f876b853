import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../../src/application/demonstration/random.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { loadDirectory, saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { makeClients, startClient } from './client.ts';
import { directory } from './lanes.ts';
import {
  assertDirectoryWhole,
  assertNothingLost,
  finishAndCheck,
  finishClients,
  peopleOf,
  peopleOfClient,
  workload,
} from './load.ts';
import type { Program } from './program.ts';

const kills = 200;
const clients = 8;
const seed = 20_261_123;

describe('200 kills -9 at random moments under load', () => {
  let database: TestDatabase;
  let pools: Pools;
  let program: Program;
  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database, max: 4 });
    await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
    program = await makeClients(database, 'all');
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /**
   * Checks the whole database as operators do, with every row made anew from the facts: for these people as far as they have a
   * record, or for everybody.
   */
  async function assertRebuilt(people: readonly string[] | null): Promise<void> {
    const begun =
      'select distinct person_id as id from fact where $1::uuid[] is null or person_id = any ($1)';
    const { rows } = await pools.admin.query<{ id: string }>(begun, [people]);
    const { findings } = await checkAll(pools.admin, { people: people && rows.map(({ id }) => id) });
    assert.deepEqual(findings, []);
  }

  /** What the server still works on for a killed program it does whole or not at all. Rows stand still only after that. */
  async function quiet(): Promise<void> {
    const text = `select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`;
    while ((await pools.admin.query<{ n: number }>(text)).rows[0]?.n !== 0) await wait(1);
  }

  test('lose nothing that was acknowledged, leave nothing half done, and keep P1', async (t) => {
    const random = randomFrom(seed, 'kills');
    const work = await workload(clients);
    const first = (await loadDirectory(pools.admin)).directory.version;
    let answers = 0;
    /** Since the last kill. */
    let acknowledged: string[] = [];
    let reached = () => {};
    let goal = 0;
    const start = () =>
      startClient(program, database, (commandId, outcome) => {
        answers += 1;
        work.answered(commandId, outcome);
        acknowledged.push(commandId);
        if (work.acknowledged.size >= goal) reached();
      });
    let next = start();
    t.after(() => next.kill());
    for (let kill = 1; kill <= kills; kill += 1) {
      const client = next;
      await client.ready;
      // The next program starts while this one works, because a start takes longer than most programs live here.
      next = start();
      // So many new commands and a moment more. By the clock alone a busy machine might get to none.
      goal = work.acknowledged.size + random.whole(0, 5);
      const { promise: underLoad, resolve } = Promise.withResolvers<void>();
      reached = resolve;
      const loads = work.everything();
      client.play(loads);
      await Promise.race([underLoad, client.ended]);
      await wait(random.whole(0, 20));
      client.kill();
      assert.equal(await client.ended, 'SIGKILL', 'it ended before the kill');
      await quiet();
      await assertNothingLost(pools, acknowledged, peopleOf(loads));
      await assertDirectoryWhole(pools, first);
      if (kill % 10 === 0) await assertRebuilt(peopleOf(loads));
      acknowledged = [];
    }
    next.kill();
    await next.ended;
    t.diagnostic(`${kills} kills, ${answers} answers, ${work.acknowledged.size} commands acknowledged`);
    const ledger = postgresLedger(pools);
    await finishAndCheck(ledger, work.begun());
    await finishClients(ledger, work.begunOfClients());
    await assertRebuilt(null);
    const everybody = [
      ...work.begun().map(({ personId }) => personId),
      ...work.begunOfClients().flatMap(peopleOfClient),
    ];
    await assertNothingLost(pools, work.acknowledged, everybody);
    assert.ok(work.acknowledged.size > 2 * kills, 'hardly any load');
  });
});
