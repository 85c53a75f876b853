import assert from 'node:assert/strict';
import { addDays, addMonths } from '../../src/domain/calendar/time.ts';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { capacityOf } from '../../src/domain/programme/caseload.ts';
import type { Door } from '../../src/domain/programme/doors.ts';
import { plan } from '../children.ts';
import { areas, calm, scenario } from '../world.ts';

/**
 * The limits and guards of the programme, each with a test of its own, so that whoever changes one by mistake is told which.
 */
const ofAge = { identity: { bornOn: '2004-05-06' } };

scenario(
  'B25 Graduation to the day: the plan six months before the end, the health visitor three, the joint visit one',
  async ({ given, when, then, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500, ofAge);
    await when('shanice-brown').records(calm);
    const endsOn = (await state()).programme?.endsOn ?? '';
    assert.equal((await then.owes('plan-graduation', 'luton-fnp')).dueOn, addMonths(endsOn, -6));
    assert.equal((await then.owes('name-receiver', 'luton-fnp')).dueOn, addMonths(endsOn, -3));
    assert.equal((await then.owes('joint-visit', 'luton-fnp')).dueOn, addMonths(endsOn, -1));
    assert.equal((await then.owes('leave-programme', 'luton-fnp')).dueOn, endsOn);
    await then.owesNot('case-meeting');
    await when('shanice-brown').prepares('luton-hv');
    await when('shanice-brown').sendsTheOffer();
    await when('hannah-whitlock').allocatesTo('amara-osei');
    await when('shanice-brown').recordsTheJointVisit(['Shanice Brown', 'Amara Osei']);
    await then.owesNot('joint-visit');
  },
);

scenario(
  'B25 Graduation with more than routine known: two joint visits when heightened, and a case meeting when urgent',
  async ({ given, when, then }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500, ofAge);
    await when('shanice-brown').records({ ...calm, level: 'targeted' });
    await then.owesNot('case-meeting');
    await when('shanice-brown').prepares('luton-hv', { proposedLevel: 'targeted' });
    await when('shanice-brown').recordsTheJointVisit(['Shanice Brown', 'Amara Osei']);
    await then.owes('joint-visit', 'luton-fnp');
    await when('shanice-brown').recordsTheJointVisit(['Shanice Brown', 'Amara Osei']);
    await then.owesNot('joint-visit');
    await when('shanice-brown').records({ statutory: [plan] });
    await then.owes('case-meeting', 'luton-fnp');
  },
);

scenario(
  'A9, A10 Twins born while the pregnancy is on its way: the second has a handover of its own to the same desk',
  async ({ given, when, then, state, clients }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 5 });
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await when('shanice-brown').tellsTheBirthOf(['Ada', 'Ben']);
    await then.childrenDidAll();
    for (const child of await clients.children()) {
      const open = openBeforeRelease(await state(child));
      assert.deepEqual([open?.kind, open?.destination.teamId], ['fnp-to-fnp', 'ealing-fnp'], child.name);
    }
  },
);

scenario(
  'A10, A11 Twins born while it is asked where the pregnancy sleeps: it is asked of the second too, by the same signals and on the same sides',
  async ({ given, when, then, state, clients, about }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 5 });
    const [unborn] = await clients.children();
    assert.ok(unborn);
    about(unborn);
    await when('shanice-brown').signals({ source: 'parent' }, 'ealing-hv');
    await when('shanice-brown').signals({ source: 'parent', areaCode: areas['hammersmith-fulham'] }, 'hf-hv');
    const asked = (await state()).enquiries.map(({ signals, otherTeamIds }) => ({ signals, otherTeamIds }));
    assert.equal(asked[0]?.signals.length, 2);
    await when('shanice-brown').tellsTheBirthOf(['Ada', 'Ben']);
    await then.childrenDidAll();
    for (const child of await clients.children()) {
      about(child);
      const { enquiries } = await state(child);
      assert.deepEqual(
        enquiries.map(({ signals, otherTeamIds }) => ({ signals, otherTeamIds })),
        asked,
        child.name,
      );
      await then.owes('settle-enquiry', 'luton-fnp');
      await then.told('ealing-hv', 'EnquiryOpened');
    }
  },
);

scenario(
  'A10 Babies born after she has left have left too, each by the same door and with a handover',
  async ({ given, when, then, state, clients }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 5, address: { areaCode: areas.luton } });
    await when('shanice-brown').endsTheProgramme('withdrew');
    await when('shanice-brown').tellsTheBirthOf(['Ada', 'Ben']);
    await then.childrenDidAll();
    const children = (await clients.state()).children;
    assert.deepEqual(
      children.map((child) => child.left),
      ['withdrew', 'withdrew'],
    );
    for (const child of await clients.children()) {
      const known = await state(child);
      assert.equal(known.programme?.left?.door, 'withdrew', child.name);
      assert.equal(openBeforeRelease(known)?.destination.teamId, 'luton-hv', child.name);
    }
  },
);

scenario(
  'A14 A child whose schedules have stopped leaves with its mother, and nothing is opened for it',
  async ({ given, when, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 200);
    const [ada, ben] = await clients.children();
    assert.ok(ada && ben);
    await when('shanice-brown').does({
      type: 'stop-schedules',
      why: 'child-died',
      says: 'The hospital rang',
    });
    await when('shanice-brown').endsTheProgramme('withdrew');
    await then.childrenDidAll();
    const known = await state(ada);
    assert.equal(known.programme?.left?.door, 'withdrew');
    assert.deepEqual(known.handovers, []);
    assert.equal((await state(ben)).handovers.length, 1);
  },
);

scenario(
  'Enrolment asks for consent to the programme, and apart from it for the basis of safeguarding sharing',
  async ({ given, tries, then, clock }) => {
    await given.aReferralTo('luton-fnp', { known: { earlier: [] } });
    await tries('shanice-brown').enrols('shanice-brown', { consent: { on: clock.today(), how: '' } });
    then.refused('consent-missing');
    const tomorrow = addDays(clock.today(), 1);
    await tries('shanice-brown').enrols('shanice-brown', { consent: { on: tomorrow, how: 'Signed' } });
    then.refused('consent-missing');
    await tries('shanice-brown').enrols('shanice-brown', { sharingBasis: '' });
    then.refused('basis-missing');
  },
);

scenario(
  'P2 A transfer cannot be called off once the site answers for a child of hers',
  async ({ given, when, tries, then }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing);
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('beth-lomax').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Beth Lomax');
    await when('beth-lomax').playsBackTheRisks();
    await when('beth-lomax').accepts();
    await when('beth-lomax').seesTheChild();
    await then.holderIs('ealing-fnp', 'beth-lomax');
    await tries('shanice-brown').recordsThatTheTransferDidNotHappen();
    then.refused('child-accepted-there');
  },
);

scenario(
  'She goes to another site and lives in her site’s own area still: the offer goes to the site of the transfer, nobody offers to itself',
  async ({ given, when, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400, { address: { areaCode: areas.luton } });
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.luton, { outsideRules: 'Agreed' });
    const { destination } = await handover();
    assert.deepEqual([destination.kind, destination.teamId], ['desk', 'ealing-fnp']);
  },
);

scenario('A whole-time nurse has 25 families where the site says nothing', async ({ context, clock }) => {
  const { directory } = context('shanice-brown');
  const silent = { ...directory, sites: [] };
  assert.equal(capacityOf(silent, 'luton-fnp', 1, clock.today()), 25);
  assert.equal(capacityOf(silent, 'luton-fnp', 0.6, clock.today()), 15);
});

/** Which handover each door opens, written by hand from the published ways of leaving the programme (FNP). */
const opens: readonly (readonly [Door, string, string])[] = [
  ['graduation', 'graduation', 'fnp-to-health-visiting'],
  ['early-graduation', 'graduation', 'fnp-to-health-visiting'],
  ['withdrew', 'early-leaver', 'fnp-to-health-visiting'],
  ['moved-away', 'move', 'fnp-to-health-visiting'],
  ['no-place', 'move', 'fnp-to-health-visiting'],
  ['not-eligible-there', 'move', 'fnp-to-health-visiting'],
  ['lives-elsewhere', 'split', 'fnp-to-health-visiting'],
  ['removed', 'split', 'fnp-to-health-visiting'],
  ['mother-died', 'split', 'fnp-to-health-visiting'],
  ['site-closes', 'service-stops', 'fnp-to-health-visiting'],
];

for (const [door, occasion, kind] of opens)
  scenario(
    `Door ${door} opens a handover ${kind}, because of ${occasion}`,
    async ({ given, when, handover }) => {
      await given.aClientWithChildren('shanice-brown', ['Ada'], 710, { address: { areaCode: areas.ealing } });
      await when('shanice-brown').endsTheProgramme(door);
      const opened = await handover();
      assert.deepEqual(
        [opened.occasion, opened.kind, opened.destination.teamId],
        [occasion, kind, 'ealing-hv'],
      );
    },
  );

scenario(
  'A46 Born in another area’s hospital: the new birth review is due by day 14 with the home team, and the discharge changes neither',
  async ({ given, when, then, state }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 5 });
    await when('shanice-brown').tellsTheBirthOf(['Ada'], { where: 'St Mary’s, London' });
    const bornOn = (await state()).identity.bornOn ?? '';
    const reviews = Object.values((await state()).deadlines).filter(({ kind }) => kind === 'review');
    const first = reviews.map(({ dueAt }) => dueAt).sort()[0];
    assert.equal(first?.slice(0, 10), addDays(bornOn, 14));
    await then.owes('review', 'luton-fnp');
  },
);

scenario(
  'B18 A short stay is looked at within seven days, not later',
  async ({ given, when, tries, then, clock }) => {
    await given.aChildHeldBy('amara-osei');
    await when('amara-osei').signals({}, 'ealing-hv');
    await tries('amara-osei').findsAShortStay({ reviewOn: addDays(clock.today(), 8) });
    then.refused('stay-review-weekly');
    await when('amara-osei').findsAShortStay({ reviewOn: addDays(clock.today(), 7) });
  },
);

scenario(
  'A21 Nothing closes while the family is missing: not even a handover of which everything was told',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei');
    await when('amara-osei').records(calm);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    await when('kate-brennan').decidesTheLevel('universal');
    await when('kate-brennan').tellsTheParent();
    await when('kate-brennan').tellsTheGp();
    await when('kate-brennan').tellsChildHealthRecords();
    const missingId = '00000000-0000-4000-8000-0000000000a1';
    await when('kate-brennan').does({
      type: 'open-missing',
      missingId,
      why: 'The flat is empty',
      notOpen: null,
    });
    await tries('kate-brennan').closes();
    then.refused('still-missing');
    await when('kate-brennan').does({
      type: 'record-found',
      how: 'By her aunt',
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    });
    await when('kate-brennan').closes();
  },
);
