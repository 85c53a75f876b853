import type { RefusalWords } from './refusal-words.ts';
import { refusalsOfChildren } from './refusals-of-children.ts';
import { refusalsOfClients } from './refusals-of-clients.ts';
import { refusalsOfHandovers } from './refusals-of-handovers.ts';

/**
 * Every refusal says why, and what can be done (promise P8). The page adds who holds the child now, from the state
 * against which the command was judged.
 */
export const refusals = { ...refusalsOfHandovers, ...refusalsOfChildren, ...refusalsOfClients };

export type RefusalCode = keyof typeof refusals;

/** A refusal is a value: a code of the catalogue and, where it helps, what exactly is missing or who decides. */
export type Refusal = { readonly code: RefusalCode; readonly detail?: string };

/** A refusal in words: why, what exactly or who, and what can be done. */
export function sayRefusal(refusal: Refusal): string {
  const { says, canDo } = refusalWords(refusal);
  return `${says} ${canDo}`;
}

/** The two halves of a refusal: why, with what exactly or who; and what can be done. */
export function refusalWords({ code, detail }: Refusal): RefusalWords {
  const { says, canDo } = refusals[code];
  return { says: detail ? `${says.replace(/\.$/, '')} (${detail}).` : says, canDo };
}
