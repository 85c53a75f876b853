import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endAtSignals } from '../bench/ending.ts';
import { benchPage } from '../bench/page.ts';
import { type BenchSize, markdown } from '../bench/rows.ts';
import { runBench } from '../bench/run-bench.ts';
import { full, keepsPage, quick, upTo } from '../bench/sizes.ts';
import { type Command, exitCodes, UsageError } from '../command.ts';

export const command: Command = {
  summary:
    'Measure commands, sweep, pages and import on a database of its own, and say what misses its target',
  usage: '[--quick] [--json] [--children N]',
  options: {
    quick: {
      type: 'boolean',
      says: 'The same rows from smaller loads, within three minutes; docs/benchmarks.md is left as it is',
    },
    json: { type: 'boolean', says: 'Answer in JSON; docs/benchmarks.md is left as it is' },
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
      if (keepsPage(flags))
        writeFileSync(
          path.resolve(import.meta.dirname, '../../../docs/benchmarks.md'),
          benchPage(rows, machine(), size.children),
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
  return upTo(most, size);
}

/** Above 0.5 something else was at work, and only the ratios tell. */
const loadAtStart = os.loadavg()[0]?.toFixed(1) ?? 'unknown';

function machine(): string {
  const [cpu] = os.cpus();
  return `${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()}, Node ${process.versions.node}, load average at the start ${loadAtStart}`;
}
