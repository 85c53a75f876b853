import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { caseloadReadings } from './caseload-readings.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { askAllAsParty, askAsParty } from './party.ts';
import { createPools, type Pools } from './pool.ts';
import { readings } from './readings.ts';
import { seedChildren } from './seed.ts';
import { sessionStore } from './session-store.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('what each page asks', () => {
  let database: TestDatabase;
  let pools: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;

  before(async () => {
    database = await withDatabase();
    // One connection, so that what a question leaves behind meets the next.
    pools = createPools({ ...database, max: 1 });
    nurse = await nursery(pools.admin);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  test('the session comes with the number of notices that the team may see, those of a lost child left out', async () => {
    await nurse.offered();
    const lost = await nurse.offered();
    const gone = { type: 'stop-schedules', why: 'child-died', says: 'The hospital rang' } as const;
    await nurse.done('hannah-whitlock', lost.personId, gone);
    const store = sessionStore(pools.app);
    const { rows: teams } = await pools.admin.query<{ who: string; shown: number; hushed: number }>(
      `select (select min(p.id) from practitioner p where p.team_id = n.team_id) as who,
         count(*) filter (where not hushed(person_id, code))::int as shown, count(*) filter (where hushed(person_id, code))::int as hushed
       from notice n where seen_at is null group by n.team_id`,
    );
    assert.ok(teams.some(({ shown, hushed }) => shown > 0 && hushed > 0));
    for (const { who, shown } of teams) {
      const id = randomUUID();
      await store.set(id, who, { practitionerId: who }, '2099-01-01T00:00:00.000Z');
      assert.deepEqual(
        await store.get(id, new Date().toISOString()),
        { data: { practitionerId: who }, notices: shown },
        who,
      );
      await store.destroy(id);
      assert.equal(await store.get(id, new Date().toISOString()), null, 'signed out at once');
    }
  });

  test('sessions that are asked for at the same time are told apart, and one that ran out is none', async () => {
    const store = sessionStore(pools.app);
    const ids = [randomUUID(), randomUUID(), randomUUID()] as const;
    const now = '2026-11-23T12:00:00.000Z';
    await store.set(ids[0], 'hannah-whitlock', { who: 'first' }, '2026-11-23T12:30:00.000Z');
    await store.set(ids[1], null, { who: 'second' }, '2026-11-23T12:00:00.000Z');
    const got = await Promise.all([
      store.get(ids[2], now),
      store.get(ids[1], now),
      store.get(ids[0], now),
      store.get(ids[1], '2026-11-23T11:59:59.999Z'),
      store.get(ids[0], now),
    ]);
    assert.deepEqual(
      got.map((opened) => opened?.data ?? null),
      [null, null, { who: 'first' }, { who: 'second' }, { who: 'first' }],
    );
  });

  const one = { name: 'says-one', text: 'select $1::int as n', values: [1] };
  const two = {
    name: 'says-two',
    text: 'select $1::text as said, current_setting($2) as team',
    values: ['two', 'handhold.team'],
  };

  test('several questions are answered in order, as the team, and the team is forgotten with them', async () => {
    assert.deepEqual(await askAllAsParty(pools.app, 'luton-hv', [one, two]), [
      [{ n: 1 }],
      [{ said: 'two', team: 'luton-hv' }],
    ]);
    const { rows } = await pools.app.query(`select current_setting('handhold.team', true) as team`);
    assert.deepEqual(rows, [{ team: '' }]);
  });

  test('when one fails nothing of all is given or kept, and those behind it can be asked again', async () => {
    const look = {
      name: 'look-before-a-fault',
      text: `insert into read_record (person_id, practitioner_id, team_id, role, page, why) values ($1, 'x', 'luton-hv', 'lead', 'fault', 'fault')`,
      values: [randomUUID()],
    };
    const fault = { name: 'fault', text: 'select 1 / $1::int as n', values: [0] };
    const behind = { name: 'behind-a-fault', text: 'select $1::int as n', values: [3] };
    for (let turn = 0; turn < 2; turn += 1)
      await assert.rejects(askAllAsParty(pools.app, 'luton-hv', [look, fault, behind]), /division by zero/);
    assert.deepEqual(await askAllAsParty(pools.app, 'luton-hv', [behind]), [[{ n: 3 }]]);
    assert.deepEqual(await askAllAsParty(pools.app, 'luton-hv', [{ ...fault, values: [1] }]), [[{ n: 1 }]]);
    const { rows } = await pools.admin.query(`select from read_record where page = 'fault'`);
    assert.equal(rows.length, 0);
    await assert.rejects(askAsParty(pools.app, 'luton-hv', 'misspelt', 'selec 1', []), /syntax error/);
    assert.deepEqual(await askAsParty(pools.app, 'luton-hv', one.name, one.text, [2]), [{ n: 2 }]);
  });

  test('records that are asked for at the same time go together: each as its own team, each look by itself, no fault another’s', async () => {
    const { personId } = await nurse.offered();
    const asked = readings(pools.app);
    const luton = actorOf(nurse.directory, 'hannah-whitlock');
    const elsewhere = { ...luton, teamId: 'nowhere-hv' };
    const reads = await Promise.allSettled([
      asked.child(luton, personId, 'together', 'first'),
      asked.child(elsewhere, personId, 'together', 'without access'),
      asked.child(luton, 'no id at all', 'together', 'fault'),
      asked.child(luton, personId, 'together', 'last'),
    ]);
    const [first, without, fault, last] = reads;
    assert.ok(first?.status === 'fulfilled' && first.value?.personId === personId);
    assert.ok(without?.status === 'fulfilled' && without.value === null);
    assert.match(String(fault?.status === 'rejected' && fault.reason), /invalid input syntax for type uuid/);
    assert.ok(last?.status === 'fulfilled' && last.value);
    assert.equal(last.value.facts.length, first.value.facts.length);
    const { rows } = await pools.admin.query<{ why: string; together: number }>(
      `select why, count(*) over (partition by xmin::text)::int as together from read_record where page = 'together' order by why`,
    );
    assert.deepEqual(rows, [
      { why: 'first', together: 1 },
      { why: 'last', together: 1 },
    ]);
    await Promise.all([1, 2, 3].map((n) => asked.child(luton, personId, 'at once', `${n}`)));
    const { rows: atOnce } = await pools.admin.query(
      `select from read_record where page = 'at once' group by xmin::text having count(*) = 3`,
    );
    assert.equal(atOnce.length, 1, 'three looks, one commit');
  });

  test('a board without a colleague holds everybody else’s families, and those of whom nobody is the nurse', async () => {
    const more = createPools(database);
    await seedChildren(more.admin, { seed: 7, size: 40, now: noon });
    await more.close();
    await pools.admin.query(
      `update client set nurse_id = null where person_id = (select person_id from client where nurse_id = 'shanice-brown' and status = 'enrolled' limit 1)`,
    );
    const board = caseloadReadings(pools.app).board;
    const actor = actorOf(nurse.directory, 'shanice-brown');
    const all = await board(actor, [], noon);
    const others = all.clients
      .filter(({ nurseId }) => nurseId === 'ewa-nowak')
      .map(({ personId }) => personId);
    assert.ok(others.length > 0 && all.clients.some(({ nurseId }) => nurseId === null));
    const without = await board(actor, ['ewa-nowak'], noon);
    assert.deepEqual(
      without.clients,
      all.clients.filter(({ nurseId }) => nurseId !== 'ewa-nowak'),
    );
    assert.deepEqual(
      without.children,
      all.children.filter(({ clientId }) => !others.includes(clientId)),
    );
    assert.deepEqual(all.supervision.map(({ nurseId }) => nurseId).toSorted(), [
      'ewa-nowak',
      'shanice-brown',
    ]);
    assert.deepEqual(
      without.supervision.map(({ nurseId }) => nurseId),
      ['shanice-brown'],
    );
  });
});
