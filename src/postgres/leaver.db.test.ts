import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import { addMinutes } from '../domain/calendar/time.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { directoryOf, whoAnswers } from '../domain/directory/directory.ts';
import { behindAnother, meetsInDeadlock, waiting } from './behind-another.fixture.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { loadDirectory, saveDirectory } from './directory-store.ts';
import { directoryStore, nameAfterLeavers, returnOffersOfTheAway } from './leaver.ts';
import { createPools, type Pools } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';
import { whoHeld } from './who-held.ts';

const accept = (handoverId: string, practitionerId: string): ChildCommand => ({
  type: 'accept',
  handoverId,
  practitionerId,
  firstContactOn: '2026-11-24',
});

describe('somebody leaves', () => {
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

  const change = (
    ...[command, at = noon]: [Parameters<ReturnType<typeof directoryStore>['change']>[0], string?]
  ) => directoryStore(pools.admin).change(command, actorOf(nurse.directory, 'deborah-quill'), at);

  async function holder(personId: string): Promise<string | null> {
    const { rows } = await pools.admin.query<{ who: string | null }>(
      'select holder_practitioner as who from child where person_id = $1',
      [personId],
    );
    return rows[0]?.who ?? null;
  }

  test('an offer addressed to them is back at the desk in the same moment, and they can no longer be addressed', async () => {
    const { personId, handoverId } = await nurse.offered('kate-brennan');
    const outcome = await change(
      { type: 'leave', practitionerId: 'kate-brennan', why: 'New post' },
      addMinutes(noon, 10),
    );
    assert.deepEqual([outcome.kind, 'offersReturned' in outcome && outcome.offersReturned], ['done', 1]);
    const { rows } = await pools.admin.query(
      'select addressed_to, state from handover where handover_id = $1',
      [handoverId],
    );
    assert.deepEqual(rows, [{ addressed_to: null, state: 'acknowledged' }]);
    const stale = await nurse.give(
      'deborah-quill',
      personId,
      { type: 'allocate', handoverId, practitionerId: 'kate-brennan' },
      addMinutes(noon, 11),
    );
    assert.equal(stale.kind === 'refused' && stale.refusal.code, 'practitioner-gone');
    assert.equal(
      (await change({ type: 'close-account', practitionerId: 'kate-brennan' }, addMinutes(noon, 12))).kind,
      'done',
    );
    await change({ type: 'return', practitionerId: 'kate-brennan' }, addMinutes(noon, 13));
  });

  test('a deputy answers for who is away, and the ladder knows at once', async () => {
    await change({
      type: 'be-away',
      practitionerId: 'deborah-quill',
      from: noon,
      to: null,
      deputyId: 'kate-brennan',
    });
    const { rows } = await pools.admin.query<{ names: { name: string }[] }>(
      `select names from ladder_name where team_id = 'ealing-hv' and step = 1`,
    );
    assert.equal(rows[0]?.names.length, 1);
    assert.notEqual(rows[0]?.names[0]?.name, 'Deborah Quill');
    await change({ type: 'return', practitionerId: 'deborah-quill' }, addMinutes(noon, 1));
  });

  test('an absence that was entered beforehand begins by itself: what is addressed to them lies on the desk again', async () => {
    const from = addMinutes(noon, 14);
    await change({ type: 'be-away', practitionerId: 'kate-brennan', from, to: null, deputyId: null });
    const { handoverId } = await nurse.offered('kate-brennan');
    const addressedTo = async () => {
      const { rows } = await pools.admin.query<{ addressed_to: string | null }>(
        'select addressed_to from handover where handover_id = $1',
        [handoverId],
      );
      return rows[0]?.addressed_to;
    };
    assert.equal(await returnOffersOfTheAway(pools.admin, addMinutes(noon, 13)), 0);
    assert.equal(await addressedTo(), 'kate-brennan');
    assert.equal(await returnOffersOfTheAway(pools.admin, from), 1);
    assert.equal(await addressedTo(), null);
    assert.equal(await returnOffersOfTheAway(pools.admin, from), 0);
    await change({ type: 'return', practitionerId: 'kate-brennan' }, addMinutes(noon, 15));
  });

  test('the account stays open while a child names them; the children come to the lead one by one', async () => {
    const children = [await nurse.child(), await nurse.child(), await nurse.child()];
    await change({ type: 'leave', practitionerId: 'hannah-whitlock', why: 'Retired' }, addMinutes(noon, 20));
    const refused = await change(
      { type: 'close-account', practitionerId: 'hannah-whitlock' },
      addMinutes(noon, 21),
    );
    assert.match(refused.kind === 'refused' ? refused.says : '', /named for \d+ children/);
    const first = await nameAfterLeavers(pools.admin, addMinutes(noon, 22), 2);
    assert.equal(first.renamed, 2);
    while ((await nameAfterLeavers(pools.admin, addMinutes(noon, 23))).left > 0);
    for (const personId of children) assert.equal(await holder(personId), null);
    assert.equal(
      (await change({ type: 'close-account', practitionerId: 'hannah-whitlock' }, addMinutes(noon, 24))).kind,
      'done',
    );
    await change({ type: 'return', practitionerId: 'hannah-whitlock' }, addMinutes(noon, 25));
  });

  test('and while a client has them for her nurse, or for whoever keeps in touch with her', async () => {
    const name = (nurse: string | null, contact: string | null) =>
      pools.admin.query(
        `insert into client (person_id, version, head_hash, state, given_name, family_name, sealed, team_id, status, status_since, missed_count, weight, phases, nurse_id, contact_id)
         values ('00000000-0000-4000-8000-0000000000c1', 1, 'x', '{}', 'Given', 'Family', false, 'ealing-fnp', 'enrolled', $1, 0, 1, '[]', $2, $3)
         on conflict (person_id) do update set nurse_id = excluded.nurse_id, contact_id = excluded.contact_id`,
        [noon, nurse, contact],
      );
    const at = addMinutes(noon, 26);
    const close = () => change({ type: 'close-account', practitionerId: 'kate-brennan' }, at);
    await change({ type: 'leave', practitionerId: 'kate-brennan', why: 'New post' }, at);
    for (const [nurse, contact] of [
      ['kate-brennan', null],
      [null, 'kate-brennan'],
    ] as const) {
      await name(nurse, contact);
      const refused = await close();
      assert.match(refused.kind === 'refused' ? refused.says : '', /0 children, 1 clients/);
    }
    await name(null, null);
    assert.equal((await close()).kind, 'done');
    await pools.admin.query(`delete from client`);
    await change({ type: 'return', practitionerId: 'kate-brennan' }, addMinutes(noon, 27));
  });

  test('and while a handover that they have accepted has not passed', async () => {
    const { handoverId } = await nurse.offered(null);
    const state = (is: string, by: string | null) =>
      pools.admin.query(
        'update handover set state = $2, accepted_by = $3, accepted_at = $4 where handover_id = $1',
        [handoverId, is, by, by && noon],
      );
    const at = addMinutes(noon, 28);
    await state('accepted', 'kate-brennan');
    await change({ type: 'leave', practitionerId: 'kate-brennan', why: 'New post' }, at);
    const refused = await change({ type: 'close-account', practitionerId: 'kate-brennan' }, at);
    assert.match(
      refused.kind === 'refused' ? refused.says : '',
      /0 clients and 1 offers, addressed or accepted/,
    );
    await state('acknowledged', null);
    assert.equal((await change({ type: 'close-account', practitionerId: 'kate-brennan' }, at)).kind, 'done');
    await change({ type: 'return', practitionerId: 'kate-brennan' }, addMinutes(noon, 29));
  });

  test('whoever changes teams keeps neither children nor offers of the old one: the lead answers, and owes a new name', async () => {
    const began = addMinutes(noon, 26);
    const personId = await nurse.child(began);
    const { handoverId } = await nurse.offered('kate-brennan', began);
    const at = addMinutes(began, 3);
    const moves = (who: string, teamId: string, when: string, role = 'health-visitor') =>
      saveDirectory(
        pools.admin,
        directoryOf({
          ...nurse.directory,
          areas: [],
          organisations: [],
          services: [],
          teams: [],
          absences: [],
          practitioners: [...nurse.directory.practitioners.values()]
            .filter(({ id }) => id === who)
            .map((one) => ({ ...one, teamId, role: role as typeof one.role })),
        }),
        when,
      );
    await moves('hannah-whitlock', 'ealing-hv', at);
    await moves('kate-brennan', 'hf-hv', at);
    const { directory } = await loadDirectory(pools.admin);
    assert.equal(directory.practitioners.get('hannah-whitlock')?.teamSince, at);
    assert.equal(whoAnswers(directory, 'luton-hv', 'hannah-whitlock', at).name, 'Grace Adeyemi');

    const known = await whoHeld(pools.admin, personId, { kind: 'moment', at: addMinutes(at, 1) });
    const told = (answer: typeof known) =>
      answer !== null &&
      answer !== 'sealed' &&
      answer.asKnownNow.held.map(({ name, named }) => [name, named]);
    assert.deepEqual(told(known), [['Grace Adeyemi', false]], 'also before the sweep has come to the child');
    const before = await whoHeld(pools.admin, personId, { kind: 'moment', at: addMinutes(began, 2) });
    assert.deepEqual(told(before), [['Hannah Whitlock', true]]);

    assert.equal(await returnOffersOfTheAway(pools.admin, at), 1);
    const { rows } = await pools.admin.query('select addressed_to from handover where handover_id = $1', [
      handoverId,
    ]);
    assert.deepEqual(rows, [{ addressed_to: null }]);
    while ((await nameAfterLeavers(pools.admin, addMinutes(at, 5))).left > 0);
    assert.equal(await holder(personId), null);
    const { rows: facts } = await pools.admin.query<{ why: string }>(
      `select data ->> 'why' as why from fact where person_id = $1 and type = 'PractitionerNamed'`,
      [personId],
    );
    assert.deepEqual(facts, [{ why: 'Hannah Whitlock works in another team now' }]);
    const { rows: owed } = await pools.admin.query(
      `select owner_team from deadline where person_id = $1 and kind = 'name-practitioner'`,
      [personId],
    );
    assert.deepEqual(owed, [{ owner_team: 'luton-hv' }]);
    const day = await whoHeld(pools.admin, personId, { kind: 'day', day: '2026-11-23' });
    assert.deepEqual(told(day), [
      ['Hannah Whitlock', true],
      ['Grace Adeyemi', false],
      ['Grace Adeyemi', false],
    ]);
    assert.equal(day !== null && day !== 'sealed' && day.asKnownNow.gapMinutes, 0);

    await moves('hannah-whitlock', 'luton-hv', addMinutes(at, 6));
    await moves('kate-brennan', 'ealing-hv', addMinutes(at, 6));
    const second = await nurse.child(addMinutes(at, 7));
    await moves('hannah-whitlock', 'luton-hv', addMinutes(at, 8), 'administrator');
    while ((await nameAfterLeavers(pools.admin, addMinutes(at, 9))).left > 0);
    assert.equal(await holder(second), null, 'nor whoever answers for no child any more');
    await moves('hannah-whitlock', 'luton-hv', addMinutes(at, 10));
  });

  test('whoever a directory file says has left keeps no offer either', async () => {
    const began = addMinutes(noon, 50);
    await nurse.offered('kate-brennan', began);
    const says = (status: 'present' | 'left', at: string) =>
      pools.admin.query(`update practitioner set status = $1, status_since = $2 where id = 'kate-brennan'`, [
        status,
        at,
      ]);
    const leaves = addMinutes(began, 10);
    await says('left', leaves);
    assert.equal(await returnOffersOfTheAway(pools.admin, addMinutes(began, 9)), 0, 'she is here until then');
    assert.equal(await returnOffersOfTheAway(pools.admin, leaves), 1);
    assert.equal(await returnOffersOfTheAway(pools.admin, leaves), 0);
    await says('present', addMinutes(began, 11));
  });

  test('a deadlock is not told: what the server undid of a leaving is done again', () =>
    meetsInDeadlock(async (attempt) => {
      const at = addMinutes(noon, 70 + 3 * attempt);
      const { personId, handoverId } = await nurse.offered('kate-brennan', at);
      const leaves = { type: 'leave', practitionerId: 'kate-brennan', why: 'New post' } as const;
      const comesBack = () => change({ type: 'return', practitionerId: 'kate-brennan' }, addMinutes(at, 2));
      await behindAnother(
        pools.admin,
        { table: 'child', personId },
        async () => assert.equal((await change(leaves, addMinutes(at, 1))).kind, 'done'),
        (another) => another.query(`select from practitioner where id = 'kate-brennan' for update`),
      ).finally(comesBack);
      const { rows } = await pools.admin.query('select addressed_to from handover where handover_id = $1', [
        handoverId,
      ]);
      assert.deepEqual(rows, [{ addressed_to: null }]);
    }));

  test('an account that was switched off stays off whatever a directory file says, until somebody switches it on', async () => {
    const status = async () =>
      (await pools.admin.query(`select status from practitioner where id = 'leo-marsh'`)).rows[0]?.status;
    const off = { type: 'disable', practitionerId: 'leo-marsh', why: 'A stolen telephone' } as const;
    assert.equal((await change(off)).kind, 'done');
    await saveDirectory(pools.admin, demonstrationDirectory(), addMinutes(noon, 1));
    assert.equal(await status(), 'disabled');
    await change({ type: 'return', practitionerId: 'leo-marsh' }, addMinutes(noon, 2));
    assert.equal(await status(), 'present');
    await saveDirectory(pools.admin, demonstrationDirectory(), addMinutes(noon, 3));
    assert.equal(await status(), 'present');
  });

  test('an acceptance and a change of team race: whoever comes first, the name that moved never answers', async () => {
    const at = addMinutes(noon, 35);
    const there = new Map<string, number>();
    for (let round = 0; round < 12; round += 1) {
      const { personId, handoverId } = await nurse.offered(null, at);
      const late = addMinutes(at, 5);
      const moving = () =>
        pools.admin.query(
          `update practitioner set team_id = 'hf-hv', team_since = $1 where id = 'nadia-farouk'`,
          [late],
        );
      const accepting = () => nurse.give('nadia-farouk', personId, accept(handoverId, 'nadia-farouk'), late);
      const pause = () => new Promise((resolve) => setTimeout(resolve, round));
      const [accepted] = await Promise.all(
        round % 2 === 0 ? [accepting(), pause().then(moving)] : [pause().then(accepting), moving()],
      );
      there.set(accepted.kind, (there.get(accepted.kind) ?? 0) + 1);
      const { directory } = await loadDirectory(pools.admin);
      const team = accepted.kind === 'done' ? 'ealing-hv' : 'luton-hv';
      assert.notEqual(
        whoAnswers(directory, team, await holder(personId), late).practitionerId,
        'nadia-farouk',
      );
      while ((await nameAfterLeavers(pools.admin, late)).left > 0);
      assert.notEqual(await holder(personId), 'nadia-farouk');
      await pools.admin.query(`update practitioner set team_id = 'ealing-hv' where id = 'nadia-farouk'`);
    }
    assert.ok(
      [...there.keys()].every((kind) => kind === 'done' || kind === 'refused'),
      JSON.stringify([...there]),
    );
  });

  test('a closed team can accept nothing from its last day on', async () => {
    const { personId, handoverId } = await nurse.offered(null, addMinutes(noon, 26));
    await pools.admin.query(`update team set valid_to = '2026-11-23' where id = 'ealing-hv'`);
    const outcome = await nurse.give(
      'kate-brennan',
      personId,
      accept(handoverId, 'kate-brennan'),
      addMinutes(noon, 30),
    );
    assert.equal(outcome.kind, 'refused');
    await pools.admin.query(`update team set valid_to = null where id = 'ealing-hv'`);
  });

  test('acceptance and leaving race: whoever comes first, somebody who is here answers', async () => {
    const at = addMinutes(noon, 40);
    const seen = new Set<string>();
    for (let round = 0; round < 24; round += 1) {
      const { personId, handoverId } = await nurse.offered(null, at);
      const late = addMinutes(at, 5);
      const leaving = () => change({ type: 'leave', practitionerId: 'nadia-farouk', why: 'Left' }, late);
      const accepting = () => nurse.give('nadia-farouk', personId, accept(handoverId, 'nadia-farouk'), late);
      const pause = () => new Promise((resolve) => setTimeout(resolve, round));
      // A little later from round to round, and in the last two once the other is done: each comes first at least once.
      const after = (first: Promise<unknown>) => (round < 22 ? pause() : first);
      async function meeting() {
        if (round % 2 === 0) {
          const accepts = accepting();
          return Promise.all([accepts, after(accepts).then(leaving)]);
        }
        const leaves = leaving();
        return Promise.all([after(leaves).then(accepting), leaves]);
      }
      const [accepted] = await meeting();
      const { directory } = await loadDirectory(pools.admin);
      const { rows } = await pools.admin.query<{ team: string; who: string | null }>(
        'select holder_team as team, holder_practitioner as who from child where person_id = $1',
        [personId],
      );
      const [row] = rows;
      assert.ok(row);
      const answers = whoAnswers(directory, row.team, row.who, late);
      assert.notEqual(answers.practitionerId, 'nadia-farouk');
      assert.notEqual(answers.practitionerId, null);
      if (accepted.kind === 'refused') {
        assert.equal(accepted.refusal.code, 'practitioner-gone');
        assert.equal(row.team, 'luton-hv');
      } else assert.equal(accepted.kind, 'done');
      seen.add(accepted.kind);
      while ((await nameAfterLeavers(pools.admin, late)).left > 0);
      assert.equal(row.who === 'nadia-farouk' ? await holder(personId) : null, null);
      await change({ type: 'return', practitionerId: 'nadia-farouk' }, at);
      await pools.admin.query('delete from absence');
    }
    assert.deepEqual([...seen].sort(), ['done', 'refused']);
  });

  test('an acceptance that comes after a leaver who has not committed yet waits, and is refused', async () => {
    const at = addMinutes(noon, 60);
    const { personId, handoverId } = await nurse.offered(null, at);
    const leaver = new pg.Client({ connectionString: database.adminUrl });
    await leaver.connect();
    try {
      await leaver.query('begin');
      await leaver.query(`update practitioner set status = 'left' where id = 'kate-brennan'`);
      const command = accept(handoverId, 'kate-brennan');
      const accepting = nurse.give('kate-brennan', personId, command, addMinutes(at, 5));
      await waiting(pools.admin, accepting);
      await leaver.query('commit');
      const outcome = await accepting;
      assert.equal(outcome.kind === 'refused' && outcome.refusal.code, 'practitioner-gone');
    } finally {
      await leaver.end();
    }
  });
});
