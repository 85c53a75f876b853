import type { Directory } from '../directory/directory.ts';
import type { ClientCommand } from '../programme/client-commands.ts';
import type { KnownChild } from '../programme/client-decide.ts';
import { type ClientState, childrenInProgramme } from '../programme/client-state.ts';
import { type BulkHandover, bulkKindWords } from './bulk-handover.ts';

/**
 * What follows for a client of the programme once her children have been given away by a bulk handover: null while one of
 * them is still with the team. Reallocated, the family goes to the nurse who has her children, as visits, board and calendar
 * go by her nurse. Where the site closes she leaves by that door, or goes on to the site that holds her children now; no rule
 * of that site stands in the way of a contract that has passed (scenarios A30 and A31).
 */
export function clientStep(
  bulk: BulkHandover,
  client: ClientState,
  children: readonly KnownChild[],
  toPractitionerId: string | null,
  directory: Directory,
): ClientCommand | null {
  if (client.teamId !== bulk.releasingTeamId) return null;
  const { why } = bulk;
  if (bulk.kind === 'caseload') {
    if (toPractitionerId === null || toPractitionerId === client.nurseId) return null;
    return { type: 'allocate-nurse', nurseId: toPractitionerId, why, aboveCapacity: why };
  }
  const hers = new Set(childrenInProgramme(client).map(({ personId }) => personId));
  const holders = children.flatMap(({ personId, state: { care } }) =>
    hers.has(personId) && care.status === 'in-care' ? [care.holder.teamId] : [],
  );
  if (holders.length === 0 || holders.includes(bulk.releasingTeamId)) return null;
  const said = `${bulkKindWords[bulk.kind]}. ${why}`;
  const [first = ''] = holders;
  const site = directory.teams.get(first);
  if (site?.kind !== 'fnp' || holders.some((teamId) => teamId !== first)) {
    const door = { door: 'site-closes', reason: 'service-closed', why: said } as const;
    return { type: 'leave', ...door, proposedLevel: null, areaCode: null };
  }
  if (client.status === 'transferring-out') return null;
  return {
    type: 'start-transfer',
    toTeamId: first,
    areaCode: site.areaCode ?? '',
    why: said,
    outsideRules: said,
    proposedLevel: null,
  };
}
