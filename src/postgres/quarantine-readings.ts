import type { Pool } from 'pg';
import type {
  QuarantineItem,
  QuarantineList,
  QuarantineReadings,
  RaisedItems,
} from '../application/quarantine-readings.ts';
import { withoutAddresses } from '../application/sealed.ts';
import type { Actor } from '../domain/child/context.ts';
import { askAsWorker, ownerOfItem } from './items-worked.ts';
import { askAsParty } from './party.ts';
import { acknowledgeItems } from './steps-acknowledged.ts';

const columns = `quarantine_id as "quarantineId", received_at as "receivedAt", source, file_name as "fileName", row_no as "rowNo", reason, says, content,
  ${ownerOfItem} as "teamId", kind, due_at as "dueAt", row_id as "row", row_column as "column", rule_version as "ruleVersion",
  settled_at as "settledAt", settled_by as "settledBy", settlement, note, decision, became,
  message_event(message_id) as event`;

/** Each list as one question of what this person works, so that a number always opens exactly its list. $1 is now. */
const lists: Readonly<Record<QuarantineList, string>> = {
  open: 'settled_at is null and $1::timestamptz is not null',
  overdue: 'settled_at is null and due_at <= $1::timestamptz',
  settled: 'settled_at is not null and $1::timestamptz is not null',
};
const dueFirst = 'due_at nulls first, received_at, quarantine_id';
const orders: Readonly<Record<QuarantineList, string>> = {
  open: dueFirst,
  overdue: dueFirst,
  settled: 'received_at desc, quarantine_id',
};

type Counts = { readonly open: number; readonly overdue: number };
const countsText = `select (select count(*)::int from quarantine where ${lists.open}) as open, (select count(*)::int from quarantine where ${lists.overdue}) as overdue`;

/** What could not be trusted, as far as it is this person's to work, and what the ladder raised of it. */
export function quarantineReadings(pool: Pool): QuarantineReadings {
  return {
    quarantine: (actor, list, from, now) => {
      const text = `select ${columns} from quarantine where ${lists[list]} order by ${orders[list]} limit 50 offset $2`;
      return askAsWorker<QuarantineItem>(pool, actor, `quarantine-${list}`, text, [now, from]);
    },
    quarantineCounts: async (actor, now) => {
      const [counts] = await askAsWorker<Counts>(pool, actor, 'quarantine-counts', countsText, [now]);
      return counts ?? { open: 0, overdue: 0 };
    },
    /** The look is recorded for every child that it is about, before anything is shown (promise P10). */
    quarantineItem: async (actor: Actor, quarantineId: string): Promise<QuarantineItem | null> => {
      const text = `select ${columns} from quarantine where quarantine_id = $1`;
      const [item] = await askAsWorker<QuarantineItem>(pool, actor, 'quarantine-item', text, [quarantineId]);
      if (!item) return null;
      const look = [quarantineId, actor.practitionerId, actor.teamId, actor.role];
      const asked = 'select look_at_quarantine($1, $2, $3, $4) as sealed';
      const { rows } = await pool.query<{ sealed: boolean }>(asked, look);
      return rows[0]?.sealed ? { ...item, content: withoutAddresses(item.content) } : item;
    },
    raisedItems: ({ teamId }) =>
      askAsParty<RaisedItems>(pool, teamId, 'raised-items', 'select * from raised_items()', []),
    acknowledgeItems: ({ teamId, practitionerId }, { kind, ownerTeam, step, raisedAt }, at) =>
      acknowledgeItems(pool, teamId, [kind, ownerTeam, step], raisedAt, { by: practitionerId, at }),
  };
}
