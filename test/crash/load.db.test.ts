import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../../src/application/demonstration/random.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { makeClients, startClient } from './client.ts';
import { directory } from './lanes.ts';
import { assertNothingLost, finishAndCheck, workload } from './load.ts';
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
    program = await makeClients(database.appUrl);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('lose nothing that was acknowledged, leave nothing half done, and keep P1', async (t) => {
    const random = randomFrom(seed, 'kills');
    const work = await workload(clients);
    let answers = 0;
    let reached = () => {};
    let goal = 0;
    const start = () =>
      startClient(program, database.appUrl, (commandId, outcome) => {
        answers += 1;
        work.answered(commandId, outcome);
        if (work.acknowledged.size >= goal) reached();
      });
    let next = start();
    for (let kill = 0; kill < kills; kill += 1) {
      const client = next;
      await client.ready;
      // The next program starts while this one works: a start takes longer than most lives of a program here.
      next = start();
      // So many commands that nobody had sent before, and a moment: by the clock alone a busy machine would come to none.
      goal = work.acknowledged.size + random.whole(0, 5);
      const { promise: underLoad, resolve } = Promise.withResolvers<void>();
      reached = resolve;
      client.play(work.lanes());
      await Promise.race([underLoad, client.ended]);
      await wait(random.whole(0, 20));
      client.kill();
      assert.equal(await client.ended, 'SIGKILL', 'there was no load left at the kill');
    }
    next.kill();
    await next.ended;
    await assertNothingLost(pools, work.acknowledged);
    t.diagnostic(`${kills} kills, ${answers} answers, ${work.acknowledged.size} commands acknowledged`);
    await finishAndCheck(postgresLedger(pools), work.begun());
    await assertNothingLost(pools, work.acknowledged);
    assert.ok(work.acknowledged.size > 2 * kills, 'hardly any load');
  });
});
