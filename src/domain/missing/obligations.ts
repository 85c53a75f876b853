import { addDays, addMonths, type Instant, londonDate, londonInstant } from '../calendar/time.ts';
import type { Column, RowId } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation, ObligationKind } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
import { priorityOutside } from '../risk/priority.ts';
import { type Agency, agencies, lastAsked, type Missing, missingNow } from './facts.ts';

/** Social care hears of it at once; the others within the row for telling agencies (Hull, London; scenario A21). */
const askedNext: readonly Agency[] = ['gp', 'maternity', 'housing', 'benefits'];

/** Weekly for so many days, and after that monthly for a child of whom nothing else is known to worry (Annex B, row 21). */
const weeklyDays = 84;

/** Compulsory schooling: from then on the authority’s officer for children missing education is asked too. */
const schoolMonths = 60;

/**
 * The clocks of a missing family, until it is found: named and designated nurse told (row 20), agencies asked (rows 2 and
 * H10) and answering (H22), traced again (rows 21 and H21), reviewed each month (H8), and a decision not to be open with the
 * parent looked at again (row 32). They run in the urgent column, because whereabouts unknown is urgent, but for what has
 * two days' time even then.
 */
export function missingObligations(
  state: ChildState,
  designatedTeamFor: (teamId: string) => string | null,
): readonly Obligation[] {
  const missing = missingNow(state.missing);
  if (state.care.status !== 'in-care') return [];
  const team = state.care.holder.teamId;
  if (!missing) return foundAndUnseen(state, team);
  const designated = designatedTeamFor(team) ?? team;
  const owe = (kind: ObligationKind, row: RowId, from: Instant, more: Partial<Owed> = {}): Obligation => {
    const { mark = '', owner = team, column = 'urgent', dueOn } = more;
    return owing(owner, column)(kind, row, from, `${missing.missingId}${mark}`, {
      otherTeamId: owner === team ? null : team,
      ...(dueOn === undefined ? {} : { dueOn }),
    });
  };
  return [
    ...nursesOwed(missing, owe),
    ...agenciesOwed(missing, state, owe),
    owe('trace-again', traceRow(missing, state), missing.traces.at(-1)?.at ?? missing.openedAt),
    owe('review-missing', 'H8', missing.reviews.at(-1)?.at ?? missing.openedAt, { owner: designated }),
    ...(missing.notOpen
      ? [owe('review-openness', '32', missing.notOpen.decidedAt, { mark: `/${missing.notOpen.decidedAt}` })]
      : []),
  ];
}

/**
 * That somebody says where the child is, is no sighting: a child that was found is still to be seen face to face, as
 * one who arrived urgent (row 11).
 */
function foundAndUnseen({ missing, lastSeenOn }: ChildState, team: string): readonly Obligation[] {
  const last = missing.at(-1);
  if (!last?.found || (lastSeenOn !== null && lastSeenOn >= londonDate(last.found.at))) return [];
  const { missingId, found } = last;
  return [owing(team, 'urgent')('seen', '11', found.at, missingId)];
}

type Owed = {
  readonly mark: string;
  readonly owner: string;
  readonly column: Column;
  readonly dueOn: string;
};
type Owe = (kind: ObligationKind, row: RowId, from: Instant, more?: Partial<Owed>) => Obligation;

/** The named nurse the same day; the designated nurse too where hiding is suspected (scenario A22), else within two days. */
function nursesOwed(missing: Missing, owe: Owe): readonly Obligation[] {
  const owed: Obligation[] = [];
  if (!missing.told['named-nurse']) owed.push(owe('tell-named-nurse', '20', missing.openedAt));
  if (missing.told['designated-nurse']) return owed;
  const from = missing.notOpen?.decidedAt ?? missing.openedAt;
  const column = missing.notOpen ? 'urgent' : 'heightened';
  return [...owed, owe('tell-designated-nurse', '20', from, { column })];
}

function agenciesOwed(missing: Missing, state: ChildState, owe: Owe): readonly Obligation[] {
  const atOnce: readonly Agency[] = policeAtOnce(missing, state)
    ? ['social-care', 'police']
    : ['social-care'];
  const owed: Obligation[] = [];
  for (const agency of agencies) {
    const mark = `/${agency}`;
    const last = lastAsked(missing, agency);
    if (last) {
      if (last.said === '') owed.push(owe('agency-answer', 'H22', last.at, { mark }));
      continue;
    }
    if (atOnce.includes(agency)) owed.push(owe('ask-agency', 'H10', missing.openedAt, { mark }));
    if (askedNext.includes(agency)) owed.push(owe('ask-agency', '2', missing.openedAt, { mark }));
    const { bornOn } = state.identity;
    if (agency === 'school' && bornOn !== null) {
      const dueOn = addMonths(bornOn, schoolMonths);
      owed.push(owe('ask-agency', '2', londonInstant(addMonths(dueOn, -1), 0), { mark, dueOn }));
    }
  }
  return owed;
}

/** The police by risk: at once for a plan, an enquiry, a looked-after child, a violent adult, or where hiding is suspected. */
function policeAtOnce(missing: Missing, state: ChildState): boolean {
  return missing.notOpen !== null || priorityOtherwise(missing, state) === 'urgent';
}

/** How urgent the child would be if somebody knew where it is. */
function priorityOtherwise(missing: Missing, state: ChildState): Column {
  const known = { ...state, circumstances: { ...state.circumstances, whereaboutsUnknown: false } };
  return priorityOutside(known, londonDate(missing.openedAt));
}

function traceRow(missing: Missing, state: ChildState): RowId {
  const last = missing.traces.at(-1)?.at ?? missing.openedAt;
  const weeksOver = londonDate(last) >= addDays(londonDate(missing.openedAt), weeklyDays);
  return weeksOver && priorityOtherwise(missing, state) === 'routine' ? 'H21' : '21';
}
