import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { toddler } from './children.ts';
import { scenario, violentExPartner, type World } from './world.ts';

/** More than routine: the release point is the sighting. */
async function acceptedByKate({ given, when }: World): Promise<void> {
  await given.aChildHeldBy('amara-osei', toddler);
  await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
  await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
  await when('kate-brennan').playsBackTheRisks();
  await when('kate-brennan').accepts();
}

describe('a dispute leaves the holder where it is', () => {
  scenario('seen while it is open passes nothing; “receiving takes” releases then', async (world) => {
    const { when, then } = world;
    await acceptedByKate(world);
    await when('amara-osei').disputes('She is back with us', 'manjit-sandhu');
    await when('kate-brennan').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');
    await when('manjit-sandhu').decidesTheDispute('receiving-takes');
    await then.holderIs('ealing-hv', 'kate-brennan');
  });

  scenario(
    '“releasing keeps” ends the handover, also when it was accepted and the child seen',
    async (world) => {
      const { when, tries, then } = world;
      await acceptedByKate(world);
      await when('amara-osei').disputes('She is back with us', 'manjit-sandhu');
      await when('kate-brennan').seesTheChild();
      await when('manjit-sandhu').decidesTheDispute('releasing-keeps');
      await then.handoverIs('withdrawn');
      await then.told('ealing-hv', 'DisputeDecided');
      await tries('kate-brennan').seesTheChild();
      then.foundNothing();
      await then.holderIs('luton-hv', 'amara-osei');
    },
  );

  scenario('a routine acceptance passes nothing while the receiving side disputes', async (world) => {
    const { given, when, then } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'service-closes' });
    await when('kate-brennan').disputes('Not ours', 'manjit-sandhu');
    await when('kate-brennan').accepts();
    await then.holderIs('luton-hv', 'amara-osei');
    await then.owes('decide-dispute', 'ealing-designated-nurse');
    await then.told('ealing-designated-nurse', 'dispute-put');
    await then.told('luton-hv', 'DisputeRaised');
    await when('manjit-sandhu').decidesTheDispute('receiving-takes');
    await then.holderIs('ealing-hv', 'kate-brennan');
  });

  scenario('nor do both named nurses release while it is open', async (world) => {
    const { when, then } = world;
    await acceptedByKate(world);
    await when('kate-brennan').disputes('Not ours', 'manjit-sandhu');
    await when('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
    await when('colette-baptiste').agreesToTheRelease();
    await then.holderIs('luton-hv', 'amara-osei');
  });

  scenario(
    'after release it cannot be decided that the releasing side keeps: release is written once',
    async (world) => {
      const { when, tries, then } = world;
      await acceptedByKate(world);
      await when('kate-brennan').seesTheChild();
      await when('amara-osei').disputes('She is back with us', 'manjit-sandhu');
      await tries('manjit-sandhu').disputes('Again', 'manjit-sandhu');
      then.refused('dispute-open');
      await tries('manjit-sandhu').decidesTheDispute('releasing-keeps');
      then.refused('already-released');
      await then.holderIs('ealing-hv', 'kate-brennan');
      await when('manjit-sandhu').decidesTheDispute('receiving-takes');
      await then.owesNot('decide-dispute');
    },
  );
});

describe('no step happened before the step that it rests on', () => {
  scenario(
    'seen before the acceptance, or before the offer, is no sighting by the receiver',
    async (world) => {
      const { clock, tries, then } = world;
      await world.given.aChildHeldBy('amara-osei', toddler);
      clock.passes({ days: 40 });
      await offeredLate(world);
      await tries('kate-brennan', '2026-11-24T10:00:00.000Z').seesTheChild();
      then.refused('before-its-step', /accepted/);
      await tries('kate-brennan', '2026-11-24T10:00:00.000Z').makesFirstContact();
      then.refused('before-its-step', /accepted/);
      await then.holderIs('luton-hv', 'amara-osei');
    },
  );

  async function offeredLate({ when }: World): Promise<void> {
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
  }

  scenario('nor is an acceptance, an acknowledgement or a decline older than its offer', async (world) => {
    const { given, when, tries, then, clock } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    clock.passes({ days: 10 });
    await when('amara-osei').offers('ealing-hv');
    const kate = tries('kate-brennan', '2026-11-24T10:00:00.000Z');
    await kate.accepts();
    then.refused('before-its-step', /offered/);
    await kate.acknowledges();
    then.refused('before-its-step');
    await kate.declines('not-resident');
    then.refused('before-its-step');
  });

  scenario('entered late with its true times, a whole afternoon on paper is taken in', async (world) => {
    const { given, when, tries, then, clock, handover } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    clock.passes({ days: 2 });
    await when('amara-osei', '2026-11-24T13:00:00.000Z').sendsTheOffer();
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan', '2026-11-24T15:00:00.000Z').accepts();
    await tries('kate-brennan', '2026-11-24T14:30:00.000Z').seesTheChild();
    then.refused('before-its-step', /24 November 2026/);
    await when('kate-brennan', '2026-11-24T16:00:00.000Z').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');
    const seen = await handover();
    assert.equal(seen.state === 'seen' && seen.seen.at, '2026-11-24T16:00:00.000Z');
  });

  scenario('a call-back that accepts was made after the offer', async (world) => {
    const { given, when, tries, then, clock, context } = world;
    const outside = 'outside-S12000036';
    await given.aChildHeldBy('amara-osei', toddler);
    clock.passes({ days: 10 });
    await when('amara-osei').offers(outside, { occasion: 'move' });
    const callBack = {
      number: context('amara-osei').directory.teams.get(outside)?.phone ?? '',
      outsideName: 'Morag Sinclair',
      spokenBy: 'Amara Osei',
      spokeAt: '2026-11-24T10:00:00.000Z',
      secondName: 'Priya Nair',
    };
    await tries('amara-osei').accepts({ callBack });
    then.refused('before-its-step', /offered/);
  });
});

describe('what was said to one desk was not said to the next', () => {
  scenario('verbal handover and play-back are asked of the desk that it was redirected to', async (world) => {
    const { given, when, tries, then } = world;
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    await when('amara-osei').offers('hf-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Chloe Sinclair');
    await when('chloe-sinclair').playsBackTheRisks();
    await then.owesNot('verbal');
    await when('amara-osei').redirectsTo('ealing-hv');
    await then.owes('verbal', 'luton-hv');
    await tries('kate-brennan').accepts();
    then.refused('verbal-handover-missing');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await tries('kate-brennan').accepts();
    then.refused('risks-not-played-back');
  });
});

describe('the third decline goes to the designated nurses', () => {
  const desks = [
    ['ealing-hv', 'kate-brennan'],
    ['hf-hv', 'chloe-sinclair'],
    ['ealing-hv', 'kate-brennan'],
  ] as const;

  scenario('however the next one was made: prepared anew each time', async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    for (const [team, who] of desks) {
      clock.passes({ hours: 3 });
      await when('amara-osei').offers(team, { occasion: 'move' });
      await then.notTold('luton-designated-nurse');
      await when(who).declines('not-resident');
    }
    await then.owes('designated-decision', 'luton-designated-nurse');
    await then.told('luton-designated-nurse', 'third-decline');
  });

  scenario('also when the one between was taken back', async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    for (const [team, who] of desks) {
      clock.passes({ hours: 3 });
      await when('amara-osei').offers(team, { occasion: 'move' });
      await when(who).declines('not-resident');
      await when('amara-osei').withdraws('We try another way');
    }
    clock.passes({ hours: 3 });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.owes('designated-decision', 'luton-designated-nurse');
  });

  scenario('a family back at home ends the chain', async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    for (const [team, who] of desks) {
      clock.passes({ hours: 3 });
      await when('amara-osei').offers(team, { occasion: 'move' });
      await when(who).declines('not-resident');
      await when('amara-osei').withdraws('Back with us', true);
    }
    clock.passes({ hours: 3 });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.owesNot('designated-decision');
  });
});

describe('a dispute has a decider who is there, and a desk that it is about', () => {
  scenario('its decider has left: the refusal says so, and either side names another', async (world) => {
    const { given, when, tries, then } = world;
    await acceptedByKate(world);
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');
    await when('kate-brennan').disputes('They live in Luton', 'ruth-pemberton');
    await tries('colette-baptiste').decidesTheDispute('receiving-takes');
    then.refused('not-the-decider', /Ruth Pemberton/);
    await tries('kate-brennan').disputes('They live in Luton', 'manjit-sandhu');
    then.refused('dispute-open', /Ruth Pemberton/);
    await given.leaves('ruth-pemberton');
    await tries('colette-baptiste').decidesTheDispute('receiving-takes');
    then.refused('not-the-decider', /either side may name another/);
    await when('kate-brennan').disputes('They live in Luton', 'manjit-sandhu');
    await then.owes('decide-dispute', 'ealing-designated-nurse');
    await then.owesNotBy('decide-dispute', 'luton-named-nurse');
    await when('manjit-sandhu').decidesTheDispute('receiving-takes');
    await then.owesNot('decide-dispute');
  });

  scenario(
    'sent on to another desk, what the first one disputed and was asked ends with it',
    async (world) => {
      const { given, when, tries, then } = world;
      await given.aChildHeldBy('amara-osei', toddler);
      await when('amara-osei').offers('ealing-hv', { occasion: 'service-closes' });
      await when('amara-osei').asks('Do you know the grandmother?');
      await when('kate-brennan').disputes('They live in Hammersmith', 'colette-baptiste');
      await then.owes('answer-question', 'ealing-hv');
      await when('amara-osei').redirectsTo('hf-hv');
      await then.owesNot('decide-dispute');
      await then.owesNot('answer-question');
      await then.told('ealing-named-nurse', 'dispute-over');
      await tries('chloe-sinclair').answersTheQuestion('No');
      then.refused('no-such-question');
      await when('chloe-sinclair').accepts();
      await then.holderIs('hf-hv', 'chloe-sinclair');
    },
  );

  scenario('what the desk disputes stands while the offer stays on it', async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'service-closes' });
    await when('kate-brennan').disputes('Not ours', 'colette-baptiste');
    await when('samira-haddad').allocatesTo('kate-brennan');
    await then.owes('decide-dispute', 'ealing-named-nurse');
  });
});
