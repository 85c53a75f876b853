import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, addMonths } from '../../src/domain/calendar/time.ts';
import { fullSummary } from '../commands.ts';
import { areas, calm, scenario } from '../world.ts';

scenario(
  'B19 Visits missed after she has left are a signal too: the team that still answers for her child reviews them',
  async ({ given, when, then, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').endsTheProgramme('withdrew', { reason: 'no-time' });
    await when('shanice-brown').missesAVisit('no-access');
    await then.childrenDidAll();
    await then.clientOwes('review-missed-visits', 'luton-fnp');
    assert.equal((await state()).enquiries.length, 1);
    await when('moira-kettle').reviewsTheMissedVisits();
    await then.clientOwesNot('review-missed-visits');
  },
);

scenario(
  'Leaving early has its coded reason: the door gives it, or she is asked',
  async ({ given, when, tries, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await tries('shanice-brown').endsTheProgramme('withdrew', { reason: null });
    then.refused('leaving-reason-missing');
    await tries('shanice-brown').endsTheProgramme('lives-elsewhere', { reason: null });
    then.refused('leaving-reason-missing');
    await when('shanice-brown').endsTheProgramme('moved-away', { reason: null, areaCode: areas.ealing });
    assert.equal((await clients.state()).left?.reason, 'moved');
  },
);

scenario(
  'Graduation is of a child, and early graduation not before the site lets it be: a pregnant client graduates from nothing',
  async ({ given, when, tries, then, clock, clients, handover }) => {
    await given.aClientOf('shanice-brown');
    await tries('shanice-brown').endsTheProgramme('graduation');
    then.refused('not-born-yet');
    await given.aClientWithChildren('shanice-brown', ['Ada'], 30);
    await tries('shanice-brown').endsTheProgramme('early-graduation');
    then.refused('too-early-to-graduate');
    const bornOn = (await clients.state()).children[0]?.bornOn ?? '';
    clock.is(`${addDays(addMonths(bornOn, 12), -1)}T10:00:00.000Z`);
    await tries('shanice-brown').endsTheProgramme('early-graduation');
    then.refused('too-early-to-graduate');
    clock.is(`${addMonths(bornOn, 12)}T10:00:00.000Z`);
    await when('shanice-brown').endsTheProgramme('early-graduation', { reason: null });
    await then.clientIs('graduated');
    assert.equal((await handover()).occasion, 'graduation');
  },
);

scenario(
  'Each child of hers was removed: nobody graduates with her',
  async ({ given, when, tries, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 710);
    for (const { personId } of await clients.children())
      await when('shanice-brown').recordsThatAChildLeaves(personId, 'removed');
    await tries('shanice-brown').endsTheProgramme('graduation');
    then.refused('no-child-graduates');
  },
);

scenario(
  'The programme may end between the day that the site allows and the second birthday, and on no other',
  async ({ given, when, tries, then, clients, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 300);
    const bornOn = (await clients.state()).children[0]?.bornOn ?? '';
    for (const day of [addDays(addMonths(bornOn, 12), -1), addDays(addMonths(bornOn, 24), 1)]) {
      await tries('shanice-brown').movesTheEndTo(day);
      then.refused('end-outside-rules');
    }
    for (const day of [addMonths(bornOn, 12), addMonths(bornOn, 24)]) {
      await when('shanice-brown').movesTheEndTo(day);
      assert.equal((await clients.state()).endsOn, day);
    }
    clock.passes({ days: 200 });
    await tries('shanice-brown').movesTheEndTo(addDays(clock.today(), -1));
    then.refused('end-outside-rules');
  },
);

scenario(
  'A42 A second pregnancy is no first one: the child of hers whom the programme knows counts, and only the supervisor may enrol her',
  async ({ given, when, tries, then, clients, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500);
    await when('shanice-brown').endsTheProgramme('withdrew');
    const expectedOn = addDays(clock.today(), 160);
    const second = { outsideRules: null, pregnancyId: randomUUID(), expectedOn };
    await tries('shanice-brown').enrols('shanice-brown', second);
    then.refused('not-eligible', /First-time mother: not met/);
    const { known } = await clients.state();
    await when('shanice-brown').recordsOfTheClient({ known: { ...known, expectedOn } });
    await when('shanice-brown').assesses();
    const judged = (await clients.state()).eligibility;
    assert.equal(judged?.criteria.find((one) => one.criterion === 'first-baby')?.answer, 'not-met');
    await tries('shanice-brown').enrols('shanice-brown', { ...second, outsideRules: 'She needs it' });
    then.refused('supervisor-enrols');
    await when('moira-kettle').enrols('shanice-brown', { ...second, outsideRules: 'Agreed' });
    await then.clientIs('enrolled');
  },
);

scenario(
  'A day that cannot be right is refused: a birth, a visit, a missed one, an expected date, a pause without end',
  async ({ given, when, tries, then, clock }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 100 });
    await tries('shanice-brown').tellsTheBirthOf(['Ada'], { bornOn: '2020-01-01' });
    then.refused('date-outside');
    await tries('shanice-brown').movesTheExpectedDateTo('2030-01-01');
    then.refused('date-outside');
    await tries('shanice-brown').movesTheExpectedDateTo('2020-01-01');
    then.refused('date-outside');
    await tries('shanice-brown').visits({ at: '2019-01-01T10:00:00.000Z' });
    then.refused('happened-before-she-was-known');
    await tries('shanice-brown').missesAVisit('no-access', { on: '2020-01-01' });
    then.refused('happened-before-she-was-known');
    await tries('shanice-brown').pauses('asked', addDays(clock.today(), 15));
    then.refused('date-outside');
    await tries('shanice-brown').pauses('asked', clock.today());
    then.refused('review-not-ahead');
    await when('shanice-brown').pauses('asked', addDays(clock.today(), 14));
  },
);

scenario(
  'A visit in which nobody was seen or spoken to is none: it is recorded as one that did not happen, and counts as missed',
  async ({ given, when, tries, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await tries('shanice-brown').visits({ clientSeen: false, childrenSeen: [] });
    then.refused('nobody-seen');
    await when('shanice-brown').missesAVisit('no-access');
    assert.equal((await clients.state()).missed.length, 1);
  },
);

scenario(
  'A7 She moves on before the first site has taken her: the transfer is taken back and begun again, and it is one chain',
  async ({ given, when, state, then }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 100);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await when('shanice-brown').recordsThatTheTransferDidNotHappen();
    await when('shanice-brown').startsTheTransferTo('hf-fnp', 'E09000013', { outsideRules: 'Agreed there' });
    await then.childrenDidAll();
    const [first, second] = (await state()).handovers;
    assert.deepEqual([first?.state, second?.destination.teamId], ['withdrawn', 'hf-fnp']);
    assert.equal(second?.follows, first?.handoverId);
  },
);

scenario(
  'A7 No place there after all: the draft to health visiting follows the one that it takes the place of',
  async ({ given, when, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await when('shanice-brown').endsTheProgramme('no-place', { areaCode: areas.ealing });
    const [first, second] = (await state()).handovers;
    assert.equal(second?.follows, first?.handoverId);
  },
);

scenario(
  'Births that nobody has told are asked for two weeks after the expected day',
  async ({ given, then, clients }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 10 });
    const { expectedOn } = await clients.state();
    assert.equal((await then.clientOwes('tell-birth')).dueOn, addDays(expectedOn ?? '', 14));
  },
);

scenario(
  'A10 She left early, is offered a place again and declines: a child that waits with the site is still visited, and both twins are told of',
  async ({ given, when, tries, then, clients, clock, about, state }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 20 });
    await when('moira-kettle').endsTheProgramme('withdrew');
    await when('moira-kettle').offersAPlace();
    await when('shanice-brown').visits();
    await when('moira-kettle').recordsThatSheDeclined();
    await when('shanice-brown').visits();
    clock.passes({ days: 20 });
    await when('shanice-brown').tellsTheBirthOf(['Ada', 'Ben']);
    const children = await clients.children();
    assert.equal(children.length, 2);
    for (const child of children) {
      about(child);
      await then.holderIs('luton-fnp');
      assert.equal((await state()).programme?.left?.door, 'withdrew');
      await then.handoverIs('draft');
    }
    await tries('shanice-brown').plansAVisitIn(7);
    then.refused('not-enrolled');
  },
);

scenario(
  'Offered a place and never enrolled, or with each child passed on, there is nobody to visit',
  async ({ given, when, tries, then }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 20 });
    await when('moira-kettle').endsTheProgramme('withdrew');
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    await when('amara-osei').seesTheChild();
    await then.holderIs('luton-hv');
    await when('moira-kettle').offersAPlace();
    await tries('shanice-brown').visits();
    then.refused('not-enrolled');
    await tries('shanice-brown').tellsTheBirthOf(['Ada']);
    then.refused('not-enrolled');
  },
);

scenario(
  'A21 The family cannot be located: no handover, but the procedure; found again at home, the handover of the door is owed that day, and she may come back',
  async ({ given, when, then, clock, state, handover, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').endsTheProgramme('cannot-be-located', { reason: null });
    await then.childrenDidAll();
    await given.aboutHerFirstChild();
    assert.deepEqual((await state()).handovers, [], 'nobody knows to whom');
    await then.owes('trace-again', 'luton-fnp');
    await then.owesNot('open-handover');
    await then.holderIs('luton-fnp', 'shanice-brown');

    clock.passes({ days: 3 });
    await when('shanice-brown').does({
      type: 'record-found',
      how: 'Her sister rang',
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    });
    await then.owesNot('trace-again');
    const owed = await then.owes('open-handover', 'luton-fnp');
    assert.deepEqual([owed.row, owed.from], ['26', clock.now()], 'from the day on which they were found');
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('shanice-brown').prepares('luton-hv', { occasion: 'early-leaver' });
    await then.owesNot('open-handover');
    assert.equal((await handover()).destination.teamId, 'luton-hv');

    assert.equal((await clients.state()).status, 'left-early', 'whether she comes back she says herself');
    await when('shanice-brown').offersAPlace();
    await when('moira-kettle').enrols('shanice-brown', {
      outsideRules: 'She was in it before',
      pregnancyId: null,
      expectedOn: null,
      children: (await clients.state()).children.map(({ personId, bornOn }) => ({
        personId,
        bornOn: bornOn ?? '',
      })),
    });
    await then.clientIs('enrolled');
    await then.handoverIs('withdrawn');
  },
);

scenario(
  'A21 The family cannot be located, and is found in another area: the handover there is opened in the same breath',
  async ({ given, when, then, clock, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').endsTheProgramme('cannot-be-located', { reason: null });
    await given.aboutHerFirstChild();
    clock.passes({ days: 3 });
    await when('shanice-brown').does({
      type: 'record-found',
      how: 'A health visitor in Ealing rang',
      sleepsAt: {
        lines: ['9 Third Street'],
        postcode: null,
        areaCode: areas.ealing,
        temporary: false,
        sealed: false,
        from: clock.today(),
      },
      handover: {
        handoverId: randomUUID(),
        kind: 'fnp-to-health-visiting',
        occasion: 'move',
        destination: { kind: 'desk', teamId: 'ealing-hv', reason: 'Found there' },
        addressedTo: null,
        proposedLevel: 'targeted',
        summary: fullSummary,
      },
    });
    assert.equal((await handover()).destination.teamId, 'ealing-hv');
    await then.owesNot('open-handover');
    await then.owes('offer', 'luton-fnp');
    await then.holderIs('luton-fnp', 'shanice-brown');
  },
);
