import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

/** Walks a list by its link to further lines, and answers all that each page matched. */
async function walked(who: string, start: string, each: RegExp): Promise<readonly string[]> {
  const visitor = await house.visitor(who);
  const found: string[] = [];
  for (let address: string | undefined = start; address !== undefined; ) {
    const { status, text } = await visitor.get(address);
    assert.equal(status, 200, address);
    found.push(...[...text.matchAll(each)].map(([, what = '']) => what));
    address = /<a href="([^"]+)">Further lines/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  return found;
}

test('every item of a long quarantine can be reached and opened, open and settled', async () => {
  for (const settled of [false, true]) {
    await house.admin.query(
      `insert into quarantine (item_key, received_at, source, file_name, reason, says, content, settled_at, settled_by, settlement, note)
       select 'long ' || $1::text || n, $2::timestamptz - n * interval '1 minute', 'nems', 'invented.xml', 'malformed', 'Not to be read', '<Bundle/>',
         case when $1::boolean then $2::timestamptz end, case when $1::boolean then 'grace-adeyemi' end, case when $1::boolean then 'not-ours' end, case when $1::boolean then 'Rang the sender' end
       from generate_series(1, 230) n`,
      [settled, house.time.now],
    );
    const start = settled ? `${pagePaths.quarantine}?settled=yes` : pagePaths.quarantine;
    const ids = await walked('grace-adeyemi', start, /href="\/quarantine\/([0-9a-f-]{36})"/g);
    assert.equal(new Set(ids).size, ids.length, 'none twice');
    assert.equal(ids.length, 230);
    const last = await (await house.visitor('grace-adeyemi')).get(pagePaths.quarantineItem(ids.at(-1) ?? ''));
    assert.match(last.text, /Not to be read/);
  }
  assert.equal(
    (await (await house.visitor('grace-adeyemi')).get(pagePaths.quarantineItem('no-such'))).status,
    404,
  );
});

test('every child of a long ladder is there, each with all its steps on one page', async () => {
  await house.admin.query(
    `with person as materialized (select gen_random_uuid() as person_id, $1::timestamptz - n * interval '1 hour' as due from generate_series(1, 120) n),
      seen as (insert into access (person_id, team_id, relation) select person_id, 'luton-hv', 'receiving' from person),
      owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
        select person_id, 'acknowledge', 'acknowledge', 'luton-hv', due, due, array[due, due, due, due, due], 3, '5', 'routine', 'test' from person)
     insert into escalation (person_id, key, from_at, kind, step, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
       select person_id, 'acknowledge', due, 'acknowledge', step, 'luton-hv', due, due, $1, false, '[]', gen_random_uuid()
       from person, generate_series(0, 2) step`,
    [house.time.now],
  );
  const children = await walked('amara-osei', pagePaths.raised, /Reference ([0-9a-f]{8})/g);
  const { text } = await (await house.visitor('amara-osei')).get(`${pagePaths.raised}?from=20`);
  assert.match(
    text,
    new RegExp(`21 to 40 of ${children.length} children and clients`),
    'no page looks like the whole',
  );
  assert.equal(new Set(children).size, children.length, 'no child on two pages');
  assert.ok(children.length >= 120, `${children.length} children`);
});

test('the oldest of many notices is reached, new and read', async () => {
  for (const seen of [false, true]) {
    await house.admin.query(
      `insert into notice (team_id, for_lead, person_id, code, created_at, seen_at)
       select 'ealing-hv', false, gen_random_uuid(), 'overdue/0/seen', $2::timestamptz - n * interval '1 minute', case when $1::boolean then $2::timestamptz end
       from generate_series(1, 450) n`,
      [seen, house.time.now],
    );
    const { rows } = await house.admin.query<{ reference: string }>(
      `select left(person_id::text, 8) as reference from notice where team_id = 'ealing-hv' and seen_at is ${seen ? 'not ' : ''}null
       and code = 'overdue/0/seen' order by created_at limit 1`,
    );
    const start = seen ? `${pagePaths.notices}?read=yes` : pagePaths.notices;
    const told = await walked('samira-haddad', start, /Reference ([0-9a-f]{8})/g);
    assert.ok(told.includes(rows[0]?.reference ?? ''), 'the oldest');
    assert.ok(new Set(told).size >= 450, `${new Set(told).size} children`);
  }
});

test('the whole directory can be walked', async () => {
  const teams = await walked('grace-adeyemi', pagePaths.directory, /href="\/directory\/([^"?]+)"/g);
  const inNetwork = [...house.deps.directory().teams.values()].filter((team) => team.kind !== 'outside');
  assert.deepEqual(new Set(teams), new Set(inNetwork.map((team) => team.id)));
});

test('the printable list holds every child: of a full caseload by name, and of whoever arrives', async () => {
  const now = house.time.now;
  const { personId, handoverId } = await offered(house, { familyName: 'Model' });
  const copies = async (prefix: string, count: number, holder: string | null) => {
    const { rows } = await house.admin.query<{ id: string }>(
      `with copy as materialized (select gen_random_uuid() as id, n from generate_series(1, $2::int) n),
        born as (insert into child select (jsonb_populate_record(c, jsonb_build_object('person_id', id, 'family_id', null, 'nhs_number', null,
            'given_name', 'Copy', 'family_name', $1::text || lpad(((n * 7919) % $2)::text, 5, '0'), 'holder_team', coalesce($4, c.holder_team),
            'holder_practitioner', null))).* from copy join child c on c.person_id = $3),
        kept as (insert into child_state select (jsonb_populate_record(s, jsonb_build_object('person_id', id))).*
          from copy join child_state s on s.person_id = $3),
        arrive as (insert into handover select (jsonb_populate_record(h, jsonb_build_object('person_id', id, 'handover_id', gen_random_uuid()))).*
          from copy join handover h on h.person_id = $3 and h.handover_id = $5 and $4::text is null),
        seen as (insert into access (person_id, team_id, relation) select id, 'luton-hv', 'receiving' from copy)
       select id from copy`,
      [prefix, count, personId, holder, handoverId],
    );
    return rows.map(({ id }) => id);
  };
  const held = await copies('Held', 2_500, 'luton-hv');
  const arriving = await copies('Arrives', 60, null);

  const { status, text } = await (await house.visitor('amara-osei')).get(pagePaths.printList);
  // What was done meanwhile is written on the same paper (scenario A52).
  assert.match(
    text,
    /To fill in by hand[\s\S]*True day and time[\s\S]*Verbal handover: both names[\s\S]*Risks played back/,
  );
  assert.equal(status, 200);
  for (const id of [...held, ...arriving]) assert.ok(text.includes(id), id);
  const names = [...text.matchAll(/>Copy (Held\d+)</g)].map(([, name]) => name);
  assert.equal(names.length, held.length);
  assert.deepEqual(names, names.toSorted(), 'by name');
  const [, said] = /Held here \((\d+)\)/.exec(text) ?? [];
  assert.ok(Number(said) >= held.length, 'and how many they are');
  const reviews = [...text.matchAll(/>Copy (Arrives\d+)</g)].map(([, name]) => name);
  assert.equal(new Set(reviews).size, arriving.length);
  const { rows } = await house.admin.query<{ n: number }>(
    `select count(distinct person_id)::int as n from read_record where page = 'print' and read_at >= $1 and person_id = any ($2)`,
    [now, [...held, ...arriving]],
  );
  assert.equal(rows[0]?.n, held.length + arriving.length, 'each look is recorded');
});
