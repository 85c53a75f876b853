import { type CivilDate, londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
import type { Circumstances, Danger } from './circumstances.ts';

/**
 * A bail condition, an order or a licence ends on its last day, and with it what kept a dangerous person away: on that day somebody
 * looks at that danger again and records what holds from then on (scenario A35). Looked at before that day it is owed all the same,
 * looked at on it or after, or recorded with another day, it is not; what else is recorded of the child does not meet it.
 */
export function limitObligations(
  { care, circumstances, dangersLookedAt }: ChildState,
  column: Column,
): readonly Obligation[] {
  if (care.status !== 'in-care') return [];
  const owe = owing(care.holder.teamId, column);
  const ending = (circumstances.dangers ?? []).flatMap(({ dangerId, limits }) =>
    limits.flatMap(({ what, until }) =>
      until !== null && until > (dangersLookedAt[dangerId] ?? '')
        ? [{ mark: `${dangerId}/${what}`, until }]
        : [],
    ),
  );
  const owed = ending.map(({ mark, until }) =>
    owe('review-limit', 'H34', londonInstant(until, 0), `${mark}/${until}`, { dueOn: until }),
  );
  return [...new Map(owed.map((one) => [one.key, one])).values()];
}

/**
 * When each danger was looked at last, after the circumstances were recorded that day: the one of which that was said, and whichever
 * is new or says something else than before.
 */
export function lookedAt(
  recorded: { readonly circumstances: Circumstances; readonly lookedAt?: string },
  before: Pick<ChildState, 'circumstances' | 'dangersLookedAt'>,
  on: CivilDate,
): ChildState['dangersLookedAt'] {
  const standing = new Map(before.circumstances.dangers?.map((danger) => [danger.dangerId, said(danger)]));
  return Object.fromEntries(
    (recorded.circumstances.dangers ?? []).map((danger) => {
      const { dangerId } = danger;
      const unchanged = recorded.lookedAt !== dangerId && standing.get(dangerId) === said(danger);
      return [dangerId, (unchanged ? before.dangersLookedAt[dangerId] : undefined) ?? on];
    }),
  );
}

/** All that is said of a danger, in one text that can be compared. */
function said({ who, relation, why, violent, move, limits }: Danger): string {
  return JSON.stringify([
    who,
    relation,
    why,
    violent,
    move,
    limits.map((one) => [one.what, one.from, one.until]),
  ]);
}
