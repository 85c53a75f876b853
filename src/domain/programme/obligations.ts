import { addMonths, type CivilDate, londonInstant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import type { Obligation, ObligationKind } from '../escalation/obligation.ts';
import { owing } from '../escalation/owing.ts';
import { type Handover, isOpen, priorityOf, releaseOf } from '../handover/facts.ts';
import { settled } from '../handover/meetings.ts';
import { missingNow } from '../missing/facts.ts';

/** Months before the end of the programme: plan opened, health visitor named, joint visit made (Annex B, row 25). */
const planMonths = 6;
const namedMonths = 3;
const jointVisitMonths = 1;

/**
 * What the programme's team owes a child that it answers for: a handover once it has left, and the steps of graduation, counted
 * back from the day on which the programme ends for this child. Heightened asks for two joint visits, urgent for a case meeting
 * too. To go on seeing it while it is on its way is owed by every team (see-meanwhile.ts).
 */
export function programmeObligations(state: ChildState, column: Column): readonly Obligation[] {
  const { care, programme } = state;
  if (care.status !== 'in-care' || !programme || programme.teamId !== care.holder.teamId) return [];
  const unopened = unopenedHandover(state, column);
  return unopened ? [unopened] : graduation(state, column);
}

/** What is owed until the day on which the programme ends for this child. */
function graduation(state: ChildState, column: Column): readonly Obligation[] {
  const { care, programme } = state;
  if (care.status !== 'in-care' || !programme || programme.endsOn === null) return [];
  const leaving = programme.left?.door;
  if (leaving !== undefined && leaving !== 'graduation' && leaving !== 'early-graduation') return [];
  const { endsOn } = programme;
  const passage = graduationOf(state);
  const owe = (kind: ObligationKind, dueOn: CivilDate): Obligation => ({
    // By its handover: what is owed under another one is another thing owed.
    key: `${kind}/${care.holder.teamId}/${passage?.handoverId ?? programme.clientId}`,
    kind,
    row: 'H7',
    column: passage ? priorityOf(passage) : column,
    from: londonInstant(addMonths(dueOn, -1), 0),
    dueOn,
    ownerTeamId: care.holder.teamId,
    otherTeamId: passage?.destination.teamId ?? null,
    handoverId: passage?.handoverId ?? null,
  });
  const owed: Obligation[] = [];
  if (!passage) owed.push(owe('plan-graduation', addMonths(endsOn, -planMonths)));
  if (!named(passage)) owed.push(owe('name-receiver', addMonths(endsOn, -namedMonths)));
  if (jointVisits(passage) < jointVisitsNeeded(passage, column))
    owed.push(owe('joint-visit', addMonths(endsOn, -jointVisitMonths)));
  if ((passage ? priorityOf(passage) : column) === 'urgent' && !caseMeeting(passage))
    owed.push(owe('case-meeting', addMonths(endsOn, -jointVisitMonths)));
  if (leaving === undefined) owed.push(owe('leave-programme', endsOn));
  return owed;
}

/**
 * A child that has left always has a handover under way. Where somebody withdrew it, or found a family that was
 * missing, the programme's team, as long as it answers for the child, owes another one the same day (Annex B, row 26).
 */
function unopenedHandover(state: ChildState, column: Column): Obligation | null {
  const { care, programme, handovers, missing } = state;
  if (care.status !== 'in-care' || !programme?.left || missingNow(missing)) return null;
  const last = handovers.at(-1);
  // After a decline the onward route is owed already.
  if (last?.state === 'declined' || handovers.some(isOpen)) return null;
  const withdrawnAt = last?.state === 'withdrawn' ? last.withdrawn.at : '';
  const foundAt = missing.at(-1)?.found?.at ?? '';
  const from = [programme.left.at, withdrawnAt, foundAt].sort().at(-1) ?? programme.left.at;
  return owing(care.holder.teamId, column)('open-handover', '26', from, programme.clientId);
}

/** The handover that is to carry the child out at graduation. One that has passed was of an earlier time in the programme. */
function graduationOf({ handovers }: ChildState): Handover | null {
  const open = (one: Handover) => one.occasion === 'graduation' && isOpen(one) && releaseOf(one) === null;
  return handovers.findLast(open) ?? null;
}

function named(passage: Handover | null): boolean {
  return passage !== null && (passage.addressedTo !== null || 'acceptance' in passage);
}

function jointVisits(passage: Handover | null): number {
  return passage?.happenings.jointVisits.length ?? 0;
}

function jointVisitsNeeded(passage: Handover | null, column: Column): number {
  return (passage ? priorityOf(passage) : column) === 'routine' ? 1 : 2;
}

function caseMeeting(passage: Handover | null): boolean {
  return settled(passage?.happenings.meetings['case-meeting']);
}
