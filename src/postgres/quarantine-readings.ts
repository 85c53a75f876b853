import type { Pool } from 'pg';
import type { QuarantineItem } from '../application/readings.ts';
import { withoutAddresses } from '../application/sealed.ts';
import { worksUnplaced } from '../domain/access/quarantine.ts';
import type { Actor } from '../domain/child/context.ts';

const columns = `quarantine_id as "quarantineId", received_at as "receivedAt", source, file_name as "fileName", row_no as "rowNo", reason, says, content,
  settled_at as "settledAt", settled_by as "settledBy", settlement, note`;

/** As `worksItem` says it: the items of this team, and for who works them those of no team that works today. */
const workedBy = `(team_id = $1 or ($2 and not exists (
  select from team t where t.id = quarantine.team_id and (t.valid_to is null or t.valid_to > (now() at time zone 'Europe/London')::date))))`;

/** What could not be trusted, as far as it is this person's to work. */
export function quarantineReadings(pool: Pool) {
  return {
    quarantine: async (actor: Actor, open: boolean, from: number): Promise<readonly QuarantineItem[]> => {
      const text = `select ${columns} from quarantine where ${workedBy} and settled_at is ${open ? '' : 'not '}null
        order by received_at desc, quarantine_id limit 50 offset $3`;
      return (await pool.query<QuarantineItem>(text, [actor.teamId, worksUnplaced(actor), from])).rows;
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
  };
}
