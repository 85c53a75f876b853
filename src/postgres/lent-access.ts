import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './transaction.ts';

/** A record that a team may read because something is owed there, or because the ladder told it of something. */
export type Lent = { readonly personId: string; readonly teamId: string };

/** How many such rows one turn looks at: this bounds what a turn costs, however many children there are. */
const mostInOneTurn = 2000;

/**
 * That nothing stands any more of which the team was told. Asked by the child's key alone, so that no list of all that
 * is owed is read.
 */
const noneStands = (
  lent: string,
) => `not exists (select from deadline d where d.person_id = ${lent}.person_id and d.owner_team = ${lent}.team_id)
  and (select not bool_or(d.key is not null) from escalation e
    left join deadline d on d.person_id = e.person_id and d.key = e.key and d.from_at = e.from_at
    where e.person_id = ${lent}.person_id and ${lent}.team_id = any (e.told_teams))`;

/** One turn: $1 and $2 the row after which it begins, null for the first; $3 how many rows. */
export const lentText = `
  with slice as materialized (
    select person_id, team_id from access where relation = 'owner' and ($1::uuid is null or (person_id, team_id) > ($1::uuid, $2::text))
    order by person_id, team_id limit $3)
  select s.person_id as "personId", s.team_id as "teamId", (${noneStands('s')}) is true as over from slice s order by 1, 2`;

export type Withdrawn = {
  readonly withdrawn: number;
  /** Where the next turn goes on; null once all were looked at. */
  readonly next: Lent | null;
};

/**
 * Takes access to a record, a child's or a client's, away from teams that only the ladder brought in, once nothing
 * stands any more of which they were told. It works in turns, each going on after the one before. Only rows that seem
 * to be over are locked, and then asked again, since a command may have given the team an obligation meanwhile.
 */
export async function withdrawLadderAccess(
  pool: Pool,
  after: Lent | null = null,
  most = mostInOneTurn,
): Promise<Withdrawn> {
  const { rows } = await pool.query<Lent & { readonly over: boolean }>({
    name: 'lent-access',
    text: lentText,
    values: [after?.personId ?? null, after?.teamId ?? null, most],
  });
  const last = rows.at(-1);
  const next = last && rows.length === most ? { personId: last.personId, teamId: last.teamId } : null;
  const over = [...new Set(rows.filter((row) => row.over).map(({ personId }) => personId))];
  const withdrawn = over.length === 0 ? 0 : await inTransaction(pool, (client) => withdrawFrom(client, over));
  return { withdrawn, next };
}

/**
 * Locks in the order of commands, children before clients. A record that is being written to is left to the next round.
 */
async function withdrawFrom(client: PoolClient, people: readonly string[]): Promise<number> {
  const locked: string[] = [];
  for (const records of ['child', 'client'] as const) {
    const { rows } = await client.query<{ id: string }>(
      `select person_id as id from ${records} where person_id = any ($1) order by person_id for update skip locked`,
      [people],
    );
    locked.push(...rows.map(({ id }) => id));
  }
  const { rowCount } = await client.query(
    `delete from access a where a.person_id = any ($1) and a.relation = 'owner' and ${noneStands('a')}`,
    [locked],
  );
  return rowCount ?? 0;
}
