import type { ParseArgsConfig } from 'node:util';
import { type SettingName, settingNames } from './settings.ts';

/** How a command ends. Every command keeps to these, so that scripts can rely on them. */
export const exitCodes = {
  ok: 0,
  /** Refused, or the answer is not OK. */
  refused: 1,
  /** The command line could not be understood. */
  usage: 2,
  /** Could not start: a setting, the data folder or the database stands in the way. */
  cannotStart: 3,
} as const;

export type Option = {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in the help, such as DATE. */
  readonly value?: string;
  readonly says: string;
};

export type Options = Readonly<Record<string, Option>>;

/** What a command is started with. Results go to `out` (stdout), progress and complaints to `say` (stderr). */
export type CommandContext = {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly say: (line: string) => void;
};

export type Command = {
  readonly summary: string;
  /** What follows the command's name, such as `--child ID [--on DATE]`. */
  readonly usage: string;
  readonly options: Options;
  /** Whether words without dashes are taken. */
  readonly takesWords?: boolean;
  /** Answers the exit code. A throw is a bug, or a refusal to open the database. */
  run(context: CommandContext): Promise<number>;
};

/** The command line could not be understood; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options for the settings that a command reads. */
export function settingOptions(names: readonly SettingName[]): Options {
  return Object.fromEntries(
    names.map((name) => {
      const { flag, says } = settingNames[name];
      return [flag, { type: 'string', value: 'VALUE', says: `${says} (${name})` } as const];
    }),
  );
}

/** A command's text flags, for `readSettings`. */
export function textFlags(flags: CommandContext['flags']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(flags).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The shape that node:util's parseArgs wants. */
export function parseOptions(options: Options): NonNullable<ParseArgsConfig['options']> {
  const entries = Object.entries({ ...options, help: helpOption }).map(([name, { type, short }]) => [
    name,
    short ? { type, short } : { type },
  ]);
  return Object.fromEntries(entries);
}

export const helpOption: Option = { type: 'boolean', short: 'h', says: 'Show this help' };

/** Names on the left, sentences on the right. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
