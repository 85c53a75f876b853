import type { Instant } from '../calendar/time.ts';
import type { RowId } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation, ObligationKind } from '../escalation/obligation.ts';
import { type Agency, missingNow } from './facts.ts';

/** Always asked: the two that act on danger are asked at once, the others within the row for telling agencies. */
const askedAtOnce: readonly Agency[] = ['social-care', 'police'];
const askedNext: readonly Agency[] = ['gp', 'maternity', 'housing'];

/**
 * The clocks of a missing family, until it is found: named nurse told (row 20), agencies asked (rows 2 and H10), traced
 * again each week (row 21), reviewed by the designated nurse each month (scenario A21). They run in the urgent column:
 * whereabouts unknown is urgent.
 */
export function missingObligations(
  state: ChildState,
  designatedTeamFor: (teamId: string) => string | null,
): readonly Obligation[] {
  const missing = missingNow(state.missing);
  if (!missing || state.care.status !== 'in-care') return [];
  const team = state.care.holder.teamId;
  const owe = (kind: ObligationKind, row: RowId, from: Instant, mark: string, owner = team): Obligation => ({
    key: `${kind}/${owner}/${missing.missingId}${mark}`,
    kind,
    row,
    column: 'urgent',
    from,
    ownerTeamId: owner,
    otherTeamId: owner === team ? null : team,
    handoverId: null,
  });
  const asked = new Set(missing.asked.map((entry) => entry.agency));
  const owed: Obligation[] = [];
  if (!missing.told['named-nurse']) owed.push(owe('tell-named-nurse', '20', missing.openedAt, ''));
  for (const agency of askedAtOnce)
    if (!asked.has(agency)) owed.push(owe('ask-agency', 'H10', missing.openedAt, `/${agency}`));
  for (const agency of askedNext)
    if (!asked.has(agency)) owed.push(owe('ask-agency', '2', missing.openedAt, `/${agency}`));
  owed.push(owe('trace-again', '21', missing.traces.at(-1)?.at ?? missing.openedAt, ''));
  const reviewed = missing.told['designated-nurse']?.at ?? missing.openedAt;
  owed.push(owe('review-missing', 'H8', reviewed, '', designatedTeamFor(team) ?? team));
  return owed;
}
