import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { issueToClient } from '../../src/application/client-command.ts';
import { issue } from '../../src/application/command.ts';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { type ChildState, holderOf, openBeforeRelease } from '../../src/domain/child/state.ts';
import type { Directory } from '../../src/domain/directory/directory.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { refer } from '../client-world.ts';
import { fullSummary } from '../commands.ts';
import { calm } from '../world.ts';
import { type ImportWorld, importWorld } from './import-world.ts';

const birthOfZoe = readFileSync(
  fileURLToPath(new URL('../../src/fhir/samples/birth.xml', import.meta.url)),
  'utf8',
);
const birthOfMax = birthOfZoe
  .replaceAll('9990011044', '9990011060')
  .replaceAll('a1000000-0000-4000-8000-000000000002', 'a1000000-0000-4000-8000-0000000000ff')
  .replaceAll('Zoë', 'Max');
const [zoe, max] = ['9990011044', '9990011060'] as const;
/** The new home lies across the boundary, and is newer than the address of the caseload. */
const inEaling = (message: string) =>
  message
    .replace('2026-03-04T11:00:00', '2026-11-23T11:00:00')
    .replace('12 Invented Row', '8 Made-up Street')
    .replace('<line value="Luton"/>', '<line value="Ealing"/>')
    .replace('LU1 2AB', 'W5 2UB');
const postcodes =
  'pcds,dointr,doterm,oscty,oslaua\nLU1 2AB,198001,,E99999999,E06000032\nW5 2UB,198001,,E99999999,E09000009\n';
const unbornWithHealthVisiting =
  'nhs_number,given_name,family_name,date_of_birth,expected_date_of_delivery,address_line,postcode,team_id,practitioner_id,mother_name,mother_nhs_number\n,,,,2026-03-20,"12 Invented Row, Luton",LU1 2AB,luton-hv,amara-osei,Nia Fenwick,9990011036\n';

const known = demonstrationDirectory();
const outside = [...known.teams.values()].find((team) => team.kind === 'outside');
/** The team outside the network has a number, so that it can be called back. */
const directory: Directory = outside
  ? { ...known, teams: new Map([...known.teams, [outside.id, { ...outside, phone: '01632 960999' }]]) }
  : known;

function as(who: string, now = '2026-11-23T13:00:00.000Z') {
  const person = directory.practitioners.get(who);
  assert.ok(person);
  const { name, role, teamId, duty } = person;
  const actor = { practitionerId: who, name, role, teamId, duty };
  return { now, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
}

describe('a birth message of a pregnancy that is followed', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
    await world.take(world.file('postcodes.csv', postcodes));
  });
  beforeEach(async () => {
    await world.forget();
    await world.ask('truncate client, client_child, consequence, number_in_programme');
  });
  after(() => world.close());

  let no = 0;
  const take = async (message: string) => {
    no += 1;
    const [taken] = await world.take(world.file(`message-${no}.xml`, message));
    return taken?.reason ? `${taken.outcome}: ${taken.reason}` : taken?.outcome;
  };
  const stores = () => ({ clients: clientStore(world.pools.app), children: childStore(world.pools.app) });

  async function does(who: string, personId: string, command: ChildCommand) {
    const issued = issuedNow(personId, command);
    const outcome = await issue(stores().children, issued, as(who));
    assert.equal(outcome.kind, 'done', `${who}, ${command.type}: ${JSON.stringify(outcome)}`);
  }
  async function asked(who: string, personId: string, command: ClientCommand, now?: string) {
    const issued = issuedNow(personId, command);
    return issueToClient(stores(), issued, as(who, now));
  }
  async function done(who: string, personId: string, command: ClientCommand, now?: string) {
    const outcome = await asked(who, personId, command, now);
    assert.equal(outcome.kind, 'done', `${who}, ${command.type}: ${JSON.stringify(outcome)}`);
    for (const { asked: one, answer } of outcome.kind === 'done' ? outcome.answers : [])
      assert.notEqual(answer.outcome, 'refused', `${one.command.type}: ${answer.says}`);
  }
  const people = () =>
    world.ask<{ person_id: string; nhs_number: string | null }>(
      'select person_id, nhs_number from child order by nhs_number nulls first',
    );
  async function childWith(nhsNumber: string): Promise<ChildState> {
    const [found, ...more] = (await people()).filter((one) => one.nhs_number === nhsNumber);
    assert.ok(found && more.length === 0, `one child has the number ${nhsNumber}`);
    const loaded = await stores().children.loadAny(found.person_id);
    assert.ok(loaded);
    return loaded.state;
  }
  const askedAfter = (child: ChildState) => child.enquiries.map(({ signals }) => signals.at(-1)?.areaCode);

  /** Expecting, with Luton’s health visiting. */
  async function aPregnancy(): Promise<string> {
    await world.take(world.file('unborn.csv', unbornWithHealthVisiting));
    const [unborn] = await people();
    assert.ok(unborn);
    await does('amara-osei', unborn.person_id, { type: 'record-circumstances', circumstances: calm });
    return unborn.person_id;
  }
  async function offered(personId: string, teamId: string, kind: 'desk' | 'outside'): Promise<string> {
    const handoverId = randomUUID();
    await does('amara-osei', personId, {
      type: 'prepare',
      handoverId,
      follows: null,
      kind: 'health-visiting-to-health-visiting',
      occasion: 'move',
      destination: { kind, teamId, reason: 'They move' },
      addressedTo: null,
      proposedLevel: 'universal',
      summary: fullSummary,
    });
    await does('amara-osei', personId, { type: 'offer', handoverId });
    return handoverId;
  }
  /** In the programme with Shanice Brown of Luton, expecting. */
  async function aClient(): Promise<string> {
    const clientId = randomUUID();
    const then = '2025-11-20T10:00:00.000Z';
    const identity = { givenName: 'Nia', nhsNumber: '9990011036', bornOn: '2007-06-01' };
    const referred = refer('luton-fnp', 'E06000032', '2025-11-20', {
      identity,
      known: { expectedOn: '2026-03-20' },
    });
    await done('moira-kettle', clientId, referred, then);
    const enrols: ClientCommand = {
      type: 'enrol',
      nurseId: 'shanice-brown',
      consent: { on: '2025-11-20', how: 'Signed' },
      sharingBasis: 'Care',
      outsideRules: 'Agreed',
      aboveCapacity: 'Agreed',
      pregnancyId: randomUUID(),
      expectedOn: '2026-03-20',
      children: [],
    };
    await done('moira-kettle', clientId, enrols, then);
    return clientId;
  }

  test('A10 the second twin, born while the pregnancy is on its way, has a handover of its own to the same desk', async () => {
    await offered(await aPregnancy(), 'ealing-hv', 'desk');
    assert.deepEqual([await take(birthOfZoe), await take(birthOfMax)], ['recorded', 'taken-on']);
    for (const number of [zoe, max]) {
      const child = await childWith(number);
      assert.deepEqual(holderOf(child)?.teamId, 'luton-hv', number);
      assert.equal(openBeforeRelease(child)?.destination.teamId, 'ealing-hv', number);
    }
    const owed = Object.values((await childWith(max)).deadlines).map(({ kind }) => kind);
    assert.ok(owed.includes('offer'), `sending is owed: ${owed.join(', ')}`);
    const [passed] = (await childWith(max)).handovers;
    assert.equal(passed?.summary.situation, fullSummary.situation);
  });

  test('A10 the second twin of one whom a team outside the network has accepted is at home, where we answer; what waits for a person is ours', async () => {
    assert.ok(outside);
    const handoverId = await offered(await aPregnancy(), outside.id, 'outside');
    const [pregnancy] = await people();
    assert.ok(pregnancy);
    await take(birthOfZoe);
    const spokeAt = '2026-11-23T13:00:00.000Z';
    const callBack = {
      number: '01632 960999',
      outsideName: 'Morag Sinclair',
      spokenBy: 'Amara Osei',
      spokeAt,
      secondName: 'Grace Adeyemi',
    };
    const names = { releasingName: 'Amara Osei', receivingName: 'Morag Sinclair', spokeAt };
    const { person_id: personId } = pregnancy;
    await does('amara-osei', personId, { type: 'record-verbal', handoverId, ...names });
    await does('amara-osei', personId, {
      type: 'play-back',
      handoverId,
      words: 'Nothing known',
      dangerIds: [],
    });
    await does('amara-osei', personId, {
      type: 'accept',
      handoverId,
      practitionerId: null,
      firstContactOn: '2026-11-24',
      callBack,
    });
    await does('amara-osei', personId, {
      type: 'record-seen',
      handoverId,
      where: 'home',
      joint: false,
      callBack,
    });
    assert.equal(holderOf(await childWith(zoe))?.teamId, outside.id);
    const nowhere = birthOfMax.replace(/<address>[\s\S]*?<\/address>/, '');
    assert.equal(await take(nowhere), 'quarantined: unknown-place');
    assert.deepEqual(await world.ask('select team_id from quarantine'), [{ team_id: 'luton-hv' }]);
    assert.equal(await take(birthOfMax.replaceAll('a1000000', 'a5000000')), 'taken-on');
    assert.deepEqual(holderOf(await childWith(max)), {
      teamId: 'luton-hv',
      practitionerId: null,
      outsideName: null,
    });
  });

  test('A10 twins of a client: her record is told of each, both are in the programme, and both leave with her', async () => {
    const clientId = await aClient();
    assert.deepEqual([await take(birthOfZoe), await take(birthOfMax)], ['recorded', 'taken-on']);
    const loaded = await stores().clients.load(clientId, null);
    assert.ok(loaded);
    const { children, deadlines } = loaded.state;
    assert.deepEqual(
      children.map((child) => [child.givenName, child.bornOn, child.left]),
      [
        ['Zoë', '2026-03-03', null],
        ['Max', '2026-03-03', null],
      ],
    );
    assert.ok(!Object.values(deadlines).some(({ kind }) => kind === 'tell-birth'));
    for (const number of [zoe, max]) {
      const child = await childWith(number);
      assert.deepEqual(
        [child.programme?.clientId, child.programme?.endsOn],
        [clientId, '2028-03-03'],
        number,
      );
      assert.equal(holderOf(child)?.practitionerId, 'shanice-brown');
    }
    await done('moira-kettle', clientId, {
      type: 'leave',
      door: 'withdrew',
      reason: 'other',
      why: 'No time',
      proposedLevel: 'universal',
      areaCode: null,
    });
    for (const number of [zoe, max]) {
      const child = await childWith(number);
      assert.equal(child.programme?.left?.door, 'withdrew', number);
      assert.equal(openBeforeRelease(child)?.destination.teamId, 'luton-hv', number);
    }
  });

  test('A10 a nurse who tells the birth of both after their messages makes no third child', async () => {
    const clientId = await aClient();
    await take(birthOfZoe);
    await take(birthOfMax);
    const loaded = await stores().clients.load(clientId, null);
    const [first] = loaded?.state.children ?? [];
    assert.ok(first);
    const baby = { familyName: 'Fenwick', bornAlive: true };
    const babies = [
      { ...baby, personId: first.personId, givenName: 'Zoë', nhsNumber: zoe },
      { ...baby, personId: randomUUID(), givenName: 'Max', nhsNumber: max },
    ];
    const told = await asked('shanice-brown', clientId, {
      type: 'tell-birth',
      bornOn: '2026-03-03',
      where: '',
      babies,
    });
    assert.ok(told.kind === 'refused' && told.refusal.code === 'number-borne', JSON.stringify(told));
    assert.equal((await stores().clients.load(clientId, null))?.state.children.length, 2);
  });

  test('A10 told on the child’s page first: the message tells her record, and its twin joins', async () => {
    const clientId = await aClient();
    const [unborn] = await people();
    assert.ok(unborn);
    const birth = {
      type: 'record-birth',
      bornOn: '2026-03-03',
      givenName: 'Zoë',
      familyName: 'Fenwick',
    } as const;
    await does('shanice-brown', unborn.person_id, { ...birth, nhsNumber: zoe });
    assert.equal(await take(birthOfMax.replace('2026-03-03', '2026-03-04')), 'taken-on');
    assert.equal(await take(birthOfZoe), 'noted');
    const { children } = (await stores().clients.load(clientId, null))?.state ?? { children: [] };
    assert.deepEqual(
      children.map((child) => [child.givenName, child.bornOn]),
      [
        ['Zoë', '2026-03-03'],
        ['Max', '2026-03-04'],
      ],
    );
    assert.equal((await childWith(max)).programme?.clientId, clientId);
    const refused = await world.ask("select child_id from consequence where outcome = 'refused'");
    assert.deepEqual(refused, []);
  });

  test('P6 names a home across the boundary: a signal as any other, also of a child that is known already', async () => {
    await aPregnancy();
    assert.equal(await take(inEaling(birthOfZoe)), 'recorded');
    assert.equal((await childWith(zoe)).address?.areaCode, 'E06000032', 'a message moves nobody');
    assert.deepEqual(askedAfter(await childWith(zoe)), ['E09000009']);
    assert.equal(await take(inEaling(birthOfMax)), 'taken-on');
    assert.deepEqual(askedAfter(await childWith(max)), ['E09000009']);
    const sides = await world.ask(
      'select team_id from access join child c using (person_id) where c.nhs_number = $1 order by 1',
      [max],
    );
    assert.deepEqual(sides, [{ team_id: 'ealing-hv' }, { team_id: 'luton-hv' }]);
  });

  test('P6 the number recorded by hand before the message came: the home that it names is asked about', async () => {
    const personId = await aPregnancy();
    const birth = {
      type: 'record-birth',
      bornOn: '2026-03-03',
      givenName: 'Zoë',
      familyName: 'Fenwick',
    } as const;
    await does('amara-osei', personId, { ...birth, nhsNumber: zoe });
    assert.equal(await take(inEaling(birthOfZoe)), 'noted');
    assert.deepEqual(askedAfter(await childWith(zoe)), ['E09000009']);
  });
});
