import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { asParty } from './party.ts';
import { createPools, type Pools, parseInstant, parseInt8 } from './pool.ts';
import { mustServePages, withOption } from './roles.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';
import { inTransaction } from './transaction.ts';

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

  test('a connection that breaks is told, and not one that the stopping database ends while the pools close', async () => {
    const told: string[] = [];
    const closing = createPools({ ...database, onError: ({ message }) => told.push(message) });
    const breaks = (message: string) => closing.admin.emit('error', new Error(message), new pg.Client());
    breaks('while it runs');
    const closed = closing.close();
    breaks('at the end');
    await closed;
    assert.deepEqual(told, ['while it runs']);
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

  test('no page is served by a login that row security does not hold or that may read nothing, nor by a server that only reads', async () => {
    await mustServePages(pools.app);
    await assert.rejects(mustServePages(pools.admin), /owns the tables or bypasses row security/);
    const reading = createPools({
      ...database,
      appUrl: withOption(database.appUrl, '-c default_transaction_read_only=on'),
    });
    await assert.rejects(mustServePages(reading.app), /only reads: it is a standby/);
    await reading.close();
    const name = `outsider_${randomBytes(4).toString('hex')}`;
    const login = new URL(database.adminUrl);
    await pools.admin.query(`create role ${name} login password 'of-tests-alone'`);
    try {
      login.username = name;
      login.password = 'of-tests-alone';
      await pools.admin.query(`grant connect on database ${login.pathname.slice(1)} to ${name}`);
      const outsider = createPools({ ...database, appUrl: login.href });
      await assert.rejects(mustServePages(outsider.app), /is no member of handhold_app/);
      await outsider.close();
    } finally {
      await pools.admin.query(
        `revoke connect on database ${login.pathname.slice(1)} from ${name}; drop role ${name}`,
      );
    }
  });

  test('a connection that breaks between two statements of a transaction ends that work and nothing else', async () => {
    const own = createPools(database);
    const breaks = async (ask: (text: string) => Promise<{ pid: number }[]>) => {
      const pid = (await ask('select pg_backend_pid() as pid'))[0]?.pid;
      await pools.admin.query('select pg_terminate_backend($1)', [pid]);
      // Meanwhile it waits for something else than the database: what comes then has no query to go to.
      await setTimeout(200);
      await ask('select 1 as pid');
    };
    await assert.rejects(asParty(own.app, 'luton-hv', (ask) => breaks((text) => ask(text, text, []))));
    await assert.rejects(
      inTransaction(own.admin, (client) => breaks(async (text) => (await client.query(text)).rows)),
    );
    assert.equal((await own.app.query('select 1')).rowCount, 1);
    assert.equal((await own.admin.query('select 1')).rowCount, 1);
    await own.close();
  });

  test('times are in UTC and plans go by a disk without arms, whatever the server or the address says', async () => {
    const other = '-c random_page_cost=3 -c timezone=Europe/London';
    const told = createPools({
      adminUrl: withOption(database.adminUrl, other),
      appUrl: withOption(database.appUrl, other),
    });
    const text = `select current_setting('random_page_cost') as cost, current_setting('timezone') as zone`;
    for (const pool of [told.app, told.admin])
      assert.deepEqual((await pool.query(text)).rows, [{ cost: '1.1', zone: 'UTC' }]);
    await told.close();
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
