import { type AddressInfo, createServer } from 'node:net';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { systemActor } from '../domain/child/context.ts';
import { type Loop, startLoop } from '../jobs/loop.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { databaseClock } from '../postgres/database-clock.ts';
import { directoryCache } from '../postgres/directory-store.ts';
import type { Pools } from '../postgres/pool.ts';
import { fillDemonstration } from '../postgres/seed-demonstration.ts';
import { buildApp } from '../web/app.ts';
import type { WebDeps } from '../web/deps.ts';
import { pageRoutes } from '../web/pages/routes.ts';
import { addressOf, type Settings, sessionSecretOf } from './settings.ts';
import { whatPagesAsk } from './what-pages-ask.ts';

const directoryEveryMs = 1000;

export type Served = { readonly address: string; readonly close: () => Promise<void> };

/** Wires the whole house: store, directory, pages and jobs, and listens. The demonstration is filled first when it is empty. */
export async function startHandhold(
  given: Settings,
  pools: Pools,
  say: (line: string) => void,
): Promise<Served> {
  const settings = await withPort(given);
  const clock = await databaseClock(pools.admin);
  if (settings.demo) await fillDemonstration(pools.admin, settings.dataFolder, clock.now(), say);
  const directory = await directoryCache(pools.admin);
  const { baseUrl, mail, mailFrom, operationsEmail, dataFolder } = settings;
  const jobs = startJobs({
    pool: pools.admin,
    now: clock.now,
    context: () => ({ now: clock.now(), actor: systemActor, ...directory.held(), ruleSets: defaultRuleSets }),
    baseUrl,
    mail,
    mailFrom,
    operationsEmail,
    dataFolder,
    holdsDatabase: settings.databaseUrl === null,
    say,
  });
  const refreshing = refreshDirectory(() => Promise.all([directory.current(), clock.refresh()]), say);
  const deps: WebDeps = {
    ...whatPagesAsk(pools, directory),
    baseUrl,
    proxies: settings.proxies,
    demonstration: settings.demo,
    sessionSecret: sessionSecretOf(settings),
    provider: settings.oidc,
    clock: clock.now,
    alarm: async () => (jobs.health().ok ? null : jobs.health().says),
    mailAlarm: () => jobs.health().mail,
    unaddressed: () => jobs.health().unaddressed,
  };
  // What runs beside the pages ends with them, also where the pages cannot be reached at all.
  const stopBeside = async () => {
    await Promise.all([refreshing.stop(), jobs.stop()]);
  };
  try {
    const app = await buildApp(deps, pageRoutes(deps));
    await app.listen({ port: settings.port, host: settings.host });
    const { port } = app.server.address() as AddressInfo;
    return {
      address: addressOf(settings.host, port),
      close: async () => {
        await app.close();
        await stopBeside();
      },
    };
  } catch (error) {
    await stopBeside();
    throw error;
  }
}

/**
 * Each second, and never a second time while the first waits: a database that hangs would be asked by ever more. The same fault is said
 * once, or an outage of a day fills the log.
 */
function refreshDirectory(refresh: () => Promise<unknown>, say: (line: string) => void): Loop {
  let said = '';
  return startLoop(
    async () => {
      await refresh();
      said = '';
      return directoryEveryMs;
    },
    (error) => {
      const fault = error instanceof Error ? error.message : String(error);
      if (fault !== said) say(`Directory: ${fault}`);
      said = fault;
    },
    directoryEveryMs,
  );
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
