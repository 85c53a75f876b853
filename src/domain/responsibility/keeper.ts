import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import { type ChildState, keptByTeam } from '../child/state.ts';
import { type Directory, networkHoldingDeskId, teamLive } from '../directory/directory.ts';
import { holdingDeskFor } from '../directory/presence.ts';
import type { Handover } from '../handover/facts.ts';
import { releaseOf } from '../handover/facts.ts';

/**
 * Another team takes over the record of a child held outside the network, where the team that handed it over works no
 * more (scenarios A24, A31). From then on it stands in the place of the releasing team of that handover.
 */
export type KeeperNamed = {
  readonly type: 'KeeperNamed';
  readonly handoverId: string;
  readonly from: string;
  readonly teamId: string;
  readonly why: string;
};

/** Given with the closing of a team, or by the sweep once its last day has come: never by a form of its own. */
export type NameKeeper = {
  readonly type: 'name-keeper';
  readonly from: string;
  readonly teamId: string;
  readonly why: string;
};

/** Passes the keeping on. Where the team that had it keeps the record no more, nothing changes. */
export function nameKeeper({ from, teamId, why }: NameKeeper, child: ChildState, context: Context): Decision {
  if (child.care.status !== 'in-care' || keptByTeam(child) !== from || teamId === from) return { facts: [] };
  if (!teamLive(context.directory, teamId, today(context))) return refuse('team-not-live');
  if (why === '') return refuse('reason-missing');
  const handoverId = child.handovers.findLast((one) => releaseOf(one) !== null)?.handoverId ?? '';
  return accept({ type: 'KeeperNamed', handoverId, from, teamId, why });
}

/** The handovers of a child once another team keeps its record: what the former one would owe and be told is the new one's. */
export function keptAnew(
  handovers: readonly Handover[],
  { handoverId, teamId }: KeeperNamed,
): readonly Handover[] {
  return handovers.map((one) => (one.handoverId === handoverId ? { ...one, releasingTeamId: teamId } : one));
}

/** Who keeps such records where the team that closes named nobody: the holding desk of its area, else that of the network. */
export function keeperUnnamed(directory: Directory, closing: string, context: Pick<Context, 'now'>): string {
  const areaCode = directory.teams.get(closing)?.areaCode ?? null;
  return holdingDeskFor(directory, areaCode, today(context))?.id ?? networkHoldingDeskId;
}
