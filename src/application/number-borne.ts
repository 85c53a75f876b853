import type { ChildCommand } from '../domain/child/commands.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { Refusal, RefusalCode } from '../domain/language/refusals.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import type { Brought } from '../domain/programme/client-facts.ts';
import type { ChildStore, NumberTaken } from './child-store.ts';

const refusalFor: Readonly<Record<NumberTaken, RefusalCode>> = {
  'in-care': 'number-borne',
  'put-away': 'number-put-away',
};

/**
 * Why a command may not give the child its NHS number: another child in care bears it, and two records of one child have two holders,
 * each of whom believes the other one’s letters to be about somebody else (promise P1, scenarios A20 and A43); or it was put away with
 * the old record of an adopted child, which would be known again under its old name (scenario A16). Null where it may.
 */
export async function numberFault(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
  { identity }: ChildState,
): Promise<Refusal | null> {
  const number = numberGiven(command);
  return number === null || number === identity.nhsNumber ? null : faultOf(store, number, personId);
}

async function faultOf(store: ChildStore, number: string, personId: string): Promise<Refusal | null> {
  const taken = await store.numberTaken(number, personId);
  return taken && { code: refusalFor[taken] };
}

/** Asked of what a command carries and not of its name, so that a new one with a number is asked too. */
function numberGiven(command: ChildCommand): string | null {
  if ('identity' in command) return command.identity.nhsNumber;
  return 'nhsNumber' in command ? command.nhsNumber : null;
}

/**
 * The same for a command that would put a child on a client's list: the child's own record would refuse to begin, and
 * she would have a child without a record (scenarios A10 and A19).
 */
export async function numberFaultOfHers(store: ChildStore, command: ClientCommand): Promise<Refusal | null> {
  for (const { personId, nhsNumber } of childrenNamed(command)) {
    const fault = nhsNumber === null ? null : await faultOf(store, nhsNumber, personId);
    if (fault) return fault;
  }
  return null;
}

type Named = { readonly personId: string; readonly nhsNumber: string | null };

function childrenNamed(command: ClientCommand): readonly Named[] {
  if ('babies' in command) return command.babies;
  if ('children' in command) return command.children.map(entered);
  return 'child' in command ? [entered(command.child)] : [];
}

function entered(child: Brought): Named {
  return {
    personId: child.personId,
    nhsNumber: child.bornOn === null ? null : (child.entered?.nhsNumber ?? null),
  };
}
