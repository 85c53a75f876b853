import { openDatabase } from '../../postgres/embedded/open-database.ts';
import { type Command, exitCodes, settingOptions } from '../command.ts';
import type { Served } from '../compose.ts';
import { type SettingName, type Settings, settingNames } from '../settings.ts';
import { cannotListen, triedSettings } from '../tried-settings.ts';

export const command: Command = {
  summary: 'Start Handhold: open the database, bring it to this version, serve the pages.',
  usage: '[options]',
  options: settingOptions(Object.keys(settingNames) as SettingName[]),
  async run(context) {
    const { out, say } = context;
    const toldToStop = stopSignal();
    const settings = await triedSettings(context, { serving: true });
    if (!settings) return exitCodes.cannotStart;
    // The pages are loaded while the database starts: both take a good part of a second.
    const opening = openDatabase({ ...settings, onProgress: say });
    const loading = loadHouse();
    // Told of where it is waited for, with the database stopped again.
    loading.catch(() => undefined);
    const database = await opening;
    try {
      say(`Database: ${database.describe}.`);
      const { migrate, createPools, mustServePages, mustBeInvented, startHandhold } = await loading;
      await migrate({ adminUrl: database.adminUrl, onProgress: say });
      const pools = createPools({ ...database, onError: (error) => say(`Database: ${error.message}`) });
      try {
        await mustServePages(pools.app);
        if (settings.oidc === null && settings.databaseUrl !== null) await mustBeInvented(pools.admin);
        const served = await serve(() => startHandhold(settings, pools, say), settings);
        if (typeof served === 'string') {
          say(served);
          return exitCodes.cannotStart;
        }
        out(`Handhold is ready at ${served.address}`);
        await toldToStop;
        say('Stopping …');
        await served.close();
        return exitCodes.ok;
      } finally {
        await pools.close();
      }
    } finally {
      await database.stop();
    }
  },
};

async function loadHouse() {
  const [{ migrate }, { createPools }, { mustServePages }, { mustBeInvented }, { startHandhold }] =
    await Promise.all([
      import('../../postgres/migrate.ts'),
      import('../../postgres/pool.ts'),
      import('../../postgres/roles.ts'),
      import('../../postgres/real-families.ts'),
      import('../compose.ts'),
    ]);
  return { migrate, createPools, mustServePages, mustBeInvented, startHandhold };
}

/** It was tried before: another program may have taken the port while the database started. */
async function serve(starts: () => Promise<Served>, settings: Settings): Promise<Served | string> {
  try {
    return await starts();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && error.syscall === 'listen')
      return cannotListen(settings, error);
    throw error;
  }
}

/** Resolves at Ctrl-C or a request to end, also one that comes while the database is still starting. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve());
  });
}
