import type { ClientState } from '../domain/programme/client-state.ts';
import type { AnsweredAt, ChainedClientFact, ClientChange } from './client-store.ts';

/** A client’s whole life in the programme so far: her changes in order, and when each child’s stream answered them. */
export type ClientLife = {
  readonly personId: string;
  readonly facts: readonly ChainedClientFact[];
  readonly state: ClientState;
  readonly changes: readonly ClientChange[];
  /** By the id of what was asked; what has no answer yet is asked by the jobs. */
  readonly answers: ReadonlyMap<string, AnsweredAt>;
};
