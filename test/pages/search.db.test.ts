import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, tokenOf, Visitor } from '../../src/web/server.fixture.ts';
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

  const { text } = await visitor.search({ q: 'tansy' });
  assert.match(text, /Robin Tansy/);
  assert.match(text, /Held by [^<]+/);
  assert.doesNotMatch(text, /no handover/, 'an offer is on its way');
  const look = { who: 'amara-osei', team: 'luton-hv', role: 'health-visitor' };
  assert.deepEqual(await looks(found.personId), [{ ...look, why: 'Found by name' }]);
  assert.deepEqual(await looks(other.personId), []);

  await visitor.search({ 'born-day': '3', 'born-month': '2', 'born-year': '2024' });
  assert.deepEqual(
    (await looks(found.personId)).map(({ why }) => why),
    ['Found by name', 'Found by date of birth'],
  );
  assert.equal((await looks(other.personId)).length, 1);
  await visitor.search({ q: 'nobody-of-that-name' });
  await visitor.get(pagePaths.search);
  assert.equal((await looks(found.personId)).length, 2);
  const { rows } = await house.admin.query(
    `select from read_record where why ilike '%tansy%' or page ilike '%tansy%'`,
  );
  assert.equal(rows.length, 0, 'what was typed is kept nowhere');
});

test('what is typed to find a child stands in no address: histories and logs of proxies keep those', async () => {
  await offered(house, { familyName: 'Betony' });
  const visitor = await house.visitor('amara-osei');
  const blank = await visitor.get(pagePaths.search);
  assert.match(blank.text, /<form action="\/search" method="post"/);
  const asked = await visitor.post(pagePaths.search, { _csrf: tokenOf(blank.text), q: ' betony ' });
  assert.match(asked.text, /Robin Betony/);
  assert.match(asked.text, /value="betony"/);
  const { pathname, search } = new URL(asked.url);
  assert.match(search, /^\?asked=[\w-]+$/);
  assert.doesNotMatch(Buffer.from(search.slice(7), 'base64url').toString('latin1'), /betony/i);
  assert.match((await visitor.get(`${pathname}${search}`)).text, /Robin Betony/, 'one comes back to it');
  const another = await house.visitor('hannah-whitlock');
  const shut = await another.get(`${pathname}${search}`);
  assert.doesNotMatch(shut.text, /betony/i, 'it opens for no one else');
  assert.equal(shut.status, 422);
  assert.match(shut.text, /Enter it again/);
  const none = await visitor.post(pagePaths.search, { _csrf: tokenOf(blank.text), q: ' ' });
  assert.equal(none.url, `${house.baseUrl}${pagePaths.search}`);
  assert.equal(none.status, 422);
  assert.match(none.text, /Enter a name, an NHS number, a postcode or a date of birth/);
});

test('an address that tells what is searched, as one that was kept from before, is answered by the empty form and led on without it', async () => {
  const { personId } = await offered(house, { familyName: 'Bistort' });
  const openly = `${pagePaths.search}?q=bistort&born-year=2024`;
  const stranger = new Visitor(house.baseUrl);
  await stranger.get(openly);
  assert.ok(stranger.trail.length > 1);
  assert.deepEqual(
    stranger.trail.filter((address) => /bistort/i.test(address)),
    [],
  );
  const { rows } = await house.admin.query(`select from session where data::text ilike '%bistort%'`);
  assert.equal(rows.length, 0, 'nor in the session that waits for the sign-in');
  const visitor = await house.visitor('amara-osei');
  for (const address of [openly, `${pagePaths.search}?born-day=3&born-month=2&born-year=2024`]) {
    const answer = await visitor.get(address);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /Enter it again/);
    assert.doesNotMatch(answer.text, /bistort/i);
    assert.doesNotMatch(answer.url, /bistort|born/i);
  }
  assert.deepEqual(await looks(personId), []);
});

test('a child is found by its NHS number and by the postcode of its family, however they are typed', async () => {
  const number = '9990011028';
  const address = { lines: ['3 Yew Walk'], postcode: 'LU2 7ZZ', areaCode: 'E06000032', temporary: false };
  const { personId } = await offered(house, {
    familyName: 'Yarrow',
    address: { ...address, sealed: false, from: '2026-01-05' },
  });
  const neighbour = await offered(house, { familyName: 'Teasel' });
  const numbered = await house.give(personId, 'samira-haddad', {
    type: 'record-identity',
    identity: {
      givenName: 'Robin',
      familyName: 'Yarrow',
      bornOn: '2024-02-03',
      expectedOn: null,
      nhsNumber: number,
      familyId: null,
      mother: null,
    },
    why: 'The red book has it',
  });
  assert.equal(numbered.kind, 'done');
  const visitor = await house.visitor('amara-osei');
  for (const typed of [number, '999 001 1028', 'LU2 7ZZ', 'lu27zz']) {
    const { text } = await visitor.search({ q: typed });
    assert.match(text, /Robin Yarrow/, typed);
    assert.doesNotMatch(text, /Teasel/, typed);
  }
  for (const typed of ['999 001 1036', 'LU2 7ZY']) {
    const { text } = await visitor.search({ q: typed });
    assert.doesNotMatch(text, /Robin Yarrow/, typed);
  }
  assert.deepEqual(
    (await looks(personId)).map(({ why }) => why),
    ['Found by NHS number', 'Found by NHS number', 'Found by postcode', 'Found by postcode'],
  );
  assert.deepEqual(await looks(neighbour.personId), []);
});

test('who may not read a child finds nobody, and leaves no look at it', async () => {
  const away = await offered(house, { familyName: 'Valerian' });
  const visitor = await house.visitor('fiona-drake');
  const { text } = await visitor.search({ q: 'valerian' });
  assert.match(text, /No child that your team may see fits/);
  assert.deepEqual(await looks(away.personId), []);
});

test('of a child whose address is sealed nobody is told by its number which team answers, and that team hears who asked (P11)', async () => {
  const number = '9990011044';
  const address = { lines: ['9 Rowan Court'], postcode: 'W5 1AB', areaCode: 'E09000009', temporary: false };
  const { personId } = await offered(house, {
    familyName: 'Sorrel',
    address: { ...address, sealed: true, from: '2026-01-05' },
  });
  const identity = { givenName: 'Robin', familyName: 'Sorrel', bornOn: '2024-02-03', expectedOn: null };
  const numbered = await house.give(personId, 'samira-haddad', {
    type: 'record-identity',
    identity: { ...identity, nhsNumber: number, familyId: null, mother: null },
    why: 'The red book has it',
  });
  assert.equal(numbered.kind, 'done');
  const visitor = await house.visitor('owen-pryce');
  for (const _ of ['once', 'twice']) {
    const { text } = await visitor.search({ q: number });
    assert.match(text, /A team answers for this child.*sealed.*named nurse of your organisation/s);
    assert.doesNotMatch(text, /Ealing|020 7946|Sorrel/);
  }
  const form = await visitor.get(pagePaths.takeOn);
  const { text } = await visitor.post(pagePaths.takeOn, {
    _csrf: tokenOf(form.text),
    given: 'Robin',
    family: 'Sorrel',
    'born-day': '3',
    'born-month': '2',
    'born-year': '2024',
    nhs: number,
    reason: 'registration',
    line: '1 Elm Road',
    postcode: 'W6 0AA',
    'from-day': '1',
    'from-month': '2',
    'from-year': '2026',
    temporary: 'no',
    sealed: 'no',
  });
  assert.match(text, /A team answers for this child.*Two teams must not hold one child/s);
  assert.doesNotMatch(text, /Ealing health visiting/);
  const { rows } = await house.admin.query(
    `select team_id, for_lead from notice where person_id = $1 and code = 'asked-by-number'`,
    [personId],
  );
  assert.deepEqual(rows, [{ team_id: 'ealing-hv', for_lead: true }], 'told once until it is read');
  const looked = await house.admin.query(
    `select count(*)::int as n from read_record where person_id = $1 and practitioner_id = 'owen-pryce'`,
    [personId],
  );
  assert.deepEqual(looked.rows, [{ n: 3 }], 'each question is a look');
});

test('a day is typed in three boxes, in the search and in who was accountable, and one that is none is said so', async () => {
  const { personId } = await offered(house, { familyName: 'Burnet' });
  const visitor = await house.visitor('amara-osei');
  const wrong = await visitor.search({ 'born-day': '31', 'born-month': '2', 'born-year': '2024' });
  assert.match(wrong.text, /The date of birth must be a real date/);
  assert.match(wrong.text, /<title>Error: /);
  assert.doesNotMatch(wrong.text, /type="date"/);

  const held = await visitor.get(`${pagePaths.whoHeld(personId)}?on-day=1&on-month=1&on-year=2020`);
  assert.match(held.text, /the child was not in the care of the network/);
  assert.match(held.text, /name="on-year"[^>]*value="2020"/);
  const today = await visitor.get(pagePaths.whoHeld(personId));
  assert.match(today.text, /Samira Haddad \(Ealing health visiting\)/);
  const half = await visitor.get(`${pagePaths.whoHeld(personId)}?on-day=1&on-month=&on-year=2020`);
  assert.match(half.text, /The day must include a month/);
  assert.doesNotMatch(half.text, /type="date"/);
});

test('a child taken on twice by one form is one, and the second click is answered as the first was, not by its own number', async () => {
  const visitor = await house.visitor('amara-osei');
  const answers = {
    ...carriedOn((await visitor.get(pagePaths.takeOn)).text),
    given: 'Robin',
    family: 'Speedwell',
    'born-day': '3',
    'born-month': '2',
    'born-year': '2024',
    nhs: nthTestNumber(6841) ?? '',
    reason: 'registration',
    line: '1 Elm Road',
    postcode: 'LU1 2AB',
    'from-day': '1',
    'from-month': '2',
    'from-year': '2026',
    temporary: 'no',
    sealed: 'no',
  };
  const first = await visitor.post(pagePaths.takeOn, answers);
  assert.match(first.url, /\/child\/[0-9a-f-]{36}$/, first.text.replace(/<[^>]+>/g, ' ').slice(0, 1200));
  assert.equal((await visitor.post(pagePaths.takeOn, answers)).url, first.url);
  const other = await visitor.post(pagePaths.takeOn, { ...answers, _command: randomUUID() });
  assert.match(other.text, /Your team holds a child with this number already. Open its page/);
  assert.ok(other.text.includes(`href="${new URL(first.url).pathname}"`), 'and leads there');
});
