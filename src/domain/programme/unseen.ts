import { addDays, type CivilDate, londonDate } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { Visit } from './client-facts.ts';
import { type ClientState, childrenInProgramme } from './client-state.ts';
import { datesOf, type ProgrammeDates, phaseInterval, sinceKept } from './visit-schedule.ts';

/** The longest that a client's child may go unseen, in days (Annex B, row 13; decision 0020). */
export const longestUnseen: Readonly<Record<Column, number>> = { routine: 28, heightened: 14, urgent: 7 };

/** What a child's own record says of her visits: the days on which it was not seen after all, and whether the record has ended. */
export type OwnRecords = ReadonlyMap<
  string,
  { readonly notSeenOn: readonly CivilDate[]; readonly ended: boolean }
>;

/**
 * The last day by which somebody has to have seen each of her children again face to face, or herself while she is
 * pregnant. A pause changes nothing about it. It is never sooner than her phase asks, and not within a week of the day
 * on which a record from another system began here; visits that were dialled down make no limit longer. While a child
 * is on its way to another team, its own stream owes the row in full (`seeMeanwhile`).
 */
export function latestUnseen(state: ClientState, column: Column, records: OwnRecords): CivilDate | null {
  const dates = datesOf(state);
  const since = unseenSince(state, records);
  if (since === null || dates === null) return null;
  return sinceKept(state, since, addDays(since, mayGoUnseen(column, dates, since)));
}

/**
 * Since when somebody has not been seen face to face: of her children the one unseen longest, or the client herself
 * while she is pregnant; null before she is enrolled, and while no child of hers is in the programme. A child whose own
 * record has ended, as by an adoption, is not waited for. It is asked of the visits themselves: a visit in which a child was not seen leaves that child's clock
 * running, and so does a pause.
 */
function unseenSince(state: ClientState, records: OwnRecords): CivilDate | null {
  if (state.enrolledAt === null) return null;
  const enrolledOn = londonDate(state.enrolledAt);
  const faceToFace = state.visits.filter((visit) => visit.mode === 'face-to-face');
  const lastOf = (visits: readonly Visit[], since: CivilDate) => {
    const last = visits.at(-1);
    return last === undefined ? since : later(since, londonDate(last.at));
  };
  const visited = childrenInProgramme(state).filter(({ personId }) => !records.get(personId)?.ended);
  const seen = visited.map(({ personId, bornOn }) =>
    bornOn === null
      ? lastOf(
          faceToFace.filter((visit) => visit.clientSeen),
          enrolledOn,
        )
      : lastOf(
          faceToFace.filter((visit) => sawChild(visit, personId, records)),
          later(enrolledOn, bornOn),
        ),
  );
  return seen.sort()[0] ?? null;
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return b > a ? b : a;
}

function sawChild(visit: Visit, personId: string, records: OwnRecords): boolean {
  const taken = records.get(personId)?.notSeenOn ?? [];
  return visit.childrenSeen.includes(personId) && !taken.includes(londonDate(visit.at));
}

/**
 * How many days anybody may go unseen, by what is known and by the phase of that day. The interval of the phase itself
 * is never too long; an interval that was dialled down for one family does not count (decision 0020).
 */
export function mayGoUnseen(column: Column, dates: ProgrammeDates, day: CivilDate): number {
  return Math.max(longestUnseen[column], phaseInterval(dates, day));
}
