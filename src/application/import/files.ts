import type { Context } from '../../domain/child/context.ts';
import type { PostcodeArea } from '../../domain/directory/directory.ts';
import { clockOfItem } from '../../domain/escalation/quarantine-clock.ts';
import { killPoint } from '../kill-points.ts';
import { namesakeMarks } from './namesakes.ts';
import type { Batch, FileProgress, FileStore, OwedEntry, QuarantineEntry } from './ports.ts';
import type { FaultyLine, FileLine } from './rows.ts';

/** How many lines make one transaction: large enough to be fast, small enough that a crash costs a second. */
const linesInBatch = 500;

export type SourceFile = {
  readonly fileHash: string;
  readonly name: string;
  readonly kind: 'caseload' | 'clients' | 'postcodes' | 'directory';
};

/** What became of a file. `repeated`: it was taken in completely before, and nothing was done. */
export type FileResult = {
  readonly repeated: boolean;
  readonly rowsRead: number;
  readonly rowsTaken: number;
  readonly rowsQuarantined: number;
  /** Why something of the file was not taken that waits nowhere, by line; empty where each row was taken or waits for a person. */
  readonly notTaken: readonly string[];
  /** By what became of each row, for this run. */
  readonly counts: Readonly<Record<string, number>>;
};

export type Counts = Record<string, number>;

/** What lines of one batch come to, beside the faults of reading, which are quarantined in the same way for every file. */
export type Judged = Pick<Batch, 'changes' | 'postcodes' | 'programme'> & {
  readonly quarantine: readonly QuarantineEntry[];
  readonly counts: Counts;
};

export type Lines<Row> = {
  readonly file: SourceFile;
  readonly lines: AsyncIterable<FileLine<Row>>;
  /** The number of a row's line. */
  readonly lineOf: (row: Row) => number;
  /** Reports after each batch, with the number of rows read so far. */
  readonly onProgress: (rowsRead: number) => void;
};

/**
 * Takes a file in, batch by batch, each one transaction together with the place it reached: a crash loses at most the batches
 * under way, and the next run goes on behind the last one committed. The same file again changes nothing. While two batches are
 * written the next is judged, so that the database and this process work at the same time; `take` is told which children are
 * on their way, and gives back rows that must wait for them.
 */
export async function takeFile<Row>(
  store: FileStore,
  source: Lines<Row>,
  context: () => Context,
  take: (rows: readonly Row[], onTheWay: ReadonlySet<string>, batchNo: number) => Promise<Taking<Row>>,
): Promise<FileResult> {
  const now = () => context().now;
  const begun = await store.begin({ ...source.file, at: now() });
  if (begun.completedAt !== null) return { ...begun, repeated: true, notTaken: [], counts: {} };
  const writer = inTurn(store);
  let progress: FileProgress = begun;
  const counts: Counts = {};
  let batchNo = 0;
  let notTaken: readonly string[] = [];
  try {
    for await (const lines of batchesOf(behind(source, begun.lastRow))) {
      const faults = lines.filter((line) => line.kind === 'fault');
      const endings = faults.filter(({ endsReading }) => endsReading);
      const faulty = faults.filter(({ endsReading }) => !endsReading);
      notTaken = [...notTaken, ...endings.map(sayFault)];
      let rows: readonly Row[] = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
      // Where reading ended stands no row, and no desk could put it right: whoever gives the file is told, each time.
      let besideRows = lines.length - rows.length - endings.length;
      let faultyRows = faulty.length;
      let quarantine = faulty.map((line) => faultItem(source.file, line, now()));
      add(counts, { quarantined: faultyRows, 'passed over': besideRows - faultyRows });
      do {
        batchNo += 1;
        const { judged, left } = await take(rows, writer.onTheWay(), batchNo);
        const done = rows.slice(0, rows.length - left.length);
        const last = done.at(-1);
        const reached =
          left.length > 0 && last !== undefined ? source.lineOf(last) : lastLine(lines, source.lineOf, left);
        progress = {
          ...progress,
          rowsRead: progress.rowsRead + besideRows + done.length,
          rowsTaken: progress.rowsTaken + done.length - judged.quarantine.length,
          rowsQuarantined: progress.rowsQuarantined + judged.quarantine.length + faultyRows,
          lastRow: Math.max(progress.lastRow, reached),
        };
        await writer.write(
          {
            changes: judged.changes,
            postcodes: judged.postcodes,
            ...(judged.programme ? { programme: judged.programme } : {}),
            quarantine: owedItems([...quarantine, ...judged.quarantine], context()),
            progress,
          },
          batchNo,
        );
        if (left.length > 0) await writer.done();
        add(counts, judged.counts);
        rows = left;
        quarantine = [];
        faultyRows = 0;
        besideRows = 0;
      } while (rows.length > 0);
      source.onProgress(progress.rowsRead);
    }
    await writer.done();
  } finally {
    await writer.settled();
  }
  // Half a file is not done with: the same one again is told in the same words, and is not "taken in before".
  if (notTaken.length === 0) await store.complete(source.file.fileHash, now());
  return { ...progress, repeated: false, notTaken, counts };
}

/** A fault of a line for whoever gives the file. */
export function sayFault({ line, column, sentence }: FaultyLine): string {
  return `line ${line}${column === null ? '' : ` (column ${column})`}: ${sentence}`;
}

/**
 * Writes two batches at once at most, and commits them in their order, so that none is in the database while one before it is
 * not. `write` returns as soon as a third may be begun.
 */
function inTurn(store: FileStore) {
  let earlier: Writing = { done: Promise.resolve(), people: new Set() };
  let latest = earlier;
  return {
    onTheWay: () => earlier.people.union(latest.people),
    async write(batch: Batch, batchNo: number): Promise<void> {
      await earlier.done;
      earlier = latest;
      const done = commit(store, batch, earlier.done, batchNo);
      // A failure is told to whoever awaits it next. Nobody listens until then, and it must not end the process.
      done.catch(() => undefined);
      const { newChildren = [], children = [], newClients = [] } = batch.programme ?? {};
      const changes = [...batch.changes, ...newChildren, ...children];
      const people = [...changes, ...newClients].map(({ personId }) => personId);
      latest = { done, people: new Set([...people, ...changes.flatMap(namesakeMarks)]) };
    },
    async done(): Promise<void> {
      await earlier.done;
      await latest.done;
      earlier = { done: Promise.resolve(), people: new Set() };
      latest = earlier;
    },
    settled: () => Promise.allSettled([earlier.done, latest.done]),
  };
}

/** A batch that is being written, with the people whom it is about, and how children are met again by name. */
type Writing = { readonly done: Promise<void>; readonly people: ReadonlySet<string> };

async function commit(store: FileStore, batch: Batch, before: Promise<void>, batchNo: number): Promise<void> {
  const written = await store.write(batch, before);
  // The directory was read moments ago. Whoever runs the import again judges by the new one.
  if (written === 'gone')
    throw new Error(
      'A team or a practitioner of the file left while it was taken in, or one of its NHS numbers was given to a child: import it again',
    );
  killPoint(`import-after-batch:${batchNo}`);
}

/** What was judged, and the rows that must wait for what is on its way. */
export type Taking<Row> = { readonly judged: Judged; readonly left: readonly Row[] };

async function* behind<Row>({ lines, lineOf }: Lines<Row>, lastRow: number): AsyncGenerator<FileLine<Row>> {
  for await (const line of lines) if (numberOf(line, lineOf) > lastRow) yield line;
}

async function* batchesOf<Item>(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < linesInBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function numberOf<Row>(line: FileLine<Row>, lineOf: (row: Row) => number): number {
  return line.kind === 'row' ? lineOf(line.row) : line.line;
}

/** A fault of quoting may be reported before lines that stand above it, so it does not count as reached. */
function lastLine<Row>(
  lines: readonly FileLine<Row>[],
  lineOf: (row: Row) => number,
  left: readonly Row[],
): number {
  if (left.length > 0) return 0;
  const sure = lines.filter((line) => line.kind !== 'fault' || line.cells !== undefined);
  return Math.max(0, ...sure.map((line) => numberOf(line, lineOf)));
}

function add(counts: Counts, more: Counts): void {
  for (const [name, count] of Object.entries(more)) if (count > 0) counts[name] = (counts[name] ?? 0) + count;
}

/** Each item with its clock. Lines of a file tell of no event. */
export function owedItems(items: readonly QuarantineEntry[], context: Context): readonly OwedEntry[] {
  return items.map((item) => ({ ...item, ...clockOfItem({ ...item, event: null }, context) }));
}

/** A fault as an item to work. A sealed address is left out (promise P11): whoever puts the row right asks the team for it. */
export function faultItem(file: SourceFile, line: FaultyLine, at: string): QuarantineEntry {
  const where = line.column === null ? '' : ` (column ${line.column})`;
  return {
    itemKey: `${file.fileHash}:${line.line}`,
    receivedAt: at,
    source: file.kind,
    fileName: file.name,
    rowNo: line.line,
    messageId: null,
    reason: line.reason,
    says: `${line.sentence}${where}`,
    content: JSON.stringify(withoutSealed(line.cells ?? {})),
    teamId: line.cells?.team_id || null,
  };
}

/** A practice lies near the home. */
const addressColumns = ['address_line', 'postcode', 'gp_ods_code', 'gp_name'];

function withoutSealed(cells: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const open = ['', 'no', 'n', 'false', '0'].includes(cells.address_sealed?.toLowerCase() ?? '');
  return open
    ? cells
    : Object.fromEntries(Object.entries(cells).filter(([column]) => !addressColumns.includes(column)));
}

/** Postcodes need no judging: each line is what the directory of the Office for National Statistics says. */
export function takePostcodes<Row extends PostcodeArea>(
  store: FileStore,
  source: Lines<Row>,
  context: () => Context,
): Promise<FileResult> {
  return takeFile(store, source, context, async (rows) => ({
    judged: { changes: [], postcodes: rows, quarantine: [], counts: { taken: rows.length } },
    left: [],
  }));
}
