import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { checkAll, type Finding } from './check.ts';
import { makeCheckpoint, signaturesIn } from './checkpoint.ts';
import { type Checkpoint, readLog } from './checkpoint-folder.ts';

export type Anew =
  | { readonly kind: 'refused'; readonly says: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'begun'; readonly checkpoint: Checkpoint };

/**
 * Begins the folder of checkpoints anew, where it is lost together with its copies and its key. What the old
 * checkpoints knew can no longer be compared: only the chains prove what is there, so they must be whole. The new
 * checkpoint follows in number those that the database knows; a signed line, and its row, say who began it anew and why
 * (decision 0060).
 */
export async function beginAnew(
  pool: Pool,
  folder: string,
  { why, by, now }: { readonly why: string; readonly by: string; readonly now: Instant },
): Promise<Anew> {
  const refused = (says: string, findings: readonly Finding[] = []): Anew => ({
    kind: 'refused',
    says,
    findings,
  });
  if (readLog(folder).length > 0)
    return refused('This folder has checkpoints: with them the check tells what is gone. It is not lost.');
  const after = Math.max(0, ...(await signaturesIn(pool)).keys());
  if (after === 0) return refused('The database knows no checkpoint: the first one is made by itself.');
  const { ok, findings } = await checkAll(pool);
  if (!ok) return refused('What is in the database is not well in itself: look at that first.', findings);
  return {
    kind: 'begun',
    checkpoint: await makeCheckpoint(pool, folder, now, { begun: { after, why, by } }),
  };
}
