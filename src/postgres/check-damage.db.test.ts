import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { checkAll, type Finding } from './check.ts';
import { noon } from './children.fixture.ts';
import { createPools, type Pools } from './pool.ts';
import { seedChildren } from './seed.ts';
import { seedQuarantine } from './seed-quarantine.ts';
import { sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

/** The tables that are made from facts, or that keep them, with the column that says about whom a row is. */
const tables = {
  fact: 'person_id',
  child: 'person_id',
  child_state: 'person_id',
  client: 'person_id',
  client_child: 'person_id',
  consequence: 'person_id',
  handover: 'person_id',
  accountable_period: 'person_id',
  access: 'person_id',
  deadline: 'person_id',
  number_in_care: 'borne_by',
  number_in_programme: 'borne_by',
} as const;
type Table = keyof typeof tables;

/** What nothing can be compared with, because it is in no fact: what a child's record answered, and who dealt with a refusal. */
const inNoFact = ['answered_at', 'outcome', 'says', 'settled_at', 'settled_by', 'noted'].map(
  (column) => `consequence.${column}`,
);

/** Which nurses read a record follows from the directory, and rows follow a change of it with the next command: theirs may differ. */
const comparable: Partial<Readonly<Record<Table, string>>> = {
  access: `relation in ('holder', 'receiving')`,
};

/** Another value than stands in a column, or any where none does. */
const others: Readonly<Record<string, readonly [other: string, any: string]>> = {
  uuid: ['gen_random_uuid()', 'gen_random_uuid()'],
  text: [`x || '-by-hand'`, `'by-hand'`],
  int2: ['x + 1', '1'],
  int4: ['x + 1', '1'],
  numeric: ['x + 1', '1'],
  bool: ['not x', 'true'],
  date: ['x + 1', `'2020-01-01'`],
  timestamptz: [`x + interval '1 hour'`, `'2020-01-01'`],
  _timestamptz: [`x[1:4] || x[5] + interval '1 hour'`, `'{}'`],
  json: [`'{"by":"hand"}'`, `'{"by":"hand"}'`],
  jsonb: [`'{"by":"hand"}'`, `'{"by":"hand"}'`],
};

/** Nothing was changed where a constraint of the table refuses it; any other fault is one of the test. */
function refusedByConstraint(error: unknown): null {
  if (error instanceof pg.DatabaseError && error.code?.startsWith('23')) return null;
  throw error;
}

describe('a hand in the tables', () => {
  let database: TestDatabase;
  let pools: Pools;
  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    await seedChildren(pools.admin, { seed: 7, size: 24, now: noon });
    await seedQuarantine(pools.admin, noon);
    await sweep(pools.admin, { now: noon, sweeper: 'test' });
    const { findings } = await checkAll(pools.admin);
    assert.deepEqual(findings, []);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  const ask = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await pools.admin.query(text, [...values])).rows as Row[];

  async function columnsOf(
    table: Table,
  ): Promise<readonly { readonly name: string; readonly type: string }[]> {
    return ask(
      `select column_name as name, udt_name as type from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
      [table],
    );
  }

  /** Whether a finding names the person and the table. */
  function names(findings: readonly Finding[], personId: string, table: Table): boolean {
    const called = table === 'child_state' ? /^child\.state/ : new RegExp(`^${table}\\b`);
    return findings.some((found) => found.personId === personId && called.test(found.where));
  }

  for (const table of Object.keys(tables) as Table[]) {
    test(`each column of ${table} that is changed is told of, with whom it is about`, async () => {
      const untold: string[] = [];
      for (const { name, type } of await columnsOf(table)) {
        const [other, any] = others[type] ?? assert.fail(`${table}.${name} is a ${type}`);
        const [row] = await ask<{ at: string; was: string | null; who: string }>(
          `select ctid::text as at, "${name}"::text as was, ${tables[table]}::text as who from ${table}
           where ${comparable[table] ?? true} order by "${name}" is null, ${tables[table]} limit 1`,
        );
        assert.ok(row, `${table} has no row`);
        const value = row.was === null ? any : other.replaceAll('x', `"${name}"`);
        const changed = await ask<{ at: string }>(
          `update ${table} set "${name}" = ${value} where ctid = $1 returning ctid::text as at`,
          [row.at],
        ).catch(refusedByConstraint);
        if (changed === null) continue;
        // What belongs to nobody is looked for only where everybody is looked at.
        const stays = tables[table] === 'person_id' && name !== 'person_id';
        const { findings } = await checkAll(pools.admin, stays ? { people: [row.who] } : {}).finally(() =>
          ask(`update ${table} set "${name}" = $2::${type} where ctid = $1`, [changed[0]?.at, row.was]),
        );
        if (!names(findings, row.who, table)) untold.push(`${table}.${name}`);
      }
      assert.deepEqual(
        untold,
        inNoFact.filter((column) => column.startsWith(`${table}.`)),
      );
    });

    test(`a row of ${table} that is taken away is told of, with whom it was about`, async () => {
      const columns = (await columnsOf(table)).map(({ name }) => `"${name}"`).join(', ');
      const [gone] = await ask<{ row: object; who: string }>(
        `delete from ${table} where ctid = (select ctid from ${table} where ${comparable[table] ?? true} order by ${tables[table]} limit 1)
         returning to_jsonb(${table}.*) as row, ${tables[table]}::text as who`,
      );
      assert.ok(gone);
      const back = `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`;
      const { findings } = await checkAll(pools.admin).finally(() => ask(back, [gone.row]));
      assert.ok(names(findings, gone.who, table), JSON.stringify(findings.slice(0, 3)));
      assert.deepEqual((await checkAll(pools.admin)).findings, []);
    });
  }

  /** What the check says of one table, beside nothing else, after a change that is put back. */
  async function saysAfter(change: string, back: string, where: string): Promise<readonly string[]> {
    await ask(change);
    const { findings } = await checkAll(pools.admin).finally(() => ask(back));
    assert.ok(
      findings.every((found) => found.where === where),
      JSON.stringify(findings),
    );
    return findings.map(({ says }) => says);
  }

  test('an item of quarantine that nobody settled, and is shown to nobody any more, is told of', async () => {
    const first = '(select quarantine_id from quarantine where settled_at is null order by 1 limit 1)';
    const [item] = await ask<{ id: string }>(`select ${first} as id`);
    const settled = (at: string) =>
      `update quarantine set settled_at = ${at} where quarantine_id = '${item?.id}'`;
    assert.deepEqual(await saysAfter(settled('now()'), settled('null'), 'quarantine'), [
      'it is settled, and nothing says by whom and how',
    ]);
  });

  test('a mail that is not sent and not tried again without a reason is told of, and one that stands for others and is gone', async () => {
    const [waits, gathered] = [randomUUID(), randomUUID()];
    const write = (id: string, error: string) =>
      `insert into mail (mail_id, to_address, subject, body, created_at, last_error) values ('${id}', 'a@handhold.example', 'x', 'x', now(), ${error})`;
    const noMail = 'delete from mail';
    assert.deepEqual(await saysAfter(write(waits, 'null'), noMail, 'mail'), [
      `the mail ${waits} was not sent, is not tried again, and nothing says why`,
    ]);
    const [says] = await saysAfter(
      write(gathered, `'Gathered into the later mail ${waits}'`),
      noMail,
      'mail',
    );
    assert.match(
      says ?? '',
      new RegExp(`^the mail ${gathered} was gathered into a later one, which is gone`),
    );
    assert.deepEqual(await saysAfter(write(waits, `'The directory has no address'`), noMail, 'mail'), []);
  });
});
