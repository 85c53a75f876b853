import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, addMonths } from '../../src/domain/calendar/time.ts';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { missingNow } from '../../src/domain/missing/facts.ts';
import { type Door, doorRules, doors } from '../../src/domain/programme/doors.ts';
import { fullSummary } from '../commands.ts';
import { areas, calm, scenario } from '../world.ts';

/** The doors that a command on the client opens for all her children. The others are opened for one child, or by a transfer. */
const byLeaving = doors.filter((door) => doorRules[door].to !== 'fnp');

for (const door of byLeaving) {
  const leadsTo = doorRules[door].to === 'missing' ? 'the procedure for a missing family' : 'a handover';
  scenario(
    `Door “${doorRules[door].words}”: recorded at once, ${leadsTo} opened at once for each child, the programme answers on (P2, P7)`,
    async ({ given, when, then, state, clients }) => {
      await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 710);
      await when('shanice-brown').endsTheProgramme(door);
      await then.childrenDidAll();
      for (const child of await clients.children()) {
        const known = await state(child);
        const opened =
          doorRules[door].to === 'missing' ? missingNow(known.missing) : openBeforeRelease(known);
        assert.ok(opened, `${child.name} is left without a way on`);
        assert.equal(known.programme?.left?.door, door);
        const holder = known.care.status === 'in-care' ? known.care.holder : null;
        assert.equal(holder?.practitionerId, 'shanice-brown', 'accountability does not move by leaving');
      }
    },
  );
}

scenario(
  'Every door opens the kind of handover that its rule names, by the route of the child’s own address',
  async ({ given, when, state, clients }) => {
    const kinds: Partial<Record<Door, string>> = {};
    for (const door of byLeaving.filter((one) => doorRules[one].to !== 'missing')) {
      await given.aClientWithChildren('shanice-brown', ['Ada'], 710, {
        address: { areaCode: areas.ealing, postcode: 'W5 5AA' },
      });
      await when('shanice-brown').endsTheProgramme(door);
      const [child] = await clients.children();
      const open = child && openBeforeRelease(await state(child));
      const { occasion } = doorRules[door];
      assert.equal(open?.occasion, occasion === 'service-closes' ? 'service-stops' : occasion, door);
      assert.equal(open?.destination.teamId, 'ealing-hv', door);
      kinds[door] = open?.kind;
    }
    assert.ok(Object.values(kinds).every((kind) => kind === 'fnp-to-health-visiting'));
  },
);

scenario(
  'B29 A site that closes: with a last day its families are planned for, without one nothing is planned and each is heightened',
  async ({ given, when, then, clock, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400, { address: { areaCode: areas.luton } });
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').endsTheProgramme('site-closes', { proposedLevel: 'universal' });
    await then.priorityIs('heightened', /Unplanned/);
    assert.equal((await handover()).occasion, 'service-stops');
    assert.equal((await then.owes('offer', 'luton-fnp')).dueAt.slice(0, 10), addDays(clock.today(), 1));

    await given.aClientWithChildren('shanice-brown', ['Ben'], 400, { address: { areaCode: areas.luton } });
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    const lastDay = addDays(clock.today(), 120);
    await when('moira-kettle').does({
      type: 'set-last-day',
      bulkId: randomUUID(),
      lastDay,
      why: 'It closes',
    });
    await when('shanice-brown').endsTheProgramme('site-closes', { proposedLevel: 'universal' });
    await then.priorityIs('routine');
    assert.equal((await handover()).occasion, 'service-closes');
    await then.owes('accept-before-last-day', 'luton-fnp');
  },
);

scenario(
  'A1 Graduation from the programme: planned from six months before, the health visitor named by three, a joint visit by one',
  async ({ given, when, then, state, clock, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 545, { address: { areaCode: areas.luton } });
    const [child] = await clients.children();
    assert.ok(child);
    const endsOn = (await state(child)).programme?.endsOn;
    assert.ok(endsOn);
    const plan = await then.owes('plan-graduation', 'luton-fnp');
    const named = await then.owes('name-receiver', 'luton-fnp');
    const joint = await then.owes('joint-visit', 'luton-fnp');
    const days = [plan, named, joint].map(({ dueAt }) => dueAt.slice(0, 10));
    assert.deepEqual(
      days,
      [-6, -3, -1].map((months) => addMonths(endsOn, months)),
      'six months, three and one before the end (Annex B row 25)',
    );

    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').prepares('luton-hv');
    await then.owesNot('plan-graduation');
    await when('shanice-brown').sendsTheOffer();
    await when('hannah-whitlock').allocatesTo('amara-osei');
    await then.owesNot('name-receiver');
    await when('shanice-brown').recordsTheJointVisit(['Shanice Brown', 'Amara Osei']);
    clock.is(`${endsOn}T09:00:00.000Z`);
    await then.owes('leave-programme', 'luton-fnp');
    await when('shanice-brown').endsTheProgramme('graduation');
    await then.clientIs('graduated');
    await then.childrenDidAll();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('amara-osei').accepts();
    await then.holderIs('luton-hv', 'amara-osei');
    await then.owesNot('leave-programme');
  },
);

scenario(
  'A2 She ends the programme at once: left at once, offered the same day, and her nurse still answers for the child',
  async ({ given, when, tries, then, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 300, { address: { areaCode: areas.luton } });
    await when('shanice-brown').endsTheProgramme('withdrew', { reason: 'declined-more' });
    await then.clientIs('left-early');
    const offer = await then.owes('offer', 'luton-fnp');
    assert.equal(offer.row, '26');
    assert.equal(offer.dueAt.slice(0, 10), clock.today());
    await then.clientOwesNot('visit');
    await then.holderIs('luton-fnp', 'shanice-brown');
    clock.passes({ days: 30 });
    await then.holderIs('luton-fnp', 'shanice-brown');
    await tries('shanice-brown').endsTheProgramme('withdrew');
    then.refused('not-enrolled');
    await when('shanice-brown').visits();
    await then.childrenDidAll();
  },
);

scenario(
  'A3 She moves to an area with the programme: each child is offered there, and the site takes her in once it answers for them',
  async ({ given, when, tries, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 300);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await then.childrenDidAll();
    await then.clientIs('transferring-out');
    await then.siteSees('ealing-fnp');
    const [child] = await clients.children();
    assert.ok(child);
    assert.equal(openBeforeRelease(await state(child))?.kind, 'fnp-to-fnp');
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    const draft = openBeforeRelease(await state(child));
    assert.ok(draft);
    await when('shanice-brown').does({ type: 'revise', ...draft, summary: fullSummary });
    await when('shanice-brown').sendsTheOffer();
    await then.told('ealing-hv', 'arrives-in-programme');
    await then.seesNot('ealing-hv');
    await tries('beth-lomax').takesTheClientIn();
    then.refused('child-not-passed-yet');
    await then.clientOwes('visit', 'luton-fnp');
    await when('beth-lomax').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Beth Lomax');
    await when('beth-lomax').playsBackTheRisks();
    await when('beth-lomax').accepts();
    await when('beth-lomax').seesTheChild();
    await then.holderIs('ealing-fnp', 'beth-lomax');
    await when('beth-lomax').takesTheClientIn();
    await then.clientIs('enrolled');
    await then.nurseIs('beth-lomax');
    await then.siteSeesNot('luton-fnp');
    assert.equal((await state(child)).programme?.left, null, 'the child is in the programme there');
  },
);

scenario(
  'A11 One child lives with its grandmother: that child leaves the programme by its own door, the client and the other stay',
  async ({ given, when, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 300, {
      address: { areaCode: areas.luton },
    });
    const [ada, ben] = await clients.children();
    assert.ok(ada && ben);
    await when('shanice-brown').recordsThatAChildLeaves(ben.personId, 'lives-elsewhere');
    await then.childrenDidAll();
    await then.clientIs('enrolled');
    assert.equal(openBeforeRelease(await state(ben))?.occasion, 'split');
    assert.equal(openBeforeRelease(await state(ada)), null);
    assert.equal((await state(ada)).programme?.left, null);
  },
);

scenario(
  'A41 Missed visits are a signal: one opens a move enquiry for a child under one, and the supervisor reviews it',
  async ({ given, when, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 90);
    await when('shanice-brown').missesAVisit('no-access');
    await then.childrenDidAll();
    const review = await then.clientOwes('review-missed-visits', 'luton-fnp');
    assert.equal(review.row, '19');
    for (const child of await clients.children())
      assert.equal((await state(child)).enquiries.length, 1, 'a trigger for each child, never the truth');
    await when('shanice-brown').missesAVisit('no-access');
    for (const child of await clients.children()) assert.equal((await state(child)).enquiries.length, 1);
    await when('moira-kettle').reviewsTheMissedVisits();
    await then.clientOwesNot('review-missed-visits');
  },
);

scenario(
  'A visit that the nurse cancels counts against nobody, and stays due',
  async ({ given, when, then }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').missesAVisit('cancelled-by-nurse');
    await then.clientOwesNot('review-missed-visits');
    await then.clientOwes('visit', 'luton-fnp');
  },
);

scenario(
  'An address across the boundary asks where the child sleeps: the door that opens the handover there answers it, one that leads elsewhere does not',
  async ({ given, when, then, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').movesTheFamilyTo({ areaCode: areas.ealing });
    await then.owes('settle-enquiry', 'luton-fnp');
    await when('shanice-brown').endsTheProgramme('moved-away', { areaCode: areas.ealing });
    assert.equal((await handover()).destination.teamId, 'ealing-hv');
    await then.owesNot('settle-enquiry');

    await given.aClientWithChildren('shanice-brown', ['Ben'], 400);
    await when('shanice-brown').movesTheFamilyTo({ areaCode: areas.ealing });
    const areaCode = areas['hammersmith-fulham'];
    await when('shanice-brown').endsTheProgramme('moved-away', { areaCode });
    assert.equal((await handover()).destination.teamId, 'hf-hv');
    await then.owes('settle-enquiry', 'luton-fnp');
  },
);

scenario(
  'A15, A3 Moves on from temporary accommodation: what is known of the old address is known of no other, so the route is that of the new area',
  async ({ given, when, then, handover }) => {
    const address = { areaCode: areas.luton, postcode: 'LU1 2AB', temporary: true };
    const ways = [
      () => when('shanice-brown').endsTheProgramme('moved-away', { areaCode: areas.ealing }),
      () => when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing),
    ];
    const led: string[][] = [];
    for (const way of ways) {
      await given.aClientWithChildren('shanice-brown', ['Ada'], 300, { address });
      await way();
      await then.childrenDidAll();
      const { kind, destination } = await handover();
      led.push([kind, destination.kind, destination.teamId]);
    }
    assert.deepEqual(led, [
      ['fnp-to-health-visiting', 'desk', 'ealing-hv'],
      ['fnp-to-fnp', 'desk', 'ealing-fnp'],
    ]);
    // If they leave without a move, the address on record stays, and it is still temporary.
    await given.aClientWithChildren('shanice-brown', ['Ben'], 300, { address });
    await when('shanice-brown').endsTheProgramme('withdrew');
    assert.equal((await handover()).destination.kind, 'holding');
  },
);
