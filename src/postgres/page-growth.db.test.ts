import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Pool } from 'pg';
import { addMinutes } from '../domain/calendar/time.ts';
import { caseloadReadings } from './caseload-readings.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { createPools, type Pools } from './pool.ts';
import { readings } from './readings.ts';
import { seedChildren } from './seed.ts';
import { sessionStore } from './session-store.ts';
import { moreToPass, sweepPass } from './sweep-pass.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

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

type Copied = (column: string, type: string) => string;

/** Columns that differ from copy to copy: who it is, and whose. The rest of a row stays as it is. */
function elsewhere(column: string, type: string): string {
  if (column === 'nhs_number' || column === 'mother_number') return 'null';
  if (type === 'uuid') return `md5(${column}::text || n)::uuid`;
  if (/team|transfer_to/.test(column)) return `${column} || '-far-' || n`;
  if (/nurse_id|contact_id|holder_practitioner|accepted_by|addressed_to|recorded_by|family_id/.test(column))
    return `${column} || '-far-' || n`;
  return column;
}

/** With the same teams and the same nurses: other children, and nothing of theirs is due for years. */
function alike(column: string, type: string): string {
  if (column === 'nhs_number' || column === 'mother_number') return 'null';
  if (type === 'uuid') return `md5(${column}::text || '-alike-' || n)::uuid`;
  return column === 'due_at' || column === 'next_step_at' ? `${column} + interval '10 years'` : column;
}

async function copies(admin: Pool, copied: Copied, from = tables, howMany = times): Promise<void> {
  for (const table of from) {
    const { rows } = await admin.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns where table_name = $1 and table_schema = 'public'`,
      [table],
    );
    const names = rows.map(({ name }) => `"${name}"`).join(', ');
    const values = rows.map(({ name, type }) => copied(name, type)).join(', ');
    await admin.query(
      `insert into ${table} (${names}) select ${values} from ${table}, generate_series(1, ${howMany}) n`,
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

describe('what is read does not grow with children who have nothing to do with it', () => {
  let database: TestDatabase;
  let pools: Pools;
  /** One connection each, so that each asking is counted where it was asked. */
  let single: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;
  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    single = createPools({ ...database, max: 1 });
    nurse = await nursery(pools.admin);
    await seedChildren(pools.admin, { seed: 7, size: 40, now: noon });
    await pools.admin.query('vacuum analyze');
  });
  after(async () => {
    await Promise.all([pools.close(), single.close()]);
    await database.close();
  });

  test('by a page, with the children of other teams', async () => {
    const { app } = single;
    const [visitor, family] = ['hannah-whitlock', 'shanice-brown'].map((id) => actorOf(nurse.directory, id));
    assert.ok(visitor && family);
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
      'my children': () => reads.workList(visitor, [visitor.practitionerId], 'my-children', noon, 0),
      child: async () => {
        for (const { id } of held.slice(0, 5)) assert.ok(await reads.child(visitor, id, 'child', 'test'));
      },
      board: () => boards.board(family, [], noon),
    };
    const measure = async () => {
      const found = new Map<string, number>();
      for (const [name, ask] of Object.entries(pages)) found.set(name, await blocksRead(app, ask));
      return found;
    };
    const few = await measure();
    await copies(pools.admin, elsewhere);
    const many = await measure();
    for (const [name, before] of few) {
      const after = many.get(name) ?? Number.NaN;
      // Indexes of so few children are one block; a level deeper is one more for each row that is looked up.
      assert.ok(before > 0 && after <= before * 2 + 10, `${name}: ${before} blocks, then ${after}`);
    }
  });

  test('by a pass of the sweep, with children of the same nurses who have nothing due', async () => {
    await nurse.offered('kate-brennan');
    await nurse.offered('beth-lomax');
    const pass = () => sweepPass(single.admin, { now: () => addMinutes(noon, 60), sweeper: 'test' });
    for (let passed = await pass(); passed.swept.raised > 0 || moreToPass(passed); ) passed = await pass();
    await pools.admin.query('vacuum analyze');
    const few = await blocksRead(single.admin, pass);
    await copies(pools.admin, alike, ['child', 'child_state', 'access', 'handover', 'deadline'], 4);
    const many = await blocksRead(single.admin, pass);
    assert.ok(few > 0 && many <= few * 1.1 + 10, `${few} blocks, then ${many}`);
  });
});
