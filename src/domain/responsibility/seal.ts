import type { ChildState } from '../child/state.ts';
import { hasStatus } from '../risk/circumstances.ts';
import type { Address } from './facts.ts';

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

function withPlacedCarers({ programme, circumstances, family }: ChildState): boolean {
  if (programme?.left?.door === 'removed') return true;
  return hasStatus(circumstances, 'looked-after') && family.carer !== null;
}
