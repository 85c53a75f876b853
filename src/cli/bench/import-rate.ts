import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nthTestNumber } from '../../domain/identity/nhs-number.ts';
import type { Pools } from '../../postgres/pool.ts';
import { importFiles } from '../import-files.ts';
import { recognise } from '../recognise.ts';
import { type BenchRow, type BenchSize, median, row } from './rows.ts';
import { timed } from './sweep-rate.ts';

/** Caseload rows a second through `handhold import`, each row a child that is not known yet. */
export async function importRate(
  pools: Pools,
  size: BenchSize,
  say: (line: string) => void,
): Promise<BenchRow> {
  const folder = mkdtempSync(path.join(tmpdir(), 'handhold-bench-import-'));
  const rates: number[] = [];
  try {
    for (let round = 0; round < size.rounds; round += 1) {
      const file = path.join(folder, `caseload-${round}.csv`);
      writeFileSync(file, caseload(size.importRows, round * size.importRows));
      const { files } = await recognise([file], null);
      const took = await timed(async () => {
        const [taken] = await importFiles(files, {
          admin: pools.admin,
          now: () => new Date().toISOString(),
          say: () => undefined,
        });
        const on = taken?.counts['taken on'];
        if (on !== size.importRows) throw new Error(`Import: ${JSON.stringify(taken)}`);
      });
      rates.push((size.importRows / took) * 1000);
      say(`Import: ${Math.round(rates.at(-1) ?? 0).toLocaleString('en-GB')} rows a second`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const rate = median(rates);
  return row({
    command: 'Import a caseload',
    load: `${size.importRows.toLocaleString('en-GB')} rows`,
    median: rate,
    rounds: rates,
    unit: 'rows/s',
    target: 'at least 5,000/s',
    met: rate >= 5000,
    note: rate >= 5000 ? null : whyImportsTakeLong,
  });
}

/** What a processor profile says; to be looked at again when the import changes. */
const whyImportsTakeLong =
  'Two batches of 500 rows are written while a third is judged, so that both cores are busy: the processor time of both sides sets the rate, and each has about half of it. ' +
  'For a row the server writes 6 kB of log: the child with its state, the number that no other child in care may bear, two to three facts, a period, an access row and a clock, with more than twenty index entries. ' +
  'Two fifths of its time are these entries, three tenths taking the rows apart, of which a third is facts into jsonb, and most of the rest making the files longer. ' +
  'Of this process a fifth collects garbage, a seventh hashes the facts, an eighth judges a child as taken on.';

function caseload(rows: number, from: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const n = from + index;
    return `${nthTestNumber(n)},Given${n},Family${n % 700},2024-0${1 + (n % 9)}-1${n % 10},"${n} Invented Street, Luton",LU1 ${n % 10}AB,luton-hv,hannah-whitlock,universal,Mother ${n},F${n >> 1}`;
  });
  return `nhs_number,given_name,family_name,date_of_birth,address_line,postcode,team_id,practitioner_id,level_of_service,mother_name,family_reference\n${lines.join('\n')}\n`;
}
