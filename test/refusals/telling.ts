import type { ClientOutcome } from '../../src/application/client-command.ts';
import type { Outcome } from '../../src/application/command.ts';
import type { Refusal } from '../../src/domain/language/refusals.ts';
import type { World } from '../world.ts';

/** What the rules answered to the last thing that was tried. */
export type Answer = Outcome | ClientOutcome | { readonly refused: Refusal } | { readonly facts: unknown };

/** How a person comes to meet a refusal: given, when, and what is tried last. */
export type Telling = (world: World) => Promise<Answer> | Answer;

/** The refusal in an answer, or null where it was none. */
export function refusalOf(answer: Answer): Refusal | null {
  if ('refused' in answer) return answer.refused;
  return 'kind' in answer && answer.kind === 'refused' ? answer.refusal : null;
}
