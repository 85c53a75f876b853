import assert from 'node:assert/strict';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { doorsOpenTo } from '../../src/domain/programme/client-leave.ts';
import { calm, scenario } from '../world.ts';

const luton = 'E06000032';
const ealing = 'E09000009';
/** An invented client of 22 or 23 at the last period, whatever the day of the test. */
const of22 = { bornOn: '2003-12-01' };

scenario(
  'A3 Moves to an area with the programme, eligible, place free: site to site, health visiting there informed, taken in once each child is',
  async ({ given, when, tries, then, handover, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', ealing);
    await then.clientIs('transferring-out');
    await then.childrenDidAll();
    await then.clientTold('ealing-fnp', 'TransferStarted');
    await then.clientOwes('take-client-in', 'ealing-fnp');
    const passage = await handover();
    assert.deepEqual([passage.kind, passage.destination.teamId], ['fnp-to-fnp', 'ealing-fnp']);
    await tries('beth-lomax').takesTheClientIn();
    then.refused('child-not-passed-yet');

    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await then.told('ealing-hv', 'arrives-in-programme');
    await when('beth-lomax').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Beth Lomax');
    await when('beth-lomax').playsBackTheRisks();
    await tries('beth-lomax').accepts({ firstContactOn: null });
    then.refused('first-contact-date-missing');
    await when('beth-lomax').accepts();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('beth-lomax').seesTheChild();
    await then.holderIs('ealing-fnp', 'beth-lomax');
    await when('beth-lomax').takesTheClientIn();
    await then.clientIs('enrolled');
    await then.nurseIs('beth-lomax');
    assert.equal((await clients.state()).teamId, 'ealing-fnp');
  },
);

scenario(
  'A3 She moves to one site while her child has a draft to another: the child goes where she goes, and the other site is not to wait',
  async ({ given, when, then, handover, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await given.aboutHerFirstChild();
    await when('shanice-brown').prepares('hf-fnp');
    const { handoverId: old } = await handover();
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', ealing);
    await then.childrenDidAll();
    await then.handoverIs('superseded', old);
    const open = openBeforeRelease(await state());
    assert.deepEqual([open?.kind, open?.destination.teamId], ['fnp-to-fnp', 'ealing-fnp']);

    await given.aClientWithChildren('shanice-brown', ['Ben'], 90);
    await given.aboutHerFirstChild();
    await when('shanice-brown').prepares('ealing-fnp');
    const { handoverId: same } = await handover();
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', ealing);
    await then.handoverIs('draft', same);
    assert.equal(openBeforeRelease(await state())?.handoverId, same, 'what leads there already carries it');
  },
);

scenario(
  'A3 However an offer comes to a site, health visiting there is informed, and told when the family does not come after all',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2024-06-01' } });
    await when('shanice-brown').offers('network-holding-desk', { occasion: 'move' });
    await then.notTold('ealing-hv');
    await when('frances-odell').redirectsTo('ealing-fnp');
    await then.told('ealing-hv', 'arrives-in-programme');
    await when('shanice-brown').recalls('hf-fnp');
    await then.told('ealing-hv', 'arrives-not');
    await then.told('hf-hv', 'arrives-in-programme');
    await when('shanice-brown').withdraws('They stay');
    await then.told('hf-hv', 'arrives-not');
    await then.notTold('luton-hv');
  },
);

scenario(
  'A4 The receiving site is full: each child goes to health visiting there at once, she stands on the waiting list, and the sender holds until health visiting accepts',
  async ({ given, when, tries, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 90);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', ealing);
    // One child's handover is sent already, the other's is a draft: both go on.
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('beth-lomax').refusesTheTransfer('no-place');
    await then.childrenDidAll();
    await then.clientTold('luton-fnp', 'TransferRefused');
    await then.clientIs('left-early');
    await then.clientOwesNot('take-client-in');
    assert.equal((await clients.state()).waiting?.teamId, 'ealing-fnp');
    await then.siteSees('ealing-fnp');
    const states: string[] = [];
    for (const child of await clients.children()) {
      const open = openBeforeRelease(await state(child));
      assert.ok(open);
      assert.deepEqual(
        [open.kind, open.destination.teamId, open.occasion],
        ['fnp-to-health-visiting', 'ealing-hv', 'move'],
      );
      states.push(open.state);
    }
    assert.deepEqual(states.sort(), ['draft', 'offered']);
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.told('ealing-hv', 'HandoverOffered');

    await when('kate-brennan').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');

    await when('beth-lomax').takesHerOffTheWaitingList();
    await then.siteSeesNot('ealing-fnp');
    await tries('shanice-brown').takesHerOffTheWaitingList();
    then.refused('not-waiting');
  },
);

scenario(
  'A4 A site that has accepted a child of hers cannot say that it has no place, and one that would take her by its rules cannot say she is not eligible',
  async ({ given, when, tries, then }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', ealing);
    await tries('shanice-brown').refusesTheTransfer();
    then.refused('not-allowed');
    await tries('beth-lomax').refusesTheTransfer('not-eligible');
    then.refused('eligible-by-rules');
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('beth-lomax').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Beth Lomax');
    await when('beth-lomax').playsBackTheRisks();
    await when('beth-lomax').accepts();
    await tries('beth-lomax').refusesTheTransfer('no-place');
    then.refused('child-accepted-there');
  },
);

scenario(
  'A6 Different age rules: at 22 eligible at home by need, over the limit there, so her child goes to health visiting',
  async ({ given, when, tries, then, handover, clients, context }) => {
    await given.aReferralTo('ealing-fnp', {
      identity: of22,
      known: { earlier: [], vulnerabilities: ['homelessness'] },
    });
    await when('beth-lomax').assesses();
    assert.equal((await clients.state()).eligibility?.outcome, 'eligible');
    await when('beth-lomax').enrols('beth-lomax', { outsideRules: null });
    await then.clientIs('enrolled');
    await then.childrenDidAll();

    await tries('beth-lomax').startsTheTransferTo('luton-fnp', luton);
    then.refused('not-eligible-there', /Age: not met\. 2\d at the last period/);
    const offered = doorsOpenTo(await clients.state(), context('beth-lomax'));
    assert.ok(offered.includes('not-eligible-there'), 'the page offers the door that the refusal names');
    await when('beth-lomax').endsTheProgramme('not-eligible-there', { reason: 'moved', areaCode: luton });
    await then.childrenDidAll();
    await given.aboutHerFirstChild();
    const passage = await handover();
    assert.deepEqual([passage.kind, passage.destination.teamId], ['fnp-to-health-visiting', 'luton-hv']);
    await then.holderIs('ealing-fnp', 'beth-lomax');
  },
);

scenario(
  'A6 Rules for transfers are apart from those for new clients: wider there, they admit her; a site that has closed admits nobody, unless its supervisor agrees with a reason',
  async ({ given, when, tries, then, clients }) => {
    await given.aReferralTo('luton-fnp', { identity: of22, known: { earlier: [] } });
    await tries('shanice-brown').enrols('shanice-brown', { outsideRules: null });
    then.refused('not-eligible', /2\d at the last period/);
    await tries('shanice-brown').enrols('shanice-brown', { outsideRules: 'She needs it' });
    then.refused('supervisor-enrols');
    await when('moira-kettle').enrols('shanice-brown', { outsideRules: 'Leaves care in March' });
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', ealing);
    await then.clientIs('transferring-out');
    await when('shanice-brown').recordsThatTheTransferDidNotHappen();

    await tries('shanice-brown').startsTheTransferTo('hf-fnp', 'E09000013');
    then.refused('not-eligible-there', /takes no clients who transfer in since 1 October 2026/);
    await when('shanice-brown').startsTheTransferTo('hf-fnp', 'E09000013', {
      outsideRules: 'Celia Marchetti agreed: her sister is with the team',
    });
    assert.equal((await clients.state()).transfer?.toTeamId, 'hf-fnp');
  },
);

scenario(
  'Eligibility is judged anew on the day of enrolment: whoever was eligible when referred may be past the last day',
  async ({ given, when, tries, then, clock, clients }) => {
    // 20 weeks today; Luton enrols by 28 weeks.
    await given.aReferralTo('luton-fnp', { known: { earlier: [] } });
    await when('shanice-brown').assesses();
    assert.equal((await clients.state()).eligibility?.outcome, 'eligible');
    clock.passes({ days: 56 });
    await when('shanice-brown').assesses();
    assert.equal((await clients.state()).eligibility?.outcome, 'eligible');
    clock.passes({ days: 1 });
    await tries('shanice-brown').enrols('shanice-brown', { outsideRules: null });
    then.refused('not-eligible', /28 weeks and 1 day/);
    await then.clientIs('referred');
  },
);

scenario(
  'A17 Her address is sealed: each child of hers is sealed with her, and opening hers opens none of theirs (P11)',
  async ({ given, when, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 90);
    const { address } = await clients.state();
    assert.ok(address);
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, sealed: true } });
    await then.childrenDidAll();
    for (const child of await clients.children())
      assert.equal((await state(child)).address?.sealed, true, child.name);
    await when('shanice-brown').recordsOfTheClient({ address });
    for (const child of await clients.children())
      assert.equal((await state(child)).address?.sealed, true, child.name);
  },
);

scenario(
  'She comes back after her child has passed to health visiting: enrolling her moves no child (P2)',
  async ({ given, when, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').endsTheProgramme('withdrew', {
      reason: 'no-time',
      proposedLevel: 'targeted',
    });
    await when('shanice-brown').completesTheDraft(calm);
    await when('shanice-brown').sendsTheOffer();
    await when('hannah-whitlock').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    await when('amara-osei').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');

    const children = (await clients.state()).children.flatMap(({ personId, bornOn }) =>
      bornOn === null ? [] : [{ personId, bornOn }],
    );
    await when('moira-kettle').enrols('shanice-brown', { children });
    await then.childrenDidAll();
    await then.owes('offer', 'luton-hv');
    await then.holderIs('luton-hv', 'amara-osei');
  },
);

scenario(
  'Declining is her choice: nothing more is owed, and a change of mind is welcome',
  async ({ given, when, then }) => {
    await given.aReferralTo('luton-fnp', { known: { earlier: [] } });
    await then.clientOwes('answer-referral', 'luton-fnp');
    await when('shanice-brown').offersAPlace();
    await then.clientOwes('decide-place', 'luton-fnp');
    await when('shanice-brown').recordsThatSheDeclined('has-support');
    await then.clientIs('declined');
    await then.clientOwesNot('decide-place');
    await when('shanice-brown').offersAPlace();
    await when('shanice-brown').enrols('shanice-brown', { outsideRules: null });
    await then.clientIs('enrolled');
    await then.childrenDidAll();
  },
);

scenario(
  'A4 She goes to live outside the area in which the site lies: its rules are asked of where she lives, the offer goes to that site, and without a place to health visiting where she lives',
  async ({ given, when, tries, then, handover }) => {
    const fulham = 'E09000013';
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await tries('shanice-brown').startsTheTransferTo('ealing-fnp', fulham);
    then.refused('not-eligible-there', /catchment/);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', fulham, {
      outsideRules: 'Beth Lomax agreed',
    });
    await then.childrenDidAll();
    const draft = await handover();
    assert.deepEqual([draft.kind, draft.destination.teamId], ['fnp-to-fnp', 'ealing-fnp']);
    await when('beth-lomax').refusesTheTransfer('no-place');
    await then.childrenDidAll();
    assert.equal((await handover()).destination.teamId, 'hf-hv');
  },
);
