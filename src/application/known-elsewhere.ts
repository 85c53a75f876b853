import type { Refusal } from '../domain/language/refusals.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import type { ClientStatus } from '../domain/programme/statuses.ts';
import type { ClientStore, KnownElsewhere } from './client-store.ts';

/** On her way into the programme or in it. Of whom the programme knew before, nothing is asked any more. */
export const underWay: readonly ClientStatus[] = ['referred', 'offered', ...caseloadStatuses];

/**
 * Two sites that each have one mother would each have her unborn child in care, with two holders and nobody told: whom another
 * record of the programme bears by her NHS number comes by that one (promise P1, scenarios A20 and A43). The refusal says
 * which site that is, but of a sealed client, whose site would tell where she is.
 */
export async function clientElsewhere(
  store: ClientStore,
  personId: string,
  command: ClientCommand,
  state: ClientState,
  nameOf: (teamId: string) => string,
): Promise<Refusal | null> {
  const asked = askedOf(command, state);
  if (asked === null) return null;
  const others = await store.withNumber(asked.number, personId);
  const other = others.find(({ status }) => asked.standing.includes(status));
  return other ? refusalBy(other, nameOf) : null;
}

/** Two sites enrolled her at the same instant: the second learns from the key in the database, and is told by whom she is followed. */
export async function inProgrammeElsewhere(
  store: ClientStore,
  personId: string,
  number: string | null,
  nameOf: (teamId: string) => string,
): Promise<Refusal> {
  const others = number === null ? [] : await store.withNumber(number, personId);
  const other = others.find(({ status }) => caseloadStatuses.includes(status));
  return other ? refusalBy(other, nameOf) : { code: 'client-elsewhere' };
}

function refusalBy({ sealed, teamId }: KnownElsewhere, nameOf: (teamId: string) => string): Refusal {
  return sealed ? { code: 'client-elsewhere' } : { code: 'client-elsewhere', detail: nameOf(teamId) };
}

/** Whose number is to be hers alone, and where the other one must not stand. Of two who were referred the first is enrolled. */
function askedOf(
  command: ClientCommand,
  { identity }: ClientState,
): { readonly number: string; readonly standing: readonly ClientStatus[] } | null {
  switch (command.type) {
    case 'refer':
    case 'record-client': {
      const number = command.identity.nhsNumber;
      return number === null || number === identity.nhsNumber ? null : { number, standing: underWay };
    }
    case 'enrol':
      return identity.nhsNumber === null ? null : { number: identity.nhsNumber, standing: caseloadStatuses };
    default:
      return null;
  }
}
