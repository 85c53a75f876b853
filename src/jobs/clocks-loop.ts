import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { moveChildClocks, movesColumn } from '../application/child-command.ts';
import { moveClocks } from '../application/client-command.ts';
import { foldVersion } from '../application/fold-version.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import type { Context } from '../domain/child/context.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { childStore } from '../postgres/child-store.ts';
import { clientStore } from '../postgres/client-store.ts';
import { type Loop, startLoop } from './loop.ts';

const everyMs = 60_000;
/** In minutes: each turn looks a little further back than the one before it began, for what was being written then. */
const backEachTurn = 1;
const batchSize = 50;
/**
 * Looking at every child is the longest work there is, and nobody waits for it: after each batch it rests this many
 * times as long as the batch took, for the pages.
 */
const restPerWork = 3;
/** How many of a child's newest facts are looked at: far more than come in a minute. */
const newest = 40;

/**
 * Moves the clocks that no command moves: those of every child and client, after a new version by which something else
 * is owed; and those of clients about whose children something was learned other than on a page (by a message, an
 * import, a bulk handover or a nurse who left), or just before a crash. How far it has come is kept, however long
 * nothing ran.
 */
export function startClocksLoop(
  pool: Pool,
  contextNow: () => Context,
  onError: (error: unknown) => void,
): Loop {
  const stores = { clients: clientStore(pool), children: childStore(pool) };
  return startLoop(async ({ stopping }) => {
    const context = contextNow();
    await lookAtQuietChildren(pool, contextNow, stopping);
    for (const clientId of await clientsOfChanged(pool, await lookedUntil(pool))) {
      if (stopping()) return 0;
      await moveClocks(stores, clientId, context);
    }
    await pool.query('update clock_look set until = $1', [addMinutes(context.now, -backEachTurn)]);
    return everyMs;
  }, onError);
}

/**
 * Every child in care once after a new version, in the order of their ids; a start goes on where the one before it stopped. Then
 * every client's clocks are looked at again too. Rests between batches. Answers how many children.
 */
export async function lookAtQuietChildren(
  pool: Pool,
  contextNow: () => Context,
  stopping: () => boolean = () => false,
  rest: (milliseconds: number) => Promise<unknown> = pause,
): Promise<number> {
  const children = childStore(pool);
  for (let looked = 0; !stopping(); ) {
    const began = performance.now();
    const { rows } = await pool.query<{ id: string }>(
      `select c.person_id as id from clock_look l cross join child c where l.version < $1 and c.care_status = 'in-care'
        and (l.reached is null or c.person_id > l.reached) order by c.person_id limit ${batchSize}`,
      [foldVersion],
    );
    for (const { id } of rows) await moveChildClocks(children, id, contextNow());
    const last = rows.at(-1)?.id;
    if (last === undefined) {
      await pool.query(
        'update clock_look set version = $1, reached = null, until = null where version < $1',
        [foldVersion],
      );
      return looked;
    }
    await pool.query('update clock_look set reached = $1', [last]);
    looked += rows.length;
    if (!stopping()) await rest((performance.now() - began) * restPerWork);
  }
  return 0;
}

async function lookedUntil(pool: Pool): Promise<Instant | null> {
  const { rows } = await pool.query<{ until: Instant | null }>('select until from clock_look');
  return rows[0]?.until ?? null;
}

/**
 * The clients about whose child such a fact was recorded since then, or any fact where the child's record refused
 * something that is still owed; all clients of the programme where no time is given.
 */
export async function clientsOfChanged(pool: Pool, since: Instant | null): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'clients-of-changed-children',
    // By each child's own newest facts, which lie together: facts have no order in time over all children.
    text: `with refusing as materialized (select person_id from deadline where kind = 'settle-refusal')
      select distinct k.person_id as id from client c join client_child k on k.person_id = c.person_id join child x on x.person_id = k.child_id
      where (c.status = any ($3) or k.lost or c.person_id in (select person_id from refusing)) and ($1::timestamptz is null or exists (select from fact f
        where f.person_id = x.person_id and f.version > x.version - ${newest} and f.recorded_at >= $1
          and (f.type = any ($2) or c.person_id in (select person_id from refusing))))`,
    values: [since, movesColumn, caseloadStatuses],
  });
  return rows.map((row) => row.id);
}
