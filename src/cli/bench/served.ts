import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';

export type Server = { readonly child: ChildProcess; readonly stop: () => Promise<void> };

/** `handhold start` with the built-in provider: on the bench's database, or on the embedded one of that folder where none is named. */
export function startServer(databaseUrl: string | null, folder: string): Server {
  const program = path.resolve(import.meta.dirname, '../launch.mjs');
  const env = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: databaseUrl ?? '',
    HANDHOLD_DATA: databaseUrl === null ? folder : path.join(folder, 'served'),
    HANDHOLD_DEMO: 'on',
    HANDHOLD_SESSION_SECRET: 'a secret of the benchmark alone, of no worth',
  };
  const child = spawn(process.execPath, [program, 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    child,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Its address, once it says that it is ready. */
export function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer) => {
      said = `${said}${text}`.slice(-4000);
      const address = /Handhold is ready at (http:\/\/\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`handhold start ended:\n${said}`)));
  });
}

const restWithinMs = 10 * 60_000;

/** What a program does once after its start, beside the pages: the mails of a first sweep, the first checkpoint, every clock. */
const busyText = `
  select exists (select from notice where digest_id is null) or exists (select from mail where sent_at is null and next_try_at <= now())
    or not exists (select from checkpoint where made_at >= $1)
    or not exists (select from clock_look where until >= $1::timestamptz - interval '2 minutes') as busy`;

/**
 * Waits for it: pages are measured as they are on most minutes of a day, not on the first after a start. False where it takes longer than
 * a run can wait: then they are measured beside that work, and their rows say so.
 */
export async function atRest(pool: Pool, startedAt: string, say: (line: string) => void): Promise<boolean> {
  const began = performance.now();
  const took = () => performance.now() - began;
  const busy = async () => (await pool.query<{ busy: boolean }>(busyText, [startedAt])).rows[0]?.busy;
  while (await busy()) {
    if (took() > restWithinMs) {
      say('Pages: the program has not come to rest; measuring beside its work');
      return false;
    }
    await pause(500);
  }
  say(`Pages: the program was at rest after ${Math.round(took() / 1000)} s`);
  return true;
}
