import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createPools, type Pools, parseInstant, parseInt8 } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('values read from PostgreSQL', () => {
  let database: TestDatabase;
  let pools: Pools;
  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('dates and instants are text, int8 a number, numeric text, also in arrays', async () => {
    const { rows } = await pools.app.query(`
      select date '2026-03-29' as day, timestamptz '2026-03-29 01:30:00.5+01' as at, 7::int8 as count, 1.50::numeric as rate,
             array[date '2026-03-29', null] as days, array[timestamptz '2026-01-01 00:00+00'] as instants, array[7::int8] as counts`);
    assert.deepEqual(rows, [
      {
        day: '2026-03-29',
        at: '2026-03-29T00:30:00.500Z',
        count: 7,
        rate: '1.50',
        days: ['2026-03-29', null],
        instants: ['2026-01-01T00:00:00.000Z'],
        counts: [7],
      },
    ]);
  });

  test('the application acts as handhold_app, which owns nothing and bypasses nothing', async () => {
    const { rows } = await pools.app.query(`
      select current_user as name, rolsuper, rolbypassrls, rolcanlogin,
             exists (select from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = current_user`);
    assert.deepEqual(rows, [
      { name: 'handhold_app', rolsuper: false, rolbypassrls: false, rolcanlogin: false, owns: false },
    ]);
  });

  test('the application may not create tables', async () => {
    await assert.rejects(pools.app.query('create table mine (id int)'), /permission denied/);
  });
});

test('an instant keeps milliseconds and always has them', () => {
  assert.equal(parseInstant('2026-11-23 12:00:00+00'), '2026-11-23T12:00:00.000Z');
  assert.equal(parseInstant('2026-11-23 12:00:00.1+00'), '2026-11-23T12:00:00.100Z');
  assert.equal(parseInstant('2026-11-23 12:00:00.123999+00'), '2026-11-23T12:00:00.123Z');
  assert.equal(parseInstant('2026-07-01 12:00:00.5+01'), '2026-07-01T11:00:00.500Z');
  assert.equal(parseInstant('infinity'), 'infinity');
});

test('an int8 beyond what a number holds is an error, never rounded', () => {
  assert.equal(parseInt8('9007199254740991'), 9007199254740991);
  assert.throws(() => parseInt8('9007199254740993'), RangeError);
});
