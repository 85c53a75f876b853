import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { plan, toddler } from '../children.ts';
import { refer } from '../client-world.ts';
import { areas, scenario } from '../world.ts';

const longAgo = '1900-01-01T12:00:00.000Z';
const outside = (day: string) => ({ code: 'date-outside', detail: `from ${day}` });

const admitted = (kind: 'hospital' | 'mother-in-unit', from: string) =>
  ({
    type: 'record-admission',
    admissionId: randomUUID(),
    kind,
    where: 'Ward 4',
    from,
    coverTeamId: null,
  }) as const;

/** What is told of a child and of those around it, on a day. */
const told: Readonly<Record<string, (on: string) => ChildCommand>> = {
  'a stay in hospital': (on) => admitted('hospital', on),
  'a stay of the mother': (on) => admitted('mother-in-unit', on),
  'a carer': (since) => ({
    type: 'record-carer',
    name: 'Una Hartley',
    relation: 'grandmother',
    closeRelative: true,
    parentalResponsibility: false,
    since,
  }),
  'the death of the mother': (on) => ({ type: 'record-mother-death', on, says: 'Her sister rang' }),
  'a refusal': (on) => ({ type: 'record-visiting-declined', on, says: 'By telephone' }),
  'a review that was declined': (on) => ({
    type: 'record-review',
    code: 'two-years',
    outcome: 'declined',
    on,
    by: 'Amara Osei',
    childSeen: false,
    note: '',
  }),
};

for (const [what, command] of Object.entries(told))
  scenario(
    `Nothing of a child was in 1900, and nothing is to come that is told as past: ${what}`,
    async (world) => {
      const { given, tries, then, clock } = world;
      await given.aChildHeldBy('amara-osei', toddler);
      await tries('amara-osei').does(command('1900-01-01'));
      then.refused('date-outside', /from \d+ \w+ 202[34]/);
      await tries('amara-osei').does(command(addDays(clock.today(), 1)));
      then.refused('happened-in-future');
    },
  );

scenario(
  'A child is in hospital and with a carer from its birth on, and its mother may be in a unit before it',
  async (world) => {
    const { given, when, tries, then } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    await tries('amara-osei').does(admitted('hospital', '2023-12-31'));
    then.refused('date-outside', /from 1 January 2024/);
    await when('amara-osei').does(admitted('mother-in-unit', '2023-12-31'));
    await tries('amara-osei').does({
      type: 'record-discharge',
      on: '2023-12-30',
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    });
    then.refused('date-outside', /from 31 December 2023/);
  },
);

scenario(
  'The mother of a child that is not born was not seen in 1900 either',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: null, expectedOn: '2026-12-24' } });
    await tries('amara-osei').does({ type: 'record-sighting', seenOn: '1900-01-01', where: 'At home' });
    then.refused('date-outside', /from 26 February 2026/);
    await when('amara-osei').does({ type: 'record-sighting', seenOn: '2026-11-02', where: 'At home' });
  },
);

scenario('Nobody is born in 1900 who is a child of the services', async ({ given, tries, then }) => {
  await given.aChildHeldBy('amara-osei', { identity: { bornOn: null, expectedOn: null } });
  const names = { givenName: 'Robin', familyName: 'Hartley', nhsNumber: null };
  await tries('amara-osei').does({ type: 'record-birth', bornOn: '1900-01-01', ...names });
  then.refused('date-outside', /from 23 November 2006/);
});

scenario('Nothing of a client was in 1900: neither her referral nor her consent', async (world) => {
  const { given, tries, then, clients, clock } = world;
  const referral = refer('luton-fnp', areas.luton, clock.today());
  const client = { personId: randomUUID(), name: 'Tess Hartley' };
  const outcome = await clients.issue('shanice-brown', referral, { client, happenedAt: longAgo });
  assert.deepEqual(outcome.kind === 'refused' && outcome.refusal, outside('23 November 2020'));
  await given.aReferralTo('luton-fnp', { known: { earlier: [] } });
  await tries('shanice-brown').enrols('shanice-brown', { consent: { on: '1900-01-01', how: 'Signed' } });
  then.refused('date-outside', /from 23 November 2020/);
});

scenario('Nobody of the programme was lost, or died, in 1900', async ({ given, tries, then, clients }) => {
  const says = 'The hospital rang';
  await given.aClientOf('shanice-brown');
  const lost = { type: 'record-loss', loss: 'miscarriage', contactId: 'shanice-brown', says } as const;
  await tries('shanice-brown').doesForTheClient({ ...lost, on: '1900-01-01' });
  then.refused('date-outside', /from 23 November 2020/);
  const mother = await given.aClientWithChildren('shanice-brown', ['Ada'], 200);
  const [ada] = await clients.children();
  const death = { type: 'record-death', contactId: 'shanice-brown', says, on: '1900-01-01' } as const;
  await tries('shanice-brown').doesForTheClient({ ...death, who: ada?.personId ?? '' });
  then.refused('date-outside', /from 7 May 2026/);
  await tries('shanice-brown').doesForTheClient({ ...death, who: mother.personId });
  then.refused('date-outside', /from 23 November 2020/);
});

scenario(
  'No child that is not born is expected in 1900, or in a hundred years',
  async ({ given, tries, then, state }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: null, expectedOn: '2026-12-24' } });
    const { identity } = await state();
    for (const expectedOn of ['1900-01-01', '2126-12-24']) {
      await tries('amara-osei').does({
        type: 'record-identity',
        identity: { ...identity, expectedOn },
        why: 'The scan',
      });
      then.refused('date-outside', /23 November 2025 to 30 August 2027/);
    }
  },
);

scenario(
  'A plan since a day to come would keep the child for good: no conference before it counts',
  async (world) => {
    const { given, when, tries, then, state } = world;
    await given.aChildHeldBy('amara-osei', toddler);
    for (const [since, code] of [
      ['2126-10-01', 'happened-in-future'],
      ['1900-10-01', 'date-outside'],
    ] as const) {
      await tries('amara-osei').records({ statutory: [{ ...plan, since }] });
      then.refused(code);
    }
    await when('amara-osei').records({ statutory: [plan] });
    // What stands is sent again with everything that is recorded beside it, and is not asked about any more.
    await when('amara-osei').records({ statutory: [plan], level: 'specialist' });
    assert.equal((await state()).circumstances.level, 'specialist');
  },
);
