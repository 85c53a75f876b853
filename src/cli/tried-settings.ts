import { existsSync, lstatSync, mkdtempSync, rmdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { errorCode } from '../postgres/embedded/processes.ts';
import { whyNoLogin } from '../postgres/why-no-login.ts';
import type { CommandContext } from './command.ts';
import { textFlags } from './command.ts';
import { readSettings, type Settings } from './settings.ts';

/** What a command does with the settings, and so which of them are tried. */
export type Use = {
  /** It serves the pages: it listens, and mail goes out. */
  readonly serving?: boolean;
  /** It writes into the data folder also where the database is a server's. */
  readonly writes?: boolean;
};

/**
 * The settings of a command, read and tried on this machine before anything is made. Null where something stands in the way: all of it
 * has been said at once then, each with what to do.
 */
export async function triedSettings(
  { environment, flags, say }: CommandContext,
  use: Use = {},
): Promise<Settings | null> {
  const read = readSettings(environment, textFlags(flags), use);
  const faults = [
    ...(read.ok ? [] : read.faults),
    ...(await faultsHere(read.ok ? read.settings : read.sound, use)),
  ];
  if (read.ok && faults.length === 0) return read.settings;
  say(`Handhold cannot start. ${faults.length} to mend:`);
  for (const fault of faults) say(`- ${fault}`);
  return null;
}

/** What this machine and the network lack of what the settings name. */
async function faultsHere(settings: Settings, { serving = false, writes = serving }: Use) {
  const { databaseUrl, appUrl } = settings;
  const [database, app, listening] = await Promise.all([
    databaseUrl ? whyNoLogin(databaseUrl) : null,
    appUrl && serving ? whyNoLogin(appUrl) : null,
    serving ? whyNotListening(settings) : null,
  ]);
  return [
    ...folderFaults(settings, writes || databaseUrl === null, serving),
    ...(database ? [`DATABASE_URL: ${database}`] : []),
    ...(app ? [`HANDHOLD_APP_URL: ${app}`] : []),
    ...(listening ? [listening] : []),
  ];
}

function folderFaults({ dataFolder, mail }: Settings, data: boolean, mails: boolean): readonly string[] {
  const ofData = data ? whyNotWritable(dataFolder) : null;
  const ofMail = mails && mail.kind === 'folder' ? whyNotWritable(mail.folder) : null;
  // Mail goes below the data folder unless told otherwise: one fault is told once.
  const isTheSame = ofMail === ofData;
  return [
    ...(ofData ? [`HANDHOLD_DATA: ${ofData}`] : []),
    ...(ofMail && !isTheSame ? [`HANDHOLD_MAIL: ${ofMail}`] : []),
  ];
}

/**
 * Why nothing can be written in a folder, or it cannot be made; null where it can. It is tried, with an empty folder that goes again,
 * where the path ends that stands already: root may write everywhere by the modes, yet not in /proc, where Node would try for ever.
 */
function whyNotWritable(folder: string): string | null {
  const standing = standingPart(folder);
  try {
    rmdirSync(mkdtempSync(path.join(standing, '.handhold-')));
    return null;
  } catch (error) {
    return `${unwritable(standing, errorCode(error))} Name a folder that this account may write, below one that stands.`;
  }
}

function unwritable(place: string, code: string | null): string {
  switch (code) {
    case 'ENOTDIR':
      return `${place} is no folder.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${place} may not be written by this account (${code}).`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `there is no room left in ${place} (${code}).`;
    default:
      return `nothing can be made in ${place} (${code}).`;
  }
}

/** The longest part of a path that is there; a link counts, wherever it leads. */
function standingPart(place: string): string {
  const above = path.dirname(place);
  return above === place || isThere(place) ? place : standingPart(above);
}

/** What cannot be looked at is not reached either: the try says why. */
function isThere(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Why nothing can listen there, with the setting to change; null where it can. Where another program has the data folder it most likely
 * has the port too: any free one is tried, and who that program is will be said when the folder is opened.
 */
function whyNotListening(settings: Settings): Promise<string | null> {
  const { databaseUrl, dataFolder, host } = settings;
  const isTaken = databaseUrl === null && existsSync(path.join(dataFolder, 'handhold.lock'));
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(cannotListen(settings, error)));
    probe.listen(isTaken ? 0 : settings.port, host, () => probe.close(() => resolve(null)));
  });
}

/** In words, why the pages cannot be served where the settings say. */
export function cannotListen({ host, port }: Settings, error: unknown): string {
  const code = errorCode(error);
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: port ${port} on ${host} is in use. Choose another with PORT or --port.`;
    case 'EACCES':
      return `PORT: port ${port} may not be used by this account. Choose one above 1023 with PORT or --port.`;
    case 'EADDRNOTAVAIL':
      return `HOST: this machine has no address ${host}. Name one of its own with HOST or --host, or 0.0.0.0 for all of them.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST: there is no host ${host} (${code}). Name an address of this machine with HOST or --host.`;
    default:
      return `HOST: nothing can listen on ${host}, port ${port} (${code}). Choose another with HOST and PORT.`;
  }
}
