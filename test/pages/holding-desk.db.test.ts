import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn } from '../../src/web/server.fixture.ts';
import { drafted } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

test('the lead of the holding desk finds what lies there on the desk’s page, and sends it on by the form', async () => {
  const { personId, handoverId } = await drafted(house, { familyName: 'Teasel' });
  const destination = {
    kind: 'holding',
    teamId: 'network-holding-desk',
    reason: 'No address is known',
  } as const;
  const outcome = await house.give(personId, 'samira-haddad', { type: 'offer', handoverId, destination });
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  const visitor = await house.visitor('frances-odell');
  const desk = await visitor.get(pagePaths.desk);
  assert.equal(desk.status, 200);
  assert.match(desk.text, /What lies here has no known route[\s\S]*Robin Teasel/);
  const form = pagePaths.handoverForm(personId, handoverId, 'redirect');
  const page = await visitor.get(pagePaths.handover(personId, handoverId));
  const main = /<a [^>]*class="nhsuk-button[^"]*"[^>]*>/.exec(page.text)?.[0] ?? '';
  assert.ok(main.includes(`href="${form}"`), `the first button is ${main}`);
  const sent = await visitor.post(form, {
    ...carriedOn((await visitor.get(form)).text),
    'other-team': 'luton-hv',
    reason: 'The grandmother says they sleep at hers in Luton',
  });
  assert.match(sent.url, /\/done\/redirect/, sent.text);
  assert.match(sent.text, /<strong>Ealing health visiting<\/strong> answers for this child now/);
  assert.match((await (await house.visitor('amara-osei')).get(pagePaths.desk)).text, /Robin Teasel/);
  assert.doesNotMatch((await visitor.get(pagePaths.desk)).text, /Teasel/);
});
