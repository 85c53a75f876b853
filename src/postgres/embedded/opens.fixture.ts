import { openDatabase } from './open-database.ts';

/** A process of its own for the supervisor's tests: opens the folder given and waits to be told to stop, or to be killed. */
const [, , dataFolder = ''] = process.argv;
try {
  const opened = await openDatabase({ dataFolder, onProgress: (line) => console.error(line) });
  process.once('SIGTERM', () => void opened.stop());
  // Keeps the process alive until then.
  const waiting = setInterval(() => undefined, 1_000);
  process.once('SIGTERM', () => clearInterval(waiting));
  console.log(JSON.stringify({ adminUrl: opened.adminUrl }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}
