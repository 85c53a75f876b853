import type { Pool } from 'pg';
import { movesColumn } from '../application/child-command.ts';
import { moveClocks } from '../application/client-command.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import type { Context } from '../domain/child/context.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { clientStore } from '../postgres/client-store.ts';
import { type Loop, startLoop } from './loop.ts';

const everyMs = 60_000;
/** In minutes: a start looks back over a day, for what a crash left; each turn over what came since the one before it began. */
const backAtStart = 24 * 60;
const backEachTurn = 1;
/** How many of a child's newest facts are looked at: far more than come in a minute. */
const newest = 40;

/**
 * Moves the clocks of clients of whose children something was learned by another way than a page: a message, an import, a
 * bulk handover, a nurse who left; or just before a crash.
 */
export function startClocksLoop(
  pool: Pool,
  contextNow: () => Context,
  onError: (error: unknown) => void,
): Loop {
  const clients = clientStore(pool);
  let since = addMinutes(contextNow().now, -backAtStart);
  return startLoop(async ({ stopping }) => {
    const context = contextNow();
    for (const clientId of await clientsOfChanged(pool, since)) {
      if (stopping()) return 0;
      await moveClocks(clients, clientId, context);
    }
    since = addMinutes(context.now, -backEachTurn);
    return everyMs;
  }, onError);
}

/** The clients with a child of whom such a fact was recorded from then on. */
export async function clientsOfChanged(pool: Pool, since: Instant): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'clients-of-changed-children',
    // By each child's own newest facts, which lie together: facts have no order in time over all children.
    text: `select distinct k.person_id as id from client c join client_child k on k.person_id = c.person_id join child x on x.person_id = k.child_id
      where c.status = any ($3) and not k.lost and exists (select from fact f
        where f.person_id = x.person_id and f.version > x.version - ${newest} and f.recorded_at >= $1 and f.type = any ($2))`,
    values: [since, movesColumn, caseloadStatuses],
  });
  return rows.map((row) => row.id);
}
