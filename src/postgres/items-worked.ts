import type { Pool, QueryResultRow } from 'pg';
import { worksUnplaced } from '../domain/access/quarantine.ts';
import type { Actor } from '../domain/child/context.ts';
import { askAllAsParty } from './party.ts';

/**
 * The team that owns an item of quarantine: for an item about the old record of an adopted child its named nurse's, for
 * every other the team that it is about.
 */
export const ownerOfItem = 'case when adopted is null then team_id else item_team(team_id, adopted) end';

/**
 * Asks about quarantine as the person who works it: row security shows the items that `worksItem` gives this person,
 * and no others. So no question has to name a team, and one that forgot to would find nothing.
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
