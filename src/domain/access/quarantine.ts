import type { CivilDate, Instant } from '../calendar/time.ts';
import { type Context, today } from '../child/context.ts';
import { type Directory, teamLive } from '../directory/directory.ts';
import { holdingDeskFor, networkHoldingDeskId } from '../directory/presence.ts';

/**
 * Whether this person works an item of quarantine. The team that it is about does. Where no team is known, or that team
 * works no longer, the holding desk or a lead does: somebody has to (promise P5), and nobody else needs to read whom
 * the item names.
 */
export function worksItem(
  teamId: string | null,
  { actor, directory, now }: Pick<Context, 'actor' | 'directory' | 'now'>,
): boolean {
  const known = teamId !== null && worksHere(directory, teamId, today({ now }));
  return known ? actor.teamId === teamId : worksUnplaced(actor);
}

/** Whether this person works the items for which no team is known. */
export function worksUnplaced({ teamId, role }: Pick<Context['actor'], 'teamId' | 'role'>): boolean {
  return role === 'lead' || teamId === networkHoldingDeskId;
}

/**
 * Who owes an item: the team that it is about; where none is known, or it works no longer or outside the network, the holding
 * desk, to which everything goes for which no route is known. Somebody always does.
 */
export function ownerOfItem(
  teamId: string | null,
  { directory, now }: { readonly directory: Directory; readonly now: Instant },
): string {
  const day = today({ now });
  if (teamId !== null && worksHere(directory, teamId, day)) return teamId;
  return holdingDeskFor(directory, null, day)?.id ?? networkHoldingDeskId;
}

function worksHere(directory: Directory, teamId: string, day: CivilDate): boolean {
  return teamLive(directory, teamId, day) && directory.teams.get(teamId)?.kind !== 'outside';
}
