import type { Pool } from 'pg';
import type { Change } from '../application/child-store.ts';
import type { ClientLife } from '../application/client-life.ts';
import type { ClientChange } from '../application/client-store.ts';
import { demonstrationDirectoryOn } from '../application/demonstration/directory.ts';
import { demonstrationPostcodes, idBase, playedFamilies } from '../application/demonstration/families.ts';
import type { FamilyLife } from '../application/demonstration/family-player.ts';
import { idFrom } from '../application/demonstration/life.ts';
import {
  networkDirectory,
  networkTeams,
  playedAtMost as playedByDefault,
  templates,
} from '../application/demonstration/network.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { bulkLoad } from './bulk-load.ts';
import { bulkLoadClients } from './bulk-load-clients.ts';
import { saveDirectory } from './directory-store.ts';
import { knownOf, seedNetwork } from './seed-network.ts';
import { seedSupervision } from './seed-supervision.ts';

/** Children of the demonstration: enough that each family nurse has a full caseload. */
export const demonstrationSize = 420;
const playedBatch = 40;
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
  /** Up to here each child is played by itself; those beyond are made from templates. */
  readonly playedAtMost?: number;
};

/** Children added and known before, and clients of the programme added. */
export type Seeded = { readonly added: number; readonly known: number; readonly clients: number };

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

/** Whether the families of this seed are in the database already: the first one is. */
export async function wasSeeded(pool: Pool, seed: number): Promise<boolean> {
  return (await knownOf(pool, [idFrom(idBase(seed, 'programme 0'), 0)])).size > 0;
}

async function seedAlone(
  pool: Pool,
  {
    seed,
    size,
    now,
    onProgress = () => undefined,
    atOnceFrom = largeLoad,
    playedAtMost = playedByDefault,
  }: Seeding,
): Promise<Seeded> {
  const played = Math.min(size, playedAtMost);
  const small = demonstrationDirectoryOn(now);
  const teams = size > played ? networkTeams(small, size - played) : [];
  const directory = teams.length > 0 ? networkDirectory(small, teams) : small;
  const progress = progressOf(size, onProgress);

  if (await lacksTeams(pool, directory)) {
    onProgress(`Saving the directory: ${directory.teams.size} teams, ${directory.practitioners.size} people`);
    await saveDirectory(pool, directory, now);
  }
  let added = await seedPlayed(pool, { seed, size: played, now }, small, progress);
  if (teams.length > 0) {
    onProgress('Playing the lives that the network’s children are made from');
    const made = templates(seed, size - played, directory, now);
    const network = await seedNetwork(
      pool,
      { seed, from: played, to: size, teams, made, atOnceFrom },
      progress,
    );
    added = {
      children: added.children + network.children,
      clients: added.clients + network.clients,
    };
  }
  if (added.children > 0)
    await pool.query(
      'analyze child, child_state, fact, accountable_period, handover, access, deadline, notice, client, client_child',
    );
  return { added: added.children, known: size - added.children, clients: added.clients };
}

/** Plays the families and loads them by the way, so that somebody who waits sees it go on. */
async function seedPlayed(
  pool: Pool,
  { seed, size, now }: Seeding,
  directory: Directory,
  progress: (done: number) => void,
): Promise<{ readonly children: number; readonly clients: number }> {
  const added = { children: 0, clients: 0 };
  let [batch, done]: [FamilyLife[], number] = [[], 0];
  const load = async () => {
    const fresh = await freshOf(pool, batch);
    await loadFamilies(pool, fresh, now);
    added.children += fresh.reduce((sum, { children }) => sum + children.length, 0);
    added.clients += fresh.filter(({ client }) => client !== null).length;
    batch = [];
    progress(done);
  };
  for (const { family } of playedFamilies(seed, size, directory, now)) {
    batch.push(family);
    done += family.children.length;
    if (batch.length >= playedBatch) await load();
  }
  await load();
  if (added.clients > 0) await seedSupervision(pool, now);
  return added;
}

async function freshOf(pool: Pool, families: readonly FamilyLife[]): Promise<readonly FamilyLife[]> {
  const idOf = ({ client, children }: FamilyLife) => client?.personId ?? children[0]?.personId ?? '';
  const known = await knownOf(pool, families.map(idOf));
  return families.filter((family) => !known.has(idOf(family)));
}

async function loadFamilies(pool: Pool, families: readonly FamilyLife[], now: Instant): Promise<void> {
  if (families.length === 0) return;
  const children = families.flatMap((family) => family.children);
  await savePostcodes(pool, children);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await bulkLoad(
      client,
      children.flatMap((life) => life.changes.map((change) => asHistory(change, now))),
    );
    const clients = families.flatMap(({ client }) => (client ? [ofHistory(client, now)] : []));
    if ((await bulkLoadClients(client, clients)) === 'gone')
      throw new Error('Two clients of the demonstration have one NHS number');
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * Changes of the past as history: they are not judged again against who is here today, since somebody who took a child
 * may have left. Notices older than three days count as read and are not brought back.
 */
function asHistory(change: Change, now: Instant): Change {
  return { ...change, mustBePresent: [], mustBeLive: [], notices: recent(change, now) ? change.notices : [] };
}

function ofHistory(client: ClientLife, now: Instant): ClientLife {
  const changes = client.changes.map((change) => ({
    ...change,
    notices: recent(change, now) ? change.notices : [],
  }));
  return { ...client, changes };
}

function recent({ facts }: Pick<Change | ClientChange, 'facts'>, now: Instant): boolean {
  return (facts[0]?.recordedAt ?? '') > addMinutes(now, -3 * 24 * 60);
}

async function lacksTeams(pool: Pool, directory: Directory): Promise<boolean> {
  const ids = [...directory.teams.keys()];
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from team where id = any ($1)', [
    ids,
  ]);
  return (rows[0]?.n ?? 0) < ids.length;
}

async function savePostcodes(pool: Pool, lives: FamilyLife['children']): Promise<void> {
  await pool.query(
    `insert into postcode_area (postcode, area_code) select postcode, "areaCode"
     from json_to_recordset($1) as p (postcode text, "areaCode" text) on conflict do nothing`,
    [JSON.stringify(demonstrationPostcodes(lives))],
  );
}

/** Says how far it is at most once a second, with the rate; and what else it is told, at once. */
function progressOf(size: number, say: (line: string) => void): (done: number, says?: string) => void {
  const begun = performance.now();
  let saidAt = begun;
  return (done, says) => {
    const now = performance.now();
    if (says === undefined && now - saidAt < 1000 && done < size) return;
    saidAt = now;
    const rate = Math.round((done / (now - begun)) * 1000);
    say(
      says ??
        `${done.toLocaleString('en-GB')} of ${size.toLocaleString('en-GB')} children, ${rate.toLocaleString('en-GB')} a second`,
    );
  };
}
