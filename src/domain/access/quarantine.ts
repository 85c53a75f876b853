import { type Context, today } from '../child/context.ts';
import { teamLive } from '../directory/directory.ts';
import { networkHoldingDeskId } from '../directory/presence.ts';

/**
 * Who works an item of quarantine: the team that it is about. Where none is known, or that team works no longer, the holding
 * desk, or a lead: somebody has to (promise P5), and nobody else needs to know whom it names.
 */
export function worksItem(
  teamId: string | null,
  { actor, directory, now }: Pick<Context, 'actor' | 'directory' | 'now'>,
): boolean {
  const known = teamId !== null && teamLive(directory, teamId, today({ now }));
  return known ? actor.teamId === teamId : worksUnplaced(actor);
}

/** Whether this person works what is about no team that is known. */
export function worksUnplaced({ teamId, role }: Pick<Context['actor'], 'teamId' | 'role'>): boolean {
  return role === 'lead' || teamId === networkHoldingDeskId;
}
