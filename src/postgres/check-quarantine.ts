import type { PoolClient } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { type ClockedBy, kindOfItem, rowOfItem } from '../domain/escalation/quarantine-clock.ts';
import type { Finding } from './check-rows.ts';

type Item = ClockedBy & {
  readonly id: string;
  readonly open: boolean;
  readonly kind: string;
  readonly row: string;
  readonly column: string;
  readonly dueAt: Instant;
  readonly steps: readonly Instant[];
  readonly nextStep: number;
  readonly nextStepAt: Instant | null;
  readonly raised: number;
  /** Whether a settled one says by whom and how; so of one that is open too. */
  readonly explained: boolean;
};

const itemsText = `select q.quarantine_id as id, q.source, m.event, q.reason, q.received_at as "receivedAt", q.team_id as "teamId", q.settled_at is null as open,
    q.kind, q.row_id as "row", q.row_column as "column", q.due_at as "dueAt", q.steps, q.next_step as "nextStep", q.next_step_at as "nextStepAt",
    (select count(*)::int from quarantine_escalation e where e.quarantine_id = q.quarantine_id) as raised,
    q.settled_at is null or (q.settled_by is not null and q.settlement is not null) as explained
  from quarantine q left join inbox_message m using (message_id) where q.due_at is not null and ($1::uuid is null or q.quarantine_id > $1)
  order by q.quarantine_id limit 1000`;

/** Nothing is dropped: of each message that was put aside there is the item, settled or not. */
const goneText = `select m.message_id as id from inbox_message m where m.outcome = 'quarantined'
  and not exists (select from quarantine q where q.message_id = m.message_id) order by m.received_at limit 100`;

async function itemsGone(client: PoolClient): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ id: string }>(goneText);
  return rows.map(({ id }) => ({
    personId: null,
    version: null,
    where: 'quarantine',
    says: `the message ${id} was put aside, and its item is gone: nobody works it`,
  }));
}

/**
 * Each item of quarantine owes what its kind says, by the row of the time limits of that kind, and its ladder stands
 * where the raised steps put it. An item from before such clocks has none until the first sweep.
 */
export async function checkQuarantine(client: PoolClient): Promise<readonly Finding[]> {
  const findings: Finding[] = [...(await itemsGone(client))];
  for (let last: string | null = null; findings.length < 100; ) {
    const { rows }: { rows: Item[] } = await client.query<Item>(itemsText, [last]);
    findings.push(...rows.flatMap(faultsOf));
    last = rows.at(-1)?.id ?? null;
    if (rows.length < 1000) break;
  }
  return findings;
}

function faultsOf(item: Item): readonly Finding[] {
  const { id, open, kind, row, column, dueAt, steps, nextStep, nextStepAt, raised, explained } = item;
  const wanted = rowOfItem(item);
  const faults = [
    kind === kindOfItem(item) && row === wanted.row && column === wanted.column
      ? null
      : `owes ${kind} by row ${row}, ${column}: what it is gives ${kindOfItem(item)} by row ${wanted.row}, ${wanted.column}`,
    steps.length === 5 && steps[0] === dueAt ? null : 'its ladder does not begin when it is due',
    raised === nextStep ? null : `its next step is ${nextStep}, raised are ${raised}`,
    !open || nextStepAt === (steps[nextStep] ?? null)
      ? null
      : 'its next step has another time than its ladder',
    explained ? null : 'it is settled, and nothing says by whom and how',
  ];
  return faults.flatMap((says) =>
    says === null ? [] : [{ personId: id, version: null, where: 'quarantine', says }],
  );
}
