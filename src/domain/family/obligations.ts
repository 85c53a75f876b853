import { ageInYears } from '../calendar/gestation.ts';
import { londonDate, londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import { type ChildState, openBeforeRelease } from '../child/state.ts';
import type { Obligation } from '../escalation/obligation.ts';
import { type Owe, owing } from '../escalation/owing.ts';
import { isOpen } from '../handover/facts.ts';
import { hasStatus } from '../risk/circumstances.ts';
import type { Declined } from './declined.ts';
import { type Admission, admittedNow, type MothersSafeguarding } from './facts.ts';
import { withoutMotherSince } from './with-whom.ts';

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
  return ageInYears(bornOn, londonDate(state.care.knownSince));
}

/**
 * What is owed for the people around the child: that they are asked, told or seen, each once and by the row for telling
 * agencies.
 */
export function familyObligations(state: ChildState, column: Column): readonly Obligation[] {
  if (state.care.status !== 'in-care') return [];
  const { family } = state;
  const owe = owing(state.care.holder.teamId, column);
  const owed: Obligation[] = [];
  const home = contactOwed(state);
  if (home?.discharged) owed.push(owe('home-contact', 'H23', home.discharged.at, home.admissionId));
  owed.push(...owedBeforeDischarge(admittedNow(family), owe));
  if (family.declined)
    for (const side of sidesOf(state, owe, column)) owed.push(...owedAfterDecline(family.declined, side));
  const { carer, carerSince } = family;
  if (carer && carerSince) {
    if (carer.parentalResponsibility === null)
      owed.push(owe('ask-parental-responsibility', '2', carerSince, carerSince));
    // A child whom an authority placed is looked after, and so not privately fostered.
    const privately = !carer.closeRelative && !hasStatus(state.circumstances, 'looked-after');
    if (privately && !family.fosteringTold)
      owed.push(owe('tell-private-fostering', '2', carerSince, carerSince));
  }
  const alone = withoutMotherSince(state);
  if (alone !== null && !carer) owed.push(owe('name-carer', '2', alone, alone));
  return [...owed, ...owedToMidwives(state, owe), ...owedToAgencies(state, owe), ...owedToMother(state, owe)];
}

/** While a pregnancy is on its way to another team, its midwives here and there are told, of each handover anew (A8). */
function owedToMidwives({ identity, family, handovers }: ChildState, owe: Owe): readonly Obligation[] {
  const open = identity.bornOn === null ? handovers.findLast(isOpen) : undefined;
  if (!open || family.midwiferyToldFor?.includes(open.handoverId)) return [];
  return [owe('tell-midwifery', '2', open.preparedAt, open.handoverId)];
}

/**
 * A statutory status has an authority and its people behind it, who go on at the old address unless they are told. They
 * are told of each handover anew, from when it is prepared (Annex B, row 2; decision 0052).
 */
function owedToAgencies({ circumstances, family, handovers }: ChildState, owe: Owe): readonly Obligation[] {
  const open = handovers.findLast(isOpen);
  if (!open || !circumstances.statutory?.length) return [];
  if (family.agenciesToldFor?.includes(open.handoverId)) return [];
  return [owe('tell-agencies', '2', open.preparedAt, open.handoverId)];
}

/**
 * With the unit or the hospital the discharge is planned, and on the day planned somebody says whether they are home (A45, A46):
 * a stay that nobody asks about would go on for ever.
 */
function owedBeforeDischarge(admission: Admission | null, owe: Owe): readonly Obligation[] {
  if (!admission) return [];
  const { plan, admissionId } = admission;
  if (!plan) return [owe('plan-discharge', 'H30', londonInstant(admission.from, 9 * 60), admissionId)];
  const { expectedOn: dueOn } = plan;
  return [owe('record-discharge', 'H30', londonInstant(dueOn, 0), admissionId, { dueOn })];
}

/**
 * Who owes the looks at a refusal: the holder and, before the release point, also the team that has accepted, since the
 * refusal is of its visits (A23).
 */
function sidesOf(state: ChildState, owe: Owe, column: Column): readonly Owe[] {
  const open = openBeforeRelease(state);
  const accepted = open !== null && 'acceptance' in open && open.destination.kind !== 'outside';
  if (!open || !accepted) return [owe];
  const { destination, releasingTeamId: otherTeamId } = open;
  const theirs = owing(destination.teamId, column);
  return [owe, (kind, row, from, mark, more) => theirs(kind, row, from, mark, { otherTeamId, ...more })];
}

/**
 * Looks at a refusal count by the row of missed visits: the first within its limit, each further one on the day that
 * the look before it set.
 */
function owedAfterDecline({ at, gpTold, reviewed }: Declined, owe: Owe): readonly Obligation[] {
  const next = reviewed?.reviewOn ?? null;
  const look =
    next === null
      ? owe('review-visiting-declined', '19', at, at)
      : owe('review-visiting-declined', '19', londonInstant(next, 0), at, { dueOn: next });
  return gpTold ? [look] : [look, owe('tell-gp-declined', '14', at, at)];
}

/**
 * What is owed to the mother herself. A mother who is looked after or a care leaver has a worker, who is told, and a
 * nurse for looked-after children, who has a copy, each again when the child is handed over (A36). The safeguarding of
 * a mother who is a child herself is recorded (A37).
 */
function owedToMother(state: ChildState, owe: Owe): readonly Obligation[] {
  const { family, care } = state;
  if (family.motherDied || care.status !== 'in-care') return [];
  const owed: Obligation[] = [];
  const { motherInCare } = family;
  const open = openBeforeRelease(state);
  const mark = open?.handoverId ?? '';
  const since = open?.preparedAt ?? motherInCare?.at;
  const waits = (done: readonly string[]) => !done.includes(mark) && (open !== null || done.length === 0);
  if (motherInCare && since && waits(motherInCare.toldFor))
    owed.push(owe('tell-mothers-worker', '2', since, mark || 'now'));
  if (motherInCare && since && waits(motherInCare.copiedFor ?? []))
    owed.push(owe('copy-mothers-nurse', '2', since, mark || 'now'));
  const age = mothersAge(state);
  if (age !== null && age < 16 && !safeguarded(family.mothersSafeguarding, age)) {
    const more = age < 13 ? ({ column: 'urgent' } as const) : {};
    owed.push(owe('mothers-safeguarding', '2', care.knownSince, 'mother', more));
  }
  return owed;
}

/** Whether her own safeguarding is recorded; of a mother under 13 with the referral, whenever her age was learned. */
function safeguarded(recorded: MothersSafeguarding | null, age: number): boolean {
  return recorded !== null && (age >= 13 || recorded.referredTo !== null);
}
