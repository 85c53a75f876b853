import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endAtSignals } from '../bench/ending.ts';
import { type BenchRow, type BenchSize, markdown } from '../bench/rows.ts';
import { runBench } from '../bench/run-bench.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';

const full: BenchSize = {
  rounds: 5,
  sliceMs: 2500,
  dueDeadlines: 60_000,
  idleDeadlines: 3_300_000,
  importRows: 20_000,
  children: [33_000, 330_000, 3_300_000],
  loadSeconds: 2100,
  pageMs: 4000,
};

const quick: BenchSize = {
  rounds: 5,
  sliceMs: 500,
  dueDeadlines: 10_000,
  idleDeadlines: 100_000,
  importRows: 1000,
  children: [33_000],
  loadSeconds: 120,
  pageMs: 1200,
};

export const command: Command = {
  summary:
    'Measure commands, sweep, pages and import on a database of its own, and say what misses its target',
  usage: '[--quick] [--json] [--children N]',
  options: {
    quick: {
      type: 'boolean',
      says: 'Smaller loads, within three minutes; docs/benchmarks.md is left as it is',
    },
    json: { type: 'boolean', says: 'Answer in JSON' },
    children: {
      type: 'string',
      value: 'N',
      says: 'Children behind the pages at the largest size, 3,300,000 by default and at most',
    },
  },
  async run({ flags, out, say }) {
    const size = sized(flags.quick === true ? quick : full, flags.children);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'handhold-bench-'));
    endAtSignals(() => rmSync(folder, { recursive: true, force: true }));
    try {
      const rows = await runBench(folder, size, say);
      out(flags.json ? JSON.stringify({ machine: machine(), rows }, null, 2) : markdown(rows));
      if (!flags.json)
        writeFileSync(
          path.resolve(import.meta.dirname, '../../../docs/benchmarks.md'),
          page(rows, flags.quick === true),
        );
      return exitCodes.ok;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function sized(size: BenchSize, children: string | boolean | undefined): BenchSize {
  if (typeof children !== 'string') return size;
  const most = Number(children);
  if (!Number.isInteger(most) || most < 1000 || most > 3_300_000)
    throw new UsageError('--children must be a whole number from 1,000 to 3,300,000.');
  return { ...size, children: [...full.children.filter((step) => step < most), most] };
}

/** Above 0.5 something else was at work, and only the ratios tell. */
const loadAtStart = os.loadavg()[0]?.toFixed(1) ?? 'unknown';

function machine(): string {
  const [cpu] = os.cpus();
  return `${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()}, Node ${process.versions.node}, load average at the start ${loadAtStart}`;
}

function page(rows: readonly BenchRow[], small: boolean): string {
  const loads = small ? 'These are the small loads of `--quick`. ' : '';
  return `# Benchmarks

Made by \`npm run bench\`; not edited by hand. ${loads}Load generator, program and database share one machine: ${machine()}.
Durability is PostgreSQL’s default. Every team has about 2,500 children whatever their number in all, so that a page shows as much at
each; it is asked for once what a program does after its start is done. Medians are of interleaved rounds; where other work shares the machine trust the
ratios, which are of one run.

${markdown(rows)}
`;
}
