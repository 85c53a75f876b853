import type { Pool, PoolClient } from 'pg';
import type { DirectoryCommand, DirectoryOutcome } from '../application/directory-commands.ts';
import { printOf, sayStanding } from '../application/directory-standing.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Directory } from '../domain/directory/directory.ts';

/**
 * The answer to a form for which nothing is done: it was sent before, or somebody else has changed what it was drawn
 * against. Null where the change is to be made. Asked under the lock of the directory, so that of two at once exactly
 * one is made (promise P8).
 */
export async function metBefore(
  client: PoolClient,
  stood: Directory,
  command: DirectoryCommand,
  now: Instant,
): Promise<DirectoryOutcome | null> {
  const { sent } = command;
  if (!sent) return null;
  const before = await sentBefore(client, stood, command, now);
  if (before || sent.against === printOf(stood, command)) return before;
  return {
    kind: 'refused',
    says: 'Somebody else has changed this since you opened this page, so nothing was recorded.',
    canDo: standsNow(stood, command, now),
    overtaken: true,
  };
}

/**
 * The answer to a form that was sent before: that of the first time, or that it was sent with other answers then. Null
 * for a form that was not sent.
 */
export async function sentBefore(
  client: Pool | PoolClient,
  stands: Directory,
  command: DirectoryCommand,
  now: Instant,
): Promise<DirectoryOutcome | null> {
  if (!command.sent) return null;
  const { rows } = await client.query<{ what: string; changed_at: Date | string }>(
    'select what, changed_at from directory_change where change_id = $1',
    [command.sent.formId],
  );
  const [made] = rows;
  if (!made) return null;
  const at = new Date(made.changed_at).toISOString();
  return sameAsked(JSON.parse(made.what), at) === sameAsked(command, now)
    ? { kind: 'done', version: stands.version, offersReturned: 0, already: true }
    : {
        kind: 'refused',
        says: 'This form has been sent before with other answers, and those were recorded. These were not.',
        canDo: standsNow(stands, command, now),
        overtaken: true,
      };
}

/** A change as it is kept: without the form that it came by. */
export function what({ sent: _, ...command }: DirectoryCommand): string {
  return JSON.stringify(command);
}

/** What was asked: an absence from now on is the same a second later. */
function sameAsked(command: DirectoryCommand, at: Instant): string {
  return what(command.type === 'be-away' && command.from === at ? { ...command, from: 'now' } : command);
}

function standsNow(stood: Directory, command: DirectoryCommand, now: Instant): string {
  return `What stands now: ${sayStanding(stood, command, now).join(' ')} Send this again if it still holds.`;
}
