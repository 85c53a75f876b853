import type { ClientFact } from '../domain/programme/client-facts.ts';
import type { AskedOfChild } from './client-store.ts';

/**
 * What a command asks of her children, as a fact of her own stream, so that what waits for an answer cannot be taken away
 * without a trace (promises P7 and P9). None when it asks nothing.
 */
export function childrenAsked(asked: readonly AskedOfChild[]): readonly ClientFact[] {
  if (asked.length === 0) return [];
  const each = asked.map(({ consequenceId, childId, command }) => ({
    consequenceId,
    childId,
    asks: command.type,
  }));
  return [{ type: 'ChildrenAsked', each }];
}
