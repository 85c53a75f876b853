import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { type ImportWorld, importWorld } from './import-world.ts';

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

  test('puts nothing back that somebody else changes while it is read (P9)', async () => {
    const other = await world.pools.admin.connect();
    try {
      await other.query('begin');
      await other.query('select from directory_version for update');
      const taking = take('meanwhile.csv', person('bo-reed', 'Bo Reed'));
      // The file has been read and waits for the lock; then the other change is written.
      for (let tries = 0; tries < 500 && (await waitingForLock()) === 0; tries += 1) await setTimeout(20);
      await other.query(
        `update practitioner set status = 'left', status_since = now() where id = 'amara-osei'`,
      );
      await other.query('commit');
      assert.equal((await taking)?.outcome, 'taken');
    } finally {
      other.release();
    }
    const { status } = (await people()).get('amara-osei') ?? {};
    assert.equal(status, 'left');
    assert.ok((await people()).has('bo-reed'));
  });

  async function waitingForLock(): Promise<number> {
    const [{ n } = { n: 0 }] = await world.ask<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return n;
  }
});
