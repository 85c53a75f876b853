import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { type Imported, importFiles } from '../../src/cli/import-files.ts';
import { recognise } from '../../src/cli/recognise.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { withDatabase } from '../../src/postgres/test-database.ts';
import { testNow } from './test-now.ts';

export type ImportWorld = {
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly pools: Pools;
  readonly folder: string;
  /** Takes in what the paths name, as `handhold import` does. */
  take(...paths: readonly string[]): Promise<readonly Imported[]>;
  /** What was said while files were taken in. */
  readonly said: readonly string[];
  /** Writes a file into the world's folder and answers its path. */
  file(name: string, content: string): string;
  /** How many rows each table has, which tells whether anything changed. */
  tableCounts(): Promise<Readonly<Record<string, number>>>;
  ask<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Forgets all children, messages and files, and keeps the directory. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

/** A database of its own with the demonstration's directory, and postcodes of invented places in its areas. */
export async function importWorld(): Promise<ImportWorld> {
  const database = await withDatabase();
  const pools = createPools(database);
  const folder = mkdtempSync(path.join(tmpdir(), 'handhold-import-'));
  await saveDirectory(pools.admin, demonstrationDirectory(), testNow);
  const said: string[] = [];
  let tick = 0;
  // Each question finds the clock a millisecond later, as with a clock that moves.
  const now = () => new Date(Date.parse(testNow) + tick++).toISOString();
  // A clock for the progress that goes on by a second each time it is read, so that whatever reports progress does report it.
  let seconds = 0;
  const milliseconds = () => 1000 * seconds++;
  const ask = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await pools.admin.query(text, [...values])).rows as Row[];
  return {
    adminUrl: database.adminUrl,
    appUrl: database.appUrl,
    pools,
    folder,
    said,
    ask,
    async take(...paths) {
      const { files, faults } = await recognise(paths, null);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      return importFiles(files, { admin: pools.admin, now, milliseconds, say: (line) => said.push(line) });
    },
    file(name, content) {
      const at = path.join(folder, name);
      writeFileSync(at, content);
      return at;
    },
    async tableCounts() {
      const tables = await ask<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
      );
      const counts: Record<string, number> = {};
      for (const { name } of tables)
        counts[name] = (await ask<{ n: number }>(`select count(*) as n from "${name}"`))[0]?.n ?? -1;
      return counts;
    },
    async forget() {
      await ask(
        'truncate child, child_state, number_in_care, fact, accountable_period, handover, access, deadline, escalation, notice, client, client_child, consequence, number_in_programme, inbox_message, import_file, quarantine, quarantine_escalation',
      );
    },
    async close() {
      await pools.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const header =
  'nhs_number,given_name,family_name,date_of_birth,address_line,postcode,team_id,practitioner_id,level_of_service,gp_ods_code,gp_name,last_seen_on,mother_name,mother_nhs_number,mother_date_of_birth,family_reference';

/** A caseload of invented children, the same for the same numbers. */
export function caseloadOf(rows: number, from = 0): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const n = from + index;
    const born = `2024-0${1 + (n % 9)}-1${n % 10}`;
    return `${nthTestNumber(n)},Given${n},Family${n % 700},${born},"${n} Sample Street, Luton",LU1 ${n % 10}AB,luton-hv,amara-osei,targeted,Y90${n % 100},Sample Surgery,2026-10-0${1 + (n % 9)},Mother ${n},,1999-05-04,F${n >> 1}`;
  });
  return `${header}\n${lines.join('\n')}\n`;
}

/** One row of a caseload with the usual cells filled in. */
export function rowOf(cells: Readonly<Record<string, string>>): string {
  const usual: Readonly<Record<string, string>> = {
    given_name: 'Ada',
    family_name: 'Sample',
    date_of_birth: '2024-03-31',
    postcode: '',
    team_id: 'luton-hv',
  };
  return header
    .split(',')
    .map((column) => `"${cells[column] ?? usual[column] ?? ''}"`)
    .join(',');
}

export function caseloadWith(...rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}
