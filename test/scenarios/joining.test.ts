import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { checklist } from '../../src/domain/handover/checklist.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { takesChildOn } from '../children.ts';
import { areas, calm, scenario, type World } from '../world.ts';

const bornOn = '2025-06-01';

scenario(
  'A mother joins whose child health visiting holds: a handover opens, health visiting completes it and answers until the release point',
  async ({ given, when, tries, then, handover, state, clients, context }) => {
    const { personId } = await given.aChildHeldBy('amara-osei', { identity: { bornOn } });
    await given.aReferralTo('luton-fnp', { identity: { bornOn: '2004-05-06' } });
    await when('moira-kettle').enrols('shanice-brown', {
      children: [{ personId, bornOn, givenName: 'Ada' }],
    });
    await then.childrenDidAll();
    const opened = await handover();
    assert.deepEqual(
      [opened.kind, opened.occasion, opened.state, opened.releasingTeamId, opened.destination.teamId],
      ['health-visiting-to-fnp', 'joins-programme', 'draft', 'luton-hv', 'luton-fnp'],
    );
    await then.priorityIs('routine');
    assert.equal((await then.owes('offer', 'luton-hv')).row, '3');
    await then.told('luton-hv', 'ProgrammeAwaited');
    await then.holderIs('luton-hv', 'amara-osei');
    assert.equal((await state()).programme, null, 'not in the programme while another team answers');

    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete');
    const asked = checklist(opened, await state(), context('amara-osei')).map(({ key }) => key);
    assert.ok(!asked.includes('level'), 'the programme needs no proposed level');
    await when('amara-osei').completesTheDraft(calm);
    await when('amara-osei').sendsTheOffer();
    await then.holderIs('luton-hv', 'amara-osei');
    await when('shanice-brown').accepts();
    await then.holderIs('luton-fnp', 'shanice-brown');
    const { programme, awaited } = await state();
    assert.deepEqual([programme?.teamId, programme?.endsOn, awaited], ['luton-fnp', '2027-06-01', null]);
    await then.owes('review', 'luton-fnp');
    // The loop closes as everywhere else: accepted is not seen.
    await then.owes('seen', 'luton-fnp');
    assert.equal((await clients.children())[0]?.name, 'Ada');
    await when('shanice-brown').endsTheProgramme('withdrew');
    await then.childrenDidAll();
    assert.equal(openBeforeRelease(await state())?.kind, 'fnp-to-health-visiting');
  },
);

scenario(
  'She leaves, her child passes to health visiting, and she comes back: the child comes back by a handover of its own',
  async ({ given, when, then, handover, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400, { address: { areaCode: areas.luton } });
    await when('shanice-brown').endsTheProgramme('withdrew');
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('amara-osei').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    await when('amara-osei').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');
    const [ada] = (await clients.state()).children;
    assert.ok(ada?.bornOn);
    await when('moira-kettle').enrols('shanice-brown', {
      children: [{ personId: ada.personId, bornOn: ada.bornOn }],
    });
    await then.childrenDidAll();
    assert.equal((await handover()).kind, 'health-visiting-to-fnp');
    await then.holderIs('luton-hv', 'amara-osei');
    assert.equal((await state()).awaited?.siteId, 'luton-fnp');
    assert.deepEqual(
      (await clients.state()).children.map(({ givenName, left }) => [givenName, left]),
      [['Ada', null]],
    );
  },
);

scenario(
  'She leaves before her child has joined: the child stays with health visiting, and the site’s desk stands down',
  async ({ given, when, then, state }) => {
    const { personId } = await given.aChildHeldBy('amara-osei', { identity: { bornOn } });
    await given.aReferralTo('luton-fnp');
    await when('moira-kettle').enrols('shanice-brown', { children: [{ personId, bornOn }] });
    await when('amara-osei').completesTheDraft(calm);
    await when('amara-osei').sendsTheOffer();
    await when('shanice-brown').endsTheProgramme('withdrew');
    await then.childrenDidAll();
    await then.handoverIs('withdrawn');
    await then.told('luton-hv', 'ProgrammeNotJoined');
    await then.holderIs('luton-hv', 'amara-osei');
    assert.equal((await state()).awaited, null);
    await then.owesNot('open-handover');
  },
);

scenario(
  'A child whom nobody knew is entered at enrolment: the site answers for it from then on, and it is in the programme',
  async ({ given, when, then, clients, state, clock }) => {
    await given.aReferralTo('luton-fnp');
    const born = addDays(clock.today(), -40);
    const entered = { familyName: 'Hartley', nhsNumber: '9991234501', seenBy: 'A maternity unit in Ghent' };
    await when('moira-kettle').enrols('shanice-brown', {
      children: [{ personId: randomUUID(), bornOn: born, givenName: 'Ada', entered }],
    });
    await then.childrenDidAll();
    await given.aboutHerFirstChild();
    await then.holderIs('luton-fnp', 'shanice-brown');
    const { identity, cameBy, programme } = await state();
    assert.deepEqual(
      [identity.givenName, identity.nhsNumber, identity.mother?.name, cameBy],
      ['Ada', '9991234501', 'Tess Hartley', 'arrival-without-sender'],
    );
    assert.equal(programme?.left, null);
    await then.owes('review', 'luton-fnp');
    await then.clientOwes('visit', 'luton-fnp');
    assert.equal((await clients.children()).length, 1);
  },
);

scenario(
  'Taken in from another site, she brings a child whom health visiting there holds: by a handover; one that is under way elsewhere is settled first',
  async ({ given, when, tries, then, clients, handover, clock }) => {
    const { personId } = await given.aChildHeldBy('amara-osei', { identity: { bornOn } });
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await given.aReferralTo('luton-fnp');
    await when('moira-kettle').enrols('shanice-brown', {
      children: [{ personId: randomUUID(), bornOn: '2026-10-01', givenName: 'Ben', entered: unknown }],
    });
    await then.childrenDidAll();
    await when('shanice-brown').brings({ personId, bornOn, givenName: 'Ada' });
    await then.childRefused('join-programme', 'handover-already-open');

    // Her team owes that somebody sees to it, and is told so. Nobody else can say that it is settled, and nobody without a
    // word.
    const owed = await then.clientOwes('settle-refusal', 'luton-fnp');
    assert.deepEqual([owed.row, owed.from, owed.steps.length], ['H14', clock.now(), 5]);
    await then.clientTold('luton-fnp', 'ChildRefused');
    for (const who of ['amara-osei', 'beth-lomax', 'ruth-pemberton']) {
      assert.equal((await tries(who).dealsWithTheRefusal(personId)).kind, 'not-found', who);
      assert.equal((await tries(who).asksTheRecordAgain(personId)).kind, 'not-found', who);
    }
    await tries('shanice-brown').dealsWithTheRefusal(personId, '');
    then.refused('reason-missing');
    await given.isAway('shanice-brown', null);
    await tries('shanice-brown').dealsWithTheRefusal(personId);
    then.refused('actor-away');
    await given.isBack('shanice-brown');

    // If it is asked again before anything has changed it is refused again, and the clock goes on.
    clock.passes({ days: 2 });
    await when('shanice-brown').asksTheRecordAgain(personId);
    assert.equal((await then.clientOwes('settle-refusal')).dueAt, owed.dueAt);
    await when('amara-osei').withdraws('They stay in Luton');
    await when('moira-kettle').asksTheRecordAgain(personId);
    await then.clientOwesNot('settle-refusal');
    assert.equal((await clients.state()).refused, undefined);
    await tries('shanice-brown').dealsWithTheRefusal(personId);
    then.refused('nothing-refused');
    assert.equal((await handover()).kind, 'health-visiting-to-fnp');
    assert.deepEqual((await clients.children()).map(({ name }) => name).sort(), ['Ada', 'Ben']);
  },
);

scenario(
  'The programme is the mother’s: no child comes to a site without her, by whichever way it is sent there (decision 0032)',
  async ({ given, when, tries, then, clients }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn } });
    await tries('amara-osei').prepares('luton-fnp', { occasion: 'return' });
    then.refused('comes-with-mother', /Luton Family Nurse Partnership/);
    await when('amara-osei').offers('network-holding-desk', { occasion: 'move' });
    await tries('frances-odell').redirectsTo('ealing-fnp');
    then.refused('comes-with-mother');
    await tries('amara-osei').supersedesTowards('ealing-fnp');
    then.refused('comes-with-mother');
    await tries('amara-osei').recalls('ealing-fnp');
    then.refused('comes-with-mother');
    await then.holderIs('luton-hv', 'amara-osei');

    // A client's child goes to another site by her transfer, or with her when her site closes.
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    const [ada] = await clients.children();
    assert.ok(ada);
    await tries('shanice-brown').prepares('ealing-fnp', { occasion: 'move', proposedLevel: null });
    then.refused('comes-with-mother');
    await when('shanice-brown').prepares('ealing-fnp', { occasion: 'service-closes' });
    await when('shanice-brown').withdraws('It goes on after all');
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await then.childrenDidAll();
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await then.handoverIs('offered');
  },
);

scenario(
  'A transfer that did not happen takes back each child’s handover to the site, whatever reason was written in it since',
  async ({ given, when, then, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await given.aboutHerFirstChild();
    await when('shanice-brown').does({ type: 'revise', ...(await handover()), occasion: 'return' });
    await when('shanice-brown').recordsThatTheTransferDidNotHappen();
    await then.childrenDidAll();
    await then.handoverIs('withdrawn');
  },
);

const unknown = { familyName: 'Hartley', nhsNumber: null, seenBy: null };

scenario(
  'A child of hers whom nobody knew is brought while her nurse is away, and nobody takes it on: her team owes that, and asks once more with the nurse whom she has then',
  async ({ given, when, then, clients, state, clock }) => {
    await given.aClientOf('shanice-brown');
    await given.isAway('shanice-brown', null);
    const born = addDays(clock.today(), -40);
    const ivy = { personId: randomUUID(), name: 'Ivy' };
    await when('moira-kettle').brings({
      personId: ivy.personId,
      bornOn: born,
      givenName: 'Ivy',
      entered: unknown,
    });
    await then.childRefused('take-on', 'practitioner-gone');
    await then.childRefused('join-programme', 'not-in-care');
    assert.deepEqual(
      (await clients.state()).refused?.map(({ childId, asks }) => [childId, asks]),
      [
        [ivy.personId, 'take-on'],
        [ivy.personId, 'join-programme'],
      ],
    );
    const owed = Object.values((await clients.state()).deadlines).filter(
      ({ kind }) => kind === 'settle-refusal',
    );
    assert.equal(owed.length, 1, 'one clock for one child');
    await when('moira-kettle').allocatesTheClientTo('ewa-nowak', 'Her nurse is ill');
    await when('moira-kettle').asksTheRecordAgain(ivy.personId);
    await then.clientOwesNot('settle-refusal');
    const { care, identity, cameBy, programme } = await state(ivy);
    assert.ok(care.status === 'in-care');
    assert.deepEqual(
      [care.holder.practitionerId, identity.bornOn, cameBy, programme?.left],
      ['ewa-nowak', born, 'arrival-without-sender', null],
    );
  },
);

scenario(
  'The site says no: health visiting goes on answering, and the child is waited for no more once it is told to stay',
  async ({ given, when, then, state }) => {
    const { personId } = await given.aChildHeldBy('amara-osei', { identity: { bornOn } });
    await given.aReferralTo('luton-fnp');
    await when('moira-kettle').enrols('shanice-brown', { children: [{ personId, bornOn }] });
    await when('amara-osei').completesTheDraft(calm);
    await when('amara-osei').sendsTheOffer();
    await when('moira-kettle').declines('not-enough-known');
    await then.owes('onward-route', 'luton-hv');
    await when('amara-osei').withdraws('Stays with us');
    await then.holderIs('luton-hv', 'amara-osei');
    assert.equal((await state()).awaited, null);
    await then.owesNot('onward-route');
  },
);

const passesToAmara = async ({ when, then }: Pick<World, 'when' | 'then'>) => {
  await when('shanice-brown').completesTheDraft(calm);
  await when('shanice-brown').sendsTheOffer();
  await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
  await when('amara-osei').playsBackTheRisks();
  await when('amara-osei').accepts();
  await when('amara-osei').seesTheChild();
  await then.holderIs('luton-hv', 'amara-osei');
};

scenario(
  'A8 She comes back before the birth: her unborn child goes on in the one record that it has, and its birth is told there',
  async ({ given, when, then, clients, state }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 60 });
    const [unborn] = await clients.children();
    await when('shanice-brown').endsTheProgramme('withdrew');
    await when('shanice-brown').offersAPlace();
    await when('moira-kettle').enrols('shanice-brown');
    await then.childrenDidAll();
    assert.deepEqual(await clients.children(), [unborn]);
    await then.handoverIs('withdrawn');
    assert.equal((await state()).programme?.left, null);
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    assert.deepEqual(await clients.children(), [{ personId: unborn?.personId, name: 'Ada' }]);
    await then.clientOwesNot('tell-birth');
    await then.owes('review', 'luton-fnp');
  },
);

scenario(
  'A8 She comes back before the birth when health visiting has her unborn child: that one record comes by a handover, and is born in it',
  async ({ given, when, then, clients, state, handover }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 60, address: { areaCode: areas.luton } });
    const [unborn] = await clients.children();
    await when('shanice-brown').endsTheProgramme('withdrew');
    await passesToAmara({ when, then });
    await when('moira-kettle').enrols('shanice-brown');
    await then.childrenDidAll();
    assert.deepEqual(await clients.children(), [unborn]);
    assert.equal((await handover()).kind, 'health-visiting-to-fnp');
    await then.holderIs('luton-hv', 'amara-osei');
    await when('shanice-brown').tellsTheBirthOf(['Ada', 'Ben']);
    await then.childrenDidAll();
    await then.holderIs('luton-hv', 'amara-osei');
    const { awaited } = await state();
    assert.deepEqual(
      [awaited?.siteId, awaited?.endsOn],
      ['luton-fnp', (await clients.state()).endsOn],
      'the site waits for it, to the end of the programme',
    );
    assert.deepEqual((await clients.children()).map(({ name }) => name).sort(), ['Ada', 'Ben']);
  },
);

const mother = { name: 'Tess Hartley', bornOn: '2008-03-01' };

scenario(
  'A20 and A43 A pregnancy that health visiting follows already is found by the mother’s number: she joins with that one record',
  async ({ given, when, then, clients, clock, handover, state }) => {
    const nhsNumber = nthTestNumber(9180) ?? '';
    const expectedOn = addDays(clock.today(), 130);
    const unborn = { bornOn: null, expectedOn, givenName: '', mother: { ...mother, nhsNumber } };
    const { personId } = await given.aChildHeldBy('amara-osei', { identity: unborn });
    await given.aReferralTo('luton-fnp', { identity: { nhsNumber } });
    await when('moira-kettle').enrols('shanice-brown');
    await then.childrenDidAll();
    assert.deepEqual(await clients.children(), [{ personId, name: 'the unborn child' }]);
    assert.equal((await handover()).kind, 'health-visiting-to-fnp');
    await then.holderIs('luton-hv', 'amara-osei');
    // Once it was taken back, the next handover comes when the site brings the unborn child again.
    await when('amara-osei').withdraws('Written by mistake');
    assert.equal((await state()).awaited, null);
    await when('shanice-brown').brings({ personId, bornOn: null });
    await then.childrenDidAll();
    assert.equal((await state()).awaited?.siteId, 'luton-fnp');
    await when('amara-osei').completesTheDraft(calm);
    await when('amara-osei').sendsTheOffer();
    // An offer that was only recalled may be sent again: the site still waits.
    await when('amara-osei').recalls(null);
    assert.equal((await state()).awaited?.siteId, 'luton-fnp');
    await when('amara-osei').sendsTheOffer();
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Shanice Brown');
    await when('shanice-brown').playsBackTheRisks();
    await when('shanice-brown').accepts();
    await when('shanice-brown').seesTheChild();
    await then.holderIs('luton-fnp', 'shanice-brown');
    assert.equal((await state()).programme?.left, null);
    await then.clientOwes('tell-birth', 'luton-fnp');
  },
);

scenario(
  'An earlier pregnancy of which nobody told is another one: she enrols with a record of its own, and the birth is told there',
  async ({ given, when, then, clients, clock }) => {
    const nhsNumber = nthTestNumber(9181) ?? '';
    const expectedOn = addDays(clock.today(), -200);
    const unborn = { bornOn: null, expectedOn, givenName: '', mother: { ...mother, nhsNumber } };
    const { personId } = await given.aChildHeldBy('amara-osei', { identity: unborn });
    await given.aReferralTo('luton-fnp', { identity: { nhsNumber } });
    await when('moira-kettle').enrols('shanice-brown');
    await then.childrenDidAll();
    const [own] = await clients.children();
    assert.ok(own && own.personId !== personId);
  },
);

scenario(
  'A13 Health visiting is told of a loss after she has left: pregnant again she has a second record, and that birth is told in it',
  async ({ given, when, then, clients, clock }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 60, address: { areaCode: areas.luton } });
    const [lost] = await clients.children();
    await when('shanice-brown').endsTheProgramme('withdrew');
    await passesToAmara({ when, then });
    await when('amara-osei').does({ type: 'stop-schedules', why: 'pregnancy-lost', says: 'The midwife' });
    clock.passes({ days: 90 });
    const expectedOn = addDays(clock.today(), 100);
    await when('moira-kettle').enrols('shanice-brown', { expectedOn });
    await then.childrenDidAll();
    const fresh = (await clients.children()).filter(({ personId }) => personId !== lost?.personId);
    assert.equal(fresh.length, 1);
    clock.passes({ days: 95 });
    await when('shanice-brown').tellsTheBirthOf(['Ada']);
    await then.childrenDidAll();
    assert.deepEqual(
      (await clients.children()).filter(({ name }) => name === 'Ada').map(({ personId }) => personId),
      fresh.map(({ personId }) => personId),
    );
  },
);

const followedBefore = (nhsNumber: string) =>
  takesChildOn('amara-osei', 'luton-hv', {
    familyName: 'Hartley',
    mother: { name: 'Tess Hartley', nhsNumber, bornOn: null },
  });

scenario(
  'A20 and A43 The unborn child of a client is not taken on by health visiting besides: it is told whom to ring, and comes by a handover',
  async ({ given, when, then, issue, clients, clock, state, about }) => {
    const nhsNumber = nthTestNumber(9182) ?? '';
    await given.aClientOf('shanice-brown', {
      expectedIn: 60,
      identity: { nhsNumber },
      address: { areaCode: areas.luton },
    });
    const [unborn] = await clients.children();
    assert.ok(unborn);
    const takesOn = (expectedOn: string | null) => {
      const child = { personId: randomUUID(), name: 'a second record' };
      const command = followedBefore(nhsNumber);
      return issue('amara-osei', { ...command, identity: { ...command.identity, expectedOn } }, { child });
    };
    for (const expectedOn of [null, addDays(clock.today(), 60), addDays(clock.today(), 80)]) {
      await takesOn(expectedOn);
      then.refused('pregnancy-followed', /Luton/);
    }
    // A record that had no number is told of it later: that too makes two records with one number.
    await given.aChildHeldBy('amara-osei', {
      identity: { bornOn: null, givenName: '', expectedOn: addDays(clock.today(), 60) },
    });
    const { identity } = await state();
    const known = { ...identity, mother: { name: 'Tess Hartley', nhsNumber, bornOn: null } };
    await issue('amara-osei', { type: 'record-identity', identity: known, why: 'She showed her card' });
    then.refused('pregnancy-followed');
    await when('grace-adeyemi').does({
      type: 'end',
      reason: 'entered-in-error',
      confirmedBy: 'Amara Osei',
      detail: 'Hers',
    });
    about({ ...unborn, name: 'the unborn child' });
    await when('shanice-brown').endsTheProgramme('withdrew');
    await passesToAmara({ when, then });
    // Of a sealed record no team is told, because a team says in which area she lives.
    await when('amara-osei').does({ type: 'seal-address', why: 'She fled from him' });
    const told = await takesOn(null);
    assert.deepEqual(told.kind === 'refused' && told.refusal, { code: 'pregnancy-followed' });
  },
);

scenario(
  'A20 and A43 A mother enrols with a child who is born while health visiting follows the next pregnancy: the expected date is asked, and the one record comes',
  async ({ given, tries, when, then, clients, clock, state, about }) => {
    const nhsNumber = nthTestNumber(9183) ?? '';
    const expectedOn = addDays(clock.today(), 130);
    const unborn = { bornOn: null, expectedOn, givenName: '', mother: { ...mother, nhsNumber } };
    const next = await given.aChildHeldBy('amara-osei', { identity: unborn });
    await given.aReferralTo('luton-fnp', { identity: { nhsNumber } });
    const ada = { personId: randomUUID(), bornOn, givenName: 'Ada', entered: unknown };
    await tries('moira-kettle').enrols('shanice-brown', { children: [ada] });
    then.refused('expected-date-missing');
    await when('moira-kettle').enrols('shanice-brown', {
      children: [ada],
      pregnancyId: randomUUID(),
      expectedOn,
    });
    await then.childrenDidAll();
    assert.deepEqual(
      (await clients.children()).map(({ personId }) => personId).toSorted(),
      [ada.personId, next.personId].toSorted(),
    );
    assert.equal((await clients.state()).expectedOn, expectedOn);
    about(next);
    assert.equal((await state()).awaited?.siteId, 'luton-fnp');
    await then.holderIs('luton-hv', 'amara-osei');
    await then.clientOwes('tell-birth', 'luton-fnp');
  },
);

scenario(
  'P1 Enrolled with a nurse who is away: the unborn child is in care from that instant, and the lead answers for it',
  async ({ given, when, then, about, clients, state }) => {
    await given.aReferralTo('luton-fnp');
    await given.isAway('shanice-brown', null);
    await when('moira-kettle').enrols('shanice-brown');
    await then.childrenDidAll();
    const [unborn] = (await clients.state()).children;
    assert.ok(unborn);
    about({ ...unborn, name: 'the unborn child' });
    const { care, programme } = await state();
    assert.ok(care.status === 'in-care');
    assert.deepEqual([care.holder.teamId, care.holder.practitionerId], ['luton-fnp', null]);
    assert.equal(programme?.teamId, 'luton-fnp');
  },
);
