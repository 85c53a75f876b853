import { daysWithinOnePregnancy } from '../calendar/gestation.ts';
import { daysBetween } from '../calendar/time.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { birthDayFault } from './client-days.ts';
import { type ClientState, expectedChild } from './client-state.ts';

type TellBirth = Extract<ClientCommand, { type: 'tell-birth' }>;

/**
 * The first baby goes on in the stream of the pregnancy, so that its holder has no break (A8 to A10).
 * Of twins who are told one by one, as messages do, the first is named again with the other.
 */
export function tellBirth(state: ClientState, command: TellBirth, context: ClientContext): ClientDecision {
  const { bornOn, where, babies } = command;
  const [first] = babies;
  const expected = expectedChild(state);
  const toldBefore = state.children.find(
    (child) => child.personId === first?.personId && child.bornOn !== null,
  );
  if (!expected && !toldBefore) return refuse('not-pregnant');
  if (!first) return refuse('no-baby-named');
  if (toldBefore?.bornOn) {
    const apart = Math.abs(daysBetween(toldBefore.bornOn, bornOn));
    if (babies.length === 1 || apart > daysWithinOnePregnancy) return refuse('not-pregnant');
  } else if (first.personId !== expected?.personId)
    return refuse('no-baby-named', 'The first baby goes on in the record of the pregnancy');
  const refused = birthDayFault(state, bornOn, context);
  if (refused) return { refused };
  const known = new Set(state.children.map((child) => child.personId));
  const others = babies.slice(1).map((baby) => baby.personId);
  if (new Set(others).size < others.length || others.some((personId) => known.has(personId)))
    return refuse('no-baby-named', 'Each baby has a record of its own');
  return accept({ type: 'BirthTold', bornOn, where, babies });
}
