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
  return { ...asked, newRecordHeld: (await newRecordOf(store, personId, newNumber, before)) !== null };
}

/** The record in which an adopted child goes on, by its number; null where nobody holds such a one. */
export async function newRecordOf(
  store: ChildStore,
  personId: string,
  newNumber: string,
  before: ChildState,
): Promise<string | null> {
  const bearing = newNumber === '' ? [] : await store.bearing(newNumber);
  const others = await Promise.all(bearing.filter((one) => one !== personId).map(store.loadAny));
  return others.find((other) => other !== null && goesOnElsewhere(before, other.state))?.personId ?? null;
}
