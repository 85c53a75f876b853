import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../../src/application/demonstration/random.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { startClient } from './client.ts';
import { directory } from './lives.ts';
import { assertNothingLost, finishAndCheck, workload } from './load.ts';

const kills = 200;
const clients = 8;
const seed = 20_261_123;

describe('200 kills -9 at random moments under load', () => {
  let database: TestDatabase;
  let pools: Pools;
  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database, max: 8 });
    await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('lose nothing that was acknowledged, leave nothing half done, and keep P1', async (t) => {
    const random = randomFrom(seed, 'kills');
    const work = await workload(clients);
    const start = () => startClient(database.appUrl, null, work.answered);
    let underLoad = 0;
    let next = start();
    for (let kill = 0; kill < kills; kill += 1) {
      const client = next;
      await client.ready;
      // The next program starts while this one works: a start takes longer than most lives of a program here.
      next = start();
      const before = work.acknowledged.size;
      client.play(work.lanes());
      await wait(random.whole(20, 250));
      client.kill();
      assert.equal(await client.ended, 'SIGKILL', 'there was no load left at the kill');
      if (work.acknowledged.size > before) underLoad += 1;
    }
    next.kill();
    await next.ended;
    await assertNothingLost(pools, work.acknowledged);
    t.diagnostic(
      `${work.acknowledged.size} commands acknowledged, ${underLoad} of ${kills} kills after answers`,
    );
    await finishAndCheck(postgresLedger(pools), work.begun());
    await assertNothingLost(pools, work.acknowledged);
    assert.ok(underLoad > kills / 2, 'most kills hit programs that had not answered anything yet');
  });
});
