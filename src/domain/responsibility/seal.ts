import type { CivilDate } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import { withoutMotherSince } from '../family/with-whom.ts';
import { hasStatus } from '../risk/circumstances.ts';
import type { Address, ResponsibilityFact } from './facts.ts';

/**
 * A new address of a child whose address is sealed is sealed too, until a person opens it (promise P11). So is the place of
 * carers with whom an authority has placed a child: how to reach them is not for everybody who knew the child before
 * (scenario A15).
 */
export function keepSeal(address: Address, child: ChildState): Address {
  return {
    ...address,
    sealed: address.sealed || (child.address?.sealed ?? false) || withPlacedCarers(child),
  };
}

/**
 * The fact that seals the address of a child that has come to such carers, whichever of the two was recorded first.
 * Nobody has said whose place the address on record is, and until somebody does it is not shown.
 */
export function sealOfCarers(before: ChildState, after: ChildState): readonly ResponsibilityFact[] {
  const placed = withPlacedCarers(after) && !withPlacedCarers(before);
  if (!placed || after.address === null || after.address.sealed) return [];
  const why = 'Placed with carers: whose place the address on record is has to be said first';
  return [{ type: 'AddressSealed', sealed: true, why }];
}

/** Why a child that joins a sealed family is sealed, as its record tells it. */
export const sealOfFamily: ResponsibilityFact = {
  type: 'AddressSealed',
  sealed: true,
  why: 'The address of this family is sealed',
};

/** Sealed from its first instant, whether its place is known or not (promises P7 and P11). */
export function sealedWithFamily(address: Address | null, day: CivilDate): Address {
  return { ...(address ?? nowhereYet(day)), sealed: true };
}

/**
 * An address that names no place, for a child whose place is not known: what is recorded later is sealed all the same.
 */
export function nowhereYet(from: CivilDate): Address {
  return { lines: [], postcode: null, areaCode: null, temporary: false, sealed: false, from };
}

/** Whether an address names no place: what is sealed before anybody knows where the child is. */
export function placeless({ lines, postcode, areaCode }: Address): boolean {
  return lines.length === 0 && postcode === null && areaCode === null;
}

function withPlacedCarers(child: ChildState): boolean {
  if (child.programme?.left?.door === 'removed' && withoutMotherSince(child) !== null) return true;
  return hasStatus(child.circumstances, 'looked-after') && child.family.carer !== null;
}
