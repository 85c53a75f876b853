import assert from 'node:assert/strict';
import { addDays, addMinutes } from '../../src/domain/calendar/time.ts';
import { commandsOpenTo, decideChild } from '../../src/domain/child/decide.ts';
import { whoAnswers } from '../../src/domain/directory/directory.ts';
import { route } from '../../src/domain/directory/routing.ts';
import { declinedInChain } from '../../src/domain/handover/chain.ts';
import type { CallBack } from '../../src/domain/handover/facts.ts';
import { gpBeside } from '../../src/domain/handover/gp-elsewhere.ts';
import { gapMinutes, gapsIn, recountPeriods } from '../../src/domain/responsibility/recount.ts';
import { toddler } from '../children.ts';
import { areas, scenario, violentExPartner } from '../world.ts';

const ealingHome = {
  lines: ['4 Elm Road'],
  postcode: null,
  areaCode: areas.ealing,
  temporary: false,
  sealed: false,
  from: '2026-11-20',
} as const;

scenario(
  'A7 Moves twice in mid-handover: the open offer is superseded, the first team still answers, one chain keeps the history',
  async ({ given, when, tries, then, handover, state }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    const first = (await handover()).handoverId;
    await when('samira-haddad').acknowledges();
    await when('samira-haddad').asks('Who sees the child at night?');
    await when('shanice-brown').signals({ source: 'parent', areaCode: areas['hammersmith-fulham'] }, 'hf-hv');
    await when('shanice-brown').settles('moved', { areaCode: areas['hammersmith-fulham'] }, 'hf-hv');

    await then.handoverIs('superseded', first);
    await then.told('ealing-hv', 'HandoverSuperseded');
    const second = await handover();
    assert.equal(second.follows, first);
    assert.equal(second.releasingTeamId, 'luton-fnp');
    assert.equal(
      (await handover(first)).happenings.questions[0]?.text,
      'Who sees the child at night?',
      'what was learned is kept',
    );
    await then.holderIs('luton-fnp', 'shanice-brown');
    await tries('samira-haddad').accepts();
    then.foundNothing();
    await then.owesNot('acknowledge');

    await when('shanice-brown').sendsTheOffer();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Chloe Sinclair');
    await when('chloe-sinclair').playsBackTheRisks();
    await when('chloe-sinclair').accepts();
    await when('chloe-sinclair').seesTheChild();
    await then.holderIs('hf-hv', 'chloe-sinclair');
    assert.equal((await state()).handovers.length, 2);
  },
);

scenario(
  'A7 Replaced by hand, and again: each follows the one before, what the desk asked goes along, and the first team answers all the while',
  async ({ given, when, then, handover, state }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('samira-haddad').asks('Who sees the child at night?');
    await when('shanice-brown').supersedesTowards('hf-hv');
    await then.told('ealing-hv', 'HandoverSuperseded');
    await when('shanice-brown').sendsTheOffer();
    await when('shanice-brown').supersedesTowards('luton-hv');
    await then.told('hf-hv', 'HandoverSuperseded');
    const [first, second, third] = (await state()).handovers;
    assert.deepEqual(
      [first?.state, second?.state, third?.state, second?.follows, third?.follows],
      ['superseded', 'superseded', 'draft', first?.handoverId, second?.handoverId],
    );
    await when('shanice-brown').sendsTheOffer();
    await then.sees('luton-hv');
    const asked = (await handover(first?.handoverId)).happenings.questions[0];
    assert.equal(
      asked?.text,
      'Who sees the child at night?',
      'the third desk reads what the first one asked',
    );
    await then.holderIs('luton-fnp', 'shanice-brown');
  },
);

scenario(
  'A7 Moves again after release: there is nothing to withdraw, the new holder opens the next, the former team is told',
  async ({ given, when, tries, then, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await then.holderIs('ealing-hv', 'kate-brennan');
    const first = (await handover()).handoverId;
    await tries('amara-osei').withdraws('They have moved again');
    then.refused('already-released');
    await tries('amara-osei').prepares('hf-hv', { occasion: 'move' });
    then.refused('not-allowed');
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    await then.handoverIs('superseded', first);
    await then.owes('tell-former-team', 'ealing-hv');
    await when('kate-brennan').does({ type: 'tell-former-team', handoverId: first, told: 'By telephone' });
    await then.owesNot('tell-former-team');
    await then.seesNot('luton-hv');
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'A7 The family comes back before anybody there has seen the child: the way back is a handover like any other, and the team it went to answers until the child is seen again at home',
  async ({ given, when, tries, then, handover, ledger, clock }) => {
    const child = await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    const there = (await handover()).handoverId;
    clock.passes({ days: 2 });
    await when('kate-brennan').prepares('luton-hv', { occasion: 'return' });
    await then.handoverIs('superseded', there);
    assert.equal((await handover()).occasion, 'return');
    await when('kate-brennan').sendsTheOffer();
    const owed = await then.owes('acknowledge', 'luton-hv');
    assert.equal(owed.column, 'heightened', 'nobody planned that they come back');
    await then.holderIs('ealing-hv', 'kate-brennan');
    await then.owes('seen', 'ealing-hv');
    await tries('amara-osei').seesTheChild();
    then.refused('not-accepted-yet');
    await when('kate-brennan').recordsThatTheySpoke('Kate Brennan', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    await then.holderIs('ealing-hv', 'kate-brennan');
    await when('amara-osei').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');
    await when('amara-osei').decidesTheLevel('universal');
    assert.deepEqual(
      recountPeriods(await ledger.facts(child.personId)).map(({ holder }) => holder.teamId),
      ['luton-hv', 'ealing-hv', 'luton-hv'],
    );
  },
);

scenario(
  'A53 Taken and not yet seen, and the family moves again: the new holder still owes the child the visit, by the same clock',
  async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    const owed = await then.owes('seen', 'ealing-hv');
    clock.passes({ days: 3 });
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    assert.deepEqual(await then.owes('seen', 'ealing-hv'), owed, 'the clock is not wound back');
    await when('kate-brennan').sendsTheOffer();
    assert.deepEqual(await then.owes('seen', 'ealing-hv'), owed);
    await when('kate-brennan').withdraws('They stay');
    assert.deepEqual(await then.owes('seen', 'ealing-hv'), owed, 'nor lost when the next one is taken back');
    await when('kate-brennan').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    await then.owesNot('seen');
  },
);

scenario(
  'A53 Taken, not seen and passed on again: only the team that holds the child now owes the visit, and it ends with the visit',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').prepares('hf-hv', { occasion: 'service-closes' });
    await when('kate-brennan').sendsTheOffer();
    await when('kate-brennan').recordsThatTheySpoke('Kate Brennan', 'Chloe Sinclair');
    await when('chloe-sinclair').playsBackTheRisks();
    await when('chloe-sinclair').accepts();
    await then.holderIs('hf-hv', 'chloe-sinclair');
    await then.owes('seen', 'hf-hv');
    await then.owesNotBy('seen', 'ealing-hv');
    await when('chloe-sinclair').seesTheChild();
    await then.owesNot('seen');
  },
);

scenario(
  'A53 Taken, seen, and the family moves again before everybody was told: the new holder still owes the telling, by the same clocks',
  async ({ given, when, tries, then, handover, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    const first = (await handover()).handoverId;
    const parent = {
      told: false,
      reason: 'Not safe yet',
      decidedBy: 'Deborah Quill',
      reviewOn: '2026-12-01',
    } as const;
    await when('kate-brennan').tellsTheParent(parent);
    const owed = [await then.owes('tell-gp', 'ealing-hv'), await then.owes('tell-chis', 'ealing-hv')];
    clock.passes({ days: 1 });
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    await when('kate-brennan').sendsTheOffer();
    await when('kate-brennan').withdraws('They stay');
    const still = [await then.owes('tell-gp', 'ealing-hv'), await then.owes('tell-chis', 'ealing-hv')];
    assert.deepEqual(still, owed, 'neither wound back nor lost when the next one is taken back');
    await then.owes('review-not-told', 'ealing-hv');
    const gp = { route: 'gp', practice: 'Example Surgery' } as const;
    await when('leo-marsh').does({ type: 'tell-gp', handoverId: first, gp });
    await when('leo-marsh').does({ type: 'tell-chis', handoverId: first, how: 'By message' });
    await when('kate-brennan').does({
      type: 'tell-parent',
      handoverId: first,
      parent: { told: true, how: 'At home' },
    });
    await then.owesNot('tell-gp');
    await then.owesNot('tell-chis');
    await then.owesNot('review-not-told');
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    const second = (await handover()).handoverId;
    await when('kate-brennan').supersedesTowards('luton-hv');
    await tries('kate-brennan').does({ type: 'tell-chis', handoverId: second, how: 'By message' });
    then.refused('handover-over');
  },
);

scenario(
  'A53 Taken, seen, and the family moves again before the level was decided: the new holder still owes the decision, by the same clock',
  async ({ given, when, tries, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { proposedLevel: 'targeted', occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    const owed = await then.owes('level', 'ealing-hv');
    clock.passes({ days: 1 });
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    assert.deepEqual(await then.owes('level', 'ealing-hv'), owed, 'neither dropped nor wound back');
    const decides = { type: 'change-level', level: 'universal', reason: '' } as const;
    await tries('kate-brennan').does(decides);
    then.refused('reason-missing');
    await when('kate-brennan').does({ ...decides, reason: 'The grandmother lives with them' });
    await then.owesNot('level');
  },
);

scenario(
  'A53 Taken, not seen, superseded: once the child is seen the level is owed, and changing it on the child’s page decides it',
  async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    await then.owesNot('level');
    await when('kate-brennan').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    await then.owes('level', 'ealing-hv');
    await when('kate-brennan').does({ type: 'change-level', level: 'targeted', reason: 'Seen at home' });
    await then.owesNot('level');
  },
);

scenario(
  'A53 A false “seen” of a superseded handover is corrected: the visit is owed again by its own clock, both leads are told, the holder stays',
  async ({ given, when, tries, then, handover, clock, state, ledger }) => {
    const child = await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    const owed = await then.owes('seen', 'ealing-hv');
    await when('kate-brennan').seesTheChild();
    await when('kate-brennan').decidesTheLevel('universal');
    const { handoverId } = await handover();
    clock.passes({ days: 1 });
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    await then.owesNot('seen');
    const corrects = { type: 'correct', handoverId, what: 'seen', reason: 'The wrong child' } as const;
    await when('kate-brennan').does(corrects);
    assert.deepEqual(await then.owes('seen', 'ealing-hv'), owed);
    assert.equal((await state()).lastSeenOn, '2026-11-16');
    await then.holderIs('ealing-hv', 'kate-brennan');
    const alarmed = (await ledger.notices(child.personId)).filter((one) => one.code === 'HandoverCorrected');
    assert.ok(alarmed.some((one) => one.teamId === 'luton-hv' && one.forLead));
    await tries('kate-brennan').does(corrects);
    then.refused('nothing-to-correct');
    await when('kate-brennan').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    await then.owesNot('seen');
    await then.owes('level', 'ealing-hv');
  },
);

scenario(
  'A53 … and nothing is owed again where the child was seen otherwise since',
  async ({ given, when, then, handover, clock, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    const { handoverId } = await handover();
    clock.passes({ days: 1 });
    await when('kate-brennan').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    await when('kate-brennan').prepares('hf-hv', { occasion: 'move' });
    await when('kate-brennan').does({ type: 'correct', handoverId, what: 'seen', reason: 'The wrong child' });
    await then.owesNot('seen');
    assert.equal((await state()).lastSeenOn, clock.today());
  },
);

scenario(
  'A28 “Not ours”: a coded reason and a suggested owner, and the third decline goes to the designated nurses',
  async ({ given, when, tries, then, handover, state }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await tries('kate-brennan').does({
      type: 'decline',
      handoverId: (await handover()).handoverId,
      reason: 'not-resident',
      comment: '',
      onward: 'another-area',
    });
    then.refused('reason-missing');
    await when('kate-brennan').declines('not-resident', 'another-area', areas['hammersmith-fulham']);
    await when('shanice-brown').redirectsTo('hf-hv');
    await when('chloe-sinclair').declines('gp-elsewhere', 'another-area', areas.ealing);
    await then.owesNot('designated-decision');
    await when('shanice-brown').redirectsTo('ealing-hv');
    await when('kate-brennan').declines('not-resident');
    const third = await handover();
    assert.equal(declinedInChain(third, (await state()).handovers).length, 3);
    const decision = await then.owes('designated-decision', 'luton-designated-nurse');
    assert.equal(decision.otherTeamId, 'ealing-designated-nurse');
    await then.sees('luton-designated-nurse');
    await then.holderIs('luton-fnp', 'shanice-brown');
    // Sending the handover on once more does not take the decision from them.
    await when('shanice-brown').redirectsTo('hf-hv');
    await then.owes('designated-decision', 'luton-designated-nurse');
  },
);

scenario(
  'A28 A dispute leaves the holder where it is; its named decider has the offer lie on the desk again',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('moira-kettle').disputes('The mother showed us the tenancy', 'manjit-sandhu');
    await then.owes('decide-dispute', 'ealing-designated-nurse');
    await then.holderIs('luton-fnp', 'shanice-brown');
    await tries('colette-baptiste').decidesTheDispute('receiving-takes');
    then.refused('not-the-decider', /Manjit Sandhu/);
    await when('kate-brennan').declines('not-resident');
    await then.owes('decide-dispute', 'ealing-designated-nurse');
    await when('manjit-sandhu').decidesTheDispute('receiving-takes');
    await then.handoverIs('offered');
    await then.owes('acknowledge', 'ealing-hv');
    await then.told('ealing-hv', 'DisputeDecided');
    await then.told('luton-fnp', 'DisputeDecided');
    await then.holderIs('luton-fnp', 'shanice-brown');
  },
);

scenario(
  'A28 A handover does not close over its dispute; once decided, its decider reads the record no more and nothing is owed',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('amara-osei').disputes('The mother showed us the tenancy', 'manjit-sandhu');
    await then.sees('ealing-designated-nurse');
    await when('kate-brennan').seesTheChild();
    await then.sees('ealing-designated-nurse');
    await when('kate-brennan').decidesTheLevel('universal');
    await when('kate-brennan').tellsTheParent();
    await when('kate-brennan').tellsTheGp();
    await when('kate-brennan').tellsChildHealthRecords();
    await tries('kate-brennan').closes();
    then.refused('not-everything-told', /dispute/);
    await when('manjit-sandhu').decidesTheDispute('receiving-takes');
    await when('kate-brennan').closes();
    await then.owesNot('decide-dispute');
    await then.seesNot('ealing-designated-nurse');
  },
);

scenario(
  'A28 A dispute that nobody decided ends with a handover that is withdrawn, or goes on to another desk after a decline',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('moira-kettle').disputes('The mother showed us the tenancy', 'manjit-sandhu');
    await when('kate-brennan').declines('not-resident');
    await then.sees('ealing-designated-nurse');
    await when('shanice-brown').redirectsTo('hf-hv');
    await then.seesNot('ealing-designated-nurse');
    await when('moira-kettle').disputes('Again', 'femi-balogun');
    await then.sees('hf-designated-nurse');
    await when('shanice-brown').withdraws('They stay');
    await then.seesNot('hf-designated-nurse');
  },
);

scenario(
  'A29 The receiving side is silent: each step of the ladder comes at its time with names, and nothing closes',
  async ({ given, when, then, clock, sweeps }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    const acknowledge = await then.owes('acknowledge', 'ealing-hv');
    // Heightened, offered on Monday 10:00: due on Tuesday, then 4 working hours, 1, 2 and 5 working days after.
    const days = acknowledge.steps.map((step) => step.slice(0, 10));
    assert.deepEqual(days, ['2026-11-24', '2026-11-25', '2026-11-25', '2026-11-26', '2026-12-01']);
    assert.equal(acknowledge.steps[0], acknowledge.dueAt);
    const soFar: number[] = [];
    for (const [step, at] of acknowledge.steps.entries()) {
      clock.is(addMinutes(at, -1));
      await sweeps();
      await then.raisedAre('acknowledge', 'ealing-hv', soFar);
      clock.is(at);
      await sweeps();
      await sweeps();
      soFar.push(step);
      await then.raisedAre('acknowledge', 'ealing-hv', soFar);
    }
    clock.passes({ days: 365 });
    await when('moira-kettle').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    await then.handoverIs('offered');
    await then.holderIs('luton-fnp', 'shanice-brown');
    assert.deepEqual(
      (await then.owes('acknowledge', 'ealing-hv')).steps,
      acknowledge.steps,
      'the clock of silence is not wound back',
    );
    await sweeps();
    await then.raisedAre('acknowledge', 'ealing-hv', soFar);
  },
  { alone: true },
);

scenario(
  'A29 The receiving side is silent: health visiting too goes on seeing the child, or has it seen, from the offer on',
  async ({ given, when, then, clock, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await then.owesNot('see-meanwhile');
    await when('amara-osei').does({ type: 'offer', handoverId: (await handover()).handoverId });
    const offeredOn = clock.today();
    const owed = await then.owes('see-meanwhile', 'luton-hv');
    assert.deepEqual([owed.row, owed.column, owed.dueOn], ['H38', 'heightened', addDays(offeredOn, 14)]);
    clock.passes({ days: 10 });
    await when('kate-brennan').acknowledges();
    assert.equal(
      (await then.owes('see-meanwhile', 'luton-hv')).dueOn,
      owed.dueOn,
      'an acknowledgement is no cover',
    );
    await when('amara-osei').does({
      type: 'record-sighting',
      seenOn: clock.today(),
      where: 'At her grandmother’s',
    });
    assert.equal((await then.owes('see-meanwhile', 'luton-hv')).dueOn, addDays(clock.today(), 14));
    await when('amara-osei').redirectsTo('hf-hv');
    clock.passes({ days: 1 });
    await when('amara-osei').withdraws('They stay');
    await then.owesNot('see-meanwhile');
  },
);

scenario(
  'A30 A nurse leaves: the lead answers at once, the offer lies on the desk again, and the leaver cannot take hold',
  async ({ given, when, tries, then, handover, clock }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move', addressedTo: 'kate-brennan' });
    assert.equal((await handover()).addressedTo, 'kate-brennan');
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();

    clock.passes({ hours: 1 });
    await given.leaves('kate-brennan');
    assert.equal((await handover()).addressedTo, null);
    await then.told('ealing-hv', 'OfferReturnedToDesk');
    await tries('kate-brennan').accepts();
    then.refused('actor-gone');

    await given.leaves('shanice-brown');
    await then.holderIs('luton-fnp', null);
    await then.answeredBy('moira-kettle');
    await then.owes('name-practitioner', 'luton-fnp');
    await given.isAway('moira-kettle', null);
    await then.answeredByTheDesk();

    await when('nadia-farouk').playsBackTheRisks();
    await when('nadia-farouk').accepts();
    await given.leaves('nadia-farouk');
    await when('deborah-quill').seesTheChild();
    await then.holderIs('ealing-hv', null);
    await then.answeredBy('deborah-quill');
  },
  { alone: true },
);

scenario(
  'A30 The lead is away: whoever stands in for the lead does what only a lead may, and nobody else does',
  async ({ given, when, tries, then, context }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const confirmed = {
      type: 'end',
      reason: 'left-uk',
      confirmedBy: 'Ann Other',
      detail: 'The flight was taken',
    } as const;
    await tries('priya-nair').does(confirmed);
    then.refused('not-allowed');
    await given.isAway('grace-adeyemi', 'priya-nair');
    const { directory, now } = context('system');
    assert.equal(whoAnswers(directory, 'luton-hv', null, now).practitionerId, 'priya-nair');
    await tries('amara-osei').does(confirmed);
    then.refused('not-allowed');
    await when('priya-nair').does(confirmed);
  },
  { alone: true },
);

scenario(
  'A30 On leave: the deputy answers, and comes off again without a fact',
  async ({ given, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await given.isAway('amara-osei', 'priya-nair');
    await then.holderIs('luton-hv', 'amara-osei');
    await then.answeredBy('priya-nair');
  },
  { alone: true },
);

scenario(
  'A30 Away: from that instant nothing is done in her name, the refusal names who acts instead, and back again she goes on',
  async ({ given, when, tries, then, clock, state, handover, context }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await given.isAway('kate-brennan', 'nadia-farouk');
    for (const attempt of [
      () => tries('kate-brennan').acknowledges(),
      () => tries('kate-brennan').declines('no-place'),
      () => tries('kate-brennan').asks('Who collects the child?'),
      () => tries('kate-brennan').accepts(),
    ]) {
      await attempt();
      then.refused('actor-away', /Nadia Farouk .*acts in your place, until further notice/);
    }
    await then.handoverIs('offered');
    assert.deepEqual(commandsOpenTo(await state(), await handover(), context('kate-brennan')), []);
    await when('nadia-farouk').acknowledges();
    await when('nadia-farouk').accepts();

    // The deputy is away too, so the lead answers; what falls due meanwhile is owed by whoever answers then.
    await given.isAway('nadia-farouk', null);
    await then.answeredBy('deborah-quill');
    await tries('nadia-farouk').seesTheChild();
    then.refused('actor-away', /Deborah Quill/);
    clock.passes({ minutes: 1 });
    await given.isBack('kate-brennan');
    await when('kate-brennan').seesTheChild();
  },
  { alone: true },
);

scenario(
  'A39 To Scotland: a call-back to the number of the directory, two of our names, the outside name on record, and the loop closed',
  async ({ given, when, tries, then, handover, state, clock, context }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const outside = 'outside-S12000036';
    await when('amara-osei').offers(outside, { occasion: 'move' });
    await then.owes('acknowledge', 'luton-hv');
    const number = context('amara-osei').directory.teams.get(outside)?.phone ?? '';
    const callBack: CallBack = {
      number,
      outsideName: 'Morag Sinclair',
      spokenBy: 'Amara Osei',
      spokeAt: clock.now(),
      secondName: 'Priya Nair',
    };
    await tries('amara-osei').accepts({ callBack: { ...callBack, number: '020 7946 0000' } });
    then.refused('call-back-number-wrong');
    await tries('amara-osei').accepts({ callBack: { ...callBack, secondName: 'x' } });
    then.refused('two-names-needed', /Nobody called x is in post/);
    await tries('amara-osei').accepts({ callBack: { ...callBack, secondName: 'Kate Brennan' } });
    then.refused('two-names-needed', /on our side/);
    await tries('amara-osei').accepts({ callBack: { ...callBack, secondName: 'amara osei' } });
    then.refused('two-names-needed');
    await when('amara-osei').asks('Which surgery have they joined?');
    await when('amara-osei').answersTheQuestion('Told by telephone: the Leith practice');
    await then.owesNot('answer-question');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Morag Sinclair');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts({ callBack });
    await then.holderIs('luton-hv', 'amara-osei');
    await tries('amara-osei').seesTheChild();
    then.refused('call-back-missing');
    clock.passes({ days: 2 });
    await when('amara-osei').seesTheChild({ ...callBack, spokeAt: clock.now() });
    await then.holderIs(outside, null);
    const { care } = await state();
    assert.equal(care.status === 'in-care' && care.holder.outsideName, 'Morag Sinclair');
    await when('amara-osei').decidesTheLevel('universal');
    await when('amara-osei').tellsTheParent();
    await when('amara-osei').tellsTheGp();
    await when('amara-osei').tellsChildHealthRecords();
    await when('amara-osei').closes();
    assert.equal((await handover()).state, 'closed');
    assert.deepEqual((await state()).deadlines, {});
  },
);

scenario(
  'A27 The GP is in another area: routed by residence, the conflict shown and settled by a person before it is sent, the releasing team answers meanwhile',
  async ({ given, when, tries, then, clock, context, state, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    // As a message about a change of GP says it: a practice of Hammersmith & Fulham, which the directory knows by its code.
    await when('system').does({
      type: 'record-gp',
      gp: { odsCode: 'ZZ831', name: 'The Quayside Practice' },
    });
    const { directory } = context('amara-osei');
    const { gp } = await state();
    const residence = {
      areaCode: areas.ealing,
      postcode: null,
      wants: 'health-visiting',
      temporary: false,
    } as const;
    const routed = route(directory, { ...residence, gp }, clock.today());
    assert.equal(routed.kind === 'desk' && routed.teamId, 'ealing-hv');
    assert.match(
      routed.gp?.says ?? '',
      /is in Hammersmith and Fulham, the home in Ealing. Residence decides/,
    );

    await when('amara-osei').does({ type: 'record-address', address: ealingHome, why: 'Told by the family' });
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    const settle = await then.owes('settle-gp-area', 'luton-hv');
    assert.ok(settle.dueAt.slice(0, 10) <= '2026-11-24', 'settled within a working day');
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /The GP is in Hammersmith and Fulham, the home in Ealing/);
    await then.holderIs('luton-hv', 'amara-osei');

    await when('amara-osei').does({ type: 'revise', ...(await handover()), gpAnswer: 'keeps-practice' });
    await then.owesNot('settle-gp-area');
    // The practice has changed since. What was said of the other one is no answer to it.
    await when('system').does({
      type: 'record-gp',
      gp: { odsCode: 'ZZ811', name: 'Linden Walk Surgery' },
    });
    await then.owes('settle-gp-area', 'luton-hv');
    await when('amara-osei').does({ type: 'revise', ...(await handover()), gpAnswer: 'registers-anew' });
    await when('amara-osei').sendsTheOffer();
    await then.owesNot('settle-gp-area');
    assert.equal((await handover()).gpElsewhere?.answer, 'registers-anew');
    // The receiving side says that the child belongs to the other area. Residence decides, and the holder stays until somebody
    // has found the route.
    await when('kate-brennan').declines('gp-elsewhere', 'another-area', areas.luton);
    await then.holderIs('luton-hv', 'amara-osei');
    const onward = await then.owes('onward-route', 'luton-hv');
    assert.ok(onward.dueAt.slice(0, 10) <= '2026-11-24', 'settled within a working day');
  },
);

scenario(
  'A27 The practice changes after the offer was sent: where it lies in another area than the home, what holds is owed again, from then, until somebody says it',
  async ({ given, when, then, clock, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').does({ type: 'record-address', address: ealingHome, why: 'Told by the family' });
    const near = { odsCode: 'ZZ821', name: 'Kestrel Health Centre' };
    const far = { odsCode: 'ZZ831', name: 'The Quayside Practice' };
    await when('system').does({ type: 'record-gp', gp: near });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.owesNot('settle-gp-area');
    clock.passes({ days: 3 });
    await when('system').does({ type: 'record-gp', gp: far });
    const { dueAt, from } = await then.owes('settle-gp-area', 'luton-hv');
    assert.equal(from, clock.now(), 'counted from when the practice changed, not from the offer');
    assert.ok(dueAt > clock.now());
    await when('kate-brennan').acknowledges();
    await then.owes('settle-gp-area', 'luton-hv');
    await when('amara-osei').does({
      type: 'record-gp',
      gp: far,
      why: 'The mother says so',
      gpAnswer: 'keeps-practice',
    });
    await then.owesNot('settle-gp-area');
    const { gpElsewhere } = await handover();
    assert.deepEqual(
      [gpElsewhere?.answer, gpElsewhere?.odsCode, gpElsewhere?.saidBy],
      ['keeps-practice', 'ZZ831', 'luton-hv'],
    );
    // Another practice in another area is asked about anew; one in the area of the home leaves nothing to ask.
    await when('system').does({ type: 'record-gp', gp: { odsCode: 'ZZ811', name: 'Linden Walk Surgery' } });
    await then.owes('settle-gp-area', 'luton-hv');
    await when('system').does({ type: 'record-gp', gp: near });
    await then.owesNot('settle-gp-area');
  },
);

scenario(
  'A27 A practice that the directory does not know says so, and holds nothing up',
  async ({ given, when, then, context, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('system').does({ type: 'record-gp', gp: { odsCode: 'Y90001', name: 'The Surgery' } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.owesNot('settle-gp-area');
    assert.match(
      gpBeside(await state(), context('amara-osei'))?.says ?? '',
      /The directory knows no practice The Surgery \(Y90001\)/,
    );
  },
);

scenario(
  'A27 No route is known: it lies on the holding desk of the network, whose lead finds the route and sends it on',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('network-holding-desk', { occasion: 'move' });
    await then.owes('route', 'luton-fnp');
    await then.told('network-holding-desk', 'HandoverOffered');
    await tries('chloe-sinclair').redirectsTo('ealing-hv');
    then.foundNothing();
    await when('frances-odell').acknowledges();
    await when('frances-odell').redirectsTo('ealing-hv');
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.owes('acknowledge', 'ealing-hv');
    await then.owesNot('route');
    await then.told('luton-fnp', 'HandoverRedirected');
    await then.told('ealing-hv', 'HandoverOffered');
    await then.seesNot('network-holding-desk');
    // An ordinary desk does not send on what came to it. It declines, with a reason.
    await tries('kate-brennan').redirectsTo('hf-hv');
    then.refused('not-allowed', /holding desk/);
  },
);

scenario(
  'A41 Moves back home before acceptance: withdrawn with a reason, the desk told, and the first team never ceased to answer',
  async ({ given, when, tries, then, clock, ledger, state }) => {
    const child = await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('samira-haddad').acknowledges();
    clock.passes({ days: 6 });
    await tries('shanice-brown').withdraws('');
    then.refused('reason-missing');
    await when('shanice-brown').withdraws('The family is back at home', true);
    await then.told('ealing-hv', 'HandoverWithdrawn');
    await then.holderIs('luton-fnp', 'shanice-brown');
    const facts = await ledger.facts(child.personId);
    assert.equal(recountPeriods(facts).length, 1, 'one unbroken period');
    assert.equal(gapMinutes(gapsIn(facts, clock.now())), 0);
    // The child was last seen on the 16th, and it is the 29th: a near miss.
    assert.equal((await state()).lastSeenOn, '2026-11-16');
    await then.nearMissesAre(1);
    await then.seesNot('ealing-hv');
  },
);

scenario(
  'A41 No near miss when the child was seen within five days, nor when it is not at home, nor once somebody had accepted',
  async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('shanice-brown').withdraws('They went on to Kent', false);
    await then.nearMissesAre(0);
    await when('shanice-brown').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    clock.passes({ days: 5 });
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('shanice-brown').withdraws('They never left', true);
    await then.nearMissesAre(0);
    clock.passes({ days: 1 });
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('shanice-brown').withdraws('They never left', true);
    await then.nearMissesAre(1);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('shanice-brown').withdraws('They never left', true);
    await then.nearMissesAre(1);
  },
);

scenario(
  'A51 Sent to the wrong desk: recalled and sent again, and every desk it lay on stays on record',
  async ({ given, when, tries, then, handover }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('hf-hv', { occasion: 'move' });
    await then.sees('hf-hv');
    await when('shanice-brown').recalls('ealing-hv');
    assert.deepEqual((await handover()).desks, ['hf-hv', 'ealing-hv']);
    await then.told('hf-hv', 'HandoverRedirected');
    await then.told('luton-information-governance', 'misdirected/luton-fnp/hf-hv');
    await then.told('hf-information-governance', 'misdirected/luton-fnp/hf-hv');
    await then.notTold('ealing-information-governance');
    await then.told('ealing-hv', 'HandoverOffered');
    await then.seesNot('hf-hv');
    await tries('chloe-sinclair').accepts();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.owes('acknowledge', 'ealing-hv');
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await tries('shanice-brown').recalls(null);
    then.refused('not-recallable');
  },
);

scenario(
  'A51 Taken back without sending it on: information governance of both areas is told, of a plain withdrawal nobody there is',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('hf-hv', { occasion: 'move' });
    await when('shanice-brown').withdraws('They stay');
    await then.notTold('luton-information-governance');
    await when('shanice-brown').offers('hf-hv', { occasion: 'move' });
    await when('shanice-brown').recalls(null);
    await then.handoverIs('draft');
    await then.told('luton-information-governance', 'misdirected/luton-fnp/hf-hv');
    await then.told('hf-information-governance', 'misdirected/luton-fnp/hf-hv');
    await then.seesNot('luton-information-governance');
  },
);

scenario(
  'A52 The system was down: entered late with its true time, while accountability moves when it is recorded',
  async ({ given, when, tries, then, clock, state, handover, ledger }) => {
    const child = await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    const answer = await then.owes('answer-offer', 'ealing-hv');
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    const visited = '2026-11-24T14:00:00.000Z';
    clock.is('2026-11-27T09:00:00.000Z');
    await tries('kate-brennan', '2026-11-28T09:00:00.000Z').seesTheChild();
    then.refused('happened-in-future');
    await tries('kate-brennan', '2026-11-01T09:00:00.000Z').seesTheChild();
    then.refused('happened-before-known');
    await when('kate-brennan', visited).seesTheChild();

    const seen = await handover();
    assert.equal(seen.state === 'seen' && seen.seen.at, visited);
    assert.equal((await state()).lastSeenOn, '2026-11-24');
    const periods = recountPeriods(await ledger.facts(child.personId));
    assert.equal(periods[1]?.from, clock.now(), 'never backdated');
    assert.ok(answer.dueAt > visited);
  },
);

scenario(
  'A late entry never winds a clock back: the same command judged at two times owes the same',
  async ({ given, when, then, state, context, handover }) => {
    await given.aChildHeldBy('shanice-brown', toddler);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move' });
    await then.owes('acknowledge', 'ealing-hv');
    const known = await state();
    const command = { type: 'acknowledge', handoverId: (await handover()).handoverId } as const;
    const decided = decideChild(known, command, context('samira-haddad'));
    assert.deepEqual(
      decided,
      decideChild(known, command, context('samira-haddad')),
      'a decision is a function of what it is given',
    );
  },
);

scenario(
  'A26 Hotel after hotel: the team that has the child keeps it, looks again each week, and is alarmed at fifteen days',
  async ({ given, when, tries, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('system').signals({ areaCode: 'E09000009', source: 'housing' }, 'ealing-hv');
    await tries('amara-osei').findsAShortStay({ reviewOn: '2026-12-20' });
    then.refused('stay-review-weekly');
    await when('amara-osei').findsAShortStay({ reviewOn: '2026-11-28' });
    await then.holderIs('luton-hv', 'amara-osei');
    const look = await then.owes('review-stay', 'luton-hv');
    const end = await then.owes('end-stay', 'luton-hv');
    assert.equal(look.dueAt.slice(0, 10), '2026-11-30', 'again within a week');
    assert.equal(end.row, '18');

    clock.passes({ days: 5 });
    await when('system').signals({ areaCode: 'E09000013', source: 'housing' }, 'hf-hv');
    await when('amara-osei').findsAShortStay({ reviewOn: '2026-12-04' });
    const second = await then.owes('end-stay', 'luton-hv');
    assert.equal(second.dueAt, end.dueAt, 'the second hotel does not begin the count anew');
    await tries('amara-osei').does({
      type: 'review-stay',
      outcome: 'goes-on',
      reviewOn: '2027-01-15',
      cover: '',
      note: 'Rang the mother',
    });
    then.refused('stay-review-weekly');
    await when('amara-osei').does({
      type: 'review-stay',
      outcome: 'lives-there',
      reviewOn: null,
      cover: 'Kate Brennan looks in',
      note: 'The council has offered a flat',
    });
    await then.owes('end-stay', 'luton-hv');
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.owesNot('end-stay');
    await then.holderIs('luton-hv', 'amara-osei');
    assert.equal((await state()).stay?.cover, 'Kate Brennan looks in');
    await when('kate-brennan').acknowledges();
  },
);

scenario(
  'A26 A short stay of an urgent child needs both named nurses, and the family that is back ends it',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', {
      ...toddler,
      circumstances: { dangers: [violentExPartner] },
    });
    await when('system').signals({ areaCode: 'E09000009', source: 'housing' }, 'ealing-hv');
    await tries('amara-osei').findsAShortStay({ reviewOn: '2026-11-28' });
    then.refused('stay-needs-agreement');
    await when('amara-osei').findsAShortStay({
      reviewOn: '2026-11-28',
      agreedBy: 'Ruth Pemberton and Colette Baptiste',
    });
    await then.owes('review-stay', 'luton-hv');
    await when('amara-osei').does({
      type: 'review-stay',
      outcome: 'returned',
      reviewOn: null,
      cover: '',
      note: 'Seen at home',
    });
    await then.owesNot('review-stay');
    await then.owesNot('end-stay');
  },
);
