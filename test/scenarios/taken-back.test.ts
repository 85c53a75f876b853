import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { networkHoldingDeskId } from '../../src/domain/directory/directory.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { plan, toddler } from '../children.ts';
import { areas, monday, scenario, violentExPartner } from '../world.ts';

const inLuton = { ...toddler, address: { areaCode: areas.luton } } as const;
/** Nobody ever ends in the silence in which a child is lost: what is taken back, settled or decided leaves somebody owing the next step. */
scenario(
  'A51 Recalled from a wrong desk to nobody’s, it is a draft again and sending it on is owed from then; withdrawn with the family elsewhere, an enquiry asks where the child sleeps',
  async ({ given, when, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    await when('amara-osei').movesTheFamilyTo({ areaCode: areas.ealing });
    await when('amara-osei').offers('hf-hv', { occasion: 'move' });
    clock.passes({ days: 1 });
    await when('amara-osei').recalls(null);
    await then.handoverIs('draft');
    await then.seesNot('hf-hv');
    assert.equal((await then.owes('offer', 'luton-hv')).from, clock.now());
    await when('amara-osei').withdraws('Written for another family');
    await then.owesNot('offer');
    await then.owes('settle-enquiry', 'luton-hv');
    assert.equal((await state()).enquiries.filter(({ settled }) => !settled).length, 1);
  },
);

scenario(
  'A draft that was taken back unsent leaves the address across the boundary asked about, and a later message of that area is no “same area”',
  async ({ given, when, then, state }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    await when('amara-osei').movesTheFamilyTo({ areaCode: areas.ealing });
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await then.owesNot('settle-enquiry');
    await when('amara-osei').withdraws('Began on the wrong form');
    await then.owes('settle-enquiry', 'luton-hv');
    await when('system').signals({ messageId: 'm2', areaCode: areas.ealing, lines: ['Flat 9'] }, 'ealing-hv');
    assert.equal((await state()).enquiries.at(-1)?.signals.length, 2);
  },
);

scenario('Withdrawn because the family is back at home, nothing is asked', async ({ given, when, then }) => {
  await given.aChildHeldBy('amara-osei', inLuton);
  await when('amara-osei').movesTheFamilyTo({ areaCode: areas.ealing });
  await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
  await when('amara-osei').withdraws('They came back', true);
  await then.owesNot('settle-enquiry');
});

scenario(
  'A28 After a decline a draft that was begun and taken back is no onward route: it stays owed until a handover is sent or the family is back',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('kate-brennan').declines('not-resident');
    const owed = await then.owes('onward-route', 'luton-hv');
    await when('amara-osei').prepares('hf-hv', { occasion: 'move' });
    await then.owesNot('onward-route');
    await when('amara-osei').withdraws('Not there either');
    assert.equal((await then.owes('onward-route', 'luton-hv')).dueAt, owed.dueAt);
    await when('amara-osei').prepares('hf-hv', { occasion: 'move' });
    await when('amara-osei').withdraws('Back in Luton', true);
    await then.owesNot('onward-route');
  },
);

scenario(
  'A28 An offer that was sent round to a third desk is with the designated nurses, however short each desk had it',
  async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    clock.passes({ hours: 20 });
    await when('amara-osei').redirectsTo('hf-hv');
    await then.owesNot('designated-decision');
    clock.passes({ hours: 20 });
    await when('amara-osei').redirectsTo('ealing-hv');
    const third = clock.now();
    assert.equal((await then.owes('designated-decision', 'luton-designated-nurse')).from, third);
    clock.passes({ hours: 20 });
    await when('amara-osei').redirectsTo('hf-hv');
    assert.equal((await then.owes('designated-decision', 'luton-designated-nurse')).from, third);
  },
);

scenario(
  'A27 Of two caseloads: the claim is settled as a handover only once one goes there, and only the team that answers prepares it',
  async ({ given, when, tries, then, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const claimId = randomUUID();
    const claim = { type: 'open-claim', claimId, claimantTeamId: 'ealing-hv', says: 'On our list' } as const;
    await when('kate-brennan').does(claim);
    const settle = { type: 'settle-claim', claimId, outcome: 'hand-over', note: 'It sleeps there' } as const;
    await tries('kate-brennan').does(settle);
    then.refused('claim-needs-handover', /Ealing/);
    await then.owes('settle-claim', 'luton-hv');
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await when('amara-osei').does(settle);
    await then.owesNot('settle-claim');
    await then.owes('offer', 'luton-hv');
    assert.equal((await state()).claims[0]?.settled?.outcome, 'hand-over');
  },
);

scenario(
  'H3 Moved to a place of no known area, the enquiry is settled with a handover to a holding desk, never without one',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    await when('amara-osei').signals({ source: 'housing', areaCode: null }, 'ealing-hv');
    await tries('amara-osei').settles('moved', { areaCode: null, lines: ['A hostel, somewhere in Kent'] });
    then.refused('move-needs-handover');
    await then.owes('settle-enquiry', 'luton-hv');
    await when('amara-osei').settles('moved', { areaCode: null, lines: ['A hostel'] }, networkHoldingDeskId);
    await then.owes('offer', 'luton-hv');
  },
);

scenario(
  'A26 That a family has not moved ends no short stay: whoever looks at it again says that it is over',
  async ({ given, when, then, state }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    await when('amara-osei').signals(
      { source: 'housing', areaCode: areas.ealing, messageId: 'a' },
      'ealing-hv',
    );
    await when('amara-osei').settles('stays-elsewhere-briefly');
    const { stay } = await state();
    await when('system').signals({ areaCode: areas['hammersmith-fulham'], messageId: 'b' }, 'hf-hv');
    await when('amara-osei').settles('not-moved');
    assert.deepEqual((await state()).stay, stay);
    await then.owes('review-stay', 'luton-hv');
    await then.owes('end-stay', 'luton-hv');
  },
);

scenario(
  'A7 Settling an enquiry while a handover is under way asks what preparing asks, and the other side does not stand it down',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('system').signals({ areaCode: areas['hammersmith-fulham'], messageId: 'a' }, 'hf-hv');
    const there = { areaCode: areas['hammersmith-fulham'] };
    await tries('chloe-sinclair').settles('moved', there, 'hf-hv');
    then.refused('not-the-holder');
    await tries('amara-osei').settles('moved', there, 'luton-hv');
    then.refused('same-team');
    await then.handoverIs('offered');
    await when('amara-osei').settles('moved', there, 'hf-hv');
    await then.handoverIs('draft');
  },
);

scenario(
  'P2 Once accepted a priority is lowered by one of each side or a named nurse, by nobody who judges no risk, and with a plan never to unseen',
  async ({ given, when, tries, then, handover }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    const { handoverId } = await handover();
    const lower = { type: 'lower-priority', handoverId, priority: 'routine', reason: 'In prison' } as const;
    await tries('amara-osei').does({ ...lower, secondName: 'Tom Ashworth' });
    then.refused('two-names-needed', /no nurse and no lead/);
    await tries('amara-osei').does({ ...lower, secondName: 'Grace Adeyemi' });
    then.refused('two-names-needed', /other side/);
    await when('amara-osei').records({ statutory: [plan] });
    await tries('amara-osei').does({ ...lower, secondName: 'Deborah Quill' });
    then.refused('status-keeps-sighting');
    await then.holderIs('luton-hv', 'amara-osei');
    await when('amara-osei').does({ ...lower, priority: 'heightened', secondName: 'Ruth Pemberton' });
    await then.holderIs('luton-hv', 'amara-osei');
    await when('amara-osei').records({ statutory: [] });
    await when('amara-osei').does({ ...lower, secondName: 'Deborah Quill' });
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'P4 A decision not to tell is looked at on its day and within the limit from when it was made, each decision anew',
  async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    clock.passes({ days: 14 });
    const decided = (reviewOn: string) =>
      ({ told: false, reason: 'He reads her post', decidedBy: 'Ruth Pemberton', reviewOn }) as const;
    await when('kate-brennan').tellsTheParent(decided(addDays(clock.today(), 3)));
    const first = await then.owes('review-not-told', 'ealing-hv');
    assert.equal(first.from, clock.now());
    assert.equal(first.dueAt.slice(0, 10), addDays(clock.today(), 3));
    await when('kate-brennan').tellsTheParent(decided('2099-01-01'));
    const far = await then.owes('review-not-told', 'ealing-hv');
    assert.ok(far.dueAt > clock.now() && far.dueAt < addDays(clock.today(), 60), far.dueAt);
    clock.passes({ days: 5 });
    await when('kate-brennan').tellsTheParent(decided(addDays(clock.today(), 3)));
    assert.equal((await then.owes('review-not-told', 'ealing-hv')).from, clock.now());
  },
);

scenario(
  'A32 A strategy discussion about an earlier enquiry says nothing of the one that stands now',
  async ({ given, when, then, clock }) => {
    const enquiry = { ...plan, kind: 'section-47', since: '2026-11-20' } as const;
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [enquiry] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').holdsMeeting('strategy-discussion');
    await when('amara-osei').records({ statutory: [] });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    clock.passes({ days: 3 });
    await when('amara-osei').records({ statutory: [{ ...enquiry, since: clock.today() }] });
    await then.owes('meeting', 'ealing-hv');
    await when('kate-brennan').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');
    await when('kate-brennan').holdsMeeting('strategy-discussion');
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'A33 A telephone call of last year is no verbal handover of this one; one just before it was written is',
  async ({ given, when, tries, then, handover }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    const names = { releasingName: 'Amara Osei', receivingName: 'Kate Brennan' };
    const spoke = { type: 'record-verbal', handoverId: (await handover()).handoverId, ...names } as const;
    await tries('amara-osei').does({ ...spoke, spokeAt: '2026-11-10T10:00:00.000Z' });
    then.refused('before-its-step', /23 November/);
    await then.owes('verbal', 'luton-hv');
    await when('amara-osei').does({ ...spoke, spokeAt: '2026-11-20T10:00:00.000Z' });
    await then.owesNot('verbal');
  },
);

scenario(
  'Nobody is seen before being born, and no baby is born half a pregnancy before its day',
  async ({ given, tries, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await tries('amara-osei').does({ type: 'record-sighting', seenOn: '0026-11-20', where: 'At home' });
    then.refused('not-born-that-day', /1 January 2024/);
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: null, expectedOn: '2026-12-24' } });
    const born = { givenName: 'Robin', familyName: 'Hartley', nhsNumber: null } as const;
    await tries('amara-osei').does({ type: 'record-birth', bornOn: '2025-11-20', ...born });
    then.refused('date-outside', /6 August 2026/);
    assert.equal(monday.slice(0, 4), '2026');
  },
);

scenario(
  'A28 A dispute about a decline is its decider’s to end, not the side’s that is tired of it; that the releasing side keeps the child ends the chain',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('kate-brennan').declines('not-resident');
    await when('amara-osei').redirectsTo('hf-hv');
    await when('chloe-sinclair').declines('not-resident');
    await when('amara-osei').redirectsTo('ealing-hv');
    await when('kate-brennan').declines('not-resident');
    await when('amara-osei').disputes('They sleep there', 'manjit-sandhu');
    await tries('amara-osei').withdraws('Tired of it');
    then.refused('dispute-open');
    await when('manjit-sandhu').decidesTheDispute('releasing-keeps');
    await then.handoverIs('withdrawn');
    await then.owesNot('designated-decision');
  },
);

scenario(
  'A28 Taken back after three declines by a nurse who is tired of it, the child stays with the designated nurses until it goes on or is back',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('kate-brennan').declines('not-resident');
    await when('amara-osei').redirectsTo('hf-hv');
    await when('chloe-sinclair').declines('not-resident');
    await when('amara-osei').redirectsTo('ealing-hv');
    await when('kate-brennan').declines('not-resident');
    await when('amara-osei').withdraws('Tired of it');
    await then.owes('onward-route', 'luton-hv');
    await then.owes('designated-decision', 'luton-designated-nurse');
    await when('amara-osei').prepares('hf-hv', { occasion: 'move' });
    await when('amara-osei').withdraws('Back at home', true);
    await then.owesNot('onward-route');
    await then.owesNot('designated-decision');
  },
);

scenario(
  'P6 An address without a day, or since a day to come, silences no later message',
  async ({ given, when, tries, then, state }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    await tries('amara-osei').movesTheFamilyTo({ areaCode: areas.luton, from: '' });
    then.refused('reason-missing', /Since when/);
    await tries('amara-osei').movesTheFamilyTo({ areaCode: areas.luton, from: '2027-12-01' });
    then.refused('date-outside');
    await when('amara-osei').movesTheFamilyTo({ areaCode: areas.luton });
    await when('system').signals(
      { messageId: 'm1', areaCode: areas.ealing, lines: ['8 Far Road'], postcode: null },
      'ealing-hv',
    );
    assert.equal((await state()).enquiries.length, 1);
  },
);

scenario('P5 An address of no known area is asked about', async ({ given, when, then }) => {
  await given.aChildHeldBy('amara-osei', inLuton);
  await when('amara-osei').movesTheFamilyTo({ areaCode: null, postcode: null, lines: ['A caravan'] });
  await then.owes('settle-enquiry', 'luton-hv');
});

scenario('A mother under 18 is one by whichever record says so', async ({ given, when, then }) => {
  const mother = { name: 'Jo', nhsNumber: null, bornOn: '2010-02-03' } as const;
  const circumstances = { motherBornOn: null } as const;
  await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-01-01', mother }, circumstances });
  await when('amara-osei').prepares('ealing-hv');
  await then.priorityIs('heightened', /Mother under 18/);
});

scenario(
  'P3 Nothing closes over an open dispute or a question that nobody has answered',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    await when('kate-brennan').decidesTheLevel('universal');
    await when('kate-brennan').tellsTheParent();
    await when('kate-brennan').tellsTheGp();
    await when('kate-brennan').tellsChildHealthRecords();
    await when('amara-osei').asks('Have you read the chronology?');
    await tries('kate-brennan').closes();
    then.refused('not-everything-told', /Each question is answered/);
    await when('kate-brennan').answersTheQuestion('Today');
    await when('amara-osei').disputes('We would have kept the child', 'manjit-sandhu');
    await tries('kate-brennan').closes();
    then.refused('not-everything-told', /The dispute is decided/);
    await when('manjit-sandhu').decidesTheDispute('receiving-takes');
    await when('kate-brennan').closes();
    await then.handoverIs('closed');
  },
);

scenario(
  'A33 Released by both named nurses without a sighting, the transfer-in conference is still owed until it is held or decided against',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
    await when('colette-baptiste').agreesToTheRelease();
    await then.holderIs('ealing-hv', 'kate-brennan');
    await then.owes('meeting', 'ealing-hv');
    await when('kate-brennan').holdsMeeting('transfer-in-conference', 'will-not-be-held');
    await then.owesNot('meeting');
  },
);

scenario(
  'P6 A draft to a third area does not say where the child sleeps: the enquiry about the address stays open, and is settled by words',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    await when('amara-osei').movesTheFamilyTo({ areaCode: areas.ealing });
    await when('amara-osei').prepares('hf-hv', { occasion: 'move' });
    await then.owes('settle-enquiry', 'luton-hv');
    const settle = { type: 'settle-enquiry', outcome: 'not-moved', sleepsAt: null, reviewOn: null } as const;
    await tries('kate-brennan').does({ ...settle, enquiryId: 'address-1', note: '', handover: null });
    then.refused('reason-missing', /How it is known/);
  },
);

scenario(
  'P6 A claim settled by handing the child over is asked again when that handover is taken back: the claimant has the child on its list still',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', inLuton);
    const claimId = randomUUID();
    await when('kate-brennan').does({
      type: 'open-claim',
      claimId,
      claimantTeamId: 'ealing-hv',
      says: 'On our list',
    });
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await when('amara-osei').does({
      type: 'settle-claim',
      claimId,
      outcome: 'hand-over',
      note: 'It sleeps there',
    });
    await then.owesNot('settle-claim');
    await when('amara-osei').withdraws('Begun on the wrong form');
    await then.owes('settle-claim', 'luton-hv');
    await then.told('ealing-hv', 'ClaimOpened');

    // The same where the next one replaces it and goes elsewhere.
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await when('amara-osei').does({ type: 'settle-claim', claimId, outcome: 'hand-over', note: 'It does' });
    await then.owesNot('settle-claim');
    await when('amara-osei').supersedesTowards('hf-hv');
    await then.owes('settle-claim', 'luton-hv');
    await when('amara-osei').does({
      type: 'settle-claim',
      claimId,
      outcome: 'stays',
      note: 'Kate Brennan agrees',
    });
    await then.owesNot('settle-claim');
  },
);

scenario(
  'P2 Handed on to school nursing with a danger that comes along: a named nurse confirms it, and not while another team claims the child',
  async ({ given, when, tries, then }) => {
    const fiveYears = { identity: { bornOn: '2021-11-01' } };
    await given.aChildHeldBy('amara-osei', { ...fiveYears, circumstances: { dangers: [violentExPartner] } });
    const end = { type: 'end', reason: 'school-nursing', detail: 'The school nurse has the record' } as const;
    await tries('grace-adeyemi').does({ ...end, confirmedBy: '-' });
    then.refused('end-needs-named-nurse');
    const claimId = randomUUID();
    await when('system').does({
      type: 'open-claim',
      claimId,
      claimantTeamId: 'ealing-hv',
      says: 'On our list',
    });
    await tries('grace-adeyemi').does({ ...end, confirmedBy: 'Ruth Pemberton' });
    then.refused('end-does-not-fit', /claims the child/);
  },
);

scenario(
  'A47 Said to have left the country: of a child with a danger that comes along a named nurse confirms it, and not while a move enquiry is open',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', { ...inLuton, circumstances: { dangers: [violentExPartner] } });
    await when('system').signals({ source: 'housing', areaCode: areas.ealing }, 'ealing-hv');
    const left = { type: 'end', reason: 'left-uk', detail: 'The airline and her sister say so' } as const;
    await tries('grace-adeyemi').does({ ...left, confirmedBy: 'Ruth Pemberton' });
    then.refused('end-does-not-fit', /enquiry/);
    await when('amara-osei').settles('not-moved');
    await tries('grace-adeyemi').does({ ...left, confirmedBy: 'The mother, by text' });
    then.refused('end-needs-named-nurse');
    await when('grace-adeyemi').does({ ...left, confirmedBy: 'Ruth Pemberton' });
    await then.owesNot('settle-enquiry');
  },
);

scenario(
  'P5 Taken on with an address across the boundary, the child has an enquiry on both sides from its first day',
  async ({ given, then, state }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, address: { areaCode: areas.ealing } });
    const owed = await then.owes('settle-enquiry', 'luton-hv');
    assert.equal(owed.otherTeamId, 'ealing-hv');
    assert.equal((await state()).enquiries.length, 1);
  },
);

scenario(
  'A20 A record that ended as entered in error is not brought back while another child in care bears its number',
  async ({ given, when, tries, then, about }) => {
    const identity = { nhsNumber: nthTestNumber(9002) };
    const first = await given.aChildHeldBy('amara-osei', { name: 'Ada', identity });
    const why = { confirmedBy: 'Grace Adeyemi', detail: 'Another family was meant' } as const;
    await when('grace-adeyemi').does({ type: 'end', reason: 'entered-in-error', ...why });
    await given.aChildHeldBy('kate-brennan', { name: 'Ada', identity });
    about(first);
    await tries('grace-adeyemi').does({ type: 'reverse-end', why: 'It was not' });
    then.refused('number-borne');
  },
);
