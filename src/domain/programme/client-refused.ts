import type { Instant } from '../calendar/time.ts';
import type { Obligation } from '../escalation/obligation.ts';
import type { Owe } from '../escalation/owing.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientDecision, refuse } from './client-context.ts';
import type { ClientFact } from './client-facts.ts';
import type { ClientState, RefusedByChild } from './client-state.ts';

/** Where a child's own record did not follow what was recorded of its mother (decision 0081). */

/**
 * What is refused a second time is one refusal: it has the reason that was given last, and waits since the first time.
 */
export function refusedToo(
  { refused = [] }: ClientState,
  { childId, asks, says }: Extract<ClientFact, { type: 'ChildRefused' }>,
  at: Instant,
): readonly RefusedByChild[] {
  const same = (one: RefusedByChild) => one.childId === childId && one.asks === asks;
  const before = refused.find(same);
  if (!before) return [...refused, { childId, asks, says, since: at }];
  return refused.map((one) => (one === before ? { ...before, says } : one));
}

/** What is still refused once the child's own record says this. */
export function refusedStill(
  { refused = [] }: ClientState,
  { childId, asks }: Extract<ClientFact, { type: 'RefusalFollowed' }>,
): readonly RefusedByChild[] {
  return refused.filter((one) => one.childId !== childId || one.asks !== asks);
}

/** What the records of her other children refused. */
export function refusedOfOthers({ refused = [] }: ClientState, childId: string): readonly RefusedByChild[] {
  return refused.filter((one) => one.childId !== childId);
}

/** The client with exactly these refusals; the list is absent where there is none. */
export function withRefused(state: ClientState, refused: readonly RefusedByChild[]): ClientState {
  const { refused: _before, ...rest } = state;
  return refused.length === 0 ? rest : { ...rest, refused };
}

/** What was done about a child's refusals, or why nothing is to be done, is said in words that others can follow (promise P8). */
export function settleRefusal(
  { refused = [] }: ClientState,
  { childId, why }: Extract<ClientCommand, { type: 'settle-refusal' }>,
): ClientDecision {
  if (!refused.some((one) => one.childId === childId)) return refuse('nothing-refused');
  if (why === '') return refuse('reason-missing', 'What was done, or why nothing is to be done');
  return accept({ type: 'RefusalSettled', childId, why });
}

/**
 * For each child her team owes one look at what the child's record refused, counted from the oldest refusal (row H14).
 * Until then the mother's record says what the child's does not, and a child that was not taken on is nobody's
 * (promises P1, P5 and P7).
 */
export function refusedObligations({ refused = [] }: ClientState, owe: Owe): readonly Obligation[] {
  const oldest = new Map<string, Instant>();
  for (const { childId, since } of refused) {
    const known = oldest.get(childId);
    if (known === undefined || since < known) oldest.set(childId, since);
  }
  return [...oldest].map(([childId, since]) => owe('settle-refusal', 'H14', since, childId));
}
