import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { issueToChild } from '../../src/application/child-command.ts';
import { issueToClient } from '../../src/application/client-command.ts';
import { type Issued, issue, type Outcome } from '../../src/application/command.ts';
import { changeDirectory } from '../../src/application/directory-commands.ts';
import { settleQuarantine } from '../../src/application/import/settle.ts';
import { standingOf } from '../../src/application/import/standing.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { passSummary } from '../../src/application/pass-summary.ts';
import type { Instant } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import type { Actor, Context } from '../../src/domain/child/context.ts';
import { readRow } from '../../src/fhir/caseload-csv.ts';
import { readClient } from '../../src/fhir/clients-csv.ts';
import { bulkStore } from '../../src/postgres/bulk-store.ts';
import { calendarReadings } from '../../src/postgres/calendar-readings.ts';
import { caseloadReadings } from '../../src/postgres/caseload-readings.ts';
import { childStore, rememberedByProgram } from '../../src/postgres/child-store.ts';
import { clientReadings } from '../../src/postgres/client-readings.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { directoryCache } from '../../src/postgres/directory-store.ts';
import { messageStore } from '../../src/postgres/import-store.ts';
import { directoryStore } from '../../src/postgres/leaver.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { readings } from '../../src/postgres/readings.ts';
import { seedChildren } from '../../src/postgres/seed.ts';
import { sessionStore } from '../../src/postgres/session-store.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { buildApp } from '../../src/web/app.ts';
import { actorOf, type WebDeps } from '../../src/web/deps.ts';
import type { Route } from '../../src/web/pages/route.ts';
import { pageRoutes } from '../../src/web/pages/routes.ts';
import { Visitor } from '../../src/web/server.fixture.ts';
import { freePort } from '../free-port.ts';

/** The whole house as it runs, on a database of its own with seeded families, and with a clock that a test may move. */
export type House = {
  readonly baseUrl: string;
  readonly deps: WebDeps;
  readonly routes: readonly Route[];
  readonly admin: pg.Pool;
  readonly time: { now: Instant };
  readonly person: (id: string) => Actor;
  /** Gives a command as a person, past the pages. */
  readonly give: (personId: string, practitionerId: string, command: ChildCommand) => Promise<Outcome>;
  /** A visitor who has signed in by the real flow. */
  readonly visitor: (practitionerId: string) => Promise<Visitor>;
  /** Has the house see a change of the directory that came past it. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A working Wednesday, in the morning: by the day of the run a page said something else at a weekend, at midnight, or next year. */
export const wednesday: Instant = '2026-11-25T10:20:00.000Z';

type Opening = {
  readonly size?: number;
  readonly now?: Instant;
  /** A database that has its families already, and stays when the house closes. */
  readonly standing?: TestDatabase | null;
};

export async function openHouse(opening: Opening = {}): Promise<House> {
  const { size = 120, now = wednesday, standing = null } = opening;
  const database = standing ?? (await withDatabase());
  const pools = createPools(database);
  if (size > 0) await seedChildren(pools.admin, { seed: 7, size, now });
  const cache = await directoryCache(pools.admin);
  const time = { now };
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const store = childStore(pools.app, rememberedByProgram);
  const context = (actor: Actor, at: Instant): Context => ({
    now: at,
    actor,
    ...cache.held(),
    ruleSets: defaultRuleSets,
  });
  const quarantine = { children: store, clients: clientStore(pools.app), inbox: messageStore(pools.app) };
  const deps: WebDeps = {
    baseUrl,
    demonstration: true,
    sessionSecret: randomUUID() + randomUUID(),
    provider: null,
    sessions: sessionStore(pools.app),
    readings: readings(pools.app),
    bulk: bulkStore(pools.admin, pools.app),
    directory: () => cache.held().directory,
    context,
    issue: (issued: Issued, given: Context) =>
      issueToChild({ clients: clientStore(pools.app), children: store }, issued, given),
    passSummary: (summary, given) => passSummary(store, summary, given),
    clients: clientReadings(pools.app),
    caseloads: caseloadReadings(pools.app),
    calendar: calendarReadings(pools.app),
    issueToClient: (issued, given) =>
      issueToClient({ clients: clientStore(pools.app), children: store }, issued, given),
    settleQuarantine: (quarantineId, decision, given) =>
      settleQuarantine({ ...quarantine, readRow, readClient }, quarantineId, decision, given),
    standingOf: (quarantineId, given) => standingOf(quarantine, quarantineId, given),
    changeDirectory: async (command, actor, at) => {
      const outcome = await changeDirectory(
        directoryStore(pools.admin),
        cache.held().directory,
        command,
        actor,
        at,
      );
      await cache.refresh();
      return outcome;
    },
    clock: () => time.now,
    alarm: async () => null,
    logLevel: 'silent',
  };
  const routes = pageRoutes(deps);
  const app = await buildApp(deps, routes);
  await app.listen({ host: '127.0.0.1', port });
  const person = (id: string): Actor => {
    const actor = actorOf(cache.held().directory.practitioners.get(id));
    if (!actor) throw new Error(`${id} is not in post`);
    return actor;
  };
  return {
    baseUrl,
    deps,
    routes,
    admin: pools.admin,
    time,
    person,
    give: (personId, practitionerId, command) =>
      issue(store, issuedNow(personId, command), context(person(practitionerId), time.now)),
    visitor: async (practitionerId) => {
      const visitor = new Visitor(baseUrl);
      await visitor.signInAs(practitionerId, '/directory');
      return visitor;
    },
    refresh: () => cache.refresh(),
    close: async () => {
      await app.close();
      await pools.close();
      if (!standing) await database.close();
    },
  };
}
