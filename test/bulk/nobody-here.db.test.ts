import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { type ClosingTeam, noon, openClosingTeam } from './closing-team.fixture.ts';

let team: ClosingTeam;
before(async () => {
  team = await openClosingTeam();
});
after(() => team.close());

test('while nobody of the team is here each child waits to be looked at, and none is refused for it', async () => {
  await team.child();
  await team.child();
  assert.equal((await team.plans()).outcome.kind, 'done');
  const { rows: people } = await team.pools.admin.query<{ id: string }>(
    `select id from practitioner where team_id = 'luton-hv' and status = 'present'`,
  );
  const back = addMinutes(noon, 60);
  await team.pools.admin.query(
    `insert into absence (practitioner_id, away_from, away_to, deputy_id) select id, $2, $3, null from unnest($1::text[]) id`,
    [people.map(({ id }) => id), addMinutes(noon, -60), back],
  );
  assert.equal(await team.runs(), 0);
  const waiting = 'select count(*)::int as n from bulk_line where done_round > 0 or result is not null';
  assert.deepEqual((await team.pools.admin.query(waiting)).rows, [{ n: 0 }]);
  assert.equal(await team.runs(addMinutes(back, 1)), 2, 'looked at by the next run after somebody came back');
});
