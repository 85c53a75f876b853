/** What a run has open now: databases and servers, the newest last. */
const open: (() => Promise<unknown>)[] = [];
let stopping = false;

/** Does the work with something open, and closes it after the work, whatever became of it. */
export async function closing<Result>(
  close: () => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  open.push(close);
  try {
    return await work();
  } catch (error) {
    // Told to stop, the work fails because what it works with is closed under it: it waits here for the end.
    if (stopping) await new Promise(() => undefined);
    throw error;
  } finally {
    const at = open.indexOf(close);
    if (at >= 0) {
      open.splice(at, 1);
      await close();
    }
  }
}

/** Told to stop, the run closes what it has open, the newest first, and ends: a bench leaves no database and no server behind. */
export function endAtSignals(lastly: () => void): void {
  const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
  for (const [name, number] of Object.entries(numbers)) {
    // It stays a listener: with none but its own the embedded database would end the process at once.
    process.on(name, async () => {
      if (stopping) return;
      stopping = true;
      // Connections break when what they lead to is closed, also those that nobody waits for at the moment.
      process.on('uncaughtException', () => undefined);
      for (let close = open.pop(); close; close = open.pop()) await close().catch(() => undefined);
      lastly();
      process.exit(128 + number);
    });
  }
}
