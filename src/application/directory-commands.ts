import type { Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { DirectoryChange } from '../domain/directory/commands.ts';
import { decideDirectory } from '../domain/directory/decide.ts';
import type { Directory } from '../domain/directory/directory.ts';
import type { ObligationKind } from '../domain/escalation/obligation.ts';
import type { SentForm } from './directory-standing.ts';

/** What a person changes in the directory. Each is one transaction with everything that follows from it at once. */
export type DirectoryCommand = DirectoryChange & {
  /** The form that a person sent; absent where no page asked. Sent twice it has one effect, and none over what somebody else did meanwhile. */
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
      /** What stands is no more what the form was drawn against: `canDo` says what does. */
      readonly overtaken?: true;
      /** How many stand in the way of closing a team: the page links to them. */
      readonly stillHeld?: number;
      /** Of records that the team does not hold, what it owes all the same: the page leads to each. */
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
  /** What the form of a command that is refused was answered before, as the directory stands; null for one that was not sent. */
  readonly sentBefore: (
    command: DirectoryCommand,
    stands: Directory,
    now: Instant,
  ) => Promise<DirectoryOutcome | null>;
};

/**
 * Judges a change against the directory, then has it made. Who and what stands in the way is said (promise P8). A form that is sent
 * twice is answered as the first time, though what it did is what would now refuse it.
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
