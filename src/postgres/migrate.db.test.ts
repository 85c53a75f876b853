import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import pg from 'pg';
import { migrate, migrationFiles } from './migrate.ts';
import { MigrationFailure } from './migration-failure.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('migrations', () => {
  let folder: string;
  let empty: string;
  let kept: TestDatabase;
  let database: TestDatabase;

  before(async () => {
    empty = mkdtempSync(path.join(tmpdir(), 'handhold-empty-'));
    // Held for the whole file, so that its cluster is started once and not for each test.
    kept = await withDatabase(empty);
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'handhold-migrations-'));
    database = await withDatabase(empty);
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  after(async () => {
    await kept.close();
    rmSync(empty, { recursive: true });
  });

  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const run = () => migrate({ adminUrl: database.adminUrl, folder });
  const one = 'create table one (id int primary key, n int check (n > 0));';
  const ask = async (text: string) => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const { rows } = await client.query(text);
    await client.end();
    return rows;
  };

  test('three at once: one applies, the others wait and find nothing to do', async () => {
    write('0001_one.sql', 'create table one (id int primary key); insert into one values (1);');
    write('0002_two.sql', 'select pg_sleep(0.2); create table two (id int);');
    const results = await Promise.all([run(), run(), run()]);
    const applied = results.map((result) => result.applied.length).sort();
    assert.deepEqual(applied, [0, 0, 2]);
    assert.deepEqual((await run()).applied, []);
  });

  test('a failing file changes nothing, not even the files before it, and is named', async () => {
    write('0001_one.sql', 'create table one (id int);');
    write('0002_wrong.sql', 'create table two (id int); select nonsense;');
    await assert.rejects(
      run(),
      (error) => error instanceof MigrationFailure && /0002_wrong/.test(error.message),
    );
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const { rows } = await client.query(`select to_regclass('one') as one, to_regclass('two') as two`);
    await client.end();
    assert.deepEqual(rows, [{ one: null, two: null }]);
  });

  test('cut off half-way nothing is changed, and the next start does it all; cut off before the texts were kept it keeps them', async () => {
    write('0001_one.sql', one);
    write('0002_two.sql', 'create table two (id int); select pg_sleep(60);');
    const cut = run();
    const outcome = assert.rejects(cut, MigrationFailure);
    const backends = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    while ((await ask(`select ${backends} and query ~ 'pg_sleep'`)).length === 0);
    await ask(`select pg_terminate_backend(pid) ${backends}`);
    await outcome;
    assert.deepEqual(await ask(`select to_regclass('one') as one, to_regclass('two') as two`), [
      { one: null, two: null },
    ]);
    write('0002_two.sql', 'create table two (id int);');
    assert.deepEqual((await run()).applied, ['0001_one', '0002_two']);
    await ask(`delete from schema_migration_text where name = '0002_two'`);
    assert.deepEqual((await run()).applied, []);
    assert.equal((await ask('select from schema_migration_text')).length, 2);
  });

  test('a database ahead of the program is refused with what to do', async () => {
    write('0001_one.sql', 'select 1;');
    write('0002_two.sql', 'select 1;');
    await run();
    rmSync(path.join(folder, '0002_two.sql'));
    await assert.rejects(run(), /made by another version of Handhold/);
  });

  const refused = (pattern: RegExp) =>
    assert.rejects(run(), (error) => {
      assert.ok(error instanceof MigrationFailure);
      assert.match(error.message, pattern);
      assert.match(error.message, /Nothing was changed.*HANDHOLD_DATA/);
      return true;
    });

  test('a database made by a text that was edited since is refused by its file and by what is not alike', async () => {
    write('0001_one.sql', one);
    await run();
    write('0001_one.sql', one.replace('n > 0', 'n > 10'));
    write('0002_two.sql', 'create table two (id int);');
    await refused(/0001_one read differently there.*constraint one\.one_n_check/);
    assert.deepEqual(await ask(`select to_regclass('two') as two`), [{ two: null }]);
    write('0001_one.sql', one);
    assert.deepEqual((await run()).applied, ['0002_two']);
  });

  test('an edit that makes the same tables is let pass, and so is another line end', async () => {
    write('0001_one.sql', one);
    await run();
    write('0001_one.sql', `-- Why there is one.\r\n${one}`);
    assert.deepEqual((await run()).applied, []);
    write('0001_one.sql', `-- Why there is one.\n${one}`);
    assert.deepEqual((await run()).applied, []);
  });

  test('a database from before texts were kept is compared by its tables: the same goes on, another one is refused', async () => {
    write('0001_one.sql', one);
    await run();
    await ask('drop table schema_migration_text');
    assert.deepEqual((await run()).applied, []);
    assert.equal((await ask('select from schema_migration_text')).length, 1, 'and is kept from now on');
    await ask('drop table schema_migration_text; alter table one add column more int');
    await refused(/earlier checkout.*column one\.more/);
  });

  test('a database that lacks a migration before its last is refused', async () => {
    write('0002_two.sql', 'create table two (id int);');
    await run();
    write('0001_one.sql', one);
    await refused(/it has had 0002_two, and never 0001_one/);
  });

  test('Handhold’s own migrations make the same tables beside as in their place', async () => {
    const own = await withDatabase();
    const client = new pg.Client({ connectionString: own.adminUrl });
    try {
      await client.connect();
      await client.query('drop table schema_migration_text');
      assert.deepEqual((await migrate({ adminUrl: own.adminUrl })).applied, []);
      await client.query(
        'drop table schema_migration_text; alter table accountable_period drop constraint never_two',
      );
      await assert.rejects(migrate({ adminUrl: own.adminUrl }), /constraint accountable_period\.never_two/);
    } finally {
      await client.end();
      await own.close();
    }
  });

  test('names out of pattern and two files with one number are refused', () => {
    write('0001_one.sql', '');
    write('0001_two.sql', '');
    assert.throws(() => migrationFiles(folder), /number of 0001_two/);
    rmSync(path.join(folder, '0001_two.sql'));
    write('2-two.sql', '');
    assert.throws(() => migrationFiles(folder), /not named like/);
  });
});
