import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, addMinutes, addMonths, londonInstant, sayDate } from '../../src/domain/calendar/time.ts';
import { plannedJointVisit, sayBooked } from '../../src/domain/handover/joint-visits.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { recountPeriods } from '../../src/domain/responsibility/recount.ts';
import { computePriority } from '../../src/domain/risk/priority.ts';
import { refer } from '../client-world.ts';
import { areas, calm, scenario, violentExPartner } from '../world.ts';

const nowhere = { on: '', at: null };

scenario(
  'A1 Graduation, same area: the programme cannot let go until health visiting has accepted',
  async ({ given, when, tries, then, clock }) => {
    await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2024-12-01' } });
    await when('shanice-brown').prepares('luton-hv');
    await then.priorityIs('routine');
    await then.owes('offer', 'luton-fnp');
    await when('shanice-brown').sendsTheOffer();
    await when('hannah-whitlock').allocatesTo('amara-osei');
    await when('shanice-brown').recordsTheJointVisit(['Shanice Brown', 'Amara Osei']);

    clock.passes({ days: 200 });
    await then.holderIs('luton-fnp', 'shanice-brown');
    await tries('moira-kettle').does({
      type: 'end',
      reason: 'left-uk',
      confirmedBy: 'Moira Kettle',
      detail: 'The programme has ended',
    });
    then.refused('end-while-handover-open');

    await when('amara-osei').accepts();
    await then.holderIs('luton-hv', 'amara-osei');
    await then.told('luton-fnp', 'AccountabilityPassed');
  },
);

scenario(
  'A1 The joint visit is booked, moved and cancelled before it is made: booked is said, and the clock goes on until it has been',
  async ({ given, when, tries, then, clock, handover }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500, { identity: { bornOn: '2004-05-06' } });
    await when('shanice-brown').records(calm);
    await when('shanice-brown').prepares('luton-hv');
    const on = addDays(clock.today(), 10);
    await tries('shanice-brown').plansTheJointVisit(on, 'shanice-brown', 'amara-osei');
    then.refused('still-draft');
    await when('shanice-brown').sendsTheOffer();
    await when('hannah-whitlock').allocatesTo('amara-osei');
    const owed = await then.owes('joint-visit', 'luton-fnp');

    await tries('shanice-brown').plansTheJointVisit(
      addDays(clock.today(), -1),
      'shanice-brown',
      'amara-osei',
    );
    then.refused('joint-visit-in-past');
    await tries('shanice-brown').plansTheJointVisit(on, 'shanice-brown', 'kate-brennan');
    then.refused('not-a-visitor');
    await tries('shanice-brown').cancelsTheJointVisit('Nothing is planned');
    then.refused('no-joint-visit-planned');

    await when('shanice-brown').plansTheJointVisit(on, 'shanice-brown', 'amara-osei');
    await then.told('luton-hv', 'JointVisitPlanned');
    assert.equal(
      sayBooked(plannedJointVisit(await handover()) ?? nowhere, clock.now()),
      `Booked for ${sayDate(on)}`,
    );
    assert.deepEqual(await then.owes('joint-visit', 'luton-fnp'), owed, 'booked is not made');

    const at = londonInstant(addDays(on, 4), 14 * 60);
    await tries('amara-osei').plansTheJointVisit(addDays(on, 4), 'shanice-brown', 'amara-osei', { at });
    then.refused('reason-missing');
    const moves = { at, reason: 'The child is ill' };
    await when('amara-osei').plansTheJointVisit(addDays(on, 4), 'shanice-brown', 'amara-osei', moves);
    await then.told('luton-fnp', 'JointVisitPlanned');
    assert.equal(plannedJointVisit(await handover())?.at, at);
    await when('amara-osei').cancelsTheJointVisit('Amara is on leave');
    assert.equal(plannedJointVisit(await handover()), null);
    await then.told('luton-fnp', 'JointVisitCancelled');

    await when('shanice-brown').plansTheJointVisit(on, 'shanice-brown', 'amara-osei');
    clock.passes({ days: 11 });
    const gone = plannedJointVisit(await handover()) ?? nowhere;
    assert.match(sayBooked(gone, clock.now()), /^Was booked for .*: record it, or move or cancel it$/);
    assert.deepEqual(await then.owes('joint-visit', 'luton-fnp'), owed, 'nor does its day make it');
    await when('shanice-brown').recordsTheJointVisit(['Shanice Brown', 'Amara Osei']);
    assert.equal(plannedJointVisit(await handover()), null);
    await then.owesNot('joint-visit');
  },
);

scenario(
  'A1 A joint visit of any other handover is booked in the same way; sent to another desk it is booked with nobody there',
  async ({ given, when, then, clock, handover }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-06-01' } });
    await when('amara-osei').offers('hf-hv');
    const on = addDays(clock.today(), 3);
    await when('chloe-sinclair').plansTheJointVisit(on, 'amara-osei', 'chloe-sinclair');
    await when('amara-osei').does({
      type: 'redirect',
      handoverId: (await handover()).handoverId,
      to: { kind: 'desk', teamId: 'ealing-hv', reason: 'They live in Ealing' },
      why: 'Not of that area',
      newHandoverId: randomUUID(),
    });
    assert.equal(plannedJointVisit(await handover()), null);
    await when('kate-brennan').plansTheJointVisit(on, 'amara-osei', 'kate-brennan');
    await when('kate-brennan').accepts();
    assert.equal(plannedJointVisit(await handover())?.receivingId, 'kate-brennan');
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'A2 Leaves the programme early, stays put: a same-day offer, silence escalates, the family nurse stays accountable',
  async ({ given, when, then, clock }) => {
    await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2024-06-01' } });
    await when('shanice-brown').prepares('luton-hv', { occasion: 'early-leaver', proposedLevel: 'targeted' });
    const offer = await then.owes('offer', 'luton-fnp');
    assert.equal(offer.row, '26', 'an early leaver is offered by its own row: the same day');
    assert.equal(offer.dueAt.slice(0, 10), clock.today());
    await then.priorityIs('heightened', /Unplanned/);
    await when('shanice-brown').sendsTheOffer();

    const acknowledge = await then.owes('acknowledge', 'luton-hv');
    assert.deepEqual([...acknowledge.steps].sort(), acknowledge.steps, 'the ladder climbs');
    clock.passes({ days: 40 });
    assert.ok(acknowledge.dueAt < clock.now(), 'silence is overdue');
    await then.owes('acknowledge', 'luton-hv');
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.handoverIs('offered');
  },
);

scenario(
  'A3 Moves to an area with the programme: offered there, and a date of the next visit comes before acceptance counts',
  async ({ given, when, tries, then, clock, handover }) => {
    await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2024-06-01' } });
    await when('shanice-brown').offers('ealing-fnp', { occasion: 'move', proposedLevel: null });
    assert.equal((await handover()).kind, 'fnp-to-fnp');
    await when('beth-lomax').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Beth Lomax');
    await when('beth-lomax').playsBackTheRisks();
    await tries('beth-lomax').accepts({ firstContactOn: null });
    then.refused('first-contact-date-missing');
    await then.handoverIs('acknowledged');
    await when('beth-lomax').accepts();
    await then.handoverIs('accepted');
    // Unplanned is heightened: the child has to be seen before accountability passes.
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('beth-lomax').seesTheChild();
    await then.holderIs('ealing-fnp', 'beth-lomax');
    assert.equal((await then.owes('level', 'ealing-fnp')).dueAt > clock.now(), true);
  },
);

scenario(
  'A4 The receiving programme is full: no place routes to health visiting there at once, and the releasing team holds until it accepts',
  async ({ given, when, then, clock, handover }) => {
    await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2024-06-01' } });
    await when('shanice-brown').offers('ealing-fnp', { occasion: 'move', proposedLevel: null });
    const first = (await handover()).handoverId;
    await when('beth-lomax').declines('no-place', 'health-visiting-here');
    await then.told('luton-fnp', 'HandoverDeclined');
    const onward = await then.owes('onward-route', 'luton-fnp');
    assert.equal(onward.dueAt.slice(0, 10), clock.today(), 'the onward route is found the same day');
    await then.holderIs('luton-fnp', 'shanice-brown');

    await when('shanice-brown').redirectsTo('ealing-hv');
    const second = await handover();
    assert.equal(second.kind, 'fnp-to-health-visiting');
    assert.equal(second.follows, first);
    const declined = await handover(first);
    assert.equal(
      declined.state === 'declined' && declined.declined.reason,
      'no-place',
      'the waiting-list reason is kept in the chain',
    );
    await then.owesNot('onward-route');
    await then.owes('acknowledge', 'ealing-hv');
    await then.told('ealing-hv', 'HandoverOffered');
    await then.holderIs('luton-fnp', 'shanice-brown');

    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'A5 The receiving area has no programme: straight to health visiting, with the drop in intensity stated and the supervisor’s signature',
  async ({ given, when, tries, then, handover, ledger }) => {
    const child = await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2024-06-01' } });
    await given.noProgrammeRunsIn('ealing-fnp');
    await tries('shanice-brown').prepares('ealing-hv', { kind: 'fnp-to-fnp', occasion: 'move' });
    then.refused('wrong-receiving-kind');
    await when('shanice-brown').prepares('ealing-hv', { occasion: 'move', proposedLevel: null });
    await tries('shanice-brown').sendsTheOffer();
    then.refused('draft-incomplete', /level of service/);
    const { handoverId, kind, occasion, destination, addressedTo, summary } = await handover();
    await when('shanice-brown').does({
      type: 'revise',
      handoverId,
      kind,
      occasion,
      destination,
      addressedTo,
      summary,
      proposedLevel: 'targeted',
    });
    await tries('shanice-brown').sendsTheOffer();
    then.refused('supervisor-signs', /Moira Kettle/);
    for (const signedBy of ['shanice-brown', 'deborah-quill']) {
      await tries('shanice-brown').does({ type: 'offer', handoverId, signedBy });
      then.refused('supervisor-signs');
    }
    await when('shanice-brown').does({ type: 'offer', handoverId, signedBy: 'moira-kettle' });
    const offers = (await ledger.facts(child.personId)).filter(({ fact }) => fact.type === 'HandoverOffered');
    assert.deepEqual(
      offers.map(({ fact }) => fact.type === 'HandoverOffered' && fact.signedBy),
      ['moira-kettle'],
    );
    await then.priorityIs('heightened', /Level of service: targeted/);

    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    await tries('kate-brennan').decidesTheLevel('universal', '');
    then.refused('level-needs-reason');
    await when('kate-brennan').decidesTheLevel(
      'universal',
      'Family support is strong here; reviewed in three months',
    );
    await then.told('luton-fnp', 'LevelDecided');
  },
);

scenario(
  'A5 … which the supervisor gives by sending it; and so does the nurse who stands in. Where a programme runs, nobody is asked',
  async ({ given, when, tries, then, handover }) => {
    await given.aChildHeldBy('shanice-brown', { identity: { bornOn: '2024-06-01' } });
    await when('shanice-brown').offers('hf-hv', { occasion: 'move' });
    await when('shanice-brown').withdraws('They stay');
    await given.noProgrammeRunsIn('ealing-fnp');
    await when('shanice-brown').prepares('ealing-hv', { occasion: 'move', proposedLevel: 'specialist' });
    await given.isAway('moira-kettle', 'ewa-nowak');
    const { handoverId } = await handover();
    await tries('shanice-brown').does({ type: 'offer', handoverId, signedBy: 'moira-kettle' });
    then.refused('supervisor-signs', /Ewa Nowak/);
    await when('ewa-nowak').sendsTheOffer();
    await when('kate-brennan').declines('not-resident');
    await tries('shanice-brown').redirectsTo('ealing-hv');
    then.refused('supervisor-signs');
    await when('ewa-nowak').redirectsTo('ealing-hv');
  },
  { alone: true },
);

scenario(
  'A10 Twins: each is accepted by itself, and one may stay while the other moves',
  async ({ given, when, then, about, state }) => {
    const familyId = 'hartley';
    const stays = await given.aChildHeldBy('amara-osei', {
      name: 'the twin in hospital',
      identity: { givenName: 'Ada', bornOn: '2024-11-01', familyId },
    });
    const moves = await given.aChildHeldBy('amara-osei', {
      name: 'the twin who moves',
      identity: { givenName: 'Ben', bornOn: '2024-11-01', familyId },
    });
    for (const twin of [stays, moves]) {
      about(twin);
      await when('amara-osei').offers('ealing-hv');
    }
    about(moves);
    await when('kate-brennan').accepts();
    await then.holderIs('ealing-hv', 'kate-brennan');
    about(stays);
    await then.holderIs('luton-hv', 'amara-osei');
    await then.handoverIs('offered');
    await then.owes('answer-offer', 'ealing-hv');
    await when('amara-osei').withdraws('He stays in the neonatal unit here');
    await then.holderIs('luton-hv', 'amara-osei');
    assert.equal((await state(stays)).identity.familyId, (await state(moves)).identity.familyId);
  },
);

scenario(
  'A11 The mother moves, the child stays with a grandmother: nothing passes, and who has parental responsibility is asked',
  async ({ given, when, tries, then, handover }) => {
    await given.aChildHeldBy('amara-osei', {
      identity: { bornOn: '2024-11-01' },
      circumstances: { people: null },
    });
    await when('amara-osei').signals(
      { source: 'pds', says: 'The mother’s address has changed', areaCode: 'E09000009' },
      'ealing-hv',
    );
    await then.owes('settle-enquiry', 'luton-hv');
    await when('amara-osei').settles('not-moved');
    await then.owesNot('settle-enquiry');
    await then.holderIs('luton-hv', 'amara-osei');
    await then.told('ealing-hv', 'EnquirySettled');

    // Should a handover come later, it cannot be sent while nobody has asked who has parental responsibility.
    await when('amara-osei').prepares('ealing-hv');
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /parental responsibility/);
    await when('amara-osei').records({
      people: [
        {
          name: 'Jean Hartley',
          relation: 'grandmother',
          livesWithChild: true,
          parentalResponsibility: false,
        },
      ],
    });
    await when('amara-osei').sendsTheOffer();
    assert.equal((await handover()).state, 'offered');
  },
);

scenario(
  'A12 The child goes to the father in another area: it moves alone, and its view there never shows the mother’s address',
  async ({ given, when, then, about, state, ledger }) => {
    const familyId = 'hartley';
    const sibling = await given.aChildHeldBy('amara-osei', {
      name: 'the sibling',
      identity: { givenName: 'Ada', bornOn: '2024-01-01', familyId },
    });
    const child = await given.aChildHeldBy('amara-osei', {
      name: 'the child',
      identity: { givenName: 'Ben', bornOn: '2024-11-01', familyId },
    });
    await when('amara-osei').movesTheFamilyTo({
      areaCode: 'E09000009',
      lines: ['9 Father’s Way'],
      postcode: 'ZZ9 9FF',
    });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');
    assert.doesNotMatch(
      JSON.stringify(await state(child)),
      /1 Example Street|ZZ1 1AA/,
      'the state that the father’s area opens',
    );
    about(sibling);
    await then.holderIs('luton-hv', 'amara-osei');
    await then.seesNot('ealing-hv');
    assert.ok(await ledger.store.load(child.personId, 'ealing-hv'));
  },
);

scenario(
  'A23 Nobody is let in after a handover, and then she declines: no closure, the team still answers, the GP is told, the alarm about seeing goes on',
  async ({ given, when, tries, then, clock }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-01-01' } });
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').failsToReachTheFamily();
    clock.passes({ days: 3 });
    await when('kate-brennan').failsToReachTheFamily();
    await then.owes('missed-contact-review', 'ealing-hv');
    await then.told('luton-hv', 'ContactFailed');
    await tries('kate-brennan').closes();
    then.refused('not-seen-yet');
    await when('kate-brennan').does({
      type: 'record-visiting-declined',
      on: clock.today(),
      says: 'Wants nobody to come',
    });
    await then.owes('review-visiting-declined', 'ealing-hv');
    await then.owes('tell-gp-declined', 'ealing-hv');
    await tries('kate-brennan').closes();
    then.refused('not-seen-yet');
    await when('kate-brennan').tellsTheGp();
    clock.passes({ days: 400 });
    await then.handoverIs('accepted');
    await then.owes('seen', 'ealing-hv');
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'A48 Arrives from abroad with no sender: the team answers from first knowledge, without number or date',
  async ({ given, when, tries, then, state, context, issue }) => {
    const child = await given.aChildHeldBy('hannah-whitlock', {
      reason: 'arrival-without-sender',
      identity: { bornOn: null, nhsNumber: null, givenName: '', mother: null },
      address: null,
    });
    const { care } = await state(child);
    assert.equal(care.status === 'in-care' && care.since, context('hannah-whitlock').now);
    await then.holderIs('luton-hv', 'hannah-whitlock');
    const again = {
      type: 'take-on',
      teamId: 'ealing-hv',
      practitionerId: 'kate-brennan',
      reason: 'arrival-without-sender',
      address: null,
      gp: null,
      lastSeenOn: null,
      circumstances: null,
      identity: (await state()).identity,
    } as const;
    await issue('kate-brennan', again);
    then.refused('already-in-care');
    await when('kate-brennan').does({
      type: 'open-claim',
      claimId: '11111111-1111-4111-8111-111111111111',
      claimantTeamId: 'ealing-hv',
      says: 'Registered here too',
    });
    await then.owes('settle-claim', 'luton-hv');
    await then.holderIs('luton-hv', 'hannah-whitlock');
    // A child without a number can be handed over like any other.
    await when('hannah-whitlock').offers('ealing-hv', { occasion: 'move' });
    await tries('kate-brennan').accepts();
    then.refused('verbal-handover-missing');
  },
);

scenario(
  'A35 A violent adult on bail: the question whether the risk travels is asked, and a change of address never closes it',
  async ({ given, when, tries, then, state, clock }) => {
    await given.aChildHeldBy('amara-osei', {
      identity: { bornOn: '2024-01-01' },
      circumstances: { dangers: [{ ...violentExPartner, move: 'unknown' }] },
    });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.priorityIs('urgent', /Violent adult: Dean Farrow/);
    await when('amara-osei').movesTheFamilyTo({ areaCode: 'E09000009' });
    assert.equal(
      (await state()).circumstances.dangers?.[0]?.who,
      'Dean Farrow',
      'an address change closes no danger',
    );
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await tries('kate-brennan').accepts();
    then.refused('risks-not-played-back');
    await when('kate-brennan').playsBackTheRisks();

    // A new partner appears after the play-back: both sides are told, and the play-back is due again.
    const newPartner = {
      ...violentExPartner,
      dangerId: 'new-partner',
      who: 'Carl Moss',
      relation: "mother's partner",
    };
    await when('amara-osei').records({ dangers: [violentExPartner, newPartner] });
    await then.told('ealing-hv', 'CircumstancesRecorded');
    await tries('kate-brennan').accepts();
    then.refused('risks-not-played-back');
    await tries('kate-brennan').does({
      type: 'play-back',
      handoverId: (await state()).handovers[0]?.handoverId ?? '',
      words: 'I know of Dean',
      dangerIds: ['ex-partner'],
    });
    then.refused('risks-not-played-back', /Carl Moss/);
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await then.holderIs('luton-hv', 'amara-osei');

    const ended = { ...calm, dangers: [{ ...violentExPartner, move: 'ended-by-move' as const }] };
    const facts = {
      circumstances: ended,
      occasion: 'move',
      proposedLevel: null,
      bornOn: '2024-01-01',
      temporaryAddress: false,
      today: clock.today(),
    } as const;
    assert.equal(
      computePriority(facts).priority,
      'heightened',
      'a risk that the move ended is still recorded and still counts',
    );
  },
);

scenario(
  'A11 Back in the programme after a graduation that was planned before, the child has a graduation of its own again',
  async ({ given, when, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Zoe'], 400);
    const [zoe] = await clients.children();
    assert.ok(zoe);
    await when('shanice-brown').records(calm);
    await when('shanice-brown').offers('luton-hv', { occasion: 'graduation' });
    await when('moira-kettle').endsTheProgramme('withdrew');
    await when('amara-osei').accepts();
    await when('amara-osei').seesTheChild();
    await when('amara-osei').decidesTheLevel('universal');
    await when('amara-osei').tellsTheParent();
    await when('amara-osei').tellsTheGp();
    await when('amara-osei').tellsChildHealthRecords();
    await when('amara-osei').closes();
    const bornOn = (await state()).identity.bornOn ?? '';
    await when('moira-kettle').enrols('shanice-brown', {
      pregnancyId: null,
      expectedOn: null,
      children: [{ personId: zoe.personId, bornOn, givenName: 'Zoe' }],
    });
    await when('amara-osei').completesTheDraft(calm);
    await when('amara-osei').sendsTheOffer();
    await when('shanice-brown').accepts();
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.owes('plan-graduation', 'luton-fnp');
    await then.owes('leave-programme', 'luton-fnp');
  },
);

scenario(
  'A born child keeps its birth, its name and its number, whatever was asked of the unborn one before a crash',
  async ({ given, when, clients, clock, state }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 10 });
    const expectedOn = addDays(clock.today(), 5);
    const before = (await state()).identity.expectedOn;
    const crash = { after: 0, losesAnswer: false } as const;
    await clients.issue(
      'shanice-brown',
      { type: 'move-expected-date', expectedOn, why: 'A scan' },
      { crash },
    );
    const birth = {
      bornOn: clock.today(),
      givenName: 'Zoe',
      familyName: 'Hartley',
      nhsNumber: nthTestNumber(9001),
    };
    await when('shanice-brown').does({ type: 'record-birth', ...birth });
    await clients.asksAgain();
    const { identity } = await state();
    assert.deepEqual({ ...identity, ...birth }, identity);
    assert.equal(identity.expectedOn, before, 'of a born child no day is expected any more');
  },
);

scenario(
  'A9 A birth of another year is refused, by whoever tells it; a day that was mistyped is put right, and the reviews with it',
  async ({ given, when, tries, then, clock, state }) => {
    await given.aClientOf('shanice-brown', { expectedIn: 5 });
    clock.passes({ days: 370 });
    const told = { givenName: 'Zoe', familyName: 'Hartley', nhsNumber: null } as const;
    await tries('shanice-brown').tellsTheBirthOf(['Zoe'], { bornOn: addDays(clock.today(), -5) });
    then.refused('date-outside');
    await tries('shanice-brown').does({ type: 'record-birth', bornOn: addDays(clock.today(), -5), ...told });
    then.refused('date-outside');
    const bornOn = addDays(clock.today(), -360);
    await when('shanice-brown').tellsTheBirthOf(['Zoe'], { bornOn });
    const { identity } = await state();
    const corrected = (day: string | null) =>
      ({ type: 'record-identity', identity: { ...identity, bornOn: day }, why: 'The red book' }) as const;
    for (const day of ['1066-01-01', addDays(clock.today(), 1)]) {
      await tries('shanice-brown').does(corrected(day));
      then.refused('date-outside');
    }
    await tries('shanice-brown').does(corrected(null));
    then.refused('already-born');
    await when('shanice-brown').does(corrected(addDays(bornOn, -3)));
    assert.equal((await state()).identity.bornOn, addDays(bornOn, -3));
  },
);

scenario(
  'A52 Enrolled on paper, a client is judged by the true day, which is not before her referral',
  async ({ given, when, tries, then, clients, clock }) => {
    const expectedOn = addDays(clock.today(), 87);
    await given.aReferralTo('luton-fnp', { known: { expectedOn, earlier: [] } });
    const referred = clock.now();
    const byTheRules = { outsideRules: null, consent: { on: clock.today(), how: 'Signed at home' } };
    clock.passes({ days: 4 });
    await tries('shanice-brown').enrols('shanice-brown', byTheRules);
    then.refused('not-eligible');
    await tries('shanice-brown', addMinutes(referred, -24 * 60)).enrols('shanice-brown', byTheRules);
    then.refused('happened-before-she-was-known');
    await when('shanice-brown', referred).enrols('shanice-brown', byTheRules);
    await then.clientIs('enrolled');
    assert.equal((await clients.state()).enrolledAt, referred);
  },
);

scenario(
  'A52 A site that begins with Handhold: a client with a course behind her is entered with its true days, and her clocks stand where they would',
  async ({ given, when, then, clock, clients, ledger, state }) => {
    const bornOn = addDays(clock.today(), -200);
    const enrolledAt = `${addDays(bornOn, -120)}T10:00:00.000Z`;
    const visitedAt = `${addDays(clock.today(), -5)}T10:00:00.000Z`;
    // The caseload file takes the child on; who has it is told from the day of the file.
    const child = await given.aChildHeldBy('shanice-brown', { identity: { bornOn } });
    clients.about({ personId: randomUUID(), name: 'who was enrolled on paper' });
    const known = { expectedOn: null, babyBornOn: bornOn };
    await when('shanice-brown', enrolledAt).doesForTheClient(
      refer('luton-fnp', areas.luton, clock.today(), { known }),
    );
    await when('moira-kettle', enrolledAt).enrols('shanice-brown', {
      outsideRules: 'In the programme since before Handhold',
      consent: { on: enrolledAt.slice(0, 10), how: 'Signed on paper' },
      children: [{ personId: child.personId, bornOn }],
    });
    await then.childrenDidAll();
    const seen = [child.personId];
    for (const at of [`${addDays(clock.today(), -19)}T10:00:00.000Z`, visitedAt])
      await when('shanice-brown', at).visits({ at, childrenSeen: seen });

    const client = await clients.state();
    assert.deepEqual([client.status, client.enrolledAt], ['enrolled', enrolledAt]);
    assert.equal(client.endsOn, addMonths(bornOn, 24));
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, addDays(clock.today(), 9));
    await then.clientOwesNot('answer-referral');
    assert.equal((await state()).programme?.left, null, 'her child is in the programme at once');
    assert.equal((await state()).lastSeenOn, visitedAt.slice(0, 10));
    const [period, ...further] = recountPeriods(await ledger.facts(child.personId));
    assert.deepEqual([period?.from, further], [clock.now(), []], 'who answers is never backdated');
  },
);
