import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { checkAll, type Finding } from './check.ts';
import { type Lost, lostSince, makeCheckpoint, signaturesIn } from './checkpoint.ts';
import {
  type Checkpoint,
  fileOf,
  hasHeads,
  logFaults,
  readLog,
  type Seen,
  seenBy,
} from './checkpoint-folder.ts';
import { countLooks, lookFindings } from './looks.ts';

export type Acceptance =
  | { readonly kind: 'refused'; readonly says: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'accepted';
      readonly checkpoint: Checkpoint;
      readonly lost: readonly string[];
      /**
       * The newest checkpoint that agrees with the restored database in everything; null where the files of none that
       * is old enough are kept.
       */
      readonly agreesWith: number | null;
    };

/**
 * Accepts that the database was restored to what it was at an earlier checkpoint. A restore can have lost only what is
 * younger than that checkpoint: everything older must be there, and everything in the database must be sound. What was
 * lost is named, stream by stream, in a signed checkpoint; whatever goes missing after it is reported again (decision
 * 0040).
 */
export async function acceptRestore(
  pool: Pool,
  folder: string,
  { why, by, now }: { readonly why: string; readonly by: string; readonly now: Instant },
): Promise<Acceptance> {
  const log = readLog(folder);
  const newest = log.at(-1);
  const refused = (says: string, findings: readonly Finding[] = []): Acceptance => ({
    kind: 'refused',
    says,
    findings,
  });
  if (!newest) return refused('This folder has no checkpoint: nothing tells what was there before.');
  const signatures = await signaturesIn(pool);
  const known = log.findLast(({ no, signature }) => signatures.get(no) === signature);
  // A folder that was begun anew tells nothing of the checkpoints before it.
  const to = known?.no ?? Math.min(signatures.size, log[0]?.begun?.after ?? 0);
  if (to === newest.no || signatures.size > to)
    return refused(
      'The database knows the newest checkpoint: it was not restored to an earlier one. What is missing was taken away.',
    );
  const seen = await seenBy(folder, newest);
  const faults = [...logFaults(folder, log), ...seen.faults, ...missingRows(log, to, signatures)];
  if (faults.length > 0)
    return refused(
      'What the checkpoints say is not whole, so nobody can tell what was lost by the restore.',
      faults.map((says) => ({ personId: null, version: null, where: 'checkpoint', says })),
    );
  const bound = log.findLast(({ no }) => no <= to && hasHeads(folder, no));
  const then = bound ? await seenBy(folder, bound) : null;
  const well = await checkAll(pool, { heads: then?.heads ?? null, looks: then?.looks ?? null });
  if (!well.ok || (then && then.faults.length > 0))
    return refused('This is more than a restore does: it cannot be accepted as one.', well.findings);
  const lost = await lostIn(pool, seen);
  const restored = { to, why, by, ...keepLost(folder, newest.no + 1, lost) };
  const checkpoint = await makeCheckpoint(pool, folder, now, { restored });
  return { kind: 'accepted', checkpoint, lost: wordsOf(lost), agreesWith: bound?.no ?? null };
}

/**
 * Checkpoints from before the restore that the database does not know, as faults. A true restore leaves none, since it
 * takes away from the end.
 */
function missingRows(
  log: readonly Checkpoint[],
  to: number,
  signatures: ReadonlyMap<number, string>,
): readonly string[] {
  const before = log.filter(({ no, signature }) => no <= to && signatures.get(no) !== signature);
  return before.map(
    ({ no }) => `number ${no} is ${signatures.has(no) ? 'another' : 'missing'} in the database`,
  );
}

type All = { readonly streams: readonly Lost[]; readonly looks: readonly Finding[] };

async function lostIn(pool: Pool, { heads, looks }: Seen): Promise<All> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const streams = heads ? await Array.fromAsync(lostSince(client, heads)) : [];
    const gone = looks ? lookFindings(looks.days, await countLooks(client, looks.until)) : [];
    await client.query('commit');
    client.release();
    return { streams, looks: gone };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function keepLost(folder: string, no: number, lost: All) {
  const text = wordsOf(lost)
    .map((line) => `${line}\n`)
    .join('');
  writeFileSync(fileOf(folder, 'lost', no), text, { mode: 0o600, flush: true });
  const lostHash = createHash('sha256').update(text).digest('hex');
  return { streams: lost.streams.length, looks: lost.looks.length, lostHash };
}

function wordsOf({ streams, looks }: All): readonly string[] {
  return [...streams.map(wordsOfStream), ...looks.map(({ says }) => says)];
}

function wordsOfStream({ personId, known, now }: Lost): string {
  if (now === 0) return `${personId}: the whole record, ${known} ${known === 1 ? 'fact' : 'facts'}`;
  if (now === known - 1) return `${personId}: fact ${known}`;
  if (now < known) return `${personId}: facts ${now + 1} to ${known}`;
  return `${personId}: facts up to ${known}, of which some are other ones now, entered since the restore`;
}
