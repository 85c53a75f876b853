import type { ChildCommand } from '../domain/child/commands.ts';
import type { ChildState } from '../domain/child/state.ts';
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

function numberGiven(command: ChildCommand): string | null {
  switch (command.type) {
    case 'take-on':
    case 'record-identity':
      return command.identity.nhsNumber;
    case 'record-birth':
      return command.nhsNumber;
    default:
      return null;
  }
}
