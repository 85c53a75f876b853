import type { Pool } from 'pg';
import {
  type HoldsNow,
  type ListedChild,
  type NamedChild,
  type NoticeLine,
  noticesAtOnce,
  type RaisedStep,
  type ReadChild,
  type Readings,
  raisedAtOnce,
  type SweepRun,
  type TeamCounts,
  type TeamList,
  type WorkList,
  type Workload,
} from '../application/readings.ts';
import { maskOf, maskOfFormerHomes, withoutPlaces, withoutTyped } from '../application/sealed.ts';
import { mayOpen } from '../domain/access/page-permissions.ts';
import type { CivilDate } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { AnsweredFor } from '../domain/directory/directory.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { loadPast } from './directory-store.ts';
import { drafts } from './drafts.ts';
import { factJson } from './fact-json.ts';
import { instantText } from './instant-text.ts';
import { countsOf, linesOf, teamQuestions, workQuestions } from './list-questions.ts';
import { named, namedChild } from './named-child.ts';
import { askAllAsParty, askAsParty, gatheredAsParty } from './party.ts';
import { printedLists } from './printed-lists.ts';
import { quarantineReadings } from './quarantine-readings.ts';
import { reviewLists } from './review-lists.ts';
import { search } from './search.ts';
import { acknowledgeStep, stepStands } from './steps-acknowledged.ts';
import { turnsOn } from './turns-taken.ts';
import { workloadText } from './workload.ts';

const areaCountsText = `select c.team, c.held, c.arriving, c."notSeen", c.overdue + coalesce(q.overdue, 0) as overdue, c."nearMisses", coalesce(s.overdue, 0) as "supervisionOverdue",
    c."lastStep" + coalesce(s.last, 0) + coalesce(q.last, 0) as "lastStep"
  from count_by_team($1) c left join supervision_by_team() s using (team) left join quarantine_by_team() q using (team)`;

/** What pages read, from PostgreSQL, as the acting person's team: row security is the floor. */
export function readings(pool: Pool): Readings {
  const ask = gatheredAsParty(pool);
  return {
    child: (actor, personId, page, why) => readChild(ask, actor, personId, page, why),
    sealedRecords: (actor) =>
      askAsParty(pool, actor.teamId, 'sealed-records', sealedRecordsText, [actor.teamId]),
    sealedRecord: (actor, personId, why) => readChild(ask, actor, personId, 'sealed record', why, true),
    whoHoldsNow: async (actor, personId, page) => {
      const text = 'select * from who_holds_now($1, $2, $3, $4, $5)';
      const values = [personId, actor.practitionerId, actor.teamId, actor.role, page];
      return (await pool.query<HoldsNow>({ name: 'who-holds-now', text, values })).rows[0] ?? null;
    },
    wasTold: async (actor, personId) => {
      // What was put away after an adoption is found by nothing, a notice of before included (A16).
      const text = `select from notice where team_id = $1 and person_id = $2 and not hushed(person_id, code) and not put_away(person_id) limit 1`;
      const values = [actor.teamId, personId];
      return (await askAsParty(pool, actor.teamId, 'was-told', text, values)).length > 0;
    },
    wasWritten: async (actor, personId, commandId) => {
      const text = 'select was_written($1, $2, $3) as done';
      const values = [personId, commandId, actor.practitionerId];
      return (
        (await pool.query<{ done: boolean }>({ name: 'was-written', text, values })).rows[0]?.done ?? false
      );
    },
    workCounts: (actor, people, now) => counts(pool, actor, people, now, workQuestions),
    workList: (actor, people, list, now, from, most = 50) =>
      lines(pool, actor, people, now, from, `work-${list}-${most}`, linesOf(workQuestions[list], most)),
    teamCounts: (actor, now) => counts(pool, actor, [actor.practitionerId], now, teamQuestions),
    teamList: (actor, list, now, from, most = 50) =>
      lines(
        pool,
        actor,
        [actor.practitionerId],
        now,
        from,
        `team-${list}-${most}`,
        linesOf(teamQuestions[list], most),
      ),
    printed: (actor, now) => printedLists(pool, actor, now),
    workload: (actor, now) =>
      askAsParty<Workload>(pool, actor.teamId, 'workload', workloadText, [
        actor.teamId,
        now,
        caseloadStatuses,
      ]),
    raisedSteps: (actor, from, asked) => raisedSteps(pool, actor, from, asked),
    raisedCount: (actor, asked) => raisedCount(pool, actor, asked),
    namedInStep: async (actor, personId, key, step) => {
      const text = `select names from escalation e where person_id = $1 and key = $2 and step = $3 and ${stepStands}`;
      const values = [personId, key, step];
      const [row] = await askAsParty<Pick<RaisedStep, 'names'>>(
        pool,
        actor.teamId,
        'named-in-step',
        text,
        values,
      );
      return row?.names ?? null;
    },
    acknowledgeStep: ({ teamId, practitionerId }, { personId, key, step, raisedAt }, at) =>
      acknowledgeStep(pool, teamId, 'escalation', [personId, key, step, raisedAt], {
        by: practitionerId,
        at,
      }),
    newNotices: (actor, from) => newNotices(pool, actor, from),
    readNotices: (actor, from) => readNotices(pool, actor, from),
    seeNotices: async (actor, noticeIds, now) => {
      const text =
        'update notice set seen_at = $1, seen_by = $2 where team_id = $3 and seen_at is null and notice_id = any ($4)';
      const readBefore = `select seen_by as by, count(*)::int as n from notice
        where team_id = $1 and notice_id = any ($2) and seen_by <> $3 group by seen_by order by n desc, by`;
      const [, others = []] = await askAllAsParty<{ by: string; n: number }>(pool, actor.teamId, [
        { name: 'see-notices', text, values: [now, actor.practitionerId, actor.teamId, noticeIds] },
        {
          name: 'notices-seen-by',
          text: readBefore,
          values: [actor.teamId, noticeIds, actor.practitionerId],
        },
      ]);
      return others;
    },
    reviews: reviewLists(pool),
    search: (actor, question) => search(pool, actor, question),
    sweepRuns: async () => (await pool.query<SweepRun>(sweepRunsText)).rows,
    lastSweepCompleted: async () => {
      const { rows } = await pool.query<{ at: string | null }>(
        'select completed_at as at from sweep_run where completed_at is not null order by completed_at desc limit 1',
      );
      return rows[0]?.at ?? null;
    },
    ...quarantineReadings(pool),
    drafts: drafts(pool),
    desksThatOpened: (actor, personId, since) =>
      askAsParty(
        pool,
        actor.teamId,
        'who-opened',
        `select practitioner_id as "practitionerId", team_id as "teamId", read_at as "readAt" from read_record where person_id = $1 and read_at >= $2 and page <> 'search' order by read_at`,
        [personId, since],
      ),
    areaCounts: async (now) => (await pool.query<TeamCounts>(areaCountsText, [now])).rows,
    directoryPast: () => loadPast(pool),
    turnsOn: (teamId, on) => turnsOn(pool, teamId, on),
    areaOfPostcode: async (postcode, on) => {
      const text =
        'select area_code as code from postcode_area where postcode = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) limit 1';
      const { rows } = await pool.query<{ code: string }>({
        name: 'area-of-postcode',
        text,
        values: [postcode, on],
      });
      return rows[0]?.code ?? null;
    },
  };
}

type ChildRead = {
  version: number;
  state: ChildState;
  facts: readonly StoredFact[];
  raised: readonly RaisedStep[];
  siblings: readonly { personId: string; name: string }[];
  mothersRecord: string | null;
  visitDays: readonly CivilDate[];
};

const raisedColumns = `json_build_object('personId', e.person_id, 'key', e.key, 'kind', e.kind, 'step', e.step, 'ownerTeam', e.owner_team, 'otherTeam', e.other_team,
  'dueAt', ${instantText('e.due_at')}, 'raisedAt', ${instantText('e.raised_at')}, 'lateByOutage', e.late_by_outage, 'names', e.names,
  'acknowledgedAt', ${instantText('e.acknowledged_at')}, 'acknowledgedBy', e.acknowledged_by,
  'standing', ${stepStands})`;

/** The record and the recording of the look are one statement: there is no way to have the one without the other (P10). */
const readChildText = `
  with found as (select * from child join child_state using (person_id) where person_id = $1 and (care_status = 'ended' and put_away(person_id)) = $7),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, $2, $3, $4, $5, $6 from found returning 1)
  select f.version, f.state,
    (select coalesce(json_agg(${factJson} order by x.version), '[]') from fact x where x.person_id = $1) as facts,
    (select coalesce(json_agg(${raisedColumns} order by e.raised_at desc, e.step desc), '[]') from escalation e where e.person_id = $1) as raised,
    (select coalesce(json_agg(json_build_object('personId', s.person_id, 'name', s.given_name || ' ' || s.family_name)), '[]')
      from child s where s.family_id = f.family_id and s.person_id <> $1) as siblings,
    (select c.person_id from client_child k join client c using (person_id)
      where k.child_id = $1 and $8 and not c.sealed and not f.sealed order by c.status_since desc limit 1) as "mothersRecord",
    visit_days(f.person_id) as "visitDays"
  from found f, looked`;

/**
 * Found by the team's own access rows. Those are the named nurse's: a record that is sealed away has no other party.
 */
const sealedRecordsText = `select c.person_id as "personId", p.ended_at as "sealedAt", p.team_id as team
  from access a join child c using (person_id) join accountable_period p using (person_id)
  where a.team_id = $1 and c.care_status = 'ended' and p.end_reason = 'adopted' and put_away(c.person_id)
  and p.period_no = (select max(l.period_no) from accountable_period l where l.person_id = c.person_id) order by p.ended_at desc limit 200`;

async function readChild(
  ask: ReturnType<typeof gatheredAsParty>,
  actor: Actor,
  personId: string,
  page: string,
  why: string,
  away = false,
): Promise<ReadChild | null> {
  const opensClients = actor.role !== 'system' && mayOpen(actor.role, 'read-client');
  const values = [personId, actor.practitionerId, actor.teamId, actor.role, page, why, away, opensClients];
  const [row] = await ask<ChildRead>(actor.teamId, { name: 'read-child', text: readChildText, values });
  if (!row) return null;
  if (!row.state.address?.sealed) {
    const homes = maskOfFormerHomes(row.facts, row.state);
    if (homes === null) return { personId, ...row, mask: null };
    const shown = { state: withoutTyped(row.state, homes), facts: withoutTyped(row.facts, homes) };
    return { personId, ...row, ...shown, mask: homes };
  }
  const mask = maskOf(row.facts);
  const facts = withoutTyped(withoutPlaces(row.facts), mask);
  return { personId, ...row, state: withoutTyped(row.state, mask), facts, mask };
}

async function counts<Name extends WorkList | TeamList>(
  pool: Pool,
  actor: Actor,
  people: AnsweredFor,
  now: string,
  questions: Readonly<Record<Name, string>>,
) {
  const name = `counts-${Object.keys(questions).length}`;
  const values = [actor.teamId, people, now];
  const [row] = await askAsParty<Record<Name, number>>(pool, actor.teamId, name, countsOf(questions), values);
  if (!row) throw new Error('Counting answered nothing');
  return row;
}

function lines(
  pool: Pool,
  actor: Actor,
  people: AnsweredFor,
  now: string,
  from: number,
  name: string,
  text: string,
): Promise<readonly ListedChild[]> {
  return askAsParty<ListedChild>(pool, actor.teamId, name, text, [actor.teamId, people, now, from]);
}

const toldHere = '(e.owner_team = $1 or e.other_team = $1 or $1 = any (e.told_teams))';
/** Every step of the ladder that a team is told of and that still stands. */
const told = `select e.* from escalation e where ${toldHere} and ${stepStands}`;
/** Of what a team is told of, the steps that were raised above it. */
const aboveHere = `exists (select from told t where t.person_id = e.person_id and t.key = e.key and t.from_at = e.from_at and t.step < e.step)`;
/** The children of whom a step names one of these people, and nobody has said to have it. */
const namedInStep = `select distinct person_id from told where acknowledged_at is null
  and exists (select from jsonb_array_elements(names) n where n ->> 'practitionerId' = any ($2::text[]))`;

/**
 * Some children at a time, each with all that is raised of it, above the team too; those for whom the highest step is told here come
 * first. How many there are in all comes with each line, so that nobody takes a page for the whole.
 */
async function raisedSteps(
  pool: Pool,
  actor: Actor,
  from: number,
  asked: readonly string[] | null,
): ReturnType<Readings['raisedSteps']> {
  const text = `with told as (${told}),
    shown as (select person_id, max(step) as highest, min(due_at) as first_due, (count(*) over ())::int as records from told
      where ${asked ? `person_id in (${namedInStep})` : '$2::text[] is null'} group by person_id
      order by highest desc, first_due, person_id limit ${raisedAtOnce} offset $3)
    select ${raisedColumns} as raised, ${toldHere} is not true as above, shown.records, ${namedChild}
    from shown join escalation e using (person_id) ${named} where ${stepStands} and (${toldHere} or ${aboveHere})
    order by shown.highest desc, shown.first_due, person_id, e.step desc, e.due_at`;
  const rows = await askAsParty<{ raised: RaisedStep; above: boolean; records: number; child: NamedChild }>(
    pool,
    actor.teamId,
    `raised-steps-${asked ? 'mine' : 'all'}`,
    text,
    [actor.teamId, asked, from],
  );
  const steps = rows.map(({ raised, above, child }) => ({ ...raised, above, child }));
  return { steps, records: rows[0]?.records ?? 0 };
}

async function raisedCount(pool: Pool, actor: Actor, asked: readonly string[]): Promise<number> {
  const text = `with told as (${told}) select count(*)::int as n from (${namedInStep}) mine`;
  const values = [actor.teamId, asked];
  const [row] = await askAsParty<{ n: number }>(pool, actor.teamId, 'raised-count', text, values);
  return row?.n ?? 0;
}

const noticeColumns = `n.notice_id as "noticeId", n.person_id as "personId", n.nurse_id as "nurseId", ${namedChild}, n.handover_id as "handoverId",
  n.code, n.created_at as "createdAt", n.seen_at as "seenAt"`;

/** Whether a notice is hushed is asked once of all that say the same of one child: a team that has been away has thousands. */
function newNotices(pool: Pool, { teamId }: Actor, from: number): Promise<readonly NoticeLine[]> {
  const text = `with told as materialized (
      select *, coalesce(person_id::text, nurse_id, notice_id::text) as about from notice where team_id = $1 and seen_at is null),
    hushed as (select person_id, code from told group by person_id, code having hushed(person_id, code)),
    heard as (select * from told t where not exists (select from hushed h where h.person_id = t.person_id and h.code = t.code)),
    shown as (
      select about, bool_or(code like 'overdue/%') as overdue, max(created_at) as newest from heard
      group by about order by overdue desc, newest desc, about limit ${noticesAtOnce.new} offset $2)
    select ${noticeColumns} from shown join heard n using (about) ${named}
    order by shown.overdue desc, shown.newest desc, about, n.created_at desc, n.notice_id`;
  return askAsParty<NoticeLine>(pool, teamId, 'new-notices', text, [teamId, from]);
}

function readNotices(pool: Pool, { teamId }: Actor, from: number): Promise<readonly NoticeLine[]> {
  const text = `select ${noticeColumns} from notice n ${named}
    where n.team_id = $1 and n.seen_at is not null and not hushed(n.person_id, n.code)
    order by n.created_at desc, n.notice_id limit ${noticesAtOnce.read} offset $2`;
  return askAsParty<NoticeLine>(pool, teamId, 'read-notices', text, [teamId, from]);
}

/**
 * Runs in a row that ended and raised nothing are one line: they are most of a day's runs, and the others would be lost
 * among them.
 */
const sweepRunsText = `
  with recent as (select *, completed_at is not null and raised = 0 as idle from sweep_run order by started_at desc limit 20000),
  rows as (select *, count(*) filter (where not idle) over (order by started_at desc, sweep_id) as no from recent)
  select (array_agg(sweep_id order by started_at desc))[1] as "sweepId", count(*)::int as runs, min(started_at) as "startedAt",
    max(completed_at) as "completedAt", (array_agg(asked order by started_at desc))[1] as asked, sum(raised)::int as raised, sum(late)::int as late,
    (array_agg(still_open order by started_at desc))[1] as "stillOpen", string_agg(distinct sweeper, ', ') as sweeper
  from rows group by no, idle order by max(started_at) desc limit 100`;
