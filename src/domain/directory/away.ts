import { type Instant, sayInstant } from '../calendar/time.ts';
import { type Answerer, whoAnswers } from './answering.ts';
import type { Directory, Practitioner, Role } from './entries.ts';
import { absencesAt, inPost, membersOf, presentAt } from './presence.ts';

/** Somebody who is away: until when, null until further notice, and who acts in their place from that instant (scenario A30). */
export type Away = { readonly until: Instant | null; readonly standIn: Answerer };

/** Whether a practitioner in post is away at that moment, and who acts instead; null for whoever is here, or has left. */
export function awayAt(directory: Directory, practitionerId: string, at: Instant): Away | null {
  const person = directory.practitioners.get(practitionerId);
  const absences = absencesAt(directory, practitionerId, at);
  if (person === undefined || absences.length === 0 || !inPost(directory, practitionerId, at)) return null;
  const ends = absences.flatMap(({ to }) => (to === null ? [] : [to])).toSorted();
  const until = ends.length < absences.length ? null : (ends.at(-1) ?? null);
  return { until, standIn: whoAnswers(directory, person.teamId, practitionerId, at) };
}

/** For whom somebody answers: each as a record names them, and null for the records of the team that name nobody (decision 0010). */
export type AnsweredFor = readonly (string | null)[];

/**
 * Who a person answers for at that moment: themselves first; then colleagues who are not here and for whom they stand
 * in; and, as the lead or in the lead's place, every child and client for whom nobody is named (null). What falls to
 * any of these is on that person's lists (promise P1).
 */
export function answersFor(
  directory: Directory,
  { practitionerId, teamId }: { readonly practitionerId: string; readonly teamId: string },
  at: Instant,
): AnsweredFor {
  const stoodInFor = membersOf(directory, teamId).filter(
    ({ id }) =>
      id !== practitionerId &&
      !presentAt(directory, id, at) &&
      whoAnswers(directory, teamId, id, at).practitionerId === practitionerId,
  );
  const ofNobody = whoAnswers(directory, teamId, null, at).practitionerId === practitionerId;
  return [practitionerId, ...stoodInFor.map(({ id }) => id), ...(ofNobody ? [null] : [])];
}

/**
 * The role in which somebody acts at that moment. The nurse who answers in the place of the team's lead, who is away or has
 * left, does what only a lead may do; otherwise it would wait for the lead's return.
 */
export function roleAt(directory: Directory, { id, teamId, role }: Practitioner, at: Instant): Role {
  const leadId = directory.teams.get(teamId)?.leadId ?? null;
  if (leadId === null || leadId === id || (role !== 'family-nurse' && role !== 'health-visitor')) return role;
  return whoAnswers(directory, teamId, leadId, at).practitionerId === id ? 'lead' : role;
}

/** "Nadia Farouk (020 7946 0112) acts in your place, until 8 December 2026, 09:00": for the page and for the refusal. */
export function sayAway({ until, standIn }: Away): string {
  const reach = standIn.phone === '' ? '' : ` (${standIn.phone})`;
  const when = until === null ? 'until further notice' : `until ${sayInstant(until)}`;
  return `${standIn.name}${reach} acts in your place, ${when}`;
}
