import assert from 'node:assert/strict';
import { clientRow } from '../../src/application/client-project.ts';
import { addDays } from '../../src/domain/calendar/time.ts';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { areas, calm, scenario } from '../world.ts';

scenario(
  'A13 A loss recorded in error is taken back on her page: she stands where she stood, the visits and the birth are due again',
  async ({ given, when, tries, then, clients, state }) => {
    await given.aClientOf('shanice-brown');
    const [child] = await clients.children();
    assert.ok(child);
    const { expectedOn } = await clients.state();
    await when('shanice-brown').recordsTheLoss('miscarriage');
    await tries('moira-kettle').does({ type: 'resume-schedules', says: 'Another person of the same name' });
    then.refused('loss-on-client');
    await tries('moira-kettle').enrols('shanice-brown', { pregnancyId: child.personId, expectedOn });
    then.refused('loss-stands');

    await when('moira-kettle').takesBackTheDeathOf(child.personId);
    await then.childrenDidAll();
    await then.clientIs('enrolled');
    await then.clientOwes('visit', 'luton-fnp');
    await then.clientOwes('tell-birth', 'luton-fnp');
    await then.clientOwesNot('bereavement-contact');
    assert.equal((await clients.state()).loss, null);
    assert.equal((await state()).stopped, null);
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    await then.owes('review', 'luton-fnp');
  },
);

scenario(
  'A14 A message says that a client has died: nobody visits until a named person confirms it or takes it back',
  async ({ given, when, then }) => {
    const client = await given.aClientOf('shanice-brown', { expectedIn: 60 });
    await then.clientOwes('visit', 'luton-fnp');
    await when('system').isToldOfHerDeath();
    await then.clientOwes('confirm-end', 'luton-fnp');
    await then.clientOwesNot('visit');
    await then.clientOwesNot('tell-birth');
    await then.clientIs('enrolled');
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.clientOwesNot('confirm-end');
    await then.clientOwes('visit', 'luton-fnp');
    await then.clientOwes('tell-birth', 'luton-fnp');
    await then.childrenDidAll();
    await when('system').isToldOfHerDeath();
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await then.clientIs('deceased');
    await then.clientOwesNot('confirm-end');
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.clientIs('enrolled');
    await then.clientOwes('visit', 'luton-fnp');
  },
);

scenario(
  'A14 The mother dies while she is pregnant: no review and no draft for the unborn child, and a named person says what happened',
  async ({ given, when, then, clients, state }) => {
    const client = await given.aClientOf('shanice-brown', { expectedIn: 60 });
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await then.childrenDidAll();
    assert.deepEqual((await state()).handovers, []);
    const owed = Object.values((await state()).deadlines).map(({ kind }) => kind);
    assert.deepEqual(owed, ['confirm-end']);
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('shanice-brown').recordsTheLoss('stillbirth');
    await then.clientIs('deceased');
    await then.childrenDidAll();
    assert.equal((await state()).stopped?.why, 'stillborn');
    await then.clientOwesNot('bereavement-contact');
    const [child] = await clients.children();
    await when('moira-kettle').takesBackTheDeathOf(child?.personId ?? '');
    assert.equal((await state()).stopped?.why, 'mother-died', 'she is still dead');
    await when('shanice-brown').recordsTheDeathOf(child?.personId ?? '', null);
    assert.equal((await state()).stopped?.why, 'child-died');
  },
);

scenario(
  'A14 Born after its mother’s death: the new birth review is due, and each twin leaves for health visiting at once',
  async ({ given, when, then, clients, state }) => {
    const client = await given.aClientOf('shanice-brown', {
      expectedIn: 5,
      address: { areaCode: areas.luton },
    });
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await when('shanice-brown').tellsTheBirthOf(['Ada', 'Ben']);
    await then.childrenDidAll();
    for (const child of await clients.children()) {
      const known = await state(child);
      assert.equal(known.stopped, null, child.name);
      assert.equal(known.programme?.left?.door, 'mother-died', child.name);
      assert.equal(openBeforeRelease(known)?.destination.teamId, 'luton-hv', child.name);
      const owed = Object.values(known.deadlines).map(({ kind }) => kind);
      assert.ok(owed.includes('review') && owed.includes('name-carer'), `${child.name}: ${owed.join(', ')}`);
    }
    const [ada] = await clients.children();
    await when('shanice-brown').visits({ clientSeen: false, childrenSeen: [ada?.personId ?? ''] });
    await then.clientIs('deceased');
  },
);

scenario(
  'A14 The mother’s death in pregnancy was recorded in error: the unborn child’s schedules go on, and she stands where she stood',
  async ({ given, when, then, state }) => {
    const client = await given.aClientOf('shanice-brown');
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.childrenDidAll();
    await then.clientIs('enrolled');
    assert.equal((await state()).stopped, null);
    assert.equal((await state()).programme?.left, null);
    await then.clientOwes('visit', 'luton-fnp');
  },
);

scenario(
  'A14 The unborn child of a mother who counted as dead was lost meanwhile: alive after all, she is bereaved and no visit is due',
  async ({ given, when, then }) => {
    const client = await given.aClientOf('shanice-brown');
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await when('shanice-brown').recordsTheLoss('miscarriage');
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.clientIs('ended-after-loss');
    await then.clientOwes('bereavement-contact', 'luton-fnp');
    await then.clientOwesNot('visit');
  },
);

scenario(
  'A14, A30 Alive after all and bereaved, while her nurse has left and nobody was named: a contact is owed to her',
  async ({ given, when, then, clients }) => {
    const client = await given.aClientOf('shanice-brown');
    const [child] = await clients.children();
    assert.ok(child);
    await given.leaves('shanice-brown');
    await when('moira-kettle').recordsTheDeathOf(client.personId, null);
    await when('moira-kettle').recordsTheDeathOf(child.personId, null);
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.clientIs('ended-after-loss');
    assert.equal((await then.clientOwes('name-contact', 'luton-fnp')).row, 'H4');
  },
  { alone: true },
);

scenario(
  'A14 The mother’s death on her way to another site was recorded in error: she is on her way again, and so is each child',
  async ({ given, when, then, clients, state }) => {
    const client = await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 400);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await then.siteSeesNot('ealing-fnp');
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.childrenDidAll();
    await then.clientIs('transferring-out');
    await then.clientOwes('take-client-in', 'ealing-fnp');
    for (const child of await clients.children()) {
      const known = await state(child);
      assert.equal(known.programme?.left?.door, 'moved-to-programme', child.name);
      const open = openBeforeRelease(known);
      assert.deepEqual([open?.kind, open?.destination.teamId], ['fnp-to-fnp', 'ealing-fnp'], child.name);
    }
  },
);

scenario(
  'A14 A child’s death on the way to another site was recorded in error: client and child are on their way again',
  async ({ given, when, then, clients, state, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    const before = (await handover()).handoverId;
    await when('shanice-brown').recordsTheDeathOf(ada.personId);
    await then.clientIs('ended-after-loss');
    await when('moira-kettle').takesBackTheDeathOf(ada.personId);
    await then.childrenDidAll();
    await then.clientIs('transferring-out');
    assert.equal((await clients.state()).transfer?.toTeamId, 'ealing-fnp');
    assert.equal((await state()).stopped, null);
    assert.equal((await handover()).handoverId, before, 'the same handover goes on');
    await then.clientOwes('take-client-in', 'ealing-fnp');
  },
);

scenario(
  'A14 A child’s death during a pause was recorded in error: the pause goes on, with its review',
  async ({ given, when, then, clients, state, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    const [ada] = await clients.children();
    assert.ok(ada);
    const reviewOn = addDays(clock.today(), 14);
    await when('shanice-brown').visits();
    await when('shanice-brown').pauses('asked', reviewOn);
    await when('shanice-brown').recordsTheDeathOf(ada.personId);
    await then.clientOwesNot('review-pause');
    await when('moira-kettle').takesBackTheDeathOf(ada.personId);
    await then.clientIs('paused');
    assert.equal((await then.clientOwes('review-pause')).dueOn, reviewOn);
    assert.equal((await state()).stopped, null, 'every schedule of the child goes on');
  },
);

scenario(
  'A14 The mother’s death during a pause was recorded in error: the pause goes on, with its review',
  async ({ given, when, then }) => {
    const client = await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').visits();
    await when('shanice-brown').pauses();
    await when('shanice-brown').recordsTheDeathOf(client.personId);
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.clientIs('paused');
    await then.clientOwes('review-pause', 'luton-fnp');
    await then.clientOwesNot('visit');
  },
);

scenario(
  'A14 While the death of her only child is reported, no list and no calendar has a visit; taken back, it stands again',
  async ({ given, when, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200);
    await when('shanice-brown').visits();
    await when('shanice-brown').plansAVisitIn(3);
    const row = async () => clientRow(await clients.state());
    const { visit_due_on: dueOn, next_visit_at: plannedAt } = await row();
    assert.ok(dueOn && plannedAt);
    await when('shanice-brown').does({ type: 'stop-schedules', why: 'child-died', says: 'The ward rang' });
    await then.clientOwesNot('visit');
    assert.deepEqual([(await row()).visit_due_on, (await row()).next_visit_at], [null, null]);
    await when('moira-kettle').does({ type: 'resume-schedules', says: 'Another child' });
    await then.clientOwes('visit', 'luton-fnp');
    assert.deepEqual([(await row()).visit_due_on, (await row()).next_visit_at], [dueOn, plannedAt]);
  },
);

scenario(
  'A14 Told on her child’s page and recorded, the mother’s death is said there to be an error: her site owes to take it back',
  async ({ given, when, then, clock, clients, about }) => {
    const client = await given.aClientWithChildren('shanice-brown', ['Ada'], 200);
    const [ada] = await clients.children();
    assert.ok(ada);
    about(ada);
    await when('shanice-brown').does({
      type: 'record-mother-death',
      on: clock.today(),
      says: 'The hospital rang',
    });
    clock.passes({ hours: 1 });
    await when('moira-kettle').recordsTheDeathOf(client.personId);
    await then.childrenDidAll();
    await then.clientOwesNot('take-back-death');
    clock.passes({ hours: 1 });
    await when('shanice-brown').does({ type: 'take-back-mother-death', says: 'Her sister' });
    await then.clientIs('deceased');
    const { from } = await then.clientOwes('take-back-death', 'luton-fnp');
    assert.equal(from, clock.now());
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.childrenDidAll();
    await then.clientOwesNot('take-back-death');
    await then.clientOwes('visit', 'luton-fnp');

    clock.passes({ hours: 1 });
    await when('moira-kettle').recordsTheDeathOf(client.personId);
    await then.childrenDidAll();
    await then.clientOwesNot('take-back-death');
  },
);

scenario(
  'A7 A paused client who was to go to another site stays after all: the pause goes on, with its review',
  async ({ given, when, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').pauses();
    const { paused } = await clients.state();
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await then.clientIs('transferring-out');
    await when('moira-kettle').doesForTheClient({ type: 'end-transfer', why: 'She stays after all' });
    await then.clientIs('paused');
    assert.deepEqual((await clients.state()).paused, paused);
    await then.clientOwes('review-pause', 'luton-fnp');
    await then.clientOwesNot('visit');
  },
);

scenario(
  'A13 A stillborn twin’s schedules stop, the other’s go on, and her contact is owed',
  async ({ given, when, then, clients, state }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 5 });
    const [pregnancy] = await clients.children();
    assert.ok(pregnancy);
    await when('shanice-brown').doesForTheClient({
      type: 'tell-birth',
      bornOn: (await clients.state()).statusSince?.slice(0, 10) ?? '',
      where: 'Luton and Dunstable',
      babies: [
        {
          personId: pregnancy.personId,
          givenName: 'Ada',
          familyName: 'Hartley',
          nhsNumber: null,
          bornAlive: true,
        },
        {
          personId: '00000000-0000-4000-8000-0000000000b0',
          givenName: 'Ben',
          familyName: 'Hartley',
          nhsNumber: null,
          bornAlive: false,
        },
      ],
    });
    await then.childrenDidAll();
    const [ada, ben] = await clients.children();
    assert.ok(ada && ben);
    assert.equal((await state(ada)).stopped, null);
    assert.equal((await state(ben)).stopped?.why, 'stillborn');
    assert.deepEqual(
      Object.values((await state(ben)).deadlines).map(({ kind }) => kind),
      ['confirm-end'],
    );
    await then.clientIs('enrolled');
    await then.clientOwes('bereavement-contact', 'luton-fnp');
  },
);

scenario(
  'A13 A loss that was confirmed on the child’s page is taken back on hers, and the end with it',
  async ({ given, when, tries, then, clients, state }) => {
    await given.aClientOf('shanice-brown');
    const [child] = await clients.children();
    assert.ok(child);
    await when('shanice-brown').recordsTheLoss('miscarriage');
    const confirmed = { confirmedBy: 'Dr Patel', detail: 'The early pregnancy unit' } as const;
    await when('moira-kettle').does({ type: 'end', reason: 'pregnancy-loss', ...confirmed });
    await tries('moira-kettle').does({ type: 'reverse-end', why: 'Another woman of the same name' });
    then.refused('loss-on-client');
    await when('moira-kettle').takesBackTheDeathOf(child.personId);
    await then.childrenDidAll();
    await then.clientIs('enrolled');
    await then.clientOwes('tell-birth', 'luton-fnp');
    await then.clientOwesNot('bereavement-contact');
    await then.holderIs('luton-fnp', 'shanice-brown');
    assert.equal((await state()).stopped, null);
  },
);

scenario(
  'A10 Of twins the one whose death is taken back, after their mother moved, goes to the area to which its brother went',
  async ({ given, when, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 60);
    const [ada, ben] = await clients.children();
    assert.ok(ada && ben);
    await when('shanice-brown').recordsTheDeathOf(ada.personId);
    await when('moira-kettle').endsTheProgramme('moved-away', { areaCode: areas.ealing });
    await when('moira-kettle').takesBackTheDeathOf(ada.personId);
    await then.childrenDidAll();
    for (const twin of [ada, ben])
      assert.equal(openBeforeRelease(await state(twin))?.destination.teamId, 'ealing-hv', twin.name);
  },
);

scenario(
  'A13 Of a child that was born by its own record no loss of the pregnancy is recorded: its birth is told first',
  async ({ given, when, tries, then, clock }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 3 });
    const birth = {
      bornOn: clock.today(),
      givenName: 'Zoe',
      familyName: 'Hartley',
      nhsNumber: null,
    } as const;
    await when('shanice-brown').does({ type: 'record-birth', ...birth });
    await tries('shanice-brown').recordsTheLoss('stillbirth');
    then.refused('already-born');
  },
);

scenario(
  'A14 A site that has handed the child over reports a death on the mother’s page: the team that holds the child confirms it, or takes it back, and the mother’s record is asked to follow',
  async ({ given, when, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 400);
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').endsTheProgramme('withdrew');
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    await when('amara-osei').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');

    // The wrong twin: her former nurse takes Ada's line for that of the other child.
    await when('shanice-brown').recordsTheDeathOf(ada.personId);
    await then.childrenDidAll();
    assert.deepEqual([(await state()).stopped?.why, (await state()).stopped?.clientId], ['child-died', null]);
    await then.owes('confirm-end', 'luton-hv');
    await then.told('luton-hv', 'SchedulesStopped');
    await when('grace-adeyemi').does({ type: 'resume-schedules', says: 'Ada was at the clinic today' });
    assert.equal((await state()).stopped, null);
    await then.owes('level', 'luton-hv');

    const owed = await then.clientOwes('take-back-death', 'luton-fnp');
    assert.equal(owed.row, 'H9');
    await when('moira-kettle').takesBackTheDeathOf(ada.personId);
    await then.childrenDidAll();
    await then.clientOwesNot('take-back-death');
    assert.equal((await state()).stopped, null);
  },
);

scenario(
  'A14 Confirmed by the team that holds the child, a death is reversed there and not on the mother’s page',
  async ({ given, when, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').endsTheProgramme('withdrew');
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    await when('amara-osei').seesTheChild();
    await when('shanice-brown').recordsTheDeathOf(ada.personId);
    const confirmed = { confirmedBy: 'Dr Patel', detail: 'The hospital' } as const;
    await when('grace-adeyemi').does({ type: 'end', reason: 'death', ...confirmed });
    await when('moira-kettle').takesBackTheDeathOf(ada.personId);
    await then.childRefused('reverse-end', 'not-the-holder');
    assert.equal((await state()).care.status, 'ended');
    await when('grace-adeyemi').does({ type: 'reverse-end', why: 'Another child of the same name' });
    await then.holderIs('luton-hv', 'amara-osei');
  },
);

scenario(
  'A14 A child’s death that is recorded and confirmed on its own page stands in its mother’s record: her visits stop with the report, and her named contact is owed to her',
  async ({ given, when, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200);
    await when('system').does({
      type: 'stop-schedules',
      why: 'child-died',
      says: 'A message',
      messageId: 'm1',
    });
    await then.clientIs('enrolled');
    await then.clientOwesNot('visit');
    await when('moira-kettle').does({ type: 'resume-schedules', says: 'Another child of the same name' });
    await then.clientOwes('visit', 'luton-fnp');

    const asked = (await clients.asked()).length;
    await when('system').does({
      type: 'stop-schedules',
      why: 'child-died',
      says: 'A message',
      messageId: 'm2',
    });
    await when('moira-kettle').does({
      type: 'end',
      reason: 'death',
      confirmedBy: 'Moira Kettle',
      detail: 'The register office',
    });
    await then.clientIs('ended-after-loss');
    await then.clientOwes('bereavement-contact', 'luton-fnp');
    assert.equal((await clients.state()).contactId, 'shanice-brown');
    assert.equal(
      (await clients.asked()).length,
      asked,
      'nothing is asked of the child whose own record said it',
    );

    const [ada] = await clients.children();
    await when('moira-kettle').takesBackTheDeathOf(ada?.personId ?? '');
    await then.childrenDidAll();
    await then.clientIs('enrolled');
    await then.clientOwes('visit', 'luton-fnp');
    assert.equal((await state()).care.status, 'in-care');
  },
);

scenario(
  'A14 One twin’s death is reported on its own page: the other is visited as before, and nobody asks when the dead one was seen',
  async ({ given, when, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 200);
    await when('system').does({
      type: 'stop-schedules',
      why: 'child-died',
      says: 'A message',
      messageId: 'm1',
    });
    await then.clientIs('enrolled');
    await then.clientOwes('visit', 'luton-fnp');
    await when('moira-kettle').does({
      type: 'end',
      reason: 'death',
      confirmedBy: 'Moira Kettle',
      detail: 'The register office',
    });
    await then.clientIs('enrolled');
    await then.clientOwes('visit', 'luton-fnp');
    await then.clientOwes('bereavement-contact', 'luton-fnp');
    assert.deepEqual(
      (await clients.state()).children.map(({ lost }) => lost),
      [true, false],
    );
  },
);

scenario(
  'A14 The mother’s death told on the page of a child in the programme is a report in her own record, which a named person confirms or takes back',
  async ({ given, when, then, clock, state }) => {
    const client = await given.aClientWithChildren('shanice-brown', ['Ada'], 200);
    const died = () =>
      ({ type: 'record-mother-death', on: clock.today(), says: 'The hospital rang' }) as const;
    await when('shanice-brown').does(died());
    await then.clientOwes('confirm-end', 'luton-fnp');
    await then.clientOwesNot('visit');
    await when('shanice-brown').does({ type: 'take-back-mother-death', says: 'Her sister' });
    await then.clientOwesNot('confirm-end');
    await then.clientOwes('visit', 'luton-fnp');

    await when('shanice-brown').does(died());
    await when('moira-kettle').takesBackTheDeathOf(client.personId);
    await then.childrenDidAll();
    assert.equal((await state()).family.motherDied, null);
    await then.clientOwes('visit', 'luton-fnp');

    await when('shanice-brown').does(died());
    await when('moira-kettle').recordsTheDeathOf(client.personId);
    await then.childrenDidAll();
    await then.clientIs('deceased');
    await then.clientOwesNot('confirm-end');
  },
);
