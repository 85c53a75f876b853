import assert from 'node:assert/strict';
import { addDays, addMinutes, addMonths, londonDate } from '../../src/domain/calendar/time.ts';
import { openBeforeRelease } from '../../src/domain/child/state.ts';
import { courseOf } from '../../src/domain/programme/course.ts';
import { dropOf } from '../../src/domain/reviews/intensity.ts';
import { plan } from '../children.ts';
import { fullSummary } from '../commands.ts';
import { areas, calm, scenario, violentExPartner } from '../world.ts';

const ofAge = { identity: { bornOn: '2004-05-06' } };

scenario(
  'A5 The drop in intensity as numbers: the visits of the last eight weeks in the programme, and the next contact due there',
  async ({ given, when, then, state, clock, clients, context }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500);
    for (let n = 0; n < 4; n += 1) {
      await when('shanice-brown').visits();
      clock.passes({ days: 14 });
    }
    await when('shanice-brown').endsTheProgramme('moved-away', { areaCode: areas.ealing });
    await then.childrenDidAll();
    const child = await state();
    const { visits } = await clients.state();
    const known = { state: child, facts: [], visitDays: visits.map((visit) => londonDate(visit.at)) };
    const { directory } = context('shanice-brown');
    const drop = dropOf(openBeforeRelease(child), known, directory, clock.now());
    assert.equal(drop?.visits, 3, 'the first lies eight weeks back to the day');
    assert.ok(drop?.next, 'the next contact there is named');
  },
);

scenario(
  'A23 She declines health visiting after leaving: nothing closes, the programme’s team holds on and goes on seeing the child',
  async ({ given, when, then, clock, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 300, { address: { areaCode: areas.luton } });
    await when('shanice-brown').endsTheProgramme('withdrew', { reason: 'declined-more' });
    const draft = openBeforeRelease(await state());
    assert.ok(draft);
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').does({
      type: 'revise',
      ...draft,
      summary: fullSummary,
      proposedLevel: 'targeted',
    });
    await when('shanice-brown').sendsTheOffer();
    clock.passes({ days: 20 });
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').visits({
      childrenSeen: [ada.personId],
      note: 'She wants nobody else to come',
    });
    await then.childrenDidAll();
    assert.equal((await state()).lastSeenOn, clock.today(), 'the child has been seen, whoever declined what');
    await then.holderIs('luton-fnp', 'shanice-brown');
    await then.handoverIs('offered');
  },
);

scenario(
  'A53 Accepted there and not seen: until the release point the nurse goes on visiting, and the child is seen by its own record',
  async ({ given, when, then, clock, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 300, { address: { areaCode: areas.luton } });
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').endsTheProgramme('withdrew', { reason: 'needs-met' });
    const draft = openBeforeRelease(await state());
    assert.ok(draft);
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').does({
      type: 'revise',
      ...draft,
      summary: fullSummary,
      proposedLevel: 'targeted',
    });
    await when('shanice-brown').sendsTheOffer();
    await when('amara-osei').acknowledges();
    await when('shanice-brown').recordsThatTheySpoke('Shanice Brown', 'Amara Osei');
    await when('amara-osei').playsBackTheRisks();
    await when('amara-osei').accepts();
    const seen = await then.owes('seen', 'luton-hv');
    clock.passes({ days: 15 });
    assert.ok(seen.dueAt < clock.now(), 'overdue with the receiving side');
    await when('shanice-brown').visits({ childrenSeen: [ada.personId] });
    await then.childrenDidAll();
    assert.equal((await state()).lastSeenOn, clock.today());
    await then.owes('seen', 'luton-hv');
    await then.holderIs('luton-fnp', 'shanice-brown');
  },
);

scenario(
  'Two missed visits in a row are a signal where the child’s priority is routine; one is not',
  async ({ given, when, then, state, clock, ledger }) => {
    const { personId } = await given.aClientWithChildren('shanice-brown', ['Ada'], 500, {
      identity: { bornOn: '2004-05-06' },
    });
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').visits();
    const supervisorTold = async () => {
      const told = await ledger.clients.notices(personId);
      return told.filter(({ code }) => code === 'missed-visits-to-review');
    };
    clock.passes({ days: 14 });
    await when('shanice-brown').missesAVisit('not-brought');
    await then.clientOwesNot('review-missed-visits');
    assert.equal((await state()).enquiries.length, 0);
    clock.passes({ days: 7 });
    await when('shanice-brown').missesAVisit('cancelled-by-nurse');
    await then.clientOwesNot('review-missed-visits');
    assert.deepEqual(await supervisorTold(), []);
    await when('shanice-brown').missesAVisit('cancelled-by-client');
    const review = await then.clientOwes('review-missed-visits', 'luton-fnp');
    assert.equal(review.column, 'routine');
    assert.equal((await state()).enquiries.length, 1);
    const [once] = await supervisorTold();
    assert.deepEqual([once?.teamId, once?.forLead], ['luton-fnp', true]);
    await when('shanice-brown').missesAVisit('no-access');
    assert.equal((await supervisorTold()).length, 1, 'while her review is owed she is not told again');
    await when('moira-kettle').reviewsTheMissedVisits();
    await then.clientOwesNot('review-missed-visits');

    clock.passes({ days: 7 });
    await when('shanice-brown').missesAVisit('no-access');
    await then.clientOwesNot('review-missed-visits');
    await when('shanice-brown').missesAVisit('no-access');
    await then.clientOwes('review-missed-visits', 'luton-fnp');
    assert.equal((await supervisorTold()).length, 2);
  },
);

scenario(
  'A visit that was missed, or made, with nothing agreed leaves what is planned for a later day; what was planned for its own day is over',
  async ({ given, when, then, clock, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').visits();
    clock.passes({ days: 7 });
    const missedOn = clock.today();
    clock.passes({ days: 1 });
    await when('shanice-brown').plansAVisitIn(2);
    const planned = (await clients.state()).next;
    assert.ok(planned);
    await when('shanice-brown').missesAVisit('no-access', { on: missedOn });
    assert.deepEqual((await clients.state()).next, planned, 'missed before it');
    await when('shanice-brown').visits({ mode: 'telephone', place: 'remote', childrenSeen: [] });
    assert.deepEqual((await clients.state()).next, planned, 'rung meanwhile');
    await when('shanice-brown').missesAVisit('no-access', { on: missedOn, next: addMinutes(planned.at, 60) });
    assert.equal(
      (await clients.state()).next?.at,
      addMinutes(planned.at, 60),
      'agreed anew, though entered late',
    );
    clock.passes({ days: 2 });
    await when('shanice-brown').missesAVisit('no-access');
    assert.equal((await clients.state()).next, null);
    await then.clientOwes('visit');
  },
);

scenario(
  'A visit entered late stands at its true time: it ends the missed ones before it, and none after it',
  async ({ given, when, then, clock, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 90);
    await when('shanice-brown').visits();
    clock.passes({ days: 7 });
    const unrecorded = clock.now();
    clock.passes({ days: 7 });
    await when('shanice-brown').missesAVisit('no-access');
    await then.clientOwes('review-missed-visits', 'luton-fnp');
    await when('shanice-brown', unrecorded).visits({ at: unrecorded });
    const client = await clients.state();
    assert.equal(client.missed.length, 1, 'missed after the visit that was entered late');
    assert.equal((await state()).lastSeenOn, londonDate(unrecorded));
    await then.clientOwes('review-missed-visits', 'luton-fnp');
    await when('shanice-brown').visits();
    await then.clientOwesNot('review-missed-visits');
    assert.deepEqual((await clients.state()).missed, []);
  },
);

scenario(
  'Nobody has seen the child for 28 days: a visit is due, whatever was said on the telephone',
  async ({ given, when, then, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 660, { identity: { bornOn: '2004-05-06' } });
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').visits();
    const unseenBy = addDays(clock.today(), 28);
    for (let n = 0; n < 3; n += 1) {
      clock.passes({ days: 9 });
      await when('shanice-brown').visits({ mode: 'telephone', place: 'remote', childrenSeen: [] });
    }
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, unseenBy);
    clock.passes({ days: 5 });
    await when('shanice-brown').visits({ childrenSeen: [], note: 'Asleep at her grandmother’s' });
    const due = await then.clientOwes('visit', 'luton-fnp');
    assert.equal(due.dueOn, unseenBy);
    assert.ok(due.dueAt < clock.now(), 'visited, and still overdue: the child was not there');
  },
);

scenario(
  'B13 Visits that were dialled down make no limit longer: of a child on a plan the visits are as her phase asks, and less often cannot be set',
  async ({ given, when, tries, then, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 400, { identity: { bornOn: '2004-05-06' } });
    await when('shanice-brown').records(calm);
    await when('shanice-brown').setsTheIntervalTo(28);
    await when('shanice-brown').visits();
    assert.equal((await then.clientOwes('visit')).dueOn, addDays(clock.today(), 28));
    await when('shanice-brown').records({ ...calm, statutory: [plan] });
    assert.equal((await then.clientOwes('visit')).dueOn, addDays(clock.today(), 14));
    await tries('shanice-brown').setsTheIntervalTo(21);
    then.refused('interval-outside', /1 to 14 days/);
    await when('shanice-brown').setsTheIntervalTo(7);
  },
);

scenario(
  'One twin seen, the other not: the clock of the other runs on',
  async ({ given, when, then, clock, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 200);
    const [ada, ben] = await clients.children();
    assert.ok(ada && ben);
    await when('shanice-brown').visits();
    const first = clock.today();
    clock.passes({ days: 10 });
    await when('shanice-brown').visits({ childrenSeen: [ada.personId] });
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, addDays(first, 14));
    assert.equal((await state(ada)).lastSeenOn, clock.today());
    assert.equal((await state(ben)).lastSeenOn, first);
  },
);

scenario(
  'What a visit may not say: a child seen by telephone, one not yet born, another family’s, or a time that has not come',
  async ({ given, when, tries, then, clients, clock }) => {
    await given.aClientOf('ewa-nowak');
    const [unborn] = await clients.children();
    assert.ok(unborn);
    await tries('ewa-nowak').visits({ childrenSeen: [unborn.personId] });
    then.refused('not-born-yet');
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200);
    const [ada] = await clients.children();
    assert.ok(ada);
    await tries('shanice-brown').visits({ mode: 'video', childrenSeen: [ada.personId] });
    then.refused('seen-face-to-face');
    await tries('shanice-brown').visits({ childrenSeen: [unborn.personId] });
    then.refused('not-her-child');
    await tries('shanice-brown').visits({ at: addMinutes(clock.now(), 60) });
    then.refused('happened-in-future');
    await tries('shanice-brown').missesAVisit('no-access', { next: clock.now() });
    then.refused('visit-not-ahead');
    await tries('shanice-brown').visits({ next: clock.now() });
    then.refused('visit-not-ahead');
    await tries('shanice-brown').setsTheIntervalTo(60);
    then.refused('interval-outside');
    await when('shanice-brown').setsTheIntervalTo(7);
    await when('shanice-brown').visits();
    assert.equal((await then.clientOwes('visit')).dueOn, addDays(clock.today(), 7));
  },
);

scenario(
  'A pause stops visits from being due; within a week of its end the next one is',
  async ({ given, when, then, clock, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500, ofAge);
    await when('shanice-brown').visits();
    await when('shanice-brown').pauses('asked', addDays(clock.today(), 28));
    await then.clientOwesNot('visit');
    await then.clientOwes('review-pause', 'luton-fnp');
    clock.passes({ days: 20 });
    await when('shanice-brown').resumes();
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, addDays(clock.today(), 7));
    await then.clientOwesNot('review-pause');
    const [, , toddlerhood] = courseOf(await clients.state());
    const [paused, resumed] = [addDays(clock.today(), -20), clock.today()];
    assert.deepEqual(
      toddlerhood?.expected.filter((day) => day >= paused && day < resumed),
      [],
      'dosage expects nothing of the pause',
    );
    assert.ok(toddlerhood?.expected.some((day) => day > resumed));
  },
);

scenario(
  'During a pause no visit is owed to her and no eligibility; visits that were missed are still the supervisor’s to look at',
  async ({ given, when, then, clients, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 200);
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').visits();
    clock.passes({ days: 1 });
    await when('shanice-brown').missesAVisit();
    await when('shanice-brown').recordsThatAChildLeaves(ada.personId, 'lives-elsewhere');
    await then.clientOwes('review-missed-visits');
    await then.clientOwes('review-continuing');
    await when('shanice-brown').pauses('asked', addDays(clock.today(), 13));
    const owed = async () => Object.values((await clients.state()).deadlines).map(({ kind }) => kind);
    assert.deepEqual((await owed()).sort(), ['review-missed-visits', 'review-pause']);
    clock.passes({ days: 20 });
    await when('shanice-brown').missesAVisit();
    assert.deepEqual((await owed()).sort(), ['review-missed-visits', 'review-pause']);
    await when('shanice-brown').resumes();
    assert.deepEqual((await owed()).sort(), ['review-continuing', 'review-missed-visits', 'visit']);
  },
);

scenario(
  'B19 A visit missed during a pause counts in the row: the signal goes to each child then, and the supervisor alone ends the alarm',
  async ({ given, when, then, clients, clock, state }) => {
    const ofAge = { identity: { bornOn: '2004-05-06' } };
    await given.aClientWithChildren('shanice-brown', ['Ada'], 660, ofAge);
    await when('shanice-brown').does({ type: 'record-circumstances', circumstances: calm });
    await when('shanice-brown').visits();
    clock.passes({ days: 1 });
    await when('shanice-brown').missesAVisit();
    await then.clientOwesNot('review-missed-visits');
    await when('shanice-brown').pauses('asked', addDays(clock.today(), 13));
    clock.passes({ days: 2 });
    await when('shanice-brown').missesAVisit();
    const rings = await then.clientOwes('review-missed-visits', 'luton-fnp');
    await then.childrenDidAll();
    assert.deepEqual(
      (await state()).enquiries.flatMap(({ signals }) => signals.map(({ source }) => source)),
      ['missed-visits'],
    );
    await when('shanice-brown').resumes();
    assert.deepEqual(
      await then.clientOwes('review-missed-visits', 'luton-fnp'),
      rings,
      'the same clock rings on',
    );
    await when('moira-kettle').reviewsTheMissedVisits();
    await when('shanice-brown').visits();
    assert.equal((await clients.state()).missed.length, 0);
  },
);

scenario(
  'B13 A toddler on monthly visits is not overdue between them, in whatever column; seen by telephone alone it is',
  async ({ given, when, then, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 660, { identity: { bornOn: '2004-05-06' } });
    await when('shanice-brown').does({
      type: 'record-circumstances',
      circumstances: { ...calm, level: 'targeted' },
    });
    await when('shanice-brown').visits();
    const visited = clock.today();
    const due = await then.clientOwes('visit', 'luton-fnp');
    assert.deepEqual([due.column, due.dueOn], ['heightened', addDays(visited, 28)]);
    clock.passes({ days: 20 });
    await when('shanice-brown').visits({ mode: 'telephone', place: 'remote', childrenSeen: [] });
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, addDays(visited, 28));
  },
);

scenario(
  'B13 On its way to another team the same toddler goes on being seen: within 14 days, and within 7 once it is urgent',
  async ({ given, when, then, clock, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 660, { address: { areaCode: areas.luton } });
    await when('shanice-brown').visits();
    const seen = clock.today();
    await then.owesNot('see-meanwhile');
    await when('shanice-brown').endsTheProgramme('withdrew');
    const owed = await then.owes('see-meanwhile', 'luton-fnp');
    assert.deepEqual([owed.row, owed.column, owed.dueOn], ['H38', 'heightened', addDays(seen, 14)]);
    await when('shanice-brown').does({
      type: 'record-circumstances',
      circumstances: {
        ...calm,
        statutory: [plan],
      },
    });
    const urgent = await then.owes('see-meanwhile', 'luton-fnp');
    assert.equal(urgent.dueOn, addDays(seen, 7), 'at once');
    const [due = '', lead = ''] = urgent.steps;
    assert.equal(
      Date.parse(lead) - Date.parse(due),
      60 * 60_000,
      'the ladder of an urgent child, not of a schedule',
    );
    clock.passes({ days: 5 });
    const [ada] = await clients.children();
    await when('shanice-brown').visits({ childrenSeen: [ada?.personId ?? ''] });
    assert.equal((await then.owes('see-meanwhile', 'luton-fnp')).dueOn, addDays(clock.today(), 7));
  },
);

scenario(
  'B13 A graduation that is planned leaves the monthly visits as they are until the offer is sent',
  async ({ given, when, then }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 660, { identity: { bornOn: '2004-05-06' } });
    await when('shanice-brown').records(calm);
    await when('shanice-brown').visits();
    await when('shanice-brown').prepares('luton-hv', { occasion: 'graduation' });
    await then.owesNot('see-meanwhile');
    await when('shanice-brown').sendsTheOffer();
    await then.owes('see-meanwhile', 'luton-fnp');
  },
);

scenario(
  'What is learned of a child moves its mother’s clocks at once: a plan that was started, and one missed visit is a signal; ended, two are',
  async ({ given, when, then, clients, clock, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500, ofAge);
    await when('shanice-brown').records(calm);
    await when('shanice-brown').visits();
    await when('shanice-brown').setsTheIntervalTo(28);
    const visitBy = async () => (await then.clientOwes('visit')).dueAt.slice(0, 10);
    const column = async () => (await then.clientOwes('visit')).column;
    assert.equal(await column(), 'routine');
    const monthly = await visitBy();
    clock.passes({ days: 1 });
    await when('shanice-brown').missesAVisit();
    await then.clientOwesNot('review-missed-visits');
    const before = (await clients.facts()).length;

    await when('shanice-brown').records({ statutory: [plan] });
    assert.equal(await column(), 'urgent', 'with the plan, not with her next command');
    const review = await then.clientOwes('review-missed-visits', 'luton-fnp');
    assert.equal(review.column, 'urgent');
    const moved = (await clients.facts()).slice(before).map(({ fact, by }) => [fact.type, by.practitionerId]);
    const own = 'a fact of its own in her stream, and what it asks of the child';
    assert.deepEqual(
      moved,
      [
        ['ClientDeadlinesMoved', 'handhold'],
        ['ChildrenAsked', 'handhold'],
      ],
      own,
    );
    await then.owes('settle-enquiry', 'luton-fnp');
    const [signal] = (await state()).enquiries[0]?.signals ?? [];
    assert.deepEqual(
      [signal?.source, signal?.says],
      ['missed-visits', '1 visit of the programme missed in a row'],
    );

    await when('shanice-brown').records({ statutory: [] });
    assert.equal(await column(), 'routine');
    await then.clientOwesNot('review-missed-visits');
    assert.equal(await visitBy(), monthly);
    // What says nothing new of the child writes nothing in her stream.
    const facts = (await clients.facts()).length;
    await when('shanice-brown').records({ statutory: [] });
    await when('shanice-brown').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
    assert.equal((await clients.facts()).length, facts);
  },
);

scenario(
  'A handover that her own command opens moves her clocks with it, and so does a danger that is added while she is on her way',
  async ({ given, when, then, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 500, ofAge);
    await when('shanice-brown').records(calm);
    await when('shanice-brown').visits();
    clock.passes({ days: 1 });
    await when('shanice-brown').missesAVisit();
    await then.clientOwesNot('review-missed-visits');
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing, {
      outsideRules: 'Their supervisor agreed',
    });
    await then.priorityIs('heightened');
    assert.equal((await then.clientOwes('review-missed-visits', 'luton-fnp')).column, 'heightened');
    await when('shanice-brown').records({ dangers: [violentExPartner] });
    assert.equal((await then.clientOwes('review-missed-visits', 'luton-fnp')).column, 'urgent');
    assert.equal((await then.clientOwes('visit')).column, 'urgent');
  },
);

scenario(
  'B13 However often she pauses, somebody looks again by the day on which her child has to be seen',
  async ({ given, when, tries, then, clients, clock }) => {
    await given.aClientWithChildren('shanice-brown', ['Zoe'], 500, ofAge);
    const [zoe] = await clients.children();
    assert.ok(zoe);
    await when('shanice-brown').visits();
    const seenOn = clock.today();
    await tries('shanice-brown').pauses('asked', addDays(seenOn, 29));
    then.refused('date-outside');
    await when('shanice-brown').pauses('asked', addDays(seenOn, 28));
    // More is known of the child meanwhile: the pause goes on, and is looked at sooner.
    await when('shanice-brown').records({ statutory: [{ ...plan, since: seenOn }] });
    assert.equal((await then.clientOwes('review-pause', 'luton-fnp')).dueOn, addDays(seenOn, 14));
    clock.passes({ days: 13 });
    await when('shanice-brown').resumes();
    assert.equal((await then.clientOwes('visit', 'luton-fnp')).dueOn, addDays(seenOn, 14));
    await tries('shanice-brown').pauses('asked', addDays(seenOn, 15));
    then.refused('date-outside');
    clock.passes({ days: 6 });
    await when('shanice-brown').pauses('asked', addDays(clock.today(), 1));
    assert.equal((await then.clientOwes('review-pause', 'luton-fnp')).dueOn, addDays(seenOn, 14));
  },
);

scenario(
  'P9 A day of birth is put right in the child’s own record: the mother’s follows, and with it the end of the programme, unless a person has set another',
  async ({ given, when, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 60);
    const born = async () => (await clients.state()).children[0]?.bornOn ?? '';
    const corrected = addDays(await born(), -4);
    const correct = async (bornOn: string) => {
      const { identity } = await state();
      await when('shanice-brown').does({
        type: 'record-identity',
        identity: { ...identity, bornOn },
        why: 'The red book says so',
      });
    };
    await correct(corrected);
    await then.childrenDidAll();
    assert.equal(await born(), corrected);
    assert.equal((await clients.state()).endsOn, addMonths(corrected, 24));
    assert.equal((await state()).programme?.endsOn, addMonths(corrected, 24));

    const set = addDays(addMonths(corrected, 24), -30);
    await when('moira-kettle').movesTheEndTo(set);
    await correct(addDays(corrected, 1));
    assert.equal(await born(), addDays(corrected, 1));
    assert.equal((await clients.state()).endsOn, set);
  },
);
