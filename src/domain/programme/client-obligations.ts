import { addDays, type CivilDate, type Instant, londonInstant } from '../calendar/time.ts';
import type { Column, RowId } from '../calendar/time-limits.ts';
import { today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { missedBeforeReview } from '../escalation/missed.ts';
import type { Obligation, ObligationKind } from '../escalation/obligation.ts';
import { columnOfCare } from '../escalation/obligations.ts';
import { type Owe, owing } from '../escalation/owing.ts';
import type { ClientContext } from './client-context.ts';
import { refusedObligations } from './client-refused.ts';
import { type ClientState, childrenInProgramme } from './client-state.ts';
import { latestUnseen, type OwnRecords } from './unseen.ts';
import { nextVisitDue } from './visit-schedule.ts';

const columns: readonly Column[] = ['routine', 'heightened', 'urgent'];

/**
 * The column of a client's clocks on a day: the highest that any of her children in care has. Asked anew with each command,
 * for a child that was unborn at enrolment is not under one for two years.
 */
export function columnOfClient(children: readonly ChildState[], on: CivilDate): Column {
  const ranks = children
    .filter((child) => child.care.status === 'in-care')
    .map((child) => columns.indexOf(columnOfCare(child, on)));
  return columns[Math.max(0, ...ranks)] ?? 'routine';
}

/** The column of her clocks today, by her children's own records. */
export function columnToday(context: Pick<ClientContext, 'children' | 'now'>): Column {
  return columnOfClient(
    context.children.map((child) => child.state),
    today(context),
  );
}

/** Whose death, a child’s or her own, stands in her record and not in a child’s own any more, since when that was seen. */
export type AliveAfterAll = { readonly personId: string; readonly since: Instant };

/** Everything that is owed to a client in this state. Her children's clocks run in their own streams. Pure. */
export function clientObligations(
  state: ClientState,
  column: Column,
  records: OwnRecords,
  alive: readonly AliveAfterAll[] = [],
): readonly Obligation[] {
  if (state.status === 'unknown') return [];
  const refused = refusedObligations(state, owing(state.teamId, column));
  return [...refused, ...owedToHer(state, column, records, alive)];
}

/** What is owed to her by her status, and by what was lost or reported. */
function owedToHer(
  state: ClientState,
  column: Column,
  records: OwnRecords,
  alive: readonly AliveAfterAll[],
): readonly Obligation[] {
  const { status, statusSince } = state;
  if (status === 'unknown' || statusSince === null) return [];
  const owe = owing(state.teamId, column);
  const on: On = (kind, row, dueOn, mark) => owe(kind, row, londonInstant(dueOn, 0), mark, { dueOn });
  const bereaved = [
    ...afterLoss(state, owe),
    // Whoever holds the child has taken the report back: the two records have to say the same.
    ...alive.map(({ personId, since }) => owe('take-back-death', 'H9', since, personId)),
  ];
  const unnamed = withoutNurse(state, owe);
  const goesOn = state.continuing
    ? [owe('review-continuing', 'H31', state.continuing.since, state.continuing.since)]
    : [];
  // Her death is reported: until a person has said what is true, nothing else is owed to her, so that nobody stands at
  // the door with the wrong words.
  if (state.deathReported) {
    const { at } = state.deathReported;
    return [owe('confirm-end', 'H9', at, at)];
  }
  if (allLost(state)) return [...bereaved, ...unnamed];
  switch (status) {
    case 'referred':
      return [...bereaved, owe('answer-referral', 'H11', statusSince, statusSince)];
    case 'offered':
      return [
        ...bereaved,
        owe('decide-place', 'H12', statusSince, statusSince),
        ...missedReview(state, column, owe),
      ];
    // No visit is expected; what was missed is still the supervisor's to look at, and no nurse ends that by a pause (row 19).
    case 'paused':
      return [
        ...bereaved,
        ...unnamed,
        ...missedReview(state, column, owe),
        ...(state.paused
          ? [reviewOfPause(state.paused.reviewOn, state, latestUnseen(state, column, records), on)]
          : []),
        ...birth(state, on),
      ];
    case 'enrolled':
      return [
        ...bereaved,
        ...unnamed,
        ...goesOn,
        ...visits(state, column, records, on, owe),
        ...birth(state, on),
      ];
    case 'transferring-out': {
      const taking = state.transfer
        ? [
            owing(state.transfer.toTeamId, column)(
              'take-client-in',
              '8',
              state.transfer.at,
              state.transfer.at,
            ),
          ]
        : [];
      return [
        ...bereaved,
        ...unnamed,
        ...taking,
        ...visits(state, column, records, on, owe),
        ...birth(state, on),
      ];
    }
    // Her nurse goes on visiting until each child has passed: what is missed meanwhile is looked at as before (row 19).
    case 'left-early':
    case 'graduated':
    case 'declined':
      return [...bereaved, ...missedReview(state, column, owe)];
    case 'ended-after-loss':
    case 'deceased':
      return bereaved;
  }
}

/**
 * Whether she is in the programme with no child left but those whose loss is reported: nothing is planned with her
 * until that is answered.
 */
function allLost(state: ClientState): boolean {
  const { status, children } = state;
  const goesOn = status === 'enrolled' || status === 'paused' || status === 'transferring-out';
  return goesOn && children.some((child) => child.lost) && childrenInProgramme(state).length === 0;
}

/**
 * After a loss: that the contact is in touch with her and, where the contact is there no more, that somebody else is
 * named (scenario A13).
 */
function afterLoss(
  { status, bereavedAt, contactId, contactGoneAt }: ClientState,
  owe: Owe,
): readonly Obligation[] {
  const touch = bereavedAt === null ? [] : [owe('bereavement-contact', 'H13', bereavedAt, bereavedAt)];
  const over = status === 'deceased' && bereavedAt === null;
  if (contactId !== null || contactGoneAt === undefined || over) return touch;
  return [...touch, owe('name-contact', 'H4', contactGoneAt, contactGoneAt)];
}

/** Her nurse is there no more: the lead answers for her, and names another (promise P1, scenario A30). */
function withoutNurse({ nurseId, nurseGoneAt }: ClientState, owe: Owe): readonly Obligation[] {
  if (nurseId !== null || nurseGoneAt === undefined) return [];
  return [owe('allocate-nurse', 'H4', nurseGoneAt, nurseGoneAt)];
}

/**
 * When a pause is looked at. What is learned of a child meanwhile does not end the pause, but somebody looks at it
 * sooner (row 13).
 */
function reviewOfPause(
  reviewOn: CivilDate,
  { statusSince }: ClientState,
  unseenUntil: CivilDate | null,
  on: On,
): Obligation {
  return on('review-pause', 'H7', soonest(reviewOn, unseenUntil), statusSince ?? reviewOn);
}

type On = (kind: ObligationKind, row: RowId, dueOn: CivilDate, mark: string) => Obligation;

/** The next visit, and the supervisor's review of visits that were missed. */
function visits(
  state: ClientState,
  column: Column,
  records: OwnRecords,
  on: On,
  owe: Owe,
): readonly Obligation[] {
  const owed: Obligation[] = [];
  const due = nextVisitDue(state);
  if (due !== null) owed.push(on('visit', '13', soonest(due, latestUnseen(state, column, records)), 'next'));
  return [...owed, ...missedReview(state, column, owe)];
}

function missedReview(state: ClientState, column: Column, owe: Owe): readonly Obligation[] {
  const counted = state.missed.filter(
    (visit) => visit.why !== 'cancelled-by-nurse' && !state.missedReviewed.includes(visit.visitId),
  );
  const reached = counted[missedBeforeReview[column] - 1];
  return reached
    ? [owe('review-missed-visits', '19', londonInstant(reached.on, 12 * 60), reached.visitId)]
    : [];
}

function soonest(a: CivilDate, b: CivilDate | null): CivilDate {
  return b !== null && b < a ? b : a;
}

/** Two weeks after the expected date somebody says what happened. */
function birth(state: ClientState, on: On): readonly Obligation[] {
  const expecting = state.children.some(
    (child) => child.bornOn === null && !child.lost && child.left === null,
  );
  return expecting && state.expectedOn !== null
    ? [on('tell-birth', 'H7', addDays(state.expectedOn, 14), 'birth')]
    : [];
}
