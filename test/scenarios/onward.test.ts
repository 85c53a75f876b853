import assert from 'node:assert/strict';
import { toddler } from '../children.ts';
import { areas, scenario, type World } from '../world.ts';

/** What is owed after a decline, in whatever way the later handovers ended (decision 0033). */

/** The handover is declined by one desk after the other. */
async function declinedBy({ when }: World, ...desks: readonly (readonly [string, string])[]): Promise<void> {
  for (const [teamId, who] of desks) {
    await when('amara-osei').offers(teamId, { occasion: 'move' });
    await when(who).declines('not-resident');
  }
}

scenario(
  'A28 Three declines: one more offer that is taken back does not take the decision from the designated nurses',
  async (world) => {
    const { given, when, then } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await declinedBy(
      world,
      ['ealing-hv', 'kate-brennan'],
      ['hf-hv', 'chloe-sinclair'],
      ['ealing-hv', 'kate-brennan'],
    );
    await then.owes('designated-decision', 'luton-designated-nurse');
    await when('amara-osei').prepares('hf-hv', { occasion: 'move' });
    await then.owes('designated-decision', 'luton-designated-nurse');
    await when('amara-osei').sendsTheOffer();
    await then.owes('designated-decision', 'luton-designated-nurse');
    await when('amara-osei').withdraws('Tired of it');
    await then.owes('onward-route', 'luton-hv');
    await then.owes('designated-decision', 'luton-designated-nurse');
  },
);

scenario(
  'A27 The practice changes while a declined handover waits: what holds is owed before it is sent on, or the other side is told to take it, and the answer goes with it',
  async (world) => {
    const { given, when, then, clock, handover } = world;
    await given.aChildHeldBy('amara-osei', { ...toddler, address: { areaCode: areas.ealing } });
    await declinedBy(world, ['ealing-hv', 'kate-brennan']);
    await then.owesNot('settle-gp-area');
    clock.passes({ days: 1 });
    const far = { odsCode: 'ZZ831', name: 'The Quayside Practice' };
    await when('system').does({ type: 'record-gp', gp: far });
    const { from } = await then.owes('settle-gp-area', 'luton-hv');
    clock.passes({ days: 2 });
    const answer = {
      type: 'record-gp',
      gp: far,
      why: 'The mother says so',
      gpAnswer: 'keeps-practice',
    } as const;
    await when('amara-osei').disputes('She lives there', 'ruth-pemberton');
    await when('ruth-pemberton').decidesTheDispute('receiving-takes');
    assert.equal((await then.owes('settle-gp-area', 'luton-hv')).from, from, 'no clock begins anew by it');
    await when('kate-brennan').declines('not-resident');
    await when('amara-osei').does(answer);
    await then.owesNot('settle-gp-area');
    await when('amara-osei').redirectsTo('hf-hv');
    await then.owesNot('settle-gp-area');
    assert.equal((await handover()).gpElsewhere?.answer, 'keeps-practice');
    await then.handoverIs('offered');
  },
);

scenario(
  'A28 Sent on after a decline, replaced, and the next draft taken back: the onward route is owed',
  async (world) => {
    const { given, when, then } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await declinedBy(world, ['ealing-hv', 'kate-brennan']);
    await when('amara-osei').offers('hf-hv', { occasion: 'move' });
    await when('amara-osei').supersedesTowards('ealing-hv');
    await then.owesNot('onward-route');
    await when('amara-osei').withdraws('Not that one either');
    await then.owes('onward-route', 'luton-hv');
  },
);

scenario(
  'A28 Declined, and the family does not move after all: said at once, or of one that was taken back before',
  async (world) => {
    const { given, when, tries, then } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await declinedBy(world, ['ealing-hv', 'kate-brennan']);
    await when('amara-osei').withdraws('No desk answers us');
    await then.owes('onward-route', 'luton-hv');
    await tries('amara-osei').withdraws('No desk answers us');
    then.refused('handover-over');
    await when('amara-osei').saysThatTheChildStays('She has decided to stay');
    await then.owesNot('onward-route');
    await tries('amara-osei').saysThatTheChildStays('She has decided to stay');
    then.refused('handover-over');
    await declinedBy(world, ['hf-hv', 'chloe-sinclair']);
    await when('amara-osei').saysThatTheChildStays('She stays again');
    await then.owesNot('onward-route');
  },
);

scenario('A28 A chain that has ended is not counted on: the next decline is the first', async (world) => {
  const { given, when, then } = world;
  await given.aChildHeldBy('amara-osei', toddler);
  await declinedBy(world, ['ealing-hv', 'kate-brennan'], ['hf-hv', 'chloe-sinclair']);
  await when('amara-osei').saysThatTheChildStays('She has decided to stay');
  await declinedBy(world, ['ealing-hv', 'kate-brennan']);
  await then.owes('onward-route', 'luton-hv');
  await then.owesNot('designated-decision');
});

scenario(
  'P10, P11 A draft that leads to another area is about that area: the first is told nothing and opens nothing',
  async (world) => {
    const { given, when, then, clock, handover, state, sweeps } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    assert.equal((await then.owes('offer', 'luton-hv')).otherTeamId, 'ealing-hv');
    await when('amara-osei').revisesTowards('hf-hv');
    assert.equal((await then.owes('offer', 'luton-hv')).otherTeamId, 'hf-hv');
    assert.equal((await handover()).destination.teamId, 'hf-hv');
    clock.passes({ days: 100 });
    await sweeps();
    await then.raisedAre('offer', 'luton-hv', [0, 1, 2, 3, 4]);
    await then.notTold('ealing-hv');
    await then.notTold('ealing-named-nurse');
    await then.seesNot('ealing-named-nurse');
    await then.seesNot('ealing-designated-nurse');
    assert.ok(Object.values((await state()).deadlines).every((one) => one.otherTeamId !== 'ealing-hv'));
  },
);
