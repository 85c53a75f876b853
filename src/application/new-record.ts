import type { ChildCommand } from '../domain/child/commands.ts';
import type { ChildState } from '../domain/child/state.ts';
import { goesOnElsewhere } from '../domain/responsibility/new-record.ts';
import type { ChildStore } from './child-store.ts';

/**
 * The same command, told whether somebody holds the new record of an adopted child. It is asked here and not of a form, so that no
 * look stands in the new record by which the two could be joined; its number goes no further (scenario A16, promise P11).
 */
export async function withNewRecord(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
  before: ChildState,
): Promise<ChildCommand> {
  if (command.type !== 'end' || command.reason !== 'adopted') return command;
  const { newNumber = '', ...asked } = command;
  const bearing = newNumber === '' ? [] : await store.bearing(newNumber);
  const others = await Promise.all(bearing.filter((one) => one !== personId).map(store.loadAny));
  return {
    ...asked,
    newRecordHeld: others.some((other) => other !== null && goesOnElsewhere(before, other.state)),
  };
}
