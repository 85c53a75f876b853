import { foldChild } from '../domain/child/evolve.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { ChildState } from '../domain/child/state.ts';
import { type AddressText, sameAddress } from '../domain/identity/address.ts';
import { leftOut, type PlaceMask, placeMask } from '../domain/identity/place-mask.ts';
import { livesWithoutMother } from '../domain/move/mothers-move.ts';
import type { Gp } from '../domain/responsibility/facts.ts';

/**
 * A child's facts as they may leave (promise P11). While the address is sealed, every address of the stream is masked, those
 * of signals included: an older or a reported one may be where they are found. Areas stay, because they route.
 */
export function withoutSealed(facts: readonly StoredFact[]): readonly StoredFact[] {
  return foldChild(facts).address?.sealed ? withoutTyped(withoutPlaces(facts), maskOf(facts)) : facts;
}

/**
 * The mask of every place that stands as an address anywhere in what is given, now or before, known or reported, and of every GP
 * practice: it lies near where the family lives.
 */
export function maskOf(...records: readonly unknown[]): PlaceMask {
  const addresses: AddressText[] = [];
  JSON.stringify(records, (key, value: unknown) => {
    if (key === 'lines' && Array.isArray(value)) addresses.push({ lines: value.map(String), postcode: null });
    if (isPractice(value))
      addresses.push(...[value.name, value.odsCode].map((line) => ({ lines: [line], postcode: null })));
    return value;
  });
  return placeMask(addresses);
}

function isPractice(value: unknown): value is Gp {
  return typeof value === 'object' && value !== null && 'odsCode' in value && 'name' in value;
}

/**
 * The mask of the homes that a child had before somebody else than its mother had it: hers, which the other parent's area does not
 * learn from what was typed (scenario A12, promise P11). Null where there is nothing to leave out.
 */
export function maskOfFormerHomes(facts: readonly StoredFact[], state: ChildState): PlaceMask | null {
  if (!livesWithoutMother(state)) return null;
  const homes: AddressText[] = [];
  JSON.stringify(facts, (key, value: unknown) => {
    if (key === 'address' && value !== null) homes.push(value as AddressText);
    return value;
  });
  const { address } = state;
  const former = homes.filter((home) => address === null || !sameAddress(home, address));
  return former.length === 0 ? null : placeMask(former, 'theirs');
}

/**
 * Fields that are structure and no free text: pages show none of them while the address is sealed, and forms send them
 * back as they were.
 */
const structured: ReadonlySet<string> = new Set(['address', 'identity', 'gp', 'deadlines']);

/** The same record with every known place left out of what people wrote in their own words, wherever they wrote it. */
export function withoutTyped<Read>(record: Read, mask: PlaceMask): Read {
  return masked(record, mask) as Read;
}

function masked(value: unknown, mask: PlaceMask): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => masked(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, structured.has(key) ? item : masked(item, mask)]),
  );
}

export const sealedWords = 'Sealed with the address';

/** Free texts in which people write places, by fact and field. */
const placeTexts: ReadonlySet<string> = new Set([
  'EnquirySettled/note',
  'ReviewRecorded/note',
  'SightingCorrected/reason',
  'MissingOpened/why',
  'AgencyAsked/askedWhom',
  'AgencyAsked/said',
  'TracedAgain/result',
  'MissingReviewed/says',
  'FamilyFound/how',
  'Referred/note',
  'VisitRecorded/note',
  'VisitMissed/note',
  'ChildLeft/why',
  'ClientLeft/why',
  'TransferStarted/why',
  'TransferEnded/why',
  'TransferRefused/note',
  'ClientRecorded/why',
  'PlaceOffered/note',
  'PlaceDeclined/note',
]);

/**
 * Facts in which no place is told: no address, no GP practice, and none of the free texts in which people write one, which are what a signal
 * says, how an enquiry was settled, what was noted at a review, where a child was seen, and what was learnt of a missing family.
 */
export function withoutPlaces<Fact>(facts: readonly Fact[]): readonly Fact[] {
  const text = JSON.stringify(facts, function masked(this: { readonly type?: unknown }, key, value: unknown) {
    if (key === 'lines' && Array.isArray(value)) return ['Sealed address'];
    if (typeof value !== 'string')
      return key === 'signal' ? { ...(value as object), says: sealedWords } : value;
    if (key === 'postcode') return null;
    if (key === 'odsCode' || key === 'practice' || (key === 'name' && isPractice(this))) return leftOut;
    const tellsPlace = key === 'where' || placeTexts.has(`${this.type}/${key}`);
    return tellsPlace ? sealedWords : value;
  });
  const masked: readonly Fact[] = JSON.parse(text);
  return masked;
}

const placeCells: ReadonlySet<string> = new Set([
  'addresses',
  'address_line',
  'postcode',
  'gp',
  'gp_ods_code',
  'gp_name',
]);

/**
 * What was put aside, without the places in it; nothing at all of a text in which places cannot be told from the rest
 * (promise P11).
 */
export function withoutAddresses(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), (key, value: unknown) =>
      placeCells.has(key) ? sealedWords : value,
    );
  } catch {
    return sealedWords;
  }
}
