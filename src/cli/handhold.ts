// Only modules of Node and our own light ones here: what a command needs is loaded by the command.
import { parseArgs } from 'node:util';
import { type Command, columns, exitCodes, helpOption, parseOptions, UsageError } from './command.ts';

type Entry = { readonly summary: string; load(): Promise<{ readonly command: Command }> };

/** Every command. A new one is one line here and one file in commands/; it is loaded only when called. */
const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'Start Handhold and say where its pages are',
    load: () => import('./commands/start.ts'),
  },
  migrate: {
    summary: 'Bring the database to this version, then end',
    load: () => import('./commands/migrate.ts'),
  },
  seed: {
    summary: 'Fill the database with invented families',
    load: () => import('./commands/seed.ts'),
  },
  story: {
    summary: 'Tell the built-in story: two crossings, silence, a new adult, and no gap',
    load: () => import('./commands/story.ts'),
  },
  import: {
    summary:
      'Take in directories, sites, postcodes, caseloads, clients, demographics records and national messages',
    load: () => import('./commands/import.ts'),
  },
  sweep: {
    summary: 'Raise every step that is due, once',
    load: () => import('./commands/sweep.ts'),
  },
  check: {
    summary: 'Prove that all tables are what the facts say',
    load: () => import('./commands/check.ts'),
  },
  'who-held': {
    summary: 'Say who held a child on a day',
    load: () => import('./commands/who-held.ts'),
  },
  export: {
    summary: 'Write all facts of a child as JSON',
    load: () => import('./commands/export.ts'),
  },
  bench: {
    summary: 'Measure commands, sweep, pages and import against their targets',
    load: () => import('./commands/bench.ts'),
  },
};

const exitCodeHelp = [
  ['0', 'Done; the answer is OK'],
  ['1', 'Refused, or the answer is not OK'],
  ['2', 'The command line could not be understood'],
  ['3', 'Could not start: a setting, the data folder or the database stands in the way'],
] as const;

/** Runs a command line and answers its exit code. Results go to stdout, everything else to stderr. */
async function runCommandLine(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) return misused(`There is no command "${name}". Commands: ${Object.keys(commands).join(', ')}.`);
  const { command } = await entry.load();
  try {
    return await runCommand(name, command, rest);
  } catch (error) {
    if (error instanceof UsageError) return misused(`${error.message}\nSee: handhold ${name} --help`);
    if (isRefusal(error)) {
      console.error(error.message);
      return exitCodes.cannotStart;
    }
    throw error;
  }
}

async function runCommand(name: string, command: Command, args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(command, args);
  if (values.help) {
    console.log(commandHelp(name, command));
    return exitCodes.ok;
  }
  return command.run({
    flags: values,
    words: positionals,
    environment: process.env,
    out: (line) => console.log(line),
    say: (line) => console.error(line),
  });
}

type Parsed = {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: string[];
};

function parsed(command: Command, args: readonly string[]): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: parseOptions(command.options),
      allowPositionals: command.takesWords ?? false,
      strict: true,
    });
    return { values: values as Parsed['values'], positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function overview(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return [
    'Handhold keeps a child’s accountable practitioner in place until the next one has taken hold.',
    `Usage: handhold COMMAND [options]\n\nCommands\n${columns(rows)}`,
    `Exit codes\n${columns(exitCodeHelp)}`,
    'More about a command: handhold COMMAND --help',
  ].join('\n\n');
}

function commandHelp(name: string, { summary, usage, options }: Command): string {
  const rows = Object.entries({ ...options, help: helpOption }).map(([flag, { short, value, says }]) => {
    const left = `${short ? `-${short}, ` : ''}--${flag}${value ? ` ${value}` : ''}`;
    return [left, says] as const;
  });
  return [
    summary,
    `Usage: handhold ${name} ${usage}`.trim(),
    `Options\n${columns(rows)}`,
    `Exit codes\n${columns(exitCodeHelp)}`,
  ].join('\n\n');
}

function misused(message: string): number {
  console.error(message);
  return exitCodes.usage;
}

/** By name, not by class: the classes' modules are loaded only by the commands that need them. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && ['DatabaseRefusal', 'MigrationFailure'].includes(error.name);
}

/**
 * Whoever read our output may go away, as when it is piped into a program that ends. That is no reason to stop serving, nor
 * to leave a database running behind a stack trace: the work goes on unheard, and ends as it would have ended.
 */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    });
  }
}

/**
 * The trace of a fault, and of what caused it. What else hangs on it is left out: the detail of an error of the database
 * may be anybody's row (promise P11).
 */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const trace = error.stack ?? error.message;
  return error.cause === undefined ? trace : `${trace}\nCaused by: ${traceOf(error.cause)}`;
}

/**
 * Runs the command line of this process, and ends it with the command's exit code when nothing is left to do. What nobody
 * foresaw ends it with a trace: left to Node, the line of the program at fault would stand before it, which in the one file
 * that is made of the program is as long as a book.
 */
export async function main(): Promise<void> {
  outliveReaders();
  try {
    process.exitCode = await runCommandLine(process.argv.slice(2));
  } catch (error) {
    console.error(traceOf(error));
    process.exit(exitCodes.refused);
  }
}
