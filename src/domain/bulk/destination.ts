import type { CivilDate } from '../calendar/time.ts';
import { type Directory, route, serviceWanted } from '../directory/directory.ts';
import type { Destination } from '../handover/facts.ts';
import type { Address } from '../responsibility/facts.ts';
import { type BulkHandover, bulkKindWords, namedLeadTeam } from './bulk-handover.ts';

/**
 * Where a bulk handover sends whoever lives at an address. The lead whom the commissioner named comes first; else the desk that
 * was chosen; else the own address on that day.
 */
export function destinationOf(
  bulk: BulkHandover,
  address: Address | null,
  around: {
    readonly directory: Directory;
    readonly today: CivilDate;
    readonly areaOnLastDay: string | null;
  },
): Destination {
  const { directory, today, areaOnLastDay } = around;
  const lead = namedLeadTeam(bulk, directory);
  if (lead) {
    const reason = `The commissioner named a lead who accepts: ${bulk.namedLead?.why ?? ''}`;
    return { kind: 'desk', teamId: lead.id, reason };
  }
  if (bulk.routing.to === 'desk') {
    const { teamId } = bulk.routing;
    return { kind: 'desk', teamId, reason: `${bulkKindWords[bulk.kind]}: ${bulk.why}` };
  }
  const found = route(
    directory,
    {
      areaCode: areaOnLastDay ?? address?.areaCode ?? null,
      postcode: address?.postcode ?? null,
      wants: serviceWanted(directory, bulk.releasingTeamId),
      temporary: address?.temporary ?? false,
    },
    bulk.lastDay ?? today,
  );
  return { kind: found.kind, teamId: found.teamId, reason: found.reason };
}
