import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { errorCode, isAlive, startedAt } from './processes.ts';

export type LockHolder = {
  readonly pid: number;
  readonly program: string;
  readonly host: string;
  /** Start of that process in ticks, so that a number used again by another process is not mistaken for it. */
  readonly ticks: string | null;
};

export type FolderLock =
  | { readonly kind: 'held'; release(): void }
  | { readonly kind: 'refused'; readonly holder: LockHolder };

/**
 * Takes the data folder for this process, or says who has it. A lock left by a process of this host that is gone is cleared;
 * one of another host is left to a person, because nothing here tells whether that one lives.
 * The lock is put in place whole by link(2), so that nobody ever reads half of it.
 */
export function lockFolder(folder: string, program: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'handhold.lock');
  const mine = `${file}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, program, host: hostname(), ticks: startedAt(process.pid) });
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    // More than one turn only when others clear or release the same lock meanwhile.
    for (let turn = 0; turn < 10; turn += 1) {
      if (placed(mine, file)) return { kind: 'held', release: () => release(file, text) };
      const found = read(file);
      if (found === null) continue;
      const holder = parse(found);
      if (holder && holds(holder)) return { kind: 'refused', holder };
      clear(file, found, `${mine}.stale`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new Error(`The lock ${file} changed hands too often to be taken.`);
}

function placed(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    return placedWithoutLinks(mine, file);
  }
}

/** For file systems without links (some network shares and memory cards). */
function placedWithoutLinks(mine: string, file: string): boolean {
  try {
    writeFileSync(file, readFileSync(mine), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the lock was written by another host or container that shares the folder. */
export function isElsewhere({ host }: LockHolder): boolean {
  return host !== '' && host !== hostname();
}

function holds(holder: LockHolder): boolean {
  // Another host or container has process numbers of its own: ours say nothing about it, so its word stands.
  if (isElsewhere(holder)) return true;
  // A restarted container often gets its old number again, and may read its own predecessor's lock.
  if (holder.pid === process.pid && holder.ticks !== startedAt(process.pid)) return false;
  if (!isAlive(holder.pid)) return false;
  return holder.ticks === null || holder.ticks === startedAt(holder.pid);
}

/** Moves a dead lock aside. Should a living one have come in its place since it was read, that one is put back. */
function clear(file: string, expected: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== expected) placed(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, text: string): void {
  if (read(file) === text) rmSync(file, { force: true });
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function parse(text: string): LockHolder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { pid, program, host, ticks } = value as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof program !== 'string') return null;
    return {
      pid,
      program,
      host: typeof host === 'string' ? host : '',
      ticks: typeof ticks === 'string' ? ticks : null,
    };
  } catch {
    return null;
  }
}
