import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { commandsOpenTo } from '../../src/domain/child/decide.ts';
import { toddler } from '../children.ts';
import { scenario, type World } from '../world.ts';

scenario(
  'B9 Once the desk has named one of its practitioners, nobody is owed a name; they leave, and somebody is',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('leo-marsh').acknowledges();
    await then.owes('allocate', 'ealing-hv');
    await when('leo-marsh').allocatesTo('kate-brennan');
    await then.owesNot('allocate');
    await then.owes('answer-offer', 'ealing-hv');
    await given.leaves('kate-brennan');
    await then.owes('allocate', 'ealing-hv');
  },
);

scenario(
  'A29 Sending an offer to the desk where it lies already winds no clock back',
  async ({ given, when, tries, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    const { dueAt } = await then.owes('acknowledge', 'ealing-hv');
    clock.passes({ hours: 20 });
    await tries('amara-osei').redirectsTo('ealing-hv');
    then.refused('already-offered', /Ealing health visiting/);
    await tries('amara-osei').recalls('ealing-hv');
    then.refused('already-offered');
    assert.equal((await then.owes('acknowledge', 'ealing-hv')).dueAt, dueAt);
    await when('amara-osei').redirectsTo('hf-hv');
  },
);

scenario(
  'A28 Once a declined child is on its way to another desk, nothing is disputed or taken back of the decline',
  async ({ given, when, then, handover, state, context, issue }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('kate-brennan').declines('not-resident');
    const { handoverId } = await handover();
    await when('amara-osei').redirectsTo('hf-hv');
    const ground = { ground: 'They do sleep there', deciderId: 'manjit-sandhu' };
    const disputed = await issue('amara-osei', { type: 'dispute', handoverId, ...ground });
    assert.equal(disputed.kind === 'refused' && disputed.refusal.code, 'handover-already-open');
    const withdrawn = await issue('amara-osei', {
      type: 'withdraw',
      handoverId,
      reason: 'At home',
      backHome: true,
    });
    assert.equal(withdrawn.kind === 'refused' && withdrawn.refusal.code, 'handover-over');
    assert.deepEqual(commandsOpenTo(await state(), await handover(handoverId), context('amara-osei')), []);
    await when('amara-osei').withdraws('At home again', true);
    await then.owesNot('onward-route');
  },
);

scenario(
  'A52 Accepted on paper and the family reached since: the first contact is measured from the true day of the acceptance',
  async ({ given, when, tries, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    clock.is('2026-11-27T09:00:00.000Z');
    const onPaper = '2026-11-24T14:00:00.000Z';
    await tries('kate-brennan').accepts({ firstContactOn: '2026-11-25' });
    then.refused('first-contact-in-past');
    await tries('kate-brennan', onPaper).accepts({ firstContactOn: '2026-11-23' });
    then.refused('first-contact-in-past');
    await tries('kate-brennan', onPaper).accepts({ firstContactOn: '2026-11-27' });
    then.refused('first-contact-too-late', /by 26 November 2026/);
    await when('kate-brennan', onPaper).accepts({ firstContactOn: '2026-11-25' });
    await when('kate-brennan', '2026-11-25T10:00:00.000Z').makesFirstContact();
    await then.owesNot('first-contact');
  },
);

scenario(
  'A39 What is told by call-back was so when it was told, and not when it came to be written down',
  async ({ given, when, tries, then, clock, context, state, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const outside = 'outside-S12000036';
    await when('amara-osei').offers(outside, { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Morag Sinclair');
    await when('amara-osei').playsBackTheRisks();
    const call = {
      number: context('amara-osei').directory.teams.get(outside)?.phone ?? '',
      outsideName: 'Morag Sinclair',
      spokenBy: 'Amara Osei',
      secondName: 'Priya Nair',
    };
    const accepted = '2026-11-24T16:00:00.000Z';
    clock.is('2026-11-30T09:00:00.000Z');
    await when('amara-osei').accepts({
      firstContactOn: '2026-11-26',
      callBack: { ...call, spokeAt: accepted },
    });
    const taken = await handover();
    assert.equal(taken.state === 'accepted' && taken.acceptance.happenedAt, accepted);
    await tries('amara-osei').seesTheChild({ ...call, spokeAt: '2026-11-24T10:00:00.000Z' });
    then.refused('before-its-step', /accepted on 24 November 2026/);
    await when('amara-osei').seesTheChild({ ...call, spokeAt: '2026-11-27T15:00:00.000Z' });
    assert.equal((await state()).lastSeenOn, '2026-11-27');
    await then.holderIs(outside, null);
  },
);

scenario(
  'A28 A question that was open when the desk declined is nobody’s to answer, and is asked again if the desk has to take the child',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('kate-brennan').asks('Who collects the child?');
    await then.owes('answer-question', 'luton-hv');
    await when('kate-brennan').declines('not-resident');
    await tries('amara-osei').answersTheQuestion('The grandmother');
    then.refused('handover-over');
    await then.owesNot('answer-question');
    await when('amara-osei').disputes('They do sleep there', 'manjit-sandhu');
    await then.owes('decide-dispute', 'ealing-designated-nurse');
    await when('manjit-sandhu').decidesTheDispute('receiving-takes');
    await then.owes('answer-question', 'luton-hv');
  },
);

for (const [how, sendsElsewhere] of Object.entries({
  'redirected to': (world: World) => world.when('amara-osei').redirectsTo('hf-hv'),
  'recalled and sent to': (world: World) => world.when('amara-osei').recalls('hf-hv'),
}))
  scenario(
    `A27 A claim that was to be settled by handing over is open again when the offer is ${how} another desk`,
    async (world) => {
      const { given, when, then } = world;
      await given.aChildHeldBy('amara-osei', toddler);
      const claimId = randomUUID();
      const claim = {
        type: 'open-claim',
        claimId,
        claimantTeamId: 'ealing-hv',
        says: 'On our list',
      } as const;
      await when('kate-brennan').does(claim);
      await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
      const settle = {
        type: 'settle-claim',
        claimId,
        outcome: 'hand-over',
        note: 'It sleeps there',
      } as const;
      await when('amara-osei').does(settle);
      await then.owesNot('settle-claim');
      await sendsElsewhere(world);
      await then.owes('settle-claim', 'luton-hv');
    },
  );

scenario(
  'A27 So it is when the draft is written anew for another desk',
  async ({ given, when, then, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const claimId = randomUUID();
    const claim = { type: 'open-claim', claimId, claimantTeamId: 'ealing-hv', says: 'On our list' } as const;
    await when('kate-brennan').does(claim);
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await when('amara-osei').does({
      type: 'settle-claim',
      claimId,
      outcome: 'hand-over',
      note: 'It sleeps there',
    });
    const { handoverId, kind, occasion, addressedTo, proposedLevel, summary } = await handover();
    const draft = { handoverId, kind, occasion, addressedTo, proposedLevel, summary };
    const destination = { kind: 'desk', teamId: 'hf-hv', reason: 'They go on to a cousin' } as const;
    await when('amara-osei').does({ type: 'revise', ...draft, destination });
    await then.owes('settle-claim', 'luton-hv');
  },
);
