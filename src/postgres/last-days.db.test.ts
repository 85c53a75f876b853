import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, addMinutes, type CivilDate, type Instant } from '../domain/calendar/time.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { setLastDays } from './last-days.ts';
import { directoryStore } from './leaver.ts';
import { createPools, type Pools } from './pool.ts';
import { sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('a team has a last day in the directory (scenarios A31, A44)', () => {
  let database: TestDatabase;
  let pools: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;
  const lastDay = '2026-12-07';

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    nurse = await nursery(pools.admin);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  const inDirectory = (on: CivilDate | null) =>
    pools.admin.query(`update team set valid_to = $1 where id = 'luton-hv'`, [on]);

  async function owed(personId: string): Promise<readonly string[]> {
    const { rows } = await pools.admin.query<{ kind: string }>(
      `select kind from deadline where person_id = $1 and kind like '%before-last-day' order by kind`,
      [personId],
    );
    return rows.map(({ kind }) => kind);
  }

  async function lastStep(personId: string, now: Instant): Promise<number | null> {
    await sweep(pools.admin, { now, sweeper: 'test' });
    const { rows } = await pools.admin.query<{ step: number | null }>(
      `select max(step)::int as step from escalation where person_id = $1 and kind = 'pass-before-last-day'`,
      [personId],
    );
    return rows[0]?.step ?? null;
  }

  test('a child that comes to it meanwhile is to be accepted and to pass before that day, and the alarm climbs to the end', async () => {
    const closing = await directoryStore(pools.admin).change(
      { type: 'close-team', teamId: 'luton-hv', on: lastDay },
      actorOf(nurse.directory, 'deborah-quill'),
      noon,
    );
    assert.equal(closing.kind, 'done');
    const later = addMinutes(noon, 5);
    const personId = await nurse.child(later);
    assert.equal(await setLastDays(pools.admin, later), 1);
    assert.deepEqual(await owed(personId), ['accept-before-last-day', 'pass-before-last-day']);
    assert.equal(await setLastDays(pools.admin, later), 0, 'a second time there is nothing to do');
    assert.equal(await lastStep(personId, '2027-01-29T12:00:00.000Z'), 4);
  });

  test('the day moves with the directory, and where the team goes on nothing is owed any more', async () => {
    await inDirectory(lastDay);
    const personId = await nurse.child();
    while ((await setLastDays(pools.admin, noon)) > 0);
    const dueAt = async () =>
      (
        await pools.admin.query<{ at: Instant }>(
          `select due_at as at from deadline where person_id = $1 and kind = 'pass-before-last-day'`,
          [personId],
        )
      ).rows[0]?.at ?? '';
    const before = await dueAt();
    await inDirectory(addDays(lastDay, 28));
    assert.ok((await setLastDays(pools.admin, noon)) > 0);
    assert.ok((await dueAt()) > before);
    await inDirectory(null);
    while ((await setLastDays(pools.admin, noon)) > 0);
    assert.deepEqual(await owed(personId), []);
  });

  test('a day that a plan for the whole team has set stays as it is', async () => {
    const personId = await nurse.child();
    const bulkId = '6f3a6a52-7d0e-4a63-9a31-0a4f5f3d2c11';
    const planned = addDays(lastDay, 30);
    await nurse.done('grace-adeyemi', personId, {
      type: 'set-last-day',
      bulkId,
      lastDay: planned,
      why: 'The service closes',
    });
    await inDirectory(lastDay);
    while ((await setLastDays(pools.admin, noon)) > 0);
    const { rows } = await pools.admin.query(
      `select s.state -> 'lastDay' ->> 'lastDay' as "lastDay" from child_state s where person_id = $1`,
      [personId],
    );
    assert.deepEqual(rows, [{ lastDay: planned }]);
    await inDirectory(null);
  });

  test('an end reversed when the team is gone raises the alarm at once, as far as the commissioner', async () => {
    const personId = await nurse.child();
    await nurse.done('grace-adeyemi', personId, {
      type: 'end',
      reason: 'left-uk',
      confirmedBy: 'Border Force',
      detail: 'Flew on 20 November',
    });
    await inDirectory('2026-11-24');
    const after = '2026-12-14T12:00:00.000Z';
    await nurse.done('grace-adeyemi', personId, { type: 'reverse-end', why: 'They never flew' }, after);
    while ((await setLastDays(pools.admin, after)) > 0);
    assert.deepEqual(await owed(personId), ['accept-before-last-day', 'pass-before-last-day']);
    assert.equal(await lastStep(personId, after), 4);
  });
});
