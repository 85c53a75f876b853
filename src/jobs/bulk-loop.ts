import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { runBulks } from '../postgres/bulk-run.ts';
import { type Loop, startLoop } from './loop.ts';

/** A plan is taken up within this; asking whether there is one costs next to nothing. */
const everyMs = 2000;

export type BulkLoopOptions = {
  readonly pool: Pool;
  readonly now: () => Instant;
  readonly onError: (error: unknown) => void;
};

/** Runs bulk handovers beside the pages: a plan for 250 families is no matter of one request. */
export function startBulkLoop({ pool, now, onError }: BulkLoopOptions): Loop {
  return startLoop(async ({ stopping }) => {
    await runBulks(pool, { now, stopped: stopping, onFault: (_personId, error) => onError(error) });
    return everyMs;
  }, onError);
}
