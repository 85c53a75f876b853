import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { withoutSealed } from '../application/sealed.ts';
import { addMinutes } from '../domain/calendar/time.ts';
import { directoryOf } from '../domain/directory/directory.ts';
import { childStore } from './child-store.ts';
import { noon, nursery } from './children.fixture.ts';
import { loadDirectory, saveDirectory } from './directory-store.ts';
import { createPools, type Pools } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';
import { answeredFor, factsOf, recordLook, type When, whoHeld } from './who-held.ts';

const day = 24 * 60;

describe('who held', () => {
  let database: TestDatabase;
  let pools: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    nurse = await nursery(pools.admin);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  async function asked(personId: string, when: When) {
    const answer = await whoHeld(pools.admin, personId, when);
    assert.notEqual(answer, 'sealed');
    return answer === 'sealed' ? null : answer;
  }

  const at = (personId: string, moment: string) => asked(personId, { kind: 'moment', at: moment });

  /** A child that passed an hour after noon. */
  async function passedToKate(): Promise<string> {
    const { personId, handoverId } = await nurse.offered();
    await nurse.done(
      'kate-brennan',
      personId,
      { type: 'accept', handoverId, practitionerId: 'kate-brennan', firstContactOn: '2026-11-24' },
      addMinutes(noon, 60),
    );
    return personId;
  }

  test('each moment has one holder, with the facts that say so', async () => {
    const personId = await passedToKate();
    const before = await at(personId, addMinutes(noon, 59));
    const then = await at(personId, addMinutes(noon, 60));
    assert.deepEqual(
      before?.asKnownNow.held.map(({ name, team, began }) => [name, team, began]),
      [['Hannah Whitlock', 'Luton health visiting', 1]],
    );
    assert.deepEqual(
      then?.asKnownNow.held.map(({ name, to }) => [name, to]),
      [['Kate Brennan', null]],
    );
    assert.equal(before?.asKnownThen.held[0]?.to, null, 'nobody knew then that it would pass');
    assert.equal(before?.asKnownNow.held[0]?.to, addMinutes(noon, 60));
    const both = await asked(personId, { kind: 'day', day: '2026-11-23' });
    assert.deepEqual(
      both?.asKnownNow.held.map(({ name }) => name),
      ['Hannah Whitlock', 'Kate Brennan'],
    );
    assert.equal(both?.asKnownNow.gapMinutes, 0);
    assert.deepEqual((await at(personId, addMinutes(noon, -1)))?.asKnownNow.held, []);
    assert.equal(await at(randomUUID(), noon), null);
  });

  test('whom to ring now stands beside it, and who was at the desks then', async () => {
    const personId = await passedToKate();
    const turn = [addMinutes(noon, 60), addMinutes(noon, 120)] as const;
    await pools.admin.query(`insert into duty_turn values ('leo-marsh', 'ealing-hv', $1, $2)`, [...turn]);
    const onTheDay = await asked(personId, { kind: 'day', day: '2026-11-23' });
    const [luton, ealing] = [nurse.directory.teams.get('luton-hv'), nurse.directory.teams.get('ealing-hv')];
    const [who, phone] = [
      'Kate Brennan (Ealing health visiting) answers for this child',
      person('kate-brennan').phone,
    ];
    assert.ok(phone);
    assert.partialDeepStrictEqual(onTheDay?.now, { who, phone, outOfHours: ealing?.outOfHours });
    const leo = { name: 'Leo Marsh', from: turn[0], to: turn[1] };
    assert.deepEqual(
      onTheDay?.desks.map(({ team, phone, turns }) => [team, phone, turns]),
      [
        ['Luton health visiting', luton?.phone, []],
        ['Ealing health visiting', ealing?.phone, [leo]],
      ],
    );
    assert.ok(onTheDay?.desks[0]?.always.includes('Hannah Whitlock'), 'at the desk by the directory');
    const [desk] = (await at(personId, addMinutes(noon, 60)))?.desks ?? [];
    assert.deepEqual(desk?.turns, [leo]);
    assert.deepEqual((await at(personId, addMinutes(noon, 120)))?.desks[0]?.turns, [], 'over by then');
    const before = (await at(personId, addMinutes(noon, 30)))?.now;
    assert.equal(before?.who, who, 'whatever moment is asked about');
  });

  test('an end that was reversed is reported, then and now', async () => {
    const personId = await nurse.child();
    await nurse.done(
      'grace-adeyemi',
      personId,
      { type: 'end', reason: 'death', confirmedBy: 'Dr Example', detail: 'Told by the hospital' },
      addMinutes(noon, day),
    );
    await nurse.done(
      'grace-adeyemi',
      personId,
      { type: 'reverse-end', why: 'Another child was meant' },
      addMinutes(noon, 2 * day),
    );
    const between = await at(personId, addMinutes(noon, 1.5 * day));
    assert.deepEqual(between?.asKnownThen, { held: [], gapMinutes: 0, reversed: [] });
    assert.equal(between?.asKnownNow.reversed[0]?.minutes, day);
    assert.equal(between?.asKnownNow.gapMinutes, 0);
    const before = await at(personId, noon);
    assert.deepEqual(
      before?.asKnownNow.held.map(({ endReason, ended }) => [endReason, typeof ended]),
      [['death', 'number']],
    );
  });

  test('minutes without a holder are said where the facts leave any, then and now', async () => {
    const personId = await passedToKate();
    await pools.admin.query(
      `update fact set data = jsonb_set(data, '{from,teamId}', '"luton-fnp"') where person_id = $1 and data ->> 'type' = 'AccountabilityPassed'`,
      [personId],
    );
    const between = await at(personId, addMinutes(noon, 30));
    assert.deepEqual(
      [between?.asKnownNow.held, between?.asKnownNow.gapMinutes, between?.asKnownThen.gapMinutes],
      [[], 60, 0],
      'as known then the first team held',
    );
    assert.equal((await at(personId, addMinutes(noon, 60)))?.asKnownNow.gapMinutes, 0);
    const onTheDay = await asked(personId, { kind: 'day', day: '2026-11-23' });
    assert.deepEqual([onTheDay?.asKnownNow.gapMinutes, onTheDay?.asKnownThen.gapMinutes], [60, 60]);
    await pools.admin.query('delete from fact where person_id = $1 and version = 1', [personId]);
    const nobody = await at(personId, addMinutes(noon, 30));
    assert.deepEqual([nobody?.asKnownThen.held, nobody?.asKnownThen.gapMinutes], [[], 30]);
  });

  test('of an end that names another last holder than the facts, the minutes before it are said', async () => {
    const personId = await nurse.child();
    const ending = {
      type: 'end',
      reason: 'left-uk',
      confirmedBy: 'The embassy',
      detail: 'They have moved to Lisbon',
    } as const;
    await nurse.done('grace-adeyemi', personId, ending, addMinutes(noon, 60));
    const untouched = await at(personId, addMinutes(noon, 30));
    assert.deepEqual([untouched?.asKnownNow.held.length, untouched?.asKnownNow.gapMinutes], [1, 0]);
    await pools.admin.query(
      `update fact set data = jsonb_set(data, '{lastHolder,teamId}', '"ealing-hv"') where person_id = $1 and data ->> 'type' = 'AccountabilityEnded'`,
      [personId],
    );
    const before = await at(personId, addMinutes(noon, 30));
    assert.deepEqual([before?.asKnownNow.held, before?.asKnownNow.gapMinutes], [[], 60]);
    const after = await at(personId, addMinutes(noon, 90));
    assert.deepEqual([after?.asKnownNow.held, after?.asKnownNow.gapMinutes], [[], 0], 'the end explains it');
  });

  test('the old record of an adopted child answers nobody, on whatever day is asked (A16)', async () => {
    const [personId, fresh] = [await nurse.child(), await nurse.child()];
    const state = (await childStore(pools.admin).loadAny(fresh))?.state;
    assert.ok(state);
    const identity = { ...state.identity, nhsNumber: '9990011044', familyId: null, mother: null };
    await nurse.done('hannah-whitlock', fresh, { type: 'record-identity', identity, why: 'A new number' });
    const adopted = {
      type: 'end',
      reason: 'adopted',
      confirmedBy: 'The court',
      agreedBy: 'ruth-pemberton',
      newNumber: '9990011044',
    } as const;
    await nurse.done(
      'grace-adeyemi',
      personId,
      { ...adopted, detail: 'Adopted: the new record has a holder' },
      addMinutes(noon, day),
    );
    for (const at of [noon, addMinutes(noon, 2 * day)])
      assert.equal(await whoHeld(pools.admin, personId, { kind: 'moment', at }), 'sealed');
  });

  /** A directory file as it is read at a moment, with this in it beside what stands. */
  async function changes(when: string, change: Partial<Parameters<typeof directoryOf>[0]>) {
    const none = { areas: [], organisations: [], services: [], teams: [], practitioners: [], absences: [] };
    await saveDirectory(pools.admin, directoryOf({ version: 0, ...none, ...change }), when);
  }

  const team = () => nurse.directory.teams.get('luton-hv') ?? assert.fail();
  const person = (id: string) => nurse.directory.practitioners.get(id) ?? assert.fail();

  async function names(personId: string, moment: string) {
    const answer = await at(personId, moment);
    const said = (account: { held: readonly { name: string; named: boolean }[] } | undefined) =>
      account?.held.map(({ name, named }) => (named ? name : `${name} for the team`)).join();
    return [said(answer?.asKnownThen), said(answer?.asKnownNow)];
  }

  test('who led the team on the day is said, not who leads it now; then and now, and on one page of that day', async () => {
    const personId = await nurse.child();
    await nurse.done('grace-adeyemi', personId, {
      type: 'name-practitioner',
      practitionerId: null,
      why: 'Left',
    });
    const grace = 'Grace Adeyemi for the team';
    const priya = 'Priya Nair for the team';
    const turn = addMinutes(noon, 5 * day);
    assert.deepEqual(await names(personId, addMinutes(noon, day)), [grace, grace]);
    await changes(turn, { teams: [{ ...team(), leadId: 'priya-nair' }] });
    assert.deepEqual(await names(personId, addMinutes(noon, day)), [grace, grace]);
    assert.deepEqual(await names(personId, addMinutes(turn, -1)), [grace, grace]);
    assert.deepEqual(await names(personId, turn), [priya, priya]);
    const onTheDay = await asked(personId, { kind: 'day', day: '2026-11-28' });
    for (const known of [onTheDay?.asKnownThen, onTheDay?.asKnownNow])
      assert.deepEqual(
        known?.held.map(({ name, from, to }) => [name, from, to]),
        [
          ['Grace Adeyemi', noon, turn],
          ['Priya Nair', turn, null],
        ],
      );
    const gone = { ...person('priya-nair'), status: 'left', statusSince: addMinutes(turn, day) } as const;
    await changes(addMinutes(turn, day), { practitioners: [gone] });
    assert.deepEqual(
      await names(personId, addMinutes(turn, 1)),
      [priya, priya],
      'also one who has left since',
    );
    const [then] = await names(personId, addMinutes(turn, 2 * day));
    assert.equal(then, 'Hannah Whitlock for the team', 'the deputy of the team');
    await changes(addMinutes(turn, 3 * day), { practitioners: [person('priya-nair')], teams: [team()] });
    assert.deepEqual(
      await names(personId, addMinutes(turn, 1)),
      [priya, priya],
      'also of one who has come back, and no longer leads',
    );
    assert.deepEqual(await names(personId, addMinutes(turn, 4 * day)), [grace, grace]);
    const all = await answeredFor(pools.admin, await factsOf(pools.admin, personId));
    assert.deepEqual(
      all.map(({ name }) => name),
      ['Hannah Whitlock', 'Grace Adeyemi', 'Priya Nair', 'Hannah Whitlock', 'Grace Adeyemi'].slice(
        0,
        all.length,
      ),
    );
  });

  test('who was away is followed by who stood in; an absence that was entered late makes nobody answer backwards', async () => {
    const began = addMinutes(noon, 30 * day);
    const personId = await nurse.child(began);
    const absence = {
      practitionerId: 'hannah-whitlock',
      from: addMinutes(began, day),
      to: addMinutes(began, 4 * day),
    };
    const entered = addMinutes(began, 2 * day);
    await changes(entered, { absences: [{ ...absence, deputyId: 'amara-osei' }] });
    assert.deepEqual(await names(personId, addMinutes(began, 60)), ['Hannah Whitlock', 'Hannah Whitlock']);
    assert.deepEqual(
      await names(personId, addMinutes(began, 1.5 * day)),
      ['Hannah Whitlock', 'Grace Adeyemi for the team'],
      'nobody knew then; as known now she was away, and Amara Osei was not named yet',
    );
    assert.deepEqual(await names(personId, addMinutes(began, 3 * day)), [
      'Amara Osei for the team',
      'Amara Osei for the team',
    ]);
    const { directory } = await loadDirectory(pools.admin);
    const [stands] = directory.absences.filter(({ practitionerId }) => practitionerId === 'hannah-whitlock');
    assert.ok(stands);
    // It is changed afterwards: whom it named until then stays in the answer for then.
    await changes(addMinutes(began, 3.5 * day), { absences: [{ ...stands, deputyId: 'priya-nair' }] });
    assert.deepEqual(await names(personId, addMinutes(began, 3 * day)), [
      'Amara Osei for the team',
      'Amara Osei for the team',
    ]);
    assert.deepEqual(await names(personId, addMinutes(began, 3.6 * day)), [
      'Priya Nair for the team',
      'Priya Nair for the team',
    ]);
    assert.deepEqual(await names(personId, addMinutes(began, 5 * day)), [
      'Hannah Whitlock',
      'Hannah Whitlock',
    ]);
  });

  test('a sealed address is in no export, and the look is recorded', async () => {
    const personId = await nurse.child();
    await nurse.done('hannah-whitlock', personId, {
      type: 'seal-address',
      why: 'A danger is looking for them',
    });
    const facts = await factsOf(pools.admin, personId);
    assert.match(JSON.stringify(facts), /Invented Street/);
    assert.doesNotMatch(JSON.stringify(withoutSealed(facts)), /Invented Street|LU1 2AB/);
    await recordLook(pools.admin, personId, 'export', 'A court asked');
    const { rows } = await pools.admin.query('select why from read_record where person_id = $1', [personId]);
    assert.deepEqual(rows, [{ why: 'A court asked' }]);
  });
});
