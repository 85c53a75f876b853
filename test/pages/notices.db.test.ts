import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf } from '../../src/web/server.fixture.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

const shown = (html: string) => /name="notices" value="([^"]*)"/.exec(html)?.[1] ?? '';

test('what came after the page was drawn is not marked as read with the rest', async () => {
  const desk = await house.visitor('amara-osei');
  await offered(house, { familyName: 'Early' });
  const drawn = (await desk.get(pagePaths.notices)).text;
  assert.match(drawn, /Early/);
  await offered(house, { familyName: 'Meanwhile' });

  await desk.post(pagePaths.notices, { _csrf: tokenOf(drawn), notices: shown(drawn) });

  const now = (await desk.get(pagePaths.notices)).text;
  assert.match(now, /Meanwhile/);
  assert.doesNotMatch(now, /Early/);
  assert.match((await desk.get(`${pagePaths.notices}?read=yes`)).text, /Early/);
});

test('a notice to another team is not marked, and what is no notice marks nothing', async () => {
  const { personId } = await offered(house, { familyName: 'Theirs' });
  const desk = await house.visitor('amara-osei');
  const drawn = (await desk.get(pagePaths.notices)).text;
  const other = await house.visitor('samira-haddad');
  const _csrf = tokenOf((await other.get(pagePaths.form(personId, 'record-sighting'))).text);
  for (const notices of [shown(drawn), 'everything', '']) {
    const { url } = await other.post(pagePaths.notices, { _csrf, notices });
    assert.equal(new URL(url).pathname, pagePaths.notices, 'it was let in');
  }
  assert.match((await desk.get(pagePaths.notices)).text, /Theirs/);
});
