import type { Instant } from '../calendar/time.ts';
import { type Directory, inPost, type Practitioner } from '../directory/directory.ts';

/**
 * Who may have spoken for a side at that moment: the people of its provider who were in post, the named nurse and the lead among
 * them. Null outside the network, where whoever answered the telephone is written down.
 */
export function speakersOf(
  directory: Directory,
  teamId: string,
  at: Instant,
): readonly Practitioner[] | null {
  const team = directory.teams.get(teamId);
  if (!team || team.kind === 'outside') return null;
  return [...directory.practitioners.values()].filter(
    (person) =>
      directory.teams.get(person.teamId)?.organisationId === team.organisationId &&
      inPost(directory, person.id, at),
  );
}
