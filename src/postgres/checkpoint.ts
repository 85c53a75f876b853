import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import type { Finding, Head } from './check.ts';
import {
  type AcceptedRestore,
  addToLog,
  type BegunAnew,
  type Checkpoint,
  dropOldFiles,
  fileOf,
  hasHeads,
  logFaults,
  readLog,
  type Seen,
  seenBy,
  signed,
  writeLooks,
} from './checkpoint-folder.ts';
import { countLooks, type Looks, looksSettledMinutes, together } from './looks.ts';

/** No checkpoint is made: it would put its signature to a history from which something is gone. */
export class CheckpointRefused extends Error {
  override readonly name = 'CheckpointRefused';
}

/** The database's checkpoints are in another folder, or that folder is lost: only a person knows which. */
export class KeptElsewhere extends CheckpointRefused {}

/**
 * Why a checkpoint may begin without following the one before: a restore that was accepted, or a folder that was begun
 * anew.
 */
type Beginning = { readonly restored: AcceptedRestore } | { readonly begun: BegunAnew };

/**
 * Writes a checkpoint: the heads of all streams and the looks by day, with a signed line, in the folder; and a row in
 * the database. It follows the one before. If anything that that one knew is gone this throws, since a new signature
 * would hide the loss. Only where a person has accepted a restore, or has begun the folder anew, it begins from what is
 * there.
 */
export async function makeCheckpoint(
  pool: Pool,
  folder: string,
  now: Instant,
  beginning: Beginning | null = null,
): Promise<Checkpoint> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const client = await pool.connect();
  try {
    // The running program and a check by hand may come at once: the second waits, and follows the first. The lock goes
    // with the connection.
    await client.query(`select pg_advisory_lock(hashtext('checkpoint'))`);
    const checkpoint = await nextCheckpoint(client, folder, now, beginning);
    await client.query(`select pg_advisory_unlock(hashtext('checkpoint'))`);
    client.release();
    return checkpoint;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function nextCheckpoint(
  client: PoolClient,
  folder: string,
  now: Instant,
  beginning: Beginning | null,
): Promise<Checkpoint> {
  const log = readLog(folder);
  const last = log.at(-1) ?? null;
  const begun = beginning && 'begun' in beginning ? beginning.begun : null;
  const restored = beginning && 'restored' in beginning;
  const no = (last?.no ?? begun?.after ?? 0) + 1;
  const before = last && !beginning ? await seenBy(folder, last) : null;
  await client.query('begin isolation level repeatable read');
  if (!beginning) await mustFollow(client, no, before, last !== null || hasHeads(folder, no));
  const part = `${fileOf(folder, 'heads', no)}.part`;
  const counted = await writeHeads(client, part);
  renameSync(part, fileOf(folder, 'heads', no));
  const looks = await looksSince(client, before?.looks ?? null);
  const checkpoint = signed(folder, {
    no,
    madeAt: now,
    ...counted,
    looks: { until: looks.until, hash: writeLooks(folder, no, looks.days) },
    ...beginning,
    previous: last?.signature ?? '',
  });
  await keepRows(client, restored ? [...log, checkpoint] : [checkpoint]);
  // The row is written before the line, so that a line without its row can only mean a restore. While a restore is
  // being accepted the line comes first: if that breaks off it is still a restore.
  if (restored) addToLog(folder, checkpoint);
  await client.query('commit');
  if (!restored) addToLog(folder, checkpoint);
  dropOldFiles(folder, [...log, checkpoint]);
  return checkpoint;
}

/** Whether the database is the one of which the folder tells, and still has everything that the newest checkpoint knew. */
async function mustFollow(
  client: PoolClient,
  no: number,
  before: Seen | null,
  begunHere: boolean,
): Promise<void> {
  const { rows } = await client.query<{ newest: number | null }>(
    'select max(checkpoint_no) as newest from checkpoint',
  );
  const newest = rows[0]?.newest ?? 0;
  if (newest < no - 1)
    throw new CheckpointRefused(
      `the database does not know number ${no - 1}: was it restored? Run "handhold check".`,
    );
  // If a checkpoint broke off between its row and its line, it is made again. In a folder that has no line yet, the
  // file of heads shows that it was begun here.
  if (newest > no || (newest === 1 && !begunHere))
    throw new KeptElsewhere(
      `the database knows ${newest}, this folder ${no - 1}: they are kept in another folder. If it is lost: handhold check --begin-anew.`,
    );
  if (!before?.heads) return;
  for await (const { personId } of lostSince(client, before.heads))
    throw new CheckpointRefused(
      `what number ${no - 1} knew of ${personId} is gone or was changed. Run "handhold check".`,
    );
}

/** A stream of which something is gone that a checkpoint knew: how many facts it knew, and how many there are now. */
export type Lost = { readonly personId: string; readonly known: number; readonly now: number };

/**
 * A stream that has not moved is recognised by its head alone; for one that went on, the fact at which it stood is
 * compared.
 */
const lostText = `select h.id as "personId", h.version as known, coalesce(c.version, k.version, 0) as now
  from unnest($1::uuid[], $2::integer[], $3::text[]) as h (id, version, hash)
  left join child c on c.person_id = h.id left join client k on k.person_id = h.id
  where case when coalesce(c.version, k.version) = h.version then coalesce(c.head_hash, k.head_hash) <> h.hash
    else not exists (select from fact f where f.person_id = h.id and f.version = h.version and f.hash = h.hash) end
  order by h.id`;

/** Streams that are not there any more as a checkpoint saw them, in their order. */
export async function* lostSince(asked: PoolClient, heads: AsyncIterable<Head>): AsyncGenerator<Lost> {
  let batch: Head[] = [];
  async function lost(): Promise<readonly Lost[]> {
    const people = batch.map(({ personId }) => personId);
    const versions = batch.map(({ version }) => version);
    const hashes = batch.map(({ hash }) => hash);
    batch = [];
    return (await asked.query<Lost>(lostText, [people, versions, hashes])).rows;
  }
  for await (const head of heads) {
    batch.push(head);
    if (batch.length === 10_000) yield* await lost();
  }
  yield* await lost();
}

/**
 * Looks that were counted once are not counted again, only those since then: so one that is taken away later shows for
 * good.
 */
async function looksSince(client: PoolClient, before: Looks | null): Promise<Looks> {
  const { rows } = await client.query<{ until: Instant }>(
    `select greatest(date_trunc('milliseconds', now() - make_interval(mins => $1)), $2::timestamptz) as until`,
    [looksSettledMinutes, before?.until ?? null],
  );
  const until = rows[0]?.until;
  if (until === undefined) throw new Error('The database did not say the time');
  const since = await countLooks(client, until, before?.until ?? null);
  return { until, days: together(before?.days ?? [], since) };
}

async function keepRows(client: PoolClient, checkpoints: readonly Checkpoint[]): Promise<void> {
  for (const { no, madeAt, streams, facts, headsHash, signature, restored, begun } of checkpoints)
    await client.query(
      `insert into checkpoint (checkpoint_no, made_at, streams, facts, heads_hash, signature, restored_to, restored_why, restored_by,
         begun_why, begun_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (checkpoint_no) do update set made_at = excluded.made_at, streams = excluded.streams, facts = excluded.facts,
         heads_hash = excluded.heads_hash, signature = excluded.signature`,
      [
        no,
        madeAt,
        streams,
        facts,
        headsHash,
        signature,
        restored?.to,
        restored?.why,
        restored?.by,
        begun?.why,
        begun?.by,
      ],
    );
}

async function writeHeads(
  client: PoolClient,
  file: string,
): Promise<{ streams: number; facts: number; headsHash: string }> {
  const out = createWriteStream(file, { mode: 0o600, flush: true });
  const hash = createHash('sha256');
  let streams = 0;
  let facts = 0;
  try {
    await client.query(
      `declare heads no scroll cursor for select person_id as id, version, head_hash as hash
       from (select person_id, version, head_hash from child union all select person_id, version, head_hash from client) s order by person_id`,
    );
    for (;;) {
      const { rows } = await client.query<{ id: string; version: number; hash: string }>(
        'fetch 10000 from heads',
      );
      if (rows.length === 0) break;
      const text = rows.map((row) => `${row.id} ${row.version} ${row.hash}\n`).join('');
      hash.update(text);
      if (!out.write(text)) await once(out, 'drain');
      streams += rows.length;
      facts += rows.reduce((sum, row) => sum + row.version, 0);
    }
  } finally {
    out.end();
    await once(out, 'close');
  }
  return { streams, facts, headsHash: hash.digest('hex') };
}

export type OpenedCheckpoint = {
  readonly findings: readonly Finding[];
  readonly newest: Checkpoint | null;
  readonly heads: AsyncIterable<Head> | null;
  readonly looks: Looks | null;
};

/**
 * Verifies the folder's checkpoints against their signatures, each other and the database's rows, and opens what the newest saw
 * for `checkAll`. Without a checkpoint there is nothing to find and nothing to compare.
 */
export async function openCheckpoints(pool: Pool, folder: string): Promise<OpenedCheckpoint> {
  const signatures = await signaturesIn(pool);
  const found = (says: string): Finding => ({ personId: null, version: null, where: 'checkpoint', says });
  const log = readLog(folder);
  const newest = log.at(-1) ?? null;
  if (!newest) {
    const lost = `the database has ${signatures.size} checkpoints, the folder none. Put the copy of the folder back; if there is none, begin anew: --begin-anew`;
    return { findings: signatures.size > 0 ? [found(lost)] : [], newest, heads: null, looks: null };
  }
  const faults = [...logFaults(folder, log)];
  for (const { no, signature } of log) {
    if (signatures.get(no) !== signature)
      faults.push(`number ${no} is ${signatures.has(no) ? 'another' : 'missing'} in the database`);
  }
  if (signatures.size > newest.no)
    faults.push(`the database has ${signatures.size}, the folder ${newest.no}`);
  const seen = await seenBy(folder, newest);
  return {
    findings: [...faults, ...seen.faults].map(found),
    newest,
    heads: seen.heads,
    looks: seen.looks,
  };
}

/** The signature of each checkpoint that the database knows. */
export async function signaturesIn(pool: Pool): Promise<ReadonlyMap<number, string>> {
  const { rows } = await pool.query<{ no: number; signature: string }>(
    'select checkpoint_no as no, signature from checkpoint order by 1',
  );
  return new Map(rows.map((row) => [row.no, row.signature]));
}
