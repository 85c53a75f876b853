import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

test('runs in a row that found nothing are one line; what was raised, and a run that did not end, stand by themselves', async () => {
  await house.admin.query('truncate sweep_run cascade');
  let minute = 0;
  const run = async (raised: number, ended = true) => {
    minute += 1;
    const at = addMinutes(house.time.now, minute - 200);
    await house.admin.query(
      `insert into sweep_run (sweep_id, started_at, completed_at, asked, raised, late, still_open, sweeper)
       values (gen_random_uuid(), $1, $2, 'deadline: due', $3, 0, 7, 'one')`,
      [at, ended ? at : null, raised],
    );
  };
  for (let n = 0; n < 140; n += 1) await run(0);
  await run(2);
  await run(0);
  await run(0, false);
  for (let n = 0; n < 3; n += 1) await run(0);
  const lines = await house.deps.readings.sweepRuns();
  assert.deepEqual(
    lines.map(({ runs, raised, completedAt }) => [runs, raised, completedAt !== null]),
    [
      [3, 0, true],
      [1, 0, false],
      [1, 0, true],
      [1, 2, true],
      [140, 0, true],
    ],
  );
  const visitor = await house.visitor('grace-adeyemi');
  const { text } = await visitor.get(pagePaths.sweeps);
  assert.match(text, /140 runs found nothing due/);
  assert.match(text, /1 run found nothing due/);
  assert.match(text, /2 steps raised/);
  assert.match(text, /Did not end/);
});

test('what a run asked is said in words', async () => {
  await sweep(house.admin, { now: house.time.now, sweeper: 'test' });
  const { text } = await (await house.visitor('grace-adeyemi')).get(pagePaths.sweeps);
  assert.match(text, /has a step of the ladder due by now/);
  assert.doesNotMatch(text, /next_step_at/);
});
