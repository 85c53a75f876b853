import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { decideBulk, type PlanBulk, planBulk } from '../../src/application/bulk/bulk-commands.ts';
import type { BulkStore } from '../../src/application/bulk/bulk-store.ts';
import { issue } from '../../src/application/command.ts';
import { changeDirectory, type DirectoryCommand } from '../../src/application/directory-commands.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { addDays, type CivilDate, type Instant, londonDate } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import type { ChildState } from '../../src/domain/child/state.ts';
import type { Circumstances } from '../../src/domain/risk/circumstances.ts';
import { runBulks } from '../../src/postgres/bulk-run.ts';
import { bulkStore } from '../../src/postgres/bulk-store.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { actorOf, noon, nursery } from '../../src/postgres/children.fixture.ts';
import { directoryCache } from '../../src/postgres/directory-store.ts';
import { directoryStore } from '../../src/postgres/leaver.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { fullSummary } from '../commands.ts';
import { calm } from '../world.ts';

export { noon };

/** The last day of every plan in these tests: more than 20 working days after the Monday on which they play. */
export const lastDay: CivilDate = '2027-03-31';

export type ClosingTeam = Awaited<ReturnType<typeof openClosingTeam>>;

/** A database on which Luton health visiting has children and a last day, and the words to tell what happens. */
export async function openClosingTeam() {
  const database: TestDatabase = await withDatabase();
  const pools: Pools = createPools({ ...database, max: 6 });
  const nurse = await nursery(pools.admin, noon);
  const store: BulkStore = bulkStore(pools.admin, pools.app);
  const cache = await directoryCache(pools.admin);

  /** With the newest directory, which is read again if it has changed. */
  async function context(who: string, now: Instant = noon) {
    await cache.refresh();
    const { directory } = cache.held();
    return { store, directory, actor: actorOf(directory, who), now };
  }

  /** A command of a person of the newest directory. */
  async function gives(who: string, personId: string, command: ChildCommand, now: Instant = noon) {
    const { directory, actor } = await context(who, now);
    return issue(childStore(pools.admin), issuedNow(personId, command), {
      now,
      actor,
      directory,
      holidays: bankHolidays,
      ruleSets: defaultRuleSets,
    });
  }

  async function child(
    changes: Partial<Circumstances> = {},
    details: { team?: string; nurse?: string; postcode?: string; areaCode?: string; at?: Instant } = {},
  ): Promise<string> {
    const { team = 'luton-hv', nurse: by = 'hannah-whitlock', at = noon } = details;
    const personId = randomUUID();
    await nurse.done(
      by,
      personId,
      {
        type: 'take-on',
        teamId: team,
        practitionerId: by,
        reason: 'registration',
        identity: {
          givenName: 'Robin',
          familyName: `Example ${personId.slice(0, 4)}`,
          bornOn: addDays(londonDate(at), -800),
          expectedOn: null,
          nhsNumber: null,
          familyId: null,
          mother: null,
        },
        address: {
          lines: ['1 Invented Street'],
          postcode: details.postcode ?? 'LU1 2AB',
          areaCode: details.areaCode ?? 'E06000032',
          temporary: false,
          sealed: false,
          from: addDays(londonDate(at), -200),
        },
        gp: null,
        lastSeenOn: addDays(londonDate(at), -30),
        circumstances: { ...calm, ...changes },
      },
      at,
    );
    return personId;
  }

  async function state(personId: string): Promise<ChildState> {
    const loaded = await childStore(pools.admin).loadAny(personId);
    assert.ok(loaded);
    return loaded.state;
  }

  /** A nurse writes what only a nurse can write, so that the draft is complete. */
  async function completeDraft(personId: string, by = 'hannah-whitlock', at = noon): Promise<void> {
    const draft = (await state(personId)).handovers.at(-1);
    assert.ok(draft);
    const { handoverId, kind, occasion, destination, addressedTo } = draft;
    const outcome = await gives(
      by,
      personId,
      {
        type: 'revise',
        handoverId,
        kind,
        occasion,
        destination,
        addressedTo,
        proposedLevel: 'universal',
        summary: fullSummary,
      },
      at,
    );
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  }

  return {
    database,
    pools,
    nurse,
    store,
    context,
    child,
    state,
    completeDraft,
    gives,
    async plans(changes: Partial<PlanBulk> = {}, who = 'grace-adeyemi', now = noon) {
      const bulkId = randomUUID();
      const outcome = await planBulk(
        {
          bulkId,
          kind: 'service-closes',
          releasingTeamId: 'luton-hv',
          routing: { to: 'desk', teamId: 'ealing-hv' },
          lastDay,
          why: 'The contract ends',
          expectedResponse: 'See each child at its next review, or sooner',
          ...changes,
        },
        await context(who, now),
      );
      return { bulkId, outcome };
    },
    async decides(bulkId: string, go: boolean, capacityWhy = '', who = 'grace-adeyemi', now = noon) {
      return decideBulk(
        bulkId,
        { against: null, go, why: 'Agreed by both leads', capacityWhy },
        await context(who, now),
      );
    },
    runs: (now: Instant = noon, pool = pools.admin, stopped = () => false) =>
      runBulks(pool, { now: () => now, onFault: fail, stopped }),
    async directory(command: DirectoryCommand, who: string, now: Instant = noon) {
      const { directory, actor } = await context(who, now);
      return changeDirectory(directoryStore(pools.admin), directory, command, actor, now);
    },
    async close() {
      await pools.close();
      await database.close();
    },
  };
}

function fail(personId: string, error: unknown): never {
  throw new Error(`${personId} could not be looked at`, { cause: error });
}
