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

type Look = { readonly who: string; readonly team: string; readonly role: string; readonly why: string };

async function looks(personId: string): Promise<readonly Look[]> {
  const { rows } = await house.admin.query<Look>(
    `select practitioner_id as who, team_id as team, role, why from read_record where person_id = $1 and page = 'search' order by read_at`,
    [personId],
  );
  return rows;
}

test('whoever is found by a search is looked at, once, with who, as what and how; whoever is not, is not (P10)', async () => {
  const found = await offered(house, { familyName: 'Tansy' });
  const other = await offered(house, { familyName: 'Comfrey' });
  const visitor = await house.visitor('amara-osei');
  assert.deepEqual(await looks(found.personId), []);

  const { text } = await visitor.get(`${pagePaths.search}?q=tansy`);
  assert.match(text, /Robin Tansy/);
  const look = { who: 'amara-osei', team: 'luton-hv', role: 'health-visitor' };
  assert.deepEqual(await looks(found.personId), [{ ...look, why: 'Found by name' }]);
  assert.deepEqual(await looks(other.personId), []);

  await visitor.get(`${pagePaths.search}?born-day=3&born-month=2&born-year=2024`);
  assert.deepEqual(
    (await looks(found.personId)).map(({ why }) => why),
    ['Found by name', 'Found by date of birth'],
  );
  assert.equal((await looks(other.personId)).length, 1);
  await visitor.get(`${pagePaths.search}?q=nobody-of-that-name`);
  await visitor.get(pagePaths.search);
  assert.equal((await looks(found.personId)).length, 2);
  const { rows } = await house.admin.query(
    `select from read_record where why ilike '%tansy%' or page ilike '%tansy%'`,
  );
  assert.equal(rows.length, 0, 'what was typed is kept nowhere');
});

test('who may not read a child finds nobody, and leaves no look at it', async () => {
  const away = await offered(house, { familyName: 'Valerian' });
  const visitor = await house.visitor('fiona-drake');
  const { text } = await visitor.get(`${pagePaths.search}?q=valerian`);
  assert.match(text, /No child that your team may see fits/);
  assert.deepEqual(await looks(away.personId), []);
});

test('a day is typed in three boxes, in the search and in who was accountable, and one that is none is said so', async () => {
  const { personId } = await offered(house, { familyName: 'Burnet' });
  const visitor = await house.visitor('amara-osei');
  const wrong = await visitor.get(`${pagePaths.search}?born-day=31&born-month=2&born-year=2024`);
  assert.match(wrong.text, /Date of birth must be a real date/);
  assert.match(wrong.text, /<title>Error: /);
  assert.doesNotMatch(wrong.text, /type="date"/);

  const held = await visitor.get(`${pagePaths.whoHeld(personId)}?on-day=1&on-month=1&on-year=2020`);
  assert.match(held.text, /The child was not in the care of the network on that day/);
  assert.match(held.text, /name="on-year"[^>]*value="2020"/);
  const today = await visitor.get(pagePaths.whoHeld(personId));
  assert.match(today.text, /Samira Haddad \(Ealing health visiting\)/);
  const half = await visitor.get(`${pagePaths.whoHeld(personId)}?on-day=1&on-month=&on-year=2020`);
  assert.match(half.text, /The day must include a month/);
  assert.doesNotMatch(half.text, /type="date"/);
});
