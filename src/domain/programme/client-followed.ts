import type { ClientContext } from './client-context.ts';
import type { ClientFact } from './client-facts.ts';
import type { AliveAfterAll } from './client-obligations.ts';
import type { ClientState } from './client-state.ts';

/** A day of birth that was put right in a child's own record is put right in hers: her phases, her visits and the end count from it. */
export function birthDaysFollowed(state: ClientState, { children }: ClientContext): readonly ClientFact[] {
  return state.children.flatMap(({ personId, bornOn }) => {
    const own = children.find((child) => child.personId === personId)?.state.identity.bornOn ?? null;
    const same = own === null || bornOn === null || own === bornOn;
    return same ? [] : [{ type: 'BirthDayFollowed', personId, bornOn: own } as const];
  });
}

/** Lost by her record before this command, and in care by its own with nothing stopped: who holds the child took the report back. */
export function aliveAfterAll(
  before: ClientState,
  after: ClientState,
  { children, now }: ClientContext,
): readonly AliveAfterAll[] {
  const lost = (state: ClientState, personId: string) =>
    state.children.some((child) => child.personId === personId && child.lost);
  return children
    .filter(({ personId }) => lost(before, personId) && lost(after, personId))
    .filter(({ state: own }) => own.care.status === 'in-care' && own.stopped === null)
    .map(({ personId }) => {
      const standing = before.deadlines[`take-back-death/${after.teamId}/${personId}`];
      return { personId, since: standing?.from ?? now };
    });
}
