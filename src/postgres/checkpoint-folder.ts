import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  appendFileSync,
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { canonical } from '../application/fact-chain.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Head } from './check.ts';
import type { Looks, LooksOfDay } from './looks.ts';

/** A signed summary of all stream heads, and of the looks by day, at one instant. */
export type Checkpoint = {
  readonly no: number;
  readonly madeAt: Instant;
  readonly streams: number;
  readonly facts: number;
  /** Hash over the file of heads. */
  readonly headsHash: string;
  /** Until when looks were counted, and the hash over the file of them; missing before looks were counted. */
  readonly looks?: { readonly until: Instant; readonly hash: string };
  /** On the first checkpoint after a restore: what was lost by it, and who accepted that. */
  readonly restored?: AcceptedRestore;
  /** On the first checkpoint of a folder that was begun anew: who said that the one before is lost. */
  readonly begun?: BegunAnew;
  /** Signature of the checkpoint before, so that a line taken out of the middle shows. */
  readonly previous: string;
  readonly signature: string;
};

/** A restore that a person accepted: to which checkpoint the database went back, why, and what no longer stands. */
export type AcceptedRestore = {
  /** The newest checkpoint that the restored database knew; 0 when none. */
  readonly to: number;
  readonly why: string;
  readonly by: string;
  readonly streams: number;
  readonly looks: number;
  /** Hash over the file that names each of them. */
  readonly lostHash: string;
};

/**
 * A person has said that the folder with the checkpoints is lost, with its key: this checkpoint follows only the
 * database's own rows.
 */
export type BegunAnew = {
  /** The newest checkpoint that the database knew. */
  readonly after: number;
  readonly why: string;
  readonly by: string;
};

/** Files outside the database. Keep a copy of the folder on another machine: who can change both can hide both. */
const files = {
  log: 'checkpoints.jsonl',
  key: 'checkpoint-key.pem',
  publicKey: 'checkpoint-public.pem',
};

const numbered = (name: string, no: number) => `${name}-${String(no).padStart(8, '0')}.txt`;

/** The file of one checkpoint: the heads of all streams, the looks by day, or what a restore lost. */
export function fileOf(folder: string, name: 'heads' | 'looks' | 'lost', no: number): string {
  return path.join(folder, numbered(name, no));
}

/** Every checkpoint of the folder, the oldest first. */
export function readLog(folder: string): readonly Checkpoint[] {
  const file = path.join(folder, files.log);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): Checkpoint => JSON.parse(line));
}

/** A checkpoint with its signature, by the folder's own key, which the first one makes. */
export function signed(folder: string, unsigned: Omit<Checkpoint, 'signature'>): Checkpoint {
  const signature = sign(null, Buffer.from(canonical(unsigned)), signingKey(folder));
  return { ...unsigned, signature: signature.toString('base64') };
}

/** Adds a checkpoint to the log; it is on the disk when this returns. */
export function addToLog(folder: string, checkpoint: Checkpoint): void {
  appendFileSync(path.join(folder, files.log), `${JSON.stringify(checkpoint)}\n`, {
    mode: 0o600,
    flush: true,
  });
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

/** What is wrong with the log by itself: a false signature, or a line that does not follow the one before. */
export function logFaults(folder: string, log: readonly Checkpoint[]): readonly string[] {
  if (log.length === 0) return [];
  const key = createPublicKey(readFileSync(path.join(folder, files.publicKey)));
  return log.flatMap(({ signature, ...unsigned }, index) => {
    const good = verify(null, Buffer.from(canonical(unsigned)), key, Buffer.from(signature, 'base64'));
    const before = log[index - 1];
    const follows = before ? before.no : (unsigned.begun?.after ?? 0);
    const chained = unsigned.previous === (before?.signature ?? '') && unsigned.no === follows + 1;
    return [
      ...(good ? [] : [`number ${unsigned.no} has a false signature`]),
      ...(chained ? [] : [`number ${unsigned.no} does not follow the one before`]),
    ];
  });
}

/**
 * What one checkpoint saw: the heads in the order of the people, and the looks by day. Each is null where its file is
 * missing.
 */
export type Seen = {
  readonly faults: readonly string[];
  readonly heads: AsyncIterable<Head> | null;
  readonly looks: Looks | null;
};

/** Opens the files of one checkpoint, and proves each against the signed line. */
export async function seenBy(folder: string, { no, headsHash, looks }: Checkpoint): Promise<Seen> {
  const faults: string[] = [];
  async function whole(name: 'heads' | 'looks', hash: string): Promise<string | null> {
    const file = fileOf(folder, name, no);
    if (!existsSync(file)) {
      faults.push(`the ${name} of number ${no} are missing`);
      return null;
    }
    if ((await hashOfFile(file)) !== hash) faults.push(`the ${name} of number ${no} were changed`);
    return file;
  }
  const heads = await whole('heads', headsHash);
  const counted = looks ? await whole('looks', looks.hash) : null;
  return {
    faults,
    heads: heads === null ? null : readHeads(heads),
    looks: looks && counted ? { until: looks.until, days: readLooks(counted) } : null,
  };
}

/** Whether the heads of a checkpoint are still there. */
export function hasHeads(folder: string, no: number): boolean {
  return existsSync(fileOf(folder, 'heads', no));
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

/** Writes the looks by day; answers the hash of the file. */
export function writeLooks(folder: string, no: number, days: readonly LooksOfDay[]): string {
  const text = days.map(({ day, count, sum }) => `${day} ${count} ${sum}\n`).join('');
  writeFileSync(fileOf(folder, 'looks', no), text, { mode: 0o600, flush: true });
  return createHash('sha256').update(text).digest('hex');
}

function readLooks(file: string): readonly LooksOfDay[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [day = '', count = '', sum = ''] = line.split(' ');
      return { day, count: Number(count), sum };
    });
}

/**
 * The heads and looks of so many of the newest checkpoints are kept, and those of the last checkpoint of each of so
 * many days. The log keeps a line for every one.
 */
const kept = { newest: 3, days: 14 };

/** Takes away the heads and looks of older checkpoints: a restore goes back by days, and is compared with what stood then. */
export function dropOldFiles(folder: string, log: readonly Checkpoint[]): void {
  const lastOfDay = new Map(log.map(({ no, madeAt }) => [madeAt.slice(0, 10), no]));
  const days = [...lastOfDay.values()].slice(-kept.days);
  const stay = new Set([...days, ...log.slice(-kept.newest).map(({ no }) => no)]);
  for (const name of readdirSync(folder)) {
    const no = /^(?:heads|looks)-(\d+)\.txt$/.exec(name)?.[1];
    if (no !== undefined && !stay.has(Number(no))) rmSync(path.join(folder, name));
  }
}
