import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Lane } from './lanes.ts';
import type { ClientLife } from './mothers.ts';

const programs = { children: 'client.fixture.ts', clients: 'mothers.fixture.ts' } as const;

/** Each program as one file, and what Node compiled of it: finding, reading and compiling its modules would take most of its life. */
const prepared = mkdtempSync(path.join(tmpdir(), 'handhold-clients-'));
process.on('exit', () => rmSync(prepared, { recursive: true, force: true }));

function programOf(streams: keyof typeof programs): string {
  return path.join(prepared, `${streams}.mjs`);
}

/** Makes the program of the streams; a first one compiles for all that follow: only one that ends by itself leaves that behind. */
export async function makeProgram(
  appUrl: string,
  streams: keyof typeof programs = 'children',
): Promise<void> {
  await build({
    entryPoints: [path.join(import.meta.dirname, programs[streams])],
    outfile: programOf(streams),
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The driver is an older kind of module, and asks for Node's own as one.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  const client = startClient(appUrl, null, () => undefined, streams);
  await client.ready;
  client.play([]);
  await client.ended;
}

export type Client = {
  /** Resolves when the program is connected and waits for its lanes. */
  readonly ready: Promise<void>;
  /** Resolves with the first answer to a command, or with the end. */
  readonly answering: Promise<void>;
  readonly play: (lanes: readonly Lane[] | readonly ClientLife[]) => void;
  readonly kill: () => void;
  /** How it ended, once every line that it wrote is read. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
};

/** Starts clients as a process of their own, once their program is made. Each line `COMMAND OUTCOME` that they say is given to `answered`. */
export function startClient(
  appUrl: string,
  killAt: string | null,
  answered: (commandId: string, outcome: string) => void,
  streams: keyof typeof programs = 'children',
): Client {
  const child: ChildProcess = spawn(process.execPath, [programOf(streams), appUrl], {
    env: {
      ...process.env,
      HANDHOLD_KILL_AT: killAt ?? '',
      NODE_COMPILE_CACHE: path.join(prepared, 'compiled'),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('no pipes');
  // Killed while its lanes are written to it.
  stdin.on('error', () => undefined);
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const { promise: answering, resolve: isAnswering } = Promise.withResolvers<void>();
  const lines = createInterface(stdout);
  lines.on('line', (line) => {
    if (line === 'ready') return isReady();
    const [commandId, outcome] = line.split(' ');
    // A line cut off by the kill never reached anybody.
    if (!commandId || !outcome) return;
    answered(commandId, outcome);
    isAnswering();
  });
  const closed = once(lines, 'close');
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    await closed;
    isReady();
    isAnswering();
    return signal ?? code;
  });
  return {
    ready,
    answering,
    play: (lanes) => stdin.write(`${JSON.stringify(lanes)}\n`),
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}
