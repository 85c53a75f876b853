import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { type House, openHouse } from './house.ts';

type Found = { readonly clientId: string; readonly childId: string; readonly name: string };

let house: House;
let found: Found;
before(async () => {
  house = await openHouse({ size: 130 });
  const { rows } = await house.admin.query<Found>(
    `select c.person_id as "clientId", k.child_id as "childId", x.state #>> '{identity,mother,name}' as name
     from client c join client_child k using (person_id) join child_state x on x.person_id = k.child_id join child h on h.person_id = k.child_id
     join access a on a.person_id = k.child_id and a.team_id = 'luton-fnp'
     where c.team_id = 'luton-fnp' and c.status = 'enrolled' and not c.sealed and not h.sealed and x.state #>> '{identity,mother,name}' <> ''
     order by c.person_id limit 1`,
  );
  found = rows[0] ?? assert.fail('the demonstration has no child of a client of Luton');
  await house.admin.query(
    `insert into access (person_id, team_id, relation) values ($1, 'luton-hv', 'holder') on conflict do nothing`,
    [found.childId],
  );
});
after(() => house.close());

const childPageOf = async (practitionerId: string) => {
  const { status, text } = await (await house.visitor(practitionerId)).get(pagePaths.child(found.childId));
  assert.equal(status, 200);
  return text;
};
const link = () => `<a href="${pagePaths.client(found.clientId)}">${found.name}</a>`;

test('the name of the mother leads to her own record, for whoever may open that', async () => {
  assert.ok((await childPageOf('shanice-brown')).includes(link()));
  const others = await childPageOf('amara-osei');
  assert.ok(others.includes(found.name), 'a team that has the child alone reads her name');
  assert.ok(!others.includes(found.clientId), 'and nothing of her record');
});

test('no link leads to a page that the role may not open, whatever its team reads', async () => {
  await house.admin.query(
    `insert into access (person_id, team_id, relation) values ($1, 'luton-hv', 'holder')`,
    [found.clientId],
  );
  assert.ok(!(await childPageOf('amara-osei')).includes(found.clientId));
  assert.ok((await childPageOf('grace-adeyemi')).includes(link()), 'her lead may');
});

test('no link leads to a record that is sealed', async () => {
  await house.admin.query('update client set sealed = true where person_id = $1', [found.clientId]);
  const text = await childPageOf('shanice-brown');
  assert.ok(text.includes(found.name));
  assert.ok(!text.includes(found.clientId));
});
