import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import type { Context } from '../domain/child/context.ts';
import { CheckpointRefused, KeptElsewhere, makeCheckpoint } from '../postgres/checkpoint.ts';
import { startBulkLoop } from './bulk-loop.ts';
import { startClocksLoop } from './clocks-loop.ts';
import { startConsequenceLoop } from './consequence-loop.ts';
import { startLoop } from './loop.ts';
import { startMailLoop } from './mail-loop.ts';
import { type Route, transportOf } from './mail-transport.ts';
import { startSweepLoop } from './sweep-loop.ts';
import { type Health, startWatchdog } from './watchdog.ts';

export type JobsOptions = {
  /** Connections of the owner: row security would blind a sweep. */
  readonly pool: Pool;
  readonly now: () => Instant;
  /** The context in which Handhold itself acts. */
  readonly context: () => Context;
  readonly baseUrl: string;
  readonly mail: Route;
  readonly mailFrom: string;
  readonly operationsEmail: string | null;
  /** Where checkpoints are kept outside the database. */
  readonly dataFolder: string;
  /** Whether the database lies in it too. */
  readonly holdsDatabase: boolean;
  readonly say: (line: string) => void;
};

export type Jobs = { readonly health: () => Health; readonly stop: () => Promise<void> };

const checkpointEveryMs = 60 * 60_000;

/** Megabytes that this account may still write there; without end where the system does not say. */
async function roomIn(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return (bavail * bsize) / 2 ** 20;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Starts what runs beside the pages: sweep, mail, watchdog, checkpoints. `stop` waits for what is under way. */
export function startJobs(options: JobsOptions): Jobs {
  const { pool, now, context, baseUrl, mail, mailFrom, operationsEmail, dataFolder, holdsDatabase, say } =
    options;
  const told = (job: string) => (error: unknown) =>
    say(`${job}: ${error instanceof Error ? error.message : String(error)}`);
  const transport = transportOf(mail, { from: mailFrom });
  // The watchdog's own way out: the outbox may be what has stopped.
  const direct = operationsEmail
    ? { transport: transportOf(mail, { from: mailFrom }), to: operationsEmail }
    : null;
  let saidElsewhere = false;
  /**
   * Makes a checkpoint. One that is refused would be refused again until a person has looked, so it is said and not
   * tried every few seconds. That checkpoints are kept in another folder is how several instances work, and is said
   * once.
   */
  async function checkpoint(): Promise<void> {
    try {
      await makeCheckpoint(pool, path.join(dataFolder, 'checkpoints'), now());
    } catch (error) {
      if (!(error instanceof CheckpointRefused)) throw error;
      const elsewhere = error instanceof KeptElsewhere;
      if (!elsewhere || !saidElsewhere) told('Checkpoint')(error);
      saidElsewhere = elsewhere;
    }
  }
  const watchdog = startWatchdog({
    pool,
    now,
    direct,
    say,
    ...(holdsDatabase ? { room: () => roomIn(dataFolder) } : {}),
  });
  const loops = [
    startSweepLoop({
      pool,
      now,
      sweeper: `process ${process.pid}`,
      network: context,
      onError: told('Sweep'),
    }),
    startConsequenceLoop(pool, context, told('Children of clients')),
    startClocksLoop(pool, context, told('Clocks of clients')),
    startBulkLoop({ pool, now, onError: told('Bulk handover') }),
    startMailLoop({ pool, now, baseUrl, transport, onError: told('Mail') }),
    startLoop(async () => {
      await checkpoint();
      return checkpointEveryMs;
    }, told('Checkpoint')),
    watchdog,
  ];
  return {
    health: watchdog.health,
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      transport.close();
      direct?.transport.close();
    },
  };
}
