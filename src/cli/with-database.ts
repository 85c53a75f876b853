import os from 'node:os';
import type { Pool } from 'pg';
import { openDatabase } from '../postgres/embedded/open-database.ts';
import { migrate } from '../postgres/migrate.ts';
import { createPools } from '../postgres/pool.ts';
import { type CommandContext, exitCodes } from './command.ts';
import type { Settings } from './settings.ts';
import { triedSettings } from './tried-settings.ts';

/** What a command works with: the owner's connections, closed again when it ends. */
export type Opened = { readonly pool: Pool; readonly settings: Settings };

/**
 * Reads the settings, opens the database, brings it to this version, and closes all of it after the work. What asks a database, and
 * fills none, makes none either: a misspelt folder would be found empty and well. `writes` says that the data folder is written too.
 */
export async function withOpenDatabase(
  context: CommandContext,
  work: (opened: Opened) => Promise<number>,
  { mustStand = false, writes = false }: { readonly mustStand?: boolean; readonly writes?: boolean } = {},
): Promise<number> {
  const settings = await triedSettings(context, { writes });
  if (!settings) return exitCodes.cannotStart;
  const database = await openDatabase({
    ...settings,
    onProgress: context.say,
    mayVisit: true,
    mustStand,
  });
  try {
    await migrate({ adminUrl: database.adminUrl, onProgress: context.say });
    const pools = createPools({ ...database, onError: (error) => context.say(`Database: ${error.message}`) });
    try {
      return await work({ pool: pools.admin, settings });
    } finally {
      await pools.close();
    }
  } finally {
    await database.stop();
  }
}

/** This process, for records of who did something. */
export function processName(): string {
  return `${os.hostname()}/${process.pid}`;
}

/** Why no command line opens the old record of an adopted child, and who does (promise P11, scenario A16). */
export const sealedWords =
  'This is the old record of an adopted child. It is sealed: the named nurse of the organisation that held the child opens it with a reason, on the page "Sealed records".';

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What is said of an id that is a client’s. */
export const clientWords =
  'That is a client of the programme, not a child. Ask for each of her children by its own id.';

/** The child that a command is about, or null when the flag is missing or no id. */
export function childFlag({ flags }: CommandContext): string | null {
  const given = flags['child'];
  return typeof given === 'string' && idPattern.test(given) ? given.toLowerCase() : null;
}
