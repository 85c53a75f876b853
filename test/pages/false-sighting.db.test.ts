import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf } from '../../src/web/server.fixture.ts';
import { drafted } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

test('whoever finds that a child was not seen takes it back on the child’s page, and the page says so from then on', async () => {
  const { personId } = await drafted(house, { familyName: 'Twinned' });
  const form = pagePaths.form(personId, 'correct-sighting');
  const samira = await house.visitor('samira-haddad');
  assert.ok(!(await samira.get(pagePaths.child(personId))).text.includes(form), 'nothing to take back yet');
  const seenOn = londonDate(house.time.now);
  await house.give(personId, 'samira-haddad', { type: 'record-sighting', seenOn, where: 'At home' });

  assert.ok((await samira.get(pagePaths.child(personId))).text.includes(form), 'the way to the form');
  const drawn = (await samira.get(form)).text;
  assert.doesNotMatch(drawn, /was the review held/, 'it was at no review');
  const [, sighting = ''] = /name="sighting"[^>]*value="([^"]+)"/.exec(drawn) ?? [];
  const answers = { _csrf: tokenOf(drawn), _version: /name="_version" value="(\d+)"/.exec(drawn)?.[1] ?? '' };
  assert.match((await samira.post(form, { ...answers, sighting })).text, /How do you know\?/, 'a reason');
  const { url } = await samira.post(form, { ...answers, sighting, reason: 'That was Ash, her twin' });

  assert.match(new URL(url).pathname, /\/done\//);
  const { rows } = await house.admin.query('select last_seen_on from child where person_id = $1', [personId]);
  assert.deepEqual(rows, [{ last_seen_on: null }]);
  const { text } = await samira.get(pagePaths.child(personId));
  assert.match(text, /It was false that the child was seen on/);
  assert.match(text, /That was Ash, her twin/);
  const noticed = (await (await house.visitor('deborah-quill')).get(pagePaths.notices)).text;
  assert.match(noticed, /Twinned/);
  assert.match(noticed, /It was false that a child was seen/);
});
