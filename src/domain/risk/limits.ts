import { type CivilDate, londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
import type { Circumstances, Danger } from './circumstances.ts';

/**
 * A bail condition, an order or a licence ends on its last day, and with it what kept a dangerous person away: on that
 * day somebody looks at that danger again and records what holds from then on (scenario A35). A look before that day
 * does not count; a look on that day or later does, and so does recording the limit with another day. Nothing else that
 * is recorded of the child does.
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
 * When each danger was last looked at, after circumstances were recorded on that day: the danger that was said to be
 * looked at, and each one that is new or described otherwise than before.
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
