import { createHash } from 'node:crypto';
import { type Instant, sayDate, sayInstant } from '../domain/calendar/time.ts';
import { type Directory, turnAt } from '../domain/directory/directory.ts';

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
  const current = absences.filter(({ to }) => to === null || to > now);
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
