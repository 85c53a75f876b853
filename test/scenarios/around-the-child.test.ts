import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/domain/calendar/time.ts';
import { areas, scenario } from '../world.ts';

const infant = { identity: { bornOn: '2026-09-01' } } as const;
const ofAge = { identity: { bornOn: '2004-05-06' } };

const look = {
  type: 'review-visiting-declined',
  childSeen: null,
  judgement: 'concern',
  judgedBy: 'Grace Adeyemi, lead',
  why: 'Nobody has been let in since the birth',
  accepts: false,
  reviewOn: '2026-11-30',
} as const;

scenario(
  'A11 The child lives with its grandmother: whether the mother goes on is owed by a day, and who cares for the child is asked',
  async ({ given, when, then, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200, ofAge);
    const [ada] = await clients.children();
    assert.ok(ada);
    await then.clientOwesNot('review-continuing');
    await when('shanice-brown').recordsThatAChildLeaves(ada.personId, 'lives-elsewhere');
    const owed = await then.clientOwes('review-continuing', 'luton-fnp');
    assert.equal(owed.row, 'H31');
    assert.ok(owed.dueAt > owed.from);
    await then.clientIs('enrolled');
    await then.owes('name-carer', 'luton-fnp');
    await when('shanice-brown').does({
      type: 'record-carer',
      name: 'Una Hartley',
      relation: 'grandmother',
      closeRelative: true,
      parentalResponsibility: null,
      since: '2026-11-22',
    });
    await then.owesNot('name-carer');
    await then.owes('ask-parental-responsibility', 'luton-fnp');
    await when('moira-kettle').reviewsWhetherSheGoesOn();
    await then.clientOwesNot('review-continuing');
    await then.clientIs('enrolled');
    assert.equal((await state()).programme?.left?.door, 'lives-elsewhere');
  },
);

scenario(
  'A11 The mother moves out of the area of her site: her eligibility is reviewed, outside the rules by the supervisor, and a transfer answers it too',
  async ({ given, when, tries, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200, ofAge);
    const { address } = await clients.state();
    assert.ok(address);
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, lines: ['2 Same Town'] } });
    await then.clientOwesNot('review-continuing');
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, areaCode: areas.ealing } });
    await then.clientOwes('review-continuing', 'luton-fnp');
    await tries('shanice-brown').reviewsWhetherSheGoesOn();
    then.refused('supervisor-continues', /Catchment|area|lives/i);
    await tries('moira-kettle').reviewsWhetherSheGoesOn('');
    then.refused('reason-missing');
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing, {
      outsideRules: 'Their supervisor agreed',
    });
    await then.clientOwesNot('review-continuing');
    await tries('moira-kettle').reviewsWhetherSheGoesOn();
    then.refused('transfer-under-way');
    await when('shanice-brown').recordsThatTheTransferDidNotHappen();
    await then.clientOwes('review-continuing', 'luton-fnp');
    await when('moira-kettle').reviewsWhetherSheGoesOn();
    await then.clientOwesNot('review-continuing');
    await tries('moira-kettle').reviewsWhetherSheGoesOn();
    then.refused('continuing-not-asked');
  },
);

scenario(
  'A11 A transfer that did not happen, of a client who had moved meanwhile: whether she goes on at the old site is asked then',
  async ({ given, when, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200, ofAge);
    const { address } = await clients.state();
    assert.ok(address);
    await when('shanice-brown').startsTheTransferTo('ealing-fnp', areas.ealing, { outsideRules: 'Agreed' });
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, areaCode: areas.ealing } });
    await then.clientOwesNot('review-continuing');
    await when('shanice-brown').recordsThatTheTransferDidNotHappen();
    await then.clientIs('enrolled');
    await then.clientOwes('review-continuing', 'luton-fnp');
  },
);

scenario(
  'A15 A child in foster care: its mother remains a client, and the carers’ place is sealed, whatever the form said',
  async ({ given, when, then, clients, ledger, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200, ofAge);
    const [ada] = await clients.children();
    assert.ok(ada);
    await when('shanice-brown').recordsThatAChildLeaves(ada.personId, 'removed', { areaCode: areas.ealing });
    await then.clientIs('enrolled');
    await then.clientOwes('visit', 'luton-fnp');
    await then.clientOwes('review-continuing', 'luton-fnp');
    await when('shanice-brown').does({
      type: 'record-address',
      address: {
        lines: ['5 Carers Close'],
        postcode: 'W5 2UB',
        areaCode: areas.ealing,
        temporary: true,
        sealed: false,
        from: '2026-11-22',
      },
      why: 'Placed',
    });
    assert.equal((await state()).address?.sealed, true, 'placed by an authority: sealed in the same breath');
    const tables = await ledger.tables(ada.personId);
    assert.equal(tables?.child.postcode, null);
    const mother = await ledger.clients.tables((await state()).programme?.clientId ?? '');
    assert.doesNotMatch(
      JSON.stringify(mother),
      /Carers Close|W5 2UB/,
      'nothing of it in the mother’s record',
    );
    await when('moira-kettle').reviewsWhetherSheGoesOn();
    await when('shanice-brown').visits({ childrenSeen: [] });
    await then.clientIs('enrolled');
  },
);

scenario(
  'A15 Placed with carers by an authority without having been in the programme: their place is sealed too, a parent’s own is not',
  async ({ given, when, state }) => {
    await given.aChildHeldBy('amara-osei', infant);
    const address = {
      lines: ['5 Carers Close'],
      postcode: null,
      areaCode: areas.luton,
      temporary: true,
      sealed: false,
      from: '2026-11-22',
    } as const;
    await when('amara-osei').records({
      statutory: [
        {
          kind: 'looked-after',
          since: '2026-11-20',
          authority: 'Luton Council',
          keyWorker: 'Ann Other',
          why: null,
          agreedBy: null,
        },
      ],
    });
    await when('amara-osei').does({ type: 'record-address', address, why: 'At home with her mother' });
    assert.equal((await state()).address?.sealed, false);
    await when('amara-osei').does({
      type: 'record-carer',
      name: 'Una Hartley',
      relation: 'foster carer',
      closeRelative: false,
      parentalResponsibility: false,
      since: '2026-11-22',
    });
    assert.equal((await state()).address?.sealed, true, 'whose place it is was not said');
    await when('grace-adeyemi').does({
      type: 'open-address',
      why: 'It is her mother’s own',
      agreedBy: 'ruth-pemberton',
    });
    await when('amara-osei').does({ type: 'record-sighting', seenOn: '2026-11-22', where: 'At home' });
    assert.equal((await state()).address?.sealed, false, 'a person said so, and it stays said');
    await when('amara-osei').does({ type: 'record-address', address, why: 'Placed' });
    assert.equal((await state()).address?.sealed, true);
  },
);

scenario(
  'A23 She declines health visiting: on record as such, looked at by a named person with a day for the next look, the GP told, and nothing closes',
  async ({ given, when, tries, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', infant);
    await when('amara-osei').does({
      type: 'record-visiting-declined',
      on: '2026-11-22',
      says: 'Wants nobody to come any more',
    });
    await tries('amara-osei').does({ type: 'record-visiting-declined', on: '2026-11-22', says: 'Again' });
    then.refused('already-declined-visiting');
    const first = await then.owes('review-visiting-declined', 'luton-hv');
    assert.equal(first.row, '19', 'as a family that cannot be seen');
    await then.owes('tell-gp-declined', 'luton-hv');
    await then.seesNot('luton-named-nurse');

    await tries('amara-osei').does({ ...look, judgement: 'no-concern' });
    then.refused('unseen-is-concern');
    await tries('amara-osei').does({
      ...look,
      judgement: 'no-concern',
      childSeen: { on: '2026-09-10', byWhom: 'The midwife' },
    });
    then.refused('unseen-is-concern');
    await tries('amara-osei').does({ ...look, judgedBy: '' });
    then.refused('reason-missing');
    await tries('amara-osei').does({ ...look, reviewOn: '2026-12-20' });
    then.refused('decline-review-outside');
    await when('amara-osei').does(look);
    const next = await then.owes('review-visiting-declined', 'luton-hv');
    assert.equal(next.dueOn, look.reviewOn);
    const [, , namedNurse = ''] = next.steps;
    assert.ok(
      namedNurse.slice(0, 10) <= addDays(look.reviewOn, 7),
      `${namedNurse}: within days, not by the ladder of reviews`,
    );
    await then.sees('luton-named-nurse');
    assert.equal((await state()).family.declined?.reviewed?.judgedBy, 'Grace Adeyemi, lead');

    await when('hannah-whitlock').does({ type: 'tell-gp-declined', name: 'Dr Rao' });
    await then.owesNot('tell-gp-declined');
    clock.passes({ days: 40 });
    await then.holderIs('luton-hv', 'amara-osei');
    await then.owes('review-visiting-declined', 'luton-hv');
    const seen = { on: clock.today(), byWhom: 'The nursery' };
    await when('amara-osei').does({
      ...look,
      childSeen: seen,
      judgement: 'no-concern',
      reviewOn: addDays(clock.today(), 60),
    });
    await then.seesNot('luton-named-nurse');
    clock.passes({ days: 50 });
    const nextDay = addDays(clock.today(), 60);
    await tries('amara-osei').does({ ...look, childSeen: seen, judgement: 'no-concern', reviewOn: nextDay });
    then.refused('unseen-is-concern');
    await when('amara-osei').does({ ...look, childSeen: seen, judgement: 'no-concern', accepts: true });
    await then.owesNot('review-visiting-declined');
    await then.owes('review', 'luton-hv');
    await then.holderIs('luton-hv', 'amara-osei');
  },
);

scenario(
  'A23 Declined after acceptance and before the release point: both sides owe the look, and the receiving team alone once the child has passed',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', infant);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').acknowledges();
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await then.holderIs('luton-hv', 'amara-osei');
    await when('kate-brennan').does({
      type: 'record-visiting-declined',
      on: '2026-11-23',
      says: 'Has had enough of visits',
    });
    await then.owes('review-visiting-declined', 'ealing-hv');
    await then.owes('tell-gp-declined', 'ealing-hv');
    await then.owes('review-visiting-declined', 'luton-hv');
    await then.owes('tell-gp-declined', 'luton-hv');
    await when('kate-brennan').seesTheChild();
    await then.holderIs('ealing-hv', 'kate-brennan');
    await then.owes('review-visiting-declined', 'ealing-hv');
    await then.owesNotBy('review-visiting-declined', 'luton-hv');
  },
);

scenario(
  'A26 A short stay has somebody who visits there, named, from the first night and at each weekly look; under fifteen days, and no ping-pong',
  async ({ given, when, tries, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-03-01' } });
    await when('system').signals({ areaCode: 'E09000009', source: 'housing' }, 'ealing-hv');
    await tries('amara-osei').findsAShortStay({ reviewOn: '2026-11-30', cover: '' });
    then.refused('stay-needs-cover');
    await when('amara-osei').findsAShortStay({ reviewOn: '2026-11-30', cover: 'Kate Brennan of Ealing' });
    assert.equal((await then.owes('end-stay', 'luton-hv')).dueAt.slice(0, 10), '2026-12-07', 'day 14');
    for (const week of [1, 2]) {
      clock.passes({ days: 6 });
      await when('system').signals({ areaCode: 'E09000013', source: 'housing' }, 'hf-hv');
      await when('amara-osei').settles('stays-elsewhere-briefly');
      await when('amara-osei').does({
        type: 'review-stay',
        outcome: 'goes-on',
        reviewOn: addDays(clock.today(), 7),
        cover: '',
        note: `Week ${week}: another hotel`,
      });
      const again = await then.owes('review-stay', 'luton-hv');
      assert.equal(again.dueAt.slice(0, 10), addDays(clock.today(), 7), 'looked at again within seven days');
      await then.holderIs('luton-hv', 'amara-osei');
    }
    assert.equal((await state()).stay?.cover, 'A colleague there', 'who visits there stays named');
    assert.equal((await state()).handovers.length, 0, 'nothing was sent to and fro');
    assert.equal((await then.owes('end-stay', 'luton-hv')).dueAt.slice(0, 10), '2026-12-07');
  },
);

scenario(
  'A36 The mother is looked after: her social worker is told and the looked-after children’s nurse copied; two records, two sets of duties',
  async ({ given, when, tries, then, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200, ofAge);
    await tries('shanice-brown').does({ type: 'copy-mothers-nurse', name: 'Ida Cole' });
    then.refused('mother-not-in-care');
    await when('shanice-brown').does({
      type: 'record-mother-in-care',
      status: 'looked-after',
      authority: 'Luton Council',
      worker: 'Pat Lowe, social worker',
    });
    await then.owes('tell-mothers-worker', 'luton-fnp');
    await then.owes('copy-mothers-nurse', 'luton-fnp');
    await when('shanice-brown').does({ type: 'tell-mothers-worker', name: 'Pat Lowe' });
    await then.owes('copy-mothers-nurse', 'luton-fnp');
    await when('shanice-brown').does({ type: 'copy-mothers-nurse', name: 'Ida Cole' });
    await then.owesNot('copy-mothers-nurse');
    // Visits are owed by her record, reviews by the record of her child. What is done in one is not done in the other.
    await then.clientOwes('visit', 'luton-fnp');
    await then.owes('review', 'luton-fnp');
    const owedToHer = Object.keys((await clients.state()).deadlines);
    await when('shanice-brown').prepares('luton-hv', { occasion: 'early-leaver' });
    await then.owes('copy-mothers-nurse', 'luton-fnp');
    await then.owes('tell-mothers-worker', 'luton-fnp');
    assert.deepEqual(Object.keys((await clients.state()).deadlines), owedToHer);
  },
);

scenario(
  'A46 A neonatal unit: the discharge is planned with it, the plan has a day on which somebody says whether the baby is home, and the address is checked',
  async ({ given, when, tries, then, clock, state }) => {
    await given.aChildHeldBy('amara-osei', { identity: { bornOn: '2026-11-20' } });
    await tries('amara-osei').does({
      type: 'plan-discharge',
      expectedOn: '2026-11-30',
      withWhom: 'Sister Bell',
      needs: 'Oxygen at home',
    });
    then.refused('not-admitted');
    await when('amara-osei').does({
      type: 'record-admission',
      admissionId: randomUUID(),
      kind: 'neonatal',
      where: 'Neonatal unit of another area',
      from: '2026-11-20',
      coverTeamId: null,
    });
    await then.owes('plan-discharge', 'luton-hv');
    await then.owesNot('record-discharge');
    const review = await then.owes('review', 'luton-hv');
    await tries('amara-osei').does({
      type: 'plan-discharge',
      expectedOn: '2026-11-30',
      withWhom: '',
      needs: 'Oxygen at home',
    });
    then.refused('reason-missing');
    await when('amara-osei').does({
      type: 'plan-discharge',
      expectedOn: '2026-11-30',
      withWhom: 'Sister Bell',
      needs: 'Oxygen at home',
    });
    await then.owesNot('plan-discharge');
    assert.equal((await then.owes('record-discharge', 'luton-hv')).dueOn, '2026-11-30');
    assert.equal((await then.owes('review', 'luton-hv')).dueAt, review.dueAt, 'the review keeps its day');
    assert.equal((await state()).family.admissions[0]?.plan?.needs, 'Oxygen at home');
    clock.passes({ days: 7 });
    const home = { type: 'record-discharge', on: clock.today(), sleepsAt: null, handover: null } as const;
    await tries('amara-osei').does({ ...home, sameAddress: false });
    then.refused('address-not-checked');
    await when('amara-osei').does({ ...home, sameAddress: true });
    await then.owesNot('record-discharge');
    await then.owes('home-contact', 'luton-hv');
    await then.holderIs('luton-hv', 'amara-osei');
  },
);

scenario(
  'A14 A death message of a client’s child, informal and then formal, stops every schedule; taken back, the child is in the programme and its mother’s visits go on',
  async ({ given, when, tries, then, state, clients }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200, ofAge);
    const stops = { type: 'stop-schedules', why: 'child-died' } as const;
    await when('system').does({ ...stops, says: 'A death message (informal)', messageId: 'm1' });
    await when('system').does({ ...stops, says: 'A death message (formal)', messageId: 'm2' });
    const owed = async () => Object.values((await state()).deadlines).map(({ kind }) => kind);
    assert.deepEqual(await owed(), ['confirm-end'], 'everything stops but that a person confirms it');
    await then.holderIs('luton-fnp', 'shanice-brown');
    await when('system').does({ type: 'resume-schedules', says: 'The death message was taken back' });
    assert.equal((await state()).stopped, null);
    assert.equal((await state()).programme?.left, null, 'in the programme');
    assert.ok((await owed()).includes('review'));
    await then.clientIs('enrolled');
    await then.clientOwes('visit', 'luton-fnp');
    await when('shanice-brown').visits();
    await then.childrenDidAll();

    // A person confirmed it, and then it was found to be about another child: the holder is back, and so is the child in the
    // programme.
    await when('system').does({ ...stops, says: 'A death message (formal)', messageId: 'm3' });
    await when('moira-kettle').does({
      type: 'end',
      reason: 'death',
      confirmedBy: 'Moira Kettle',
      detail: 'The register office, by telephone',
    });
    assert.deepEqual(await owed(), ['tell-death-review'], 'nothing of which the family hears');
    await tries('moira-kettle').does({ type: 'reverse-end', why: '' });
    then.refused('reason-missing');
    await when('moira-kettle').does({ type: 'reverse-end', why: 'Another child of the same name' });
    await then.holderIs('luton-fnp', 'shanice-brown');
    assert.deepEqual(
      [(await state()).programme?.clientId !== undefined, (await state()).programme?.left],
      [true, null],
    );
    assert.ok((await owed()).includes('review'), 'every schedule runs again');

    // Her own record followed the death (decision 0066), so a person takes it back there too.
    await then.clientOwes('take-back-death', 'luton-fnp');
    const [ada] = (await clients.state()).children;
    await when('moira-kettle').takesBackTheDeathOf(ada?.personId ?? '');
    await then.childrenDidAll();
    const { children } = await clients.state();
    assert.deepEqual(
      children.map(({ left, lost }) => [left, lost]),
      [[null, false]],
    );
    assert.ok((await owed()).includes('review'));
    await then.clientOwes('visit', 'luton-fnp');
  },
);

scenario(
  'A11 Her new address is a signal for each child: across the boundary somebody says where it sleeps, on both sides; hidden or apart from her, no place is told',
  async ({ given, when, then, clients, state }) => {
    const asked = async () => (await state()).enquiries.filter(({ settled }) => settled === null);
    await given.aClientWithChildren('shanice-brown', ['Ada'], 200, ofAge);
    const { address } = await clients.state();
    assert.ok(address);
    const inEaling = { lines: ['7 Quarry Lane'], postcode: 'W5 2HL', areaCode: areas.ealing };
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, temporary: true } });
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, lines: ['2 Same Town'] } });
    assert.deepEqual(await asked(), [], 'in her own area the team that answers is the same');
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, ...inEaling } });
    await then.childrenDidAll();
    const [enquiry] = await asked();
    assert.equal(enquiry?.signals[0]?.postcode, 'W5 2HL');
    await then.sees('ealing-fnp');
    assert.equal((await state()).address?.areaCode, areas.luton, 'a person says where the child sleeps');

    await given.aClientWithChildren('shanice-brown', ['Ben'], 200, ofAge);
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, ...inEaling, sealed: true } });
    await then.childrenDidAll();
    const [hidden] = await asked();
    assert.deepEqual([hidden?.signals[0]?.postcode, hidden?.signals[0]?.areaCode], [null, areas.ealing]);
    assert.doesNotMatch(JSON.stringify(await state()), /Quarry|W5 2HL/);

    await given.aClientWithChildren('shanice-brown', ['Cleo'], 200, ofAge);
    const [cleo] = await clients.children();
    await when('shanice-brown').recordsThatAChildLeaves(cleo?.personId ?? '', 'lives-elsewhere');
    await when('shanice-brown').recordsOfTheClient({ address: { ...address, ...inEaling } });
    await then.childrenDidAll();
    assert.equal((await asked()).length, 1);
    assert.doesNotMatch(JSON.stringify(await state()), /Quarry|W5 2HL/);
    await then.seesNot('ealing-fnp');
  },
);
