import { absenceRefusal } from '../access/presence.ts';
import { deskRoles } from '../access/roles.ts';
import { type CivilDate, type Instant, londonDate } from '../calendar/time.ts';
import type { Actor } from '../child/context.ts';
import type { RefusalWords } from '../language/refusal-words.ts';
import { type RefusalCode, refusals, refusalWords } from '../language/refusals.ts';
import { type DirectoryRefusalCode, refusalsOfTheDirectory } from '../language/refusals-of-the-directory.ts';
import type { DirectoryChange, PersonChange, TeamChange, TurnChange } from './commands.ts';
import {
  type Directory,
  isAboveTeams,
  mayStandInFor,
  type Practitioner,
  type Team,
  teamLive,
} from './directory.ts';
import {
  personStateOf,
  personTransitions,
  teamStateOf,
  teamTransitions,
  turnTransitions,
} from './transitions.ts';

/** Why a change of the directory is refused: a code, and its words (promise P8). */
export type DirectoryRefusal = RefusalWords & { readonly code: DirectoryRefusalCode | RefusalCode };

const words = { ...refusals, ...refusalsOfTheDirectory };

/** A refusal of a change of the directory by its code, in words. */
export function directoryRefusal(code: DirectoryRefusal['code']): DirectoryRefusal {
  return { code, ...words[code] };
}

type Given = { readonly directory: Directory; readonly actor: Actor; readonly now: Instant };

/**
 * Why a change of the directory is refused; null when it may be made. It is made by a lead of the team or the lead's
 * deputy, or as `mayRecordAbsence` says, and as the tables have it. Somebody who is back ends their own absence without
 * asking anybody; until then they change nothing else (scenario A30). Not asked here: whether anybody still names an
 * account, and whether a team still holds or owes anything.
 */
export function decideDirectory(change: DirectoryChange, given: Given): DirectoryRefusal | null {
  if (endsOwnAbsence(change, given)) return null;
  const absent = absenceRefusal(given);
  if (absent) return { code: absent.code, ...refusalWords(absent) };
  const refused = refuses(change, given);
  return refused && directoryRefusal(refused);
}

function refuses(change: DirectoryChange, given: Given): DirectoryRefusal['code'] | null {
  switch (change.type) {
    case 'close-team':
      return refusesTeam(change, given);
    case 'act-as-duty':
    case 'end-duty':
      return refusesTurn(change, given);
    case 'leave':
    case 'disable':
    case 'be-away':
    case 'return':
    case 'close-account':
      return refusesPerson(change, given);
  }
}

/**
 * Whether a turn at the duty desk is refused. Everybody of a team with a desk may take one for themselves, without
 * asking anybody: the desk's list then says who can be reached.
 */
function refusesTurn(
  { type, practitionerId }: TurnChange,
  { directory, actor, now }: Given,
): DirectoryRefusal['code'] | null {
  const cell = turnTransitions[personStateOf(directory, practitionerId, now)][type];
  const person = directory.practitioners.get(practitionerId);
  if (person && actor.role !== 'system' && actor.practitionerId !== practitionerId) return 'turn-of-another';
  if (person && !deskRoles.includes(person.role)) return 'no-desk';
  return cell === 'yes' ? null : cell;
}

function endsOwnAbsence(change: DirectoryChange, { directory, actor }: Given): boolean {
  if (change.type !== 'return' || change.practitionerId !== actor.practitionerId) return false;
  return directory.practitioners.get(actor.practitionerId)?.status === 'present';
}

function refusesPerson(change: PersonChange, { directory, actor, now }: Given): DirectoryRefusalCode | null {
  const cell = personTransitions[personStateOf(directory, change.practitionerId, now)][change.type];
  const person = directory.practitioners.get(change.practitionerId);
  if (person && !mayRecordAbsence(directory, actor, person))
    return isAboveTeams(person) ? 'not-of-the-organisation' : 'not-the-lead';
  if (cell !== 'yes') return cell;
  return person && change.type === 'be-away' ? refusesAbsence(directory, change, person) : null;
}

function refusesAbsence(
  directory: Directory,
  { from, to, deputyId }: Extract<PersonChange, { type: 'be-away' }>,
  person: Practitioner,
): DirectoryRefusalCode | null {
  if (to !== null && to <= from) return 'ends-before-it-begins';
  if (deputyId === null) return null;
  const deputy = directory.practitioners.get(deputyId);
  if (deputy && mayStandInFor(person, deputy)) return null;
  if (isAboveTeams(person)) return 'deputy-not-alike';
  return deputy?.teamId === person.teamId && deputy.role === 'administrator'
    ? 'deputy-answers-for-nobody'
    : 'deputy-of-another-team';
}

function refusesTeam(
  { teamId, on, keeperTeamId }: TeamChange,
  { directory, actor, now }: Given,
): DirectoryRefusalCode | null {
  const cell = teamTransitions[teamStateOf(directory, teamId, londonDate(now))]['close-team'];
  if (directory.teams.has(teamId) && !maySpeakFor(directory, actor, teamId)) return 'not-the-closing-lead';
  if (cell !== 'yes') return cell;
  if (on <= londonDate(now)) return 'closes-too-soon';
  const keeper = keeperTeamId ? directory.teams.get(keeperTeamId) : null;
  if (keeperTeamId && !(keeper && mayKeep(directory, keeper, teamId, on))) return 'cannot-keep';
  return null;
}

/**
 * Whether somebody may record that a person is away, back again or leaves (scenario A30, promise P5). For people of a
 * team its lead may. People above the teams often stand alone: they may for themselves, and so may every lead and every
 * other such person of the same organisation.
 */
export function mayRecordAbsence(directory: Directory, actor: Actor, person: Practitioner): boolean {
  if (maySpeakFor(directory, actor, person.teamId)) return true;
  if (!isAboveTeams(person)) return false;
  if (actor.practitionerId === person.id) return true;
  const organisationOf = (teamId: string) => directory.teams.get(teamId)?.organisationId;
  const speaks = actor.role === 'lead' || (actor.role !== 'system' && isAboveTeams({ role: actor.role }));
  return speaks && organisationOf(actor.teamId) === organisationOf(person.teamId);
}

/**
 * Whether a team may take over the records of children held outside the network from one that closes: it works beyond
 * that day, and has people who act for a child.
 */
export function mayKeep(directory: Directory, keeper: Team, closing: string, on: CivilDate): boolean {
  const works = keeper.kind === 'health-visiting' || keeper.kind === 'fnp';
  return works && keeper.id !== closing && teamLive(directory, keeper.id, on);
}

function maySpeakFor(directory: Directory, actor: Actor, teamId: string): boolean {
  if (actor.role === 'system') return true;
  const team = directory.teams.get(teamId);
  const leads = team?.leadId === actor.practitionerId || team?.deputyId === actor.practitionerId;
  return (actor.role === 'lead' && actor.teamId === teamId) || leads;
}
