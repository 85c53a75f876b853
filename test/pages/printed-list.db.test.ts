import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 60 });
});
after(() => house.close());

test('whoever prints the list leaves one look at each child that is on the paper, and at no other (P10)', async () => {
  let held = 0;
  for (const who of ['amara-osei', 'shanice-brown', 'samira-haddad', 'owen-pryce']) {
    const { text } = await (await house.visitor(who)).get(pagePaths.printList);
    const onPaper = new Set([...text.matchAll(/href="\/child\/([0-9a-f-]{36})/g)].map(([, id = '']) => id));
    held += Number(/Held here \((\d+)\)/.exec(text)?.[1]);
    const { rows } = await house.admin.query<{ personId: string }>(
      `select person_id as "personId" from read_record r join practitioner p on p.id = r.practitioner_id and p.team_id = r.team_id and p.role = r.role
       where p.id = $1 and r.page = 'print' and r.why <> ''`,
      [who],
    );
    assert.deepEqual(rows.map(({ personId }) => personId).sort(), [...onPaper].sort(), who);
  }
  assert.ok(held > 20, `${held} children are held by these teams`);
});
