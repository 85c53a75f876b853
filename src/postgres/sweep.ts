import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { killPoint } from '../application/kill-points.ts';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import { raiseQuarantine } from './quarantine-sweep.ts';
import { type Network, raiseSupervision } from './supervision-sweep.ts';

/** A step that was due longer ago than this, with no sweep completed since, is late by an outage. */
const outageMinutes = 5;

export type SweepOptions = {
  readonly now: Instant;
  /** Which process sweeps, for the record. */
  readonly sweeper: string;
  readonly batchSize?: number;
  /** Looked at between batches: what is left is taken by the next sweep. */
  readonly stopped?: () => boolean;
  /** The directory as the process has it; it is read where none is given. */
  readonly network?: Network;
};

export type Swept = {
  readonly sweepId: string;
  readonly startedAt: Instant;
  readonly deadlines: number;
  /** Steps raised by this sweep. */
  readonly raised: number;
  /** Of these, late because no sweep ran. */
  readonly late: number;
  /** Obligations overdue at its end. */
  readonly stillOpen: number;
};

/** What a sweep asks, in words. It stands in the sweep's record, so that anybody can ask the same. */
const sweepQuestion =
  'What is owed to a child or a client, for what lies in quarantine, or as supervision, and has a step of the ladder due by now';

/**
 * Raises every step of every ladder that is due and not raised, of quarantine and of nurses' supervision too. It asks the rows, never a tick (promise P5): whatever was
 * missed while no sweep ran is raised now and marked late. Any number of sweepers may run at once; each batch is one
 * statement and one transaction, so that a crash leaves a step raised with all that belongs to it, or not at all.
 */
export async function sweep(
  pool: Pool,
  { now, sweeper, batchSize = 1000, stopped = () => false, network }: SweepOptions,
): Promise<Swept> {
  const sweepId = randomUUID();
  const began = performance.now();
  const { rows } = await pool.query<{ last: Instant | null }>(startText, [
    sweepId,
    now,
    sweepQuestion,
    sweeper,
  ]);
  const last = rows[0]?.last ?? null;
  const lateBefore = addMinutes(now, -outageMinutes);
  let deadlines = 0;
  let raised = 0;
  let late = 0;
  while (!stopped()) {
    const batch = await raiseBatch(pool, { now, last, sweepId, batchSize, lateBefore });
    killPoint('sweep-after-batch');
    deadlines += batch.deadlines;
    raised += batch.raised;
    late += batch.late;
    if (batch.deadlines < batchSize) break;
  }
  // Children first: a fault in what is owed otherwise must not hold up what is owed to a child.
  const items = await raiseQuarantine(pool, {
    now,
    last,
    sweepId,
    lateBefore,
    batchSize,
    stopped,
    ...(network && { network }),
  });
  killPoint('sweep-after-quarantine');
  raised += items.raised;
  late += items.late;
  const supervision = stopped()
    ? null
    : await raiseSupervision(pool, { now, last, sweepId, lateBefore, ...(network && { network }) });
  killPoint('sweep-after-supervision');
  raised += supervision?.raised ?? 0;
  late += supervision?.late ?? 0;
  const endedAt = new Date(Date.parse(now) + performance.now() - began).toISOString();
  const completedAt = stopped() ? null : endedAt;
  const ended = await pool.query<{ stillOpen: number }>(completeText, [
    sweepId,
    now,
    raised,
    late,
    completedAt,
    supervision?.overdue ?? 0,
  ]);
  return { sweepId, startedAt: now, deadlines, raised, late, stillOpen: ended.rows[0]?.stillOpen ?? 0 };
}

const startText = `with started as (insert into sweep_run (sweep_id, started_at, asked, sweeper) values ($1, $2, $3, $4))
  select max(started_at) as last from sweep_run where completed_at is not null`;

/** Only a sweep that got to its end is complete: the watchdog counts from there. */
const completeText = `update sweep_run set completed_at = $5, raised = $3, late = $4,
    still_open = $6 + (select count(*) from deadline where next_step > 0 and due_at <= $2)
      + (select count(*) from quarantine where settled_at is null and due_at <= $2)
  where sweep_id = $1 returning still_open as "stillOpen"`;

type Batch = { readonly deadlines: number; readonly raised: number; readonly late: number };
type BatchOptions = {
  readonly now: Instant;
  readonly last: Instant | null;
  readonly sweepId: string;
  readonly batchSize: number;
  readonly lateBefore: Instant;
};

const deadlock = '40P01';

async function raiseBatch(pool: Pool, options: BatchOptions): Promise<Batch> {
  const { now, last, sweepId, batchSize, lateBefore } = options;
  const values = [now, batchSize, sweepId, lateBefore, last];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows } = await pool.query<Batch>({ name: 'sweep-batch', text: batchText, values });
      return rows[0] ?? { deadlines: 0, raised: 0, late: 0 };
    } catch (error) {
      const lost = error instanceof Error && (error as { code?: string }).code === deadlock;
      if (!lost || attempt === 5) throw error;
    }
  }
}

/**
 * One batch: $1 now, $2 how many deadlines, $3 the sweep, $4 due before this is late, $5 the moment that the last completed sweep asked about.
 * `named` has both teams of each step with who stands there; a team that the ladder does not know keeps its desk. `raised` rings for
 * whom rungFor of the domain names: the desk and the lead of the team that owes it, then the nurses of each side.
 * Two spellings keep the plan right whatever the statistics say, which lag behind when thousands fall due at once: the
 * comparison with a subselect has the rows read in the order of the index instead of sorting all that is due for each
 * batch, and five written-out steps have each row found by its key instead of reading the table.
 * `told` gathers: of the steps raised together for one deadline a team hears once, of the highest that names it, and that it comes late
 * where it does. Both teams are told of every step; the nurses of a lower step are told although a higher one was reached with it.
 */
export const batchText = `
  with due as materialized (
    select person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step
    from deadline where next_step_at <= (select $1::timestamptz) order by next_step_at limit $2 for update skip locked
  ),
  reached as materialized (
    select d.*, s.step, d.steps[s.step + 1] as step_due_at
    from due d join (values (0), (1), (2), (3), (4)) as s(step) on s.step >= d.next_step and d.steps[s.step + 1] <= $1
  ),
  moved as (
    update deadline set next_step = r.step + 1, next_step_at = deadline.steps[r.step + 2]
    from (select person_id, key, max(step) as step from reached group by person_id, key) r
    where deadline.person_id = r.person_id and deadline.key = r.key
  ),
  named as materialized (
    select r.*, own.names as own_names, own.told_team_id as own_told, oth.names as other_names, oth.told_team_id as other_told,
      own_kind.kind as own_kind, other_kind.kind as other_kind
    from reached r
    left join ladder_name own on own.team_id = r.owner_team and own.step = r.step
    left join ladder_name oth on oth.team_id = r.other_team and oth.step = r.step
    left join team own_kind on own_kind.id = own.told_team_id
    left join team other_kind on other_kind.id = oth.told_team_id
  ),
  raised as (
    insert into escalation (person_id, key, step, kind, handover_id, owner_team, other_team, from_at, due_at, step_due_at, raised_at, late_by_outage, names, told_teams, sweep_id)
    select person_id, key, step, kind, handover_id, owner_team, other_team, from_at, due_at, step_due_at, $1,
      step_due_at < $4::timestamptz and ($5::timestamptz is null or $5 < step_due_at),
      coalesce(own_names, jsonb_build_array(jsonb_build_object('teamId', owner_team, 'practitionerId', null, 'name', 'Duty desk of ' || owner_team)))
        || case when step >= 2 then coalesce(other_names, '[]') else '[]' end,
      array_remove(array[case when own_kind in ('named-nurse', 'designated-nurse') then own_told end,
        case when other_kind in ('named-nurse', 'designated-nurse') and other_told <> own_told then other_told end], null), $3
    from named
    on conflict (person_id, key, from_at, step) do nothing
    returning person_id, key, step, kind, handover_id, owner_team, other_team, told_teams, late_by_outage
  ),
  told as (
    insert into notice (team_id, for_lead, person_id, handover_id, code, created_at)
    select distinct on (r.person_id, r.key, t.id) t.id, r.step >= 1, r.person_id, r.handover_id,
      'overdue/' || r.step || case when r.late_by_outage then '-late/' else '/' end || r.kind, $1
    from raised r cross join lateral unnest(array[r.owner_team, r.other_team] || r.told_teams) as u(team_id)
      join team t on t.id = u.team_id and t.kind not in ('outside', 'commissioner')
    order by r.person_id, r.key, t.id, r.step desc
  ),
  counted as (
    insert into notice (team_id, for_lead, person_id, code, created_at)
    select top.team_id, false, null, 'last-step/' || count(*) || '/' || r.kind, $1
    from raised r join named n using (person_id, key, step) cross join lateral (
      select n.own_told as team_id where n.own_kind = 'commissioner' union select n.other_told where n.other_kind = 'commissioner'
    ) top group by top.team_id, r.kind
  ),
  given as (
    insert into access (person_id, team_id, relation)
    select distinct person_id, u.team_id, 'owner' from raised, unnest(told_teams) as u(team_id) order by person_id, team_id
    on conflict (person_id, team_id) do nothing
  )
  select (select count(*)::int from due) as deadlines, (select count(*)::int from raised) as raised,
    (select count(*)::int from raised where late_by_outage) as late`;

/** When the earliest step that is not raised falls due, of people or of quarantine, or null when none will. */
export async function nextStepDue(pool: Pool): Promise<Instant | null> {
  const { rows } = await pool.query<{ at: Instant | null }>(
    `select least((select min(next_step_at) from deadline where next_step_at is not null),
      (select min(next_step_at) from quarantine where settled_at is null and next_step_at is not null)) as at`,
  );
  return rows[0]?.at ?? null;
}

/** When a sweep last completed, or null. */
export async function lastSweepCompleted(pool: Pool): Promise<Instant | null> {
  const { rows } = await pool.query<{ at: Instant | null }>(
    'select max(completed_at) as at from sweep_run where completed_at is not null',
  );
  return rows[0]?.at ?? null;
}
