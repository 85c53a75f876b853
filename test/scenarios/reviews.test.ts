import assert from 'node:assert/strict';
import { londonDate } from '../../src/domain/calendar/time.ts';
import { sayOwed } from '../../src/domain/language/sightings.ts';
import { reviewKey } from '../../src/domain/reviews/obligations.ts';
import { reviewsOn } from '../../src/domain/reviews/standing.ts';
import { plan } from '../children.ts';
import { scenario, type World } from '../world.ts';

const theHolder = 'Her health visitor';

/** A review as a form would record it. */
function review(code: string, on: string, outcome: 'done' | 'declined' | 'missed' = 'done') {
  return {
    type: 'record-review',
    code,
    outcome,
    on,
    by: theHolder,
    childSeen: outcome === 'done',
    note: '',
  } as const;
}

async function standing({ state, context }: World, code: string) {
  const { directory, now } = context('system');
  return reviewsOn(await state(), directory, now).find((one) => one.code === code);
}

/** The due day of a review that the team owes. */
async function owedBy({ state }: World, teamId: string, code: string): Promise<string | null> {
  const deadline = (await state()).deadlines[reviewKey(teamId, code)];
  return deadline ? londonDate(deadline.dueAt) : null;
}

const unborn = { identity: { bornOn: null, expectedOn: '2027-01-20', givenName: '' } } as const;

function birth(bornOn: string) {
  return {
    type: 'record-birth',
    bornOn,
    givenName: 'Robin',
    familyName: 'Hartley',
    nhsNumber: null,
  } as const;
}

scenario(
  'A8 Not yet born: the expected date gives the antenatal review, and the birth sets the clock of the new birth review',
  async (world) => {
    const { given, when, clock } = world;
    await given.aChildHeldBy('shanice-brown', unborn);
    // 20 January less 21 days.
    assert.equal(await owedBy(world, 'luton-fnp', 'antenatal'), '2026-12-30');
    assert.equal(await owedBy(world, 'luton-fnp', 'new-birth'), null);
    clock.passes({ days: 60 });
    await when('shanice-brown').does(birth('2027-01-21'));
    assert.equal(await owedBy(world, 'luton-fnp', 'antenatal'), null);
    assert.equal((await standing(world, 'antenatal'))?.standing, 'not-before-birth');
    assert.equal(await owedBy(world, 'luton-fnp', 'new-birth'), '2027-02-04');
    await when('shanice-brown').does(review('antenatal', '2026-12-01'));
    assert.equal((await standing(world, 'antenatal'))?.standing, 'done', 'entered after the birth');
  },
);

scenario(
  'A9 Born during the handover, in a third area: the new birth review clock starts at birth, with whoever answered for the unborn child',
  async (world) => {
    const { given, when, then, clock } = world;
    await given.aChildHeldBy('shanice-brown', unborn);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    clock.passes({ days: 50 });
    // Born on the 10th at a hospital of a third area, told two days later.
    await when('shanice-brown').does(birth('2027-01-10'));
    await then.holderIs('luton-fnp');
    assert.equal(await owedBy(world, 'luton-fnp', 'new-birth'), '2027-01-24', '14 days from the birth');
    await when('samira-haddad').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Samira Haddad');
    await when('samira-haddad').playsBackTheRisks();
    await when('samira-haddad').accepts();
    assert.equal(await owedBy(world, 'luton-fnp', 'new-birth'), '2027-01-24', 'accepted is not released');
    await when('samira-haddad').seesTheChild();
    await then.holderIs('ealing-hv');
    assert.equal(await owedBy(world, 'luton-fnp', 'new-birth'), null);
    assert.equal(
      await owedBy(world, 'ealing-hv', 'new-birth'),
      '2027-01-24',
      'the clock goes with the child',
    );
    await when('samira-haddad').does(review('new-birth', '2027-01-12'));
    assert.equal(await owedBy(world, 'ealing-hv', 'new-birth'), null);
    assert.equal((await standing(world, 'new-birth'))?.record?.by, theHolder);
  },
);

scenario(
  'A9 Urgent: the new birth review by day 10, and by day 14 again when the reason has gone',
  async (world) => {
    const { given, when, clock } = world;
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2026-11-22' } });
    assert.equal(await owedBy(world, 'luton-hv', 'new-birth'), '2026-12-06');
    clock.passes({ days: 1 });
    await when('amara-osei').records({ statutory: [plan] });
    assert.equal(await owedBy(world, 'luton-hv', 'new-birth'), '2026-12-02');
    assert.equal((await standing(world, 'new-birth'))?.dueOn, '2026-12-02', 'the page says the stricter day');
    await when('amara-osei').records({ statutory: [] });
    assert.equal(await owedBy(world, 'luton-hv', 'new-birth'), '2026-12-06');
  },
);

scenario(
  'A48 Arrives with no sender at three weeks: the new birth review is made good, by the time limit of the first visit',
  async (world) => {
    const { given, when, then } = world;
    await given.aChildHeldBy('amara-osei', {
      reason: 'arrival-without-sender',
      identity: { bornOn: '2026-11-02' },
    });
    const owed = await then.owes('review', 'luton-hv');
    assert.equal(owed.row, '11');
    assert.equal((await standing(world, 'new-birth'))?.catchUp, true);
    assert.equal((await standing(world, 'new-birth'))?.standing, 'due');
    assert.equal((await standing(world, 'six-to-eight-weeks'))?.standing, 'coming');
    await when('amara-osei').does(review('new-birth', '2026-11-23'));
    assert.equal((await standing(world, 'new-birth'))?.standing, 'done');
  },
);

scenario(
  'A48 Arrives at ten months: the review that is open now is owed, and those before it are not known here',
  async (world) => {
    const { given } = world;
    await given.aChildHeldBy('amara-osei', {
      reason: 'arrival-without-sender',
      identity: { bornOn: '2026-01-20' },
    });
    assert.equal((await standing(world, 'new-birth'))?.standing, 'not-known');
    assert.equal((await standing(world, 'six-to-eight-weeks'))?.standing, 'not-known');
    assert.equal((await standing(world, 'twelve-months'))?.standing, 'due');
    assert.equal(await owedBy(world, 'luton-hv', 'new-birth'), null);
    assert.equal(await owedBy(world, 'luton-hv', 'twelve-months'), '2027-04-20');
  },
);

scenario(
  'A53 Accepted, not seen: overdue is shown to both areas, for as long as it stands',
  async ({ given, when, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-01-01' } });
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await then.holderIs('ealing-hv');
    for (const days of [20, 20]) {
      clock.passes({ days });
      const seen = Object.values((await state()).deadlines).find((deadline) => deadline.kind === 'seen');
      assert.ok(seen && seen.dueAt < clock.now(), 'overdue');
      assert.deepEqual([seen.ownerTeamId, seen.otherTeamId], ['ealing-hv', 'luton-hv'], 'told to both');
      await then.sees('luton-hv');
      await then.sees('ealing-hv');
    }
  },
);

scenario('A review that was missed stays due; one done or declined is settled once', async (world) => {
  const { given, when, tries, then, clock } = world;
  await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2026-10-01' } });
  clock.passes({ days: 5 });
  await when('amara-osei').does(review('six-to-eight-weeks', '2026-11-24', 'missed'));
  const missed = await standing(world, 'six-to-eight-weeks');
  assert.equal(missed?.standing, 'overdue');
  assert.equal(missed?.missed.length, 1);
  await tries('amara-osei').does(review('twelve-months', '2026-11-20'));
  then.refused('review-not-on-that-day', /opens on 1 July 2027/);
  await when('amara-osei').does(review('twelve-months', '2026-11-20', 'declined'));
  await when('amara-osei').does(review('six-to-eight-weeks', '2026-11-20'));
  await tries('amara-osei').does(review('six-to-eight-weeks', '2026-11-20', 'declined'));
  then.refused('review-settled');
  await tries('amara-osei').does(review('no-such-contact', '2026-11-20'));
  then.refused('no-such-review');
});

scenario(
  'What was done before the handover stays done, and the holder alone records a review',
  async (world) => {
    const { given, when, tries, then, clock } = world;
    await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2025-01-10' } });
    await when('shanice-brown').offers('luton-hv');
    await tries('priya-nair').does(review('two-years', londonDate(clock.now())));
    then.refused('not-allowed');
    await when('priya-nair').accepts();
    await then.holderIs('luton-hv');
    assert.equal(await owedBy(world, 'luton-hv', 'two-years'), '2027-07-10');
    await tries('shanice-brown').does(review('two-years', londonDate(clock.now()), 'declined'));
    then.refused('not-allowed');
  },
);

scenario('Held outside the network, the schedule is theirs: nothing is owed here', async (world) => {
  const { given, when, then, clock, handover } = world;
  await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-12-01' } });
  await when('amara-osei').offers('outside-E09000018');
  const { directory } = world.context('system');
  const callBack = {
    outsideName: 'Una Outside',
    number: directory.teams.get('outside-E09000018')?.phone ?? '',
    spokenBy: 'Amara Osei',
    spokeAt: clock.now(),
    secondName: 'Hannah Whitlock',
  };
  await when('amara-osei').acknowledges(callBack);
  await when('amara-osei').accepts({ as: null, callBack });
  if ((await handover()).state === 'accepted') await when('amara-osei').seesTheChild(callBack);
  await then.holderIs('outside-E09000018');
  await then.owesNot('review');
  assert.equal((await standing(world, 'two-years'))?.standing, 'outside');
});

scenario(
  'The rules of the area change with the holder: a local contact goes, and one that came too late is not owed',
  async (world) => {
    const { given, when, then, clock } = world;
    // Born on 1 August: Luton and Ealing offer a contact from 1 November to 1 December, Luton another from 1 February.
    const young = await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2026-08-01' } });
    assert.equal(await owedBy(world, 'luton-hv', 'three-to-four-months'), '2026-12-01');
    assert.equal(await owedBy(world, 'luton-hv', 'six-months'), '2027-03-01');
    world.about(young);
    await when('amara-osei').does(review('three-to-four-months', '2026-11-23'));
    await when('amara-osei').offers('ealing-hv');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Samira Haddad');
    await when('samira-haddad').playsBackTheRisks();
    await when('samira-haddad').accepts();
    await when('samira-haddad').seesTheChild();
    await then.holderIs('ealing-hv');
    assert.equal(await owedBy(world, 'ealing-hv', 'six-months'), null, 'Ealing does not offer it');
    assert.equal(await owedBy(world, 'luton-hv', 'six-months'), null);
    assert.equal(
      (await standing(world, 'three-to-four-months'))?.standing,
      'done',
      'what Luton did counts in Ealing',
    );

    const late = await given.aChildHeldBy('chloe-sinclair', { identity: { bornOn: '2026-08-10' } });
    world.about(late);
    assert.equal(
      await standing(world, 'three-to-four-months'),
      undefined,
      'not offered in Hammersmith and Fulham',
    );
    clock.passes({ days: 30 });
    await when('chloe-sinclair').offers('ealing-hv');
    await when('chloe-sinclair').recordsThatTheySpoke('Chloe Sinclair', 'Samira Haddad');
    await when('samira-haddad').playsBackTheRisks();
    await when('samira-haddad').accepts();
    await when('samira-haddad').seesTheChild();
    await then.holderIs('ealing-hv');
    assert.equal((await standing(world, 'three-to-four-months'))?.standing, 'not-offered-here');
    assert.equal(await owedBy(world, 'ealing-hv', 'three-to-four-months'), null);
  },
);

scenario(
  'B19 A review to which the child was not brought is a signal like a missed visit: one where more than routine is known, two otherwise, and the supervisor looks at it',
  async ({ given, when, tries, then, clock, state }) => {
    const missed = (code: string) => review(code, clock.today(), 'missed');
    // Routine: one missed review is none yet.
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2025-11-01' } });
    await when('amara-osei').does(missed('twelve-months'));
    await then.owesNot('review-missed-reviews');
    assert.equal((await state()).enquiries.length, 0);
    clock.passes({ days: 10 });
    await when('amara-osei').does(missed('twelve-months'));
    const owed = await then.owes('review-missed-reviews', 'luton-hv');
    assert.equal(owed.row, '19');
    await then.owes('settle-enquiry', 'luton-hv');
    assert.equal((await state()).enquiries[0]?.signals[0]?.source, 'missed-visits');
    clock.passes({ days: 1 });
    await when('amara-osei').does(missed('twelve-months'));
    assert.equal((await state()).enquiries[0]?.signals.length, 1, 'one signal for one row of them');
    await tries('amara-osei').does({ type: 'review-missed-reviews', decision: 'Visit together' });
    then.refused('not-allowed', /Grace Adeyemi/);
    await when('grace-adeyemi').does({ type: 'review-missed-reviews', decision: 'Visit together' });
    await then.owesNot('review-missed-reviews');
    await then.owes('review', 'luton-hv');

    // While no lead is here, a colleague looks: an absence leaves nobody's alarm without anybody who may answer it.
    clock.passes({ days: 10 });
    for (const _ of [1, 2]) await when('amara-osei').does(missed('twelve-months'));
    await then.owes('review-missed-reviews', 'luton-hv');
    await given.isAway('grace-adeyemi', null);
    await when('priya-nair').does({ type: 'review-missed-reviews', decision: 'Visit together' });
    await then.owesNot('review-missed-reviews');
    await given.isBack('grace-adeyemi');

    // One while routine, more is learned, and the next: the row has been long enough since it was learned.
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2025-11-01' } });
    await when('amara-osei').does(missed('twelve-months'));
    assert.equal((await state()).enquiries.length, 0);
    await when('amara-osei').records({ level: 'targeted' });
    await then.owes('review-missed-reviews', 'luton-hv');
    assert.equal((await state()).enquiries[0]?.signals[0]?.source, 'missed-visits');
    clock.passes({ days: 1 });
    await when('amara-osei').does(missed('twelve-months'));
    assert.equal((await state()).enquiries[0]?.signals.length, 1, 'and once');

    // More than routine is known: one is enough, and to see the child ends it.
    await given.aChildHeldBy('amara-osei', {
      identity: { bornOn: '2025-11-01' },
      circumstances: { level: 'targeted' },
    });
    await when('amara-osei').does(missed('twelve-months'));
    await then.owes('review-missed-reviews', 'luton-hv');
    await then.owes('settle-enquiry', 'luton-hv');
    await when('amara-osei').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    await then.owesNot('review-missed-reviews');
  },
);

scenario(
  'B19 In the programme the family nurse owes the review, and one that is missed rings in the same way; what the parent declines does not',
  async ({ given, when, then, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 49);
    await when('shanice-brown').does(review('new-birth', '2026-10-15', 'declined'));
    await then.owesNot('review-missed-reviews');
    await when('shanice-brown').does(review('six-to-eight-weeks', clock.today(), 'missed'));
    await then.owes('review-missed-reviews', 'luton-fnp');
    await then.owes('settle-enquiry', 'luton-fnp');
  },
);

scenario(
  'B11 Taken on and not yet seen: within ten working days, or by the next mandated review where that is sooner',
  async ({ given, when, then, clock }) => {
    // Born so that the 12 month review ends in eight days: before ten working days are over.
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2025-09-01' } });
    await when('amara-osei').offers('ealing-hv', { proposedLevel: 'universal' });
    await when('kate-brennan').accepts();
    const sooner = await then.owes('seen', 'ealing-hv');
    assert.deepEqual([sooner.row, sooner.dueAt.slice(0, 10)], ['11', '2026-12-01']);
    assert.equal(clock.today(), '2026-11-23');
    // Done, it asks for nothing sooner: the row alone.
    await when('kate-brennan').does(review('twelve-months', '2026-11-23', 'declined'));
    const alone = await then.owes('seen', 'ealing-hv');
    assert.equal(alone.dueAt.slice(0, 10), '2026-12-07');
    for (const [step, at] of sooner.steps.entries())
      assert.ok(
        at < (alone.steps[step] ?? ''),
        `sooner due, and step ${step} of the ladder rings sooner too`,
      );

    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2025-06-01' } });
    await when('amara-osei').offers('ealing-hv', { proposedLevel: 'universal' });
    await when('kate-brennan').accepts();
    assert.equal((await then.owes('seen', 'ealing-hv')).dueAt.slice(0, 10), '2026-12-07', 'ten working days');
  },
);

scenario(
  'B19 Failed contacts and missed reviews are two looks of the supervisor, each with its words and its time, and neither hides the other’s signal',
  async ({ given, when, tries, then, clock, state, handover }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-06-01' } });
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    for (const _ of [1, 2]) await when('kate-brennan').failsToReachTheFamily();
    const contacts = await then.owes('missed-contact-review', 'ealing-hv');
    const { handoverId } = await handover();
    clock.passes({ days: 3 });
    for (const _ of [1, 2]) await when('kate-brennan').does(review('two-years', clock.today(), 'missed'));
    const reviews = await then.owes('review-missed-reviews', 'ealing-hv');
    assert.notEqual(reviews.dueAt, contacts.dueAt);
    assert.notEqual(sayOwed(reviews.kind, null), sayOwed(contacts.kind, null));
    assert.equal((await state()).enquiries[0]?.signals[0]?.source, 'missed-visits');
    await when('deborah-quill').does({ type: 'review-missed-reviews', decision: 'Visit together' });
    await then.owesNot('review-missed-reviews');
    await then.owes('missed-contact-review', 'ealing-hv');
    const look = { type: 'review-failed-contacts', handoverId, decision: 'Two of us go tomorrow' } as const;
    await tries('kate-brennan').does(look);
    then.refused('not-allowed', /Deborah Quill/);
    await when('deborah-quill').does(look);
    await then.owesNot('missed-contact-review');
    await then.owes('first-contact', 'ealing-hv');
    for (const _ of [1, 2]) await when('kate-brennan').failsToReachTheFamily();
    await then.owes('missed-contact-review', 'ealing-hv');
  },
);
