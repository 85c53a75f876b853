import { Readable } from 'node:stream';
import { type Info, type Parser, parse } from 'csv-parse';
import type { FaultyLine, FileLine } from '../application/import/rows.ts';
import type { QuarantineReason } from '../domain/move/incoming.ts';

/** Chunks of a file: bytes in UTF-8 or text, as streams give them. */
export type Chunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** What a header means: which column stands where. Names are compared in lower case. */
export type Header = ReadonlyMap<string, number>;

/** Reads the cells of one line. `cell` gives a column's text without surrounding space, '' when there is none. */
export type ReadLine<Row> = (cell: (column: string) => string, line: number) => FileLine<Row>;

/** Chooses how to read lines once the header is known; a text instead says what is wrong with the header. */
export type Layout<Row> = (header: Header) => ReadLine<Row> | { readonly fault: string };

type Rec = { readonly record: readonly string[]; readonly info: Info };

/** Longer than any line of such a file: a quotation mark was opened and never closed. */
const longestLine = 64 * 1024;

/**
 * Reads a file of comma-separated values line by line, whatever its size, with faults by line; the first line is
 * the header. Byte order mark, CRLF and quoted commas are understood. Never throws on what the file holds; a
 * failure to read the chunks themselves is passed on. Line numbers are those of an editor, from 1.
 */
export async function* readCsv<Row>(chunks: Chunks, layout: Layout<Row>): AsyncGenerator<FileLine<Row>> {
  let read: ReadLine<Row> | null = null;
  let columns: Header = new Map();
  for await (const batch of batches(chunks)) {
    for (const piece of batch) {
      if ('kind' in piece) yield piece;
      else if (read !== null) yield lineOf(piece.record, piece.info.lines, columns, read);
      else {
        const header = headerOf(piece.record);
        const chosen = 'fault' in header ? header : layout(header.columns);
        if ('fault' in header || 'fault' in chosen) {
          yield ending(piece.info.lines, 'fault' in chosen ? chosen.fault : '');
          return;
        }
        columns = header.columns;
        read = chosen;
      }
    }
  }
  if (read === null) yield ending(1, 'The file has no header');
}

/** A layout fault that names the columns that are missing, or null. */
export function missingColumns(header: Header, needed: readonly string[]): string | null {
  const missing = needed.filter((column) => !header.has(column));
  if (missing.length === 0) return null;
  return `The header lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}`;
}

/** A line that cannot be taken. */
export function fault(
  line: number,
  column: string | null,
  sentence: string,
  reason: QuarantineReason = 'malformed',
): FaultyLine {
  return { kind: 'fault', line, column, reason, sentence };
}

/** A line behind which nothing can be read. */
function ending(line: number, sentence: string): FaultyLine {
  return { ...fault(line, null, sentence), endsReading: true };
}

function lineOf<Row>(
  record: readonly string[],
  line: number,
  columns: Header,
  read: ReadLine<Row>,
): FileLine<Row> {
  // A spreadsheet writes such lines where something stood once: they are no children that anybody must look for.
  if (record.every((cell) => cell.trim() === ''))
    return { kind: 'passed-over', line, why: 'The line is empty' };
  if (record.length !== columns.size) {
    return fault(
      line,
      null,
      `The line has ${record.length} cells, the header ${columns.size}: a comma may need quotation marks`,
    );
  }
  if (record.some((cell) => cell.includes('\uFFFD') || cell.includes('\0')))
    return fault(line, null, 'The line is not in UTF-8: save the file as CSV UTF-8');
  const cell = (column: string) => {
    const place = columns.get(column);
    return place === undefined ? '' : (record[place]?.trim() ?? '');
  };
  const taken = read(cell, line);
  if (taken.kind !== 'fault') return taken;
  return { ...taken, cells: Object.fromEntries([...columns.keys()].map((column) => [column, cell(column)])) };
}

function headerOf(record: readonly string[]): { readonly columns: Header } | { readonly fault: string } {
  const names = record.map((name) => name.trim().toLowerCase());
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined)
    return { fault: `The header has the column ${twice === '' ? 'without a name' : twice} twice` };
  return { columns: new Map(names.map((name, place) => [name, place])) };
}

/** Records and, between them, faults of quoting, in the order of the file and in batches, which is twice as fast. */
async function* batches(chunks: Chunks): AsyncGenerator<readonly (Rec | FaultyLine)[]> {
  const found: (Rec | FaultyLine)[] = [];
  let faulty = false;
  let lostAt = Number.POSITIVE_INFINITY;
  const parser: Parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestLine,
    on_skip: (error) => {
      // Where a line never ends there are no lines any more: whatever seems to follow is not one.
      if (lostAt < Number.POSITIVE_INFINITY) return undefined;
      faulty = true;
      if (error?.code === 'CSV_MAX_RECORD_SIZE') lostAt = lineIn(error);
      found.push(quotingFault(error));
      return undefined;
    },
  });
  const source = Readable.from(chunks);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for (;;) {
      for (let piece: Rec | null = parser.read(); piece !== null; piece = parser.read()) {
        if (piece.info.lines < lostAt) found.push(piece);
      }
      if (faulty) found.sort((a, b) => lineAt(a) - lineAt(b));
      faulty = false;
      if (found.length > 0) yield found.splice(0);
      if (source.errored) throw source.errored;
      if (lostAt < Number.POSITIVE_INFINITY || parser.readableEnded || parser.destroyed) break;
      await nextNews(parser);
    }
    if (parser.errored) yield [quotingFault(parser.errored)];
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function lineAt(piece: Rec | FaultyLine): number {
  return 'kind' in piece ? piece.line : piece.info.lines;
}

/** Waits until there is something to read, the end, or an error, which stays on the stream. */
function nextNews(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const events = ['readable', 'end', 'error', 'close'];
    const heard = (): void => {
      for (const event of events) parser.off(event, heard);
      resolve();
    };
    for (const event of events) parser.on(event, heard);
  });
}

function quotingFault(error: unknown): FaultyLine {
  const line = lineIn(error);
  switch (codeOf(error)) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return ending(line, 'A quotation mark is opened and never closed: nothing behind it could be read');
    case 'CSV_MAX_RECORD_SIZE':
      return ending(
        line,
        'A quotation mark on this line or shortly before it is never closed: nothing behind it could be read',
      );
    default:
      return fault(line, null, 'A quotation mark stands where none may be');
  }
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

function lineIn(error: unknown): number {
  return typeof error === 'object' && error !== null && 'lines' in error && typeof error.lines === 'number'
    ? error.lines
    : 0;
}
