import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { addDays, addMinutes, type CivilDate, type Instant, londonDate } from '../domain/calendar/time.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { networkHoldingDeskId } from '../domain/directory/directory.ts';
import { actorOf, noon, nursery, prepare } from './children.fixture.ts';
import { passKeepingOfTheClosed } from './keepers.ts';
import { differingText, setLastDays } from './last-days.ts';
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

  /** Handed over by Luton to a team outside the network, by telephone. */
  async function heldOutside(): Promise<string> {
    const personId = await nurse.child();
    const handoverId = randomUUID();
    const outside = 'outside-E09000018';
    const does = (command: ChildCommand, minutes: number) =>
      nurse.done('hannah-whitlock', personId, command, addMinutes(noon, minutes));
    const destination = { kind: 'outside', teamId: outside, reason: 'It lives there' } as const;
    await does({ ...prepare(handoverId, null, 'service-closes'), destination }, 1);
    await does({ type: 'offer', handoverId }, 2);
    const callBack = {
      outsideName: 'Una Outside',
      number: nurse.directory.teams.get(outside)?.phone ?? '',
      spokenBy: 'Hannah Whitlock',
      spokeAt: addMinutes(noon, 2),
      secondName: 'Amara Osei',
    };
    await does({ type: 'acknowledge', handoverId, callBack }, 3);
    const firstContactOn = addDays(londonDate(noon), 2);
    await does({ type: 'accept', handoverId, practitionerId: null, firstContactOn, callBack }, 4);
    return personId;
  }

  const keepersOf = async (personId: string) => {
    const { rows } = await pools.admin.query<{ team: string }>(
      `select distinct owner_team as team from deadline where person_id = $1
       union select team_id from access where person_id = $1 and team_id not like 'outside-%' order by 1`,
      [personId],
    );
    return rows.map(({ team }) => team);
  };

  test('who keeps the record of a child held outside is named with the closing, and reads and owes from that moment (scenario A24)', async () => {
    const personId = await heldOutside();
    assert.deepEqual(await keepersOf(personId), ['luton-hv']);
    const closes = (keeperTeamId: string | null) =>
      directoryStore(pools.admin).change(
        { type: 'close-team', teamId: 'luton-hv', on: lastDay, keeperTeamId },
        actorOf(nurse.directory, 'grace-adeyemi'),
        addMinutes(noon, 5),
      );
    const refused = await closes(null);
    assert.match(
      refused.kind === 'refused' ? refused.says : '',
      /keeps the record of 1 child whom a team outside/,
    );
    assert.deepEqual(await keepersOf(personId), ['luton-hv'], 'what is refused changes nothing');
    assert.equal((await closes('hf-hv')).kind, 'done');
    assert.deepEqual(await keepersOf(personId), ['hf-hv']);
    const { rows } = await pools.admin.query('select releasing_team from handover where person_id = $1', [
      personId,
    ]);
    assert.deepEqual(rows, [{ releasing_team: 'hf-hv' }]);
    await inDirectory(null);
  });

  test('a directory file closed the team that keeps such a record: from its last day the holding desk keeps it', async () => {
    const personId = await heldOutside();
    await inDirectory(lastDay);
    assert.equal(await passKeepingOfTheClosed(pools.admin, addMinutes(noon, 5)), 0, 'it works until then');
    const then = `${lastDay}T12:00:00.000Z`;
    assert.equal(await passKeepingOfTheClosed(pools.admin, then), 1);
    assert.deepEqual(await keepersOf(personId), [networkHoldingDeskId]);
    assert.equal(await passKeepingOfTheClosed(pools.admin, then), 0);
    await inDirectory(null);
  });

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

  test('who carries the day is asked by each child’s own key, also while the statistics know of no such day', async () => {
    await inDirectory(lastDay);
    const made = `select md5('carries the day' || n)::uuid from generate_series(1, 2000) n`;
    await pools.admin.query(
      `insert into child (person_id, version, head_hash, given_name, family_name, sealed, care_status, holder_team, held_since)
       select made, 1, 'h', '', '', false, 'in-care', 'luton-hv', now() from (${made}) m (made)`,
    );
    // By chance the server would count the rows by itself before they are asked for.
    await pools.admin.query('alter table deadline set (autovacuum_enabled = off)');
    await pools.admin.query('vacuum analyze');
    await pools.admin.query(
      `insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
       select made, 'last-day', 'pass-before-last-day', 'luton-hv', now(), now(), array_fill(now(), array[5]), 0, '22', 'routine', 'test' from (${made}) m (made)`,
    );
    const plan = await planOf();
    assert.match(
      plan,
      /using deadline_last_day on deadline d\S* .*loops=2\d\d\d\)\n\s+Index Cond: \(person_id = child.person_id\)/,
    );
    assert.doesNotMatch(plan, /Anti Join/, plan);
    for (const table of ['child', 'deadline'])
      await pools.admin.query(`delete from ${table} where person_id in (${made})`);
    await inDirectory(null);
    while ((await setLastDays(pools.admin, noon)) > 0);
  });

  test('while no team closes, no child is read, however many there are', async () => {
    const made = `select md5('nobody closes' || n)::uuid from generate_series(1, 3000) n`;
    await pools.admin.query(
      `insert into child (person_id, version, head_hash, given_name, family_name, sealed, care_status, holder_team, held_since)
       select made, 1, 'h', '', '', false, 'in-care', 'luton-hv', now() from (${made}) m (made)`,
    );
    await pools.admin.query('vacuum analyze child');
    const plan = await planOf();
    await pools.admin.query(`delete from child where person_id in (${made})`);
    const onChild = plan.split('\n').filter((line) => / on child\b/.test(line));
    assert.ok(onChild.length > 0 && onChild.every((line) => line.endsWith('(never executed)')), plan);
  });

  async function planOf(): Promise<string> {
    const { rows } = await pools.admin.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers off) ${differingText}`,
      ['directory', 500],
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

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
