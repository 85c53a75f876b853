import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Death, killPointsOf } from './dying.ts';
import type { Lane } from './lanes.ts';
import type { Load } from './load.ts';
import type { ClientLife } from './mothers.ts';
import type { Orders } from './orders.ts';
import { makeProgram, type Program } from './program.ts';

const fixtures = {
  children: 'client.fixture.ts',
  clients: 'mothers.fixture.ts',
  all: 'load.fixture.ts',
} as const;

/** As whom a program comes to the database; the owner's login is for changes of the directory. */
type Logins = { readonly appUrl: string; readonly adminUrl: string };

/**
 * Builds the program that plays the streams. It is run to its end once, so that what Node compiled is there for all later
 * starts.
 */
export async function makeClients(
  logins: Logins,
  streams: keyof typeof fixtures = 'children',
): Promise<Program> {
  const program = await makeProgram(path.join(import.meta.dirname, fixtures[streams]));
  const client = startClient(program, logins, () => undefined);
  await client.ready;
  client.play([]);
  await client.ended;
  return program;
}

export type Client = {
  /** Resolves when the program is connected and waits for its lanes. */
  readonly ready: Promise<void>;
  /** All at the same time. */
  readonly play: (plays: readonly Lane[] | readonly ClientLife[] | readonly Load[]) => void;
  readonly kill: () => void;
  /** How it ended, once every line that it wrote is read. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
};

/**
 * Starts clients in a process of their own, which ends when all is played unless it dies or is killed. Each line `COMMAND
 * OUTCOME` that it writes is given to `answered`.
 */
export function startClient(
  program: Program,
  { appUrl, adminUrl }: Logins,
  answered: (commandId: string, outcome: string) => void,
  death: Death | null = null,
): Client {
  const child = program.start([appUrl, adminUrl], death && killPointsOf(death), ['pipe', 'pipe', 'inherit']);
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('no pipes');
  // It was killed while its orders were being written to it.
  stdin.on('error', () => undefined);
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const lines = createInterface(stdout);
  lines.on('line', (line) => {
    if (line === 'ready') return isReady();
    const [commandId, outcome] = line.split(' ');
    // A line that the kill cut off never reached anybody.
    if (!commandId || !outcome) return;
    answered(commandId, outcome);
  });
  const closed = once(lines, 'close');
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    await closed;
    isReady();
    return signal ?? code;
  });
  return {
    ready,
    play(plays) {
      const orders: Orders<unknown> = { plays, death };
      stdin.write(`${JSON.stringify(orders)}\n`);
    },
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}
