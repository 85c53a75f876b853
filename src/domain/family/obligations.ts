import { type Instant, londonDate } from '../calendar/time.ts';
import type { Column, RowId } from '../calendar/time-limits.ts';
import { type ChildState, openBeforeRelease } from '../child/state.ts';
import type { Obligation, ObligationKind } from '../escalation/obligation.ts';
import { hasStatus } from '../risk/circumstances.ts';
import { yearsOld } from '../risk/priority.ts';
import type { Admission } from './facts.ts';

/** The discharge after which nobody of the team has reached the family or seen the child yet (scenario A45). */
export function contactOwed(state: ChildState): Admission | null {
  const last = state.family.admissions.at(-1);
  if (!last?.discharged || last.contacted) return null;
  return state.lastSeenOn !== null && state.lastSeenOn > last.discharged.on ? null : last;
}

/** How old the mother was when the child became known here; null where nobody knows. */
export function mothersAge(state: ChildState): number | null {
  const bornOn = state.circumstances.motherBornOn ?? state.identity.mother?.bornOn ?? null;
  if (bornOn === null || state.care.status === 'unknown') return null;
  return yearsOld(bornOn, londonDate(state.care.knownSince));
}

/** What the people around the child owe to be asked, told or seen, each once and by the row for telling agencies. */
export function familyObligations(state: ChildState, column: Column): readonly Obligation[] {
  if (state.care.status !== 'in-care') return [];
  const { family } = state;
  const team = state.care.holder.teamId;
  const owe = (kind: ObligationKind, row: RowId, from: Instant, mark: string, by = column): Obligation => ({
    key: `${kind}/${team}/${mark}`,
    kind,
    row,
    column: by,
    from,
    ownerTeamId: team,
    otherTeamId: null,
    handoverId: null,
  });
  const owed: Obligation[] = [];
  const home = contactOwed(state);
  if (home?.discharged) owed.push(owe('home-contact', 'H23', home.discharged.at, home.admissionId));
  const { carer, carerSince } = family;
  if (carer && carerSince) {
    if (carer.parentalResponsibility === null)
      owed.push(owe('ask-parental-responsibility', '2', carerSince, carerSince));
    // A child whom an authority placed is looked after, and so not privately fostered.
    const privately = !carer.closeRelative && !hasStatus(state.circumstances, 'looked-after');
    if (privately && !family.fosteringTold)
      owed.push(owe('tell-private-fostering', '2', carerSince, carerSince));
  }
  if (family.motherDied && !carer)
    owed.push(owe('name-carer', '2', family.motherDied.at, family.motherDied.at));
  return [...owed, ...owedToMother(state, column, owe)];
}

/** Her own worker is told, and told again when the child is handed over (A36); her own safeguarding is recorded (A37). */
function owedToMother(
  state: ChildState,
  column: Column,
  owe: (kind: ObligationKind, row: RowId, from: Instant, mark: string, by?: Column) => Obligation,
): readonly Obligation[] {
  const { family, care } = state;
  if (family.motherDied || care.status !== 'in-care') return [];
  const owed: Obligation[] = [];
  const { motherInCare } = family;
  const open = openBeforeRelease(state);
  const mark = open?.handoverId ?? '';
  if (motherInCare && !motherInCare.toldFor.includes(mark) && (open || motherInCare.toldFor.length === 0))
    owed.push(owe('tell-mothers-worker', '2', open?.preparedAt ?? motherInCare.at, mark || 'now'));
  const age = mothersAge(state);
  if (age !== null && age < 16 && !family.mothersSafeguarding)
    owed.push(owe('mothers-safeguarding', '2', care.knownSince, 'mother', age < 13 ? 'urgent' : column));
  return owed;
}
