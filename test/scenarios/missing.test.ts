import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { withoutSealed } from '../../src/application/sealed.ts';
import { addDays } from '../../src/domain/calendar/time.ts';
import { deadlinesMoved } from '../../src/domain/child/decide.ts';
import { networkHoldingDeskId } from '../../src/domain/directory/directory.ts';
import { headline } from '../../src/domain/language/headline.ts';
import { type Agency, missingNow } from '../../src/domain/missing/facts.ts';
import { fullSummary } from '../commands.ts';
import { areas, scenario, violentExPartner, type World } from '../world.ts';

const openMissing = (why: string, notOpen: null | Parameters<typeof notOpenBecause>[0] = null) =>
  ({
    type: 'open-missing',
    missingId: randomUUID(),
    why,
    notOpen: notOpen && notOpenBecause(notOpen),
  }) as const;

function notOpenBecause(given: { readonly reason: string; readonly reviewOn: string }) {
  return { ...given, decidedBy: 'Ruth Pemberton' };
}

const asked = (agency: Agency, said: string, on: string) =>
  ({ type: 'record-asked', agency, askedWhom: `Somebody of ${agency}`, said, on }) as const;

async function agenciesOwed({ state }: World): Promise<readonly string[]> {
  return Object.values((await state()).deadlines)
    .filter(({ kind }) => kind === 'ask-agency')
    .map(({ key }) => key.split('/')[3] ?? '')
    .sort();
}

scenario(
  'A21 Whereabouts unknown: agencies, nurses and traces each have a clock, and nothing closes until the child is found',
  async (world) => {
    const { given, when, tries, then, clock, state } = world;
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2023-06-01' } });
    await then.seesNot('luton-named-nurse');
    await when('amara-osei').does(openMissing('Three visits with nobody in; the neighbours saw a van'));

    const named = await then.owes('tell-named-nurse', 'luton-hv');
    assert.equal(named.row, '20');
    assert.equal(named.dueAt.slice(0, 10), clock.today(), 'the named nurse knows the same day');
    await then.owes('tell-designated-nurse', 'luton-hv');
    await then.sees('luton-named-nurse');
    await then.sees('luton-designated-nurse');
    // The police are asked by risk: nothing else is known about this child.
    assert.deepEqual(await agenciesOwed(world), [
      'benefits',
      'gp',
      'housing',
      'maternity',
      'school',
      'social-care',
    ]);
    const everything = Object.values((await state()).deadlines);
    const care = everything.find(({ key }) => key.endsWith('/social-care'));
    assert.equal(care?.row, 'H10', 'social care at once');
    assert.match(
      headline(await state(), world.context('amara-osei').directory, clock.now()).first ?? '',
      /^Nobody knows where this child is/,
    );

    await when('amara-osei').does({
      type: 'record-nurse-told',
      nurse: 'named-nurse',
      name: 'Ruth Pemberton',
    });
    await when('amara-osei').does({
      type: 'record-nurse-told',
      nurse: 'designated-nurse',
      name: 'Olu Fashola',
    });
    await then.owesNot('tell-named-nurse');
    await then.owesNot('tell-designated-nurse');
    await when('tom-ashworth').does(asked('gp', '', clock.today()));
    await then.owes('agency-answer', 'luton-hv');
    await when('tom-ashworth').does(
      asked('gp', 'Deregistered three weeks ago, no new practice', clock.today()),
    );
    await then.owesNot('agency-answer');
    for (const agency of ['maternity', 'housing', 'social-care', 'benefits'] as const)
      await when('amara-osei').does(asked(agency, 'Nothing known', clock.today()));
    assert.deepEqual(await agenciesOwed(world), ['school'], 'at five the authority asks the schools');

    await tries('grace-adeyemi').does({
      type: 'end',
      reason: 'left-uk',
      confirmedBy: 'A neighbour',
      detail: 'Said to have gone abroad',
    });
    then.refused('still-missing');
    await then.holderIs('luton-hv', 'amara-osei');

    await when('olu-fashola').does({ type: 'review-missing', says: 'Alert sent to the region' });
    const found = { type: 'record-found', how: 'A health visitor in Ealing rang', handover: null } as const;
    await tries('amara-osei').does({ ...found, sleepsAt: null });
    then.refused('not-found-yet');
    await then.owes('trace-again', 'luton-hv');
    await when('amara-osei').does({ ...found, sameAddress: true, sleepsAt: null });
    const { row, column, from } = await then.owes('seen', 'luton-hv');
    assert.deepEqual([row, column, from], ['11', 'urgent', clock.now()], 'a word is no sighting');
    await when('amara-osei').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    await then.owesNot('seen');
    await then.owesNot('trace-again');
    await then.owesNot('review-missing');
    await then.seesNot('luton-named-nurse');
    assert.equal((await state()).circumstances.whereaboutsUnknown, false);
  },
);

scenario(
  'A21 and A17 “At the same address” finds nobody where the record is sealed and names no place',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2023-06-01' }, address: null });
    await when('amara-osei').does({ type: 'seal-address', why: 'She fled' });
    await when('amara-osei').does(openMissing('Nobody in'));
    const found = { type: 'record-found', how: 'She rang', handover: null } as const;
    await tries('amara-osei').does({ ...found, sameAddress: true, sleepsAt: null });
    then.refused('not-found-yet');
  },
);

scenario(
  'A21 Traced weekly for twelve weeks, then monthly where nothing else worries, and weekly on where something does',
  async ({ given, when, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2023-06-01' } });
    await when('amara-osei').does(openMissing('Nobody in'));
    const opened = clock.today();
    for (let week = 1; week <= 12; week += 1) {
      const trace = await then.owes('trace-again', 'luton-hv');
      assert.equal(trace.dueAt.slice(0, 10), addDays(opened, week * 7), `week ${week}`);
      clock.is(trace.dueAt);
      await when('tom-ashworth').does({ type: 'record-trace', result: 'No change on the register' });
    }
    const monthly = await then.owes('trace-again', 'luton-hv');
    assert.equal(monthly.row, 'H21');
    assert.equal(monthly.dueAt.slice(0, 10), addDays(opened, 84 + 28));
    assert.equal((await state()).missing[0]?.traces.length, 12);

    await when('amara-osei').records({ dangers: [violentExPartner] });
    const weekly = await then.owes('trace-again', 'luton-hv');
    assert.equal(weekly.row, '21', 'a violent adult: weekly on');
  },
);

scenario(
  'A21 Traced late and not again for months, the whole ladder rings a second time, from the duty desk on',
  async ({ given, when, then, clock, sweeps }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2023-06-01' } });
    await when('amara-osei').does(openMissing('Nobody in'));
    clock.passes({ days: 60 });
    await sweeps();
    await then.raisedAre('trace-again', 'luton-hv', [0, 1, 2, 3, 4]);
    const { key } = await then.owes('trace-again', 'luton-hv');
    const traced = await when('tom-ashworth').does({
      type: 'record-trace',
      result: 'No change on the register',
    });
    const moved = traced.kind === 'done' ? traced.facts.find(({ type }) => type === 'DeadlinesMoved') : null;
    assert.ok(moved?.type === 'DeadlinesMoved');
    assert.ok(moved.met.includes(key) && moved.set.some((set) => set.key === key), 'met, and owed again');
    await sweeps();
    await then.raisedAre('trace-again', 'luton-hv', [0, 1, 2, 3, 4]);
    clock.is((await then.owes('trace-again', 'luton-hv')).dueAt);
    await sweeps();
    await then.raisedAre('trace-again', 'luton-hv', [0, 1, 2, 3, 4, 0]);
    clock.passes({ days: 60 });
    await sweeps();
    await sweeps();
    await then.raisedAre('trace-again', 'luton-hv', [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
  },
  { alone: true },
);

scenario('A21 The police at once for a child on a plan, by risk and not for every family', async (world) => {
  const { given, when } = world;
  await given.aChildHeldBy('amara-osei', { circumstances: { dangers: [violentExPartner] } });
  await when('amara-osei').does(openMissing('Moved out overnight'));
  assert.ok((await agenciesOwed(world)).includes('police'));
  await when('amara-osei').records({ dangers: [] });
  assert.ok(!(await agenciesOwed(world)).includes('police'));
});

scenario(
  'A21 Found again: an open handover goes on with its clocks; with none, the one to the place found is opened at once',
  async ({ given, when, then, clock, handover, context, state }) => {
    await given.aChildHeldBy('shanice-brown');
    await when('shanice-brown').offers('luton-hv', { occasion: 'early-leaver', proposedLevel: 'targeted' });
    const before = await then.owes('acknowledge', 'luton-hv');
    const { handoverId } = await handover();
    await when('shanice-brown').does(openMissing('Two visits missed, telephone off'));
    await then.priorityIs('urgent', /Whereabouts unknown/);
    clock.passes({ days: 2 });
    const sleepsAt = {
      lines: ['9 Third Street'],
      postcode: null,
      areaCode: areas.ealing,
      temporary: true,
      sealed: false,
      from: clock.today(),
    };
    const next = {
      handoverId: randomUUID(),
      kind: 'fnp-to-health-visiting',
      occasion: 'move',
      destination: { kind: 'desk', teamId: 'ealing-hv', reason: 'Found there' },
      addressedTo: null,
      proposedLevel: 'targeted',
      summary: fullSummary,
    } as const;
    await when('shanice-brown').does({
      type: 'record-found',
      how: 'Her sister rang',
      sleepsAt,
      handover: next,
    });
    assert.equal((await handover()).handoverId, handoverId, 'the open handover goes on');
    assert.equal((await then.owes('acknowledge', 'luton-hv')).from, before.from, 'with its clocks');
    assert.equal((await state()).address?.areaCode, areas.ealing);
    assert.equal(headline(await state(), context('shanice-brown').directory, clock.now()).first, null);

    await when('shanice-brown').withdraws('Found in Ealing');
    await when('shanice-brown').does(openMissing('Gone again'));
    await when('shanice-brown').does({
      type: 'record-found',
      how: 'Her sister rang',
      sleepsAt,
      handover: next,
    });
    assert.equal((await handover()).handoverId, next.handoverId);
    await then.handoverIs('draft');
    await then.owes('offer', 'luton-fnp');
    await then.holderIs('luton-fnp', 'shanice-brown');
  },
);

scenario(
  'A21 A sealed child found again stays sealed, and the place stands in no notice and no line of the story',
  async ({ given, when, state, ledger, about }) => {
    const child = await given.aChildHeldBy('amara-osei', { address: { sealed: true, postcode: null } });
    about(child);
    await when('amara-osei').does(openMissing('The refuge says that they have left'));
    const sleepsAt = {
      lines: ['4 Hidden Row'],
      postcode: null,
      areaCode: areas.luton,
      temporary: true,
      sealed: false,
      from: '2026-11-23',
    };
    await when('amara-osei').does({ type: 'record-found', how: 'Her worker rang', sleepsAt, handover: null });
    assert.equal((await state()).address?.sealed, true);
    const found = (await ledger.facts(child.personId)).find(({ fact }) => fact.type === 'FamilyFound');
    assert.doesNotMatch(JSON.stringify(found), /Hidden Row/);
    await when('amara-osei').does(openMissing('Gone from the refuge in Vale Road'));
    await when('amara-osei').does(asked('school', 'Seen near Vale Road', '2026-11-23'));
    const leaving = JSON.stringify(withoutSealed(await ledger.facts(child.personId)));
    assert.doesNotMatch(leaving, /Vale Road|Hidden Row/);
    assert.match(leaving, /Sealed with the address/);
  },
);

scenario(
  'A22 Suspected concealment: the same day upwards, the parent not told first, and the reason for not being open on record',
  async (world) => {
    const { given, when, tries, then, clock, state } = world;
    await given.aChildHeldBy('shanice-brown');
    await when('shanice-brown').offers('luton-hv', { occasion: 'early-leaver', proposedLevel: 'targeted' });
    await tries('shanice-brown').does(
      openMissing('Stories that do not fit', { reason: '', reviewOn: clock.today() }),
    );
    then.refused('not-open-needs-reason');
    await when('shanice-brown').does(
      openMissing('Stories that do not fit', {
        reason: 'Told first, he may take the child abroad',
        reviewOn: addDays(clock.today(), 1),
      }),
    );
    for (const kind of ['tell-named-nurse', 'tell-designated-nurse'] as const) {
      const owed = await then.owes(kind, 'luton-fnp');
      assert.equal(owed.dueAt.slice(0, 10), clock.today(), `${kind} the same day`);
    }
    assert.ok((await agenciesOwed(world)).includes('police'), 'hiding is a risk');
    await then.owes('review-openness', 'luton-fnp');

    await when('hannah-whitlock').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Hannah Whitlock');
    await when('hannah-whitlock').playsBackTheRisks();
    await when('hannah-whitlock').accepts();
    await tries('hannah-whitlock').tellsTheParent();
    then.refused('not-open-with-parent', /abroad/);

    clock.passes({ days: 1 });
    await when('ruth-pemberton').does({
      type: 'decide-openness',
      why: 'The police have spoken to him',
      notOpen: null,
    });
    await then.owesNot('review-openness');
    assert.equal(missingNow((await state()).missing)?.notOpen, null);
    await when('hannah-whitlock').tellsTheParent();
  },
);

scenario(
  'A18 A sealed record without an address is no missing family, and is not asked for as one',
  async ({ given, when, then, context, clock, state }) => {
    await given.aChildHeldBy('amara-osei', { address: null });
    await when('amara-osei').signals(
      { source: 'pds', lines: [], postcode: null, areaCode: null, says: 'Restricted record' },
      'network-holding-desk',
    );
    await when('amara-osei').does({
      type: 'seal-address',
      why: 'The demographics service restricts the record',
    });
    assert.equal((await state()).address?.sealed, true);
    assert.deepEqual((await state()).missing, []);
    await then.owesNot('trace-again');
    assert.equal(headline(await state(), context('amara-osei').directory, clock.now()).first, null);
    assert.doesNotMatch(
      headline(await state(), context('amara-osei').directory, clock.now()).who,
      /nobody knows/i,
    );
  },
);

/** Accepted by telephone and seen by a team outside the network, which holds the child from then on. */
async function heldOutside({ given, when, then, clock, handover, context }: World): Promise<void> {
  await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-12-01' } });
  await when('amara-osei').offers('outside-E09000018');
  const callBack = {
    outsideName: 'Una Outside',
    number: context('system').directory.teams.get('outside-E09000018')?.phone ?? '',
    spokenBy: 'Amara Osei',
    spokeAt: clock.now(),
    secondName: 'Hannah Whitlock',
  };
  await when('amara-osei').acknowledges(callBack);
  await when('amara-osei').accepts({ as: null, callBack });
  if ((await handover()).state === 'accepted') await when('amara-osei').seesTheChild(callBack);
  await then.holderIs('outside-E09000018');
}

scenario(
  'A21, A24 Missing from a team outside the network: the team that handed the child over owes the procedure, and its ladder rings',
  async (world) => {
    const { when, then, clock, state, sweeps } = world;
    await heldOutside(world);
    await when('amara-osei').does({
      type: 'open-missing',
      missingId: 'gone-outside',
      why: 'The outside team rang: gone',
      notOpen: null,
    });
    for (const { kind, ownerTeamId } of Object.values((await state()).deadlines))
      assert.notEqual(ownerTeamId, 'outside-E09000018', `${kind} rings at nobody`);
    assert.equal((await then.owes('trace-again', 'luton-hv')).otherTeamId, 'outside-E09000018');
    await then.owes('review-missing', 'luton-designated-nurse');
    await then.sees('luton-designated-nurse');
    clock.passes({ days: 100 });
    await sweeps();
    await then.raisedAre('trace-again', 'luton-hv', [0, 1, 2, 3, 4]);
    await when('amara-osei').does({
      type: 'record-found',
      how: 'The outside team rang again',
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    });
    await then.owes('seen', 'luton-hv');
  },
);

scenario(
  'A24, A31 The team that keeps the record of a child held outside works no more: another one keeps it, owes what it owed, and reads it',
  async (world) => {
    const { when, tries, then, state, issue } = world;
    await heldOutside(world);
    await then.owes('tell-gp', 'luton-hv');
    const desk = networkHoldingDeskId;
    const passes = (teamId: string) =>
      issue('system', { type: 'name-keeper', from: 'luton-hv', teamId, why: 'Luton works no more' });
    await passes('no-such-team');
    then.refused('team-not-live');
    await passes(desk);
    await then.told(desk, 'KeeperNamed');
    for (const { kind, ownerTeamId, key } of Object.values((await state()).deadlines)) {
      assert.equal(ownerTeamId, desk, `${kind} is owed by the team that works no more`);
      assert.ok(!key.includes('luton-hv'), key);
    }
    await then.seesNot('luton-hv');
    await then.holderIs('outside-E09000018');
    await tries('amara-osei').does({
      type: 'open-missing',
      missingId: 'gone-too',
      why: 'The outside team rang: gone',
      notOpen: null,
    });
    then.foundNothing();
    await when('frances-odell').tellsTheGp();
    await when('frances-odell').does({
      type: 'open-missing',
      missingId: 'gone-too',
      why: 'The outside team rang: gone',
      notOpen: null,
    });
    await then.owes('trace-again', desk);
    await passes('hf-hv');
    await then.owes('trace-again', desk);
  },
);

scenario(
  'A21 Found at the address on record, where the team that holds the child does not work: the enquiry opens',
  async ({ given, when, then, state }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-01-01' } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'service-closes' });
    await when('kate-brennan').accepts();
    await then.holderIs('ealing-hv');
    const missing = {
      type: 'open-missing',
      missingId: 'never-reached',
      why: 'Never reached',
      notOpen: null,
    } as const;
    await when('kate-brennan').does(missing);
    const found = {
      type: 'record-found',
      how: 'The GP',
      sameAddress: true,
      sleepsAt: null,
      handover: null,
    } as const;
    await when('kate-brennan').does(found);
    await then.owes('settle-enquiry', 'ealing-hv');
    await then.sees('luton-hv');
    // The same found again, while the enquiry is open and after a person has answered it, asks nothing more.
    await when('kate-brennan').does({ ...missing, missingId: 'again' });
    await when('kate-brennan').does(found);
    assert.equal((await state()).enquiries.flatMap(({ signals }) => signals).length, 1);
    await when('kate-brennan').settles('not-moved');
    await when('kate-brennan').does({ ...missing, missingId: 'once-more' });
    await when('kate-brennan').does(found);
    await then.owesNot('settle-enquiry');
  },
);

scenario(
  'A21, A44 What the designated nurse owes is owed by the team that works today, not by the one it followed',
  async ({ given, when, then, state, context }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2023-06-01' } });
    await when('amara-osei').does(openMissing('Nobody in'));
    await then.owes('review-missing', 'luton-designated-nurse');
    const around = context('amara-osei');
    const before = around.directory.teams.get('luton-designated-nurse');
    assert.ok(before);
    const teams = new Map(around.directory.teams)
      .set(before.id, { ...before, to: '2026-11-01' })
      .set('luton-designated-since', { ...before, id: 'luton-designated-since', from: '2026-11-01' });
    const directory = { ...around.directory, teams };
    const owed = deadlinesMoved(await state(), { ...around, directory }).flatMap((fact) =>
      fact.type === 'DeadlinesMoved' ? fact.set : [],
    );
    assert.equal(owed.find(({ kind }) => kind === 'review-missing')?.ownerTeamId, 'luton-designated-since');
  },
);
