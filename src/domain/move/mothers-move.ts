import type { ChildState } from '../child/state.ts';
import { withoutMotherSince } from '../family/with-whom.ts';
import { hasStatus } from '../risk/circumstances.ts';
import type { Signal } from './facts.ts';

/** Whether somebody else than its mother has the child, as far as is recorded (scenarios A12 and A15). */
export function livesWithoutMother(child: ChildState): boolean {
  const apart = withoutMotherSince(child) !== null || child.family.carer !== null;
  return apart || hasStatus(child.circumstances, 'looked-after');
}

/**
 * What her move says of such a child: somebody asks whether it moved with her. Where she lives now is not written into the
 * record of a child that lives with the other parent, from whom she may have fled (promise P11).
 */
export function withoutHerPlace(signal: Signal): Signal {
  return {
    ...signal,
    source: 'other',
    says: 'The mother, who is not recorded as having the child, has moved. Ask whether the child moved with her',
    lines: [],
    postcode: null,
    areaCode: null,
  };
}
