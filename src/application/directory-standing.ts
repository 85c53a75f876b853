import { createHash } from 'node:crypto';
import { type Instant, sayDate, sayInstant } from '../domain/calendar/time.ts';
import {
  type Directory,
  deputyOf,
  isAboveTeams,
  type Practitioner,
  turnAt,
  whoAnswers,
} from '../domain/directory/directory.ts';

/** Of whom, or of which team, a change of the directory speaks. */
type About = { readonly practitionerId: string } | { readonly teamId: string };

/** A form of the directory that was sent: which one of all that were opened, and what stood when it was drawn (promise P8). */
export type SentForm = { readonly formId: string; readonly against: string };

/** What a change is made against, as a short print: the same, whatever the time, as long as nobody changes who is away, who has left, who took a turn at the desk, or a team's last day. */
export function printOf(directory: Directory, about: About): string {
  const stands = 'teamId' in about ? lastDay(directory, about.teamId) : person(directory, about);
  return createHash('sha256').update(JSON.stringify(stands)).digest('hex').slice(0, 16);
}

/** In words what stands of that person or team, one sentence each: absences that are not over yet, a leaving, a last day. */
export function sayStanding(directory: Directory, about: About, now: Instant): readonly string[] {
  if ('teamId' in about) {
    const day = lastDay(directory, about.teamId);
    return day === null ? ['No last day is recorded.'] : [`From ${sayDate(day)} the team no longer works.`];
  }
  const { status, accountClosedAt, absences } = person(directory, about);
  if (accountClosedAt) return ['The account is closed.'];
  if (status === 'disabled') return ['The account is switched off.'];
  if (status !== 'present') return ['Has left the post.'];
  const current = absences.filter(notOver(now));
  const found = directory.practitioners.get(about.practitionerId);
  const turn = found ? turnAt(directory, found, now) : null;
  const atDesk = turn ? [`On duty at the desk since ${sayInstant(turn.from)}.`] : [];
  if (current.length === 0) return ['No absence is recorded.', ...atDesk];
  return current.map(({ from, to, deputyId }) => {
    const until = to === null ? 'until further notice' : `until ${sayInstant(to)}`;
    const deputy = deputyId === null ? 'nobody' : directory.practitioners.get(deputyId)?.name;
    return `Away from ${sayInstant(from)} ${until}, with ${deputy ?? deputyId} in their place.`;
  });
}

/**
 * Who answers for somebody's children by what stands of them, and from when, one sentence each; of somebody above the
 * teams, at whom the ladder rings. A closed account names nobody.
 */
export function sayWhoAnswers(directory: Directory, practitionerId: string, now: Instant): readonly string[] {
  const found = directory.practitioners.get(practitionerId);
  if (!found || found.accountClosedAt) return [];
  const { status, statusSince, absences } = person(directory, { practitionerId });
  const goneFrom =
    status === 'present' ? absences.filter(notOver(now)).map(({ from }) => from) : [statusSince ?? now];
  if (goneFrom.length === 0) return [answersThemselves(found)];
  return goneFrom.map((at) => `From ${sayInstant(at)} ${answersInPlaceOf(directory, found, at)}.`);
}

/** Whoever comes back after leaving is named by no record any more, so nothing is said of every child they ever had. */
function answersThemselves(found: Practitioner): string {
  return isAboveTeams(found)
    ? `Every step of the ladder that asks ${found.name} rings there.`
    : `${found.name} answers for each child whose record names ${found.name}.`;
}

function answersInPlaceOf(directory: Directory, found: Practitioner, at: Instant): string {
  if (!isAboveTeams(found))
    return `${whoAnswers(directory, found.teamId, found.id, at).name} answers for every child of ${found.name}`;
  const standIn = found.status === 'present' ? deputyOf(directory, found, at) : undefined;
  return `the ladder asks ${standIn?.name ?? 'the next step'} in place of ${found.name}`;
}

function notOver(now: Instant) {
  return ({ to }: { readonly to: Instant | null }) => to === null || to > now;
}

function lastDay(directory: Directory, teamId: string) {
  return directory.teams.get(teamId)?.to ?? null;
}

function person({ practitioners, absences, turns }: Directory, about: { readonly practitionerId: string }) {
  const found = practitioners.get(about.practitionerId);
  const { status, statusSince, accountClosedAt } = found ?? {};
  const own = absences
    .filter(({ practitionerId }) => practitionerId === about.practitionerId)
    .map(({ from, to, deputyId }) => ({ from, to, deputyId }));
  // Only the newest turn, over or not: the directory forgets earlier ones as time passes, and a print must not change
  // with time.
  const turn = turns.findLast(({ practitionerId }) => practitionerId === about.practitionerId);
  return { status, statusSince, accountClosedAt, absences: own, turn };
}
