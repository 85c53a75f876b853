import { londonDate } from '../calendar/time.ts';
import type { Context } from '../child/context.ts';
import type { ChildState } from '../child/state.ts';
import type { RefusalCode } from '../language/refusals.ts';
import { caseloadStatuses } from '../programme/caseload.ts';
import type { ClientCommand } from '../programme/client-commands.ts';
import type { KnownChild } from '../programme/client-context.ts';
import { type ClientState, childrenInProgramme } from '../programme/client-state.ts';
import { type BulkHandover, bulkKindWords } from './bulk-handover.ts';
import { passedByDay } from './decide-last-day.ts';
import { destinationOf } from './destination.ts';

/** What became of one client whose own line it is: every family has a result, whoever holds its children (scenario A31). */
export type ClientLineResult =
  | {
      readonly result:
        | 'named'
        | 'left'
        | 'until'
        | 'on-her-way'
        | 'taken-in'
        | 'stays'
        | 'with-child'
        | 'stopped';
    }
  | { readonly result: 'refused'; readonly code: RefusalCode; readonly detail: string | null };
export type ClientLineResultName = ClientLineResult['result'];

export const clientLineWords: Readonly<Record<ClientLineResultName, string>> = {
  named: 'Has another nurse',
  left: 'The programme has ended for her',
  until: 'Stays until five working days before the last day',
  'on-her-way': 'On her way to the site that takes over',
  'taken-in': 'Taken in by another site',
  stays: 'Stays: lives where this team goes on',
  'with-child': 'Goes where her child goes',
  stopped: 'Stopped: no go',
  refused: 'Refused',
};

/** The next command for a client, or what became of her. */
export type ClientStep = { readonly give: ClientCommand } | ClientLineResult;

export type AroundClient = {
  readonly context: Pick<Context, 'directory' | 'holidays' | 'now'>;
  /** The area of her own postcode on the last day, as the dated table of postcodes has it. */
  readonly areaOnLastDay: string | null;
};

/**
 * What a bulk handover does next for a client of the programme. She goes where her children in the programme go, and not
 * before the last of them has passed. Reallocated, the family goes to the nurse who has her children, as visits, board and
 * calendar go by her nurse. Where the site closes she leaves by that door, or goes on to the site that has taken over, and is
 * taken in there by the nurse who accepted her child; no rule of that site stands in the way of a contract that has passed
 * (scenarios A30 and A31). One who has no child here goes by the plan, as a child would that lives where she does; before the
 * day by which each child is to have passed the programme ends for nobody without one.
 */
export function clientStep(
  bulk: BulkHandover,
  client: ClientState,
  children: readonly KnownChild[],
  toPractitionerId: string | null,
  around: AroundClient,
): ClientStep {
  if (!caseloadStatuses.some((status) => status === client.status)) return { result: 'left' };
  if (client.teamId !== bulk.releasingTeamId) return { result: 'taken-in' };
  if (bulk.state === 'no-go') return serviceGoesOn(bulk, client);
  const { why } = bulk;
  if (bulk.kind === 'caseload') {
    if (toPractitionerId === null || toPractitionerId === client.nurseId) return { result: 'named' };
    return { give: { type: 'allocate-nurse', nurseId: toPractitionerId, why, aboveCapacity: why } };
  }
  const holders = holdersOf(client, children);
  if (holders.some(({ teamId }) => teamId === bulk.releasingTeamId)) return { result: 'with-child' };
  const said = `${bulkKindWords[bulk.kind]}. ${why}`;
  const toTeamId = holders[0]?.teamId ?? whereSheGoes(bulk, client, around);
  if (toTeamId === bulk.releasingTeamId) return { result: 'stays' };
  const onHerWay = client.status === 'transferring-out';
  if (onHerWay && holders.every(({ teamId }) => teamId === client.transfer?.toTeamId))
    return takenIn(holders, said);
  const site = around.context.directory.teams.get(toTeamId);
  if (site?.kind !== 'fnp' || holders.some(({ teamId }) => teamId !== toTeamId)) {
    if (holders.length === 0 && goesOnStill(bulk, around)) return { result: 'until' };
    const door = { door: 'site-closes', reason: 'service-closed', why: said } as const;
    return { give: { type: 'leave', ...door, proposedLevel: null, areaCode: null } };
  }
  const areaCode = client.address?.areaCode ?? site.areaCode ?? '';
  const transfer = { type: 'start-transfer', toTeamId, areaCode, why: said, outsideRules: said } as const;
  return { give: { ...transfer, proposedLevel: null, bulkId: bulk.bulkId } };
}

/** No go: whom this plan has sent to another site stays where she was. A move of her own is none of the plan's. */
function serviceGoesOn({ bulkId, decided }: BulkHandover, { transfer }: ClientState): ClientStep {
  if (transfer?.bulkId !== bulkId) return { result: 'stopped' };
  return { give: { type: 'end-transfer', why: decided?.why ?? 'No go' } };
}

type HolderOfHers = { readonly teamId: string; readonly practitionerId: string | null };

/** Who answers for each of her children who has joined; one who has not is with another team anyhow (decision 0021). */
function holdersOf(client: ClientState, children: readonly KnownChild[]): readonly HolderOfHers[] {
  const hers = new Set(childrenInProgramme(client).map(({ personId }) => personId));
  return children.flatMap(({ personId, state }) =>
    hers.has(personId) && state.care.status === 'in-care' && hasJoined(state) ? [state.care.holder] : [],
  );
}

function hasJoined({ programme, awaited }: ChildState): boolean {
  if (!programme || awaited) return false;
  return programme.left === null || programme.left.door === 'moved-to-programme';
}

function whereSheGoes(
  bulk: BulkHandover,
  { address }: ClientState,
  { context: { directory, now }, areaOnLastDay }: AroundClient,
): string {
  return destinationOf(bulk, address, { directory, today: londonDate(now), areaOnLastDay }).teamId;
}

function goesOnStill({ lastDay, releasingTeamId }: BulkHandover, { context }: AroundClient): boolean {
  return lastDay !== null && londonDate(context.now) < passedByDay(lastDay, releasingTeamId, context);
}

/** By the nurse who accepted her child there: with that the site has said that it takes the family. */
function takenIn([first]: readonly HolderOfHers[], said: string): ClientStep {
  const nurseId = first?.practitionerId ?? null;
  return nurseId === null
    ? { result: 'on-her-way' }
    : { give: { type: 'transfer-in', nurseId, aboveCapacity: said } };
}
