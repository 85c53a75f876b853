import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Pool } from 'pg';
import { canonical } from '../application/fact-chain.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Finding, Head } from './check.ts';

/** A signed summary of all stream heads at one instant. */
export type Checkpoint = {
  readonly no: number;
  readonly madeAt: Instant;
  readonly streams: number;
  readonly facts: number;
  /** Hash over the file of heads. */
  readonly headsHash: string;
  /** Signature of the checkpoint before, so that a line taken out of the middle shows. */
  readonly previous: string;
  readonly signature: string;
};

/** Files outside the database. Keep a copy of the folder on another machine: who can change both can hide both. */
const files = {
  log: 'checkpoints.jsonl',
  key: 'checkpoint-key.pem',
  publicKey: 'checkpoint-public.pem',
  heads: (no: number) => `heads-${String(no).padStart(8, '0')}.txt`,
};

/** Files of heads that stay; the log keeps a line for every checkpoint. */
const headsKept = 3;

/** Writes a checkpoint of all streams: the heads and a signed line in the folder, and a row in the database. */
export async function makeCheckpoint(pool: Pool, folder: string, now: Instant): Promise<Checkpoint> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = signingKey(folder);
  const log = readLog(folder);
  const last = log.at(-1);
  // A crash between the line and the row is mended here; the line is signed, so nothing can be smuggled in by it.
  if (last) await keepRow(pool, last);
  const no = (last?.no ?? 0) + 1;
  const part = path.join(folder, `${files.heads(no)}.part`);
  const counted = await writeHeads(pool, part);
  renameSync(part, path.join(folder, files.heads(no)));
  const unsigned = { no, madeAt: now, ...counted, previous: last?.signature ?? '' };
  const checkpoint = {
    ...unsigned,
    signature: sign(null, Buffer.from(canonical(unsigned)), key).toString('base64'),
  };
  appendFileSync(path.join(folder, files.log), `${JSON.stringify(checkpoint)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await keepRow(pool, checkpoint);
  dropOldHeads(folder);
  return checkpoint;
}

async function keepRow(
  pool: Pool,
  { no, madeAt, streams, facts, headsHash, signature }: Checkpoint,
): Promise<void> {
  await pool.query(
    `insert into checkpoint (checkpoint_no, made_at, streams, facts, heads_hash, signature) values ($1, $2, $3, $4, $5, $6)
     on conflict (checkpoint_no) do nothing`,
    [no, madeAt, streams, facts, headsHash, signature],
  );
}

async function writeHeads(
  pool: Pool,
  file: string,
): Promise<{ streams: number; facts: number; headsHash: string }> {
  const out = createWriteStream(file, { mode: 0o600, flush: true });
  const hash = createHash('sha256');
  const client = await pool.connect();
  let streams = 0;
  let facts = 0;
  try {
    await client.query('begin isolation level repeatable read read only');
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
    await client.query('commit');
  } finally {
    client.release();
    out.end();
    await once(out, 'close');
  }
  return { streams, facts, headsHash: hash.digest('hex') };
}

function signingKey(folder: string): KeyObject {
  const file = path.join(folder, files.key);
  if (!existsSync(file)) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(path.join(folder, files.publicKey), publicKey.export({ type: 'spki', format: 'pem' }), {
      mode: 0o600,
    });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  }
  return createPrivateKey(readFileSync(file));
}

function readLog(folder: string): readonly Checkpoint[] {
  const file = path.join(folder, files.log);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): Checkpoint => JSON.parse(line));
}

function dropOldHeads(folder: string): void {
  const kept = readdirSync(folder)
    .filter((name) => /^heads-\d+\.txt$/.test(name))
    .sort();
  for (const name of kept.slice(0, -headsKept)) rmSync(path.join(folder, name));
}

export type OpenedCheckpoint = {
  readonly findings: readonly Finding[];
  readonly newest: Checkpoint | null;
  readonly heads: AsyncIterable<Head> | null;
};

/**
 * Verifies the folder's checkpoints against their signatures, each other and the database's rows, and opens the newest heads
 * for `checkAll`. Without a checkpoint there is nothing to find and nothing to compare.
 */
export async function openCheckpoints(pool: Pool, folder: string): Promise<OpenedCheckpoint> {
  const { rows } = await pool.query<{ no: number; signature: string }>(
    'select checkpoint_no as no, signature from checkpoint order by 1',
  );
  const found = (says: string): Finding => ({ personId: null, version: null, where: 'checkpoint', says });
  const log = readLog(folder);
  const newest = log.at(-1) ?? null;
  if (!newest) {
    return {
      findings:
        rows.length > 0 ? [found(`the database has ${rows.length} checkpoints, the folder none`)] : [],
      newest,
      heads: null,
    };
  }
  const findings = checkLog(folder, log).map(found);
  const signatures = new Map(rows.map((row) => [row.no, row.signature]));
  for (const { no, signature } of log) {
    if (signatures.get(no) !== signature)
      findings.push(found(`number ${no} is ${signatures.has(no) ? 'another' : 'missing'} in the database`));
  }
  if (rows.length > log.length)
    findings.push(found(`the database has ${rows.length}, the folder ${log.length}`));
  const file = path.join(folder, files.heads(newest.no));
  if (!existsSync(file))
    return {
      findings: [...findings, found(`the heads of number ${newest.no} are missing`)],
      newest,
      heads: null,
    };
  if ((await hashOfFile(file)) !== newest.headsHash)
    findings.push(found(`the heads of number ${newest.no} were changed`));
  return { findings, newest, heads: readHeads(file) };
}

function checkLog(folder: string, log: readonly Checkpoint[]): readonly string[] {
  const key = createPublicKey(readFileSync(path.join(folder, files.publicKey)));
  return log.flatMap(({ signature, ...unsigned }, index) => {
    const good = verify(null, Buffer.from(canonical(unsigned)), key, Buffer.from(signature, 'base64'));
    const chained = unsigned.previous === (log[index - 1]?.signature ?? '') && unsigned.no === index + 1;
    return [
      ...(good ? [] : [`number ${unsigned.no} has a false signature`]),
      ...(chained ? [] : [`number ${unsigned.no} does not follow the one before`]),
    ];
  });
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest('hex');
}

async function* readHeads(file: string): AsyncGenerator<Head> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [personId = '', version = '', hash = ''] = line.split(' ');
    yield { personId, version: Number(version), hash };
  }
}
