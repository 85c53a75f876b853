import { type Instant, londonDate } from '../calendar/time.ts';
import type { Directory, Practitioner, Role, Team } from './entries.ts';
import { absencesAt, holdingDeskFor, inPost, presentAt } from './presence.ts';

/** An administrator works at a desk and answers for no child, not even as somebody's deputy. */
function mayStandIn(role: Role): boolean {
  return role !== 'administrator';
}

/** Roles in which somebody can be a child's named practitioner. */
export const holdingRoles: readonly Role[] = ['family-nurse', 'health-visitor', 'lead'];

/**
 * Whether a child's record may go on naming a person of that team: they are still in it, and in a role that answers for
 * children.
 */
function stillNamed(person: Practitioner, teamId: string): boolean {
  return person.teamId === teamId && holdingRoles.includes(person.role);
}

/** Who answers for a child now. Only a desk has no practitioner, and then its phone is what counts. */
export type Answerer =
  | {
      readonly practitionerId: string;
      readonly name: string;
      readonly phone: string;
      readonly as: 'named' | 'deputy' | 'lead' | 'team-deputy';
      readonly why: string;
    }
  | {
      readonly practitionerId: null;
      readonly name: string;
      readonly phone: string;
      readonly as: 'desk';
      readonly why: string;
    };

/**
 * The person who answers in that team at that moment (P1): the named practitioner when present; else the deputy
 * of that absence; else the team's lead, or whoever deputises in the lead's absence; else the team's deputy; else the
 * duty desk with its phone. Never nobody, never a name that has left, is disabled, is away or works in another team
 * now. `why` says how it came to this name.
 */
export function whoAnswers(
  directory: Directory,
  teamId: string,
  practitionerId: string | null,
  at: Instant,
): Answerer {
  const team = directory.teams.get(teamId);
  if (team === undefined) return deskOfUnknownTeam(directory, teamId, at);
  const found = practitionerId === null ? undefined : directory.practitioners.get(practitionerId);
  // Who has moved to another team does not answer for this one.
  const named = found !== undefined && stillNamed(found, team.id) ? found : undefined;
  if (named !== undefined && presentAt(directory, named.id, at)) {
    return person(named, team, 'named', `${named.name} is the named practitioner`);
  }
  const unavailable = whyNotNamed(directory, team, practitionerId, at);
  const deputy = found === undefined ? undefined : deputyIn(directory, team, found, at);
  if (deputy !== undefined) return person(deputy, team, 'deputy', `${unavailable}; ${deputy.name} deputises`);
  const lead = present(directory, team.leadId, at);
  if (lead !== undefined) return person(lead, team, 'lead', `${unavailable}; ${lead.name} leads the team`);
  const awayLead = team.leadId === null ? undefined : directory.practitioners.get(team.leadId);
  const leadsDeputy = awayLead === undefined ? undefined : deputyOf(directory, awayLead, at);
  if (leadsDeputy !== undefined) {
    const why = `${unavailable}; the lead is away, ${leadsDeputy.name} deputises for the lead`;
    return person(leadsDeputy, team, 'team-deputy', why);
  }
  const teamDeputy = present(directory, team.deputyId, at);
  if (teamDeputy !== undefined) {
    const why = `${unavailable}; the lead is not here, ${teamDeputy.name} deputises for the team`;
    return person(teamDeputy, team, 'team-deputy', why);
  }
  return deskOf(team, `${unavailable}; neither the lead nor the team's deputy is here`);
}

/** The team's duty desk as the one who answers. */
export function deskOf(team: Team, why: string): Answerer {
  return { practitionerId: null, name: `Duty desk of ${team.name}`, phone: team.phone, as: 'desk', why };
}

function deskOfUnknownTeam(directory: Directory, teamId: string, at: Instant): Answerer {
  const why = `The directory has no team ${teamId}`;
  const desk = holdingDeskFor(directory, null, londonDate(at));
  if (desk !== null) return deskOf(desk, why);
  return { practitionerId: null, name: 'Holding desk of the network', phone: '', as: 'desk', why };
}

/**
 * Whoever deputises in that team. An absence that began in the next team, or a deputy who works there, does not count
 * here.
 */
function deputyIn(
  directory: Directory,
  team: Team,
  found: Practitioner,
  at: Instant,
): Practitioner | undefined {
  if (found.teamId === team.id) return deputyOf(directory, found, at);
  const before = absencesAt(directory, found.id, at).filter(({ from }) => from < (found.teamSince ?? ''));
  return before
    .map(({ deputyId }) => present(directory, deputyId, at))
    .find((deputy) => deputy?.teamId === team.id);
}

/** Above the teams: safeguarding nurses, commissioners and information governance, who often stand alone in a team of one. */
const aboveTeams: readonly Role[] = [
  'named-nurse',
  'designated-nurse',
  'commissioner',
  'information-governance',
];

/** Whether somebody's role is one of those that no team lead speaks for. */
export function isAboveTeams({ role }: Pick<Practitioner, 'role'>): boolean {
  return aboveTeams.includes(role);
}

/**
 * Whether one person may stand in for another. Within a team anybody may. People above the teams often stand alone, so
 * somebody in the same role elsewhere may too, and named and designated nurses may stand in for each other. A
 * commissioner reads no record, in nobody's place either (P12).
 */
export function mayStandInFor(person: Practitioner, other: Practitioner): boolean {
  if (other.id === person.id || other.status !== 'present' || !mayStandIn(other.role)) return false;
  if (other.teamId === person.teamId) return true;
  const nurses: readonly Role[] = ['named-nurse', 'designated-nurse'];
  const alike = other.role === person.role || (nurses.includes(other.role) && nurses.includes(person.role));
  return isAboveTeams(person) && alike;
}

/** Who stands in for somebody by an absence of now, and is here; undefined where nobody was named. */
export function deputyOf(directory: Directory, named: Practitioner, at: Instant): Practitioner | undefined {
  for (const absence of absencesAt(directory, named.id, at)) {
    const deputy = absence.deputyId === named.id ? undefined : present(directory, absence.deputyId, at);
    if (deputy !== undefined) return deputy;
  }
  return undefined;
}

/** Whoever is here and may stand in for somebody. */
function present(directory: Directory, practitionerId: string | null, at: Instant): Practitioner | undefined {
  if (practitionerId === null || !presentAt(directory, practitionerId, at)) return undefined;
  const person = directory.practitioners.get(practitionerId);
  return person && mayStandIn(person.role) ? person : undefined;
}

function person(
  practitioner: Practitioner,
  team: Team,
  as: 'named' | 'deputy' | 'lead' | 'team-deputy',
  why: string,
): Answerer {
  const phone = practitioner.phone === '' ? team.phone : practitioner.phone;
  return { practitionerId: practitioner.id, name: practitioner.name, phone, as, why };
}

function whyNotNamed(directory: Directory, team: Team, practitionerId: string | null, at: Instant): string {
  if (practitionerId === null) return 'No practitioner is named yet';
  const named = directory.practitioners.get(practitionerId);
  if (named === undefined) return 'The named practitioner is not in the directory';
  if (!inPost(directory, named.id, at)) return `${named.name} is no longer in post`;
  if (named.teamId !== team.id) return `${named.name} works in another team now`;
  if (!stillNamed(named, team.id)) return `${named.name} answers for no child now`;
  return `${named.name} is away`;
}
