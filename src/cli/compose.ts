import { type AddressInfo, createServer } from 'node:net';
import { issue } from '../application/command.ts';
import { changeDirectory } from '../application/directory-commands.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { childStore } from '../postgres/child-store.ts';
import { databaseClock } from '../postgres/database-clock.ts';
import { directoryCache } from '../postgres/directory-store.ts';
import { directoryStore } from '../postgres/leaver.ts';
import type { Pools } from '../postgres/pool.ts';
import { readings } from '../postgres/readings.ts';
import { seedChildren } from '../postgres/seed.ts';
import { sessionStore } from '../postgres/session-store.ts';
import { buildApp } from '../web/app.ts';
import type { WebDeps } from '../web/deps.ts';
import { pageRoutes } from '../web/pages/routes.ts';
import { addressOf, type Settings, sessionSecretOf } from './settings.ts';

export type Served = { readonly address: string; readonly close: () => Promise<void> };

/** How old the word of the last completed sweep may be before the pages and /health raise the alarm. */
const alarmAfterMinutes = 5;

/** Wires the whole house: store, directory, pages and jobs, and listens. The demonstration is filled first when it is empty. */
export async function startHandhold(
  given: Settings,
  pools: Pools,
  say: (line: string) => void,
): Promise<Served> {
  const settings = await withPort(given);
  const clock = await databaseClock(pools.admin);
  if (settings.demo) await fillDemonstration(pools, clock.now(), say);
  const directory = await directoryCache(pools.admin);
  const jobs = await startJobs({ pools, clock: clock.now, say });
  const refresh = setInterval(
    () =>
      void Promise.all([directory.current(), clock.refresh()]).catch((error: Error) =>
        say(`Directory: ${error.message}`),
      ),
    1000,
  );
  refresh.unref();
  const startedAt = clock.now();
  const deps: WebDeps = {
    baseUrl: settings.baseUrl,
    demonstration: settings.demo,
    sessionSecret: sessionSecretOf(settings),
    provider: settings.oidc,
    sessions: sessionStore(pools.app),
    readings: readings(pools.app),
    directory: () => directory.held().directory,
    context: (actor, now) => ({ now, actor, ...directory.held(), ruleSets: defaultRuleSets }),
    issue: (issued, context) => issue(childStore(pools.app), issued, context),
    changeDirectory: async (command, actor, now) => {
      const outcome = await changeDirectory(
        directoryStore(pools.admin),
        directory.held().directory,
        command,
        actor,
        now,
      );
      await directory.refresh();
      return outcome;
    },
    clock: clock.now,
    alarm: sweepAlarm(pools, clock.now, startedAt),
  };
  const app = await buildApp(deps, pageRoutes(deps));
  await app.listen({ port: settings.port, host: settings.host });
  const { port } = app.server.address() as AddressInfo;
  return {
    address: addressOf(settings.host, port),
    close: async () => {
      clearInterval(refresh);
      await app.close();
      await jobs.stop();
    },
  };
}

/** Port 0 means any free one; the address people reach the pages by has to name it before they are built. */
async function withPort(settings: Settings): Promise<Settings> {
  if (settings.port !== 0) return settings;
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, settings.host, () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => resolve(free));
    });
  });
  return { ...settings, port, baseUrl: settings.baseUrl.replace(/:0$/, `:${port}`) };
}

async function fillDemonstration(pools: Pools, now: Instant, say: (line: string) => void): Promise<void> {
  const { rows } = await pools.admin.query<{ any: boolean }>('select exists (select from child) as any');
  if (rows[0]?.any) return;
  say('Filling the demonstration: three areas, about 300 invented families');
  await seedChildren(pools.admin, { seed: 7, size: 300, now, onProgress: say });
}

/** The alarm of the pages: no sweep completed in time. Asked of the rows, and at most every few seconds. */
function sweepAlarm(pools: Pools, now: () => Instant, startedAt: Instant): () => Promise<string | null> {
  let asked = { at: '', says: null as string | null };
  return async () => {
    if (asked.at !== '' && now() < addMinutes(asked.at, 0.1)) return asked.says;
    const text =
      'select completed_at as at from sweep_run where completed_at is not null order by completed_at desc limit 1';
    const { rows } = await pools.app.query<{ at: Instant }>({ name: 'last-sweep', text });
    const last = rows[0]?.at ?? startedAt;
    const late = addMinutes(last > startedAt ? last : startedAt, alarmAfterMinutes) < now();
    asked = {
      at: now(),
      says: late
        ? 'The sweep has not completed in time, so alarms may be late. Look at the lists of what is overdue, which are always right, and tell operations.'
        : null,
    };
    return asked.says;
  };
}
