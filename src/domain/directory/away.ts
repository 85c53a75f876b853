import { type Instant, sayInstant } from '../calendar/time.ts';
import { type Answerer, whoAnswers } from './answering.ts';
import type { Directory } from './entries.ts';
import { absencesAt, inPost } from './presence.ts';

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

/** "Nadia Farouk (020 7946 0112) acts in your place, until 8 December 2026, 09:00": for the page and for the refusal. */
export function sayAway({ until, standIn }: Away): string {
  const reach = standIn.phone === '' ? '' : ` (${standIn.phone})`;
  const when = until === null ? 'until further notice' : `until ${sayInstant(until)}`;
  return `${standIn.name}${reach} acts in your place, ${when}`;
}
