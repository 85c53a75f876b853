import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChildStore } from '../../src/application/child-store.ts';
import { issue } from '../../src/application/command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { passSummary } from '../../src/application/pass-summary.ts';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { toddler } from '../children.ts';
import { scenario } from '../world.ts';

scenario(
  'A14 The death of a child is confirmed: the child death review is told within 24 hours, and only telling them, or taking the death back, ends that',
  async ({ given, when, tries, then, clock, state, sweeps }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const died = { type: 'end', reason: 'death', confirmedBy: 'Dr Patel', detail: 'Certified' } as const;
    const told = (toldAt: string) =>
      ({ type: 'tell-death-review', whom: 'Bedfordshire CDOP', toldAt }) as const;
    await tries('grace-adeyemi').does(told(clock.now()));
    then.refused('no-death-recorded');
    await when('grace-adeyemi').does(died);
    const owed = await then.owes('tell-death-review', 'luton-hv');
    assert.deepEqual([owed.row, owed.dueAt], ['H37', addMinutes(clock.now(), 24 * 60)]);
    assert.deepEqual(Object.keys((await state()).deadlines), [owed.key], 'and nothing else');

    clock.passes({ hours: 30 });
    await sweeps();
    await then.owes('tell-death-review', 'luton-hv');
    await tries('amara-osei').does({ ...told(clock.now()), whom: '' });
    then.refused('reason-missing');
    await tries('amara-osei').does(told(addMinutes(clock.now(), 60)));
    then.refused('happened-in-future');
    const at = addMinutes(clock.now(), -90);
    await when('amara-osei').does(told(at));
    await then.owesNot('tell-death-review');
    assert.deepEqual((await state()).deathReview, { whom: 'Bedfordshire CDOP', at });

    // It was another child of that name. Nobody has died, and if a death is recorded later they are told of it then.
    await when('grace-adeyemi').does({ type: 'reverse-end', why: 'Another child of the same name' });
    assert.equal((await state()).deathReview, undefined);
    await when('grace-adeyemi').does(died);
    await then.owes('tell-death-review', 'luton-hv');
    await when('grace-adeyemi').does({ type: 'reverse-end', why: 'Once more' });
    await then.owesNot('tell-death-review');
  },
);

scenario(
  'A14 A legal hold: one person places it, it is told, nothing is put away while it stands, and two people lift it',
  async ({ given, when, tries, then, about, state }) => {
    const { bornOn } = toddler.identity;
    const fresh = nthTestNumber(6721) ?? '';
    await given.aChildHeldBy('amara-osei', { identity: { bornOn, nhsNumber: fresh } });
    const child = await given.aChildHeldBy('amara-osei', {
      identity: { bornOn, nhsNumber: nthTestNumber(6720) },
    });
    about(child);
    const hold = { type: 'place-hold', reason: 'An inquest is opened', askedBy: 'The coroner' } as const;
    await tries('amara-osei').does(hold);
    then.refused('not-allowed');
    await then.seesNot('luton-named-nurse');
    await when('grace-adeyemi').does(hold);
    await then.sees('luton-named-nurse');
    assert.equal((await state()).hold?.askedBy, 'The coroner');

    const adopted = { reason: 'adopted', confirmedBy: 'Family court', detail: 'Adopted' } as const;
    const seals = { type: 'end', ...adopted, newNumber: fresh, agreedBy: 'ruth-pemberton' } as const;
    await tries('grace-adeyemi').does(seals);
    then.refused('hold-stands', /The coroner/);

    const lifts = { type: 'lift-hold', reason: 'The inquest is over' } as const;
    for (const agreedBy of ['', 'grace-adeyemi', 'amara-osei', 'colette-baptiste']) {
      await tries('grace-adeyemi').does({ ...lifts, agreedBy });
      then.refused('two-names-needed');
    }
    await when('grace-adeyemi').does({ ...lifts, agreedBy: 'ruth-pemberton' });
    await then.told('luton-named-nurse', 'hold-lifted');
    assert.equal((await state()).hold, undefined);
    await when('grace-adeyemi').does(seals);
    await then.seesNot('luton-hv');
  },
);

scenario(
  'A14 A hold outlives the end: placed after a death, it is lifted by the lead of the team that answered last and a safeguarding nurse',
  async ({ given, when, then, state }) => {
    await given.aChildHeldBy('amara-osei', toddler);
    const died = { type: 'end', reason: 'death', confirmedBy: 'Dr Patel', detail: 'Certified' } as const;
    await when('grace-adeyemi').does(died);
    await when('grace-adeyemi').does({ type: 'place-hold', reason: 'A review', askedBy: 'The review panel' });
    await then.sees('luton-named-nurse');
    await when('ruth-pemberton').does({
      type: 'lift-hold',
      reason: 'The panel has reported',
      agreedBy: 'grace-adeyemi',
    });
    await then.told('luton-hv', 'HoldLifted');
    assert.equal((await state()).hold, undefined);
  },
);

scenario(
  'A16 From the sealed record to the new one by the designated route alone: a signed summary that names nobody, and no link between the two',
  async ({ given, when, tries, then, about, state, ledger, context, clock }) => {
    const { bornOn } = toddler.identity;
    const [own, fresh] = [nthTestNumber(6724) ?? '', nthTestNumber(6725) ?? ''];
    const mother = { name: 'Nell Thornbury', nhsNumber: nthTestNumber(6726), bornOn: null };
    const old = await given.aChildHeldBy('amara-osei', {
      identity: { bornOn, givenName: 'Orla', familyName: 'Thornbury', nhsNumber: own, mother },
    });
    const next = await given.aChildHeldBy('kate-brennan', {
      identity: { bornOn, givenName: 'Rose', familyName: 'Marchbank', nhsNumber: fresh },
    });
    const text = 'The child has a heart murmur that is followed up each March. Vaccines are up to date.';
    const passes = async (who: string, more: object = {}, store = ledger.store) =>
      passSummary(
        store,
        {
          personId: old.personId,
          commandId: randomUUID(),
          expectedVersion: (await ledger.store.loadAny(old.personId))?.version ?? 0,
          newNumber: fresh,
          text,
          agreedBy: 'grace-adeyemi',
          ...more,
        },
        context(who),
      );
    const refusedFor = async (who: string, more: object = {}) => {
      const outcome = await passes(who, more);
      return outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind;
    };
    about(old);
    await when('grace-adeyemi').does({
      type: 'end',
      reason: 'adopted',
      confirmedBy: 'Family court',
      detail: 'Adopted',
      newNumber: fresh,
      agreedBy: 'ruth-pemberton',
    });

    // Only the named nurse who keeps the record may pass a summary on: never alone, only into the child's new record, and with
    // nothing in it that names the family.
    assert.equal(await refusedFor('grace-adeyemi'), 'not-found');
    assert.equal(await refusedFor('colette-baptiste'), 'not-found');
    for (const agreedBy of ['', 'ruth-pemberton', 'amara-osei', 'colette-baptiste'])
      assert.equal(await refusedFor('ruth-pemberton', { agreedBy }), 'two-names-needed');
    for (const newNumber of ['', own, nthTestNumber(6727)])
      assert.equal(await refusedFor('ruth-pemberton', { newNumber }), 'adopted-needs-new-holder');
    for (const said of [
      'orla is well',
      'The Thornbury family',
      'Her mother Nell is well',
      `Known as ${own.slice(0, 3)} ${own.slice(3, 6)} ${own.slice(6)}`,
      'They lived at LU1 2AB',
      `Reference ${old.personId.slice(0, 8)} a1b2c3d4`,
    ])
      assert.equal(await refusedFor('ruth-pemberton', { text: said }), 'summary-names', said);
    const untouched = await state(next);
    assert.equal(untouched.earlierHealth, undefined, 'what is refused reaches neither');

    // Sent again, as after a crash between the two writes, it has one effect in each record.
    const commandId = randomUUID();
    assert.equal((await passes('ruth-pemberton', { commandId })).kind, 'done');
    assert.equal((await passes('ruth-pemberton', { commandId })).kind, 'repeated');
    const signed = { signedBy: 'ruth-pemberton', agreedBy: 'grace-adeyemi' };
    assert.deepEqual((await state(next)).earlierHealth, [{ text, ...signed, at: clock.now() }]);
    about(next);
    await then.told('ealing-hv', 'SummaryTaken');

    // Neither record holds a word of the other.
    const [there, here] = await Promise.all([old, next].map(({ personId }) => ledger.facts(personId)));
    assert.equal(there?.filter(({ fact }) => fact.type === 'SummaryPassed').length, 1);
    const written = JSON.stringify([
      here,
      await ledger.tables(next.personId),
      await ledger.notices(next.personId),
    ]);
    for (const told of [old.personId, old.personId.slice(0, 8), own, 'Orla', 'Thornbury', commandId])
      assert.ok(!written.includes(told), `the new record says ${told}`);
    const kept = JSON.stringify(there);
    for (const told of [next.personId, fresh, 'Rose', 'Marchbank', 'ealing-hv'])
      assert.ok(!kept.includes(told), `the old record says ${told}`);

    // No form of the new record writes a summary into it, and no person can.
    await tries('kate-brennan').does({ type: 'take-summary', text, ...signed });
    then.refused('not-allowed');

    // Whatever is written to the old record between the two writes, it says of each summary that the new record has it.
    const between = { type: 'pass-summary', text: 'Her ears were tested.', newRecordHeld: true } as const;
    const meanwhile: ChildStore = {
      ...ledger.store,
      append: async (change) => {
        const appended = await ledger.store.append(change);
        const other = issuedNow(old.personId, { ...between, agreedBy: 'grace-adeyemi' });
        if (change.personId === next.personId) await issue(ledger.store, other, context('ruth-pemberton'));
        return appended;
      },
    };
    const later = 'The murmur has gone.';
    assert.equal((await passes('ruth-pemberton', { text: later }, meanwhile)).kind, 'done');
    const passed = (await ledger.facts(old.personId)).flatMap(({ fact }) =>
      fact.type === 'SummaryPassed' ? [fact.text] : [],
    );
    assert.deepEqual(passed, [text, between.text, later]);
    assert.deepEqual(
      (await state(next)).earlierHealth?.map((summary) => summary.text),
      [text, later],
    );
  },
);

scenario(
  'A16, A20 One twin of a client has a record that ended: her visits wait for the other alone, she leaves with nothing left open, and a reversed end finds the twin gone as well',
  async ({ given, when, then, clock, about, clients, state }) => {
    await given.aClientWithChildren('shanice-brown', ['Ada', 'Ben'], 200, {
      identity: { bornOn: '2004-05-06' },
    });
    const [ada, ben] = (await clients.state()).children.map(({ personId }) => ({ personId, name: '' }));
    assert.ok(ada && ben);
    about(ada);
    await when('moira-kettle').does({
      type: 'end',
      reason: 'entered-in-error',
      confirmedBy: 'Moira Kettle',
      detail: 'A clerk made two records',
    });
    for (let weeks = 0; weeks < 3; weeks += 1) {
      clock.passes({ days: 14 });
      await when('shanice-brown').visits({ childrenSeen: [ben.personId] });
    }
    const visit = await then.clientOwes('visit', 'luton-fnp');
    assert.ok(visit.dueAt > clock.now(), 'Ben was seen today, and nobody waits for Ada');

    await when('shanice-brown').endsTheProgramme('withdrew');
    await then.childrenDidAll();
    await when('moira-kettle').does({ type: 'reverse-end', why: 'There are two children after all' });
    assert.equal((await state(ada)).programme?.left?.door, 'withdrew');
    await then.owes('open-handover', 'luton-fnp');
  },
);
