import type { Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { DirectoryChange } from '../domain/directory/commands.ts';
import { decideDirectory } from '../domain/directory/decide.ts';
import type { Directory } from '../domain/directory/directory.ts';
import type { ObligationKind } from '../domain/escalation/obligation.ts';
import type { SentForm } from './directory-standing.ts';

/** What a person changes in the directory. Each is one transaction with everything that follows from it at once. */
export type DirectoryCommand = DirectoryChange & {
  /**
   * The form that a person sent; absent where no page asked. Sent twice it has one effect, and it has none where
   * somebody else changed meanwhile what it was drawn against.
   */
  readonly sent?: SentForm;
};

export type DirectoryOutcome =
  | {
      readonly kind: 'done';
      readonly version: number;
      readonly offersReturned: number;
      /** The same form had been sent before, and this one had no effect. */
      readonly already?: true;
    }
  | {
      readonly kind: 'refused';
      readonly says: string;
      readonly canDo: string;
      /** Somebody changed what the form was drawn against: `canDo` says what stands now. */
      readonly overtaken?: true;
      /** How many stand in the way of closing a team: the page links to them. */
      readonly stillHeld?: number;
      /** What the team owes although it does not hold the record: the page leads to each. */
      readonly stillOwed?: readonly StillOwed[];
    };

/** One thing that a team owes to a child whom it does not hold, or to a client who is no more in its programme. */
export type StillOwed = {
  readonly personId: string;
  readonly client: boolean;
  readonly kind: ObligationKind;
};

/** Where the directory is changed. Implemented by postgres/leaver.ts. */
export type DirectoryStore = {
  readonly change: (command: DirectoryCommand, actor: Actor, now: Instant) => Promise<DirectoryOutcome>;
  /**
   * For a command that would be refused as the directory stands: what its form was answered when it was sent before;
   * null for a form that was not.
   */
  readonly sentBefore: (
    command: DirectoryCommand,
    stands: Directory,
    now: Instant,
  ) => Promise<DirectoryOutcome | null>;
};

/**
 * Judges a change against the directory, then has it made; a refusal says who or what stands in the way (promise P8). A
 * form that is sent twice is answered as the first time, although its own effect would now have it refused.
 */
export async function changeDirectory(
  store: DirectoryStore,
  directory: Directory,
  command: DirectoryCommand,
  actor: Actor,
  now: Instant,
): Promise<DirectoryOutcome> {
  const refused = decideDirectory(command, { directory, actor, now });
  if (!refused) return store.change(command, actor, now);
  const before = await store.sentBefore(command, directory, now);
  return before ?? { kind: 'refused', says: refused.says, canDo: refused.canDo };
}
