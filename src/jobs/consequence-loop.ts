import type { Pool } from 'pg';
import { askChildren, noteRefusal, type Stores } from '../application/client-command.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { ChildCommandName } from '../domain/child/commands.ts';
import type { Context } from '../domain/child/context.ts';
import { childStore } from '../postgres/child-store.ts';
import { clientStore } from '../postgres/client-store.ts';
import { type Loop, startLoop } from './loop.ts';

/**
 * A request that has waited this long was left by a crash, or met another writer too often: the command itself asks at
 * once.
 */
const leftAfterMs = 5000;
const everyMs = 5000;
/** Clients in one turn. */
const batch = 50;

/** Asks the children what a client's facts still ask of them: nothing that was recorded of a client is lost on the way. */
export function startConsequenceLoop(
  pool: Pool,
  contextNow: () => Context,
  onError: (error: unknown) => void,
): Loop {
  const stores = { clients: clientStore(pool), children: childStore(pool) };
  return startLoop(async ({ stopping }) => {
    const context = contextNow();
    const clients = await clientsWaiting(pool, context.now);
    for (const clientId of clients) {
      if (stopping()) return 0;
      await askChildren(stores, clientId, context);
    }
    const noted = await noteEarlier(pool, stores, context, stopping);
    return clients.length === batch || noted === batch ? 0 : everyMs;
  }, onError);
}

type Earlier = {
  readonly clientId: string;
  readonly consequenceId: string;
  readonly childId: string;
  readonly asks: ChildCommandName;
  readonly says: string;
};

/** Refusals from before they were facts are written into her facts, and owed from then on. Answers how many it found. */
export async function noteEarlier(
  pool: Pool,
  { clients }: Stores,
  context: Context,
  stopping: () => boolean = () => false,
): Promise<number> {
  const { rows } = await pool.query<Earlier>(
    `select person_id as "clientId", consequence_id as "consequenceId", child_id as "childId", command ->> 'type' as asks, says
     from consequence where not noted order by asked_at limit ${batch}`,
  );
  for (const { clientId, ...refused } of rows) {
    if (stopping()) return 0;
    if (await noteRefusal(clients, clientId, { type: 'ChildRefused', ...refused }, context))
      await pool.query('update consequence set noted = true where person_id = $1 and consequence_id = $2', [
        clientId,
        refused.consequenceId,
      ]);
  }
  return rows.length;
}

/** The clients some of whose consequences wait, longest first. */
async function clientsWaiting(pool: Pool, now: Instant): Promise<readonly string[]> {
  const before = new Date(Date.parse(now) - leftAfterMs).toISOString();
  const { rows } = await pool.query<{ id: string }>(
    `select person_id as id from consequence where answered_at is null and asked_at < $1
     group by person_id order by min(asked_at) limit ${batch}`,
    [before],
  );
  return rows.map((row) => row.id);
}
