import { lastDayStands } from '../bulk/obligations.ts';
import { type Context, type Decision, refuse, today } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { type Directory, teamLive } from '../directory/directory.ts';
import { type HandoverKind, occasionsOf, occasionWords } from '../language/words.ts';
import type { Preparation, PrepareHandover } from './commands.ts';
import type { Destination } from './facts.ts';

const kindOfTeams: Readonly<Record<HandoverKind, { releasing: string; receiving: string }>> = {
  'fnp-to-health-visiting': { releasing: 'fnp', receiving: 'health-visiting' },
  'fnp-to-fnp': { releasing: 'fnp', receiving: 'fnp' },
  'health-visiting-to-health-visiting': { releasing: 'health-visiting', receiving: 'health-visiting' },
  'health-visiting-to-fnp': { releasing: 'health-visiting', receiving: 'fnp' },
};

/** Only a family of the programme graduates from it: between health visiting teams nothing of that kind is planned. */
export function occasionFault({ kind, occasion }: Preparation): Decision | null {
  return occasionsOf(kind).includes(occasion)
    ? null
    : refuse('occasion-not-of-kind', occasionWords[occasion]);
}

/** Whether the last day of the team that lets go is known, on the child or in the directory. */
export function closesOnADay(child: ChildState, releasingTeamId: string, { teams }: Directory): boolean {
  return lastDayStands(child) || (teams.get(releasingTeamId)?.to ?? null) !== null;
}

/**
 * Whether the reason “the service closes” fits. It is a planned one only where the last day of the team is known;
 * without a last day the service stops suddenly, and nothing about that is planned (Annex B, column headings and row
 * 29). A twin's handover is judged by that of the other one.
 */
export function closingFault(
  { occasion, goesWithPregnancy }: Pick<PrepareHandover, 'occasion' | 'goesWithPregnancy'>,
  releasingTeamId: string,
  child: ChildState,
  { directory }: Pick<Context, 'directory'>,
): Decision | null {
  if (occasion !== 'service-closes' || goesWithPregnancy) return null;
  if (closesOnADay(child, releasingTeamId, directory)) return null;
  return refuse('last-day-unknown', directory.teams.get(releasingTeamId)?.name ?? releasingTeamId);
}

/** Where a handover of a kind is to lead, made for a reason. */
type Leading = Pick<Preparation, 'kind' | 'occasion' | 'destination'> &
  Pick<PrepareHandover, 'goesWithPregnancy'>;

/** Whether a destination can receive a handover of that kind from the team that lets go; null when it can. */
export function destinationFault(
  leading: Leading,
  releasingTeamId: string,
  child: ChildState,
  context: Context,
): Decision | null {
  const { directory } = context;
  const { kind, destination } = leading;
  const team = directory.teams.get(destination.teamId);
  if (destination.teamId === releasingTeamId) return refuse('same-team');
  if (!team || !teamLive(directory, destination.teamId, today(context)))
    return refuse('team-not-live', team?.name);
  const expected = kindOfTeams[kind];
  const releasing = directory.teams.get(releasingTeamId);
  if (releasing && releasing.kind !== 'outside' && releasing.kind !== expected.releasing) {
    return refuse('wrong-receiving-kind', `${releasing.name} cannot release a handover of this kind`);
  }
  if (destination.kind === 'desk' && team.kind !== expected.receiving)
    return refuse('wrong-receiving-kind', team.name);
  if (destination.kind === 'outside' && team.kind !== 'outside')
    return refuse('wrong-receiving-kind', team.name);
  if (destination.kind === 'holding' && !team.holdingDesk) return refuse('wrong-receiving-kind', team.name);
  return team.kind === 'fnp' ? withoutMotherFault(leading, child, team.name) : null;
}

/**
 * A child comes into a site of the programme only with its mother (decision 0032): from health visiting once she has
 * joined that site, which asks for the child; from another site by her transfer, or when that site closes and she
 * follows. Caseload files bring children without a client on record; for those the word of their own site stands that
 * the mother is in the programme.
 */
function withoutMotherFault(
  { kind, occasion, destination, goesWithPregnancy }: Leading,
  { awaited, programme }: ChildState,
  site: string,
): Decision | null {
  if (awaited?.siteId === destination.teamId || goesWithPregnancy) return null;
  if (kind === 'health-visiting-to-fnp') return refuse('comes-with-mother', site);
  const follows =
    programme === null ||
    programme.left?.door === 'moved-to-programme' ||
    occasion === 'service-closes' ||
    occasion === 'service-stops';
  return follows ? null : refuse('comes-with-mother', site);
}

/** FNP with no place sends on to health visiting (scenario A4): the kind follows the receiving team. */
export function kindTowards(kind: HandoverKind, to: Destination, context: Context): HandoverKind {
  const receiving = context.directory.teams.get(to.teamId)?.kind;
  if (kind === 'fnp-to-fnp' && receiving !== 'fnp') return 'fnp-to-health-visiting';
  if (kind === 'fnp-to-health-visiting' && receiving === 'fnp') return 'fnp-to-fnp';
  if (kind === 'health-visiting-to-fnp' && receiving !== 'fnp') return 'health-visiting-to-health-visiting';
  if (kind === 'health-visiting-to-health-visiting' && receiving === 'fnp') return 'health-visiting-to-fnp';
  return kind;
}
