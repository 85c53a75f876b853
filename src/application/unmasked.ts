import type { ChildCommand } from '../domain/child/commands.ts';
import { type ChildState, findHandover } from '../domain/child/state.ts';
import { leftOut, shownOf } from '../domain/identity/place-mask.ts';

/**
 * A command as it was meant (decision 0024). While an address is sealed, forms are drawn with places left out, and what
 * they send back would overwrite the true words. Text that is exactly what the mask shows of the record is replaced by
 * the record's own words.
 */
export function unmasked(command: ChildCommand, state: ChildState): ChildCommand {
  return masked(command) ? (wholeOf(command, repeatedBy(command, state)) as ChildCommand) : command;
}

/**
 * Whether places are left out of something that is about to be recorded: those words would be lost. Words of the record that
 * hold the mask themselves, as an earlier version stored them, lose nothing by being repeated.
 */
export function masked(command: unknown, repeated: unknown = null): boolean {
  if (typeof command === 'string') {
    const added =
      typeof repeated === 'string' && command.startsWith(repeated) ? command.slice(repeated.length) : command;
    return added.includes(leftOut);
  }
  if (typeof command !== 'object' || command === null) return false;
  return Object.entries(command).some(([key, item]) => masked(item, fieldOf(repeated, key)));
}

/** The part of the record that a command repeats, in the command's own shape; null for one that repeats nothing. */
export function repeatedBy(command: ChildCommand, state: ChildState): unknown {
  if (command.type === 'record-circumstances') return { circumstances: state.circumstances };
  if (command.type === 'revise') return findHandover(state, command.handoverId);
  return command.type === 'record-carer' ? state.family.carer : null;
}

/** Of a list the item at that place, of a record the field of that name. */
function fieldOf(record: unknown, key: string): unknown {
  return typeof record === 'object' && record !== null
    ? (record as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** The same value with each text that shows its counterpart replaced by it: lists by their places, records by their fields. */
function wholeOf(value: unknown, record: unknown, field = ''): unknown {
  if (typeof value === 'string')
    return typeof record === 'string' && value.includes(leftOut) ? restored(value, record, field) : value;
  if (typeof value !== 'object' || value === null || typeof record !== 'object' || record === null)
    return value;
  if (Array.isArray(value))
    return value.map((item, position) => wholeOf(item, fieldOf(record, String(position))));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, wholeOf(item, fieldOf(record, key), key)]),
  );
}

/**
 * The record's text where the form sent back what it was shown. A form only adds to the reasons of a danger: there the
 * lines that were added stay.
 */
function restored(text: string, record: string, field: string): string {
  if (shownOf(text, record)) return record;
  if (field !== 'why') return text;
  const added = [...text.matchAll(/\n/g)].find(({ index }) => shownOf(text.slice(0, index), record));
  return added ? record + text.slice(added.index) : text;
}
