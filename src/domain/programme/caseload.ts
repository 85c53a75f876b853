import type { CivilDate } from '../calendar/time.ts';
import type { Directory } from '../directory/directory.ts';
import type { ClientState } from './client-state.ts';
import { siteRulesOn } from './sites.ts';
import type { ClientStatus } from './statuses.ts';

/** What a nurse carries now: families, and what they weigh together, against what fits. */
export type Caseload = {
  readonly nurseId: string;
  readonly families: number;
  readonly weight: number;
  /** The part of whole time that the nurse works. */
  readonly share: number;
  readonly capacity: number;
};

/** Where a client stands while she counts in a caseload. */
export const caseloadStatuses: readonly ClientStatus[] = ['enrolled', 'paused', 'transferring-out'];

/** Families of a whole-time nurse where the site's rules say nothing (domain.md, section 3.2). */
const defaultCaseload = 25;

/** How many families fit a nurse who works this share of whole time, by the site's rules of that day. */
export function capacityOf(directory: Directory, teamId: string, share: number, day: CivilDate): number {
  const whole = siteRulesOn(directory, teamId, day)?.caseloadPerWholeTime ?? defaultCaseload;
  return Math.round(whole * share * 10) / 10;
}

/** A nurse's caseload as it would be with a client: unchanged where she is the client's nurse already. */
export function withFamily(
  load: Caseload,
  client: Pick<ClientState, 'nurseId' | 'weight' | 'status'>,
  nurseId: string,
): Caseload {
  const hers = client.nurseId === nurseId && caseloadStatuses.some((status) => status === client.status);
  return hers ? load : { ...load, families: load.families + 1, weight: load.weight + client.weight };
}

/** "23 of 25 now, 24 with her". Above it, in words. */
export function sayCaseload(now: Caseload, after: Caseload): string {
  const above = after.weight > after.capacity ? '. Above the caseload: give a reason' : '';
  return now.weight === after.weight
    ? `${now.weight} of ${now.capacity}, she among them`
    : `${now.weight} of ${now.capacity} now, ${after.weight} with her${above}`;
}
