import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { settleQuarantine } from '../../src/application/import/settle.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { caseloadStatuses } from '../../src/domain/programme/caseload.ts';
import { readRow } from '../../src/fhir/caseload-csv.ts';
import { readClient } from '../../src/fhir/clients-csv.ts';
import { caseloadReadings } from '../../src/postgres/caseload-readings.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { actorOf } from '../../src/postgres/children.fixture.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { messageStore } from '../../src/postgres/import-store.ts';
import { clientRow, clientsWith, unborn } from './client-lines.ts';
import { caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';
import { statementsDuring } from './statements.ts';
import { testNow } from './test-now.ts';

const today = londonDate(testNow);

describe('the clients of a site that begins', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  beforeEach(() => world.forget());
  after(() => world.close());

  /** One child is known by a caseload, one is on another team's, one is not born, one is paused, one has a twin. */
  const many = () =>
    clientsWith(
      clientRow(0),
      clientRow(1),
      clientRow(2, unborn),
      clientRow(3, { status: 'paused', pause_reason: 'away' }),
      clientRow(4),
      clientRow(4, { child_nhs_number: nthTestNumber(5_900) ?? '', child_given_name: 'Twin' }),
      clientRow(5, { last_visit_on: '', child_last_seen_on: '' }),
    );
  const knownBefore = () =>
    world.file(
      'caseload.csv',
      caseloadWith(
        rowOf({
          nhs_number: nthTestNumber(5_001) ?? '',
          given_name: 'Bo0',
          date_of_birth: '2026-06-30',
          team_id: 'luton-fnp',
          practitioner_id: 'shanice-brown',
        }),
        rowOf({ nhs_number: nthTestNumber(5_003) ?? '', given_name: 'Bo1', date_of_birth: '2026-06-30' }),
      ),
    );

  test('stand on its board with their children, what is due of them from now on, and in its caseload', async () => {
    const [caseload, clients] = await world.take(knownBefore(), world.file('clients.csv', many()));
    assert.deepEqual(caseload?.counts, { 'taken on': 2 });
    assert.deepEqual(clients?.counts, {
      'taken into the programme': 6,
      'brought in with a further child': 1,
    });
    const directory = demonstrationDirectory();
    const board = await caseloadReadings(world.pools.app).board(
      actorOf(directory, 'moira-kettle'),
      [],
      testNow,
    );
    assert.deepEqual(
      board.clients
        .map(({ givenName, status, visitDueOn, endsOn }) => [givenName, status, visitDueOn, endsOn])
        .sort(),
      [
        ['Ada0', 'enrolled', '2026-12-04', '2028-06-30'],
        ['Ada1', 'enrolled', '2026-12-04', '2028-06-30'],
        ['Ada2', 'enrolled', addDays('2026-11-20', 14), null],
        ['Ada3', 'paused', null, '2028-06-30'],
        ['Ada4', 'enrolled', '2026-12-04', '2028-06-30'],
        ['Ada5', 'enrolled', '2026-11-30', '2028-06-30'],
      ],
    );
    // Of the one whom health visiting has, its site reads nothing yet.
    assert.equal(board.children.length, 6);
    const [load] = await clientStore(world.pools.app).loads('luton-fnp', today);
    const loads = await world.ask<{ weight: number }>(
      'select weight from nurse_loads($1, $2, $3) where nurse_id = $4',
      ['luton-fnp', today, [...caseloadStatuses], 'shanice-brown'],
    );
    assert.ok(load);
    assert.deepEqual(
      loads.map(({ weight }) => Number(weight)),
      [6],
    );
    assert.deepEqual(
      await world.ask('select kind, owner_team from deadline where due_at < $1', [testNow]),
      [],
    );
    // The child whom health visiting has is asked of it, and stays there until then.
    assert.deepEqual(
      await world.ask(
        `select c.holder_team as team, h.state, h.kind from child c join handover h using (person_id) where c.given_name = 'Bo1'`,
      ),
      [{ team: 'luton-hv', state: 'draft', kind: 'health-visiting-to-fnp' }],
    );
    const joined = await world.ask<{ given: string; client: boolean }>(
      `select c.given_name as given, s.state::jsonb #>> '{programme,clientId}' is not null as client from child c join child_state s using (person_id) order by 1`,
    );
    assert.deepEqual(
      joined.filter(({ client }) => !client).map(({ given }) => given),
      ['Bo1'],
    );
    const { ok, findings } = await checkAll(world.pools.admin, { heads: null, looks: null });
    assert.deepEqual([ok, findings], [true, []]);
  });

  test('are taken once: the same file changes nothing, and the same lines in another file are known', async () => {
    await world.take(knownBefore(), world.file('clients.csv', many()));
    const counts = await world.tableCounts();
    const [again] = await world.take(world.file('clients.csv', many()));
    assert.equal(again?.outcome, 'repeated');
    assert.deepEqual(await world.tableCounts(), counts);
    const [other] = await world.take(world.file('more.csv', `${many()}${clientRow(6)}\n`));
    assert.deepEqual(other?.counts, { 'taken into the programme': 1, 'known already': 7 });
  });

  test('wait in quarantine where a line is wrong, are due there, and are taken once it is put right', async () => {
    const wrong = clientRow(7, { nurse_id: 'amara-osei' });
    const early = clientRow(8, { referred_on: '2026-02-01' });
    const [taken] = await world.take(world.file('wrong.csv', clientsWith(wrong, early, clientRow(9))));
    assert.deepEqual(taken?.counts, { 'taken into the programme': 1, quarantined: 2 });
    const items = await world.ask<{ id: string; reason: string; kind: string; row: string; team: string }>(
      'select quarantine_id as id, reason, kind, row_id as row, team_id as team from quarantine order by row_no',
    );
    const owed = { kind: 'settle-row', row: 'H53', team: 'luton-fnp' };
    assert.deepEqual(
      items.map(({ id: _id, ...item }) => item),
      [
        { reason: 'unknown-place', ...owed },
        { reason: 'contradictory', ...owed },
      ],
    );
    assert.deepEqual(await world.ask('select count(*)::int as n from client'), [{ n: 1 }]);

    const directory = demonstrationDirectory();
    const { app } = world.pools;
    const settle = (corrections: Readonly<Record<string, string>>) =>
      settleQuarantine(
        {
          children: childStore(app),
          clients: clientStore(app),
          inbox: messageStore(app),
          readRow,
          readClient,
        },
        items[1]?.id ?? '',
        { settlement: 'import-after-correction', corrections, note: 'Rang the site' },
        {
          now: new Date(Date.parse(testNow) + 3_600_000).toISOString(),
          actor: actorOf(directory, 'moira-kettle'),
          directory,
          ruleSets: defaultRuleSets,
          holidays: bankHolidays,
        },
      );
    assert.equal((await settle({})).kind, 'refused');
    assert.match((await settle({ referredOn: '2025-12-20' })).says, /“referredOn” is no column of this file/);
    assert.deepEqual(await world.ask('select count(*)::int as n from client'), [{ n: 1 }]);
    assert.deepEqual(await settle({ referred_on: '2025-12-20' }), {
      kind: 'settled',
      says: 'The client was taken into the programme',
    });
    assert.deepEqual(
      await world.ask("select status, visit_due_on as due from client where given_name = 'Ada8'"),
      [{ status: 'enrolled', due: '2026-12-04' }],
    );
    const { ok, findings } = await checkAll(world.pools.admin, { heads: null, looks: null });
    assert.deepEqual([ok, findings], [true, []]);
  });

  test('seal their family, and show no place of it in quarantine (P7, P11)', async () => {
    const sealed = { address_sealed: 'yes', address_line: '9 Hidden Way', postcode: 'LU9 9ZZ' };
    await world.take(
      world.file(
        'sealed.csv',
        clientsWith(clientRow(0, sealed), clientRow(1, { ...sealed, nurse_id: 'nobody' })),
      ),
    );
    assert.deepEqual(await world.ask('select sealed from client union all select sealed from child'), [
      { sealed: true },
      { sealed: true },
    ]);
    const [item] = await world.ask<{ content: string }>('select content from quarantine');
    assert.doesNotMatch(item?.content ?? '', /Hidden|LU9/);
  });

  test('seal a client who is known, and her child, where a later file says that her address is sealed (P11)', async () => {
    const places = () => world.ask('select sealed from client union all select sealed from child');
    await world.take(world.file('open.csv', clientsWith(clientRow(0, { postcode: 'LU1 2AB' }))));
    assert.deepEqual(await places(), [{ sealed: false }, { sealed: false }]);
    const [known] = await world.take(
      world.file('sealed.csv', clientsWith(clientRow(0, { address_sealed: 'yes' }))),
    );
    assert.deepEqual(known?.counts, { 'known already': 1 });
    assert.deepEqual(await places(), [{ sealed: true }, { sealed: true }]);
  });

  test('seal a child whom a caseload brought in before (P11)', async () => {
    const child = {
      nhs_number: nthTestNumber(5_001) ?? '',
      given_name: 'Bo0',
      date_of_birth: '2026-06-30',
      team_id: 'luton-fnp',
    };
    await world.take(world.file('open.csv', caseloadWith(rowOf({ ...child, postcode: 'LU1 2AB' }))));
    assert.deepEqual(await world.ask('select sealed from child'), [{ sealed: false }]);
    await world.take(world.file('sealed.csv', clientsWith(clientRow(0, { address_sealed: 'yes' }))));
    assert.deepEqual(await world.ask('select sealed from client union all select sealed from child'), [
      { sealed: true },
      { sealed: true },
    ]);
  });

  test('go to the database by the batch: the statements do not grow with the lines', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => clientRow(100 + n));
    const known = rows.slice(0, 60).map((_, n) =>
      rowOf({
        nhs_number: nthTestNumber(5_201 + 2 * n) ?? '',
        given_name: `Bo${100 + n}`,
        date_of_birth: '2026-06-30',
        team_id: 'luton-fnp',
      }),
    );
    await world.take(world.file('caseload.csv', caseloadWith(...known)));
    const sent = await statementsDuring(() => world.take(world.file('250.csv', clientsWith(...rows))));
    assert.deepEqual(await world.ask('select count(*)::int as n from client'), [{ n: 250 }]);
    assert.ok(sent < 60, `${sent} statements for 250 clients`);
  });
});
