import { type Cut, fill, fillSized, put, type Sheet } from './sheet.ts';

/** Types of the columns that are written in COPY's binary format. With it the server has no text to parse. */
export type BinaryType = 'uuid' | 'integer' | 'smallint' | 'text' | 'json' | 'jsonb' | 'timestamptz';

/** A column of a row: its type, and its value as COPY's text would have it. */
export type BinaryCell = readonly [type: BinaryType, text: string];

/** Cuts a text at its values' places. */
export type Cutter = (text: string) => Cut;

/** A run of bytes of a row. `sized`: its length depends on the values, and is written before it. */
type Run = { readonly cut: Cut; readonly sized: boolean };
export type BinaryRow = readonly Run[];

/** How COPY's binary format begins: its signature, no flags, no further header. */
export const binaryHead: Uint8Array = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** How it ends: a row of minus one columns. */
export const binaryEnd: Uint8Array = Buffer.from([0xff, 0xff]);

/** A row with places for values in it, cut once and filled for each child. An id with places in it is cut by `cutId`. */
export function binaryRow(cells: readonly BinaryCell[], cut: Cutter, cutId: Cutter): BinaryRow {
  const runs: Run[] = [{ cut: whole(int16(cells.length)), sized: false }];
  for (const [type, text] of cells) runs.push(...runsOf(type, text, cut, cutId));
  return joined(runs);
}

/** Writes a row at the end of the sheet. */
export function putRow(sheet: Sheet, row: BinaryRow, values: readonly Uint8Array[]): void {
  for (const { cut, sized } of row) {
    if (sized) fillSized(sheet, cut, values);
    else fill(sheet, cut, values);
  }
}

/** Begins a sheet of rows anew. */
export function beginRows(sheet: Sheet): void {
  sheet.length = 0;
  put(sheet, binaryHead);
}

function runsOf(type: BinaryType, text: string, cut: Cutter, cutId: Cutter): readonly Run[] {
  switch (type) {
    case 'uuid':
      return [
        { cut: whole(int32(16)), sized: false },
        { cut: cutId(text), sized: false },
      ];
    case 'integer':
      return [fixed(int32(Number(text)))];
    case 'smallint':
      return [fixed(int16(Number(text)))];
    case 'timestamptz':
      return [fixed(instant(text))];
    case 'text':
    case 'json':
      return [sizedRun(cut(text))];
    case 'jsonb':
      // The version of its format, then the text.
      return [sizedRun(cut(`\x01${text}`))];
  }
}

function fixed(bytes: Buffer): Run {
  return { cut: whole(Buffer.concat([int32(bytes.length), bytes])), sized: false };
}

/** A value as bytes with its length before it. Without a place for a value in it the length is known beforehand. */
function sizedRun(cut: Cut): Run {
  const [only] = cut.pieces;
  return cut.slots.length === 0 && only ? fixed(Buffer.from(only)) : { cut, sized: true };
}

function whole(bytes: Uint8Array): Cut {
  return { pieces: [bytes], slots: [] };
}

/** Neighbours of a known length become one run. */
function joined(runs: readonly Run[]): BinaryRow {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (!last || last.sized || run.sized) all.push(run);
    else all[all.length - 1] = { cut: together(last.cut, run.cut), sized: false };
  }
  return all;
}

function together(a: Cut, b: Cut): Cut {
  const seam = Buffer.concat([a.pieces.at(-1) ?? Buffer.alloc(0), b.pieces[0] ?? Buffer.alloc(0)]);
  return {
    pieces: [...a.pieces.slice(0, -1), seam, ...b.pieces.slice(1)],
    slots: [...a.slots, ...b.slots],
  };
}

const epoch = Date.parse('2000-01-01T00:00:00Z');

/** Microseconds since 2000. Instants have whole milliseconds. */
function instant(text: string): Buffer {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new Error(`Not an instant: ${text}`);
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(milliseconds - epoch) * 1000n);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}
