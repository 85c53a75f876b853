import type { Pool } from 'pg';
import type {
  QuarantineItem,
  QuarantineList,
  QuarantineReadings,
  RaisedItems,
} from '../application/quarantine-readings.ts';
import { withoutAddresses } from '../application/sealed.ts';
import { worksUnplaced } from '../domain/access/quarantine.ts';
import type { Actor } from '../domain/child/context.ts';
import { askAsParty } from './party.ts';

/** Of whom an item is that the old record of an adopted child was about, or the team that every other is about. */
const ownerOfRow = 'case when adopted is null then team_id else item_team(team_id, adopted) end';

const columns = `quarantine_id as "quarantineId", received_at as "receivedAt", source, file_name as "fileName", row_no as "rowNo", reason, says, content,
  ${ownerOfRow} as "teamId", kind, due_at as "dueAt", row_id as "row", row_column as "column", rule_version as "ruleVersion",
  settled_at as "settledAt", settled_by as "settledBy", settlement, note, became,
  (select m.event from inbox_message m where m.message_id = quarantine.message_id) as event`;

/** As `worksItem` says it: the items of this team, and for who works them those of no team of ours that works today. */
const workedBy = `(${ownerOfRow} = $1 or ($2 and not exists (
  select from team t where t.id = ${ownerOfRow} and t.kind <> 'outside' and (t.valid_to is null or t.valid_to > (now() at time zone 'Europe/London')::date))))`;

/** Each list as one question, so that a number always opens exactly its list. $3 is now. */
const lists: Readonly<Record<QuarantineList, string>> = {
  open: `${workedBy} and settled_at is null and $3::timestamptz is not null`,
  overdue: `${workedBy} and settled_at is null and due_at <= $3::timestamptz`,
  settled: `${workedBy} and settled_at is not null and $3::timestamptz is not null`,
};
const dueFirst = 'due_at nulls first, received_at, quarantine_id';
const orders: Readonly<Record<QuarantineList, string>> = {
  open: dueFirst,
  overdue: dueFirst,
  settled: 'received_at desc, quarantine_id',
};

const countsText = `select (select count(*)::int from quarantine where ${lists.open}) as open, (select count(*)::int from quarantine where ${lists.overdue}) as overdue`;

/** Gathered, or a file with a thousand faults would hide a child. */
const raisedText = `select kind, e.owner_team as "ownerTeam", e.step, count(*)::int as count, e.names, min(e.due_at) as "dueAt", max(e.raised_at) as "raisedAt",
    bool_or(e.late_by_outage) as "lateByOutage", max(e.acknowledged_at) as "acknowledgedAt", e.acknowledged_by as "acknowledgedBy"
  from quarantine_escalation e where (e.owner_team = $1 or $1 = any (e.told_teams))
    and exists (select from quarantine q where q.quarantine_id = e.quarantine_id and q.settled_at is null
      and (q.adopted is null or not put_away(q.adopted) or item_team(q.team_id, q.adopted) = $1))
  group by kind, e.owner_team, e.step, e.names, e.acknowledged_by order by e.step desc, min(e.due_at), kind limit 200`;

const acknowledgeText = `update quarantine_escalation e set acknowledged_at = $5, acknowledged_by = $6
  where e.kind = $1 and e.owner_team = $2 and e.step = $3 and e.raised_at <= $4 and e.acknowledged_at is null`;

/** What could not be trusted, as far as it is this person's to work, and what the ladder raised of it. */
export function quarantineReadings(pool: Pool): QuarantineReadings {
  return {
    quarantine: async (actor, list, from, now) => {
      const text = `select ${columns} from quarantine where ${lists[list]} order by ${orders[list]} limit 50 offset $4`;
      const values = [actor.teamId, worksUnplaced(actor), now, from];
      return (await pool.query<QuarantineItem>(text, values)).rows;
    },
    quarantineCounts: async (actor, now) => {
      const values = [actor.teamId, worksUnplaced(actor), now];
      const { rows } = await pool.query<{ open: number; overdue: number }>({
        name: 'quarantine-counts',
        text: countsText,
        values,
      });
      return rows[0] ?? { open: 0, overdue: 0 };
    },
    /** The look is recorded for every child that it is about, before anything is shown (promise P10). */
    quarantineItem: async (actor: Actor, quarantineId: string): Promise<QuarantineItem | null> => {
      const text = `select ${columns} from quarantine where ${workedBy} and quarantine_id = $3`;
      const values = [actor.teamId, worksUnplaced(actor), quarantineId];
      const [item] = (await pool.query<QuarantineItem>(text, values)).rows;
      if (!item) return null;
      const look = [quarantineId, actor.practitionerId, actor.teamId, actor.role];
      const asked = 'select look_at_quarantine($1, $2, $3, $4) as sealed';
      const { rows } = await pool.query<{ sealed: boolean }>(asked, look);
      return rows[0]?.sealed ? { ...item, content: withoutAddresses(item.content) } : item;
    },
    raisedItems: ({ teamId }) => askAsParty<RaisedItems>(pool, teamId, 'raised-items', raisedText, [teamId]),
    acknowledgeItems: async ({ teamId, practitionerId }, { kind, ownerTeam, step, raisedAt }, now) => {
      const values = [kind, ownerTeam, step, raisedAt, now, practitionerId];
      await askAsParty(pool, teamId, 'acknowledge-items', acknowledgeText, values);
    },
  };
}
