import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { type Lent, withdrawLadderAccess } from '../postgres/lent-access.ts';
import { dropEndedSessions } from '../postgres/session-store.ts';
import type { Network } from '../postgres/supervision-sweep.ts';
import { nextStepDue, type Swept } from '../postgres/sweep.ts';
import { moreToPass, sweepPass } from '../postgres/sweep-pass.ts';
import { type Loop, startLoop } from './loop.ts';

/** Between two sweeps, when nothing falls due earlier. */
const sweepEveryMs = 30_000;
/**
 * At least this long after the last sweep: among millions of children a step falls due at every moment, and steps are
 * hours apart.
 */
const soonestMs = 2_000;
/** How often access that the ladder gave is looked at, one turn each time. */
const tidyEveryMs = 60_000;

export type SweepLoopOptions = {
  readonly pool: Pool;
  readonly now: () => Instant;
  readonly sweeper: string;
  readonly onSwept?: (swept: Swept) => void;
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
  /** The directory and rules as this process has them. */
  readonly network?: () => Network;
};

/**
 * Sweeps at start, then when the next step falls due, and at the latest every half minute: also a sweep that finds nothing
 * is a sign of life for the watchdog. In between it moves leavers' children and clients, puts
 * a team's last day on its children, has the holding desk keep what a closed team kept, lays offers to people who are away on the desk
 * again, takes back what the ladder lent, and clears ended sessions away.
 */
export function startSweepLoop({
  pool,
  now,
  sweeper,
  onSwept,
  onError,
  everyMs = sweepEveryMs,
  network,
}: SweepLoopOptions): Loop {
  let tidiedAt = Number.NEGATIVE_INFINITY;
  let lentAfter: Lent | null = null;
  return startLoop(async ({ stopping }) => {
    const passed = await sweepPass(pool, { now, sweeper, stopped: stopping, ...(network && { network }) });
    onSwept?.(passed.swept);
    if (stopping()) return 0;
    if (performance.now() - tidiedAt > tidyEveryMs) {
      lentAfter = (await withdrawLadderAccess(pool, lentAfter)).next;
      await dropEndedSessions(pool, now());
      tidiedAt = performance.now();
    }
    return moreToPass(passed) ? 0 : pause(await nextStepDue(pool), now(), everyMs);
  }, onError);
}

function pause(next: Instant | null, now: Instant, everyMs: number): number {
  const until = next === null ? everyMs : Date.parse(next) - Date.parse(now);
  return Math.min(Math.max(until, soonestMs), everyMs);
}
