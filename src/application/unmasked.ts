import type { ChildCommand } from '../domain/child/commands.ts';
import { type ChildState, findHandover } from '../domain/child/state.ts';
import { leftOut, shownOf } from '../domain/identity/place-mask.ts';

/**
 * A command as it was meant (decision 0026): while an address is sealed forms are drawn with places left out, and what they
 * send back would be stored over the true words. Whatever is exactly what the mask shows of the record is the record's own
 * words again.
 */
export function unmasked(command: ChildCommand, state: ChildState): ChildCommand {
  if (!masked(command)) return command;
  switch (command.type) {
    case 'record-circumstances':
      return { ...command, circumstances: whole(command.circumstances, state.circumstances) };
    case 'revise':
      return whole(command, findHandover(state, command.handoverId));
    case 'record-carer':
      return whole(command, state.family.carer);
    default:
      return command;
  }
}

/** Whether places are left out of something that is about to be recorded: those words would be lost. */
export function masked(command: unknown): boolean {
  return JSON.stringify(command).includes(leftOut);
}

/** The same value with each text that shows its counterpart replaced by it: lists by their places, records by their fields. */
function whole<Value>(value: Value, record: unknown): Value {
  return wholeOf(value, record) as Value;
}

function wholeOf(value: unknown, record: unknown, field = ''): unknown {
  if (typeof value === 'string')
    return typeof record === 'string' && value.includes(leftOut) ? restored(value, record, field) : value;
  if (typeof value !== 'object' || value === null || typeof record !== 'object' || record === null)
    return value;
  if (Array.isArray(value))
    return value.map((item, position) => wholeOf(item, (record as readonly unknown[])[position]));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      wholeOf(item, (record as Readonly<Record<string, unknown>>)[key], key),
    ]),
  );
}

/** What is shown, whole; to the reasons of a danger, which a form only adds to, the lines that were added. */
function restored(text: string, record: string, field: string): string {
  if (shownOf(text, record)) return record;
  if (field !== 'why') return text;
  const added = [...text.matchAll(/\n/g)].find(({ index }) => shownOf(text.slice(0, index), record));
  return added ? record + text.slice(added.index) : text;
}
