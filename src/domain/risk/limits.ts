import { londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';

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
  const team = care.holder.teamId;
  const ending = (circumstances.dangers ?? []).flatMap(({ dangerId, limits }) =>
    limits.flatMap(({ what, until }) =>
      until !== null && until > circumstancesOn ? [{ mark: `${dangerId}/${what}`, until }] : [],
    ),
  );
  const byKey = new Map(
    ending.map(({ mark, until }): [string, Obligation] => {
      const key = `review-limit/${team}/${mark}/${until}`;
      const from = londonInstant(until, 0);
      const owed = { kind: 'review-limit', row: 'H34', column, from, dueOn: until } as const;
      return [key, { key, ...owed, ownerTeamId: team, otherTeamId: null, handoverId: null }];
    }),
  );
  return [...byKey.values()];
}
