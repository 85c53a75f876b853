import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { commandLine, errorCode, isAlive } from './processes.ts';

/** What a running PostgreSQL says of itself in postmaster.pid. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** The PostgreSQL that serves this cluster folder now, or null when none does. */
export function livingPostmaster(clusterFolder: string): Postmaster | null {
  const found = readPidFile(clusterFolder);
  return found && isOurs(found.pid, clusterFolder) ? found : null;
}

/**
 * Removes a postmaster.pid whose number now belongs to another program, or to a zombie; PostgreSQL would refuse to start.
 * One whose number is free stays: PostgreSQL clears it itself, after looking for children that outlived their parent.
 * While such children still work in the folder (Linux tells), nothing is touched.
 */
export function clearStalePidFile(clusterFolder: string): void {
  const found = readPidFile(clusterFolder);
  if (!found || isOurs(found.pid, clusterFolder) || isNumberFree(found.pid)) return;
  if (!isWorkedIn(clusterFolder)) rmSync(path.join(clusterFolder, 'postmaster.pid'), { force: true });
}

function readPidFile(clusterFolder: string): Postmaster | null {
  try {
    const lines = readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isOurs(pid: number, clusterFolder: string): boolean {
  if (!isAlive(pid)) return false;
  const command = commandLine(pid);
  return command === null || (command.includes('postgres') && command.includes(clusterFolder));
}

function isNumberFree(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

function isWorkedIn(clusterFolder: string): boolean {
  if (process.platform !== 'linux') return false;
  const folder = realpathSync(clusterFolder);
  return readdirSync('/proc').some((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}
