import { type Instant, londonDate } from '../calendar/time.ts';
import { type LadderStep, ladderSteps } from '../language/words.ts';
import { deputyOf, deskOf, whoAnswers } from './answering.ts';
import {
  type Directory,
  inForce,
  type Practitioner,
  type Role,
  type Team,
  type TeamKind,
} from './entries.ts';
import { holdingDeskFor, indexOf, presentAt } from './presence.ts';
import { onDutyAt } from './turns.ts';

/** A person whom a step of the ladder reaches; without a practitioner it is a desk. */
export type LadderName = {
  readonly practitionerId: string | null;
  readonly name: string;
  /** The step on which the name was found: not the one asked for when nobody is there. */
  readonly foundAt: LadderStep | 'holding-desk';
  readonly reason: string;
};

type Found = { readonly practitionerId: string | null; readonly name: string };

/**
 * The people of one step for that team at that moment, never none. With nobody present on the step the next higher
 * one answers, with the reason; above the last, the nearest lower; then the holding desk; then the team's own desk.
 */
export function ladderNames(
  directory: Directory,
  teamId: string,
  step: LadderStep,
  at: Instant,
): readonly LadderName[] {
  const asked = ladderSteps.indexOf(step);
  const upThenDown = [...ladderSteps.slice(asked), ...ladderSteps.slice(0, asked).reverse()];
  for (const tried of upThenDown) {
    const found = peopleOn(directory, teamId, tried, at);
    if (found.length === 0) continue;
    const reason =
      tried === step
        ? stepReasons[step]
        : `Nobody is here as ${stepWords[step]}; ${stepWords[tried]} answers`;
    return found.map((one) => ({ ...one, foundAt: tried, reason }));
  }
  return [lastResort(directory, teamId, at)];
}

/** Who stands above the desk on the ladder of a team and has no address to which mail could go: each is told by the pages alone. */
export function unreachedByMail(directory: Directory, teamId: string, at: Instant): readonly Practitioner[] {
  const named = ladderSteps
    .filter((step) => step !== 'duty-desk')
    .flatMap((step) => ladderNames(directory, teamId, step, at).map(({ practitionerId }) => practitionerId));
  return [...new Set(named)]
    .flatMap((id) => (id === null ? [] : (directory.practitioners.get(id) ?? [])))
    .filter(({ email }) => email === '');
}

/** From this step on both sides are named; below it only the team that owes. */
const bothSidesFrom = ladderSteps.indexOf('named-nurse');

/**
 * Whom a step of the ladder rings for: the desk and the lead of the team that owes, and from the named nurse on the
 * nurses of both sides (decision 0051). The sweep says the same in SQL, and a test compares the two.
 */
export function rungFor(
  directory: Directory,
  { ownerTeamId, otherTeamId }: { readonly ownerTeamId: string; readonly otherTeamId: string | null },
  step: LadderStep,
  at: Instant,
): readonly (LadderName & { readonly teamId: string })[] {
  const other = ladderSteps.indexOf(step) < bothSidesFrom ? null : otherTeamId;
  return [ownerTeamId, ...(other === null ? [] : [other])]
    .filter((teamId) => directory.teams.get(teamId)?.kind !== 'outside')
    .flatMap((teamId) => ladderNames(directory, teamId, step, at).map((name) => ({ ...name, teamId })));
}

/** As the steps are called within a sentence. */
const stepWords: Readonly<Record<LadderStep, string>> = {
  'duty-desk': 'duty desk',
  lead: 'team lead',
  'named-nurse': 'named nurse',
  'designated-nurse': 'designated nurse',
  commissioner: 'commissioner and board',
};

const stepReasons: Readonly<Record<LadderStep, string>> = {
  'duty-desk': 'On duty at the desk',
  lead: 'Leads the team, or deputises for it',
  'named-nurse': "Named nurse of the team's provider",
  'designated-nurse': "Designated nurse of the team's area",
  commissioner: "Commissioner of the team's area",
};

function peopleOn(directory: Directory, teamId: string, step: LadderStep, at: Instant): readonly Found[] {
  const team = directory.teams.get(teamId);
  if (team === undefined) return [];
  const { teamsByArea, teamsByOrganisation } = indexOf(directory);
  switch (step) {
    case 'duty-desk':
      return onDutyAt(directory, teamId, at).map(({ id, name }) => ({ practitionerId: id, name }));
    case 'lead': {
      const answerer = whoAnswers(directory, teamId, null, at);
      return answerer.as === 'desk' ? [] : [{ practitionerId: answerer.practitionerId, name: answerer.name }];
    }
    case 'named-nurse':
      return inRole(directory, teamsByOrganisation.get(team.organisationId), 'named-nurse', at);
    case 'designated-nurse':
      return inRole(directory, teamsByArea.get(team.areaCode), 'designated-nurse', at);
    case 'commissioner':
      return inRole(directory, teamsByArea.get(team.areaCode), 'commissioner', at);
  }
}

/**
 * Everyone in that role who is present in the live teams of that kind, and whoever stands in for one who is away
 * (scenario A30). On the upper steps the kind of team has the same name as the role.
 */
function inRole(
  directory: Directory,
  teams: readonly Team[] | undefined,
  kind: TeamKind & Role,
  at: Instant,
): readonly Found[] {
  const day = londonDate(at);
  const { practitionersByTeam } = indexOf(directory);
  const found = (teams ?? [])
    .filter((team) => team.kind === kind && inForce(team, day))
    .flatMap((team) => practitionersByTeam.get(team.id) ?? [])
    .filter((one) => one.role === kind)
    .flatMap((one) => (presentAt(directory, one.id, at) ? one : (deputyOf(directory, one, at) ?? [])))
    .map((one): Found => ({ practitionerId: one.id, name: one.name }));
  return [...new Map(found.map((one) => [one.practitionerId, one])).values()];
}

function lastResort(directory: Directory, teamId: string, at: Instant): LadderName {
  const reason = 'Nobody of the team, its provider or its area is here';
  const team = directory.teams.get(teamId);
  const desk = holdingDeskFor(directory, team?.areaCode ?? null, londonDate(at));
  if (desk !== null) {
    const answerer = whoAnswers(directory, desk.id, null, at);
    return { practitionerId: answerer.practitionerId, name: answerer.name, foundAt: 'holding-desk', reason };
  }
  const answerer = team === undefined ? whoAnswers(directory, teamId, null, at) : deskOf(team, reason);
  return { practitionerId: null, name: answerer.name, foundAt: 'duty-desk', reason };
}
