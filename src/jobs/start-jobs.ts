import type { Instant } from '../domain/calendar/time.ts';
import type { Pools } from '../postgres/pool.ts';
import { nextStepDue, sweep } from '../postgres/sweep.ts';

export type JobsSettings = {
  readonly pools: Pools;
  readonly clock: () => Instant;
  readonly say: (line: string) => void;
};

/** The longest sleep between two sweeps: the record then shows that the sweep lives. */
const longestSleep = 30_000;
const shortestSleep = 500;

/** Starts what runs beside the pages. `stop` waits for what is under way. */
export async function startJobs({
  pools,
  clock,
  say,
}: JobsSettings): Promise<{ readonly stop: () => Promise<void> }> {
  let stopped = false;
  let wake: () => void = () => {};
  const running = loop();

  async function loop(): Promise<void> {
    while (!stopped) {
      await sweep(pools.admin, {
        now: clock(),
        sweeper: `process ${process.pid}`,
        stopped: () => stopped,
      }).catch((error: Error) => say(`Sweep: ${error.message}`));
      if (!stopped) await sleep(await untilNext());
    }
  }

  async function untilNext(): Promise<number> {
    const due = await nextStepDue(pools.admin).catch(() => null);
    const wait = due === null ? longestSleep : Date.parse(due) - Date.parse(clock());
    return Math.min(longestSleep, Math.max(shortestSleep, wait));
  }

  function sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
