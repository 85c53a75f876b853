import { today } from '../child/context.ts';
import { teamLive } from '../directory/directory.ts';
import { placeFree } from './caseload.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import type { ClientState } from './client-state.ts';

/**
 * A client who waits for a place is offered one by the site at which she waits (scenario A4). Where no nurse there has room
 * the place is made with a reason, or she goes on waiting. Not before the team that she left has passed on each child: until
 * then its nurse visits, and records it.
 */
export function takeFromWaitingList(
  state: ClientState,
  { note, aboveCapacity }: Extract<ClientCommand, { type: 'take-from-waiting-list' }>,
  context: ClientContext,
): ClientDecision {
  const { waiting, teamId: fromTeamId } = state;
  if (waiting === null || context.actor.teamId !== waiting.teamId) return refuse('not-waiting');
  const { teamId } = waiting;
  if (!teamLive(context.directory, teamId, today(context)))
    return refuse('team-not-live', context.directory.teams.get(teamId)?.name ?? teamId);
  const stillHeld = context.children.some(
    ({ state: { care, stopped } }) =>
      care.status === 'in-care' && care.holder.teamId === fromTeamId && stopped === null,
  );
  if (stillHeld) return refuse('left-site-still-answers');
  if (!placeFree(state, context) && (aboveCapacity ?? '') === '') return refuse('no-place-free');
  return accept({ type: 'TakenFromWaitingList', fromTeamId, teamId, note, aboveCapacity });
}
