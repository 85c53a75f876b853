import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { toddler } from '../children.ts';
import { areas, calm, scenario, type World } from '../world.ts';

/** The sighting of that day that is on record, as a person finds it on the form. */
async function sightingOf({ state }: World, day: string) {
  const found = (await state()).sightings.find(({ on }) => on === day);
  assert.ok(found, `no sighting of ${day} is on record`);
  return found;
}

async function takesBack(world: World, who: string, day: string, reviewToo = false): Promise<void> {
  const { recordedAt } = await sightingOf(world, day);
  await world.when(who).does({
    type: 'correct-sighting',
    seenOn: day,
    recordedAt,
    reason: 'It was her twin',
    reviewToo,
  });
}

scenario(
  'P9 A sighting that was recorded of the wrong twin is taken back: the days since the child was seen count from the last true one, and the lead is told',
  async (world) => {
    const { given, when, then, state } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').does({ type: 'record-sighting', seenOn: '2026-11-20', where: 'At home' });
    await when('amara-osei').does({ type: 'record-sighting', seenOn: '2026-11-22', where: 'At home' });
    await takesBack(world, 'amara-osei', '2026-11-22');
    assert.equal((await state()).lastSeenOn, '2026-11-20');
    await then.told('luton-hv', 'SightingCorrected');
    const again = {
      type: 'correct-sighting',
      seenOn: '2026-11-22',
      recordedAt: world.clock.now(),
      reason: 'It was her twin',
      reviewToo: false,
    } as const;
    await world.tries('amara-osei').does(again);
    then.refused('nothing-to-correct');
  },
);

scenario('P9 A correction says why, and is for whoever is near the child', async (world) => {
  const { given, tries, then } = world;
  await given.aChildHeldBy('amara-osei', toddler);
  const { recordedAt } = await sightingOf(world, '2026-11-16');
  const command = { type: 'correct-sighting', seenOn: '2026-11-16', recordedAt, reviewToo: false } as const;
  await tries('amara-osei').does({ ...command, reason: '' });
  then.refused('reason-missing');
  await tries('kate-brennan').does({ ...command, reason: 'She says so' });
  then.foundNothing();
});

scenario(
  'P9 A review at which the child was not seen after all: seen is taken back, and where it was not held either it is due again',
  async (world) => {
    const { given, when, state } = world;
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2025-11-01' } });
    const review = { by: 'Amara Osei', note: '', outcome: 'done', childSeen: true } as const;
    await when('amara-osei').does({
      type: 'record-review',
      code: 'twelve-months',
      on: '2026-11-20',
      ...review,
    });
    await takesBack(world, 'amara-osei', '2026-11-20');
    assert.equal((await state()).lastSeenOn, '2026-11-16');
    assert.equal((await state()).reviews.length, 1);
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2025-11-01' } });
    await when('amara-osei').does({
      type: 'record-review',
      code: 'twelve-months',
      on: '2026-11-20',
      ...review,
    });
    await takesBack(world, 'amara-osei', '2026-11-20', true);
    assert.equal((await state()).reviews.length, 0);
    await world.then.owes('review', 'luton-hv');
  },
);

scenario(
  'A41 A joint visit at which the child was not seen after all: the leads of both sides are told, the holder stays',
  async (world) => {
    const { given, when, then, state, handover } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').does({
      type: 'record-joint-visit',
      handoverId: (await handover()).handoverId,
      on: '2026-11-23',
      names: ['Amara Osei', 'Kate Brennan'],
      childSeen: true,
    });
    await takesBack(world, 'amara-osei', '2026-11-23');
    assert.equal((await state()).lastSeenOn, '2026-11-16');
    assert.equal((await handover()).happenings.jointVisits[0]?.childSeen, false);
    await then.told('luton-hv', 'SightingCorrected');
    await then.told('ealing-hv', 'SightingCorrected');
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'P4 A visit that a superseded handover left owed is owed again when the sighting that met it was false, and both sides hear of it',
  async (world) => {
    const { given, when, then, clock } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await then.holderIs('ealing-hv', 'kate-brennan');
    await when('kate-brennan').movesTheFamilyTo({ areaCode: areas['hammersmith-fulham'] });
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    const owed = await then.owes('seen', 'ealing-hv');
    clock.passes({ days: 1 });
    await when('kate-brennan').does({ type: 'record-sighting', seenOn: '2026-11-24', where: 'At home' });
    await then.owesNotBy('seen', 'ealing-hv');
    await takesBack(world, 'kate-brennan', '2026-11-24');
    assert.equal((await then.owes('seen', 'ealing-hv')).dueAt, owed.dueAt);
    await then.told('luton-hv', 'SightingCorrected');
    await then.told('ealing-hv', 'SightingCorrected');
  },
);

scenario(
  'A21 A missing child that was found and recorded as seen is to be seen again where that was false',
  async (world) => {
    const { given, when, then } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').does({
      type: 'open-missing',
      missingId: randomUUID(),
      why: 'The flat is empty',
      notOpen: null,
    });
    await when('amara-osei').does({
      type: 'record-found',
      how: 'By her aunt',
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    });
    await then.owes('seen', 'luton-hv');
    await when('amara-osei').does({ type: 'record-sighting', seenOn: '2026-11-23', where: 'At her aunt’s' });
    await then.owesNot('seen');
    await takesBack(world, 'amara-osei', '2026-11-23');
    await then.owes('seen', 'luton-hv');
  },
);

scenario(
  'P9 A visit of the programme at which the child was not seen after all: a visit is due by when the child was seen last',
  async (world) => {
    const { given, when, then, clock } = world;
    await given.aClientWithChildren('shanice-brown', ['Ada'], 660, { identity: { bornOn: '2004-05-06' } });
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').visits();
    const seenOn = clock.today();
    clock.passes({ days: 9 });
    await when('shanice-brown').visits();
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, addDays(clock.today(), 28));
    await takesBack(world, 'shanice-brown', clock.today());
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, addDays(seenOn, 28));
  },
);
