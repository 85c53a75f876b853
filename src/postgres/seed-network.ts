import type { Pool, PoolClient } from 'pg';
import {
  type NetworkFamily,
  type NetworkTeam,
  networkFamilies,
  type Template,
} from '../application/demonstration/network.ts';
import { copyAll } from './copy.ts';
import { networkRows } from './network-load.ts';
import { rewriteTables, takeAwayIndexes } from './without-indexes.ts';

/** A COPY of frozen rows begins on a new page and leaves some pages empty: many small ones took a third more disk. */
const batch = 4000;

export type NetworkSeeding = {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly teams: readonly NetworkTeam[];
  readonly made: readonly Template[];
  readonly atOnceFrom: number;
};

type Added = { readonly children: number; readonly clients: number };

/** While one batch is written the next is made. A large load into tables that hold nobody but this seed’s is one transaction. */
export async function seedNetwork(
  pool: Pool,
  { seed, from, to, teams, made, atOnceFrom }: NetworkSeeding,
  progress: (done: number, says?: string) => void,
): Promise<Added> {
  const familiesOf = (at: number) => [
    ...networkFamilies(seed, at, Math.min(to, at + batch), teams, made, from),
  ];
  const begin = await firstNotAllKnown(pool, from, to, familiesOf);
  // Asked before the indexes are taken away: an earlier load may have ended within this batch. After it there is
  // nobody.
  const begun = await knownAmong(pool, familiesOf(begin));
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from child');
  const there = rows[0]?.n ?? 0;
  const atOnce = to - begin >= atOnceFrom && there <= begin + begun.size;
  // Where fewer families are there than will come, these are written once more, so that the new ones can be frozen.
  const anew = atOnce && there <= to - begin;
  const rowsOf = networkRows(made, anew);
  const client = await pool.connect();
  const added = { children: 0, clients: 0 };
  let writing: Promise<void> = Promise.resolve();
  try {
    if (atOnce) await client.query('begin');
    const putBack = atOnce ? await takeAwayIndexes(client) : null;
    if (anew) await rewriteTables(client);
    for (let at = begin; at < to; at += batch) {
      const all = familiesOf(at);
      const known = at === begin ? begun : atOnce ? nobody : await knownAmong(pool, all);
      const fresh = all.filter((family) => !known.has(family.personId));
      const copies = rowsOf(fresh);
      await writing;
      writing = atOnce ? copyAll(client, copies) : inTransaction(client, () => copyAll(client, copies));
      // Awaited a batch later; a failure until then is not lost.
      writing.catch(() => undefined);
      added.children += fresh.reduce((sum, { children }) => sum + children, 0);
      added.clients += fresh.filter(({ template }) => made[template]?.family.client).length;
      progress(Math.min(to, at + batch));
    }
    await writing;
    await putBack?.((says) => progress(to, says));
    await client.query(claimNumbers);
    await client.query(claimNumbersOfClients);
    if (atOnce) await client.query('commit');
    client.release();
    return added;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * The numbers of children in care, each once, as every command keeps them. In their order, so that the key grows at its
 * end.
 */
const claimNumbers = `insert into number_in_care (nhs_number, borne_by)
  select nhs_number, person_id from child where care_status = 'in-care' and nhs_number is not null order by nhs_number
  on conflict do nothing`;

const claimNumbersOfClients = `insert into number_in_programme (nhs_number, borne_by)
  select nhs_number, person_id from client where status in ('enrolled', 'paused', 'transferring-out') and nhs_number is not null
  order by nhs_number on conflict do nothing`;

const nobody: ReadonlySet<string> = new Set();

function knownAmong(pool: Pool, families: readonly NetworkFamily[]): Promise<ReadonlySet<string>> {
  return knownOf(
    pool,
    families.map(({ personId }) => personId),
  );
}

/** Batches are written in their order: an earlier load of this seed has all up to here. */
async function firstNotAllKnown(
  pool: Pool,
  from: number,
  to: number,
  familiesOf: (at: number) => readonly NetworkFamily[],
): Promise<number> {
  for (let at = from; at < to; at += batch) {
    const families = familiesOf(at);
    if ((await knownAmong(pool, families)).size < families.length) return at;
  }
  return to;
}

async function inTransaction(client: PoolClient, act: () => Promise<void>): Promise<void> {
  await client.query('begin');
  await act();
  await client.query('commit');
}

/** Which of these people, children or clients, are in the database. */
export async function knownOf(pool: Pool, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ person_id: string }>(
    'select person_id from child where person_id = any ($1) union all select person_id from client where person_id = any ($1)',
    [ids],
  );
  return new Set(rows.map((row) => row.person_id));
}
