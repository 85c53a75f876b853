import type pg from 'pg';

const beside = 'handhold_comparison';

/**
 * What in the database is not as these migration texts make it, in words; empty when all is. They are applied anew in a schema
 * of their own beside it, in a transaction that is rolled back. What an administrator has added, as an index, is no
 * difference; a column or a constraint more in a table of ours is one.
 */
export async function unlikeWhatTheyMake(
  client: pg.Client,
  texts: readonly string[],
): Promise<readonly string[]> {
  await client.query('begin');
  try {
    const { rows } = await client.query<{ schema: string }>('select current_schema() as schema');
    const found = await thingsIn(client, rows[0]?.schema ?? 'public');
    await client.query(`create schema ${beside}`);
    // The functions name the schema that they read in their own setting, where the tables may be the ones of before.
    await client.query(`set local check_function_bodies = off; set local search_path = ${beside}, public`);
    for (const text of texts) await client.query(text);
    return differences(await thingsIn(client, beside), found);
  } finally {
    await client.query('rollback');
  }
}

type Things = ReadonlyMap<string, string>;

/** Every column, constraint, index, policy, function and right in a schema, by its name, as text without the schema's name. */
async function thingsIn(client: pg.Client, schema: string): Promise<Things> {
  await client.query(`select set_config('search_path', $1, true)`, [`${schema}, public`]);
  const { rows } = await client.query<{ thing: string; says: string }>(thingsText, [schema]);
  return new Map(rows.map(({ thing, says }) => [thing, says.replaceAll(`${schema}.`, '')]));
}

const thingsText = `
  with tables as (
    select c.oid, c.relname as name, c.relacl, c.relrowsecurity from pg_class c
    where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'c') and c.relname not like 'schema_migration%'
  )
  select 'table ' || name as thing, concat_ws(' ', relrowsecurity, (select array_agg(a::text order by a::text) from unnest(relacl) a)) as says from tables
  union all
  select 'column ' || t.name || '.' || a.attname,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
  union all
  select 'constraint ' || t.name || '.' || k.conname, pg_get_constraintdef(k.oid) from tables t join pg_constraint k on k.conrelid = t.oid
  union all
  select 'index ' || i.relname, pg_get_indexdef(i.oid)
  from tables t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
  union all
  select 'policy ' || t.name || '.' || p.polname,
    concat_ws(' ', p.polcmd, pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
  from tables t join pg_policy p on p.polrelid = t.oid
  union all
  select 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
    concat_ws(' ', pg_get_function_result(p.oid), p.prosecdef, p.provolatile, p.proconfig, p.prosrc)
  from pg_proc p where p.pronamespace = $1::regnamespace
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`;

function differences(wanted: Things, found: Things): readonly string[] {
  const unlike = [...wanted].filter(([thing, says]) => found.get(thing) !== says).map(([thing]) => thing);
  const more = [...found.keys()].filter((thing) => !wanted.has(thing) && isOfOurTable(thing, wanted));
  return [...unlike, ...more];
}

function isOfOurTable(thing: string, wanted: Things): boolean {
  const table = /^(?:column|constraint) ([^.]+)\./.exec(thing)?.[1];
  return table !== undefined && wanted.has(`table ${table}`);
}
