import assert from 'node:assert/strict';
import { issue as issueTo } from '../../src/application/command.ts';
import { addDays } from '../../src/domain/calendar/time.ts';
import { networkHoldingDeskId } from '../../src/domain/directory/directory.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import type { Identity } from '../../src/domain/responsibility/facts.ts';
import { takesChildOn } from '../children.ts';
import { calm, scenario } from '../world.ts';

/** The expected day of an unborn child passes, whoever answers for the child. */

const unborn = { identity: { bornOn: null, expectedOn: '2026-12-20', givenName: '' } } as const;
const bornNow = { type: 'record-birth', givenName: 'Robin', familyName: 'Hartley', nhsNumber: null } as const;

scenario(
  'A8 With health visiting the expected day passes: two weeks later somebody says what became of the pregnancy',
  async ({ given, when, then, clock, sweeps }) => {
    await given.aChildHeldBy('amara-osei', unborn);
    await when('amara-osei').does({
      type: 'record-review',
      code: 'antenatal',
      outcome: 'done',
      on: clock.today(),
      by: 'Amara Osei',
      childSeen: false,
      note: '',
    });
    const { dueOn, column } = await then.owes('tell-birth', 'luton-hv');
    assert.deepEqual([dueOn, column], ['2027-01-03', 'heightened']);
    clock.passes({ days: 400 });
    await sweeps();
    await then.raisedAre('tell-birth', 'luton-hv', [0, 1, 2, 3, 4]);
    await when('amara-osei').does({ ...bornNow, bornOn: '2026-12-22' });
    await then.owesNot('tell-birth');
    await then.owes('review', 'luton-hv');
  },
);

scenario(
  'A8 An unborn child without an expected day is asked about too, two weeks after it became known',
  async (world) => {
    const { given, then, clock } = world;
    await given.aChildHeldBy('amara-osei', { identity: { ...unborn.identity, expectedOn: null } });
    assert.equal((await then.owes('tell-birth', 'luton-hv')).dueOn, addDays(clock.today(), 14));
  },
);

scenario(
  'A8, A12 She leaves the programme while she is pregnant: whoever answers for the child owes the birth, the site and then health visiting',
  async (world) => {
    const { given, when, then, clients } = world;
    await given.aClientOf('shanice-brown', { expectedIn: 60 });
    const [child] = await clients.children();
    assert.ok(child);
    world.about(child);
    await then.owesNot('tell-birth');
    await then.clientOwes('tell-birth', 'luton-fnp');
    await when('moira-kettle').endsTheProgramme('withdrew');
    await then.clientOwesNot('tell-birth');
    await then.owes('tell-birth', 'luton-fnp');
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    await when('amara-osei').seesTheChild();
    await then.holderIs('luton-hv');
    await then.owes('tell-birth', 'luton-hv');
    await then.owesNotBy('tell-birth', 'luton-fnp');
  },
);

scenario(
  'A8 A pause does not stop the question what became of the pregnancy',
  async ({ given, when, then }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 20 });
    await when('moira-kettle').pauses();
    await then.clientOwes('tell-birth', 'luton-fnp');
  },
);

scenario(
  'A14 The mother dies while her pregnancy is on its way from one health visiting team to another: both know at once, and nothing is sent until somebody says what became of the child',
  async ({ given, when, tries, then, clock, state, ledger, about }) => {
    const child = await given.aChildHeldBy('amara-osei', unborn);
    about(child);
    await when('amara-osei').offers('ealing-hv');
    const died = () =>
      ({ type: 'record-mother-death', on: clock.today(), says: 'The hospital rang' }) as const;
    await tries('kate-brennan').does(died());
    then.refused('not-allowed', /accepted/);
    await when('amara-osei').does(died());
    await then.told('ealing-hv', 'MotherDeathRecorded');
    await then.told('ealing-hv', 'SchedulesStopped');
    const owed = async () => Object.values((await state()).deadlines).map(({ kind }) => kind);
    assert.deepEqual(await owed(), ['confirm-end']);
    const [row] = (await ledger.tables(child.personId))?.handovers ?? [];
    assert.equal(row?.state, 'withdrawn', 'it is on nobody’s list');
    const alive = { type: 'take-back-mother-death', says: 'Another woman of that name' } as const;
    await when('amara-osei').does(alive);
    await then.told('ealing-hv', 'MotherDeathTakenBack');
    assert.deepEqual(await owed(), ['confirm-end'], 'a lead lets the schedules go on');
    await when('grace-adeyemi').does({ type: 'resume-schedules', says: 'Another woman of that name' });
    await when('amara-osei').does(died());
    await when('grace-adeyemi').does(alive);
    assert.ok((await owed()).includes('acknowledge'));

    await when('amara-osei').does(died());
    await when('grace-adeyemi').does({ type: 'resume-schedules', says: 'The child was born' });
    await when('amara-osei').does({ ...bornNow, bornOn: clock.today() });
    await then.owes('name-carer', 'luton-hv');
    await then.owes('acknowledge', 'ealing-hv');
  },
);

scenario(
  'A14 The mother of a child that is on its way dies: the other side is told at once, and the child’s own visits go on',
  async ({ given, when, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei');
    await when('amara-osei').offers('ealing-hv');
    await when('amara-osei').does({
      type: 'record-mother-death',
      on: clock.today(),
      says: 'The hospital rang',
    });
    await then.told('ealing-hv', 'MotherDeathRecorded');
    assert.equal((await state()).stopped, null);
    await then.owes('acknowledge', 'ealing-hv');
    await then.owes('name-carer', 'luton-hv');
  },
);

scenario(
  'A14 The mother’s death told on the page of a child of the programme that is not born: nothing is sent, and the birth lets its schedules go on',
  async ({ given, when, then, clock, state }) => {
    const client = await given.aClientOf('shanice-brown', { expectedIn: 5 });
    await when('shanice-brown').does({
      type: 'record-mother-death',
      on: clock.today(),
      says: 'The hospital rang',
    });
    assert.equal((await state()).stopped?.why, 'mother-died');
    await then.clientOwes('confirm-end', 'luton-fnp');
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    assert.equal((await state()).stopped, null);
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await then.childrenDidAll();
    assert.equal((await state()).programme?.left?.door, 'mother-died');
  },
);

scenario(
  'A14 Told on the page of an unborn child first and recorded in her own record then: it goes on by her record alone, its clock as it was',
  async ({ given, when, tries, then, clock, state }) => {
    const client = await given.aClientOf('shanice-brown', { expectedIn: 5 });
    await when('shanice-brown').does({
      type: 'record-mother-death',
      on: clock.today(),
      says: 'The hospital rang',
    });
    const { dueAt } = await then.owes('confirm-end', 'luton-fnp');
    clock.passes({ days: 2 });
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await then.childrenDidAll();
    assert.equal((await then.owes('confirm-end', 'luton-fnp')).dueAt, dueAt);
    await tries('moira-kettle').does({ type: 'resume-schedules', says: 'The child lives' });
    then.refused('loss-on-client');
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    assert.equal((await state()).stopped, null);
    assert.equal((await state()).programme?.left?.door, 'mother-died');
  },
);

scenario(
  'A45 In the hospital of another area: the team that visits there meanwhile is told at once, of a loss too, and when the child is home',
  async ({ given, when, then, clock, ledger, about, state }) => {
    const child = await given.aChildHeldBy('amara-osei');
    about(child);
    await when('amara-osei').does({
      type: 'record-admission',
      admissionId: 'c6b0bd15-6ef3-4c19-9d4c-1f8a5e6f0a45',
      kind: 'hospital',
      where: 'Ealing Hospital',
      from: clock.today(),
      coverTeamId: 'ealing-hv',
    });
    await then.told('ealing-hv', 'AdmissionRecorded');
    assert.equal(
      (await ledger.tables(child.personId))?.access['ealing-hv'],
      'covering',
      'it stands on their list',
    );
    await when('amara-osei').does({ type: 'stop-schedules', why: 'child-died', says: 'The ward rang' });
    await then.told('ealing-hv', 'SchedulesStopped');
    await when('grace-adeyemi').does({ type: 'resume-schedules', says: 'Another child' });
    await when('amara-osei').does({
      type: 'record-discharge',
      on: clock.today(),
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    });
    await then.told('ealing-hv', 'DischargeRecorded');
    assert.equal((await state()).care.status, 'in-care');
  },
);

/** Entered by hand by the nurse of their mother. */
const secondTwin = (mother: Identity['mother'], bornOn: string) =>
  takesChildOn('amara-osei', 'luton-hv', { givenName: 'Rowan', familyName: 'Hartley', bornOn, mother });

scenario(
  'A10 The second twin is entered by hand while the handover of the pregnancy is on its way: it has one of its own to the same desk, prepared once',
  async ({ given, when, then, clock, issue, state, about }) => {
    const mother = { name: 'Tess Hartley', nhsNumber: nthTestNumber(9741), bornOn: null };
    const expected = { ...unborn.identity, expectedOn: '2026-12-01', mother };
    await given.aChildHeldBy('amara-osei', { identity: expected });
    await when('amara-osei').offers('ealing-hv');
    clock.passes({ days: 8 });
    await when('amara-osei').does({ ...bornNow, bornOn: clock.today() });
    const takesOn = (bornOn: string) => secondTwin(mother, bornOn);
    const twin = { personId: '7b0f5a34-8f0e-4d53-9f0e-0d4b6f9f0a10', name: 'Rowan' };
    const commandId = '0e0f5a34-8f0e-4d53-9f0e-0d4b6f9f0a10';
    const first = await issue('amara-osei', takesOn(clock.today()), {
      child: twin,
      commandId,
      expectedVersion: 0,
    });
    assert.equal(first.kind, 'done');
    const again = await issue('amara-osei', takesOn(clock.today()), {
      child: twin,
      commandId,
      expectedVersion: 0,
    });
    assert.equal(again.kind, 'repeated');
    const { handovers } = await state(twin);
    assert.deepEqual(
      handovers.map(({ state, destination }) => [state, destination.teamId]),
      [['draft', 'ealing-hv']],
    );
    about(twin);
    await then.owes('offer', 'luton-hv');
    await then.holderIs('luton-hv', 'amara-osei');

    const brother = { personId: '7b0f5a34-8f0e-4d53-9f0e-0d4b6f9f0a11', name: 'An older brother' };
    await issue('amara-osei', takesOn('2024-01-01'), { child: brother });
    assert.deepEqual((await state(brother)).handovers, []);
  },
);

scenario(
  'A10, A11 The second twin is entered by hand while it is asked where the other sleeps: it is asked of it too, and not of an older brother',
  async ({ given, when, then, clock, issue, state, about }) => {
    const mother = { name: 'Tess Hartley', nhsNumber: nthTestNumber(9743), bornOn: null };
    const expected = { ...unborn.identity, expectedOn: '2026-12-01', mother };
    await given.aChildHeldBy('amara-osei', { identity: expected });
    await when('amara-osei').signals({ source: 'parent' }, 'ealing-hv');
    clock.passes({ days: 8 });
    await when('amara-osei').does({ ...bornNow, bornOn: clock.today() });
    const twin = { personId: '7b0f5a34-8f0e-4d53-9f0e-0d4b6f9f0a13', name: 'Rowan' };
    await issue('amara-osei', secondTwin(mother, clock.today()), { child: twin });
    const [asked] = (await state()).enquiries;
    const { enquiries } = await state(twin);
    assert.deepEqual(
      enquiries.map(({ signals, otherTeamIds, settled }) => ({ signals, otherTeamIds, settled })),
      [{ signals: asked?.signals, otherTeamIds: ['ealing-hv'], settled: null }],
    );
    about(twin);
    await then.owes('settle-enquiry', 'luton-hv');

    const brother = { personId: '7b0f5a34-8f0e-4d53-9f0e-0d4b6f9f0a14', name: 'An older brother' };
    await issue('amara-osei', secondTwin(mother, '2024-01-01'), { child: brother });
    assert.deepEqual((await state(brother)).enquiries, []);
  },
);

scenario(
  'A9 Born while the handover is open: the sighting was of her mother, and the baby is to be seen before it closes',
  async (world) => {
    const { given, when, tries, then, clock, state } = world;
    await given.aChildHeldBy('amara-osei', { identity: { ...unborn.identity, expectedOn: '2026-12-01' } });
    await when('amara-osei').offers('ealing-hv');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');
    await then.owesNot('seen');
    clock.passes({ days: 8 });
    await when('kate-brennan').does({ ...bornNow, bornOn: clock.today() });
    await then.holderIs('ealing-hv', 'kate-brennan');
    assert.equal(
      (await then.owes('seen', 'ealing-hv')).from,
      clock.now(),
      'from when the birth was recorded',
    );
    assert.equal((await state()).lastSeenOn, null);
    await tries('kate-brennan').closes();
    then.refused('not-seen-yet');
    await when('kate-brennan').seesTheChild();
    assert.equal((await state()).lastSeenOn, clock.today());
    await then.owesNot('seen');
    await when('kate-brennan').decidesTheLevel('universal');
    await when('kate-brennan').tellsTheParent();
    await when('kate-brennan').tellsTheGp();
    await when('kate-brennan').tellsChildHealthRecords();
    await when('kate-brennan').closes();
    await then.handoverIs('closed');
  },
);

scenario(
  'A9 Entered late: what was seen before the birth was the mother, also when it is written down after it',
  async ({ given, when, tries, then, clock, handover }) => {
    await given.aChildHeldBy('amara-osei', { identity: { ...unborn.identity, expectedOn: '2026-12-01' } });
    await when('amara-osei').offers('ealing-hv');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    clock.passes({ days: 1 });
    const visited = clock.now();
    const on = clock.today();
    clock.passes({ days: 7 });
    await when('kate-brennan').does({ ...bornNow, bornOn: clock.today() });
    await tries('kate-brennan', visited).seesTheChild();
    then.refused('not-born-that-day');
    const { handoverId } = await handover();
    const joint = {
      type: 'record-joint-visit',
      handoverId,
      on,
      names: ['Amara Osei', 'Kate Brennan'],
    } as const;
    await tries('kate-brennan').does({ ...joint, childSeen: true });
    then.refused('not-born-that-day');
    await when('kate-brennan').does({ ...joint, childSeen: false });
    await then.holderIs('luton-hv', 'amara-osei');
    await then.owes('seen', 'ealing-hv');
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'A10 The second twin is entered by hand when the desk of the other’s handover works no more: it is in care, and its draft goes to a holding desk that finds the route',
  async ({ given, when, then, clock, context, ledger, state, about }) => {
    const mother = { name: 'Tess Hartley', nhsNumber: nthTestNumber(9742), bornOn: null };
    await given.aChildHeldBy('amara-osei', {
      identity: { ...unborn.identity, expectedOn: '2026-12-01', mother },
    });
    await when('amara-osei').offers('ealing-hv');
    clock.passes({ days: 8 });
    await when('amara-osei').does({ ...bornNow, bornOn: clock.today() });
    const around = context('amara-osei');
    const closed = around.directory.teams.get('ealing-hv');
    assert.ok(closed);
    const teams = new Map(around.directory.teams).set(closed.id, { ...closed, to: clock.today() });
    const twin = { personId: '7b0f5a34-8f0e-4d53-9f0e-0d4b6f9f0a12', name: 'Rowan' };
    const entered = await issueTo(
      ledger.store,
      {
        personId: twin.personId,
        commandId: '0e0f5a34-8f0e-4d53-9f0e-0d4b6f9f0a12',
        command: secondTwin(mother, clock.today()),
        expectedVersion: 0,
        happenedAt: null,
      },
      { ...around, directory: { ...around.directory, teams } },
    );
    assert.equal(entered.kind, 'done');
    const { care, handovers } = await state(twin);
    assert.equal(care.status, 'in-care');
    assert.deepEqual(
      handovers.map((one) => [one.state, one.destination.kind, one.destination.teamId]),
      [['draft', 'holding', networkHoldingDeskId]],
    );
    assert.match(
      handovers[0]?.destination.reason ?? '',
      /twin is on its way to Ealing health visiting, which/,
    );
    about(twin);
    await then.owes('offer', 'luton-hv');
  },
);
