import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Pool } from 'pg';
import { caseloadReadings } from './caseload-readings.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { createPools } from './pool.ts';
import { readings } from './readings.ts';
import { seedChildren } from './seed.ts';
import { sessionStore } from './session-store.ts';
import { withDatabase } from './test-database.ts';

const tables = [
  'child',
  'child_state',
  'fact',
  'accountable_period',
  'access',
  'handover',
  'deadline',
  'notice',
  'client',
  'client_child',
];
/** So many times as many children, all of the further ones with teams that are far away. */
const times = 40;

/** Columns that differ from copy to copy: who it is, and whose. The rest of a row stays as it is. */
function copied(column: string, type: string): string {
  if (column === 'nhs_number' || column === 'mother_number') return 'null';
  if (type === 'uuid') return `md5(${column}::text || n)::uuid`;
  if (/team|transfer_to/.test(column)) return `${column} || '-far-' || n`;
  if (/nurse_id|contact_id|holder_practitioner|accepted_by|recorded_by|family_id/.test(column))
    return `${column} || '-far-' || n`;
  return column;
}

async function manyElsewhere(admin: Pool): Promise<void> {
  for (const table of tables) {
    const { rows } = await admin.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns where table_name = $1 and table_schema = 'public'`,
      [table],
    );
    const names = rows.map(({ name }) => `"${name}"`).join(', ');
    const values = rows.map(({ name, type }) => copied(name, type)).join(', ');
    await admin.query(
      `insert into ${table} (${names}) select ${values} from ${table}, generate_series(1, ${times}) n`,
    );
  }
  await admin.query('vacuum analyze');
}

const asked = 5;

/** Blocks of the database that one asking looks at, found in memory or not, with the plans that stand after some askings. */
async function blocksRead(app: Pool, ask: () => Promise<unknown>): Promise<number> {
  const all = async () => {
    await app.query('select pg_stat_force_next_flush()');
    const { rows } = await app.query<{ n: number }>(
      'select (sum(hits) + sum(reads))::int as n from pg_stat_get_backend_io(pg_backend_pid())',
    );
    return rows[0]?.n ?? Number.NaN;
  };
  for (let turn = 0; turn < 8; turn += 1) await ask();
  await all();
  const before = await all();
  for (let turn = 0; turn < asked; turn += 1) await ask();
  return Math.round(((await all()) - before) / asked);
}

test('what a page reads does not grow with the children of other teams', async () => {
  const database = await withDatabase();
  const pools = createPools(database);
  // One connection, so that each asking is counted where it was asked.
  const { app, ...one } = createPools({ ...database, max: 1 });
  try {
    const { directory } = await nursery(pools.admin);
    await seedChildren(pools.admin, { seed: 7, size: 40, now: noon });
    await pools.admin.query('vacuum analyze');
    const [visitor, nurse] = ['hannah-whitlock', 'shanice-brown'].map((id) => actorOf(directory, id));
    assert.ok(visitor && nurse);
    const { rows: held } = await pools.admin.query<{ id: string }>(
      'select person_id as id from access where team_id = $1 order by 1',
      [visitor.teamId],
    );
    const [reads, boards, sessions] = [readings(app), caseloadReadings(app), sessionStore(app)];
    const session = randomUUID();
    await sessions.set(session, visitor.practitionerId, {}, '2099-01-01T00:00:00.000Z');
    const pages = {
      session: () => sessions.get(session, noon),
      desk: () => reads.teamList(visitor, 'arrivals', noon, 0, 25),
      'my children': () => reads.workList(visitor, 'my-children', noon, 0),
      child: async () => {
        for (const { id } of held.slice(0, 5)) assert.ok(await reads.child(visitor, id, 'child', 'test'));
      },
      board: () => boards.board(nurse, [], noon),
    };
    const measure = async () => {
      const found = new Map<string, number>();
      for (const [name, ask] of Object.entries(pages)) found.set(name, await blocksRead(app, ask));
      return found;
    };
    const few = await measure();
    await manyElsewhere(pools.admin);
    const many = await measure();
    for (const [name, before] of few) {
      const after = many.get(name) ?? Number.NaN;
      // Indexes of so few children are one block; a level deeper is one more for each row that is looked up.
      assert.ok(before > 0 && after <= before * 2 + 10, `${name}: ${before} blocks, then ${after}`);
    }
  } finally {
    await Promise.all([pools.close(), one.close()]);
    await database.close();
  }
});
