import { type AddressText, spellingsOf } from './address.ts';
import { normalisePostcode } from './postcode.ts';

/** What stands where a place was written. */
export const leftOut = '[left out: this place stays hidden]';

/** Takes every place that it knows out of a text. */
export type PlaceMask = (text: string) => string;

/**
 * A mask for what people write in their own words about a child whose address is sealed (promise P11). It takes out the
 * lines of the given addresses in any spelling, with or without their number, and every postcode, since one that nobody
 * entered as an address may tell the place as well; or only the postcodes of these addresses. It rather takes out too
 * much: a word that is missing can be asked for by telephone.
 */
export function placeMask(
  addresses: readonly AddressText[],
  postcodesToo: 'every' | 'theirs' = 'every',
): PlaceMask {
  const lines = [...new Set(addresses.flatMap(({ lines }) => lines.flatMap(patternsOf)))];
  // The longer first, so that a number goes with its street.
  const known = lines
    .sort((a, b) => b.length - a.length)
    .map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'));
  const theirs = new Set(addresses.map(({ postcode }) => postcode && normalisePostcode(postcode)));
  const told = (found: string | null) => found !== null && (postcodesToo === 'every' || theirs.has(found));
  return (text) => {
    const open = known.reduce((masked, pattern) => masked.replace(pattern, leftOut), text);
    return open.replace(postcodes, (found) => (told(normalisePostcode(found)) ? leftOut : found));
  };
}

/** Whether a text is what a mask shows of another: that one with places left out, and otherwise word for word. */
export function shownOf(text: string, whole: string): boolean {
  const words = text.split(leftOut).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${words.join('[^]+')}$`, 'u').test(whole);
}

const postcodes = /\b[a-z]{1,2}\d[a-z\d]?\s{0,2}\d[a-z]{2}\b/gi;

/**
 * The ways in which a line may be written: whole, and without the number of the house. A single word without a number
 * is taken for a place only in the first line, where it is the name of a house; further down it is the town, which the
 * area tells anyway.
 */
function patternsOf(line: string, position: number): readonly string[] {
  const words = line.match(/[\p{L}\p{N}]+/gu) ?? [];
  const lastNumber = words.findLastIndex((word) => /\p{N}/u.test(word));
  if (words.length === 0 || (position > 0 && lastNumber < 0 && words.length === 1)) return [];
  const street = words.slice(lastNumber + 1);
  const tells = street.length > 1 || (street[0]?.length ?? 0) > 3;
  return [words, ...(lastNumber >= 0 && tells ? [street] : [])].map(patternOf);
}

function patternOf(words: readonly string[]): string {
  return words.map((word) => `(?:${spellingsOf(word).join('|')})`).join('[^\\p{L}\\p{N}]{1,3}');
}
