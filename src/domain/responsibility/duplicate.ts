import { accept, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { EndReason } from '../language/words.ts';

/** All that a command is told of the record that is to go on in place of this one. */
export type OtherRecord = {
  readonly personId: string;
  /** Who answers for it, or did last. */
  readonly teamId: string;
  /** Why it ended; null while it is in care. */
  readonly ended: EndReason | null;
  /** Its address is sealed and the team of whoever asks has no right to the record. */
  readonly sealedToReader: boolean;
};

/**
 * A duplicate ends only into another record, which is named, is not this one, and in which the child goes on or has died: otherwise
 * the child would be in nobody's hands (promise P1, scenarios A20 and A43).
 */
export function duplicateFault(other: OtherRecord | null | undefined, self: ChildState): Decision | null {
  if (!other) return refuse('duplicate-of-none');
  if ((self.duplicates ?? []).includes(other.personId))
    return refuse('duplicate-of-none', 'That record has ended as a duplicate of this one');
  if (other.sealedToReader) return refuse('duplicate-sealed');
  if (other.ended !== null && !leavesNobody.includes(other.ended))
    return refuse('duplicate-of-none', 'That record has itself ended, and goes on nowhere');
  return null;
}

/** Ends after which there is nobody left to answer for. */
const leavesNobody: readonly EndReason[] = ['death', 'pregnancy-loss'];

/**
 * Notes in the record that goes on that another one ended as its duplicate, or that this was wrong. Each is noted once.
 */
export function noteDuplicate(
  { personId, stands }: { readonly personId: string; readonly stands: boolean },
  { duplicates = [] }: ChildState,
): Decision {
  if (duplicates.includes(personId) === stands) return { facts: [] };
  return accept({ type: stands ? 'DuplicateEnded' : 'DuplicateTakenBack', personId });
}
