import type { ChildState } from '../child/state.ts';

/**
 * A claim is no reason to read where a family hides: a stale caseload of the area from which it fled would be enough to
 * make one. While the address is sealed, the team that claims the child reads nothing, is told nothing and is not
 * asked; the holder and its named nurse settle the claim (promise P11).
 */
export function hiddenFromClaimants({ address }: Pick<ChildState, 'address'>): boolean {
  return address?.sealed ?? false;
}
