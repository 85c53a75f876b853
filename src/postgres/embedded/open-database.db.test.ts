import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { openDatabase } from './open-database.ts';
import { isAlive } from './processes.ts';

describe('the embedded database', { concurrency: false }, () => {
  let above: string;
  let dataFolder: string;
  before(() => {
    // Below a folder that nobody else may enter, as root's home often is.
    above = realpathSync(mkdtempSync(path.join(tmpdir(), 'handhold-home-')));
    dataFolder = path.join(above, 'clone', '.handhold');
    mkdirSync(path.dirname(dataFolder), { mode: 0o700 });
  });
  after(async () => {
    // Where something was not so, its opener would go on for ever and this file with it.
    for (const opener of openers) await end(opener, 'SIGTERM');
    rmSync(above, { recursive: true, force: true });
  });

  const lines: string[] = [];
  const open = (mayVisit = false) =>
    openDatabase({ dataFolder, onProgress: (line) => lines.push(line), mayVisit });

  test('the first start makes it, says so, and keeps durability at the defaults', async () => {
    const opened = await open();
    assert.match(lines.join('\n'), /Making a database in .*postgres/);
    const rows = await ask(
      opened.adminUrl,
      `select current_user as name, current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous,
              current_setting('full_page_writes') as pages, current_setting('listen_addresses') as listens,
              (select rolsuper from pg_roles where rolname = current_user) as super`,
    );
    assert.deepEqual(rows, [
      {
        name: 'handhold_owner',
        fsync: 'on',
        synchronous: 'on',
        pages: 'on',
        listens: '127.0.0.1',
        super: false,
      },
    ]);
    await ask(opened.adminUrl, 'create table kept (id int); insert into kept values (1)');
    await opened.stop();
    assert.equal(existsSync(path.join(dataFolder, 'handhold.lock')), false);
    assert.equal(existsSync(path.join(dataFolder, 'postgres', 'postmaster.pid')), false);
  });

  test('passwords are for their owner only, and a wrong one does not open it', async () => {
    const file = path.join(dataFolder, 'database-passwords.json');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const opened = await open();
    const wrong = opened.adminUrl.replace(/:[^:@]+@/, ':wrong@');
    await assert.rejects(ask(wrong, 'select 1'), /password authentication failed/);
    await opened.stop();
  });

  test('a later start makes nothing and is quick', async (context) => {
    lines.length = 0;
    const began = performance.now();
    const opened = await open();
    const tookMs = performance.now() - began;
    assert.deepEqual(await ask(opened.adminUrl, 'select id from kept'), [{ id: 1 }]);
    await opened.stop();
    assert.deepEqual(lines, []);
    // Measured 0.1 s on two idle cores. Said, not asserted: a machine that is busy with other tests says nothing about it.
    context.diagnostic(`took ${Math.round(tookMs)} ms`);
  });

  test('stopped at once it writes nothing more to its place, and the next start recovers what was committed', async () => {
    const startSays = () => readFileSync(path.join(dataFolder, 'postgres.log'), 'utf8');
    const first = await open();
    await ask(first.adminUrl, 'insert into kept values (2)');
    await first.stop();
    const second = await open();
    assert.doesNotMatch(startSays(), /not properly shut down/);
    await second.stop('immediate');
    const third = await open();
    assert.match(startSays(), /not properly shut down/);
    assert.deepEqual(await ask(third.adminUrl, 'delete from kept where id = 2 returning id'), [{ id: 2 }]);
    await third.stop();
  });

  test('a second opener is refused and told the process and program; a visitor is let in', async () => {
    const first = await inProcess(dataFolder);
    await assert.rejects(open(), new RegExp(`in use by process ${first.child.pid} \\(opens\\.fixture`));
    const visitor = await open(true);
    assert.deepEqual(await ask(visitor.adminUrl, 'select id from kept'), [{ id: 1 }]);
    await visitor.stop();
    assert.deepEqual(await ask(first.adminUrl, 'select id from kept'), [{ id: 1 }]);
    await end(first.child, 'SIGTERM');
  });

  test('after kill -9 of its opener the database is taken up again, and stops with the new one', async () => {
    const first = await inProcess(dataFolder);
    const pid = postmasterPid(dataFolder);
    await end(first.child, 'SIGKILL');
    assert.ok(isAlive(pid));
    lines.length = 0;
    const opened = await open();
    assert.match(lines.join('\n'), new RegExp(`left running .*process ${pid}`));
    assert.equal(opened.adminUrl, first.adminUrl);
    assert.deepEqual(await ask(opened.adminUrl, 'select id from kept'), [{ id: 1 }]);
    await opened.stop();
    assert.equal(isAlive(pid), false);
  });

  test('after kill -9 of opener and database it starts anew, and what was committed is there', async () => {
    const first = await inProcess(dataFolder);
    await ask(first.adminUrl, 'insert into kept values (2)');
    process.kill(postmasterPid(dataFolder), 'SIGKILL');
    await end(first.child, 'SIGKILL');
    const opened = await open();
    assert.deepEqual(await ask(opened.adminUrl, 'select id from kept order by id'), [{ id: 1 }, { id: 2 }]);
    await opened.stop();
  });

  test('made in a namespace and started where namespaces are off, it is another account’s, or refused in words', {
    skip: process.getuid?.() !== 0 && 'only root needs a namespace',
  }, async () => {
    const folder = path.join(above, 'moved');
    const openMoved = () => openDatabase({ dataFolder: folder, onProgress: () => undefined });
    cpSync(dataFolder, folder, { recursive: true });
    await (await openMoved()).stop();
    const off = path.join(above, 'off');
    mkdirSync(off);
    writeFileSync(path.join(off, 'unshare'), '#!/bin/sh\necho "unshare: not permitted" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const found = process.env.PATH;
    process.env.PATH = `${off}:${found}`;
    try {
      // Nobody else may pass through the folder above.
      await assert.rejects(openMoved(), /user namespaces are switched off/);
      chmodSync(above, 0o755);
      const opened = await openMoved().catch((error: Error) => error);
      // Where the project itself lies below a folder of root's alone, no other account can run its PostgreSQL.
      if (opened instanceof Error) return assert.match(opened.message, /may not run/);
      await opened.stop();
      assert.notEqual(statSync(path.join(folder, 'postgres')).uid, 0);
    } finally {
      process.env.PATH = found;
      chmodSync(above, 0o700);
    }
  });

  test('a postmaster.pid whose number another program has now is cleared', async () => {
    const file = path.join(dataFolder, 'postgres', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${path.dirname(file)}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`);
    const opened = await open();
    assert.notEqual(postmasterPid(dataFolder), process.pid);
    await opened.stop();
  });

  const openThat = (folder: string) => openDatabase({ dataFolder: folder, onProgress: () => undefined });

  test('what a killed first start left does not stand in the way: half a folder, and an empty file of passwords, written anew', async () => {
    const other = path.join(above, 'killed');
    mkdirSync(path.join(other, 'postgres.new', 'cluster'), { recursive: true });
    writeFileSync(path.join(other, 'postgres.new', 'cluster', 'PG_VERSION'), '18\n');
    writeFileSync(path.join(other, 'database-passwords.json'), '');
    const opened = await openThat(other);
    await opened.stop();
    assert.match(readFileSync(path.join(other, 'database-passwords.json'), 'utf8'), /"superuser":"/);
    assert.equal(existsSync(path.join(other, 'postgres.new')), false);
  });

  test('a folder that is there without a database is refused in words, and no passwords are made for it', async () => {
    const other = path.join(above, 'mounted');
    mkdirSync(path.join(other, 'postgres'), { recursive: true });
    await assert.rejects(openThat(other), {
      name: 'DatabaseRefusal',
      message: /holds no database.*Restore it whole/s,
    });
    assert.deepEqual(readdirSync(other), ['postgres']);
  });

  test('a database whose passwords are gone or unreadable is refused at once: no others are made', async () => {
    const other = path.join(above, 'restored');
    mkdirSync(path.join(other, 'postgres'), { recursive: true });
    writeFileSync(path.join(other, 'postgres', 'PG_VERSION'), '18\n');
    const refused = { name: 'DatabaseRefusal', message: /does not hold the passwords.*Put it back/s };
    await assert.rejects(openThat(other), refused);
    const file = path.join(other, 'database-passwords.json');
    assert.equal(existsSync(file), false);
    for (const text of ['', '{"superuser":"x"']) {
      writeFileSync(file, text);
      await assert.rejects(openThat(other), refused);
      assert.equal(readFileSync(file, 'utf8'), text);
    }
  });

  test('a folder of another major version is left as it is', async () => {
    const other = path.join(above, 'older');
    mkdirSync(path.join(other, 'postgres'), { recursive: true });
    writeFileSync(path.join(other, 'postgres', 'PG_VERSION'), '17\n');
    await assert.rejects(
      openDatabase({ dataFolder: other, onProgress: () => undefined }),
      /made by PostgreSQL 17/,
    );
    assert.equal(existsSync(path.join(other, 'handhold.lock')), false);
  });
});

test('with a server of one’s own nothing is started', async () => {
  const opened = await openDatabase({
    dataFolder: '/nowhere',
    databaseUrl: 'postgres://owner:secret@db.example:5432/handhold',
    onProgress: assert.fail,
  });
  assert.match(opened.appUrl, /options=-c%20role%3Dhandhold_app$/);
  assert.equal(opened.describe, 'the PostgreSQL server at db.example:5432');
  await opened.stop();
});

test('a platform without a PostgreSQL of ours is told what to do', () => {
  assert.throws(() => findBinaries('sunos', 'sparc'), /not shipped for sunos on sparc.*DATABASE_URL/);
});

async function ask(connectionString: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

type Opener = { readonly child: ChildProcess; readonly adminUrl: string };
const openers: ChildProcess[] = [];

async function inProcess(dataFolder: string): Promise<Opener> {
  const program = path.join(import.meta.dirname, 'opens.fixture.ts');
  const child = spawn(process.execPath, [program, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  openers.push(child);
  const ended = once(child, 'exit').then(([code]) => assert.fail(`it ended with ${code}`));
  const [line] = await Promise.race([once(child.stdout, 'data'), ended]);
  return { child, adminUrl: JSON.parse(String(line)).adminUrl };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function postmasterPid(dataFolder: string): number {
  return Number(readFileSync(path.join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}
