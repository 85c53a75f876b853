import type { CivilDate, Instant } from '../calendar/time.ts';
import {
  type Absence,
  type Directory,
  type GpPractice,
  inForce,
  type Practitioner,
  type Service,
  type ServiceKind,
  type Team,
} from './entries.ts';

/**
 * Where everything goes for which no route is known. Each area of the network has a holding desk, marked on the
 * team; this one is the network's own, for what has no area.
 */
export const networkHoldingDeskId = 'network-holding-desk';

/** Whether the team exists and works on that day. Only a live team may be offered to or accept. */
export function teamLive(directory: Directory, teamId: string, day: CivilDate): boolean {
  const team = directory.teams.get(teamId);
  return team !== undefined && inForce(team, day);
}

/** The service of that kind commissioned for the area on that day; of several the one begun last. */
export function serviceFor(
  directory: Directory,
  areaCode: string,
  kind: ServiceKind,
  day: CivilDate,
): Service | null {
  let found: Service | null = null;
  for (const service of indexOf(directory).servicesByArea.get(areaCode) ?? []) {
    const fits = service.kind === kind && inForce(service, day);
    if (fits && (found === null || begunLater(service, found))) found = service;
  }
  return found;
}

/** The service that a family of this team is to have where it goes: the programme from the programme, else health visiting. */
export function serviceWanted(directory: Directory, teamId: string | null): ServiceKind {
  const from = teamId === null ? undefined : directory.teams.get(teamId);
  return from?.kind === 'fnp' ? 'fnp' : 'health-visiting';
}

/** Whether the practitioner has not left and is not disabled at that moment; absence does not count. */
export function inPost(directory: Directory, practitionerId: string, at: Instant): boolean {
  const practitioner = directory.practitioners.get(practitionerId);
  if (practitioner === undefined) return false;
  return practitioner.status === 'present' ? at >= practitioner.statusSince : at < practitioner.statusSince;
}

/** The absences of a practitioner at that moment. */
export function absencesAt(directory: Directory, practitionerId: string, at: Instant): readonly Absence[] {
  const all = indexOf(directory).absencesByPractitioner.get(practitionerId) ?? [];
  return all.filter((absence) => absence.from <= at && (absence.to === null || at < absence.to));
}

/** Whether the practitioner is here to answer at that moment: in post and not away. */
export function presentAt(directory: Directory, practitionerId: string, at: Instant): boolean {
  return inPost(directory, practitionerId, at) && absencesAt(directory, practitionerId, at).length === 0;
}

/** Whether the practitioner is here to answer at that moment, as a member of that team. */
export function presentIn(
  directory: Directory,
  teamId: string,
  practitionerId: string,
  at: Instant,
): boolean {
  const practitioner = directory.practitioners.get(practitionerId);
  return practitioner?.teamId === teamId && presentAt(directory, practitionerId, at);
}

/** The people of a team, in post or not. */
export function membersOf(directory: Directory, teamId: string): readonly Practitioner[] {
  return indexOf(directory).practitionersByTeam.get(teamId) ?? [];
}

/** What the answering rules look up again and again, made once for a directory. */
export type DirectoryIndex = {
  readonly servicesByArea: ReadonlyMap<string, readonly Service[]>;
  readonly absencesByPractitioner: ReadonlyMap<string, readonly Absence[]>;
  readonly practitionersByTeam: ReadonlyMap<string, readonly Practitioner[]>;
  readonly teamsByArea: ReadonlyMap<string, readonly Team[]>;
  readonly teamsByOrganisation: ReadonlyMap<string, readonly Team[]>;
  readonly holdingDesks: readonly Team[];
  readonly practicesByCode: ReadonlyMap<string, readonly GpPractice[]>;
};

const indexes = new WeakMap<Directory, DirectoryIndex>();

/** A sweep asks for thousands of names a second: without an index each would walk the whole directory. */
export function indexOf(directory: Directory): DirectoryIndex {
  const known = indexes.get(directory);
  if (known !== undefined) return known;
  const teams = [...directory.teams.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const practitioners = [...directory.practitioners.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const index: DirectoryIndex = {
    servicesByArea: Map.groupBy(directory.services.values(), (service) => service.areaCode),
    absencesByPractitioner: Map.groupBy(directory.absences, (absence) => absence.practitionerId),
    practitionersByTeam: Map.groupBy(practitioners, (practitioner) => practitioner.teamId),
    teamsByArea: Map.groupBy(teams, (team) => team.areaCode),
    teamsByOrganisation: Map.groupBy(teams, (team) => team.organisationId),
    holdingDesks: teams.filter((team) => team.holdingDesk),
    practicesByCode: Map.groupBy(directory.gpPractices, (practice) => practice.odsCode),
  };
  indexes.set(directory, index);
  return index;
}

function begunLater(a: Service, b: Service): boolean {
  return a.from > b.from || (a.from === b.from && a.id < b.id);
}

/** The holding desk of the area on that day, else the network's, else any; null when the directory has none. */
export function holdingDeskFor(directory: Directory, areaCode: string | null, day: CivilDate): Team | null {
  const desks = indexOf(directory).holdingDesks.filter((team) => inForce(team, day));
  const own = desks.find((team) => team.areaCode === areaCode && team.id !== networkHoldingDeskId);
  return own ?? desks.find((team) => team.id === networkHoldingDeskId) ?? desks[0] ?? null;
}
