import assert from 'node:assert/strict';
import { areas, calm, scenario } from '../world.ts';

/** The warning above a caseload, and the list of those who wait for a place. */

const ofAge = { identity: { bornOn: '2004-05-06' } };
const alone = { alone: true };

scenario(
  'Above the caseload somebody says why: at enrolment, at reallocation and at transfer in alike, and with a reason none is refused',
  async ({ given, when, tries, then, clients }) => {
    await given.aClientOf('shanice-brown');
    await when('moira-kettle').weighsTheClient(24, 'Twenty-four families of this nurse');
    const second = await given.aReferralTo('luton-fnp', { known: { earlier: [] } });
    await when('moira-kettle').enrols('shanice-brown', { aboveCapacity: null });
    await then.nurseIs('shanice-brown');

    const third = await given.aReferralTo('luton-fnp', { known: { earlier: [] } });
    await tries('moira-kettle').enrols('shanice-brown', { aboveCapacity: null });
    then.refused('above-caseload', /25 of 25 now, 26 with her/);
    await then.clientIs('referred');
    await when('moira-kettle').enrols('shanice-brown', { aboveCapacity: 'Her sister is with this nurse' });
    await then.nurseIs('shanice-brown');
    await when('moira-kettle').allocatesTheClientTo('moira-kettle', 'For a time', null);

    clients.about(third);
    await tries('moira-kettle').allocatesTheClientTo('shanice-brown', 'Knows her', null);
    then.refused('above-caseload');
    await tries('moira-kettle').allocatesTheClientTo('shanice-brown', 'Knows her', '');
    then.refused('above-caseload');
    await when('moira-kettle').allocatesTheClientTo('shanice-brown', 'Knows her', 'Nobody else is free');
    await then.nurseIs('shanice-brown');
    // She is a client of that nurse already, so nothing is added and no reason is asked for.
    clients.about(second);
    await when('moira-kettle').allocatesTheClientTo('shanice-brown', 'Stays', null);
  },
  alone,
);

scenario(
  'Above the caseload at the site that takes a client in: the same question, and no family is left with nobody',
  async ({ given, when, tries, then }) => {
    const full = await given.aClientOf('joy-okafor');
    assert.ok(full);
    await when('yvonne-clarke').weighsTheClient(25, 'Twenty-five families of this nurse');
    await given.aClientOf('shanice-brown', ofAge);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing, {
      outsideRules: 'Their supervisor agreed',
    });
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('beth-lomax').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Beth Lomax');
    await when('joy-okafor').playsBackTheRisks();
    await when('joy-okafor').accepts();
    await when('joy-okafor').seesTheChild();
    await then.holderIs('ealing-fnp', 'joy-okafor');
    await tries('beth-lomax').takesTheClientIn('joy-okafor', null);
    then.refused('above-caseload', /25 of 25 now, 26 with her/);
    await then.clientIs('transferring-out');
    await when('beth-lomax').takesTheClientIn('joy-okafor', 'Lives next door to her mother, also with Joy');
    await then.nurseIs('joy-okafor');
  },
  alone,
);

scenario(
  'A4 She waits for a place: offered it once health visiting has her child, refused in words while no nurse has room and nobody says why, and enrolled with her child on its way',
  async ({ given, when, tries, then, clients, state }) => {
    for (const nurse of ['joy-okafor', 'beth-lomax']) {
      await given.aClientOf(nurse);
      await when('yvonne-clarke').weighsTheClient(25, 'Twenty-five families of this nurse');
    }
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90, ofAge);
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing, {
      outsideRules: 'Their supervisor agreed',
    });
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await tries('beth-lomax').offersThePlaceForWhichSheWaits();
    then.refused('already-enrolled');
    await when('beth-lomax').refusesTheTransfer('no-place');
    await then.clientIs('left-early');
    await tries('shanice-brown').offersThePlaceForWhichSheWaits();
    then.refused('not-allowed');
    await tries('beth-lomax').offersThePlaceForWhichSheWaits('A place is made');
    then.refused('left-site-still-answers');

    await when('kate-brennan').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');

    await tries('beth-lomax').offersThePlaceForWhichSheWaits(null);
    then.refused('no-place-free');
    assert.equal((await clients.state()).waiting?.teamId, 'ealing-fnp', 'she goes on waiting');
    await when('beth-lomax').offersThePlaceForWhichSheWaits('A place is made for her');
    await then.clientIs('offered');
    await then.clientTold('luton-fnp', 'TakenFromWaitingList');
    await then.clientOwes('decide-place', 'ealing-fnp');
    await then.siteSeesNot('luton-fnp');
    assert.equal((await clients.state()).waiting, null);

    const bornOn = (await state()).identity.bornOn ?? '';
    await when('yvonne-clarke').enrols('joy-okafor', { children: [{ personId: ada.personId, bornOn }] });
    await then.clientIs('enrolled');
    await then.childrenDidAll();
    await then.holderIs('ealing-hv', 'kate-brennan');
    assert.equal((await state()).awaited?.siteId, 'ealing-fnp', 'the child comes by a handover of its own');
  },
  alone,
);
