import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { takesChildOn } from '../../test/children.ts';
import { issue } from '../application/command.ts';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import { issuedNow } from '../application/issued.ts';
import { defaultRuleSets, type LocalLimit } from '../domain/calendar/time-limits.ts';
import { type Actor, systemActor } from '../domain/child/context.ts';
import type { DirectoryChange } from '../domain/directory/commands.ts';
import type { SiteRules } from '../domain/directory/directory.ts';
import { childStore } from './child-store.ts';
import { loadDirectory, saveDirectory } from './directory-store.ts';
import { directoryStore } from './leaver.ts';
import { createPools, type Pools } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

const now = '2026-11-23T10:00:00.000Z';
const stricter: LocalLimit = {
  areaCode: 'E06000032',
  row: 'H4',
  column: 'routine',
  limit: { unit: 'working-days', n: 2 },
  from: '2026-11-01',
  to: null,
  version: 'luton-2026-11',
  why: 'Agreed by the Luton board',
};
const sameDay: LocalLimit = { ...stricter, column: 'urgent', limit: { unit: 'same-day' }, to: '2027-01-01' };

describe('the rules of the programme’s sites in the database', () => {
  let database: TestDatabase;
  let pools: Pools;
  const { sites } = demonstrationDirectory();
  const [luton, ...others] = sites;
  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    await saveDirectory(pools.admin, demonstrationDirectory(), now);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('are kept as they were given, closed sites too', async () => {
    const { directory } = await loadDirectory(pools.app);
    const bySite = (rules: readonly SiteRules[]) =>
      [...rules].sort((a, b) => (`${a.serviceId} ${a.from}` < `${b.serviceId} ${b.from}` ? -1 : 1));
    assert.deepEqual(bySite(directory.sites), bySite(sites));
    assert.ok(directory.sites.some((site) => site.newClients === null && site.transfersIn === null));
  });

  test('written again they change in place, and a site can close and open again', async () => {
    assert.ok(luton);
    const of = async () =>
      (await loadDirectory(pools.app)).directory.sites.find(({ serviceId }) => serviceId === luton.serviceId);
    for (const changed of [{ ...luton, newClients: null, endsAtMonths: 18 }, luton]) {
      const { directory } = await loadDirectory(pools.admin);
      await saveDirectory(pools.admin, { ...directory, sites: [luton, ...others, changed] }, now);
      assert.deepEqual(await of(), changed);
    }
  });

  test('that cannot be right are refused by the table itself', async () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['site_rules set ends_at_months = 30', 'ends_between_one_and_two'],
      ['site_rules set may_end_from_months = 25', 'ends_between_one_and_two'],
      ["site_rules set catchment = '{}'", 'site_rules_catchment_check'],
      ["site_eligibility set age_at = null where clients = 'new' and takes", 'whom_it_takes_it_tells'],
      ['site_eligibility set wider_age_limit = 19 where wider_age_limit is not null', 'need_widens_an_age'],
      ['site_eligibility set aim_days = 200 where limit_days is not null', 'within_a_pregnancy'],
    ];
    for (const [set, constraint] of wrong)
      await assert.rejects(
        pools.admin.query(`update ${set}`),
        (error: { constraint?: string }) => error.constraint === constraint,
        set,
      );
  });
});

describe('time limits of an area in the database', () => {
  let database: TestDatabase;
  let pools: Pools;
  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    await saveDirectory(pools.admin, { ...demonstrationDirectory(), localLimits: [stricter, sameDay] }, now);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('are kept as they were given; written again they change in place', async () => {
    assert.deepEqual((await loadDirectory(pools.app)).directory.localLimits, [stricter, sameDay]);
    const { directory } = await loadDirectory(pools.admin);
    const longer: LocalLimit = { ...stricter, limit: { unit: 'hours', n: 30 } };
    await saveDirectory(pools.admin, { ...directory, localLimits: [stricter, longer, sameDay] }, now);
    assert.deepEqual((await loadDirectory(pools.app)).directory.localLimits, [longer, sameDay]);
    await saveDirectory(pools.admin, { ...directory, localLimits: [stricter, sameDay] }, now);
  });

  test('give the due times of that area’s teams, with their version in the row and in the fact', async () => {
    const { directory, holidays } = await loadDirectory(pools.app);
    for (const [lead, version] of [
      ['grace-adeyemi', 'local/E06000032/luton-2026-11'],
      ['deborah-quill', 'annex-b-2026-11'],
    ] as const) {
      const person = directory.practitioners.get(lead);
      assert.ok(person);
      const actor: Actor = {
        practitionerId: lead,
        name: person.name,
        role: person.role,
        teamId: person.teamId,
        duty: false,
      };
      const personId = randomUUID();
      const outcome = await issue(
        childStore(pools.app),
        issuedNow(
          personId,
          takesChildOn(null, person.teamId, {
            givenName: 'Robin',
            familyName: 'Hartley',
            bornOn: '2024-01-05',
          }),
        ),
        { now, actor, directory, holidays, ruleSets: defaultRuleSets },
      );
      assert.equal(outcome.kind, 'done');
      const { rows } = await pools.admin.query(
        `select d.rule_version, d.row_id from deadline d where d.person_id = $1 and d.kind = 'name-practitioner' and d.row_column = 'routine'`,
        [personId],
      );
      assert.deepEqual(rows, [{ rule_version: version, row_id: 'H4' }]);
    }
  });

  test('longer than law or national guidance are refused by the table itself', async () => {
    const wrong: readonly (readonly [string, string, string, number | null, string])[] = [
      ['28', 'routine', 'days', 15, 'new_birth_review_in_time'],
      ['28', 'urgent', 'days', 11, 'new_birth_review_in_time'],
      ['28', 'routine', 'same-day', null, 'new_birth_review_in_time'],
      ['17', 'urgent', 'working-days', 16, 'conference_within_15_working_days'],
      ['17', 'urgent', 'days', 3, 'conference_within_15_working_days'],
      ['30', 'urgent', 'working-days', 6, 'incident_within_5_working_days'],
      ['5', 'routine', 'working-days', null, 'a_number_with_its_unit'],
      ['5', 'routine', 'working-days', 0, 'local_limit_n_check'],
    ];
    for (const [row, column, unit, n, constraint] of wrong) {
      await assert.rejects(
        pools.admin.query(
          `insert into local_limit (area_code, row_id, row_column, valid_from, unit, n, version, why) values ('E06000032', $1, $2, '2026-01-01', $3, $4, 'v', 'w')`,
          [row, column, unit, n],
        ),
        (error: { constraint?: string }) => error.constraint === constraint,
        `${row} ${column} ${unit} ${n}`,
      );
    }
  });
});

describe('local contacts of an area in the database', () => {
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

  test('are kept as they were given; written again they change in place', async () => {
    const given = demonstrationDirectory();
    await saveDirectory(pools.admin, given, now);
    const { directory } = await loadDirectory(pools.app);
    const order = (contacts: typeof given.localContacts) =>
      contacts.toSorted((a, b) => (`${a.areaCode} ${a.code}` < `${b.areaCode} ${b.code}` ? -1 : 1));
    assert.equal(directory.localContacts.length, 3);
    assert.deepEqual(order(directory.localContacts), order(given.localContacts));
    const [first, ...others] = order(given.localContacts);
    assert.ok(first);
    const ended = { ...first, to: '2027-04-01', due: { from: 'birth', months: 0, days: 220 } } as const;
    await saveDirectory(pools.admin, { ...directory, localContacts: [first, ended, ...others] }, now);
    const after = (await loadDirectory(pools.app)).directory.localContacts;
    assert.deepEqual(order(after), order([ended, ...others]));
  });

  test('and practices: one that moves to another area has a second line, read again as it was given', async () => {
    const [first, ...others] = demonstrationDirectory().gpPractices;
    assert.ok(first);
    const moved = { ...first, areaCode: 'E09000009', from: '2027-04-01' };
    const given = [{ ...first, to: '2027-04-01' }, moved, ...others];
    const { directory } = await loadDirectory(pools.app);
    await saveDirectory(pools.admin, { ...directory, gpPractices: given }, now);
    const after = (await loadDirectory(pools.app)).directory.gpPractices;
    const order = (practices: typeof given) =>
      practices.toSorted((a, b) => (`${a.odsCode} ${a.from}` < `${b.odsCode} ${b.from}` ? -1 : 1));
    assert.deepEqual(order([...after]), order(given));
  });

  test('that cannot be are refused by the table itself', async () => {
    for (const [code, opens, due, constraint] of [
      ['new-birth', 3, 4, 'not_a_mandated_review'],
      ['Three Months', 3, 4, 'readable_code'],
      ['three-months', 4, 4, 'ends_after_it_opens'],
    ] as const) {
      await assert.rejects(
        pools.admin.query(
          `insert into local_contact (area_code, code, words, opens_months, due_months, valid_from, basis) values ('E06000032', $1, 'w', $2, $3, '2026-01-01', 'b')`,
          [code, opens, due],
        ),
        (error: { constraint?: string }) => error.constraint === constraint,
        code,
      );
    }
  });
});

test('a directory file that has somebody back opens their closed account, which can be closed again', async () => {
  const database = await withDatabase();
  const pools = createPools(database);
  const change = (command: DirectoryChange) => directoryStore(pools.admin).change(command, systemActor, now);
  const closed = async () =>
    (await loadDirectory(pools.admin)).directory.practitioners.get('kate-brennan')?.accountClosedAt;
  try {
    for (const _ of ['first', 'again']) {
      await saveDirectory(pools.admin, demonstrationDirectory(), now);
      assert.equal(await closed(), null);
      await change({ type: 'leave', practitionerId: 'kate-brennan', why: 'New post' });
      await change({ type: 'close-account', practitionerId: 'kate-brennan' });
      assert.equal(await closed(), now);
    }
  } finally {
    await pools.close();
    await database.close();
  }
});
