import type { ClientBase, Pool, PoolClient } from 'pg';
import { foldVersion } from '../application/fold-version.ts';
import { killPoint } from '../application/kill-points.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { loadDirectory } from './directory-store.ts';
import { MigrationFailure } from './migration-failure.ts';
import { createPools } from './pool.ts';
import { type Anew, madeAnew, writeAnew } from './refolded-rows.ts';
import { nextPeople, readPeople } from './stored-rows.ts';

export type RefoldOptions = {
  readonly adminUrl: string;
  readonly onProgress?: ((line: string) => void) | undefined;
  /** The fold to bring what is kept to: that of this program. */
  readonly version?: number;
  readonly batchSize?: number;
};

/** How many children and clients were folded anew now, and which keep what they had because their facts cannot be folded. */
export type Refolded = { readonly people: number; readonly left: readonly string[] };

type Standing = {
  readonly version: number;
  readonly becoming: number | null;
  readonly reached: string | null;
};

/**
 * Folds every child and client anew from its facts where what is kept beside them is of an older fold, and writes what
 * differs: state, columns, handovers and access. Batch by batch, each a transaction of its own with the place that was reached:
 * killed at any point it goes on from there, and a command on a child waits for one batch at most. Facts, periods, deadlines and
 * what a sweep raised are never written. A stream whose chain is broken keeps what it had: `check` says where.
 */
export async function refold({ adminUrl, onProgress, ...options }: RefoldOptions): Promise<Refolded> {
  const { version = foldVersion, batchSize = 500 } = options;
  const say = onProgress ?? (() => undefined);
  const pools = createPools({ adminUrl, appUrl: adminUrl, max: 1 });
  try {
    const standing = await foldStanding(pools.admin);
    if (!standing || standing.version >= version) return { people: 0, left: [] };
    return await foldAll(pools.admin, standing, { version, batchSize, say });
  } finally {
    await pools.close();
  }
}

/** Whether what is kept is of an older fold than this program's: there is something to fold anew. */
export async function isFoldedEarlier(client: ClientBase): Promise<boolean> {
  const standing = await foldStanding(client);
  return standing !== null && standing.version < foldVersion;
}

/** Throws MigrationFailure when a newer version has folded what is kept: this one would read it wrongly. */
export async function refuseNewerFold(client: ClientBase): Promise<void> {
  const standing = await foldStanding(client);
  const newest = Math.max(standing?.version ?? 0, standing?.becoming ?? 0);
  if (newest <= foldVersion) return;
  throw new MigrationFailure(
    `The database was made by a newer version of Handhold: what it keeps beside the facts is of fold ${newest}, and this version ` +
      `knows ${foldVersion}. Nothing was changed. Start the newer version, or restore the back-up from before it.`,
  );
}

async function foldStanding(asked: Pick<ClientBase, 'query'> | Pool): Promise<Standing | null> {
  const { rows: found } = await asked.query<{ there: boolean }>(
    `select to_regclass('fold') is not null as there`,
  );
  if (!found[0]?.there) return null;
  const { rows } = await asked.query<Standing>('select version, becoming, reached from fold');
  return rows[0] ?? null;
}

type Task = {
  readonly version: number;
  readonly batchSize: number;
  readonly say: (line: string) => void;
};

async function foldAll(pool: Pool, standing: Standing, task: Task): Promise<Refolded> {
  const { rows } = await pool.query<{ all: number }>(
    'select (select count(*) from child) + (select count(*) from client) as all',
  );
  const all = rows[0]?.all ?? 0;
  const client = await pool.connect();
  try {
    const { directory } = await loadDirectory(client);
    const progress = progressOf(all, task.say);
    let reached = standing.becoming === task.version ? standing.reached : null;
    let people = 0;
    const left: string[] = [];
    for (;;) {
      const batch = await foldBatch(client, reached, directory, task);
      if (batch === null) break;
      killPoint('refold-after-batch');
      people += batch.people;
      left.push(...batch.left.map(({ personId }) => personId));
      for (const { personId, why } of batch.left)
        task.say(`${personId} keeps the state that it had: ${why}.`);
      reached = batch.reached;
      progress(people);
    }
    client.release();
    return { people, left };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

type Batch = {
  readonly people: number;
  readonly left: readonly { readonly personId: string; readonly why: string }[];
  readonly reached: string;
};

/** The next batch with its place as one transaction; null when there is none, and all that is kept is of the version. */
async function foldBatch(
  client: PoolClient,
  after: string | null,
  directory: Directory,
  { version, batchSize }: Task,
): Promise<Batch | null> {
  await client.query('begin');
  const people = await nextPeople(client, after, batchSize);
  const reached = people.at(-1);
  if (reached === undefined) {
    await client.query('update fold set version = $1, becoming = null, reached = null', [version]);
    // In an empty database everybody who comes is written by this version, so no clock has to be looked at after it.
    await client.query('update clock_look set version = $1 where not exists (select from child)', [version]);
    await client.query('commit');
    return null;
  }
  // Locked in the order of their ids, as commands do: what is read now still stands when it is written.
  for (const table of ['child', 'client'])
    await client.query(`select from ${table} where person_id = any ($1) order by person_id for update`, [
      people,
    ]);
  const left: { personId: string; why: string }[] = [];
  const anew: Anew[] = [];
  for (const stored of await readPeople(client, people)) {
    const made = madeAnew(stored, directory);
    if ('fault' in made) left.push({ personId: stored.personId, why: made.fault });
    else anew.push(made);
  }
  await writeAnew(client, anew);
  await client.query('update fold set becoming = $1, reached = $2', [version, reached]);
  await client.query('commit');
  return { people: people.length, left, reached };
}

/**
 * Says once that folding begins, and then at most once a second how far it is. Silent where there is nobody to fold.
 */
function progressOf(all: number, say: (line: string) => void): (done: number) => void {
  const count = (n: number) => n.toLocaleString('en-GB');
  if (all > 0) say(`Folding ${count(all)} children and clients anew from their facts …`);
  let saidAt = performance.now();
  return (done) => {
    const now = performance.now();
    if (now - saidAt < 1000) return;
    saidAt = now;
    say(`${count(done)} of ${count(all)} folded anew`);
  };
}
