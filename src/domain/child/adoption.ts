import type { ChildState } from './state.ts';

/**
 * Whether this is the old record of an adopted child: it ended when the new one had a holder, and is sealed. No column leads
 * to it, no list, search or family shows it, and nothing in it names the new one; the named nurse of the organisation that
 * held the child may open it with a reason (scenario A16).
 */
export function sealedAway(state: ChildState): boolean {
  return state.care.status === 'ended' && state.care.reason === 'adopted';
}
