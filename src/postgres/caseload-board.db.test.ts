import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Actor } from '../domain/child/context.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { caseloadReadings } from './caseload-readings.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { askAsParty } from './party.ts';
import { createPools, type Pools } from './pool.ts';
import { seedChildren } from './seed.ts';
import { withDatabase } from './test-database.ts';

/** Who stands on a board, as row security lets the party itself find them. */
const ownText = `
  select c.person_id as id, array(
      select k.child_id from client_child k join child x on x.person_id = k.child_id
      where k.person_id = c.person_id and not k.lost and x.care_status = 'in-care' order by 1) as children
  from client c where (c.team_id = $1 or c.transfer_to = $1) and (c.nurse_id is null or c.nurse_id <> all ($3)) and (c.status = any ($2) or exists (
    select from client_child k join child x on x.person_id = k.child_id
    where k.person_id = c.person_id and k.left_by is not null and x.holder_team = $1 and x.care_status = 'in-care'))
  order by 1`;

describe('the caseload board', () => {
  let database: Awaited<ReturnType<typeof withDatabase>>;
  let pools: Pools;
  let nurses: readonly Actor[];

  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    const { directory } = await nursery(pools.admin);
    await seedChildren(pools.admin, { seed: 7, size: 60, now: noon });
    const { rows } = await pools.admin.query<{ id: string }>(
      'select distinct on (team_id) nurse_id as id from client where nurse_id is not null order by team_id, nurse_id',
    );
    nurses = rows.map(({ id }) => actorOf(directory, id));
    assert.ok(nurses.length > 1);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  const board = (actor: Actor, without: readonly string[] = []) =>
    caseloadReadings(pools.app).board(actor, without, noon);

  async function listed(actor: Actor, without: readonly string[]) {
    const { clients, children } = await board(actor, without);
    return clients
      .map(({ personId }) => ({
        id: personId,
        children: children
          .filter(({ clientId }) => clientId === personId)
          .map(({ childId }) => childId)
          .sort(),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  function own({ teamId }: Actor, without: readonly string[]) {
    const values = [teamId, [...caseloadStatuses], [...without]];
    return askAsParty<{ id: string; children: string[] }>(pools.app, teamId, 'own', ownText, values);
  }

  test('lists whom row security lets the party find, some of whom have left, and nobody else', async () => {
    let left = 0;
    for (const nurse of nurses) {
      for (const without of [[], [nurse.practitionerId]]) {
        const found = await own(nurse, without);
        assert.deepEqual(await listed(nurse, without), found);
        if (without.length === 0) assert.ok(found.length > 0, nurse.teamId);
      }
      left += (await board(nurse)).children.filter((child) => child.left).length;
    }
    assert.ok(left > 0, 'nobody has left');
  });

  test('spells dates, instants and numbers as the tables do', async () => {
    const [nurse] = nurses;
    assert.ok(nurse);
    const [client] = (await board(nurse)).clients;
    const { rows } = await pools.admin.query(
      `select given_name as "givenName", visit_due_on as "visitDueOn", status_since as "statusSince", next_visit_at as "nextVisitAt",
        missed_count as "missedCount", weight::float8 as weight from client where person_id = $1`,
      [client?.personId],
    );
    for (const [name, value] of Object.entries(rows[0] ?? {}))
      assert.deepEqual(client?.[name as keyof typeof client], value, name);
  });

  test('without an access row neither a client nor a child is listed', async () => {
    const [nurse] = nurses;
    assert.ok(nurse);
    const { clients, children } = await board(nurse);
    const [child, other] = [children[0], clients.find(({ personId }) => personId !== children[0]?.clientId)];
    assert.ok(child && other);
    await pools.admin.query('delete from access where team_id = $1 and person_id = any ($2)', [
      nurse.teamId,
      [child.childId, other.personId],
    ]);
    const after = await board(nurse);
    assert.equal(
      after.children.some(({ childId }) => childId === child.childId),
      false,
    );
    assert.equal(
      after.clients.some(({ personId }) => personId === other.personId),
      false,
    );
    assert.equal(after.clients.length, clients.length - 1);
  });
});
