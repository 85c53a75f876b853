import type { Pool, QueryResultRow } from 'pg';
import { worksUnplaced } from '../domain/access/quarantine.ts';
import type { Actor } from '../domain/child/context.ts';
import { askAllAsParty } from './party.ts';

/** Of whom an item of quarantine is that the old record of an adopted child was about, or the team that every other is about. */
export const ownerOfItem = 'case when adopted is null then team_id else item_team(team_id, adopted) end';

/**
 * Asks the quarantine, as whoever works it: row security shows the items that `worksItem` gives this person, and no others. So no
 * question names a team, and one that forgets to finds nothing.
 */
export async function askAsWorker<Row extends QueryResultRow>(
  pool: Pool,
  actor: Pick<Actor, 'teamId' | 'role'>,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const unplaced = {
    name: 'works-unplaced',
    text: `select set_config('handhold.unplaced', $1, true)`,
    values: [worksUnplaced(actor) ? 'on' : 'off'],
  };
  const [, rows = []] = await askAllAsParty<Row>(pool, actor.teamId, [unplaced, { name, text, values }]);
  return rows;
}
