/**
 * What a person decides about a quarantined item. Corrections are by name: columns of a caseload; of a message nhsNumber,
 * motherNhsNumber, familyName, givenNames, dateOfBirth, postcode. A restriction cannot be corrected away (promise P11).
 */
export type QuarantineDecision =
  | {
      readonly settlement: 'import-after-correction';
      readonly corrections: Readonly<Record<string, string>>;
      readonly note: string;
    }
  /** A death, or its reversal, that a named person confirmed: `confirmedBy` says who and how. */
  | { readonly settlement: 'confirmed'; readonly confirmedBy: string; readonly note: string }
  /** What it tells stands in the records, by hand or by a form that was filled in from it: the facts are named in the note. */
  | { readonly settlement: 'recorded'; readonly note: string }
  | { readonly settlement: 'dealt-with' | 'not-ours' | 'duplicate'; readonly note: string };

/** What a person may find, but for what stands in the records already: that is offered only where it does. */
export const quarantineSettlements = [
  'import-after-correction',
  'confirmed',
  'dealt-with',
  'not-ours',
  'duplicate',
] as const;

/** What became of a decision. */
export type Settled =
  | { readonly kind: 'settled'; readonly says: string; readonly personId?: string }
  /** Nothing changed, and the item stays open. `says` tells why, and what can be done. */
  | { readonly kind: 'refused'; readonly says: string };

/** Nothing is changed, for the reason given. */
export function refused(says: string): Extract<Settled, { kind: 'refused' }> {
  return { kind: 'refused', says };
}
