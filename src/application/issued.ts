import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar/time.ts';

/** A command as it arrives: on whose stream, against which version, with an id that makes a repetition harmless. */
export type IssuedCommand<Command> = {
  readonly personId: string;
  readonly commandId: string;
  readonly command: Command;
  /** The version that the person had before their eyes; null for the sweep, messages and imports, which take the newest. */
  readonly expectedVersion: number | null;
  /** The true time of a late entry; null for now. */
  readonly happenedAt: Instant | null;
};

/**
 * A command that was given without a page before anybody's eyes, by the sweep, a message or another record: on whatever stands, as of now.
 * Who may come to give it again gives it the same id.
 */
export function issuedNow<const Command>(
  personId: string,
  command: Command,
  commandId: string = randomUUID(),
): IssuedCommand<Command> {
  return { personId, commandId, command, expectedVersion: null, happenedAt: null };
}
