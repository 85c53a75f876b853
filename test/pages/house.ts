import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { issue, type Outcome } from '../../src/application/command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { whatPagesAsk } from '../../src/cli/what-pages-ask.ts';
import type { Instant } from '../../src/domain/calendar/time.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import type { Actor } from '../../src/domain/child/context.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { directoryCache } from '../../src/postgres/directory-store.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { seedChildren } from '../../src/postgres/seed.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { buildApp } from '../../src/web/app.ts';
import { actorOf, type WebDeps } from '../../src/web/deps.ts';
import type { Route } from '../../src/web/pages/route.ts';
import { pageRoutes } from '../../src/web/pages/routes.ts';
import { Visitor } from '../../src/web/server.fixture.ts';
import { freePort } from '../free-port.ts';

/** The whole service as it runs, on a database of its own with seeded families, and with a clock that a test may move. */
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
  /** Makes the house read the directory again after a change that did not come through it. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A working Wednesday, in the morning: by the day of the run a page said something else at a weekend, at midnight, or next year. */
export const wednesday: Instant = '2026-11-25T10:20:00.000Z';

type Opening = {
  readonly size?: number;
  readonly now?: Instant;
  /** A database that has its families already. It stays when the house closes. */
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
  const deps: WebDeps = {
    ...whatPagesAsk(pools, cache),
    baseUrl,
    demonstration: true,
    sessionSecret: randomUUID() + randomUUID(),
    provider: null,
    clock: () => time.now,
    alarm: async () => null,
    logLevel: 'silent',
  };
  const past = childStore(pools.app);
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
      issue(past, issuedNow(personId, command), deps.context(person(practitionerId), time.now)),
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
