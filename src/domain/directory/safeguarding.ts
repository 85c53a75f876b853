import type { Directory } from './entries.ts';
import { indexOf } from './presence.ts';

/** The teams of the named nurses of these teams' organisations, each once. */
export function namedNurseTeamsOf(directory: Directory, teamIds: readonly string[]): readonly string[] {
  const { teamsByOrganisation } = indexOf(directory);
  const organisations = new Set(teamIds.flatMap((id) => directory.teams.get(id)?.organisationId ?? []));
  return [...organisations]
    .flatMap((id) => teamsByOrganisation.get(id) ?? [])
    .flatMap(({ id, kind }) => (kind === 'named-nurse' ? [id] : []));
}

/** The teams of the designated nurses of these teams' areas, each once. */
export function designatedNurseTeamsOf(directory: Directory, teamIds: readonly string[]): readonly string[] {
  const { teamsByArea } = indexOf(directory);
  const areas = new Set(teamIds.flatMap((id) => directory.teams.get(id)?.areaCode ?? []));
  return [...areas]
    .flatMap((code) => teamsByArea.get(code) ?? [])
    .flatMap(({ id, kind }) => (kind === 'designated-nurse' ? [id] : []));
}

/** Both: who answers for safeguarding on the side of these teams. */
export function safeguardingTeamsOf(directory: Directory, teamIds: readonly string[]): ReadonlySet<string> {
  return new Set([...namedNurseTeamsOf(directory, teamIds), ...designatedNurseTeamsOf(directory, teamIds)]);
}
