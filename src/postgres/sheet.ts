/** Bytes that are written at their end: whoever makes millions of rows makes no string of any. */
export type Sheet = { bytes: Buffer; length: number };

/** An empty sheet; it grows. */
export function emptySheet(): Sheet {
  return { bytes: Buffer.allocUnsafe(2 ** 16), length: 0 };
}

/** A text cut where values go: the pieces, and between them the place of the value that goes there. */
export type Cut = { readonly pieces: readonly Uint8Array[]; readonly slots: readonly number[] };

/** What stands in COPY's text for no value. */
export const nothing: Uint8Array = Buffer.from('\\N');

/** Writes a cut text with these values in it at the end of the sheet. */
export function fill(sheet: Sheet, { pieces, slots }: Cut, values: readonly Uint8Array[]): void {
  put(sheet, pieces[0] ?? nothing);
  for (let at = 0; at < slots.length; at += 1) {
    put(sheet, values[slots[at] ?? -1] ?? nothing);
    put(sheet, pieces[at + 1] ?? nothing);
  }
}

/** The same with its length before it, as four bytes. */
export function fillSized(sheet: Sheet, cut: Cut, values: readonly Uint8Array[]): void {
  const at = sheet.length;
  put(sheet, noLength);
  fill(sheet, cut, values);
  sheet.bytes.writeInt32BE(sheet.length - at - noLength.length, at);
}

const noLength = Buffer.alloc(4);

/** Below this a loop is quicker than a call out of JavaScript. */
const short = 24;

/** Writes bytes at the end of the sheet. */
export function put(sheet: Sheet, text: Uint8Array): void {
  const size = text.length;
  const from = sheet.length;
  if (from + size > sheet.bytes.length) grow(sheet, from + size);
  const { bytes } = sheet;
  if (size < short) for (let at = 0; at < size; at += 1) bytes[from + at] = text[at] as number;
  else bytes.set(text, from);
  sheet.length = from + size;
}

function grow(sheet: Sheet, needed: number): void {
  const larger = Buffer.allocUnsafe(Math.max(needed, sheet.bytes.length * 2));
  sheet.bytes.copy(larger, 0, 0, sheet.length);
  sheet.bytes = larger;
}
