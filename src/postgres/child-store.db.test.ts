import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { QueryConfig } from 'pg';
import type { Appended, Change, ChildStore } from '../application/child-store.ts';
import { issue, type Outcome } from '../application/command.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { behindAnother, meetsInDeadlock } from './behind-another.fixture.ts';
import { checkAll } from './check.ts';
import { type Asked, childStore } from './child-store.ts';
import { actorOf, noon, nursery, takeOn } from './children.fixture.ts';
import { createPools, type Pools } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('commands on several children at the same time', () => {
  let database: TestDatabase;
  let pools: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;

  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    nurse = await nursery(pools.admin);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /** A store that counts what it sends to the database. */
  function counted(): { readonly store: ChildStore; readonly sent: readonly string[] } {
    const sent: string[] = [];
    const query = (config: QueryConfig) => {
      sent.push(config.name ?? '');
      return pools.app.query(config);
    };
    return { store: childStore({ query } as Asked), sent };
  }

  function given(
    store: ChildStore,
    who: string,
    personId: string,
    command: ChildCommand,
    more: { readonly expectedVersion?: number; readonly commandId?: string; readonly now?: Instant } = {},
  ): Promise<Outcome> {
    const { expectedVersion = null, commandId = randomUUID(), now = addMinutes(noon, 30) } = more;
    const actor = actorOf(nurse.directory, who);
    const context = {
      now,
      actor,
      directory: nurse.directory,
      holidays: bankHolidays,
      ruleSets: defaultRuleSets,
    };
    return issue(store, { personId, commandId, command, expectedVersion, happenedAt: null }, context);
  }

  const accept = (handoverId: string, practitionerId: string): ChildCommand => ({
    type: 'accept',
    handoverId,
    practitionerId,
    firstContactOn: '2026-11-25',
  });

  async function isOk(): Promise<void> {
    const { findings } = await checkAll(pools.admin);
    assert.deepEqual(findings, []);
  }

  test('go together in two halves, and each is told its own outcome', async () => {
    const [taken, refused, stale, again] = [
      await nurse.offered(),
      await nurse.offered(),
      await nurse.offered(),
      await nurse.offered(),
    ];
    const commandId = randomUUID();
    const acceptAgain = accept(again.handoverId, 'nadia-farouk');
    await given(childStore(pools.app), 'nadia-farouk', again.personId, acceptAgain, { commandId });
    // Gone from the table and not yet from what this program holds of the directory.
    await pools.admin.query(`update practitioner set status = 'left' where id = 'samira-haddad'`);
    const { store, sent } = counted();
    const outcomes = await Promise.all([
      given(store, 'nadia-farouk', taken.personId, accept(taken.handoverId, 'nadia-farouk')),
      given(store, 'samira-haddad', refused.personId, accept(refused.handoverId, 'samira-haddad')),
      given(store, 'nadia-farouk', stale.personId, accept(stale.handoverId, 'nadia-farouk'), {
        expectedVersion: 1,
      }),
      given(store, 'nadia-farouk', again.personId, acceptAgain, { commandId, expectedVersion: 1 }),
      given(store, 'hannah-whitlock', randomUUID(), takeOn(noon)),
      given(store, 'nadia-farouk', randomUUID(), accept(randomUUID(), 'nadia-farouk')),
    ]);
    await pools.admin.query(`update practitioner set status = 'present' where id = 'samira-haddad'`);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.kind),
      ['done', 'refused', 'conflict', 'repeated', 'done', 'not-found'],
    );
    assert.deepEqual(outcomes[1]?.kind === 'refused' && outcomes[1].refusal, { code: 'practitioner-gone' });
    // Who is taken on is asked for its family first, and is written by itself.
    assert.equal(sent.filter((name) => name === 'record-commands').length, 3);
    assert.equal(sent.filter((name) => name === 'of-family').length, 2);
    assert.ok(sent.length <= 8, 'beside two loads the conflict alone asks, for the newest holder');
    await isOk();
  });

  const accepted = async (personId: string) =>
    (
      await pools.admin.query(`select from fact where person_id = $1 and type = 'HandoverAccepted'`, [
        personId,
      ])
    ).rowCount;

  test('a deadlock is not told: what the server undid is sent again, and has one effect', () =>
    meetsInDeadlock(async () => {
      const { personId, handoverId } = await nurse.offered();
      const { store, sent } = counted();
      const give = () => given(store, 'samira-haddad', personId, accept(handoverId, 'samira-haddad'));
      await behindAnother(
        pools.admin,
        { table: 'child', personId },
        async () => assert.equal((await give()).kind, 'done'),
        (another) => another.query(`select from practitioner where id = 'samira-haddad' for update`),
      );
      assert.ok(sent.filter((name) => name === 'record-commands').length > 1);
      assert.equal(await accepted(personId), 1);
    }));

  test('a connection that is cut in the middle is told, and the same command sent again has one effect', async () => {
    const { personId, handoverId } = await nurse.offered();
    const { version } = (await childStore(pools.app).loadAny(personId)) ?? assert.fail('it is not there');
    const more = { commandId: randomUUID(), expectedVersion: version };
    const give = () =>
      given(childStore(pools.app), 'samira-haddad', personId, accept(handoverId, 'samira-haddad'), more);
    await behindAnother(
      pools.admin,
      { table: 'child', personId },
      () => assert.rejects(give(), /terminat/),
      (_, pid) => pools.admin.query('select pg_terminate_backend($1)', [pid]),
    );
    assert.equal(await accepted(personId), 0);
    assert.deepEqual([(await give()).kind, (await give()).kind], ['done', 'repeated']);
    assert.equal(await accepted(personId), 1);
    await isOk();
  });

  test('do not answer for a fault of one of them: it alone fails, and the others are written', async () => {
    const children = [await nurse.offered(), await nurse.offered(), await nurse.offered()];
    const { store, sent } = counted();
    const before = (change: Change): Promise<Appended> => {
      const broken = change.personId === children[1]?.personId;
      // From the future: no constraint of the database lets it in.
      const facts = change.facts.map((fact) => ({ ...fact, happenedAt: '2099-01-01T00:00:00.000Z' }));
      return store.append(broken ? { ...change, facts } : change);
    };
    const outcomes = await Promise.allSettled(
      children.map(({ personId, handoverId }) =>
        given({ ...store, append: before }, 'nadia-farouk', personId, accept(handoverId, 'nadia-farouk')),
      ),
    );
    assert.deepEqual(
      outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value.kind : outcome.reason.constraint,
      ),
      ['done', 'not_in_future', 'done'],
    );
    assert.deepEqual(sent, ['load-children', ...Array.from({ length: 4 }, () => 'record-commands')]);
    await isOk();
  });

  test('keep the words as they were written, line breaks, quotes and backslashes too', async () => {
    const children = [await nurse.offered(), await nurse.offered()];
    const text = 'Mother said:\n"He won’t sleep" \\ twice\t\u2028{a,b}';
    const { store } = counted();
    const outcomes = await Promise.all(
      children.map(({ personId, handoverId }) =>
        given(store, 'nadia-farouk', personId, { type: 'ask', handoverId, questionId: randomUUID(), text }),
      ),
    );
    assert.deepEqual(
      outcomes.map((outcome) => outcome.kind),
      ['done', 'done'],
    );
    const { rows } = await pools.admin.query(
      `select f.data ->> 'text' as asked, s.state #>> '{handovers,0,happenings,questions,0,text}' as kept
       from fact f join child_state s using (person_id) where f.type = 'QuestionAsked' and person_id = any ($1)`,
      [children.map(({ personId }) => personId)],
    );
    assert.deepEqual(rows, [
      { asked: text, kept: text },
      { asked: text, kept: text },
    ]);
    await isOk();
  });

  test('two on one child take their turns: the second is judged by what the first left', async () => {
    const { personId, handoverId } = await nurse.offered();
    const { store } = counted();
    const outcomes = await Promise.all([
      given(store, 'nadia-farouk', personId, accept(handoverId, 'nadia-farouk')),
      given(store, 'kate-brennan', personId, accept(handoverId, 'kate-brennan')),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.kind),
      ['done', 'refused'],
    );
    await isOk();
  });
});
