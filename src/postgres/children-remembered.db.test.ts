import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { QueryConfig } from 'pg';
import type { Change, ChildStore } from '../application/child-store.ts';
import { issue, type Outcome } from '../application/command.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { addMinutes } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { unknownChild } from '../domain/child/state.ts';
import { checkAll } from './check.ts';
import { type Asked, childStore, rememberedByProgram } from './child-store.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { childrenRemembered } from './children-remembered.ts';
import { createPools, type Pools } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('a child that the program wrote last', () => {
  let database: TestDatabase;
  let pools: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;
  let sent: string[] = [];
  let store: ChildStore;
  let child: { readonly personId: string; readonly handoverId: string };

  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    nurse = await nursery(pools.admin);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });
  beforeEach(async () => {
    sent = [];
    const query = (config: QueryConfig) => {
      sent.push(config.name ?? '');
      return pools.app.query(config);
    };
    store = childStore({ query } as Asked, rememberedByProgram);
    child = await nurse.offered();
    assert.equal((await given('nadia-farouk', ask())).kind, 'done');
    assert.deepEqual(sent.splice(0), ['load-children', 'record-commands']);
  });

  function given(
    who: string,
    command: ChildCommand,
    expectedVersion: number | null = null,
    commandId = randomUUID(),
  ): Promise<Outcome> {
    const { directory } = nurse;
    const context = {
      now: addMinutes(noon, 30),
      actor: actorOf(directory, who),
      directory,
      holidays: bankHolidays,
      ruleSets: defaultRuleSets,
    };
    const issued = { personId: child.personId, commandId, command, expectedVersion, happenedAt: null };
    return issue(store, issued, context);
  }

  const ask = (): ChildCommand => {
    return { type: 'ask', handoverId: child.handoverId, questionId: randomUUID(), text: 'Who calls first?' };
  };
  const accept = (practitionerId: string): ChildCommand => {
    return {
      type: 'accept',
      handoverId: child.handoverId,
      practitionerId,
      firstContactOn: '2026-11-25',
    };
  };

  async function standing(): Promise<{ readonly version: number; readonly head: string }> {
    const text = 'select version, head_hash as head from child where person_id = $1';
    const { rows } = await pools.admin.query(text, [child.personId]);
    return rows[0];
  }

  async function isOk(): Promise<void> {
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  }

  test('is not asked for again before it is written, and is kept as its facts say', async () => {
    const { version } = await standing();
    assert.equal((await given('nadia-farouk', accept('nadia-farouk'), version)).kind, 'done');
    assert.deepEqual(sent, ['record-commands']);
    await isOk();
  });

  test('that another program wrote since is judged by what it wrote', async () => {
    const { version } = await standing();
    await nurse.done('nadia-farouk', child.personId, accept('nadia-farouk'), addMinutes(noon, 20));
    const late = await given('kate-brennan', accept('kate-brennan'), version);
    assert.equal(late.kind, 'conflict');
    assert.equal(late.kind === 'conflict' && late.holder?.practitionerId, 'nadia-farouk');
    const refused = await given('kate-brennan', accept('kate-brennan'));
    assert.equal(refused.kind, 'refused');
    await isOk();
  });

  test('that refuses is asked for, so that whoever is refused hears who holds it now', async () => {
    await nurse.done('nadia-farouk', child.personId, accept('nadia-farouk'), addMinutes(noon, 20));
    const refused = await given('hannah-whitlock', { type: 'offer', handoverId: child.handoverId });
    assert.equal(refused.kind, 'refused');
    assert.equal(refused.kind === 'refused' && refused.holder?.practitionerId, 'nadia-farouk');
  });

  test('is not found by a team that has lost its access row, and nothing is written', async () => {
    const before = await standing();
    await pools.admin.query(`delete from access where person_id = $1 and team_id = 'ealing-hv'`, [
      child.personId,
    ]);
    assert.equal((await given('nadia-farouk', accept('nadia-farouk'))).kind, 'not-found');
    assert.deepEqual(await standing(), before);
    await pools.admin.query(`insert into access values ($1, 'ealing-hv', 'receiving')`, [child.personId]);
  });

  test('given the same command again has its effect once', async () => {
    const commandId = randomUUID();
    const { version } = await standing();
    const taken = await given('nadia-farouk', accept('nadia-farouk'), version, commandId);
    assert.equal(taken.kind, 'done');
    const after = await standing();
    const again = await given('nadia-farouk', accept('nadia-farouk'), version, commandId);
    assert.deepEqual(again, { kind: 'repeated', version: after.version });
    assert.deepEqual(await standing(), after);
    await isOk();
  });

  // Last: the check would say of it that its chain is broken.
  test('of another history with as many facts, as after a backup was restored, is asked for', async () => {
    const { head } = await standing();
    await pools.admin.query('update child set head_hash = $2 where person_id = $1', [
      child.personId,
      'f'.repeat(64),
    ]);
    assert.equal((await given('nadia-farouk', accept('nadia-farouk'))).kind, 'done');
    assert.ok(sent.includes('load-children'), 'it was asked for');
    const text =
      'select previous_hash as before from fact where person_id = $1 order by version desc limit 1';
    const { rows } = await pools.admin.query(text, [child.personId]);
    assert.notEqual(rows[0].before, head);
  });
});

describe('children remembered', () => {
  const written = (personId: string, version: number): Change =>
    ({
      personId,
      expectedVersion: version - 1,
      facts: [{ hash: `${personId}${version}` }],
      state: unknownChild,
    }) as unknown as Change;

  test('are so many at most, and the one written longest ago goes', () => {
    const memory = childrenRemembered(2);
    for (const one of ['a', 'b', 'a', 'c']) memory.keep(written(one, one === 'a' ? 2 : 1));
    assert.deepEqual(
      ['a', 'b', 'c'].map((one) => memory.of(one)?.headHash ?? null),
      ['a2', null, 'c1'],
    );
  });

  test('are as the newest of their writings left them, in whatever order the answers come', () => {
    const memory = childrenRemembered(2);
    memory.keep(written('a', 3));
    memory.keep(written('a', 2));
    assert.equal(memory.of('a')?.version, 3);
  });

  test('are none where none may be', () => {
    const memory = childrenRemembered(0);
    memory.keep(written('a', 1));
    assert.equal(memory.of('a'), null);
  });
});
