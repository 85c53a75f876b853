import type { ChildCommand } from '../domain/child/commands.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import type { Brought } from '../domain/programme/client-facts.ts';
import type { ChildStore } from './child-store.ts';

/**
 * Whether a command would give the child an NHS number that another child in care bears: two records of one child have two holders,
 * each of whom believes the other one’s letters to be about somebody else (promise P1, scenarios A20 and A43).
 */
export async function numberBorne(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
  { identity }: ChildState,
): Promise<boolean> {
  const number = numberGiven(command);
  return number !== null && number !== identity.nhsNumber && (await store.borneByAnother(number, personId));
}

/** Asked of what a command carries and not of its name, so that a new one with a number is asked too. */
function numberGiven(command: ChildCommand): string | null {
  if ('identity' in command) return command.identity.nhsNumber;
  return 'nhsNumber' in command ? command.nhsNumber : null;
}

/**
 * Whether a command on a client would put a child on her list with an NHS number that another child in care bears: its own
 * stream would refuse to be, and she would have a child of whom there is no record (scenarios A10 and A19).
 */
export async function numberBorneOfHers(store: ChildStore, command: ClientCommand): Promise<boolean> {
  for (const { personId, nhsNumber } of childrenNamed(command))
    if (nhsNumber !== null && (await store.borneByAnother(nhsNumber, personId))) return true;
  return false;
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
