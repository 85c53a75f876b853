import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { QuarantineDecision } from '../../src/application/import/decision.ts';
import { teamLetter } from '../../src/jobs/letters.ts';
import { writeTeamMail } from '../../src/postgres/notices.ts';
import { caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';
import { settleAs } from './settling.ts';
import { testNow } from './test-now.ts';

const samples = fileURLToPath(new URL('../../src/fhir/samples/', import.meta.url));

describe('what was put aside', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  beforeEach(() => world.forget());
  after(() => world.close());

  /** The first open item of those kept for that reason. */
  async function settle(decision: QuarantineDecision, by = 'grace-adeyemi', reason = '%') {
    const [item] = await world.ask<{ id: string }>(
      'select quarantine_id as id from quarantine where reason like $1 order by settled_at nulls first, received_at',
      [reason],
    );
    return settleAs(world.pools.app, item?.id ?? '', decision, by);
  }
  const dying = rowOf({ nhs_number: '9990011052', date_of_birth: '2024-09-09' });

  test('a death ends accountability only by the person who confirms it, and its reversal restores the holder', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)), `${samples}death-formal.xml`);
    const status = async () =>
      (await world.ask<{ care_status: string }>('select care_status from child'))[0]?.care_status;
    const confirmed = {
      settlement: 'confirmed',
      confirmedBy: 'Dr Sample, hospital',
      note: 'Rang the ward',
    } as const;
    assert.equal((await settle(confirmed, 'amara-osei')).kind, 'refused');
    assert.equal(await status(), 'in-care');
    assert.equal((await settle(confirmed)).kind, 'settled');
    assert.equal(await status(), 'ended');
    assert.deepEqual(await world.ask('select settled_by, settlement from quarantine'), [
      { settled_by: 'grace-adeyemi', settlement: 'confirmed' },
    ]);
    await world.take(`${samples}death-removed.xml`);
    assert.equal((await settle({ ...confirmed, note: 'The registry took it back' })).kind, 'settled');
    assert.equal(await status(), 'in-care');
  });

  test('a death that nobody confirmed is taken back by the message alone, and the mail about it says nothing else meanwhile', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)));
    await world.ask(
      `insert into notice (team_id, for_lead, person_id, code, created_at)
       select 'luton-hv', false, person_id, 'overdue/0/review', now() from child returning 1`,
    );
    const shown = () =>
      world.ask<{ code: string }>('select code from notice where not hushed(person_id, code) order by code');
    assert.deepEqual(await shown(), [{ code: 'overdue/0/review' }]);
    await world.take(`${samples}death-formal.xml`);
    assert.deepEqual(await shown(), [{ code: 'SchedulesStopped' }]);
    await writeTeamMail(world.pools.admin, testNow, (box) => teamLetter(box, 'https://handhold.example'));
    const [mail] = await world.ask<{ body: string }>("select body from mail where team_id = 'luton-hv'");
    assert.match(mail?.body ?? '', /A loss or a death was reported/);
    assert.doesNotMatch(mail?.body ?? '', /Overdue|review that is due/);
    await world.take(`${samples}death-removed.xml`);
    assert.deepEqual(
      (await shown()).map(({ code }) => code),
      ['SchedulesResumed', 'SchedulesStopped', 'overdue/0/review'],
    );
  });

  const changedAt = (sample: string, day: string) =>
    readFileSync(`${samples}${sample}`, 'utf8')
      .replace(/<lastUpdated value="[^"]+"/, `<lastUpdated value="${day}T10:00:00+00:00"`)
      .replaceAll('a1000000', day.replaceAll('-', ''));
  const stoppedNow = async () =>
    (await world.ask<{ why: string | null }>("select state #>> '{stopped,why}' as why from child_state"))[0]
      ?.why;

  test('A40 a removal that is older than the death that waits to be confirmed undoes nothing', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)));
    await world.take(world.file('formal.xml', changedAt('death-formal.xml', '2026-11-10')));
    const [older] = await world.take(world.file('older.xml', changedAt('death-removed.xml', '2026-11-05')));
    assert.deepEqual([older?.outcome, older?.reason], ['quarantined', 'older-than-known']);
    assert.equal(await stoppedNow(), 'child-died');
    const [newer] = await world.take(world.file('newer.xml', changedAt('death-removed.xml', '2026-11-12')));
    assert.equal(newer?.outcome, 'recorded');
    assert.equal(await stoppedNow(), null);
  });

  const items = () =>
    world.ask<{ settlement: string | null; settled_by: string | null }>(
      'select settlement, settled_by from quarantine order by received_at',
    );

  test('A14 what takes a death back settles its item, which ends no child any more and owes nothing', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)), `${samples}death-formal.xml`);
    assert.deepEqual(await items(), [{ settlement: null, settled_by: null }]);
    await world.take(`${samples}death-removed.xml`);
    assert.deepEqual(await items(), [{ settlement: 'taken-back', settled_by: 'handhold' }]);
    const confirmed = { settlement: 'confirmed', confirmedBy: 'Dr Sample', note: 'From the list' } as const;
    const outcome = await settle(confirmed, 'grace-adeyemi', 'needs-confirmation');
    assert.match(outcome.says, /settled this item already/);
    assert.deepEqual(await world.ask('select care_status from child'), [{ care_status: 'in-care' }]);
  });

  test('A14 a death that a person took back on the child’s page is not confirmed from its old message', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)), `${samples}death-formal.xml`);
    await world.ask(`update child_state set state = jsonb_set(state::jsonb, '{stopped}', 'null')`);
    const confirmed = { settlement: 'confirmed', confirmedBy: 'Dr Sample', note: 'From the list' } as const;
    const outcome = await settle(confirmed, 'grace-adeyemi', 'needs-confirmation');
    assert.match(outcome.kind === 'refused' ? outcome.says : '', /taken back since/);
    assert.deepEqual(await world.ask('select care_status from child'), [{ care_status: 'in-care' }]);
    assert.equal(
      (await settle({ settlement: 'duplicate', note: 'Taken back' }, 'grace-adeyemi')).kind,
      'settled',
    );
  });

  test('a removal that is older than the death settles nothing of it', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)));
    await world.take(world.file('formal.xml', changedAt('death-formal.xml', '2026-11-10')));
    await world.take(world.file('older.xml', changedAt('death-removed.xml', '2026-11-05')));
    assert.equal((await items())[0]?.settlement, null);
  });

  test('a mother’s death that is taken back leaves one item: that a person looks at her children', async () => {
    const hers = { mother_name: 'Nia Fenwick', mother_nhs_number: '9990011036' };
    await world.take(world.file('m.csv', caseloadWith(rowOf(hers))));
    for (const [name, day] of [
      ['death-formal.xml', '2026-11-10'],
      ['death-removed.xml', '2026-11-12'],
    ] as const)
      await world.take(world.file(name, changedAt(name, day).replaceAll('9990011052', '9990011036')));
    assert.deepEqual(
      (await items()).map(({ settlement }) => settlement),
      ['taken-back', null],
    );
  });

  test('of one death come several messages: whoever confirms one has answered those before it, and a later one is known', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)));
    await world.take(world.file('one.xml', changedAt('death-informal.xml', '2026-11-10')));
    await world.take(world.file('two.xml', changedAt('death-formal.xml', '2026-11-11')));
    await world.take(world.file('three.xml', changedAt('death-formal.xml', '2026-11-12')));
    const [, second] = await world.ask<{ id: string }>(
      'select quarantine_id as id from quarantine order by received_at',
    );
    await world.ask(
      'update quarantine set received_at = received_at - interval $$1 hour$$ where quarantine_id = $1',
      [second?.id],
    );
    const confirmed = { settlement: 'confirmed', confirmedBy: 'Dr Sample', note: 'Rang the ward' } as const;
    assert.equal((await settle(confirmed)).kind, 'settled');
    assert.deepEqual((await items()).map(({ settlement }) => settlement).sort(), [
      'confirmed',
      'confirmed',
      null,
    ]);
    const last = await settle(confirmed);
    assert.deepEqual([last.kind, /ended already/.test(last.says)], ['settled', true]);
    assert.deepEqual(await world.ask('select care_status from child'), [{ care_status: 'ended' }]);
  });

  test('a row put right is taken in; one still wrong stays', async () => {
    await world.take(world.file('b.csv', caseloadWith(rowOf({ nhs_number: '9990011029' }))));
    const correct = (nhs_number: string) =>
      ({
        settlement: 'import-after-correction',
        corrections: { nhs_number },
        note: 'The mother read it out',
      }) as const;
    assert.equal((await settle(correct('9990011030'))).kind, 'refused');
    assert.equal((await settle(correct('9990011028'))).kind, 'settled');
    assert.deepEqual(await world.ask('select nhs_number, holder_team from child'), [
      { nhs_number: '9990011028', holder_team: 'luton-hv' },
    ]);
    assert.equal((await settle(correct('9990011028'))).kind, 'refused');
  });

  const waiting = () =>
    world.ask<{ reason: string; team_id: string | null; kind: string }>(
      'select reason, team_id, kind from quarantine where settled_at is null',
    );
  const mistyped = () =>
    world.file(
      'mistyped.xml',
      readFileSync(`${samples}death-formal.xml`, 'utf8').replaceAll('9990011052', '9990011053'),
    );
  const right = (corrections: Readonly<Record<string, string>>) =>
    ({ settlement: 'import-after-correction', corrections, note: 'The ward read it out' }) as const;

  test('A14 a death put right stops the child, and waits to be confirmed as an item of its own', async () => {
    await world.take(world.file('a.csv', caseloadWith(dying)), mistyped());
    const outcome = await settle(right({ nhsNumber: '9990011052' }));
    assert.equal(outcome.kind, 'settled', outcome.says);
    assert.match(outcome.says, /a named person confirms it. It waits as an item of its own/);
    assert.equal(await stoppedNow(), 'child-died');
    assert.deepEqual(await waiting(), [
      { reason: 'needs-confirmation', team_id: 'luton-hv', kind: 'settle-death' },
    ]);
    const confirmed = { settlement: 'confirmed', confirmedBy: 'Dr Sample', note: 'Rang the ward' } as const;
    assert.equal((await settle(confirmed)).kind, 'settled');
    assert.deepEqual(await world.ask('select care_status from child'), [{ care_status: 'ended' }]);
    assert.deepEqual(await waiting(), []);
  });

  test('put right to a child of another team it acts on nothing, and is sent on to that team, which takes it in', async () => {
    const there = rowOf({ nhs_number: '9990011052', date_of_birth: '2024-09-09', team_id: 'ealing-hv' });
    await world.take(world.file('a.csv', caseloadWith(there)), mistyped());
    const outcome = await settle(right({ nhsNumber: '9990011052' }));
    assert.match(outcome.says, /Sent on to Ealing health visiting/);
    assert.equal(await stoppedNow(), null);
    assert.deepEqual(await waiting(), [{ reason: 'sent-on', team_id: 'ealing-hv', kind: 'settle-death' }]);
    assert.equal((await settle(right({}), 'samira-haddad')).kind, 'settled');
    assert.equal(await stoppedNow(), 'child-died');
  });

  test('a line put right to another team is that team’s to take in: it is held by nobody who did not take it', async () => {
    await world.take(world.file('b.csv', caseloadWith(rowOf({ nhs_number: '9990011029' }))));
    const cells = { nhs_number: '9990011028', team_id: 'ealing-hv', practitioner_id: 'kate-brennan' };
    assert.match((await settle(right(cells))).says, /Sent on to Ealing health visiting/);
    assert.deepEqual(await world.ask('select person_id from child'), []);
    assert.deepEqual(await waiting(), [{ reason: 'sent-on', team_id: 'ealing-hv', kind: 'settle-row' }]);
    assert.equal((await settle(right({}), 'samira-haddad')).kind, 'settled');
    assert.deepEqual(await world.ask('select nhs_number, holder_team from child'), [
      { nhs_number: '9990011028', holder_team: 'ealing-hv' },
    ]);
  });

  test('what somebody has dealt with by hand, where no record tells it, is settled by a true word', async () => {
    await world.take(`${samples}change-of-gp.xml`);
    const dealt = { settlement: 'dealt-with', note: 'Recorded on the sister’s page' } as const;
    assert.equal((await settle(dealt)).kind, 'settled');
    assert.deepEqual(await world.ask('select settlement from quarantine'), [{ settlement: 'dealt-with' }]);
  });

  test('a message with the right number is taken in', async () => {
    await world.take(
      `${samples}change-of-gp.xml`,
      world.file('c.csv', caseloadWith(rowOf({ nhs_number: '9990011044', date_of_birth: '2025-02-11' }))),
    );
    for (const dateOfBirth of ['11/02/25', '31/02/2025', 'soon']) {
      const corrections = { nhsNumber: '9990011044', dateOfBirth };
      const wrong = await settle({ settlement: 'import-after-correction', corrections, note: 'As typed' });
      assert.deepEqual([wrong.kind, /That is not a day/.test(wrong.says)], ['refused', true], dateOfBirth);
    }
    const outcome = await settle({
      settlement: 'import-after-correction',
      corrections: { nhsNumber: '9990011044', dateOfBirth: '11/2/2025' },
      note: 'The surgery mixed up sisters',
    });
    assert.equal(outcome.kind, 'settled', outcome.says);
    assert.deepEqual(await world.ask("select state #>> '{gp,odsCode}' as gp from child_state"), [
      { gp: 'Z99001' },
    ]);
  });

  test('A19 a birth that may be of the child without a number: a person who has looked says that it is the twin, which joins the same holder', async () => {
    const first = rowOf({
      given_name: 'Zoë',
      date_of_birth: '2026-03-03',
      mother_name: 'Nia Fenwick',
      mother_nhs_number: '9990011036',
      practitioner_id: 'amara-osei',
    });
    await world.take(world.file('a.csv', caseloadWith(first)), `${samples}birth.xml`);
    const twin = { settlement: 'import-after-correction', corrections: {}, note: 'Two were born' } as const;
    const outcome = await settle(twin, 'grace-adeyemi', 'perhaps-known');
    assert.equal(outcome.kind, 'settled', outcome.says);
    assert.deepEqual(
      await world.ask('select nhs_number, holder_practitioner from child order by nhs_number nulls first'),
      [
        { nhs_number: null, holder_practitioner: 'amara-osei' },
        { nhs_number: '9990011044', holder_practitioner: 'amara-osei' },
      ],
    );
  });

  test('A19 the number recorded on the child of whom it is: the message tells nothing new', async () => {
    const born = { given_name: 'Zoë', date_of_birth: '2026-03-03' };
    const first = rowOf({ ...born, mother_nhs_number: '9990011036', mother_name: 'Nia' });
    await world.take(world.file('a.csv', caseloadWith(first)), `${samples}birth.xml`);
    await world.ask("update child set nhs_number = '9990011044'");
    const same = { settlement: 'import-after-correction', corrections: {}, note: 'Her number now' } as const;
    const outcome = await settle(same, 'grace-adeyemi', 'perhaps-known');
    assert.match(outcome.says, /known already/);
    assert.equal((await world.tableCounts()).child, 1);
  });

  /** Lines of children who are not born yet, each of a team, with its mother’s number and its expected day. */
  const unborn = (...lines: readonly (readonly [team: string, number: string, expectedOn: string])[]) =>
    [
      'nhs_number,given_name,family_name,date_of_birth,expected_date_of_delivery,postcode,team_id,mother_name,mother_nhs_number',
      ...lines.map(([team, number, on]) => `,,Fenwick,,${on},LU1 2AB,${team},Nia Fenwick,${number}`),
    ].join('\n');

  test('A43 of a pregnancy that another team follows no second record is made, whoever says so (P1)', async () => {
    const first = ['luton-hv', '9990011036', '2027-02-01'] as const;
    const again = ['ealing-hv', '9990011036', '2027-02-03'] as const;
    const another = ['ealing-hv', '9990011028', '2027-02-03'] as const;
    const [taken] = await world.take(world.file('unborn.csv', unborn(first, again, another)));
    assert.deepEqual(taken?.counts, { 'taken on': 2, quarantined: 1 });
    const [item] = await world.ask<{ reason: string; says: string }>('select reason, says from quarantine');
    assert.equal(item?.reason, 'perhaps-known');
    assert.match(
      item?.says ?? '',
      /one pregnancy has one record \(Luton health visiting\)\..*settle this as known/,
    );
    const takeIn = (corrections: Readonly<Record<string, string>>) =>
      settle({ settlement: 'import-after-correction', corrections, note: 'Looked at' }, 'deborah-quill');
    const refused = await takeIn({});
    assert.deepEqual([refused.kind, /one pregnancy has one record/.test(refused.says)], ['refused', true]);
    const nowhere = await takeIn({ mothers_number: '9990011044' });
    assert.deepEqual([nowhere.kind, /“mothers number” is no column/.test(nowhere.says)], ['refused', true]);
    assert.equal((await world.tableCounts()).child, 2);
    assert.equal((await takeIn({ mother_nhs_number: '9990011044' })).kind, 'settled');
    assert.equal((await world.tableCounts()).child, 3);
    // In a later file it is met as well; of a sealed one no team is told.
    await world.ask("update child_state set state = jsonb_set(state::jsonb, '{address,sealed}', 'true')");
    await world.take(world.file('later.csv', unborn(['hf-hv', '9990011036', '2027-01-20'])));
    const [later] = await world.ask<{ says: string }>(
      "select says from quarantine where file_name = 'later.csv'",
    );
    assert.match(later?.says ?? '', /one pregnancy has one record\. Ring/);
    assert.equal(
      (await settle({ settlement: 'duplicate', note: 'The same' }, 'fiona-drake')).kind,
      'settled',
    );
    assert.equal((await world.tableCounts()).child, 3);
  });

  test('a row that is put right joins a family that is sealed, and one that is sealed seals it (P7, P11)', async () => {
    const columns =
      'nhs_number,given_name,family_name,date_of_birth,postcode,address_sealed,team_id,mother_nhs_number';
    const line = (number: string, given: string, sealed: string) =>
      `${number},${given},Tansy,2024-03-31,LU1 2AB,${sealed},luton-hv,9990011036`;
    const file = (...lines: readonly string[]) => `${[columns, ...lines].join('\n')}\n`;
    const sealed = () =>
      world.ask<{ name: string }>(
        'select given_name as name from child where sealed and postcode is null order by 1',
      );
    const right = (nhs_number: string) =>
      ({ settlement: 'import-after-correction', corrections: { nhs_number }, note: 'Read out' }) as const;
    await world.take(
      world.file('open.csv', file(line('9990011028', 'Ada', ''), line('9990011030', 'Ben', 'yes'))),
    );
    assert.deepEqual(await sealed(), [], 'the sealed line is mistyped and waits');
    // The item is kept without its place, because it is sealed, and whatever is corrected it stays sealed.
    assert.equal((await settle(right('9990011044'))).kind, 'settled');
    assert.deepEqual(
      (await sealed()).map(({ name }) => name),
      ['Ada', 'Ben'],
    );
    await world.take(world.file('more.csv', file(line('9990011031', 'Cleo', ''))));
    assert.equal((await settle(right('9990011052'))).kind, 'settled');
    assert.deepEqual(
      (await sealed()).map(({ name }) => name),
      ['Ada', 'Ben', 'Cleo'],
    );
  });

  test('a message about a restricted address that a person confirms opens nothing: what it sealed stays sealed (P11)', async () => {
    const known = rowOf({ nhs_number: '9990011052', date_of_birth: '2024-09-09', postcode: 'LU1 2AB' });
    await world.take(world.file('a.csv', caseloadWith(known)), `${samples}patient-restricted.json`);
    const before = await world.ask('select sealed, postcode from child');
    assert.deepEqual(before, [{ sealed: true, postcode: null }]);
    const confirmed = {
      settlement: 'confirmed',
      confirmedBy: 'Grace Adeyemi',
      note: 'Rang the mother',
    } as const;
    const outcome = await settle(confirmed, 'grace-adeyemi', 'restricted');
    assert.match(outcome.kind === 'settled' ? outcome.says : '', /stays sealed until it is opened/);
    assert.deepEqual(await world.ask('select sealed, postcode from child'), before);
    assert.deepEqual(
      await world.ask("select settlement, settled_by from quarantine where reason = 'restricted'"),
      [{ settlement: 'confirmed', settled_by: 'grace-adeyemi' }],
    );
  });

  test('without a reason nothing is settled, and nothing is ever deleted', async () => {
    await world.take(`${samples}change-of-gp.xml`);
    assert.equal((await settle({ settlement: 'not-ours', note: ' ' })).kind, 'refused');
    assert.equal((await settle({ settlement: 'not-ours', note: 'Lives abroad' })).kind, 'settled');
    assert.equal((await world.tableCounts()).quarantine, 1);
  });
});
