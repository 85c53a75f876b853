import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import pg from 'pg';
import { addMinutes } from '../domain/calendar/time.ts';
import { noon, nursery } from '../postgres/children.fixture.ts';
import type { OutgoingMail } from '../postgres/outbox.ts';
import { createPools, type Pools } from '../postgres/pool.ts';
import { sessionStore } from '../postgres/session-store.ts';
import { sweep } from '../postgres/sweep.ts';
import { type TestDatabase, withDatabase } from '../postgres/test-database.ts';
import { startSweepLoop } from './sweep-loop.ts';
import { startWatchdog, type Watchdog, type WatchdogOptions } from './watchdog.ts';

describe('watchdog', () => {
  let database: TestDatabase;
  let pools: Pools;
  let dog: Watchdog | null = null;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    await nursery(pools.admin);
  });
  afterEach(() => dog?.stop());
  after(async () => {
    await pools.close();
    await database.close();
  });

  async function until(fact: () => boolean): Promise<void> {
    const end = performance.now() + 60_000;
    while (!fact()) {
      assert.ok(performance.now() < end, 'it did not come');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  function watch(pool: pg.Pool, now: () => string, more: Partial<WatchdogOptions> = {}) {
    const mails: OutgoingMail[] = [];
    const lines: string[] = [];
    const transport = { send: async (mail: OutgoingMail) => void mails.push(mail), close: () => undefined };
    dog = startWatchdog({
      pool,
      now,
      direct: { transport, to: 'ops@handhold.example' },
      say: (line) => lines.push(line),
      everyMs: 10,
      ...more,
    });
    return { mails, lines, dog };
  }

  test('silence is told once: mail past the outbox, a row, a line, and health', async () => {
    let now = noon;
    await sweep(pools.admin, { now, sweeper: 'test' });
    const { mails, lines, dog: watched } = watch(pools.admin, () => now);
    await until(() => watched.health().lastCompleted !== null);
    assert.equal(watched.health().ok, true);
    now = addMinutes(noon, 6);
    await until(() => mails.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(mails.length, 1);
    assert.match(mails[0]?.body ?? '', /No sweep has completed for \d minutes/);
    assert.match(lines[0] ?? '', /^ALARM: /);
    assert.equal(watched.health().ok, false);
    const { rows } = await pools.admin.query('select route from watchdog_alarm');
    assert.deepEqual(rows, [{ route: 'mail, stderr, health' }]);
    assert.equal((await pools.admin.query('select from mail')).rowCount, 0);
    now = addMinutes(now, 61);
    await until(() => mails.length > 1);
    await sweep(pools.admin, { now, sweeper: 'test' });
    await until(() => watched.health().ok);
  });

  test('a database that is gone is told as well', async () => {
    const nowhere = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    let now = noon;
    const { mails, dog: watched } = watch(nowhere, () => now);
    await until(() => !watched.health().ok);
    now = addMinutes(noon, 5);
    await until(() => mails.length === 1);
    assert.match(mails[0]?.body ?? '', /database does not answer/);
  });

  test('one that hangs and says nothing is told too, and why stands with those on call alone', async () => {
    const hanging = { query: () => new Promise(() => {}), connect: () => new Promise(() => {}) };
    let now = noon;
    const { mails, lines, dog: watched } = watch(hanging as unknown as pg.Pool, () => now, { answerMs: 20 });
    await until(() => !watched.health().ok);
    assert.equal(watched.health().says, 'The database does not answer.');
    assert.match(lines.join(), /nothing came within/);
    now = addMinutes(noon, 5);
    await until(() => mails.length === 1);
    assert.match(mails[0]?.body ?? '', /does not answer\. It said: nothing came within/);
    assert.doesNotMatch(watched.health().says, /nothing came/);
  });

  test('a disk that fills is told of while there is time, and once it is full health says so', async () => {
    const begun = addMinutes(noon, 24 * 60);
    let now = begun;
    await sweep(pools.admin, { now, sweeper: 'test' });
    let left = 300;
    const { mails, lines, dog: watched } = watch(pools.admin, () => now, { room: async () => left });
    await until(() => mails.length > 0);
    assert.equal(mails[0]?.subject, 'Handhold ALARM: the disk is nearly full');
    assert.match(lines[0] ?? '', /300 MB are left/);
    assert.equal(watched.health().ok, true, 'the pages go on');
    left = 31;
    await until(() => !watched.health().ok);
    assert.equal(watched.health().says, 'The disk is full: 31 MB are left.');
    assert.equal(mails.length, 1, 'hourly');
    left = 9000;
    await until(() => watched.health().ok);
    left = 300;
    await until(() => mails.length === 2);
    now = addMinutes(begun, 6);
    await until(() => mails.length === 3);
    assert.match(mails[2]?.subject ?? '', /the sweep is silent/, 'the one alarm hides no other');
  });

  test('mail that does not go out is said on standard error, once an hour, and to everybody while nothing goes at all', async () => {
    let now = addMinutes(noon, 60);
    await sweep(pools.admin, { now, sweeper: 'test' });
    const wait = (address: string) =>
      pools.admin.query(
        `insert into mail (to_address, subject, body, created_at, next_try_at, last_error, tries) values ($1, 'x', 'x', $2, $2, 'connect ECONNREFUSED', 1)`,
        [address, addMinutes(now, -31)],
      );
    await wait('one@handhold.example');
    const { lines, dog } = watch(pools.admin, () => now);
    await until(() => lines.length > 0);
    assert.match(lines[0] ?? '', /ALARM: Mail to one address has waited since .*ECONNREFUSED/);
    assert.deepEqual([dog.health().ok, dog.health().mail], [true, null], 'one address may be wrong');
    await wait('two@handhold.example');
    await until(() => dog.health().mail !== null);
    assert.match(dog.health().mail ?? '', /No mail has gone out since/);
    assert.equal(lines.length, 1);
    await pools.admin.query('update mail set sent_at = now(), next_try_at = null, last_error = null');
    await until(() => dog.health().mail === null);
    now = addMinutes(now, 1);
    assert.equal(dog.health().ok, true);
  });

  test('for whom mail was written that has no address to go to: by name to operations, by number in health', async () => {
    const now = addMinutes(noon, 90);
    await sweep(pools.admin, { now, sweeper: 'test' });
    const addressOf = (who: string, email: string) =>
      pools.admin.query('update practitioner set email = $2 where id = $1', [who, email]);
    const written = async (who: string) => {
      await addressOf(who, '');
      await pools.admin.query(
        `insert into mail (to_address, subject, body, created_at, last_error, box) values ('', 'x', 'x', $1, 'The directory has no address', $2)`,
        [now, JSON.stringify({ practitionerId: who })],
      );
    };
    // A team outside the network is rung: nobody there waits for a mail.
    await pools.admin.query(
      `insert into mail (to_address, subject, body, team_id, created_at, last_error, box) values ('', 'x', 'x', 'outside-E09000018', $1, 'The directory has no address', '{}')`,
      [now],
    );
    await written('deborah-quill');
    const { lines, mails, dog } = watch(pools.admin, () => now);
    await until(() => dog.health().unaddressed !== null);
    assert.match(lines[0] ?? '', /^ALARM: No mail reaches Deborah Quill \(deborah-quill\): /);
    assert.match(mails[0]?.body ?? '', /Deborah Quill .*write the address into the directory file/s);
    assert.match(dog.health().unaddressed ?? '', /^No mail reaches 1 of those/);
    assert.equal(dog.health().ok, true);
    await written('ruth-pemberton');
    await until(() => lines.length > 1);
    assert.match(lines[1] ?? '', /Deborah Quill .*, Ruth Pemberton/, 'one more is told at once');
    for (const who of ['deborah-quill', 'ruth-pemberton']) await addressOf(who, `${who}@handhold.example`);
    await until(() => dog.health().unaddressed === null);
    assert.deepEqual([lines.length, mails.length], [2, 2], 'each told once');
  });

  test('a sweep that was written while the clock stood in the future hides no silence after it', async () => {
    const late = addMinutes(noon, 30 * 24 * 60);
    await sweep(pools.admin, { now: late, sweeper: 'test' });
    let ms = 0;
    const { mails, dog: watched } = watch(pools.admin, () => noon, { milliseconds: () => ms });
    await until(() => watched.health().lastCompleted !== null);
    assert.equal(watched.health().ok, true);
    ms = 6 * 60_000;
    await until(() => mails.length > 0);
    assert.match(watched.health().says, /No sweep has completed for 6 minutes/);
    await sweep(pools.admin, { now: addMinutes(late, 1), sweeper: 'test' });
    await until(() => watched.health().ok);
    await pools.admin.query('delete from sweep_run');
  });

  test('the loop sweeps at start and when the next step falls due, and stops clean', async () => {
    const due = addMinutes(noon, 120);
    let now = addMinutes(due, -1);
    await pools.admin.query(
      `insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step_at, row_id, row_column, rule_version)
       values (gen_random_uuid(), 'k', 'seen', 'luton-hv', $1, $1, $2, $1, '1', 'routine', 't')`,
      [due, [0, 1, 2, 3, 4].map((day) => addMinutes(due, day * 1440))],
    );
    const sessions = sessionStore(pools.app);
    await sessions.set('ended', null, {}, addMinutes(due, -1));
    await sessions.set('open', null, {}, addMinutes(due, 60));
    const raised: number[] = [];
    const loop = startSweepLoop({
      pool: pools.admin,
      now: () => now,
      sweeper: 'test',
      onSwept: (swept) => {
        raised.push(swept.raised);
        now = due;
      },
      onError: (error) => assert.fail(String(error)),
    });
    try {
      await until(() => raised.includes(1));
    } finally {
      await loop.stop();
    }
    assert.equal(raised[0], 0);
    const left = await pools.admin.query('select session_id as id from session');
    assert.deepEqual(left.rows, [{ id: 'open' }], 'an ended session is cleared away');
  });
});
