import type { CivilDate } from '../calendar/time.ts';
import type { Directory } from '../directory/directory.ts';
import type { Refusal } from '../language/refusals.ts';
import type { ClientContext } from './client-context.ts';
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

/** The NHS number by which she is in the programme: of one client at one time (scenarios A20 and A43). Null while she is not in it. */
export function numberInProgramme(state: ClientState): string | null {
  return caseloadStatuses.some((status) => status === state.status) ? state.identity.nhsNumber : null;
}

/** Families of a whole-time nurse where the site's rules say nothing (FNP). */
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

/**
 * Above a nurse's caseload somebody has to say why. With a reason it is never refused, so that no family is left with
 * nobody. One rule for enrolment, transfer in and reallocation. What Handhold itself does because of what a person did
 * carries that person's reason.
 */
export function aboveCaseload(
  client: Pick<ClientState, 'nurseId' | 'weight' | 'status'>,
  nurseId: string,
  reason: string | null,
  { actor, caseloads }: Pick<ClientContext, 'actor' | 'caseloads'>,
): Refusal | null {
  const load = caseloads.find((one) => one.nurseId === nurseId);
  if (!load || (reason ?? '') !== '' || actor.role === 'system') return null;
  const after = withFamily(load, client, nurseId);
  return after.weight > after.capacity && after.weight > load.weight
    ? { code: 'above-caseload', detail: sayCaseload(load, after) }
    : null;
}

/** Whether a family nurse of the site has room for one more family of this weight; the supervisor’s own time is no place. */
export function placeFree(
  { weight }: Pick<ClientState, 'weight'>,
  { caseloads, directory }: Pick<ClientContext, 'caseloads' | 'directory'>,
): boolean {
  return caseloads.some(
    (load) =>
      directory.practitioners.get(load.nurseId)?.role === 'family-nurse' &&
      load.weight + weight <= load.capacity,
  );
}

/** "23 of 25 now, 24 with her". Above it, in words. */
export function sayCaseload(now: Caseload, after: Caseload): string {
  const above = after.weight > after.capacity ? '. Above the caseload: give a reason' : '';
  return now.weight === after.weight
    ? `${now.weight} of ${now.capacity}, she among them`
    : `${now.weight} of ${now.capacity} now, ${after.weight} with her${above}`;
}
