import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { noon, nursery } from './children.fixture.ts';
import { askAsWorker } from './items-worked.ts';
import { askAsParty, asParty } from './party.ts';
import { createPools, type Pools } from './pool.ts';
import { mustBeInvented } from './real-families.ts';
import { sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('schema', () => {
  let database: TestDatabase;
  let pools: Pools;
  let personId: string;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    const nurse = await nursery(pools.admin);
    ({ personId } = await nurse.offered());
    await sweep(pools.admin, { now: '2027-03-01T12:00:00.000Z', sweeper: 'test' });
    await pools.admin.query(
      `insert into read_record (person_id, practitioner_id, team_id, role, page, why) values ($1, 'x', 'x', 'x', 'x', 'x')`,
      [personId],
    );
    await pools.admin.query(`insert into draft values ($1, 'x', 'x', '{}', 1, $2)`, [personId, noon]);
    await pools.admin.query(
      `insert into quarantine (item_key, received_at, source, file_name, message_id, reason, says, content, team_id)
       select key, now(), 'nems', 'x', 'message-1', 'needs-confirmation', 'x', 'A family', team
       from unnest(array['ours', 'nobodys', 'outside'], array['luton-hv', null, 'no-team-of-ours']) as x (key, team)`,
    );
    await pools.admin.query(
      `insert into inbox_message (message_id, source, event, subject_number, received_at, outcome, says) values ('message-1', 'nems', 'death', '9990011044', now(), 'quarantined', 'x')`,
    );
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  async function list(text: string): Promise<readonly string[]> {
    const { rows } = await pools.admin.query<{ name: string }>(text);
    return rows.map(({ name }) => name);
  }

  const tables = `pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' and c.relkind in ('r', 'p')`;
  /** Tables that hold a person's data: those with a person_id that must be there. */
  const personTables = `${tables} join pg_attribute a on a.attrelid = c.oid and a.attname = 'person_id' and a.attnotnull`;

  test('every table says what it is for, and every column also how sensitive it is', async () => {
    assert.deepEqual(
      await list(`select c.relname as name from ${tables} where obj_description(c.oid, 'pg_class') is null`),
      [],
    );
    const columns = await list(
      `select c.relname || '.' || a.attname as name from ${tables} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where coalesce(col_description(c.oid, a.attnum), '') !~ '^\\S.* \\[sensitivity: (none|staff|contact|identity|clinical|secret)\\]$'`,
    );
    assert.deepEqual(columns, []);
  });

  test('a child’s tables can be distributed by person: person_id first in every unique key and in every foreign key', async () => {
    assert.ok((await list(`select c.relname as name from ${personTables}`)).length >= 9);
    const keys = await list(
      `select i.indexrelid::regclass::text as name from ${personTables} join pg_index i on i.indrelid = c.oid and i.indisunique where i.indkey[0] <> a.attnum`,
    );
    assert.deepEqual(keys, []);
    const without = await list(
      `select c.relname as name from ${personTables} where not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
    );
    assert.deepEqual(without, []);
    const foreign = await list(
      `select k.conname as name from ${personTables} join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and k.conkey[1] <> a.attnum`,
    );
    assert.deepEqual(foreign, []);
  });

  test('no trigger stands on a table, and no upsert writes what differs from call to call', async () => {
    assert.deepEqual(await list(`select t.tgname as name from pg_trigger t where not t.tgisinternal`), []);
    const bodies =
      await list(`select p.proname || ': ' || p.prosrc as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
      where p.prosrc ilike '%on conflict%'`);
    assert.ok(bodies.length > 0);
    for (const body of bodies) {
      for (const [, clause = ''] of body.matchAll(/on conflict([^;]*);/gi))
        assert.doesNotMatch(clause, /now\(|random|clock_timestamp|uuidv7|gen_random|nextval/i);
    }
  });

  test('what belongs to the people of a team is read and written by that team alone', async () => {
    const writes = {
      working_time: `insert into working_time values ('shanice-brown', '2026-01-01', 0.5, 'x', 'x', now())`,
      supervision: `insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at) values ('luton-fnp', 'shanice-brown', '2026-01-01', 'x', 'x', now())`,
      calendar_link: `insert into calendar_link values ('shanice-brown', 'x', now())`,
    };
    for (const [table, text] of Object.entries(writes)) {
      const write = (teamId: string) => asParty(pools.app, teamId, (ask) => ask(`write-${table}`, text, []));
      await assert.rejects(write('ealing-fnp'), denied, table);
      await write('luton-fnp');
      assert.equal(await seenBy('luton-fnp', table), 1, table);
      assert.equal(await seenBy('ealing-fnp', table), 0, table);
    }
  });

  const denied = { code: '42501' };

  test('the application may not change or remove a fact or a recorded look, nor add a fact past the one door', async () => {
    for (const table of [
      'fact',
      'read_record',
      'child',
      'child_state',
      'accountable_period',
      'deadline',
      'access',
    ]) {
      await assert.rejects(pools.app.query(`update ${table} set person_id = person_id`), denied, table);
      await assert.rejects(pools.app.query(`delete from ${table}`), denied, table);
      await assert.rejects(pools.app.query(`truncate ${table}`), denied, table);
      if (table !== 'read_record')
        await assert.rejects(pools.app.query(`insert into ${table} default values`), denied, table);
    }
    await assert.rejects(pools.app.query('alter table fact disable row level security'), denied);
    await assert.rejects(pools.app.query('drop table fact'), denied);
  });

  test('no function is for everybody with a login, and one with its owner’s rights finds nothing but the house’s own tables', async () => {
    const ours = `pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'`;
    assert.ok((await list(`select p.proname as name from ${ours} where p.prosecdef`)).length > 20);
    assert.deepEqual(
      await list(
        `select p.proname as name from ${ours} where p.prosecdef and not coalesce(p.proconfig, '{}') @> '{"search_path=public, pg_temp"}'`,
      ),
      [],
    );
    assert.deepEqual(
      await list(
        `select p.proname as name from ${ours} where has_function_privilege('public', p.oid, 'execute') and p.prosecdef`,
      ),
      [],
    );
  });

  test('the demonstration’s sign-in is for invented families: a number that is given to people is seen', async () => {
    await mustBeInvented(pools.admin);
    const mother = (number: string | null) =>
      pools.admin.query('update child set mother_number = $2 where person_id = $1', [personId, number]);
    const { rows } = await pools.admin.query<{ number: string | null }>(
      'select mother_number as number from child where person_id = $1',
      [personId],
    );
    await mother('4010232137');
    await assert.rejects(mustBeInvented(pools.admin), /NHS numbers of real people/);
    await mother(rows[0]?.number ?? null);
  });

  test('the application’s role owns nothing and bypasses nothing', async () => {
    const { rows } = await pools.app.query(
      'select current_user as me, rolsuper as super, rolbypassrls as bypass from pg_roles where rolname = current_user',
    );
    assert.deepEqual(rows, [{ me: 'handhold_app', super: false, bypass: false }]);
    assert.deepEqual(
      await list(`select c.relname as name from pg_class c where c.relowner = 'handhold_app'::regrole`),
      [],
    );
  });

  const guarded = [
    'child',
    'child_state',
    'fact',
    'accountable_period',
    'handover',
    'deadline',
    'escalation',
    'read_record',
    'access',
    'draft',
    'quarantine',
  ];

  function seenBy(teamId: string, table: string): Promise<number> {
    return asParty(
      pools.app,
      teamId,
      async (ask) =>
        (await ask<{ n: number }>(`see-${table}`, `select count(*)::int as n from ${table}`, []))[0]?.n ?? -1,
    );
  }

  test('a team without an access row sees nothing of the child in any table; a party sees all of it', async () => {
    for (const table of guarded) {
      assert.equal(await seenBy('hf-hv', table), 0, `hf-hv sees ${table}`);
      assert.equal(await seenBy('', table), 0, `nobody sees ${table}`);
      assert.ok((await seenBy('luton-hv', table)) > 0, `luton-hv sees no ${table}`);
    }
    assert.equal(await seenBy('hf-hv', 'notice'), 0);
    assert.equal(await seenBy('luton-commissioner', 'child'), 0);
    assert.equal(await seenBy('luton-named-nurse', 'child'), 1, 'the ladder brought the named nurse in');
  });

  test('an item of quarantine is seen by its team, one of no team by whoever works those, and by no question that forgets to say who asks', async () => {
    const seen = async (actor: { teamId: string; role: 'lead' | 'health-visitor' }) => {
      const text =
        'select item_key as key, message_event(message_id) as event from quarantine order by item_key';
      return (await askAsWorker(pools.app, actor, 'see-items', text, [])).map(({ key }) => key);
    };
    assert.deepEqual(await seen({ teamId: 'luton-hv', role: 'health-visitor' }), ['ours']);
    assert.deepEqual(await seen({ teamId: 'luton-hv', role: 'lead' }), ['nobodys', 'ours', 'outside']);
    assert.deepEqual(await seen({ teamId: 'ealing-hv', role: 'lead' }), ['nobodys', 'outside']);
    assert.deepEqual(await seen({ teamId: 'ealing-hv', role: 'health-visitor' }), []);
    const settle = `update quarantine set settled_by = 'x' where item_key = 'ours' returning item_key`;
    const settledBy = (teamId: string) => asParty(pools.app, teamId, (ask) => ask('settle-ours', settle, []));
    assert.deepEqual(await settledBy('ealing-hv'), []);
    assert.equal((await settledBy('luton-hv')).length, 1);
    assert.equal(
      (await pools.app.query('select from quarantine')).rowCount,
      0,
      'the next question is nobody’s',
    );
    await assert.rejects(pools.app.query('select from inbox_message'), denied);
  });

  test('no table that holds who somebody is or how somebody is, a later one included, is without row security or shows every row', async () => {
    const about = `${tables} where exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
      and col_description(c.oid, a.attnum) ~ '\\[sensitivity: (identity|clinical)\\]$')`;
    assert.ok((await list(`select c.relname as name from ${about}`)).length > 20);
    assert.deepEqual(await list(`select c.relname as name from ${about} and not c.relrowsecurity`), []);
    const toAll = `select c.relname as name from ${about} and exists (select from pg_policy p where p.polrelid = c.oid
      and p.polcmd in ('r', '*') and pg_get_expr(p.polqual, p.polrelid) !~ 'handhold\\.|access')`;
    assert.deepEqual(await list(toAll), []);
  });

  test('asked in one round trip a party sees what it sees otherwise; a question that fails leaves nothing behind', async () => {
    const counted = async (teamId: string) =>
      (
        await askAsParty<{ n: number }>(
          pools.app,
          teamId,
          'ask-child',
          'select count(*)::int as n from child',
          [],
        )
      )[0]?.n;
    assert.equal(await counted('hf-hv'), 0);
    const seen = await counted('luton-hv');
    assert.ok(seen && seen > 0);
    const looked = `insert into read_record (person_id, practitioner_id, team_id, role, page, why)
      select person_id, 'x', 'luton-hv', 'lead', 'none', 'none' from child returning 1 / 0`;
    await assert.rejects(askAsParty(pools.app, 'luton-hv', 'failing-look', looked, []), /division by zero/);
    assert.deepEqual(await list("select page as name from read_record where page = 'none'"), []);
    assert.equal(await counted('luton-hv'), seen, 'the connection serves the next question');
  });

  test('without a party set nothing is seen at all, and row security stands on every guarded table', async () => {
    const client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    for (const table of guarded)
      assert.equal((await client.query(`select from ${table}`)).rowCount, 0, table);
    await client.end();
    const open = await list(`select c.relname as name from ${personTables} where not c.relrowsecurity`);
    assert.deepEqual(open, []);
  });
});
