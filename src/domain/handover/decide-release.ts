import { accept, type Context, type Decision, refuse } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import { presentAt } from '../directory/directory.ts';
import type { HandoverCommand } from './commands.ts';
import { type Handover, releaseOf } from './facts.ts';

type Command<Name extends HandoverCommand['type']> = Extract<HandoverCommand, { type: Name }>;

/**
 * A child who cannot be seen: the named nurses of both sides may release together, with reasons, and the alarm about
 * seeing goes on. It takes two acts by two people. The first proposes; until the other has agreed by her own account
 * nothing is released (promise P2).
 */
export function releaseWithoutSighting(
  command: Command<'release-without-sighting'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (releaseOf(handover)) return refuse('already-released');
  if (command.reason === '') return refuse('reason-missing');
  if (handover.happenings.releaseProposed) return refuse('release-proposed');
  const { practitionerId, teamId } = context.actor;
  const { otherNamedNurseId, handoverId, reason } = command;
  const mine = namedNurseSide(practitionerId, handover, context);
  const others = namedNurseSide(otherNamedNurseId, handover, context);
  const side = sideOfTheFirst(mine, others);
  if (side === null || otherNamedNurseId === practitionerId) return refuse('both-named-nurses-needed');
  const otherTeamId = context.directory.practitioners.get(otherNamedNurseId)?.teamId ?? teamId;
  return accept({ type: 'ReleaseProposed', handoverId, side, otherNamedNurseId, otherTeamId, reason });
}

/**
 * The other side's named nurse agrees. It need not be the one who was asked, who may be away: any of her team who is
 * there may.
 */
export function agreeRelease(
  { handoverId }: Command<'agree-release'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  const proposed = handover.happenings.releaseProposed;
  if (!proposed) return refuse('no-release-proposed');
  if (releaseOf(handover)) return refuse('already-released');
  const { practitionerId } = context.actor;
  const mine = namedNurseSide(practitionerId, handover, context);
  const other = mine === 'both' || (mine !== null && mine !== proposed.side);
  if (!other || practitionerId === proposed.by) return refuse('both-named-nurses-needed');
  const [releasing, receiving] =
    proposed.side === 'releasing' ? [proposed.by, practitionerId] : [practitionerId, proposed.by];
  return accept({
    type: 'ReleasedWithoutSighting',
    handoverId,
    releasingNamedNurseId: releasing,
    receivingNamedNurseId: receiving,
    reason: proposed.reason,
  });
}

/** Either of the two takes the proposal back and says why: the child stays where it is until it has been seen. */
export function takeBackRelease(
  { handoverId, reason }: Command<'take-back-release'>,
  handover: Handover,
  _child: ChildState,
  context: Context,
): Decision {
  if (!handover.happenings.releaseProposed) return refuse('no-release-proposed');
  if (namedNurseSide(context.actor.practitionerId, handover, context) === null)
    return refuse('both-named-nurses-needed');
  return reason === ''
    ? refuse('reason-missing')
    : accept({ type: 'ReleaseProposalTakenBack', handoverId, reason });
}

type Side = 'releasing' | 'receiving';

/** For which side the first of two named nurses speaks; null where the two do not stand for the two sides. */
function sideOfTheFirst(mine: Side | 'both' | null, others: Side | 'both' | null): Side | null {
  if (mine === null || others === null) return null;
  if (mine !== 'both') return mine === others ? null : mine;
  return others === 'releasing' ? 'receiving' : 'releasing';
}

/** For which side a person is named nurse: that of the organisation which runs the side's team; outside has none of ours. */
function namedNurseSide(practitionerId: string, handover: Handover, context: Context): Side | 'both' | null {
  const { practitioners, teams } = context.directory;
  const nurse = practitioners.get(practitionerId);
  if (nurse?.role !== 'named-nurse' || !presentAt(context.directory, nurse.id, context.now)) return null;
  const organisation = teams.get(nurse.teamId)?.organisationId;
  const releasing = teams.get(handover.releasingTeamId)?.organisationId === organisation;
  const receivingTeam = teams.get(handover.destination.teamId);
  const receiving = receivingTeam?.organisationId === organisation || receivingTeam?.kind === 'outside';
  if (releasing && receiving) return 'both';
  if (releasing) return 'releasing';
  return receiving ? 'receiving' : null;
}
