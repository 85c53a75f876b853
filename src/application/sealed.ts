import type { StoredFact } from '../domain/child/facts.ts';
import { foldChild } from '../domain/child/state.ts';

/**
 * A child's facts as they may leave (promise P11). While the address is sealed, every address of the stream is masked, those
 * of signals included: an older or a reported one may be where they are found. Areas stay, because they route.
 */
export function withoutSealed(facts: readonly StoredFact[]): readonly StoredFact[] {
  return foldChild(facts).address?.sealed ? withoutPlaces(facts) : facts;
}

export const sealedWords = 'Sealed with the address';

/** Free texts in which people write places, by fact and field. */
const placeTexts: ReadonlySet<string> = new Set([
  'EnquirySettled/note',
  'ReviewRecorded/note',
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
 * Facts in which no place is told: no address, and none of the free texts in which people write one, which are what a signal
 * says, how an enquiry was settled, what was noted at a review, where a child was seen, and what was learnt of a missing family.
 */
export function withoutPlaces<Fact>(facts: readonly Fact[]): readonly Fact[] {
  const text = JSON.stringify(facts, function masked(this: { readonly type?: unknown }, key, value: unknown) {
    if (key === 'lines' && Array.isArray(value)) return ['Sealed address'];
    if (typeof value !== 'string')
      return key === 'signal' ? { ...(value as object), says: sealedWords } : value;
    if (key === 'postcode') return null;
    const tellsPlace = key === 'where' || placeTexts.has(`${this.type}/${key}`);
    return tellsPlace ? sealedWords : value;
  });
  const masked: readonly Fact[] = JSON.parse(text);
  return masked;
}
