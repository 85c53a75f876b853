import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createPools, type Pools } from './pool.ts';
import { demonstrationSize, seedChildren } from './seed.ts';
import { fillDemonstration } from './seed-demonstration.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

const now = '2026-11-23T10:00:00.000Z';
const folder = mkdtempSync(path.join(tmpdir(), 'handhold-demonstration-'));
const begun = path.join(folder, 'demonstration-begun');
let database: TestDatabase;
let pools: Pools;
before(async () => {
  database = await withDatabase();
  pools = createPools(database);
  // As a start left it that was killed on the way.
  await seedChildren(pools.admin, { seed: 7, size: 60, now });
});
after(async () => {
  await pools.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function standing() {
  const { rows } = await pools.admin.query<{ children: number; items: number }>(
    'select (select count(*)::int from child) as children, (select count(*)::int from quarantine) as items',
  );
  return rows[0];
}
const fill = () => fillDemonstration(pools.admin, folder, now, () => undefined);

test('a database that has children gets no demonstration', async () => {
  const before = await standing();
  await fill();
  assert.deepEqual(await standing(), before);
});

test('a demonstration whose filling was cut off is filled to its end by the next start, once', async () => {
  writeFileSync(begun, '');
  await fill();
  const full = await standing();
  assert.equal(full?.children, demonstrationSize);
  assert.ok((full?.items ?? 0) > 0, 'nothing lies in quarantine');
  assert.ok(!existsSync(begun));
  await fill();
  assert.deepEqual(await standing(), full);
});
