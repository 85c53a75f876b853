import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { issue } from '../../src/application/command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { childRow } from '../../src/application/project.ts';
import { partiesOf } from '../../src/domain/access/relations.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { gapMinutes, gapsIn } from '../../src/domain/responsibility/recount.ts';
import { plan, toddler } from '../children.ts';
import { fullSummary } from '../commands.ts';
import { areas, scenario, violentExPartner } from '../world.ts';

scenario(
  'A14 A child dies: alarms stop, the record is frozen, and a death recorded by mistake gives the holder back with the interval reported',
  async ({ given, when, tries, then, clock, state, ledger }) => {
    const child = await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    // An informal death, as messages bring it, confirms nothing: a named person has to.
    await tries('grace-adeyemi').does({
      type: 'end',
      reason: 'death',
      confirmedBy: '',
      detail: 'Reported by a neighbour',
    });
    then.refused('end-needs-confirmation');
    await then.holderIs('luton-hv', 'amara-osei');
    await when('grace-adeyemi').does({
      type: 'end',
      reason: 'death',
      confirmedBy: 'Dr Patel',
      detail: 'Certified at the hospital',
    });
    assert.deepEqual(
      Object.values((await state()).deadlines).map(({ kind }) => kind),
      ['tell-death-review'],
      'nothing else is owed, so nothing can alarm the family',
    );
    await tries('kate-brennan').acknowledges();
    then.refused('care-has-ended');
    await tries('amara-osei').prepares('ealing-hv');
    then.refused('care-has-ended');

    clock.passes({ hours: 5 });
    await tries('grace-adeyemi').does({ type: 'reverse-end', why: '' });
    then.refused('reason-missing');
    await when('grace-adeyemi').does({ type: 'reverse-end', why: 'Another child of the same name' });
    await then.holderIs('luton-hv', 'amara-osei');
    await then.owes('acknowledge', 'ealing-hv');
    const gaps = gapsIn(await ledger.facts(child.personId), clock.now());
    assert.deepEqual(
      gaps.map((gap) => gap.minutes),
      [300],
      'the interval is reported',
    );
    assert.equal(gapMinutes(gaps), 0, 'and is not an unexplained gap');
  },
);

scenario(
  'A14 The holder left while the death stood: its reversal puts the child with the lead, never with a name that left',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('grace-adeyemi').does({
      type: 'end',
      reason: 'death',
      confirmedBy: 'Dr Patel',
      detail: 'Certified at the hospital',
    });
    await given.leaves('amara-osei');
    await when('grace-adeyemi').does({ type: 'reverse-end', why: 'Another child of the same name' });
    await then.holderIs('luton-hv', null);
    await then.answeredBy('grace-adeyemi');
  },
);

scenario(
  'A13 A stillbirth or a late loss: every schedule stops at once, the mother keeps a named contact, and a person confirms the end',
  async ({ given, when, tries, then, state, ledger, about }) => {
    const child = await given.aChildHeldBy('shanice-brown', {
      identity: { bornOn: null, expectedOn: '2026-12-20', givenName: '' },
    });
    about(child);
    await when('shanice-brown').offers('ealing-hv', { occasion: 'move', proposedLevel: 'targeted' });
    await then.owes('acknowledge', 'ealing-hv');
    await when('shanice-brown').does({
      type: 'stop-schedules',
      why: 'stillborn',
      says: 'Maternity rang',
    });
    assert.deepEqual(
      Object.values((await state()).deadlines).map(({ kind }) => kind),
      ['confirm-end'],
      'nothing is owed but that a person confirms it',
    );
    await then.told('ealing-hv', 'SchedulesStopped');
    const told = (await ledger.notices(child.personId)).length;
    await then.holderIs('luton-fnp', 'shanice-brown');
    await tries('samira-haddad').acknowledges();
    then.refused('schedules-stopped');
    await tries('shanice-brown').does({
      type: 'record-birth',
      bornOn: '2026-11-23',
      givenName: 'A',
      familyName: 'B',
      nhsNumber: null,
    });
    then.refused('schedules-stopped');
    await when('shanice-brown').signals({ source: 'pds', says: 'Change of address' }, 'ealing-hv');
    assert.deepEqual((await state()).enquiries, [], 'a signal opens nothing');
    assert.equal((await ledger.notices(child.personId)).length, told, 'and tells nobody');
    const row = (await ledger.tables(child.personId))?.handovers[0];
    assert.equal(row?.state, 'withdrawn', 'no desk has it on its list of arrivals');

    // The named contact stays, and may be another nurse of the team.
    await when('moira-kettle').does({
      type: 'name-practitioner',
      practitionerId: 'ewa-nowak',
      why: 'Knows the mother',
    });
    await then.holderIs('luton-fnp', 'ewa-nowak');
    await when('moira-kettle').does({
      type: 'end',
      reason: 'pregnancy-loss',
      confirmedBy: 'Labour ward',
      detail: 'Certificate of stillbirth',
    });
    assert.deepEqual((await state()).deadlines, {});
    await then.told('ealing-hv', 'AccountabilityEnded');
  },
);

scenario(
  'A14 A death reported in error and not yet confirmed: taken back, every clock runs again and the desk has its handover',
  async ({ given, when, tries, then, ledger, about }) => {
    const child = await given.aChildHeldBy('amara-osei', toddler);
    about(child);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    const before = await then.owes('acknowledge', 'ealing-hv');
    await when('amara-osei').does({ type: 'stop-schedules', why: 'child-died', says: 'A neighbour said so' });
    await then.owesNot('acknowledge');
    await then.owes('confirm-end', 'luton-hv');
    await tries('amara-osei').does({ type: 'resume-schedules', says: 'Another family' });
    then.refused('not-allowed');
    await when('grace-adeyemi').does({ type: 'resume-schedules', says: 'Another family' });
    await then.owesNot('confirm-end');
    assert.equal((await then.owes('acknowledge', 'ealing-hv')).from, before.from, 'with its own clock');
    assert.equal((await ledger.tables(child.personId))?.handovers[0]?.state, 'offered');
    await then.told('ealing-hv', 'SchedulesResumed');
    await when('samira-haddad').acknowledges();
  },
);

scenario(
  'A20 and A43 A duplicate ends into the record that goes on: both say so, its holder is told and reads the other, the seal comes along, and it is taken back when wrong',
  async ({ given, when, tries, then, about, state, ledger }) => {
    const goesOn = await given.aChildHeldBy('kate-brennan', {
      identity: { ...toddler.identity, nhsNumber: '9990011044' },
    });
    const twice = await given.aChildHeldBy('amara-osei', toddler);
    const end = {
      type: 'end',
      reason: 'duplicate',
      confirmedBy: 'Grace Adeyemi',
      detail: 'The same red book',
    } as const;
    for (const duplicateOf of ['', '9990011052', twice.personId, '00000000-0000-4000-8000-000000000000']) {
      await tries('grace-adeyemi').does({ ...end, duplicateOf });
      then.refused('duplicate-of-none');
    }
    await then.holderIs('luton-hv', 'amara-osei');
    await when('amara-osei').does({ type: 'seal-address', why: 'She fled' });
    await when('grace-adeyemi').does({ ...end, duplicateOf: '9990011044' });
    assert.deepEqual((await state()).duplicateOf, { personId: goesOn.personId, stands: true });
    await then.sees('ealing-hv');
    about(goesOn);
    assert.deepEqual((await state()).duplicates, [twice.personId]);
    assert.equal((await state()).address?.sealed, true);
    await then.told('ealing-hv', 'DuplicateEnded');
    await tries('deborah-quill').does({ ...end, duplicateOf: twice.personId });
    then.refused('duplicate-of-none', /ended as a duplicate of this one/);
    await tries('deborah-quill').does({ ...end, reason: 'entered-in-error' });
    then.refused('end-does-not-fit', /reverse that end first/);

    about(twice);
    await when('grace-adeyemi').does({ type: 'reverse-end', why: 'Two girls of one name' });
    await then.holderIs('luton-hv', 'amara-osei');
    await then.seesNot('ealing-hv');
    about(goesOn);
    assert.deepEqual((await state()).duplicates, []);
    await then.told('ealing-hv', 'DuplicateTakenBack');
    const said = await ledger.facts(goesOn.personId);
    assert.ok(said.some(({ fact }) => fact.type === 'DuplicateTakenBack'));
  },
);

scenario(
  'A20 A duplicate does not end into a record whose own care has ended with a child alive: nobody would have it; into that of a child who died it does',
  async ({ given, when, tries, then, about }) => {
    const other = await given.aChildHeldBy('kate-brennan', toddler);
    const twice = await given.aChildHeldBy('amara-osei', toddler);
    const confirmed = { type: 'end', confirmedBy: 'Deborah Quill', detail: 'As recorded' } as const;
    const duplicate = { ...confirmed, reason: 'duplicate', duplicateOf: other.personId } as const;
    about(other);
    await when('deborah-quill').does({ ...confirmed, reason: 'left-uk' });
    about(twice);
    await tries('grace-adeyemi').does(duplicate);
    then.refused('duplicate-of-none', /goes on nowhere/);
    await then.holderIs('luton-hv', 'amara-osei');
    about(other);
    await when('deborah-quill').does({ type: 'reverse-end', why: 'It was a holiday' });
    await when('deborah-quill').does({ ...confirmed, reason: 'death' });
    about(twice);
    await when('grace-adeyemi').does(duplicate);
  },
);

scenario(
  'A20 Two people who end each of two records into the other at the same moment leave the child with a holder',
  async ({ given, context, ledger, state }) => {
    const one = await given.aChildHeldBy('amara-osei', toddler);
    const two = await given.aChildHeldBy('kate-brennan', toddler);
    const end = { type: 'end', reason: 'duplicate', confirmedBy: 'Both', detail: 'Seen at once' } as const;
    const ends = (personId: string, duplicateOf: string, who: string) =>
      issue(ledger.store, issuedNow(personId, { ...end, duplicateOf }), context(who));
    await Promise.all([
      ends(one.personId, two.personId, 'grace-adeyemi'),
      ends(two.personId, one.personId, 'deborah-quill'),
    ]);
    const cares = [(await state(one)).care.status, (await state(two)).care.status];
    assert.ok(cares.includes('in-care'), cares.join());
  },
);

scenario(
  'A16 Adoption: the old record ends when the new one has a holder, and only the named nurse of the organisation may open it then',
  async ({ given, when, tries, then, ledger, about, state }) => {
    const born = toddler.identity.bornOn;
    const [own, fresh, sister, older, hers] = [9011, 9012, 9013, 9014, 9015].map(nthTestNumber);
    const mother = { name: 'Nell', nhsNumber: hers ?? null, bornOn: null };
    const withNumber = (nhsNumber: string | null | undefined, more: object) =>
      given.aChildHeldBy('amara-osei', {
        identity: { bornOn: born, nhsNumber: nhsNumber ?? null, ...more },
      });
    const child = await withNumber(own, { mother });
    await withNumber(sister, { mother });
    await withNumber(older, { bornOn: '2023-01-01' });
    about(child);
    const adopted = {
      type: 'end',
      reason: 'adopted',
      confirmedBy: 'Family court',
      detail: 'Adopted',
    } as const;
    // Not its own number, nor that of its twin, of a child of another day, of nobody; and no form says that it is held.
    for (const newNumber of [own, sister, older, fresh]) {
      await tries('grace-adeyemi').does({ ...adopted, newNumber: newNumber ?? '', newRecordHeld: true });
      then.refused('adopted-needs-new-holder');
    }
    await then.holderIs('luton-hv', 'amara-osei');
    await withNumber(fresh, {});
    about(child);
    const now = { ...adopted, newNumber: fresh ?? '' };
    // One person alone puts no record away: not without a second name, not with her own, not with a colleague's.
    for (const agreedBy of [undefined, 'grace-adeyemi', 'amara-osei', 'colette-baptiste']) {
      await tries('grace-adeyemi').does({ ...now, ...(agreedBy && { agreedBy }) });
      then.refused('two-names-needed');
    }
    await when('grace-adeyemi').does({ ...now, agreedBy: 'ruth-pemberton' });
    await then.told('luton-named-nurse', 'record-sealed');
    await then.seesNot('luton-hv');
    await then.seesNot('ealing-named-nurse');
    await then.sees('luton-named-nurse');
    const row = (await ledger.tables(child.personId))?.child;
    assert.deepEqual(
      [row?.given_name, row?.family_name, row?.nhs_number, row?.mother_number, row?.postcode, row?.family_id],
      ['', '', null, null, null, null],
      'by no column is it found',
    );
    await when('ruth-pemberton').does({ type: 'reverse-end', why: 'The order was another child’s' });
    await then.sees('luton-hv');
    assert.equal((await state()).care.status, 'in-care');
  },
);

scenario(
  'A17 A refuge: routed by area alone, and the address stands in no row, no notice and no access of others',
  async ({ given, when, tries, then, state, ledger, issue, context }) => {
    const child = await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').does({ type: 'seal-address', why: 'The family is in a refuge' });
    await when('amara-osei').movesTheFamilyTo({
      lines: ['The refuge'],
      postcode: 'ZZ7 7SH',
      areaCode: areas.ealing,
    });
    const known = await state();
    assert.equal(known.address?.sealed, true, 'a new address of a sealed child is sealed');
    const row = childRow(known);
    assert.equal(row.postcode, null);
    assert.equal(row.area_code, areas.ealing, 'the area still routes');
    assert.doesNotMatch(JSON.stringify(row), /refuge|ZZ7/i);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    assert.doesNotMatch(JSON.stringify(await ledger.notices(child.personId)), /refuge|ZZ7/i);
    assert.doesNotMatch(JSON.stringify((await state()).handovers), /The refuge|ZZ7/);
    await then.seesNot('hf-hv');
    await issue('chloe-sinclair', { type: 'record-sighting', seenOn: '2026-11-20', where: 'In the street' });
    await tries('karen-lyle').does({
      type: 'open-address',
      why: 'The board asks',
      agreedBy: 'ruth-pemberton',
    });
    then.foundNothing();
    assert.ok(
      !partiesOf(await state(), context('amara-osei').directory).some((party) =>
        party.teamId.endsWith('commissioner'),
      ),
    );
  },
);

scenario(
  'A17 A refuge is opened by the lead who answers or a named nurse, never by whoever was offered the child, with a reason and a second person; both named nurses hear of it',
  async ({ given, when, tries, then, state }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('kate-brennan').does({ type: 'seal-address', why: 'He works near there' });
    await then.told('luton-hv', 'address-sealed');
    const opening = { type: 'open-address', why: 'He is in prison', agreedBy: 'ruth-pemberton' } as const;
    for (const who of ['kate-brennan', 'deborah-quill', 'amara-osei', 'tom-ashworth']) {
      await tries(who).does(opening);
      then.refused('not-allowed');
    }
    for (const agreedBy of ['grace-adeyemi', 'amara-osei', 'isobel-grant', 'nobody']) {
      await tries('grace-adeyemi').does({ ...opening, agreedBy });
      then.refused('two-names-needed');
    }
    await tries('grace-adeyemi').does({ ...opening, why: '' });
    then.refused('reason-missing');
    assert.equal((await state()).address?.sealed, true);
    await when('grace-adeyemi').does(opening);
    assert.equal((await state()).address?.sealed, false);
    for (const team of ['luton-named-nurse', 'ealing-named-nurse', 'luton-hv', 'ealing-hv'])
      await then.told(team, 'address-opened');
    await when('ruth-pemberton').does({ type: 'seal-address', why: 'I did not agree' });
    await when('ruth-pemberton').does({ ...opening, agreedBy: 'grace-adeyemi' });
    assert.equal((await state()).address?.sealed, false);
  },
);

scenario(
  'A17 A family is sealed together: who lives with another team as well, who joins it later, and who was known without a place',
  async ({ given, when, state, ledger, about }) => {
    const identity = { bornOn: '2026-09-01', familyId: randomUUID() };
    const here = await given.aChildHeldBy('amara-osei', { identity });
    const there = await given.aChildHeldBy('samira-haddad', { identity });
    const nowhere = await given.aChildHeldBy('samira-haddad', { identity, address: null });
    about(here);
    await when('amara-osei').does({ type: 'seal-address', why: 'Fled to a refuge' });
    const joining = await given.aChildHeldBy('kate-brennan', { identity });
    const stranger = await given.aChildHeldBy('kate-brennan', { identity: { bornOn: '2026-09-01' } });
    about(stranger);
    assert.equal((await state()).address?.sealed, false);
    await when('kate-brennan').does({
      type: 'record-identity',
      identity: { ...(await state()).identity, ...identity },
      why: 'Her sister told us',
    });
    for (const child of [here, there, nowhere, joining, stranger]) {
      about(child);
      assert.equal((await state()).address?.sealed, true, child.personId);
      assert.equal((await ledger.tables(child.personId))?.child.postcode, null);
    }
    about(nowhere);
    await when('samira-haddad').movesTheFamilyTo({ postcode: 'ZZ7 7SH', areaCode: areas.ealing });
    assert.equal((await state()).address?.sealed, true, 'what is recorded later is sealed too');
  },
);

scenario(
  'A17 Where a child is told to sleep in a place that must stay hidden, however that is told, its brothers and sisters are sealed with it',
  async ({ given, when, state, ledger, about, clock }) => {
    const refuge = {
      lines: ['7 Hidden Way'],
      postcode: 'ZZ1 9HW',
      areaCode: areas.luton,
      temporary: true,
      sealed: true,
      from: clock.today(),
    };
    const said = { sleepsAt: refuge, handover: null } as const;
    const amara = when('amara-osei');
    const settled = async () => {
      await when('system').signals({ messageId: randomUUID(), areaCode: areas.ealing }, 'ealing-hv');
      await amara.settles('moved-within-area', refuge);
    };
    const found = async () => {
      const missing = { missingId: randomUUID(), why: 'The flat is empty', notOpen: null } as const;
      await amara.does({ type: 'open-missing', ...missing });
      await amara.does({ type: 'record-found', how: 'By her sister', sameAddress: false, ...said });
    };
    const discharged = async () => {
      const ward = {
        kind: 'hospital',
        where: 'Children’s ward',
        from: clock.today(),
        coverTeamId: null,
      } as const;
      await amara.does({ type: 'record-admission', admissionId: randomUUID(), ...ward });
      await amara.does({ type: 'record-discharge', on: clock.today(), sameAddress: false, ...said });
    };
    for (const [how, tells] of Object.entries({ settled, found, discharged })) {
      const identity = { bornOn: '2024-01-01', familyId: randomUUID() };
      const sister = await given.aChildHeldBy('samira-haddad', { identity });
      const stranger = await given.aChildHeldBy('samira-haddad', { identity: { bornOn: '2024-01-01' } });
      const child = await given.aChildHeldBy('amara-osei', { identity });
      assert.equal((await state(sister)).address?.sealed, false);
      about(child);
      await tells();
      for (const one of [child, sister]) {
        assert.equal((await state(one)).address?.sealed, true, `${how}: ${one.name}`);
        assert.equal((await ledger.tables(one.personId))?.child.postcode, null);
      }
      assert.equal((await state(stranger)).address?.sealed, false, how);
    }
  },
);

scenario(
  'A17 Twins of a client without an NHS number are sealed together, also where their records bear no reference of a family',
  async ({ given, when, then, clients, about, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Zoe', 'Max', 'Kim'], 60);
    await then.childrenDidAll();
    const [zoe, max, kim] = await clients.children();
    assert.ok(zoe && max && kim);
    assert.equal((await state(zoe)).identity.familyId, (await state(max)).identity.familyId);
    about(kim);
    const { identity } = await state(kim);
    const without = { ...identity, familyId: null };
    await when('shanice-brown').does({ type: 'record-identity', identity: without, why: 'As it was before' });
    about(zoe);
    await when('shanice-brown').does({ type: 'seal-address', why: 'In a refuge' });
    for (const child of [zoe, max, kim]) assert.equal((await state(child)).address?.sealed, true, child.name);
  },
);

scenario(
  'A17 A person in the family’s way never gets in through a refusal: a team without access finds no such child',
  async ({ given, issue }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const outcome = await issue('chloe-sinclair', {
      type: 'record-sighting',
      seenOn: '2026-11-20',
      where: 'In the street',
    });
    assert.deepEqual(outcome, { kind: 'not-found' });
  },
);

scenario(
  'A18 No address in a message is neither a move nor a missing family',
  async ({ given, when, then, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').signals(
      { source: 'pds', lines: [], postcode: null, areaCode: null, says: 'Restricted record' },
      'network-holding-desk',
    );
    assert.deepEqual((await state()).enquiries, []);
    assert.equal((await state()).circumstances.whereaboutsUnknown, false);
    await then.owesNot('settle-enquiry');
  },
);

scenario(
  'A32 In a section 47 enquiry: the same day, and the record moves only after the strategy discussion agrees',
  async ({ given, when, tries, then, clock, context, state }) => {
    await given.aChildHeldBy('amara-osei', {
      ...toddler,
      circumstances: { statutory: [{ ...plan, kind: 'section-47' }] },
    });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.priorityIs('urgent', /Section 47/);
    const verbal = await then.owes('verbal', 'luton-hv');
    assert.equal(verbal.dueAt.slice(0, 10), clock.today(), 'they speak the same day');
    const parties = partiesOf(await state(), context('amara-osei').directory).map((party) => party.teamId);
    assert.ok(
      parties.includes('luton-named-nurse') && parties.includes('ealing-named-nurse'),
      'both named nurses can read it',
    );
    for (const nurse of ['luton-named-nurse', 'ealing-named-nurse'])
      await then.told(nurse, 'copied-section-47');
    await then.notTold('hf-named-nurse');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await when('kate-brennan').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');
    await then.owes('meeting', 'ealing-hv');
    await tries('kate-brennan').closes();
    then.refused('not-everything-told', /release point/);
    // Held, and not agreed: the child stays, and the meeting is owed by the clock that it had.
    const owed = await then.owes('meeting', 'ealing-hv');
    await when('ruth-pemberton').holdsMeeting('strategy-discussion', 'not-agreed');
    await then.holderIs('luton-hv', 'amara-osei');
    assert.deepEqual(await then.owes('meeting', 'ealing-hv'), owed);
    await when('ruth-pemberton').holdsMeeting('strategy-discussion');
    await then.holderIs('ealing-hv', 'kate-brennan');
    await then.owesNot('meeting');
  },
);

scenario(
  'A32 An enquiry that begins while a handover is on its way, or that is sent on to another desk: the named nurses of both sides are copied then',
  async ({ given, when, then }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await then.notTold('ealing-named-nurse');
    await when('amara-osei').records({ statutory: [{ ...plan, kind: 'section-47' }] });
    await then.told('ealing-named-nurse', 'copied-section-47');
    await then.told('luton-named-nurse', 'copied-section-47');
    await then.notTold('hf-named-nurse');
    await when('amara-osei').recalls('hf-hv');
    await then.told('hf-named-nurse', 'copied-section-47');
  },
);

scenario(
  'A33 On a child protection plan: no routine acceptance, safeguarding record and key worker named, the releasing side invited, and the conference decides when it passes',
  async ({ given, when, tries, then, state, handover }) => {
    await given.aChildHeldBy('amara-osei', {
      ...toddler,
      circumstances: { statutory: [{ ...plan, keyWorker: null }] },
    });
    const unsealed = { ...fullSummary, recording: '' };
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move', summary: unsealed });
    await then.priorityIs('urgent', /Child protection plan/);
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /key worker/);
    await when('amara-osei').records({ statutory: [plan] });
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /where the safeguarding record is, and how it will be sent/);
    await when('amara-osei').does({ type: 'revise', ...(await handover()), summary: fullSummary });
    await when('amara-osei').sendsTheOffer();
    await tries('kate-brennan').accepts();
    then.refused('verbal-handover-missing');
    await tries('amara-osei').recordsThatTheySpoke('Amara Osei', 'amara osei');
    then.refused('two-names-needed');
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await tries('kate-brennan').accepts();
    then.refused('risks-not-played-back');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    const meeting = await then.owes('meeting', 'ealing-hv');
    assert.equal(meeting.row, '17');
    assert.equal(meeting.dueAt.slice(0, 10), '2026-12-14', '15 working days from Monday 23 November');
    await when('kate-brennan').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');
    const held = {
      type: 'record-meeting',
      handoverId: (await state()).handovers[0]?.handoverId ?? '',
      meeting: 'transfer-in-conference',
      outcome: 'held',
      decidedBy: 'The chair',
      note: 'The plan goes on',
    } as const;
    await tries('kate-brennan').does(held);
    then.refused('reason-missing', /releasing side was invited/);
    // A lowering with one name is refused; with two it is a person’s judgement on record.
    await tries('amara-osei').does({
      type: 'lower-priority',
      handoverId: (await state()).handovers[0]?.handoverId ?? '',
      priority: 'heightened',
      reason: 'Quiet',
      secondName: 'Amara Osei',
    });
    then.refused('two-names-needed');
    await when('kate-brennan').holdsMeeting('transfer-in-conference', 'will-not-be-held');
    await then.holderIs('ealing-hv', 'kate-brennan');
  },
);

scenario(
  'A33 The mother refuses every visit: both named nurses release together, and the alarm about seeing goes on',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await tries('ruth-pemberton').proposesToReleaseWithoutSightingWith('isobel-grant');
    then.refused('both-named-nurses-needed');
    await tries('ruth-pemberton').proposesToReleaseWithoutSightingWith('ruth-pemberton');
    then.refused('both-named-nurses-needed');
    await tries('kate-brennan').proposesToReleaseWithoutSightingWith('colette-baptiste');
    then.refused('not-allowed');
    await when('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
    await then.holderIs('luton-hv', 'amara-osei');
    await then.told('ealing-named-nurse', 'release-proposed');
    const owed = await then.owes('agree-release', 'ealing-named-nurse');
    assert.deepEqual([owed.row, owed.column, owed.dueAt], ['H33', 'urgent', '2026-11-23T18:00:00.000Z']);
    await tries('ruth-pemberton').agreesToTheRelease();
    then.refused('both-named-nurses-needed');
    await tries('isobel-grant').agreesToTheRelease();
    then.foundNothing();
    await tries('colette-baptiste').proposesToReleaseWithoutSightingWith('ruth-pemberton');
    then.refused('release-proposed');
    await when('colette-baptiste').agreesToTheRelease();
    await then.owesNot('agree-release');
    await then.holderIs('ealing-hv', 'kate-brennan');
    await then.told('ealing-named-nurse', 'released-unseen');
    await then.owes('seen', 'ealing-hv');
    await tries('kate-brennan').closes();
    then.refused('not-seen-yet');
  },
);

scenario(
  'A33 What one named nurse proposed either of the two takes back: nothing has passed, and what was seen meanwhile needs no agreement',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await tries('colette-baptiste').agreesToTheRelease();
    then.refused('no-release-proposed');
    await when('colette-baptiste').proposesToReleaseWithoutSightingWith('ruth-pemberton');
    await then.owes('agree-release', 'luton-named-nurse');
    await tries('ruth-pemberton').takesBackTheRelease('');
    then.refused('reason-missing');
    await when('ruth-pemberton').takesBackTheRelease();
    await then.owesNot('agree-release');
    await then.holderIs('luton-hv', 'amara-osei');
    await then.told('ealing-named-nurse', 'release-taken-back');
    await when('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
    await when('ruth-pemberton').takesBackTheRelease('We can wait until Friday');
    await when('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
    await when('kate-brennan').seesTheChild();
    await then.owesNot('agree-release');
    await then.holderIs('luton-hv', 'amara-osei');
    await tries('colette-baptiste').agreesToTheRelease();
    then.refused('already-seen');
  },
);

scenario(
  'A33 A named nurse who is away releases nothing: her name on the other’s release is refused, and the holder stays (A30)',
  async ({ given, tries, when, then }) => {
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
    await when('amara-osei').offers('ealing-hv', { occasion: 'move' });
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await given.isAway('colette-baptiste', null);
    await tries('ruth-pemberton').proposesToReleaseWithoutSightingWith('colette-baptiste');
    then.refused('both-named-nurses-needed');
    await then.holderIs('luton-hv', 'amara-osei');
  },
);

scenario(
  'A34 Below the threshold: no register shows it, so it is written down why and who agreed before anything is sent',
  async ({ given, when, tries, then }) => {
    const stepped = { ...plan, kind: 'stepped-down', keyWorker: null } as const;
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [stepped] } });
    await when('amara-osei').prepares('ealing-hv');
    await then.priorityIs('heightened', /Stepped down/);
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /below the threshold .*, and who agreed: no register shows it/);
    await when('amara-osei').records({
      statutory: [{ ...stepped, why: 'Engaging with the nursery', agreedBy: 'Ann Other, social care' }],
    });
    await when('amara-osei').sendsTheOffer();
    await then.handoverIs('offered');
  },
);

scenario(
  'A34 Child in need or early help only: the same is asked of each, and of neither where a plan is there as well',
  async ({ given, when, tries, then }) => {
    const said = { why: 'Engaging with the nursery', agreedBy: 'Ann Other, social care' } as const;
    const inNeed = { ...plan, kind: 'child-in-need' } as const;
    const help = { ...plan, kind: 'early-help', keyWorker: null } as const;
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [inNeed, help] } });
    await when('amara-osei').prepares('ealing-hv', { occasion: 'move' });
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /who agreed/);
    await when('amara-osei').records({ statutory: [{ ...inNeed, ...said }, help] });
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /who agreed/);
    await when('amara-osei').records({
      statutory: [
        { ...inNeed, ...said },
        { ...help, why: said.why },
      ],
    });
    await tries('amara-osei').sendsTheOffer();
    then.refused('draft-incomplete', /who agreed/);
    await when('amara-osei').records({ statutory: [inNeed, help, plan] });
    await when('amara-osei').sendsTheOffer();
  },
);

scenario(
  'A34 A child in need moves between areas: heightened by its own facts, its agencies told, and seen before it passes',
  async ({ given, when, tries, then }) => {
    await given.aChildHeldBy('amara-osei', {
      ...toddler,
      circumstances: {
        statutory: [{ ...plan, kind: 'child-in-need', why: 'No harm was found', agreedBy: 'Ann Other' }],
      },
    });
    await then.owesNot('tell-agencies');
    await tries('amara-osei').does({ type: 'tell-agencies', whom: 'Ann Other' });
    then.refused('no-such-handover');
    await when('amara-osei').offers('ealing-hv');
    const { row, column } = await then.owes('tell-agencies', 'luton-hv');
    assert.deepEqual([row, column], ['2', 'heightened'], 'other agencies, in two working days');
    await then.priorityIs('heightened', /Child in need/);
    await when('amara-osei').recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
    await when('kate-brennan').playsBackTheRisks();
    await when('kate-brennan').accepts();
    await then.holderIs('luton-hv', 'amara-osei');
    // The facts get worse after acceptance: the release point moves with them.
    await when('amara-osei').records({ statutory: [plan] });
    await then.priorityIs('urgent', /Child protection plan/);
    await when('kate-brennan').seesTheChild();
    await then.holderIs('luton-hv', 'amara-osei');
    await when('kate-brennan').holdsMeeting('transfer-in-conference');
    await then.holderIs('ealing-hv', 'kate-brennan');
    // Nobody told them: whoever has the child now owes it.
    await then.owes('tell-agencies', 'ealing-hv');
    await tries('kate-brennan').does({ type: 'tell-agencies', whom: '' });
    then.refused('reason-missing', /which agency/);
    await when('kate-brennan').does({ type: 'tell-agencies', whom: 'Ann Other, social care in Luton' });
    await then.owesNot('tell-agencies');
  },
);

scenario(
  'A40 A late or repeated message: one effect, newer truth wins by its own time, nothing is reopened silently',
  async ({ given, when, then, state, ledger, issue, clock }) => {
    const child = await given.aChildHeldBy('amara-osei', toddler);
    await when('amara-osei').offers('ealing-hv');
    await when('kate-brennan').accepts();
    await when('kate-brennan').movesTheFamilyTo({ areaCode: areas.ealing });
    clock.passes({ days: 3 });
    const late = {
      messageId: 'late',
      effectiveAt: '2026-03-01T00:00:00.000Z',
      areaCode: areas['hammersmith-fulham'],
    };
    await when('system').signals(late, 'hf-hv');
    assert.deepEqual((await state()).enquiries, [], 'older than the address that is known');
    const noted = (await ledger.facts(child.personId)).at(-1)?.fact;
    assert.ok(noted?.type === 'SignalNoted' && /Older/.test(noted.why), 'kept, with the reason');

    const fresh = {
      messageId: 'fresh',
      effectiveAt: clock.now(),
      areaCode: areas['hammersmith-fulham'],
      lines: ['3 Third Street'],
      postcode: 'ZZ3 3CC',
    };
    await when('system').signals(fresh, 'hf-hv');
    await when('system').signals(fresh, 'hf-hv');
    assert.equal((await state()).enquiries.length, 1);
    assert.equal((await state()).enquiries[0]?.signals.length, 1, 'the same message again adds nothing');
    await when('kate-brennan').settles('not-moved');
    await when('system').signals(fresh, 'hf-hv');
    assert.notEqual((await state()).enquiries[0]?.settled, null);
    await then.owesNot('settle-enquiry');
    await then.handoverIs('accepted');
    await then.holderIs('ealing-hv', 'kate-brennan');

    const commandId = '22222222-2222-4222-8222-222222222222';
    const sighting = { type: 'record-sighting', seenOn: '2026-11-25', where: 'Clinic' } as const;
    const once = await issue('kate-brennan', sighting, { commandId });
    const again = await issue('kate-brennan', sighting, { commandId });
    assert.deepEqual([once.kind, again.kind], ['done', 'repeated']);
  },
);
