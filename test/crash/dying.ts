import type { Appended } from '../../src/application/child-store.ts';
import { idFrom } from '../../src/application/client-command.ts';
import type { ClientStore } from '../../src/application/client-store.ts';

/**
 * Where a program dies: before or after the statement that writes a command, or between two children of a client whom a command
 * about her asks something.
 */
export const points = ['before-append', 'after-append', 'between-consequences'] as const;
export type Point = (typeof points)[number];

/** The program dies when the last of these commands comes to the point; all the others stand there by then. */
export type Death = { readonly point: Point; readonly commandIds: readonly string[] };

/** The points by their names (src/application/kill-points.ts). */
export function killPointsOf({ point, commandIds }: Death): string {
  const first = (commandId: string) => idFrom(`${commandId}/consequence 0`);
  const ids = point === 'between-consequences' ? commandIds.map(first) : commandIds;
  return ids.map((id) => `${point}:${id}`).join(' ');
}

type Appends<Change> = (change: Change) => Promise<Appended>;
type Command = { readonly personId: string; readonly commandId: string };

/** Makes each of the commands wait at the point until the program dies there: not yet sent, or written and not yet answered. */
export function waitingToDie({ point, commandIds }: Death) {
  const expected = new Set(commandIds);
  const there = new Set<string>();
  /** For each client the command that is to die, once it is written: the answers of her children may be written beside it. */
  const written = new Map<string, string>();
  const { promise: allThere, resolve } = Promise.withResolvers<void>();
  const forever = new Promise<void>(() => undefined);

  async function waits(commandId: string, until: Promise<void>): Promise<void> {
    if (!expected.has(commandId)) return;
    there.add(commandId);
    if (there.size === expected.size) resolve();
    await until;
  }

  return {
    append:
      <Change extends Command>(append: Appends<Change>): Appends<Change> =>
      async (change) => {
        if (point === 'before-append') await waits(change.commandId, forever);
        const appended = await append(change);
        // All of them pass the point together, once every statement is answered.
        if (point === 'after-append') await waits(change.commandId, allThere);
        if (expected.has(change.commandId)) written.set(change.personId, change.commandId);
        return appended;
      },
    answer:
      (answer: ClientStore['answer']): ClientStore['answer'] =>
      async (clientId, ...given) => {
        if (point === 'between-consequences') await waits(written.get(clientId) ?? '', forever);
        await answer(clientId, ...given);
      },
  };
}
