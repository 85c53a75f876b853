import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { caseloadOf, caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';

describe('a caseload', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  test('puts each child with its holder, and the same file again changes nothing', async () => {
    const file = world.file('caseload.csv', caseloadOf(2_500));
    const [first] = await world.take(file);
    assert.deepEqual(first?.counts, { 'taken on': 2_500 });
    const before = await world.tableCounts();
    assert.equal(before.child, 2_500);
    assert.equal(before.accountable_period, 2_500);
    const [again] = await world.take(file);
    assert.equal(again?.outcome, 'repeated');
    assert.deepEqual(await world.tableCounts(), before);
  });

  test('of known children with one more takes on that one only', async () => {
    const [more] = await world.take(world.file('more.csv', caseloadOf(2_501)));
    assert.deepEqual(more?.counts, { 'taken on': 1, 'known already': 2_500 });
  });

  test('of another team claims the child, and never makes a second one', async () => {
    const before = await world.tableCounts();
    const row = rowOf({
      nhs_number: nthTestNumber(0) ?? '',
      date_of_birth: '2024-01-10',
      team_id: 'ealing-hv',
    });
    const [claimed] = await world.take(world.file('claim.csv', caseloadWith(row)));
    assert.deepEqual(claimed?.counts, { 'claimed by two teams': 1 });
    assert.equal((await world.tableCounts()).child, before.child);
    const [child] = await world.ask<{ state: { claims: readonly unknown[] }; holder_team: string }>(
      'select state, holder_team from child where nhs_number = $1',
      [nthTestNumber(0)],
    );
    assert.equal(child?.holder_team, 'luton-hv');
    assert.equal(child?.state.claims.length, 1);
  });

  test('with one number in two teams’ lines claims too', async () => {
    const number = nthTestNumber(9_000) ?? '';
    const rows = [
      rowOf({ nhs_number: number }),
      rowOf({ nhs_number: number, team_id: 'ealing-hv' }),
      rowOf({ nhs_number: number }),
    ];
    const [taken] = await world.take(world.file('twice.csv', caseloadWith(...rows)));
    assert.deepEqual(taken?.counts, { 'taken on': 1, 'claimed by two teams': 1, 'known already': 1 });
  });

  test('puts aside what cannot be trusted, with its line and reason, and hides a sealed address', async () => {
    const rows = [
      rowOf({ nhs_number: '9990000000' }),
      rowOf({ nhs_number: nthTestNumber(9_001) ?? '', team_id: 'no-such-team' }),
      rowOf({ nhs_number: nthTestNumber(0) ?? '', date_of_birth: '2020-01-01' }),
      rowOf({ nhs_number: nthTestNumber(9_002) ?? '', practitioner_id: 'nobody-known' }),
      rowOf({ nhs_number: nthTestNumber(9_003) ?? '', date_of_birth: '2027-01-01' }),
    ];
    const [taken] = await world.take(world.file('faults.csv', caseloadWith(...rows)));
    assert.deepEqual(taken?.counts, { quarantined: 5 });
    const items = await world.ask<{ row_no: number; reason: string }>(
      "select row_no, reason from quarantine where file_name = 'faults.csv' order by row_no",
    );
    assert.deepEqual(
      items.map(({ row_no, reason }) => [row_no, reason]),
      [
        [2, 'bad-check-digit'],
        [3, 'unknown-place'],
        [4, 'contradictory'],
        [5, 'unknown-place'],
        [6, 'contradictory'],
      ],
    );
    const sealed =
      'nhs_number,given_name,family_name,date_of_birth,address_line,postcode,address_sealed,team_id\n,Eve,Sample,2024-01-01,9 Hidden Way,LU9 9ZZ,yes,no-such-team\n';
    await world.take(world.file('sealed.csv', sealed));
    const [item] = await world.ask<{ content: string; says: string }>(
      "select content, says from quarantine where file_name = 'sealed.csv'",
    );
    assert.doesNotMatch(`${item?.content}${item?.says}`, /Hidden|LU9/);
  });

  test('without numbers meets the same children again in another file', async () => {
    const row = rowOf({ given_name: 'Bo', family_name: 'Nameless' });
    const [first] = await world.take(world.file('bare.csv', caseloadWith(row)));
    const [second] = await world.take(world.file('bare-again.csv', caseloadWith(row, row)));
    assert.deepEqual([first?.counts, second?.counts], [{ 'taken on': 1 }, { 'known already': 2 }]);
  });

  test('of 20,000 rows says its rate (the target is the benchmark’s, on a machine of its own)', async (context) => {
    const file = world.file('many.csv', caseloadOf(20_000, 100_000));
    const begun = performance.now();
    await world.take(file);
    const rate = Math.round(20_000 / ((performance.now() - begun) / 1000));
    context.diagnostic(`${rate} rows a second`);
    assert.ok(rate > 200, `${rate} rows a second`);
  });
});
