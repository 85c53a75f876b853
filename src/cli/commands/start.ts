import { openDatabase } from '../../postgres/embedded/open-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { createPools, type Pools } from '../../postgres/pool.ts';
import { type Command, exitCodes, settingOptions, textFlags } from '../command.ts';
import { type Served, startHandhold } from '../compose.ts';
import { readSettings, type SettingName, type Settings, settingNames } from '../settings.ts';

export const command: Command = {
  summary: 'Start Handhold: open the database, bring it to this version, serve the pages.',
  usage: '[options]',
  options: settingOptions(Object.keys(settingNames) as SettingName[]),
  async run({ environment, flags, out, say }) {
    const read = readSettings(environment, textFlags(flags), { serving: true });
    if (!read.ok) {
      say(`Handhold cannot start. ${read.faults.length} to mend:`);
      for (const fault of read.faults) say(`- ${fault}`);
      return exitCodes.cannotStart;
    }
    const toldToStop = stopSignal();
    const { settings } = read;
    const database = await openDatabase({ ...settings, onProgress: say });
    try {
      say(`Database: ${database.describe}.`);
      await migrate({ adminUrl: database.adminUrl, onProgress: say });
      const pools = createPools({ ...database, onError: (error) => say(`Database: ${error.message}`) });
      try {
        const served = await serve(settings, pools, say);
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

async function serve(
  settings: Settings,
  pools: Pools,
  say: (line: string) => void,
): Promise<Served | string> {
  try {
    return await startHandhold(settings, pools, say);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return cannotListen(settings, error);
  }
}

function cannotListen({ host, port }: Settings, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use. Choose another with PORT or --port.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this account. Choose one above 1023 with PORT.`;
  return `Cannot listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}`;
}

/** Resolves at Ctrl-C or a request to end, also one that comes while the database is still starting. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve());
  });
}
