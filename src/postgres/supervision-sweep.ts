import type { Pool } from 'pg';
import { type Instant, londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import type { Context } from '../domain/child/context.ts';
import { type Directory, inForce } from '../domain/directory/directory.ts';
import {
  type OwedSupervision,
  owedSupervision,
  type SupervisedNurse,
  supervisionNames,
  supervisionOverdue,
} from '../domain/programme/supervision.ts';
import { loadDirectory } from './directory-store.ts';
import { supervisedStatuses, supervisedText } from './supervised.ts';

/** The directory, the holidays and the time limits by which a sweep works out what is owed to nurses. */
export type Network = Pick<Context, 'directory' | 'holidays' | 'ruleSets'>;

export type RaisedSupervision = { readonly raised: number; readonly late: number; readonly overdue: number };

type Options = {
  readonly now: Instant;
  readonly last: Instant | null;
  readonly sweepId: string;
  /** A step due before this is late where no sweep ran since. */
  readonly lateBefore: Instant;
  readonly network?: Network;
};

/**
 * Raises every step of every nurse's supervision that is reached and not raised. It is asked of what was recorded, meetings,
 * visits, families and absences, and not of rows that somebody would have to move (decision 0030). One statement: a step with
 * all who are told of it, or nothing; its key lets each happen once, whatever crashes and however many sweep. A step of what is
 * no longer owed is marked as over.
 */
export async function raiseSupervision(
  pool: Pool,
  { now, last, sweepId, lateBefore, network }: Options,
): Promise<RaisedSupervision> {
  const { rows: held } = await pool.query<SupervisedNurse>({
    name: 'sweep-supervised',
    text: supervisedText,
    values: [now, supervisedStatuses],
  });
  if (held.length === 0) return nothing;
  const around = { now, ...(network ?? (await loaded(pool))) };
  const standing = held.flatMap((nurse) => owedSupervision(nurse, around));
  const reached = standing.flatMap((owed) => reachedSteps(owed, around.directory, now));
  const { rows } = await pool.query<{ raised: number; late: number }>({
    name: 'sweep-supervision',
    text: raiseText,
    values: [
      now,
      JSON.stringify(reached),
      JSON.stringify(standing.map(({ nurseId, kind, dueOn }) => ({ nurseId, kind, dueOn }))),
      sweepId,
      lateBefore,
      last,
    ],
  });
  const overdue = standing.filter((owed) => supervisionOverdue(owed, now)).length;
  return { ...(rows[0] ?? nothing), overdue };
}

const nothing: RaisedSupervision = { raised: 0, late: 0, overdue: 0 };

async function loaded(pool: Pool): Promise<Network> {
  return { ...(await loadDirectory(pool)), ruleSets: defaultRuleSets };
}

function reachedSteps(owed: OwedSupervision, directory: Directory, now: Instant) {
  return owed.steps.flatMap((stepDueAt, step) => {
    if (stepDueAt === null || stepDueAt > now) return [];
    const names = supervisionNames(directory, owed, step, now).map((one) => ({
      ...one,
      teamId: owed.teamId,
    }));
    const { nurseId, kind, dueOn, teamId, dueAt } = owed;
    const told = step < 2 ? null : toldTeam(directory, names[0]?.practitionerId ?? null, now);
    return [{ nurseId, kind, dueOn, step, teamId, dueAt, stepDueAt, names, ...told }];
  });
}

/** Above the lead the inbox of the person who was found is told, too. */
export function toldTeam(directory: Directory, practitionerId: string | null, now: Instant) {
  const person = practitionerId === null ? undefined : directory.practitioners.get(practitionerId);
  const team = person && directory.teams.get(person.teamId);
  return team && inForce(team, londonDate(now)) ? { told: team.id, toldKind: team.kind } : null;
}

/**
 * Of the steps raised together a team hears of the highest that concerns it. $1 now, $2 the steps reached, $3 what is owed, $4 the sweep, $5 due before this is late, $6 the moment of the last completed
 * sweep. A commissioner is told a number and nobody's name (promise P12).
 */
const raiseText = `
  with reached as materialized (
    select * from jsonb_to_recordset($2::jsonb) as r ("nurseId" text, kind text, "dueOn" date, step smallint, "teamId" text, "dueAt" timestamptz,
      "stepDueAt" timestamptz, names jsonb, told text, "toldKind" text)),
  raised as (
    insert into supervision_escalation (nurse_id, kind, due_on, step, team_id, due_at, step_due_at, raised_at, late_by_outage, names, told_teams, sweep_id)
    select "nurseId", kind, "dueOn", step, "teamId", "dueAt", "stepDueAt", $1,
      "stepDueAt" < $5::timestamptz and ($6::timestamptz is null or $6 < "stepDueAt"), names,
      case when "toldKind" in ('named-nurse', 'designated-nurse') then array[told] else '{}' end, $4
    from reached order by "nurseId", kind, step
    on conflict (nurse_id, kind, due_on, step) do nothing
    returning nurse_id, kind, due_on, step, team_id, told_teams, late_by_outage),
  told as (
    insert into notice (team_id, for_lead, nurse_id, code, created_at)
    select distinct on (side, nurse_id, kind) side, step >= 1, nurse_id, 'overdue/' || step || case when late_by_outage then '-late/' else '/' end || kind, $1
    from raised cross join lateral unnest(array[team_id] || told_teams) as side order by side, nurse_id, kind, step desc),
  counted as (
    insert into notice (team_id, for_lead, person_id, code, created_at)
    select r.told, false, null, 'last-step/' || count(*) || '/' || r.kind, $1
    from raised x join reached r on r."nurseId" = x.nurse_id and r.kind = x.kind and r."dueOn" = x.due_on and r.step = x.step
    where r."toldKind" = 'commissioner' group by r.told, r.kind),
  looked as (
    update supervision_escalation e set over_at = case when e.over_at is null then greatest($1::timestamptz, e.raised_at) end
    where (e.over_at is null) <> exists (
      select from jsonb_to_recordset($3::jsonb) as s ("nurseId" text, kind text, "dueOn" date)
      where s."nurseId" = e.nurse_id and s.kind = e.kind and s."dueOn" = e.due_on))
  select (select count(*)::int from raised) as raised, (select count(*)::int from raised where late_by_outage) as late`;
