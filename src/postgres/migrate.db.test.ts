import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import pg from 'pg';
import { MigrationFailure, migrate, migrationFiles } from './migrate.ts';
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

  test('a database ahead of the program is refused with what to do', async () => {
    write('0001_one.sql', 'select 1;');
    write('0002_two.sql', 'select 1;');
    await run();
    rmSync(path.join(folder, '0002_two.sql'));
    await assert.rejects(run(), /made by another version of Handhold/);
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
