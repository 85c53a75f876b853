import type { RowName } from './row-names.ts';

/** One line of the table. */
export type BenchRow = {
  readonly command: RowName;
  readonly load: string;
  /** Median of the rounds, or the one figure where only one can be taken. */
  readonly median: number;
  readonly unit: string;
  readonly rounds: readonly number[];
  /** Against the measure named, taken in the same run. */
  readonly ratio: number | null;
  readonly against: string | null;
  readonly target: string | null;
  readonly met: boolean | null;
  /** Why a target is missed, as profiling found it, or what else has to be known. */
  readonly note: string | null;
};

/** How large the loads are: full by default, small for --quick. */
export type BenchSize = {
  readonly rounds: number;
  /** One slice of load. */
  readonly sliceMs: number;
  readonly dueDeadlines: number;
  readonly idleDeadlines: number;
  readonly importRows: number;
  /** Children loaded before the pages are asked, smallest first. */
  readonly children: readonly number[];
  /** So many of them are played each by itself; the others are made from templates, faster. */
  readonly played: number;
  /** A load that would take longer is cut to as many children as fit. */
  readonly loadSeconds: number;
  /** Each page is asked so long before it is measured. */
  readonly warmMs: number;
  readonly pageMs: number;
};

/** A row; what is not said of it is null. */
export function row(
  given: Pick<BenchRow, 'command' | 'load' | 'median' | 'unit'> & Partial<BenchRow>,
): BenchRow {
  const unsaid = { rounds: [], ratio: null, against: null, target: null, met: null, note: null };
  const { median: middle, ratio = null, ...said } = given;
  return {
    ...unsaid,
    ...said,
    median: rounded(middle),
    ratio: ratio === null ? null : Math.round(ratio * 1000) / 1000,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** The value that so large a share of all lies at or below; the share is from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
}

const heads = ['Command', 'Load', 'Median', 'Rounds', 'Ratio', 'Target', 'Met'] as const;

/** The table as Markdown, with the notes below it. */
export function markdown(rows: readonly BenchRow[]): string {
  const lines = rows.map((one) => [
    one.command,
    one.load,
    `${say(one.median)} ${one.unit}`,
    one.rounds.map((value) => say(rounded(value))).join(', '),
    one.ratio === null ? '' : `${one.ratio} of ${one.against ?? 'the measure'}`,
    one.target ?? '',
    one.met === null ? '' : one.met ? 'yes' : 'no',
  ]);
  const all = [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  const notes = rows.flatMap(({ command, load, note }) =>
    note === null ? [] : [`- ${command}, ${load}: ${note}`],
  );
  return [...all, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function say(value: number): string {
  return value.toLocaleString('en-GB');
}
