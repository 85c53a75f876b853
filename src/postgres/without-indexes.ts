import type { PoolClient } from 'pg';

/** Puts everything back, and says how far it is. */
type PutBack = (say: (line: string) => void) => Promise<void>;

type Dropped = { readonly drop: string; readonly make: string };

const tables = [
  'child',
  'child_state',
  'fact',
  'accountable_period',
  'handover',
  'access',
  'deadline',
  'client',
  'client_child',
  'consequence',
];

/**
 * Takes away what makes a large load slow: every index of these tables, also the primary keys, whose random order costs
 * most of all, and the constraints that rest on an index. Meanwhile pages are filled whole, since nothing in them is
 * changed. Answers how to put all of it back, which then checks every row. Both belong in one transaction with the
 * load, so that nobody ever sees the tables without them; other connections wait until it ends.
 */
export async function takeAwayIndexes(client: PoolClient): Promise<PutBack> {
  const { rows } = await client.query<Dropped>(
    `
    select drop, make from (
      select position(contype in 'fxup') as nth, format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
      from pg_constraint where conrelid = any ($1::regclass[]) and contype in ('x', 'f', 'u', 'p')
      union all
      select 0, format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
      from pg_index i where i.indrelid = any ($1::regclass[])
        and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('x', 'u', 'p'))) parts
    order by nth`,
    [tables],
  );
  for (const { drop } of rows) await client.query(drop);
  await client.query('alter table child_state set (fillfactor = 100)');
  return async (say) => {
    await client.query('alter table child_state set (fillfactor = 90)');
    await client.query(`set local maintenance_work_mem = '1GB'`);
    // What rests on a key comes after it.
    for (const [done, { make }] of rows.toReversed().entries()) {
      say(`Indexes and constraints: ${done + 1} of ${rows.length}`);
      await client.query(make);
    }
  };
}

/**
 * Empties these tables and writes what was in them again, so that what is loaded behind it in the same transaction can be written
 * frozen: vacuum would read and write all of it once more. For few rows; their indexes must be away.
 */
export async function rewriteTables(client: PoolClient): Promise<void> {
  const aside = (table: string) => `aside_${table}`;
  for (const table of tables)
    await client.query(`create temp table ${aside(table)} on commit drop as table ${table}`);
  await client.query(`truncate ${tables.join(', ')}`);
  for (const table of tables) await client.query(`insert into ${table} table ${aside(table)}`);
}
