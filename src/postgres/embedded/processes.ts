import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether a process runs. A zombie counts as gone: below a container's first process nobody may reap an orphan, and
 * its number would look alive for ever.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  return statOf(pid)?.state !== 'Z';
}

/** Ticks since boot at which a process began, or null where the platform does not say. Tells a reused number apart. */
export function startedAt(pid: number): string | null {
  return statOf(pid)?.startTicks ?? null;
}

/** A process's command line, or null where it cannot be learned. */
export function commandLine(pid: number): string | null {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/** The code of a system error ('ENOENT'), or null for anything else. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

type Stat = { readonly state: string; readonly startTicks: string };

function statOf(pid: number): Stat | null {
  if (process.platform !== 'linux') return null;
  try {
    // The second field is the program's name in brackets and may itself hold spaces and brackets: read behind the last one.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    const startTicks = fields[19];
    return state && startTicks ? { state, startTicks } : null;
  } catch {
    return null;
  }
}
