import type { ObligationKind } from '../escalation/obligation.ts';

/** Names for the ids in facts, as the directory has them now. */
export type Names = {
  readonly team: (id: string) => string;
  readonly person: (id: string) => string;
  readonly area: (code: string) => string;
  /** What is owed; a review by its name. */
  readonly owed: (deadline: { readonly kind: ObligationKind; readonly key: string }) => string;
};

/** What a fact says, as a heading and, where there is more to say, its lines. One sentence per fact, for the timeline. */
export type Told = { readonly says: string; readonly lines: readonly string[] };

/** What was told, without the lines that say nothing. */
export function told(says: string, ...lines: readonly string[]): Told {
  return { says, lines: lines.filter((line) => line !== '') };
}
