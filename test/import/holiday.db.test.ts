import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Column, deadline, defaultRuleSets, ruleSetOn } from '../../src/domain/calendar/time-limits.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { type ImportWorld, importWorld } from './import-world.ts';

const header =
  'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,ods_code,nation';
const line = (day: string, to = '', nation = '') =>
  `holiday,coronation,Coronation,${day},${to}${','.repeat(12)}${nation}`;

describe('a proclaimed holiday', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  const holidays = async () => (await loadDirectory(world.pools.app)).holidays;

  /** When an offer of Friday 1 June 2029 is to be acknowledged. */
  async function acknowledgedBy(column: Column, nation: 'england' | 'scotland' = 'england') {
    const shipped = ruleSetOn(defaultRuleSets, '2029-06-01');
    return deadline(shipped, '5', column, '2029-06-01T09:00:00.000Z', nation, await holidays())?.dueAt;
  }

  test('that cannot be read changes nothing, and says which line is wrong', async () => {
    for (const [name, wrong] of [
      ['two-days.csv', line('2029-06-04', '2029-06-05')],
      ['nowhere.csv', line('2029-06-04', '', 'cornwall')],
    ] as const) {
      const [faulty] = await world.take(world.file(name, `${header}\n${wrong}\n${line('2029-06-05')}\n`));
      assert.deepEqual(faulty?.counts, { quarantined: 1, 'not taken because of them': 1 });
    }
    const waiting = await world.ask<{ says: string }>('select says from quarantine order by received_at');
    assert.match(waiting[0]?.says ?? '', /A holiday is one day/);
    assert.match(waiting[1]?.says ?? '', /or nothing for all/);
    assert.ok(!(await holidays()).england.has('2029-06-05'));
  });

  test('is no working day from the moment the file is read, in the nations that have it; the same file again changes nothing', async () => {
    const before = await acknowledgedBy('heightened');
    assert.equal(before, '2029-06-04T16:00:00.000Z', 'Monday 4 June at five');
    const file = world.file(
      'directory.csv',
      `${header}\n${line('2029-06-04')}\n${line('2029-03-01', '', 'wales')}\n`,
    );
    const [taken] = await world.take(file);
    assert.deepEqual([taken?.kind, taken?.counts], ['directory', { taken: 2 }]);
    assert.equal(await acknowledgedBy('heightened'), '2029-06-05T16:00:00.000Z');
    assert.equal(await acknowledgedBy('heightened', 'scotland'), '2029-06-05T16:00:00.000Z');
    const { england, wales } = await holidays();
    assert.deepEqual([wales.has('2029-03-01'), england.has('2029-03-01')], [true, false]);
    assert.ok(england.has('2026-12-25'), 'beside those that are shipped');
    assert.equal((await world.take(file))[0]?.outcome, 'repeated');
  });
});
