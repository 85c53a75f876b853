import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor } from '../domain/child/context.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { createPools, type Pools } from './pool.ts';
import { readings } from './readings.ts';
import { seedChildren } from './seed.ts';
import { withDatabase } from './test-database.ts';

describe('what each person of a team carries', () => {
  let database: Awaited<ReturnType<typeof withDatabase>>;
  let pools: Pools;
  let lead: Actor;

  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    const { directory } = await nursery(pools.admin);
    await seedChildren(pools.admin, { seed: 7, size: 60, now: noon });
    lead = actorOf(directory, 'moira-kettle');
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('who has left is there until the last client of her caseload is in another name, whatever that client’s status', async () => {
    const nurse = 'shanice-brown';
    const carries = async () =>
      (await readings(pools.app).workload(lead, noon)).map((row) => row.practitionerId);
    await pools.admin.query(`update practitioner set status = 'left' where id = $1`, [nurse]);
    await pools.admin.query('update child set holder_practitioner = null where holder_practitioner = $1', [
      nurse,
    ]);
    for (const status of caseloadStatuses) {
      await pools.admin.query('update client set status = $2 where nurse_id = $1', [nurse, status]);
      assert.ok((await carries()).includes(nurse), status);
    }
    await pools.admin.query('update client set nurse_id = null where nurse_id = $1', [nurse]);
    assert.ok(!(await carries()).includes(nurse), 'nothing is in her name any more');
  });
});
