import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { issueToClient } from '../../src/application/client-command.ts';
import { issue } from '../../src/application/command.ts';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { messageIn } from '../../src/application/import/item-content.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { londonDate } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import type { QuarantineReason } from '../../src/domain/move/incoming.ts';
import { newcomerIn } from '../../src/domain/move/newcomer.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { takesChildOn } from '../children.ts';
import { refer } from '../client-world.ts';
import { caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';
import { testNow } from './test-now.ts';

const samples = fileURLToPath(new URL('../../src/fhir/samples/', import.meta.url));
const sample = (name: string) => readFileSync(`${samples}${name}`, 'utf8');
const postcodes =
  'pcds,dointr,doterm,oscty,oslaua\nLU1 2AB,198001,,E99999999,E06000032\nW5 2UB,198001,,E99999999,E09000009\nW6 9JU,198001,,E99999999,E09000013\n';

/** Orla lives in Luton; her brother there will be the subject of a death; Nia expects in Luton’s programme. */
const orla = {
  nhs_number: '9990011028',
  given_name: 'Orla',
  family_name: 'Fenwick',
  date_of_birth: '2025-02-11',
  address_line: '12 Invented Row, Luton',
  postcode: 'LU1 2AB',
};
const dying = {
  nhs_number: '9990011052',
  given_name: 'Tam',
  family_name: 'Sample',
  date_of_birth: '2024-09-09',
};
const unborn =
  'nhs_number,given_name,family_name,date_of_birth,expected_date_of_delivery,postcode,team_id,practitioner_id,mother_name,mother_nhs_number\n,,,,2026-03-20,LU1 2AB,luton-fnp,shanice-brown,Nia Fenwick,9990011036\n';

/** Some time after everything that the files of a test tell. */
const afterwards = '2026-11-23T13:00:00.000Z';

function contextOf(who: string, now: string) {
  const directory = demonstrationDirectory();
  const person = directory.practitioners.get(who);
  assert.ok(person);
  const { name, role, teamId, duty } = person;
  const actor = { practitionerId: who, name, role, teamId, duty };
  return { now, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
}

type Row = readonly [file: string, outcome: string];
const table = (
  results: readonly { file: string; outcome: string; reason: string | null }[],
): readonly Row[] =>
  results.map(({ file, outcome, reason }) => [file, reason ? `${outcome}: ${reason}` : outcome] as const);

describe('our sample messages', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
    await world.take(world.file('postcodes.csv', postcodes));
  });
  beforeEach(() => world.forget());
  after(() => world.close());

  test('about nobody in care wait for a person, but for a birth at home in the network', async () => {
    assert.deepEqual(
      table(
        await world.take(
          ...[
            'change-of-address.xml',
            'birth.xml',
            'change-of-gp.xml',
            'death-informal.xml',
            'record-change.xml',
          ].map((name) => samples + name),
        ),
      ),
      [
        ['change-of-address.xml', 'quarantined: unknown-child'],
        ['birth.xml', 'taken-on'],
        ['change-of-gp.xml', 'quarantined: unknown-child'],
        ['death-informal.xml', 'quarantined: unknown-child'],
        ['record-change.xml', 'quarantined: unknown-child'],
      ],
    );
    const [baby] = await world.ask<{ holder_team: string; holder_practitioner: string | null }>(
      "select holder_team, holder_practitioner from child where nhs_number = '9990011044'",
    );
    assert.deepEqual(baby, { holder_team: 'luton-hv', holder_practitioner: null });
  });

  test('about children in care open one enquiry, record, and end nothing; the same again changes nothing', async () => {
    await world.take(
      world.file('a.csv', caseloadWith(rowOf(orla), rowOf(dying))),
      world.file('b.csv', unborn),
    );
    const files = readdirSync(samples)
      .filter((name) => name.endsWith('.xml'))
      .map((name) => samples + name);
    assert.deepEqual(table(await world.take(...files)), [
      ['change-of-address.xml', 'enquiry'],
      ['birth.xml', 'recorded'],
      ['change-of-gp.xml', 'recorded'],
      ['death-informal.xml', 'quarantined: needs-confirmation'],
      ['death-formal.xml', 'quarantined: needs-confirmation'],
      ['death-removed.xml', 'recorded'],
      ['record-change.xml', 'noted'],
    ]);
    const children = await world.ask<{
      nhs_number: string;
      care_status: string;
      holder_team: string;
      open: number;
    }>(
      `select nhs_number, care_status, holder_team, (select count(*) from json_array_elements(state -> 'enquiries') e where e ->> 'settled' is null) as open from child join child_state using (person_id) order by 1`,
    );
    assert.deepEqual(children, [
      { nhs_number: '9990011028', care_status: 'in-care', holder_team: 'luton-hv', open: 1 },
      { nhs_number: '9990011044', care_status: 'in-care', holder_team: 'luton-fnp', open: 0 },
      { nhs_number: '9990011052', care_status: 'in-care', holder_team: 'luton-hv', open: 0 },
    ]);
    const sides = await world.ask<{ team_id: string }>(
      "select team_id from access a join child c using (person_id) where c.nhs_number = '9990011028' order by 1",
    );
    assert.deepEqual(
      sides.map((side) => side.team_id),
      ['ealing-hv', 'luton-hv'],
    );
    const before = await world.tableCounts();
    assert.deepEqual(
      new Set((await world.take(...files)).map(({ outcome }) => outcome)),
      new Set(['repeated']),
    );
    assert.deepEqual(await world.tableCounts(), before);
  });

  test('of a long folder the messages are taken in batch by batch in the order of their senders, and it says how far it is', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(orla))));
    const [many, first] = [205, Date.parse('2026-03-05T08:00:00Z')];
    const gp = sample('change-of-gp.xml');
    const at = (n: number) => new Date(first + n * 60_000).toISOString().replace('.000Z', '+00:00');
    const files = Array.from({ length: many }, (_, n) => {
      // The newest has the name that sorts first: in the order of the names they would come the other way round.
      const name = `message-${String(many - n).padStart(3, '0')}.xml`;
      const text = gp
        .replace('lastUpdated value="2026-03-05T08:00:00+00:00"', `lastUpdated value="${at(n)}"`)
        .replaceAll('a1000000', `a1${String(n).padStart(6, '0')}`)
        .replaceAll('Z99001', `Z${10_000 + n}`);
      return world.file(name, text);
    });
    const before = world.said.length;
    const results = await world.take(...files);
    assert.equal(results.length, many);
    assert.deepEqual(new Set(results.map(({ outcome }) => outcome)), new Set(['recorded']));
    assert.equal(results.at(-1)?.file, 'message-001.xml');
    assert.deepEqual(await world.ask("select state #>> '{gp,odsCode}' as gp from child_state"), [
      { gp: `Z${10_000 + many - 1}` },
    ]);
    const said = world.said.slice(before);
    for (const things of ['read', 'taken in'])
      assert.ok(
        said.some((line) => new RegExp(`^Messages: \\d+ ${things}, [\\d,]+ a second$`).test(line)),
        said.join('\n'),
      );
  });

  test('of records: known children and their mothers fit, a restricted one shows no address', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(orla), rowOf(dying))));
    const results = await world.take(
      ...['patient.json', 'patient-restricted.json', 'search-two.json', 'related-persons.json'].map(
        (name) => samples + name,
      ),
    );
    assert.deepEqual(
      new Map(table(results)),
      new Map([
        ['patient.json', 'recorded'],
        ['patient-restricted.json', 'quarantined: restricted'],
        ['search-two.json', 'quarantined: several-people'],
        ['related-persons.json', 'noted'],
      ]),
    );
    const kept = await world.ask<{ content: string }>(
      "select content from quarantine where reason = 'restricted'",
    );
    assert.equal(kept.length, 1);
    assert.doesNotMatch(kept[0]?.content ?? '', /LU1|Street|Row/);
  });

  test('twins: the first is born on the stream of the pregnancy, the second joins its holder', async () => {
    await world.take(world.file('b.csv', unborn));
    const second = sample('birth.xml')
      .replaceAll('9990011044', '9990011060')
      .replaceAll('a1000000-0000-4000-8000-000000000002', 'a1000000-0000-4000-8000-0000000000ff');
    assert.deepEqual(table(await world.take(`${samples}birth.xml`)), [['birth.xml', 'recorded']]);
    assert.deepEqual(table(await world.take(world.file('twin.xml', second))), [['twin.xml', 'taken-on']]);
    const twins = await world.ask<{ holder_practitioner: string | null }>(
      "select holder_team || '/' || holder_practitioner as holder_practitioner from child",
    );
    assert.deepEqual(
      twins.map((twin) => twin.holder_practitioner),
      ['luton-fnp/shanice-brown', 'luton-fnp/shanice-brown'],
    );
  });

  const stopped = async () =>
    (
      await world.ask<{ why: string | null; owed: string[]; care_status: string }>(
        `select s.state #>> '{stopped,why}' as why, c.care_status,
          (select coalesce(array_agg(distinct d.kind), '{}') from deadline d where d.person_id = c.person_id) as owed from child c join child_state s using (person_id)`,
      )
    )[0];

  test('a death stops every schedule at once and ends nothing; taken back, they run again (A14)', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(dying))));
    assert.deepEqual(table(await world.take(`${samples}death-informal.xml`)), [
      ['death-informal.xml', 'quarantined: needs-confirmation'],
    ]);
    assert.deepEqual(await stopped(), { why: 'child-died', owed: ['confirm-end'], care_status: 'in-care' });
    await world.take(`${samples}death-removed.xml`);
    assert.equal((await stopped())?.why, null);
    // The older, formal message of the same death comes last: delivery keeps no order.
    assert.deepEqual(table(await world.take(`${samples}death-formal.xml`)), [
      ['death-formal.xml', 'quarantined: older-than-known'],
    ]);
    assert.equal((await stopped())?.why, null);
  });

  test('A14 the death of a mother whose children are with two teams is asked after by each of them, with a clock, and ends nothing', async () => {
    const mother = { mother_name: 'Nia Fenwick', mother_nhs_number: '9990011036' };
    const ada = rowOf({ ...mother, given_name: 'Ada' });
    const bob = rowOf({ ...mother, given_name: 'Bob', date_of_birth: '2022-01-01', team_id: 'ealing-hv' });
    await world.take(world.file('a.csv', caseloadWith(ada, bob)));
    const died = sample('death-formal.xml').replaceAll('9990011052', '9990011036');
    assert.deepEqual(table(await world.take(world.file('died.xml', died))), [
      ['died.xml', 'quarantined: needs-confirmation'],
    ]);
    const owed = () =>
      world.ask(
        "select c.given_name as name, d.owner_team as team from deadline d join child c using (person_id) where d.kind = 'settle-enquiry' order by 1",
      );
    assert.deepEqual(await owed(), [
      { name: 'Ada', team: 'luton-hv' },
      { name: 'Bob', team: 'ealing-hv' },
    ]);
    assert.deepEqual(
      await world.ask("select distinct team_id from notice where code = 'EnquiryOpened' order by 1"),
      [{ team_id: 'ealing-hv' }, { team_id: 'luton-hv' }],
    );
    assert.deepEqual(await world.ask('select distinct care_status from child'), [{ care_status: 'in-care' }]);
    const before = await world.tableCounts();
    await world.take(world.file('died-again.xml', died));
    assert.deepEqual(await world.tableCounts(), before);
  });

  test('A14 the death of a client stops what is planned with her until somebody answers it; taken back, it goes on', async () => {
    const clientId = randomUUID();
    const hers = nthTestNumber(9770) ?? '';
    const command = refer('luton-fnp', 'E06000032', '2026-11-23', { identity: { nhsNumber: hers } });
    const clients = clientStore(world.pools.app);
    const stores = { clients, children: childStore(world.pools.app) };
    const referred = await issueToClient(
      stores,
      issuedNow(clientId, command),
      contextOf('shanice-brown', '2026-11-23T11:00:00.000Z'),
    );
    assert.equal(referred.kind, 'done');
    const owed = async () =>
      (await world.ask<{ kind: string }>('select kind from deadline where person_id = $1', [clientId])).map(
        ({ kind }) => kind,
      );
    assert.deepEqual(await owed(), ['answer-referral']);
    const died = sample('death-formal.xml').replaceAll('9990011052', hers);
    assert.deepEqual(table(await world.take(world.file('died.xml', died))), [
      ['died.xml', 'quarantined: needs-confirmation'],
    ]);
    assert.deepEqual(await owed(), ['confirm-end']);
    assert.deepEqual(
      await world.ask(
        'select team_id, code from notice where person_id = $1 and not hushed(person_id, code)',
        [clientId],
      ),
      [{ team_id: 'luton-fnp', code: 'DeathReported' }],
    );
    assert.deepEqual(await world.ask('select team_id from quarantine'), [{ team_id: 'luton-fnp' }]);
    const removed = sample('death-removed.xml').replaceAll('9990011052', hers);
    await world.take(world.file('removed.xml', removed));
    assert.deepEqual(await owed(), ['answer-referral']);
  });

  test('a death taken back before it came has stopped nothing, and the late message stops nothing either (A14, A40)', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(dying))));
    assert.deepEqual(table(await world.take(`${samples}death-removed.xml`)), [
      ['death-removed.xml', 'noted'],
    ]);
    await world.take(`${samples}death-formal.xml`);
    assert.equal((await stopped())?.why, null);
  });

  /** A nurse’s own command, as the pages give it. */
  async function does(who: string, personId: string, command: ChildCommand) {
    const context = contextOf(who, afterwards);
    const issued = issuedNow(personId, command);
    const outcome = await issue(childStore(world.pools.app), issued, context);
    assert.equal(outcome.kind, 'done', `${who}, ${command.type}: ${JSON.stringify(outcome)}`);
  }
  const children = () =>
    world.ask<{ person_id: string; nhs_number: string | null; holder_team: string }>(
      'select person_id, nhs_number, holder_team from child order by nhs_number nulls first',
    );

  for (const bornOn of ['2026-03-03', '2026-02-13'])
    test(`A19 born by hand on ${bornOn}, the number not yet known: the birth message asks whether it is the same child, and makes no second one`, async () => {
      await world.take(world.file('b.csv', unborn));
      const [pregnancy] = await children();
      assert.ok(pregnancy);
      const birth = { type: 'record-birth', bornOn, givenName: 'Zoë', familyName: 'Fenwick' } as const;
      await does('shanice-brown', pregnancy.person_id, { ...birth, nhsNumber: null });
      assert.deepEqual(table(await world.take(`${samples}birth.xml`)), [
        ['birth.xml', 'quarantined: perhaps-known'],
      ]);
      assert.deepEqual(
        (await children()).map(({ nhs_number, holder_team }) => [nhs_number, holder_team]),
        [[null, 'luton-fnp']],
      );
      assert.deepEqual(await world.ask('select team_id from quarantine'), [{ team_id: 'luton-fnp' }]);
    });

  test('A10 a second twin whose message bears the number of the first, or of any other child, waits for a person and is not thrown away', async () => {
    await world.take(world.file('b.csv', unborn));
    await world.take(`${samples}birth.xml`);
    const max = sample('birth.xml').replaceAll('Zoë', 'Max').replaceAll('a1000000', 'a2000000');
    const older = sample('birth.xml').replace('2026-03-03', '2026-03-01').replaceAll('a1000000', 'a3000000');
    const again = sample('birth.xml').replaceAll('a1000000', 'a4000000');
    assert.deepEqual(
      table(
        await world.take(
          world.file('max.xml', max),
          world.file('older.xml', older),
          world.file('again.xml', again),
        ),
      ).toSorted(),
      [
        ['again.xml', 'noted'],
        ['max.xml', 'quarantined: contradictory'],
        ['older.xml', 'quarantined: contradictory'],
      ],
    );
    assert.deepEqual(await world.ask('select distinct team_id from quarantine'), [{ team_id: 'luton-fnp' }]);
  });

  test('A18 a restriction on the record of a child in care seals its address and its family’s at once, and the team that answers is told', async () => {
    const family = {
      address_line: '12 Invented Row, Luton',
      postcode: 'LU1 2AB',
      family_reference: 'fenwick',
    };
    await world.take(
      world.file('a.csv', caseloadWith(rowOf({ ...orla, ...family }), rowOf({ ...dying, ...family }))),
      `${samples}patient-restricted.json`,
    );
    assert.deepEqual(await world.ask('select sealed, postcode from child'), [
      { sealed: true, postcode: null },
      { sealed: true, postcode: null },
    ]);
    assert.deepEqual(await world.ask('select distinct team_id, code from notice'), [
      { team_id: 'luton-hv', code: 'address-sealed' },
    ]);
    assert.deepEqual(await world.ask('select reason, team_id from quarantine'), [
      { reason: 'restricted', team_id: 'luton-hv' },
    ]);
  });

  test('A18 a restriction on the record of a client seals her and the child whom she expects, and what waits about her is a look and shows no place', async () => {
    const { app } = world.pools;
    const stores = { clients: clientStore(app), children: childStore(app) };
    const clientId = randomUUID();
    const nhsNumber = nthTestNumber(9261) ?? '';
    const referral = refer('luton-fnp', 'E06000032', '2026-11-23', { identity: { nhsNumber } });
    const context = contextOf('shanice-brown', '2026-11-23T11:00:00.000Z');
    const referred = await issueToClient(stores, issuedNow(clientId, referral), context);
    assert.equal(referred.kind, 'done');
    const restricted = sample('patient-restricted.json').replaceAll('9990011052', nhsNumber);
    await world.take(world.file('hers.json', restricted));
    const sealed = await world.ask('select sealed from client where person_id = $1', [clientId]);
    assert.deepEqual(sealed, [{ sealed: true }]);
    const told = await world.ask('select team_id, code from notice where person_id = $1 order by 2', [
      clientId,
    ]);
    assert.deepEqual(told, [{ team_id: 'luton-fnp', code: 'client-address-sealed' }]);
    const [item] = await world.ask<{ id: string; team_id: string }>(
      'select quarantine_id as id, team_id from quarantine',
    );
    assert.equal(item?.team_id, 'luton-fnp');
    const hides = await world.ask(
      `select look_at_quarantine($1, 'shanice-brown', 'luton-fnp', 'family-nurse') as hides`,
      [item?.id],
    );
    assert.deepEqual(hides, [{ hides: true }]);
    const looked = await world.ask('select practitioner_id from read_record where person_id = $1', [
      clientId,
    ]);
    assert.deepEqual(looked, [{ practitioner_id: 'shanice-brown' }]);
  });

  test('A12 the mother of a child that lives with its father moves: it is asked whether the child moved too, and where she lives now stands nowhere in its record', async () => {
    const mother = { mother_name: 'Nia Fenwick', mother_nhs_number: '9990011036' };
    await world.take(world.file('a.csv', caseloadWith(rowOf({ ...orla, ...mother }))));
    const [child] = await children();
    assert.ok(child);
    await does('amara-osei', child.person_id, {
      type: 'record-carer',
      name: 'Dan Fenwick',
      relation: 'father',
      closeRelative: true,
      parentalResponsibility: true,
      since: '2026-10-01',
    });
    const moves = sample('change-of-address.xml').replaceAll('9990011028', '9990011036');
    assert.match(moves, /Made-up Street[\s\S]*w5 2ub/);
    assert.deepEqual(table(await world.take(world.file('moves.xml', moves))), [['moves.xml', 'enquiry']]);
    const [record] = await world.ask<{ facts: string; parties: string }>(
      `select (select string_agg(data::text, ' ') from fact) as facts, (select string_agg(team_id, ' ') from access) as parties`,
    );
    assert.match(record?.facts ?? '', /Ask whether the child moved with her/);
    for (const told of ['Made-up Street', 'W5 2UB', 'E09000009']) {
      assert.ok(!record?.facts.includes(told), told);
    }
    assert.equal(record?.parties, 'luton-hv');
  });

  test('A17 a baby born into a family whose address is sealed is sealed from its first instant, however the message came to a team', async () => {
    const refuge = {
      lines: ['17 Hollyhock Refuge'],
      postcode: 'LU1 2AB',
      areaCode: 'E06000032',
      temporary: true,
      sealed: true,
      from: '2026-01-05',
    };
    await world.take(world.file('b.csv', unborn));
    const [elder] = await children();
    assert.ok(elder);
    const birth = { type: 'record-birth', bornOn: '2025-10-31', givenName: 'Elder' } as const;
    await does('shanice-brown', elder.person_id, {
      ...birth,
      familyName: 'Fenwick',
      nhsNumber: '9990011060',
    });
    await does('shanice-brown', elder.person_id, { type: 'record-address', address: refuge, why: 'Fled' });
    assert.deepEqual(table(await world.take(`${samples}birth.xml`)), [['birth.xml', 'taken-on']]);
    const [baby] = await world.ask<{ sealed: boolean; postcode: string | null; facts: string }>(
      `select sealed, postcode, (select string_agg(data::text, ' ') from fact where fact.person_id = child.person_id) as facts
       from child where nhs_number = '9990011044'`,
    );
    assert.deepEqual([baby?.sealed, baby?.postcode], [true, null]);
    assert.match(baby?.facts ?? '', /The address of this family is sealed/);
  });

  test('a death stops the record that is in care, whichever of two with the same number was ended as a duplicate', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(dying))));
    const [first] = await children();
    assert.ok(first);
    // By their ids the ended record comes first and the one that lives on after it.
    const second = 'ffffffff-ffff-4fff-bfff-ffffffffffff';
    const identity = {
      givenName: 'Tam',
      familyName: 'Sample',
      bornOn: '2024-09-09',
      expectedOn: null,
      nhsNumber: null,
      familyId: null,
      mother: null,
    };
    await does(
      'amara-osei',
      second,
      takesChildOn(null, 'luton-hv', identity, { reason: 'arrival-without-sender' }),
    );
    await does('grace-adeyemi', first.person_id, {
      type: 'end',
      reason: 'duplicate',
      confirmedBy: 'Grace Adeyemi',
      detail: 'Entered twice',
      duplicateOf: second,
    });
    const known = { ...identity, nhsNumber: '9990011052' };
    await does('amara-osei', second, { type: 'record-identity', identity: known, why: 'From the red book' });
    assert.deepEqual(table(await world.take(`${samples}death-formal.xml`)), [
      ['death-formal.xml', 'quarantined: needs-confirmation'],
    ]);
    assert.deepEqual(
      await world.ask(
        "select care_status, state #>> '{stopped,why}' as why from child join child_state using (person_id) order by 1",
      ),
      [
        { care_status: 'ended', why: null },
        { care_status: 'in-care', why: 'child-died' },
      ],
    );
  });

  test('a stillbirth stops the schedules of the one pregnancy of that mother, registers nobody and waits for a person (A13)', async () => {
    await world.take(world.file('b.csv', unborn));
    const stillborn = sample('birth.xml').replace(
      '<coding><code value="1"/><display value="Live"/>',
      '<coding><code value="2"/>',
    );
    assert.deepEqual(table(await world.take(world.file('stillborn.xml', stillborn))), [
      ['stillborn.xml', 'quarantined: birth-and-death'],
    ]);
    assert.deepEqual(await stopped(), { why: 'stillborn', owed: ['confirm-end'], care_status: 'in-care' });
    assert.deepEqual(await world.ask('select count(*)::int as n from child'), [{ n: 1 }]);
  });

  test('with one identifier and two contents: the second waits for a person', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(orla))));
    await world.take(`${samples}change-of-gp.xml`);
    const other = sample('change-of-gp.xml').replace('Invented Surgery', 'Another Surgery');
    assert.deepEqual(table(await world.take(world.file('other.xml', other))), [
      ['other.xml', 'quarantined: same-id-other-content'],
    ]);
  });

  test('in UTF-16, or with a sign that no database keeps, waits for a person and keeps none of the others back (P11)', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(orla))));
    const gp = sample('change-of-gp.xml');
    const restricted = sample('patient-restricted.json');
    const patient = sample('patient.json');
    const files = {
      'utf-16.xml': Buffer.from(gp, 'utf16le'),
      'utf-16.json': Buffer.from(restricted, 'utf16le'),
      'null.xml': gp.replace('Invented Surgery', 'Invented&#0; Surgery'),
      'half.xml': gp.replace('Invented Surgery', 'Invented&#xD83D; Surgery'),
      'null.json': patient.replace(/"family": ?"/, '$&\\u0000'),
      'half.json': patient.replace(/"family": ?"/, '$&\\ud83d'),
      'endless.json': '{"much": 1e999999}',
      'deep.json': `{"deep": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    };
    for (const [name, content] of Object.entries(files))
      writeFileSync(path.join(world.folder, name), content);
    const paths = Object.keys(files).map((name) => path.join(world.folder, name));
    const results = await world.take(...paths, `${samples}change-of-gp.xml`);
    assert.deepEqual(
      new Map(table(results)),
      new Map([
        ...Object.keys(files).map((name) => [name, 'quarantined: malformed'] as const),
        ['change-of-gp.xml', 'recorded'],
      ]),
    );
    const [item] = await world.ask<{ content: string }>(
      `select content from quarantine where file_name = 'utf-16.json'`,
    );
    assert.match(item?.content ?? '', /^Not shown, because it may be restricted/);
  });

  test('that is too long to be shown whole is not shown: what stands behind may restrict it (P11)', async () => {
    const long = `{"address": "9 Hidden Way", "more": "${'x'.repeat(150_000)}"`;
    assert.deepEqual(table(await world.take(world.file('long.json', long))), [
      ['long.json', 'quarantined: malformed'],
    ]);
    const [item] = await world.ask<{ content: string }>('select content from quarantine');
    assert.match(item?.content ?? '', /^Not shown, because it is too long\. It came in the file long\.json/);
  });

  test('a file that is larger than any message is said to be none, and the others are taken in', async () => {
    await world.take(world.file('a.csv', caseloadWith(rowOf(orla))));
    const huge = world.file('huge.json', '');
    truncateSync(huge, 3 * 2 ** 30);
    const results = await world.take(huge, `${samples}change-of-gp.xml`);
    assert.deepEqual(
      results.map(({ file, outcome }) => [file, outcome]),
      [
        ['huge.json', 'unreadable'],
        ['change-of-gp.xml', 'recorded'],
      ],
    );
    assert.match(results[0]?.says ?? '', /It has 3072 MB/);
    rmSync(huge);
  });
});

const fixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));
const absent = existsSync(fixtures) ? false : 'the example files of others are not beside the checkout';

describe('the example files of others', { skip: absent }, () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world?.close());

  const mayBegin = { child: '; a person may take the child on', client: '; a person may refer her' };

  /** What the items of quarantine offer, by the file that each came in. */
  async function begunFrom(): Promise<ReadonlyMap<string, string>> {
    const items = await world.ask<{ file_name: string; reason: QuarantineReason; content: string }>(
      'select file_name, reason, content from quarantine',
    );
    return new Map(
      items.flatMap(({ file_name, reason, content }) => {
        const message = messageIn({ content });
        const as = message && newcomerIn({ reason, message }, londonDate(testNow));
        return as ? [[path.basename(file_name), mayBegin[as]] as const] : [];
      }),
    );
  }

  test('each come to what the table says, and the second time to nothing', async () => {
    const folders = [`${fixtures}nems`, `${fixtures}pds`];
    const results = await world.take(...folders);
    const begun = await begunFrom();
    const got = Object.fromEntries(
      table(results)
        .map(([file, outcome]) => [file, `${outcome}${begun.get(path.basename(file)) ?? ''}`] as const)
        .toSorted(),
    );
    const { expectedOfOthers } = await import('./expected-of-others.ts');
    assert.deepEqual(got, expectedOfOthers);
    assert.equal(
      (await world.tableCounts()).child,
      Object.values(expectedOfOthers).filter((outcome) => outcome === 'taken-on').length,
    );
    const counted = await world.tableCounts();
    const again = await world.take(...folders);
    assert.deepEqual(
      again.filter(({ outcome }) => outcome !== 'repeated'),
      [],
    );
    assert.deepEqual(await world.tableCounts(), counted);
  });

  test('open an enquiry on both sides for a child in care, once', async () => {
    await world.forget();
    const child = rowOf({
      nhs_number: '9912003888',
      address_line: '1 Invented Row',
      postcode: 'LU1 2AB',
      date_of_birth: '2019-10-02',
    });
    await world.take(world.file('known.csv', caseloadWith(child)));
    const results = await world.take(
      `${fixtures}nems/PDS-Change-Of-Address-ems-example.xml`,
      `${fixtures}nems/PDS-Change-Of-GP-ems-example.xml`,
    );
    assert.deepEqual(new Map(table(results)).get('PDS-Change-Of-Address-ems-example.xml'), 'enquiry');
    const [{ open } = { open: -1 }] = await world.ask<{ open: number }>(
      `select json_array_length(state -> 'enquiries') as open from child_state`,
    );
    assert.equal(open, 1);
    const counted = await world.tableCounts();
    await world.take(`${fixtures}nems`);
    const again = await world.take(`${fixtures}nems`);
    assert.deepEqual(new Set(again.map(({ outcome }) => outcome)), new Set(['repeated']));
    assert.equal((await world.tableCounts()).child, counted.child);
  });
});
