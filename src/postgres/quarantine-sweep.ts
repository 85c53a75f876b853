import type { Pool } from 'pg';
import { killPoint } from '../application/kill-points.ts';
import { ownerOfItem } from '../domain/access/quarantine.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { type Directory, ladderNames } from '../domain/directory/directory.ts';
import { type ClockedBy, clockOfItem, type ItemClock } from '../domain/escalation/quarantine-clock.ts';
import { ladderSteps } from '../domain/language/words.ts';
import { loadDirectory } from './directory-store.ts';
import { type Network, toldTeam } from './supervision-sweep.ts';

export type RaisedItems = { readonly raised: number; readonly late: number };

type Options = {
  readonly now: Instant;
  readonly last: Instant | null;
  readonly sweepId: string;
  /** A step due before this is late where no sweep ran since. */
  readonly lateBefore: Instant;
  readonly network?: Network;
  readonly batchSize: number;
  readonly stopped: () => boolean;
};

/** An open item as it stands. One that came before such clocks has none. */
type Waiting = ClockedBy &
  (ItemClock | { readonly dueAt: null }) & { readonly id: string; readonly nextStep: number };

/**
 * Tells each team what came into quarantine for it, and raises every step of every item's ladder that is reached and not raised
 * (decision 0039). A batch is one statement: steps with all who are told of them, or nothing; the key lets each happen once,
 * whatever crashes and however many sweep. What a team is told is gathered by kind into numbers, so that a file with a
 * thousand faults is one notice, and none names a family.
 */
export async function raiseQuarantine(pool: Pool, options: Options): Promise<RaisedItems> {
  const { now, batchSize, stopped } = options;
  let [raised, late] = [0, 0];
  let network: Network | null = options.network ?? null;
  while (!stopped()) {
    const { rows } = await pool.query<Waiting>({
      name: 'sweep-items',
      text: waitingText,
      values: [now, batchSize],
    });
    if (rows.length === 0) break;
    network ??= { ...(await loadDirectory(pool)), ruleSets: defaultRuleSets };
    const told = await raiseBatch(pool, rows, { ...network, now }, options);
    killPoint('sweep-after-batch-of-quarantine');
    raised += told.raised;
    late += told.late;
    if (rows.length < batchSize) break;
  }
  return { raised, late };
}

async function raiseBatch(
  pool: Pool,
  waiting: readonly Waiting[],
  around: Network & { readonly now: Instant },
  { now, last, sweepId, lateBefore }: Options,
): Promise<RaisedItems> {
  const items = waiting.map((item) => {
    const clock = item.dueAt === null ? clockOfItem(item, around) : kept(item);
    const reached = clock.steps.filter((at) => at <= now).length;
    const nextStep = Math.max(item.nextStep, reached);
    const teamId = ownerOfItem(item.teamId, around);
    return {
      id: item.id,
      from: item.nextStep,
      teamId,
      ...clock,
      nextStep,
      nextStepAt: clock.steps[nextStep] ?? null,
    };
  });
  const steps = items.flatMap((item) => reachedSteps(item, around.directory, now));
  const values = [now, JSON.stringify(items), JSON.stringify(steps), sweepId, lateBefore, last];
  const { rows } = await pool.query<RaisedItems>({ name: 'sweep-quarantine', text: raiseText, values });
  return rows[0] ?? { raised: 0, late: 0 };
}

function kept({ kind, row, column, ruleVersion, dueAt, steps }: ItemClock): ItemClock {
  return { kind, row, column, ruleVersion, dueAt, steps };
}

type Reached = ItemClock & {
  readonly id: string;
  readonly teamId: string;
  readonly from: number;
  readonly nextStep: number;
};

function reachedSteps({ id, teamId, from, nextStep, steps }: Reached, directory: Directory, now: Instant) {
  return steps.slice(from, nextStep).map((stepDueAt, place) => {
    const step = from + place;
    const names = ladderNames(directory, teamId, ladderSteps[step] ?? 'duty-desk', now).map(
      ({ practitionerId, name }) => ({ teamId, practitionerId, name }),
    );
    const told = step < 2 ? null : toldTeam(directory, names[0]?.practitionerId ?? null, now);
    return { id, step, stepDueAt, names, ...told };
  });
}

/** $1 now, $2 how many. */
const waitingText = `select q.quarantine_id as id, q.source, m.event, q.reason, q.received_at as "receivedAt", item_team(q.team_id, q.adopted) as "teamId", q.next_step as "nextStep",
    q.kind, q.row_id as "row", q.row_column as "column", q.rule_version as "ruleVersion", q.due_at as "dueAt", q.steps
  from quarantine q left join inbox_message m using (message_id)
  where q.settled_at is null and (q.told_at is null or q.next_step_at <= $1) order by q.received_at, q.quarantine_id limit $2`;

/**
 * $1 now, $2 the items, $3 the steps reached, $4 the sweep, $5 due before this is late, $6 the moment of the last completed sweep. The rows are
 * locked before anything is told: an item that somebody settles at the same moment is left alone, and another sweep waits.
 * Of the steps of an item that are raised together a team hears of the highest that concerns it. A commissioner is told a
 * number (promise P12).
 */
const raiseText = `
  with given as materialized (
    select * from jsonb_to_recordset($2::jsonb) as g (id uuid, "teamId" text, kind text, "row" text, "column" text, "ruleVersion" text,
      "dueAt" timestamptz, steps timestamptz[], "nextStep" smallint, "nextStepAt" timestamptz)),
  item as materialized (
    select q.quarantine_id, q.told_at, g.* from quarantine q join given g on g.id = q.quarantine_id
    where q.settled_at is null order by q.quarantine_id for update of q),
  moved as (
    update quarantine q set kind = i.kind, row_id = i."row", row_column = i."column", rule_version = i."ruleVersion", due_at = i."dueAt", steps = i.steps,
      next_step = greatest(q.next_step, i."nextStep"), next_step_at = i.steps[greatest(q.next_step, i."nextStep") + 1], told_at = coalesce(q.told_at, $1)
    from item i where i.quarantine_id = q.quarantine_id),
  arrived as (
    insert into notice (team_id, for_lead, person_id, code, created_at)
    select "teamId", false, null, 'quarantine/new/' || kind || '/' || count(*), $1 from item where told_at is null group by "teamId", kind),
  reached as materialized (
    select * from jsonb_to_recordset($3::jsonb) as r (id uuid, step smallint, "stepDueAt" timestamptz, names jsonb, told text, "toldKind" text)),
  raised as (
    insert into quarantine_escalation (quarantine_id, step, kind, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, told_teams, sweep_id)
    select i.quarantine_id, r.step, i.kind, i."teamId", i."dueAt", r."stepDueAt", $1,
      r."stepDueAt" < $5::timestamptz and ($6::timestamptz is null or $6 < r."stepDueAt"), r.names,
      case when r."toldKind" in ('named-nurse', 'designated-nurse') then array[r.told] else '{}' end, $4
    from reached r join item i on i.id = r.id order by i.quarantine_id, r.step
    on conflict (quarantine_id, step) do nothing
    returning quarantine_id, step, kind, owner_team, told_teams, late_by_outage),
  highest as (
    select distinct on (side, quarantine_id) side, kind, step, late_by_outage
    from raised cross join lateral unnest(array[owner_team] || told_teams) as side order by side, quarantine_id, step desc),
  told as (
    insert into notice (team_id, for_lead, person_id, code, created_at)
    select side, step >= 1, null, 'quarantine/' || step || case when late_by_outage then '-late/' else '/' end || kind || '/' || count(*), $1
    from highest group by side, step, late_by_outage, kind),
  counted as (
    insert into notice (team_id, for_lead, person_id, code, created_at)
    select r.told, false, null, 'last-step/' || count(*) || '/' || x.kind, $1
    from raised x join reached r on r.id = x.quarantine_id and r.step = x.step where r."toldKind" = 'commissioner' group by r.told, x.kind)
  select (select count(*)::int from raised) as raised, (select count(*)::int from raised where late_by_outage) as late`;
