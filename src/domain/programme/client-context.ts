import type { Context } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { Refusal, RefusalCode } from '../language/refusals.ts';
import type { Caseload } from './caseload.ts';
import type { ClientFact } from './client-facts.ts';

/** A child of the client as it stands in its own stream. Read only: what it is asked goes through its own door. */
export type KnownChild = { readonly personId: string; readonly state: ChildState };

/** What a decision on a client may know besides her: as for a child, and the records of her children. */
export type ClientContext = Context & {
  readonly clientId: string;
  readonly children: readonly KnownChild[];
  /** What the nurses of the site carry whose nurse the command names; empty for every other command. */
  readonly caseloads: readonly Caseload[];
};

/** The facts that a command on a client makes, or why it is refused. */
export type ClientDecision = { readonly facts: readonly ClientFact[] } | { readonly refused: Refusal };

export function accept(...facts: ClientFact[]): ClientDecision {
  return { facts };
}

export function refuse(code: RefusalCode, detail?: string): ClientDecision {
  return { refused: detail === undefined ? { code } : { code, detail } };
}
