import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { headline } from '../src/domain/language/headline.ts';
import { toddler } from './children.ts';
import { scenario } from './world.ts';

const confirmed = { confirmedBy: 'Grace Adeyemi', detail: 'As recorded' } as const;

describe('a reason to end is true of the child', () => {
  scenario('school nursing takes nobody under five', async ({ given, tries, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await tries('grace-adeyemi').does({ type: 'end', reason: 'school-nursing', ...confirmed });
    then.refused('end-does-not-fit', /at five/);
    await tries('grace-adeyemi').does({ type: 'end', reason: 'pregnancy-loss', ...confirmed });
    then.refused('end-does-not-fit', /born/);
    await then.holderIs('luton-hv', 'amara-osei');
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2021-11-23' } });
    await when('grace-adeyemi').does({ type: 'end', reason: 'school-nursing', ...confirmed });
  });

  scenario(
    'a stillborn child has a day of birth and was lost as a pregnancy is (A13)',
    async ({ given, when }) => {
      await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2026-11-20' } });
      await when('amara-osei').does({
        type: 'stop-schedules',
        why: 'stillborn',
        says: 'Stillborn',
      });
      await when('grace-adeyemi').does({ type: 'end', reason: 'pregnancy-loss', ...confirmed });
    },
  );

  scenario('nobody not yet born goes to school nursing', async ({ given, tries, when, then }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: null, expectedOn: '2027-01-01' } });
    await tries('grace-adeyemi').does({ type: 'end', reason: 'school-nursing', ...confirmed });
    then.refused('end-does-not-fit');
    await when('grace-adeyemi').does({ type: 'end', reason: 'pregnancy-loss', ...confirmed });
  });
});

describe('a false “seen” was no sighting', () => {
  scenario('the day before it counts again', async ({ given, when, state, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    clock.passes({ days: 3 });
    await when('kate-brennan').seesTheChild();
    assert.equal((await state()).lastSeenOn, '2026-11-26');
    await when('kate-brennan').corrects('seen');
    assert.equal((await state()).lastSeenOn, '2026-11-16');
  });

  scenario('what was seen otherwise since stays seen', async ({ given, when, state, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    clock.passes({ days: 2 });
    await when('kate-brennan').does({ type: 'record-sighting', seenOn: '2026-11-24', where: 'At home' });
    await when('kate-brennan').corrects('seen');
    assert.equal((await state()).lastSeenOn, '2026-11-24');
  });
});

scenario('at one time the handover comes first in what is next', async (world) => {
  const { given, when, state, context } = world;
  await given.aChildHeldBy('amara-osei', toddler);
  await when('amara-osei').offers('ealing-hv');
  await when('kate-brennan').accepts();
  const now = await state();
  const seen = Object.values(now.deadlines).find((deadline) => deadline.kind === 'seen');
  assert.ok(seen);
  const review = { ...seen, key: 'review/1', kind: 'review', handoverId: null } as const;
  for (const deadlines of [
    { a: review, b: seen },
    { a: seen, b: review },
  ]) {
    const { next } = headline({ ...now, deadlines }, context('system').directory, world.clock.now());
    assert.match(next, /seen|see the child/i);
  }
});
