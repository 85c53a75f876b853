import { absenceRefusal } from '../domain/access/presence.ts';
import { type CivilDate, type Instant, londonDate } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import {
  type Directory,
  isAboveTeams,
  mayStandInFor,
  type Practitioner,
  type Team,
  teamLive,
} from '../domain/directory/directory.ts';
import type { ObligationKind } from '../domain/escalation/obligation.ts';
import { refusalWords } from '../domain/language/refusals.ts';
import type { SentForm } from './directory-standing.ts';

/** What a person changes in the directory. Each is one transaction with everything that follows from it at once. */
export type DirectoryCommand = DirectoryChange & {
  /** The form that a person sent; absent where no page asked. Sent twice it has one effect, and none over what somebody else did meanwhile. */
  readonly sent?: SentForm;
};

type DirectoryChange =
  | { readonly type: 'leave'; readonly practitionerId: string; readonly why: string }
  /** The account is lost or misused: nobody signs in with it until somebody here switches it on again. */
  | { readonly type: 'disable'; readonly practitionerId: string; readonly why: string }
  | {
      readonly type: 'be-away';
      readonly practitionerId: string;
      readonly from: Instant;
      readonly to: Instant | null;
      readonly deputyId: string | null;
    }
  | { readonly type: 'return'; readonly practitionerId: string }
  /** Only once no child names the person and no offer is addressed to them. */
  | { readonly type: 'close-account'; readonly practitionerId: string }
  | {
      readonly type: 'close-team';
      readonly teamId: string;
      readonly on: CivilDate;
      /** Who keeps from then on the record of children whom this team handed over outside the network; null where nobody was named. */
      readonly keeperTeamId?: string | null;
    };

export type DirectoryOutcome =
  | {
      readonly kind: 'done';
      readonly version: number;
      readonly offersReturned: number;
      /** The same form had been sent before, and this one had no effect. */
      readonly already?: true;
    }
  | {
      readonly kind: 'refused';
      readonly says: string;
      readonly canDo: string;
      /** What stands is no more what the form was drawn against: `canDo` says what does. */
      readonly overtaken?: true;
      /** How many stand in the way of closing a team: the page links to them. */
      readonly stillHeld?: number;
      /** Of records that the team does not hold, what it owes all the same: the page leads to each. */
      readonly stillOwed?: readonly StillOwed[];
    };

/** One thing that a team owes to a child whom it does not hold, or to a client who is no more in its programme. */
export type StillOwed = {
  readonly personId: string;
  readonly client: boolean;
  readonly kind: ObligationKind;
};

/** Where the directory is changed. Implemented by postgres/leaver.ts. */
export type DirectoryStore = {
  readonly change: (command: DirectoryCommand, actor: Actor, now: Instant) => Promise<DirectoryOutcome>;
};

/** Judges a change against the directory, then has it made. Who and what stands in the way is said (promise P8). */
export async function changeDirectory(
  store: DirectoryStore,
  directory: Directory,
  command: DirectoryCommand,
  actor: Actor,
  now: Instant,
): Promise<DirectoryOutcome> {
  return refusalOf(directory, command, actor, now) ?? (await store.change(command, actor, now));
}

type Refused = Extract<DirectoryOutcome, { kind: 'refused' }>;

function refused(says: string, canDo: string): Refused {
  return { kind: 'refused', says, canDo };
}

/**
 * Null when the change may be made: by a lead of the team, or its deputy, or as `mayRecordAbsence` says. Whoever is back ends
 * the own absence without asking anybody; until then they change nothing else.
 */
function refusalOf(
  directory: Directory,
  command: DirectoryCommand,
  actor: Actor,
  now: Instant,
): Refused | null {
  if (endsOwnAbsence(directory, command, actor)) return null;
  const absent = absenceRefusal({ directory, actor, now });
  if (absent) return { kind: 'refused', ...refusalWords(absent) };
  if (command.type === 'close-team') return refusalToClose(directory, command, actor, now);
  const practitioner = directory.practitioners.get(command.practitionerId);
  if (!practitioner)
    return refused('The directory does not know this person.', 'Choose a person of the team.');
  if (!mayRecordAbsence(directory, actor, practitioner)) {
    return isAboveTeams(practitioner)
      ? refused(
          'Only a person of the same organisation records that of somebody above the teams.',
          'Ask a lead or a safeguarding nurse there, or the person.',
        )
      : refused('Only the lead of the team changes who works in it.', 'Ask the lead of that team.');
  }
  switch (command.type) {
    case 'leave':
    case 'disable':
      return refusalOfWhoIsGone(practitioner);
    case 'be-away':
      return refusalToBeAway(directory, command, practitioner);
    case 'return':
      return null;
    case 'close-account':
      return practitioner.status === 'present'
        ? refused('This person still works here.', 'Record first that they leave.')
        : null;
  }
}

function refusalOfWhoIsGone({ status }: Practitioner): Refused | null {
  if (status === 'present') return null;
  return status === 'disabled'
    ? refused('The account of this person is switched off already.', 'Nothing needs to be done.')
    : refused('This person has left already.', 'Nobody can sign in as them. Nothing needs to be done.');
}

function endsOwnAbsence(directory: Directory, command: DirectoryCommand, actor: Actor): boolean {
  if (command.type !== 'return' || command.practitionerId !== actor.practitionerId) return false;
  return directory.practitioners.get(actor.practitionerId)?.status === 'present';
}

function refusalToBeAway(
  directory: Directory,
  { from, to, deputyId }: Extract<DirectoryCommand, { type: 'be-away' }>,
  person: Practitioner,
): Refused | null {
  if (to !== null && to <= from)
    return refused('The last moment comes before the first.', 'Check both dates.');
  if (deputyId === null) return null;
  const deputy = directory.practitioners.get(deputyId);
  if (deputy && mayStandInFor(person, deputy)) return null;
  if (isAboveTeams(person))
    return refused(
      'The stand-in must be another person of the same team, or somebody in the same role elsewhere.',
      'Choose one of the list.',
    );
  return deputy?.teamId === person.teamId && deputy.role === 'administrator'
    ? refused('An administrator answers for no child.', 'Choose a nurse, a health visitor or the lead.')
    : refused('The deputy must be another person of the same team.', 'Choose a deputy of the team.');
}

/**
 * Whether somebody may record that a person is away, back again or leaves: for a team its lead; of whoever stands above the teams, often
 * alone, themselves, and every lead and every other such person of the same organisation (scenario A30, promise P5).
 */
export function mayRecordAbsence(directory: Directory, actor: Actor, person: Practitioner): boolean {
  if (maySpeakFor(directory, actor, person.teamId)) return true;
  if (!isAboveTeams(person)) return false;
  if (actor.practitionerId === person.id) return true;
  const organisationOf = (teamId: string) => directory.teams.get(teamId)?.organisationId;
  const speaks = actor.role === 'lead' || (actor.role !== 'system' && isAboveTeams({ role: actor.role }));
  return speaks && organisationOf(actor.teamId) === organisationOf(person.teamId);
}

function refusalToClose(
  directory: Directory,
  { teamId, on, keeperTeamId }: Extract<DirectoryCommand, { type: 'close-team' }>,
  actor: Actor,
  now: Instant,
): Refused | null {
  if (!directory.teams.has(teamId))
    return refused('The directory does not know this team.', 'Choose a team from the directory.');
  if (!maySpeakFor(directory, actor, teamId))
    return refused('Only the lead of the team closes it.', 'Ask the lead of that team.');
  if (on <= londonDate(now))
    return refused(
      'A team closes on a day to come.',
      'Choose a later day: its children need a holder first.',
    );
  const keeper = keeperTeamId ? directory.teams.get(keeperTeamId) : null;
  if (keeperTeamId && !(keeper && mayKeep(directory, keeper, teamId, on)))
    return refused(
      'That team cannot keep the record of children held outside the network.',
      'Choose another team that works beyond that day, or the holding desk.',
    );
  return null;
}

/** Whether a team may keep such records in place of the one that closes: it works beyond that day, and has people who act for a child. */
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
