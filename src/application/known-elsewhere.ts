import type { Context } from '../domain/child/context.ts';
import type { Refusal } from '../domain/language/refusals.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import type { ClientStatus } from '../domain/programme/statuses.ts';
import type { ClientStore, NumberAsked } from './client-store.ts';

/** On her way into the programme or in it. Of whom the programme knew before, nothing is asked any more. */
export const underWay: readonly ClientStatus[] = ['referred', 'offered', ...caseloadStatuses];

/** Of these there is nothing to refer: she is followed, or she has died. */
export const notToBeReferred: readonly ClientStatus[] = [...underWay, 'deceased'];

/**
 * Statuses of a client who was with a site and is no more, but to whom that site would offer a place again in the same
 * record: she is not to have a second one there.
 */
export const offeredAgainThere: readonly ClientStatus[] = ['declined', 'left-early', 'ended-after-loss'];

/**
 * Why a client may not be referred or enrolled a second time. If two sites each had the same mother, each would have
 * her unborn child in care: two holders, and nobody told. So a mother whom another record of the programme has by her
 * NHS number comes by that record (promise P1, scenarios A20 and A43). The refusal says which site that is, except for
 * a hidden client, whose site would tell where she is.
 */
export async function clientElsewhere(
  store: ClientStore,
  personId: string,
  command: ClientCommand,
  state: ClientState,
  context: Context,
): Promise<Refusal | null> {
  const asked = askedOf(command, state);
  return asked === null ? null : refusalBy(store, { ...asked, personId, by: context.actor }, context);
}

/** Two sites enrolled her at the same instant: the second learns from the key in the database, and is told by whom she is followed. */
export async function inProgrammeElsewhere(
  store: ClientStore,
  personId: string,
  nhsNumber: string | null,
  context: Context,
): Promise<Refusal> {
  const asked = { personId, standing: caseloadStatuses, by: context.actor };
  const refusal = nhsNumber === null ? null : await refusalBy(store, { ...asked, nhsNumber }, context);
  return refusal ?? { code: 'client-elsewhere' };
}

async function refusalBy(
  store: ClientStore,
  asked: NumberAsked,
  { directory }: Context,
): Promise<Refusal | null> {
  const [other] = await store.withNumber(asked);
  if (!other) return null;
  const { teamId } = other;
  if (teamId === null) return { code: 'client-elsewhere' };
  return { code: 'client-elsewhere', detail: directory.teams.get(teamId)?.name ?? teamId };
}

/**
 * Which number is to be hers alone, and in which statuses another record must not have it. Of two who were referred the
 * first is enrolled.
 */
function askedOf(
  command: ClientCommand,
  { identity }: ClientState,
): Pick<NumberAsked, 'nhsNumber' | 'standing'> | null {
  if ('identity' in command) {
    const { nhsNumber } = command.identity;
    const asBefore = nhsNumber === identity.nhsNumber;
    return nhsNumber === null || asBefore ? null : { nhsNumber, standing: underWay };
  }
  if (command.type !== 'enrol' || identity.nhsNumber === null) return null;
  return { nhsNumber: identity.nhsNumber, standing: caseloadStatuses };
}
