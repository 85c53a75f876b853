import type { Pool, PoolClient } from 'pg';
import type { Change } from '../application/child-store.ts';
import { demonstrationDirectoryOn } from '../application/demonstration/directory.ts';
import { demonstrationPostcodes, idBase, playedChildren } from '../application/demonstration/families.ts';
import { idFrom, type Life } from '../application/demonstration/life.ts';
import {
  type NetworkTeam,
  networkChildren,
  networkDirectory,
  networkTeams,
  type Template,
  templates,
} from '../application/demonstration/network.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { bulkLoad } from './bulk-load.ts';
import { saveDirectory } from './directory-store.ts';
import { networkLoader } from './network-load.ts';
import { takeAwayIndexes } from './without-indexes.ts';

/** Up to here every child is played by itself in the three areas; beyond, children are made from templates in further ones. */
export const playedAtMost = 1000;
const playedBatch = 250;
const networkBatch = 2000;
/** From here on indexes cost more to keep than to make again. */
const largeLoad = 100_000;

export type Seeding = {
  readonly seed: number;
  /** How many children, up to 3.3 million. */
  readonly size: number;
  readonly now: Instant;
  readonly onProgress?: (line: string) => void;
  /** From so many network children on, load in one transaction without indexes and make these again. */
  readonly atOnceFrom?: number;
};

export type Seeded = { readonly added: number; readonly known: number };

/**
 * Fills the database with the demonstration's directory and children. The same seed again adds nothing, a larger size adds
 * the further ones. Needs the owner of the tables. One seeding at a time: a second one waits for the first.
 */
export async function seedChildren(pool: Pool, seeding: Seeding): Promise<Seeded> {
  const lock = await pool.connect();
  try {
    await lock.query(`select pg_advisory_lock(hashtext('handhold seed'))`);
    return await seedAlone(pool, seeding);
  } finally {
    // The lock goes with the connection.
    lock.release(true);
  }
}

/** Whether the children of this seed are in the database already: its first one is. */
export async function wasSeeded(pool: Pool, seed: number): Promise<boolean> {
  return (await knownOf(pool, [idFrom(idBase(seed, 0), 0)])).size > 0;
}

async function seedAlone(
  pool: Pool,
  { seed, size, now, onProgress = () => undefined, atOnceFrom = largeLoad }: Seeding,
): Promise<Seeded> {
  const played = Math.min(size, playedAtMost);
  const small = demonstrationDirectoryOn(now);
  const teams = size > played ? networkTeams(small, size - played) : [];
  const directory = teams.length > 0 ? networkDirectory(small, teams) : small;
  const progress = progressOf(size, onProgress);

  const firstIds = Array.from({ length: played }, (_, child) => idFrom(idBase(seed, child), 0));
  const known = await knownOf(pool, firstIds);
  let added = 0;
  if (known.size < played || (await lacksTeams(pool, directory))) {
    onProgress(`Saving the directory: ${directory.teams.size} teams, ${directory.practitioners.size} people`);
    await saveDirectory(pool, directory, now);
  }
  if (known.size < played)
    added += await seedPlayed(pool, { seed, size: played, now }, small, known, progress);
  if (teams.length > 0) {
    onProgress('Playing the lives that the network’s children are made from');
    const made = templates(seed, size - played, directory, now);
    added += await seedNetwork(pool, { seed, from: played, to: size, teams, made, atOnceFrom }, progress);
  }
  if (added > 0)
    await pool.query(
      'analyze child, child_state, fact, accountable_period, handover, access, deadline, notice',
    );
  return { added, known: size - added };
}

type NetworkSeeding = {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly teams: readonly NetworkTeam[];
  readonly made: readonly Template[];
  readonly atOnceFrom: number;
};

/** While one batch is written the next is made. A large load into tables without these children is one transaction. */
async function seedNetwork(
  pool: Pool,
  { seed, from, to, teams, made, atOnceFrom }: NetworkSeeding,
  progress: (done: number) => void,
): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from child');
  const atOnce = to - from >= atOnceFrom && (rows[0]?.n ?? 0) <= from;
  const prepare = networkLoader(made);
  const client = await pool.connect();
  let added = 0;
  let writing: Promise<void> = Promise.resolve();
  try {
    if (atOnce) await client.query('begin');
    const putBack = atOnce ? await takeAwayIndexes(client) : null;
    for (let at = from; at < to; at += networkBatch) {
      const all = [...networkChildren(seed, at, Math.min(to, at + networkBatch), teams, made)];
      const there = atOnce
        ? new Set<string>()
        : await knownOf(
            pool,
            all.map((child) => child.personId),
          );
      const fresh = all.filter((child) => !there.has(child.personId));
      const write = prepare(fresh);
      await writing;
      writing = atOnce ? write(client) : inTransaction(client, write);
      // Awaited a batch later; a failure until then is not lost.
      writing.catch(() => undefined);
      added += fresh.length;
      progress(at + all.length);
    }
    await writing;
    await putBack?.();
    if (atOnce) await client.query('commit');
    client.release();
    return added;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function inTransaction(client: PoolClient, act: (client: PoolClient) => Promise<void>): Promise<void> {
  await client.query('begin');
  await act(client);
  await client.query('commit');
}

async function seedPlayed(
  pool: Pool,
  { seed, size, now }: Seeding,
  directory: Directory,
  known: ReadonlySet<string>,
  progress: (done: number) => void,
): Promise<number> {
  const lives: Life[] = [];
  for (const { life } of playedChildren(seed, size, directory, now)) lives.push(life);
  await savePostcodes(pool, lives);
  const fresh = lives.filter((life) => !known.has(life.personId));
  for (let from = 0; from < fresh.length; from += playedBatch) {
    const batch = fresh.slice(from, from + playedBatch);
    await bulkLoad(
      pool,
      batch.flatMap((life) => life.changes.map((change) => asHistory(change, now))),
    );
    progress(Math.min(from + playedBatch, fresh.length));
  }
  return fresh.length;
}

/**
 * What was judged in the past is not judged again against who is here today: somebody who took a child may have left since.
 * Notices older than three days have been read and are not brought back.
 */
function asHistory(change: Change, now: Instant): Change {
  const recent = (change.facts[0]?.recordedAt ?? '') > addMinutes(now, -3 * 24 * 60);
  return { ...change, mustBePresent: [], mustBeLive: [], notices: recent ? change.notices : [] };
}

async function knownOf(pool: Pool, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ person_id: string }>(
    'select person_id from child where person_id = any ($1)',
    [ids],
  );
  return new Set(rows.map((row) => row.person_id));
}

async function lacksTeams(pool: Pool, directory: Directory): Promise<boolean> {
  const ids = [...directory.teams.keys()];
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from team where id = any ($1)', [
    ids,
  ]);
  return (rows[0]?.n ?? 0) < ids.length;
}

async function savePostcodes(pool: Pool, lives: readonly Life[]): Promise<void> {
  await pool.query(
    `insert into postcode_area (postcode, area_code) select postcode, "areaCode"
     from json_to_recordset($1) as p (postcode text, "areaCode" text) on conflict do nothing`,
    [JSON.stringify(demonstrationPostcodes(lives))],
  );
}

/** Says how far it is at most once a second, with the rate. */
function progressOf(size: number, say: (line: string) => void): (done: number) => void {
  const begun = performance.now();
  let saidAt = begun;
  return (done) => {
    const now = performance.now();
    if (now - saidAt < 1000 && done < size) return;
    saidAt = now;
    const rate = Math.round((done / (now - begun)) * 1000);
    say(
      `${done.toLocaleString('en-GB')} of ${size.toLocaleString('en-GB')} children, ${rate.toLocaleString('en-GB')} a second`,
    );
  };
}
