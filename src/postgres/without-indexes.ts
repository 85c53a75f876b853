import type { PoolClient } from 'pg';

type Dropped = { readonly drop: string; readonly make: string };

/**
 * Takes away what makes a large load slow: every index of the children's tables but the primary keys, and the constraints
 * that rest on one. Answers how to put all of it back, which then checks every row. Both belong in one transaction with
 * the load, so that nobody ever sees the tables without them. Other connections wait until it ends.
 */
export async function takeAwayIndexes(client: PoolClient): Promise<() => Promise<void>> {
  const { rows } = await client.query<Dropped>(
    `
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint where conrelid = any ($1::regclass[]) and contype in ('x', 'f', 'u')
    union all
    select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    from pg_index i where i.indrelid = any ($1::regclass[]) and not i.indisprimary
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('x', 'u'))`,
    [['child', 'fact', 'accountable_period', 'handover', 'access', 'deadline']],
  );
  for (const { drop } of rows) await client.query(drop);
  return async () => {
    await client.query(`set local maintenance_work_mem = '256MB'`);
    for (const { make } of rows) await client.query(make);
  };
}
