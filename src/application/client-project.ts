import { londonDate } from '../domain/calendar/time.ts';
import { type ClientState, childrenInProgramme, youngestBornOn } from '../domain/programme/client-state.ts';
import { courseOf } from '../domain/programme/course.ts';
import { nextVisitDue } from '../domain/programme/visit-schedule.ts';
import type { ClientChildRow, ClientRow } from './client-store.ts';

/** The columns of a client's current row: a pure function of her state, so that `check` can rebuild and compare. */
export function clientRow(state: ClientState): ClientRow {
  const { identity } = state;
  const lastSeen = state.visits.findLast((visit) => visit.mode === 'face-to-face');
  const visited = state.status === 'enrolled' || state.status === 'transferring-out';
  // While it is only reported that she or her child has died, nobody is to be at the door: what was planned stands in
  // no list and in no calendar (scenario A14).
  const stopped = state.deathReported !== undefined || (visited && !owesVisit(state));
  return {
    given_name: identity.givenName,
    family_name: identity.familyName,
    born_on: identity.bornOn,
    nhs_number: identity.nhsNumber,
    family_id: identity.familyId,
    sealed: state.address?.sealed ?? false,
    team_id: state.teamId,
    nurse_id: state.nurseId,
    nurse_since: state.nurseSince,
    status: state.status,
    status_since: state.statusSince ?? '',
    expected_on: state.expectedOn,
    youngest_born_on: youngestBornOn(childrenInProgramme(state)),
    ends_on: state.endsOn,
    visit_due_on: visited && !stopped ? nextVisitDue(state) : null,
    last_visit_on: lastSeen ? londonDate(lastSeen.at) : null,
    missed_count: state.missed.length,
    weight: state.weight,
    transfer_to: state.transfer?.toTeamId ?? state.waiting?.teamId ?? null,
    next_visit_at: stopped ? null : (state.next?.at ?? null),
    enrolled_on: state.enrolledAt && londonDate(state.enrolledAt),
    offered_on: state.offeredAt && londonDate(state.offeredAt),
    contact_id: state.contactId,
    phases: courseOf(state).map(({ phase, from, until, cut, expected, done }) => ({
      phase,
      from,
      until,
      cut,
      expected,
      done: done.length,
    })),
  };
}

function owesVisit({ deadlines }: ClientState): boolean {
  return Object.values(deadlines).some(({ kind }) => kind === 'visit');
}

/** The rows of a client's children. */
export function clientChildRows(state: ClientState): readonly ClientChildRow[] {
  return state.children.map(({ personId, bornOn, left, lost }) => ({
    child_id: personId,
    born_on: bornOn,
    left_by: left,
    lost,
  }));
}
