import { normalisePostcode } from './postcode.ts';

/** An address as it came: lines in any split, and the postcode when there is one. */
export type AddressText = { readonly lines: readonly string[]; readonly postcode: string | null };

/**
 * Short spellings of words that addresses use. Both meanings of ST (street, saint) go to ST: the two are never
 * told apart by it alone.
 */
const short: Readonly<Record<string, string>> = {
  STREET: 'ST',
  SAINT: 'ST',
  STR: 'ST',
  ROAD: 'RD',
  AVENUE: 'AVE',
  AV: 'AVE',
  LANE: 'LN',
  DRIVE: 'DR',
  DRV: 'DR',
  CLOSE: 'CL',
  COURT: 'CT',
  CRT: 'CT',
  CRESCENT: 'CRES',
  CRESENT: 'CRES',
  CR: 'CRES',
  GARDENS: 'GDNS',
  GDN: 'GDNS',
  GARDEN: 'GDNS',
  PLACE: 'PL',
  SQUARE: 'SQ',
  TERRACE: 'TER',
  TERR: 'TER',
  TCE: 'TER',
  PARK: 'PK',
  GROVE: 'GR',
  GRV: 'GR',
  HOUSE: 'HSE',
  HO: 'HSE',
  BUILDING: 'BLDG',
  BUILDINGS: 'BLDG',
  BLDGS: 'BLDG',
  APARTMENT: 'FLAT',
  APT: 'FLAT',
  FLT: 'FLAT',
  MOUNT: 'MT',
  GREAT: 'GT',
  UPPER: 'UPR',
  LOWER: 'LWR',
  NORTH: 'N',
  SOUTH: 'S',
  EAST: 'E',
  WEST: 'W',
  FIRST: '1ST',
  SECOND: '2ND',
  THIRD: '3RD',
  GROUND: 'GND',
  FLOOR: 'FLR',
};

/** Every way in which a word of an address is written, itself among them, in capitals. */
export function spellingsOf(word: string): readonly string[] {
  const plain = word.toUpperCase();
  const brief = short[plain] ?? plain;
  const long = Object.keys(short).filter((spelling) => short[spelling] === brief);
  return [...new Set([plain, brief, ...long])];
}

/**
 * Whether two texts are spellings of one address, so that the second opens no move enquiry. Errs towards no:
 * a needless enquiry costs a minute, a suppressed one may cost a child. Different postcodes are different
 * addresses. With the same postcode the longer text may go on with locality, town and county; a further
 * number makes it another address. An address without text is the same as none.
 */
export function sameAddress(a: AddressText, b: AddressText): boolean {
  const [one, other] = [read(a), read(b)];
  if (one.words.length === 0 || other.words.length === 0) return false;
  if (one.postcode !== null && other.postcode !== null && one.postcode !== other.postcode) return false;
  if (sameWords(one.words, other.words)) return true;
  if (one.postcode === null || other.postcode === null) return false;
  return one.words.length < other.words.length
    ? goesOnWithPlaces(one.words, other.words)
    : goesOnWithPlaces(other.words, one.words);
}

/** Words behind an address that make it another one: the flat in the basement is not the house. */
const premiseWords = new Set(
  'FLAT FLR GND BASEMENT UPR LWR TOP REAR FRONT BACK ROOM UNIT STUDIO ANNEX ANNEXE LODGE HSE BLDG BLOCK HOSTEL HOTEL CARAVAN CO CARE'.split(
    ' ',
  ),
);

type Read = { readonly words: readonly string[]; readonly postcode: string | null };

function read(address: AddressText): Read {
  const postcode = address.postcode === null ? null : postcodeOf(address.postcode);
  const text = address.lines.join(' ').toUpperCase();
  const words = flatFirst(wordsOf(postcode === null ? text : withoutPostcode(text, postcode)));
  return { words, postcode };
}

/** A postcode of no known shape still tells two addresses apart. An empty one tells nothing. */
function postcodeOf(text: string): string | null {
  const plain = text.toUpperCase().replace(/\s+/g, ' ').trim();
  return plain === '' ? null : (normalisePostcode(plain) ?? plain);
}

function withoutPostcode(text: string, postcode: string): string {
  const [outward = '', inward = ''] = postcode.split(' ');
  return text.replaceAll(`${outward} ${inward}`, ' ').replaceAll(`${outward}${inward}`, ' ');
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'\u2019`]/g, '')
    .replace(/&/g, ' AND ')
    .replace(/[^A-Z0-9]+/g, ' ')
    .replace(/\b(\d+)([A-Z])\b/g, '$1 $2')
    .replace(/\bNO (?=\d)/g, '')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => short[word] ?? word);
}

/** "10 High St, Flat 2" as "Flat 2, 10 High St". */
function flatFirst(words: readonly string[]): readonly string[] {
  const at = words.indexOf('FLAT');
  if (at <= 0) return words;
  return [...words.slice(at, at + 2), ...words.slice(0, at), ...words.slice(at + 2)];
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, place) => word === b[place]);
}

function goesOnWithPlaces(less: readonly string[], more: readonly string[]): boolean {
  const begins = less.every((word, place) => word === more[place]);
  const rest = more.slice(less.length);
  const namesAPremise = less.length >= 3 && less.some((word) => /\d/.test(word));
  return (
    begins &&
    namesAPremise &&
    rest.every((word) => word.length > 1 && !/\d/.test(word) && !premiseWords.has(word))
  );
}
