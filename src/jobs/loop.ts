/** A job that runs again and again. */
export type Loop = {
  /** Runs soon instead of at the planned time. */
  readonly wake: () => void;
  /** Resolves when the run under way has ended. */
  readonly stop: () => Promise<void>;
};

/** What a run is told. */
export type Turn = { readonly stopping: () => boolean };

/**
 * Runs now, then each time after as many milliseconds as the run asked for. A run that throws is told and tried again
 * after `retryMs`: a database that restarts must not end the job.
 */
export function startLoop(
  run: (turn: Turn) => Promise<number>,
  onError: (error: unknown) => void,
  retryMs = 5000,
): Loop {
  let stopping = false;
  let wake: () => void = () => undefined;
  let woken = false;

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function go(): Promise<void> {
    while (!stopping) {
      woken = false;
      let pause = retryMs;
      try {
        pause = await run({ stopping: () => stopping });
      } catch (error) {
        onError(error);
      }
      if (!stopping && !woken) await sleep(pause);
    }
  }

  const ended = go();
  return {
    wake() {
      woken = true;
      wake();
    },
    async stop() {
      stopping = true;
      wake();
      await ended;
    },
  };
}
