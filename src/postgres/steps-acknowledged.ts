import type { Pool } from 'pg';
import type { AcknowledgedBy } from '../application/steps-acknowledged.ts';
import { askAllAsParty } from './party.ts';

/** Whether a raised step "e" of a child's ladder still stands: its deadline is there, counted from the same moment. */
export const stepStands =
  'exists (select 1 from deadline d where d.person_id = e.person_id and d.key = e.key and d.from_at = e.from_at)';

/** When a step was raised, as a page shows it: to the millisecond. */
const raisedAt = `date_trunc('milliseconds', e.raised_at)`;

/** Which step it is in its table, as it was shown: raised at that moment, and standing. */
const shown = {
  escalation: `person_id = $1 and key = $2 and step = $3 and ${raisedAt} = $4 and ${stepStands}`,
  supervision_escalation: `nurse_id = $1 and kind = $2 and due_on = $3 and step = $4 and ${raisedAt} = $5 and over_at is null`,
} as const;

/**
 * Records that a person has acknowledged a step, in one transaction with the question who has it now. The write takes
 * only a step that nobody has: the later of two waits for the first, and is told who that was. Null where the step no
 * longer stands as it was shown.
 */
export async function acknowledgeStep(
  pool: Pool,
  teamId: string,
  table: keyof typeof shown,
  step: readonly unknown[],
  { by, at }: AcknowledgedBy,
): Promise<AcknowledgedBy | null> {
  const n = step.length;
  return whoHas(pool, teamId, [
    {
      name: `acknowledge-${table}`,
      text: `update ${table} e set acknowledged_at = $${n + 1}, acknowledged_by = $${n + 2} where ${shown[table]} and acknowledged_at is null`,
      values: [...step, at, by],
    },
    {
      name: `acknowledged-${table}`,
      text: `select acknowledged_by as by, acknowledged_at as at from ${table} e where ${shown[table]} and acknowledged_at is not null`,
      values: step,
    },
  ]);
}

/**
 * The same for items of quarantine, which are shown gathered: it takes all that had been raised by the time they were
 * shown, and nothing later. Where several people have some of them, the asking person is named first.
 */
export function acknowledgeItems(
  pool: Pool,
  teamId: string,
  step: readonly [kind: string, ownerTeam: string, step: number],
  raisedUntil: string,
  { by, at }: AcknowledgedBy,
): Promise<AcknowledgedBy | null> {
  return whoHas(pool, teamId, [
    {
      name: 'acknowledge-items',
      text: `update quarantine_escalation e set acknowledged_at = $5, acknowledged_by = $6
        where kind = $1 and owner_team = $2 and step = $3 and ${raisedAt} <= $4 and acknowledged_at is null`,
      values: [...step, raisedUntil, at, by],
    },
    {
      name: 'acknowledged-items',
      text: `select "acknowledgedBy" as by, "acknowledgedAt" as at from raised_items()
        where kind = $1 and "ownerTeam" = $2 and step = $3 and "acknowledgedAt" is not null
        order by "acknowledgedBy" <> $4, "acknowledgedAt" desc limit 1`,
      values: [...step, by],
    },
  ]);
}

async function whoHas(pool: Pool, teamId: string, questions: Parameters<typeof askAllAsParty>[2]) {
  const [, has = []] = await askAllAsParty<AcknowledgedBy>(pool, teamId, questions);
  return has[0] ?? null;
}
