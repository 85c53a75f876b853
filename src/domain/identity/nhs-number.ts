/**
 * NHS numbers of England and Wales: ten digits, the last a check digit by modulus 11. A number that fails the
 * check is never matched on; it goes to a person. Shown 3 3 4 (NHS service manual).
 */

export type NhsNumberFault =
  | 'empty'
  | 'not-ten-digits'
  | 'repeated-digits'
  | 'check-digit'
  | 'of-scotland'
  | 'of-northern-ireland';

export type ParsedNhsNumber =
  | { readonly ok: true; readonly number: string }
  | { readonly ok: false; readonly why: NhsNumberFault };

export const nhsNumberFaultWords: Readonly<Record<NhsNumberFault, string>> = {
  empty: 'There is no NHS number',
  'not-ten-digits': 'An NHS number has 10 digits',
  'repeated-digits': 'One digit 10 times is not an NHS number',
  'check-digit': 'The check digit does not fit: at least one digit is mistyped',
  'of-scotland': 'This is a number of Scotland (CHI), not of England and Wales: a new one is given here',
  'of-northern-ireland':
    'This is a number of Northern Ireland (H&C), not of England and Wales: a new one is given here',
};

/** What is said beside the box of a form; null where it may stand as it is. An empty box never blocks (scenario A19). */
export function typedNumberFault(text: string, which = 'the NHS number'): string | null {
  const parsed = parseNhsNumber(text);
  if (parsed.ok || parsed.why === 'empty') return null;
  return isOtherNations(parsed.why)
    ? `${nhsNumberFaultWords[parsed.why]}. Leave it empty until then`
    : `Check ${which}: it is mistyped. Leave it empty if you are not sure`;
}

/** Whether a number leads to one person, in whichever nation. */
export function identifiesSomebody(text: string): boolean {
  const parsed = parseNhsNumber(text);
  return parsed.ok || isOtherNations(parsed.why);
}

function isOtherNations(why: NhsNumberFault): boolean {
  return why === 'of-scotland' || why === 'of-northern-ireland';
}

/** Reads a number as typed: spaces and hyphens are taken, anything else is a fault. */
export function parseNhsNumber(text: string): ParsedNhsNumber {
  const number = text.replace(/[\s-]/g, '');
  if (number === '') return { ok: false, why: 'empty' };
  if (!/^\d{10}$/.test(number)) return { ok: false, why: 'not-ten-digits' };
  // Some of these pass modulus 11; they are what people type to get past a form.
  if (/^(\d)\1{9}$/.test(number)) return { ok: false, why: 'repeated-digits' };
  if (checkDigit(number) !== digit(number, 9)) return { ok: false, why: 'check-digit' };
  const elsewhere = nationOf(number);
  if (elsewhere !== null) return { ok: false, why: elsewhere };
  return { ok: true, number };
}

/**
 * The other nations count by the same check digit in ranges of their own: a Scottish number begins with a date of birth, one of
 * Northern Ireland with 32 to 39. Taken as an NHS number it would never be found again in England or Wales (scenario A39).
 */
function nationOf(number: string): 'of-scotland' | 'of-northern-ireland' | null {
  if (number < '3200000000') return 'of-scotland';
  return number < '4000000000' ? 'of-northern-ireland' : null;
}

/** "999 000 0018". */
export function formatNhsNumber(number: string): string {
  return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
}

/** Whether it lies in the range that is never given to a person. All of our data and tests do. */
export function isTestRange(number: string): boolean {
  return number.startsWith('999');
}

/**
 * The n-th valid number of the test range, from 0. The range holds 909,090 and no more, while data for
 * benchmarks may need millions of children: beyond the last the answer is null, and such a child simply
 * has no number yet.
 */
export function nthTestNumber(n: number): string | null {
  const stems = testStems();
  const stem = stems[n];
  if (stem === undefined) return null;
  const first = `999${String(stem).padStart(6, '0')}`;
  return `${first}${checkDigit(first)}`;
}

/** How many valid numbers the test range holds. */
export function testNumberCount(): number {
  return testStems().length;
}

let stemsOnce: Uint32Array | null = null;

/** Six-digit stems behind 999 that have a check digit. Made at the first asking, some 10 ms, then kept. */
function testStems(): Uint32Array {
  if (stemsOnce !== null) return stemsOnce;
  const stems = new Uint32Array(1_000_000);
  let count = 0;
  for (let stem = 0; stem < 1_000_000; stem += 1) {
    if (stem !== 999_999 && stemHasCheckDigit(stem)) {
      stems[count] = stem;
      count += 1;
    }
  }
  stemsOnce = stems.slice(0, count);
  return stemsOnce;
}

function stemHasCheckDigit(stem: number): boolean {
  let sum = 9 * (10 + 9 + 8);
  for (let rest = stem, weight = 2; rest > 0; rest = Math.floor(rest / 10), weight += 1) {
    sum += (rest % 10) * weight;
  }
  // A remainder of 1 asks for check digit 10, which does not exist.
  return sum % 11 !== 1;
}

/** The check digit of the first nine digits; 10 when there is none. */
function checkDigit(number: string): number {
  let sum = 0;
  for (let place = 0; place < 9; place += 1) sum += digit(number, place) * (10 - place);
  return (11 - (sum % 11)) % 11;
}

function digit(number: string, place: number): number {
  return number.charCodeAt(place) - 48;
}
