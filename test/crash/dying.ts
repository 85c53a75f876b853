import type { Appended } from '../../src/application/child-store.ts';
import { idFrom } from '../../src/application/client-command.ts';
import type { ClientStore } from '../../src/application/client-store.ts';

/** Where a program dies: around the one statement of a command, or once a child of a client has written what a command on her asked. */
export const points = ['before-append', 'after-append', 'between-consequences'] as const;
export type Point = (typeof points)[number];

/** A program that is to die when the last of these commands comes to the point, while all the others stand there still. */
export type Death = { readonly point: Point; readonly commandIds: readonly string[] };

/** The points by their names (src/application/kill-points.ts). */
export function killPointsOf({ point, commandIds }: Death): string {
  const first = (commandId: string) => idFrom(`${commandId}/consequence 0`);
  const ids = point === 'between-consequences' ? commandIds.map(first) : commandIds;
  return ids.map((id) => `${point}:${id}`).join(' ');
}

type Appends<Change> = (change: Change) => Promise<Appended>;
type Command = { readonly personId: string; readonly commandId: string };

/** Has each of the commands wait at the point until the program dies there: not sent yet, or written and not answered. */
export function waitingToDie({ point, commandIds }: Death) {
  const expected = new Set(commandIds);
  const there = new Set<string>();
  /** Of each client the command that is to die, once it is written: what its children answer may be written beside it. */
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
        // The point is passed once the statement is answered: by all of them together.
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
