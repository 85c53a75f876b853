import type { BulkHandover } from '../bulk/bulk-handover.ts';
import { sayDate, sayInstant } from '../calendar/time.ts';
import type { Directory } from '../directory/directory.ts';
import { namesOf } from './timeline.ts';

/** Who has done what to a bulk handover until now, one sentence each: planned, decided, a lead named, finished. */
export function sayBulk(bulk: BulkHandover, directory: Directory): string {
  const { person } = namesOf(directory);
  const { decided, namedLead, state, lastDay } = bulk;
  const said = [
    `${person(bulk.startedBy)} planned it on ${sayInstant(bulk.startedAt)}${lastDay ? `, with ${sayDate(lastDay)} as the last day` : ''}.`,
    decided &&
      `${person(decided.by)} decided “${state === 'no-go' ? 'no go' : 'go'}” on ${sayInstant(decided.at)}: ${decided.why}.`,
    namedLead &&
      `${person(namedLead.by)} named ${person(namedLead.leadId)} as the lead who accepts: ${namedLead.why}.`,
    state === 'finished' && 'It is finished.',
  ];
  return said.filter(Boolean).join(' ');
}
