import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { actorOf } from '../../src/postgres/children.fixture.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { directoryStore } from '../../src/postgres/leaver.ts';
import { type ImportWorld, importWorld } from './import-world.ts';
import { testNow } from './test-now.ts';

const header =
  'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,ods_code';
const person = (id: string, name: string, team = 'luton-hv') =>
  `practitioner,${id},${name},2026-04-01,,health-visitor,,,,${team},,,,,,`;

describe('a directory file', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  const people = async () => (await loadDirectory(world.pools.admin)).directory.practitioners;
  const take = async (name: string, ...lines: readonly string[]) =>
    (await world.take(world.file(name, `${[header, ...lines].join('\n')}\n`)))[0];

  test('that is refused says so, with each line that is wrong', async () => {
    const refused = await take(
      'refused.csv',
      person('ivy-lane', 'Ivy Lane'),
      person('ada-moss', 'Ada Moss', 'no-such-team'),
      person('Jo Reed', 'Jo Reed'),
    );
    assert.equal(refused?.outcome, 'refused');
    assert.match(refused?.says ?? '', /^3 rows read, 0 taken, 2 for a person to work\. Put right/);
    assert.match(refused?.says ?? '', /line 3 \(column team\): No team has the id no-such-team/);
    assert.match(refused?.says ?? '', /line 4 \(column id\): Write small letters/);
    assert.ok(!(await people()).has('ivy-lane'));
  });

  test('with two lines that say otherwise of one person is refused; the same line twice is one', async () => {
    const two = await take(
      'two.csv',
      person('ivy-lane', 'Ivy Lane'),
      person('ivy-lane', 'Ivy Lane', 'ealing-hv'),
    );
    assert.equal(two?.outcome, 'refused');
    assert.match(two?.says ?? '', /line 3 .*Line 2 says otherwise of the practitioner ivy-lane/);
    const twice = await take('twice.csv', person('ivy-lane', 'Ivy Lane'), person('ivy-lane', 'Ivy Lane'));
    assert.equal(twice?.outcome, 'taken');
    assert.equal((await people()).get('ivy-lane')?.teamId, 'luton-hv');
  });

  test('that names somebody who left after its day is refused and says so; one with the day of leaving or of coming back is taken', async () => {
    const nell = async () => (await people()).get('nell-frost');
    const line = (from: string, to = '') =>
      person('nell-frost', 'Nell Frost').replace('2026-04-01,', `${from},${to}`);
    assert.equal((await take('joins.csv', line('2026-04-01')))?.outcome, 'taken');
    const leaving = { type: 'leave', practitionerId: 'nell-frost', why: 'A new post' } as const;
    const grace = actorOf((await loadDirectory(world.pools.admin)).directory, 'grace-adeyemi');
    const left = await directoryStore(world.pools.admin).change(leaving, grace, '2026-11-19T15:00:00.000Z');
    assert.equal(left.kind, 'done');

    const stale = await take('stale.csv', person('oona-hart', 'Oona Hart'), line('2026-04-01'));
    assert.equal(stale?.outcome, 'refused');
    assert.match(
      stale?.says ?? '',
      /line 3 \(column from\): Nell Frost left on 19 November 2026\. Write that day/,
    );
    assert.deepEqual([(await nell())?.status, (await people()).has('oona-hart')], ['left', false]);

    assert.equal((await take('left.csv', line('2026-04-01', '2026-11-19')))?.outcome, 'taken');
    assert.equal((await nell())?.status, 'left');
    assert.equal((await take('back.csv', line('2026-11-20')))?.outcome, 'taken');
    assert.equal((await nell())?.status, 'present');
  });

  test('that names a team which has closed, and no last day of it, is refused; one with the day on which it works again is taken', async () => {
    const closed = (from: string, to = '') =>
      `team,luton-annexe,Luton annexe,${from},${to},health-visiting,luton-provider,E06000032,,,,,,020 7946 0001,,`;
    const team = async () => (await loadDirectory(world.pools.admin)).directory.teams.get('luton-annexe');
    assert.equal((await take('closes.csv', closed('2026-01-05', '2026-11-02')))?.outcome, 'taken');
    const stale = await take('stale-team.csv', closed('2026-01-05'));
    assert.equal(stale?.outcome, 'refused');
    assert.match(
      stale?.says ?? '',
      /line 2 \(column to\): Luton annexe closed on 2 November 2026\. Write that day/,
    );
    assert.equal((await team())?.to, '2026-11-02');
    assert.equal((await take('again.csv', closed('2026-11-16')))?.outcome, 'taken');
    assert.equal((await team())?.to, null);
  });

  test('puts nothing back that somebody else changes while it is read (P9)', async () => {
    assert.equal((await whileLeaves('amara-osei', person('bo-reed', 'Bo Reed')))?.outcome, 'taken');
    const { status } = (await people()).get('amara-osei') ?? {};
    assert.equal(status, 'left');
    assert.ok((await people()).has('bo-reed'));
  });

  test('brings nobody back who leaves while it is read: it says to import it again', async () => {
    const named = person('bo-reed', 'Bo Reed Senior');
    await assert.rejects(whileLeaves('bo-reed', named), /left.* while it was taken in: import it again/);
    assert.deepEqual(
      [(await people()).get('bo-reed')?.status, (await people()).get('bo-reed')?.name],
      ['left', 'Bo Reed'],
    );
    assert.equal((await take('bo-reed.csv', named))?.outcome, 'refused');
  });

  /** Takes a file of one line in while somebody leaves: it has been read, and waits for the lock of the directory. */
  async function whileLeaves(practitionerId: string, line: string) {
    const other = await world.pools.admin.connect();
    try {
      await other.query('begin');
      await other.query('select from directory_version for update');
      const taking = take(`${practitionerId}.csv`, line);
      for (let tries = 0; tries < 500 && (await waitingForLock()) === 0; tries += 1) await setTimeout(20);
      const leaves = `update practitioner set status = 'left', status_since = $2 where id = $1`;
      await other.query(leaves, [practitionerId, testNow]);
      await other.query('commit');
      return await taking;
    } finally {
      other.release();
    }
  }

  async function waitingForLock(): Promise<number> {
    const [{ n } = { n: 0 }] = await world.ask<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return n;
  }
});
