import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { toddler } from './children.ts';
import { areas, scenario } from './world.ts';

const third = {
  areaCode: areas['hammersmith-fulham'],
  lines: ['9 Third Street'],
  postcode: 'ZZ3 3CC',
} as const;

describe('an address across the boundary never stands alone', () => {
  scenario('recorded at a visit it opens an enquiry on both sides', async ({ given, when, then, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').movesTheFamilyTo({ areaCode: areas.ealing });
    await then.owes('settle-enquiry', 'luton-hv');
    await then.sees('ealing-hv');
    await then.told('ealing-hv', 'EnquiryOpened');
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await then.owesNot('settle-enquiry');
    await then.owes('offer', 'luton-hv');
    assert.equal((await state()).enquiries[0]?.settled?.outcome, 'moved');
  });

  scenario('within the area it owes nothing', async ({ given, when, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').movesTheFamilyTo({ areaCode: areas.luton });
    await when('amara-osei').movesTheFamilyTo({ areaCode: null });
    assert.deepEqual((await state()).enquiries, []);
  });

  scenario('nor does it while a handover is on its way there', async ({ given, when, state, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').movesTheFamilyTo({ areaCode: areas.ealing });
    assert.deepEqual((await state()).enquiries, []);
    await when('amara-osei').movesTheFamilyTo(third);
    await then.owes('settle-enquiry', 'luton-hv');
    await then.sees('hf-hv');
  });

  scenario('a child whose next address lies across the boundary of its new holder too', async (world) => {
    const { given, when, then } = world;
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').movesTheFamilyTo({ areaCode: areas.ealing });
    await then.sees('ealing-fnp');
  });

  scenario('“moved within the area” is refused for another area’s address', async (world) => {
    const { given, when, tries, then } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
    await tries('amara-osei').settles('moved-within-area', { areaCode: areas.ealing });
    then.refused('not-within-area');
    await tries('amara-osei').settles('moved', { areaCode: areas.ealing });
    then.refused('move-needs-handover');
    await then.owes('settle-enquiry', 'luton-hv');
    await when('amara-osei').settles('moved', { areaCode: areas.ealing }, 'ealing-hv');
    await then.owes('offer', 'luton-hv');
  });
});

scenario('a signal to a third area joins the open enquiry, and that side sees it too', async (world) => {
  const { given, when, then, clock } = world;
  await given.aChildHeldBy('amara-osei', toddler);
  await when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
  clock.passes({ days: 10 });
  await when('system').signals({ messageId: 'm2', ...third }, 'hf-hv');
  await then.sees('hf-hv');
  await then.sees('ealing-hv');
  await then.told('hf-hv', 'SignalAdded');
  await when('amara-osei').settles('not-moved');
  await then.owesNot('settle-enquiry');
  await then.told('hf-hv', 'EnquirySettled');
  await then.seesNot('hf-hv');
});

describe('a housing notice is acted on within a working day of its receipt (row 27)', () => {
  scenario('the one that opens an enquiry', async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('system').signals({ messageId: 'm1', source: 'housing', areaCode: areas.ealing }, 'ealing-hv');
    const owed = await then.owes('settle-enquiry', 'luton-hv');
    assert.deepEqual([owed.row, owed.dueAt], ['27', '2026-11-24T17:00:00.000Z']);
    clock.passes({ days: 3 });
    await when('amara-osei').settles('not-moved');
    await then.owesNot('settle-enquiry');
  });

  scenario('one that joins another signal has a clock of its own, and puts off none', async (world) => {
    const { given, when, then, clock, state } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
    clock.passes({ days: 1 });
    await when('system').signals({ messageId: 'm2', source: 'housing', areaCode: areas.ealing }, 'ealing-hv');
    clock.passes({ hours: 1 });
    await when('system').signals({ messageId: 'm3', source: 'housing', areaCode: areas.ealing }, 'ealing-hv');
    const owed = Object.values((await state()).deadlines).filter(({ kind }) => kind === 'settle-enquiry');
    assert.deepEqual(owed.map(({ row, dueAt }) => [row, dueAt]).toSorted(), [
      ['27', '2026-11-25T17:00:00.000Z'],
      ['H1', '2026-11-26T17:00:00.000Z'],
    ]);
    await when('amara-osei').settles('not-moved');
    await then.owesNot('settle-enquiry');
  });
});
