import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { issueToClient } from '../../src/application/client-command.ts';
import { issue } from '../../src/application/command.ts';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { settleQuarantine } from '../../src/application/import/settle.ts';
import { type Standing, standingOf } from '../../src/application/import/standing.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { readRow } from '../../src/fhir/caseload-csv.ts';
import { readClient } from '../../src/fhir/clients-csv.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { messageStore } from '../../src/postgres/import-store.ts';
import { takesChildOn } from '../children.ts';
import { refer } from '../client-world.ts';
import { caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';

const orlas = '9990011028';

type Changes = Readonly<Record<string, unknown>>;

/** A record of the demographics sandbox’s shape. */
function record(number: string, changes: Changes): string {
  return JSON.stringify({
    resourceType: 'Patient',
    id: number,
    meta: { versionId: '1', security: [{ code: 'U' }] },
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number }],
    name: [{ use: 'usual', family: 'Fenwick', given: ['Orla'] }],
    gender: 'female',
    birthDate: '2025-02-11',
    address: [{ use: 'home', line: ['12 Invented Row', 'Luton'], postalCode: 'LU1 2AB' }],
    ...changes,
  });
}
const tess = (number: string, changes: Changes = {}) =>
  record(number, { name: [{ family: 'Hartley', given: ['Tess'] }], birthDate: '2008-03-01', ...changes });

describe('a record of the demographics service', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
    const postcodes =
      'pcds,dointr,doterm,oscty,oslaua\nLU1 2AB,198001,,E99999999,E06000032\nW5 2UB,198001,,E99999999,E09000009\n';
    await world.take(world.file('postcodes.csv', postcodes));
  });
  beforeEach(() => world.forget());
  after(() => world.close());

  const takes = async (content: string, name = 'patient.json') => {
    const [taken] = await world.take(world.file(name, content));
    return taken?.reason ? `${taken.outcome}: ${taken.reason}` : taken?.outcome;
  };
  const ports = () => {
    const { app } = world.pools;
    return {
      children: childStore(app),
      clients: clientStore(app),
      inbox: messageStore(app),
      readRow,
      readClient,
    };
  };
  function contextOf(who: string, now = '2026-11-23T13:00:00.000Z') {
    const directory = demonstrationDirectory();
    const person = directory.practitioners.get(who);
    assert.ok(person);
    const { name, role, teamId, duty } = person;
    const actor = { practitionerId: who, name, role, teamId, duty };
    return { now, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
  }
  const itemId = async () =>
    (
      await world.ask<{ id: string }>('select quarantine_id as id from quarantine order by received_at desc')
    )[0]?.id ?? '';
  const stands = async (who: string): Promise<Standing> => {
    const standing = await standingOf(ports(), await itemId(), contextOf(who));
    assert.ok(standing);
    return standing;
  };
  const settles = async (who: string) =>
    settleQuarantine(ports(), await itemId(), { settlement: 'recorded', note: '' }, contextOf(who));
  const items = () =>
    world.ask<{ settlement: string | null; became: string | null; note: string | null; team_id: string }>(
      'select settlement, became, note, team_id from quarantine order by received_at',
    );
  const issued = (personId: string, commandId: string, expectedVersion: 0 | null = null) =>
    ({ personId, commandId, expectedVersion, happenedAt: null }) as const;
  async function does(
    who: string,
    personId: string,
    command: ChildCommand,
    commandId: string = randomUUID(),
  ) {
    const context = contextOf(who);
    const version = command.type === 'take-on' ? 0 : null;
    const outcome = await issue(
      ports().children,
      { ...issued(personId, commandId, version), command },
      context,
    );
    assert.ok(
      ['done', 'repeated'].includes(outcome.kind),
      `${who}, ${command.type}: ${JSON.stringify(outcome)}`,
    );
    return outcome.kind;
  }
  async function doesToClient(who: string, personId: string, command: ClientCommand, now?: string) {
    const given = { ...issued(personId, randomUUID()), command };
    const outcome = await issueToClient(ports(), given, contextOf(who, now));
    assert.equal(outcome.kind, 'done', `${who}, ${command.type}: ${JSON.stringify(outcome)}`);
  }
  const takesOn = (nhsNumber: string | null = orlas) =>
    takesChildOn(
      'amara-osei',
      'luton-hv',
      { givenName: 'Orla', familyName: 'Fenwick', bornOn: '2025-02-11', nhsNumber },
      {
        address: {
          lines: ['12 Invented Row', 'Luton'],
          postcode: 'LU1 2AB',
          areaCode: 'E06000032',
          temporary: false,
          sealed: false,
          from: '2026-01-01',
        },
      },
    );

  describe('of a child whom nobody knows', () => {
    test('waits with the team of the place, takes nobody on by itself, and offers the form', async () => {
      assert.equal(await takes(record(orlas, {})), 'quarantined: unknown-child');
      assert.equal((await world.tableCounts()).child, 0);
      assert.equal((await items())[0]?.team_id, 'luton-hv');
      const { begins, records, told } = await stands('amara-osei');
      assert.deepEqual([begins?.as, records, told], ['child', [], false]);
      assert.equal(begins?.message.subject.nhsNumber, orlas);
      assert.equal((await settles('amara-osei')).kind, 'refused');
    });

    test('another team is offered nothing of it', async () => {
      await takes(record(orlas, {}));
      assert.equal(await standingOf(ports(), await itemId(), contextOf('samira-haddad')), null);
    });

    test('taken on by it, the item says which record it became, and the same record is known from then on', async () => {
      await takes(record(orlas, {}));
      const { begins } = await stands('amara-osei');
      const personId = begins?.personId ?? '';
      await does('amara-osei', personId, takesOn(), personId);
      assert.equal((await settles('amara-osei')).kind, 'settled');
      const [item] = await items();
      assert.deepEqual([item?.settlement, item?.became], ['recorded', personId]);
      assert.match(item?.note ?? '', /Orla Fenwick: taken on from this item/);
      assert.equal(await takes(record(orlas, {})), 'repeated');
      assert.equal(await takes(record(orlas, { meta: { versionId: '2' } }), 'again.json'), 'noted');
    });

    test('what a crash left between the two is settled in one step, and sent again it makes no second record', async () => {
      await takes(record(orlas, {}));
      const { begins } = await stands('amara-osei');
      const personId = begins?.personId ?? '';
      await does('amara-osei', personId, takesOn(), personId);
      const after = await stands('amara-osei');
      assert.deepEqual([after.begins, after.told], [null, true]);
      assert.equal(await does('amara-osei', personId, takesOn(), personId), 'repeated');
      assert.equal((await world.tableCounts()).child, 1);
      assert.equal((await settles('amara-osei')).kind, 'settled');
      assert.match((await settles('amara-osei')).says, /settled this item already/);
    });

    test('taken on by hand meanwhile, it is no newcomer any more: the fact is named, and settles it only by a person', async () => {
      await takes(record(orlas, {}));
      await does('amara-osei', randomUUID(), takesOn());
      const { begins, told, records } = await stands('amara-osei');
      assert.deepEqual([begins, told], [null, true]);
      assert.match(records[0]?.says ?? '', /^Amara Osei .* took the child on, recorded .* by Amara Osei$/);
      assert.equal((await items())[0]?.settlement, null);
      assert.equal((await settles('amara-osei')).kind, 'settled');
      assert.match((await items())[0]?.note ?? '', /Orla Fenwick: Amara Osei/);
    });
  });

  test('what can be neither a child nor a client is not for us, and no number of it is kept', async () => {
    const man = { gender: 'male', birthDate: '2006-03-01' };
    const boy = { gender: 'male', birthDate: '2017-03-01' };
    const old = { birthDate: '1955-03-01' };
    for (const [place, changes] of [man, boy, old].entries())
      assert.equal(await takes(record(orlas, changes), `${place}.json`), 'not-for-us');
    assert.deepEqual(
      await world.ask("select distinct subject_number from inbox_message where outcome = 'not-for-us'"),
      [{ subject_number: null }],
    );
    assert.deepEqual(await items(), []);
  });

  test('of a mother of any age, whose child is in care, is a signal to that child', async () => {
    const child = { mother_name: 'Nia Fenwick', mother_nhs_number: '9990011036', postcode: 'LU1 2AB' };
    await world.take(world.file('a.csv', caseloadWith(rowOf({ ...child, address_line: '12 Invented Row' }))));
    const moved = [{ use: 'home', line: ['4 Made-up Street'], postalCode: 'W5 2UB' }];
    assert.equal(await takes(record('9990011036', { birthDate: '1990-03-01', address: moved })), 'enquiry');
  });

  describe('what was recorded by hand meanwhile', () => {
    const samples = fileURLToPath(new URL('../../src/fhir/samples/', import.meta.url));
    const child = { given_name: 'Tam', date_of_birth: '2024-09-09', postcode: 'LU1 2AB' };
    const idOf = async (name: string) =>
      (await world.ask<{ id: string }>('select person_id as id from child where given_name = $1', [name]))[0]
        ?.id ?? '';

    test('a death: the item names the end, and nothing settles it but a person', async () => {
      await world.take(
        world.file('a.csv', caseloadWith(rowOf({ ...child, nhs_number: '9990011052' }))),
        `${samples}death-formal.xml`,
      );
      assert.deepEqual(
        [(await stands('grace-adeyemi')).told, (await settles('grace-adeyemi')).kind],
        [false, 'refused'],
      );
      await does('grace-adeyemi', await idOf('Tam'), {
        type: 'end',
        reason: 'death',
        confirmedBy: 'Dr Sample',
        detail: 'Rang the ward',
      });
      const { told, records } = await stands('grace-adeyemi');
      assert.equal(told, true);
      assert.match(records[0]?.says ?? '', /^Accountability ended: .*, recorded .* by Grace Adeyemi$/);
      assert.equal((await items())[0]?.settlement, null);
      assert.equal((await settles('grace-adeyemi')).kind, 'settled');
    });

    test('of a mother with two children: only once it stands in the record of each (P7), and of no record where another team has one', async () => {
      const mother = { mother_name: 'Nia Fenwick', mother_nhs_number: '9990011036' };
      const two = [
        rowOf({ ...child, ...mother }),
        rowOf({ ...child, ...mother, given_name: 'Ivy', date_of_birth: '2022-01-01' }),
      ];
      const third = rowOf({
        ...mother,
        given_name: 'Max',
        date_of_birth: '2020-01-01',
        team_id: 'ealing-hv',
      });
      const died = readFileSync(`${samples}death-formal.xml`, 'utf8').replaceAll('9990011052', '9990011036');
      await world.take(world.file('a.csv', caseloadWith(...two)), world.file('died.xml', died));
      const told = { type: 'record-mother-death', on: '2026-11-20', says: 'The ward' } as const;
      await does('amara-osei', await idOf('Tam'), told);
      const { records } = await stands('amara-osei');
      assert.deepEqual(records.map(({ name, says }) => [name.split(' ')[0], says !== null]).toSorted(), [
        ['Ivy', false],
        ['Tam', true],
      ]);
      assert.equal((await stands('amara-osei')).told, false);
      await does('amara-osei', await idOf('Ivy'), told);
      assert.equal((await stands('amara-osei')).told, true);
      await world.take(world.file('b.csv', caseloadWith(third)));
      const elsewhere = await stands('amara-osei');
      assert.deepEqual([elsewhere.told, elsewhere.elsewhere, elsewhere.records.length], [false, 1, 2]);
    });
  });

  describe('of a client', () => {
    const luton = 'E06000032';
    type Referral = Extract<ClientCommand, { type: 'refer' }>;
    /** Whom each test speaks of: clients are not forgotten between them. */
    const another = (place: number) => {
      const number = nthTestNumber(place) ?? '';
      const identity = { givenName: 'Tess', familyName: 'Hartley', bornOn: '2008-03-01', nhsNumber: number };
      return { number, referred: refer('luton-fnp', luton, '2026-11-23', { identity }) as Referral };
    };

    test('whom nobody knows is referred from it by anybody, whoever may read her afterwards', async () => {
      const { number, referred } = another(9650);
      assert.equal(await takes(tess(number)), 'quarantined: unknown-child');
      const { begins } = await stands('amara-osei');
      assert.equal(begins?.as, 'client');
      await doesToClient('amara-osei', begins?.personId ?? '', referred);
      assert.equal((await settles('amara-osei')).kind, 'settled');
      const [item] = await items();
      assert.deepEqual([item?.settlement, item?.became], ['recorded', begins?.personId]);
      assert.match(item?.note ?? '', /Tess Hartley: referred from this item/);
    });

    test('whom a site knows changes nothing: what differs waits with her site, is shown from both sides, and is taken over by a person', async () => {
      const clientId = randomUUID();
      const { number, referred } = another(9651);
      await doesToClient('shanice-brown', clientId, referred, '2026-11-23T11:00:00.000Z');
      const home = [{ use: 'home', line: ['1 Example Street'], postalCode: 'ZZ1 1AA' }];
      const same = tess(number, { address: home });
      assert.equal(await takes(same), 'noted');
      const married = { name: [{ family: 'Moss', given: ['Tess'] }], meta: { versionId: '2' } };
      const moved = { address: [{ use: 'home', line: ['4 Made-up Street'], postalCode: 'W5 2UB' }] };
      const before = await world.ask('select max(version) from fact where person_id = $1', [clientId]);
      assert.equal(
        await takes(tess(number, { ...married, ...moved }), 'two.json'),
        'quarantined: differs-from-record',
      );
      assert.deepEqual(
        await world.ask('select max(version) from fact where person_id = $1', [clientId]),
        before,
      );
      assert.equal((await items())[0]?.team_id, 'luton-fnp');
      const { differs, told, begins } = await stands('shanice-brown');
      assert.deepEqual([told, begins], [false, null]);
      assert.deepEqual(
        differs?.differences.map(({ what, there }) => [what, there]),
        [
          ['name', 'Tess Moss'],
          ['address', '4 Made-up Street, W5 2UB'],
        ],
      );
      await doesToClient('shanice-brown', clientId, {
        type: 'record-client',
        identity: { ...referred.identity, familyName: 'Moss' },
        address: referred.address,
        known: referred.known,
        why: 'She married',
      });
      assert.equal((await settles('shanice-brown')).kind, 'settled');
      const [item] = await items();
      assert.equal(item?.became, clientId);
      assert.match(item?.note ?? '', /What is known of her was recorded anew, recorded .* by Shanice Brown/);
    });

    test('of a sealed client no place is compared, and none is shown', async () => {
      const clientId = randomUUID();
      const { number, referred } = another(9652);
      const { address } = referred;
      assert.ok(address);
      const sealed = { ...referred, address: { ...address, sealed: true } };
      await doesToClient('shanice-brown', clientId, sealed, '2026-11-23T11:00:00.000Z');
      const moved = { address: [{ use: 'home', line: ['4 Made-up Street'], postalCode: 'W5 2UB' }] };
      assert.equal(await takes(tess(number, moved)), 'noted');
      const look = "select look_at_quarantine($1, 'shanice-brown', 'luton-fnp', 'family-nurse') as sealed";
      const married = { name: [{ family: 'Moss', given: ['Tess'] }], meta: { versionId: '2' }, ...moved };
      assert.equal(await takes(tess(number, married), 'two.json'), 'quarantined: differs-from-record');
      assert.deepEqual(await world.ask(look, [await itemId()]), [{ sealed: true }]);
      assert.deepEqual(await world.ask('select person_id from read_record where page = $1', ['quarantine']), [
        { person_id: clientId },
      ]);
    });
  });
});
