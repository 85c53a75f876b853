import type { ChildState } from '../child/state.ts';

/**
 * Whether a record can be the new one of a child whose old one ends by adoption: in care, of a child born on the same day, and with
 * nothing of the first family in it; a twin of that is another child (scenario A16).
 */
export function goesOnElsewhere(old: ChildState, other: ChildState): boolean {
  const [was, is] = [old.identity, other.identity];
  const sameFamily = was.familyId !== null && was.familyId === is.familyId;
  const motherNumber = was.mother?.nhsNumber ?? null;
  const sameMother = motherNumber !== null && motherNumber === is.mother?.nhsNumber;
  const born = was.bornOn !== null && was.bornOn === is.bornOn;
  return other.care.status === 'in-care' && born && !sameFamily && !sameMother;
}
