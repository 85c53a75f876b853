import type { ChildState } from '../child/state.ts';

/**
 * A claim is no reason to read where a family hides: a stale caseload of the area from which it fled would do. While the address is
 * sealed whoever claims the child reads nothing, is told nothing and is not asked; the holder and its named nurse settle it (promise P11).
 */
export function hiddenFromClaimants({ address }: Pick<ChildState, 'address'>): boolean {
  return address?.sealed ?? false;
}
