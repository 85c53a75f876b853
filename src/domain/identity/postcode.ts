/**
 * Postcodes in their one spelling, 'LU1 2AB'. The shape is checked (BS 7666), never the existence: a postcode
 * that no directory knows leads to a holding desk, not to a guess.
 */

/** Postcodes that name no place where a child could be visited, or no area. */
export type PostcodeKind =
  | 'ordinary'
  | 'no-fixed-abode'
  | 'unknown-address'
  | 'outside-the-directory'
  | 'forces'
  | 'bank';

const outward = /^(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?)$/;
const inward = /^\d[ABD-HJLNP-UW-Z]{2}$/;

/**
 * The one spelling, or null when the text has no postcode's shape. Takes any case and spacing. Knows the
 * pseudo postcodes ZZ99 of the Office for National Statistics, GIR 0AA and forces numbers (BFPO 801).
 */
export function normalisePostcode(text: string): string | null {
  const packed = text.toUpperCase().replace(/[\s.-]/g, '');
  const forces = /^BFPO(?:C\/O)?(\d{1,4})$/.exec(packed);
  if (forces !== null) return `BFPO ${forces[1]}`;
  if (packed === 'GIR0AA') return 'GIR 0AA';
  if (/^ZZ99\d[A-Z]{2}$/.test(packed)) return spaced(packed);
  if (packed.length < 5 || packed.length > 7) return null;
  const fits = outward.test(packed.slice(0, -3)) && inward.test(packed.slice(-3));
  return fits ? spaced(packed) : null;
}

/** What a postcode in its one spelling stands for. */
export function postcodeKind(postcode: string): PostcodeKind {
  if (postcode === 'ZZ99 3VZ') return 'no-fixed-abode';
  if (postcode === 'ZZ99 3WZ') return 'unknown-address';
  if (postcode.startsWith('ZZ99')) return 'outside-the-directory';
  if (postcode.startsWith('BFPO') || /^BF\d/.test(postcode)) return 'forces';
  if (postcode === 'GIR 0AA') return 'bank';
  return 'ordinary';
}

function spaced(packed: string): string {
  return `${packed.slice(0, -3)} ${packed.slice(-3)}`;
}
