import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { siteRulesOn } from '../../src/domain/programme/sites.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { type ImportWorld, importWorld } from './import-world.ts';

const sample = readFileSync(new URL('../../src/fhir/samples/sites.csv', import.meta.url), 'utf8').replaceAll(
  'luton-fnp,',
  'luton-fnp-service,',
);

describe('a file of sites', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  const rulesOn = async (day: string) => {
    const rules = siteRulesOn((await loadDirectory(world.pools.app)).directory, 'luton-fnp', day);
    return [
      rules?.version,
      rules?.newClients?.ageLimit ?? 'none',
      rules?.newClients?.wider?.ageLimit ?? 'none',
    ];
  };

  test('with a fault changes nothing, and tells a person which line is wrong', async () => {
    const [faulty] = await world.take(world.file('faulty.csv', sample.replace('16+0', '16')));
    assert.deepEqual(faulty?.counts, { quarantined: 1, 'not taken because of them': 3 });
    assert.deepEqual(await rulesOn('2026-11-23'), ['luton-2020', 19, 'none']);
    const waiting = await world.ask<{ says: string }>('select says from quarantine');
    assert.match(waiting[0]?.says ?? '', /such as 28\+0 .*column aim/);
  });

  test('gives the site its rules from their day on, and again changes nothing', async () => {
    const file = world.file('sites.csv', sample);
    const [taken] = await world.take(file);
    assert.deepEqual([taken?.kind, taken?.counts], ['sites', { taken: 4 }]);
    assert.deepEqual(await rulesOn('2024-03-31'), ['luton-2020', 19, 'none']);
    assert.deepEqual(await rulesOn('2026-11-23'), ['luton-2024', 19, 24]);
    assert.deepEqual(await rulesOn('2027-04-01'), ['luton-2027', 'none', 'none']);
    assert.equal((await world.take(file))[0]?.outcome, 'repeated');
  });
});
