import { londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';

/**
 * A bail condition, an order or a licence ends on its last day, and with it what kept a dangerous person away: on that day somebody
 * looks at the danger again and records what holds from then on (scenario A35). Recorded anew before that day it is owed all the same,
 * recorded after it, or with another day, it is not.
 */
export function limitObligations(
  { care, circumstances, circumstancesOn }: ChildState,
  column: Column,
): readonly Obligation[] {
  if (care.status !== 'in-care' || circumstancesOn === null) return [];
  const owe = owing(care.holder.teamId, column);
  const ending = (circumstances.dangers ?? []).flatMap(({ dangerId, limits }) =>
    limits.flatMap(({ what, until }) =>
      until !== null && until > circumstancesOn ? [{ mark: `${dangerId}/${what}`, until }] : [],
    ),
  );
  const owed = ending.map(({ mark, until }) =>
    owe('review-limit', 'H34', londonInstant(until, 0), `${mark}/${until}`, { dueOn: until }),
  );
  return [...new Map(owed.map((one) => [one.key, one])).values()];
}
