import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { type Begun, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { gives } from './sent-form.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

async function pageAt(path: string): Promise<string> {
  return (await (await house.visitor('samira-haddad')).get(path)).text;
}

async function wordsOf({ personId, handoverId }: Begun): Promise<string> {
  const text = await pageAt(pagePaths.handover(personId, handoverId));
  return text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
}

const saysNo = { type: 'decline', reason: 'not-resident', onward: 'back-to-releasing' } as const;

test('a handover that has ended is not said to be open, nor is anybody said to be responsible by it', async () => {
  const declined = await offered(house, { familyName: 'Hazel' });
  const { handoverId } = declined;
  assert.match(await wordsOf(declined), /is open: offered\. .*Responsible: Ealing health visiting/);
  await gives(house, 'amara-osei', declined, { ...saysNo, handoverId, comment: 'They sleep in Fulham' });
  const withdrawn = await offered(house, { familyName: 'Alder' });
  await gives(house, 'samira-haddad', withdrawn, {
    type: 'withdraw',
    handoverId: withdrawn.handoverId,
    reason: 'They stay after all',
  });
  const ended = [
    [declined, /has ended: declined\. The receiving side said no, and the child stayed/],
    [withdrawn, /has ended: withdrawn\. Taken back by the releasing team/],
  ] as const;
  for (const [about, says] of ended) {
    const words = await wordsOf(about);
    assert.match(words, says);
    assert.doesNotMatch(words, /is open:|Responsible:/);
  }
});

test('a child whose handover was declined has the way on and the answer on its own page, until it is sent on', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Rowan' });
  await gives(house, 'amara-osei', { personId }, { ...saysNo, handoverId, comment: 'They sleep in Fulham' });
  const waits = await pageAt(pagePaths.child(personId));
  const [begins = ''] = /<div class="hh-begins">[\s\S]*?<\/div>/.exec(waits) ?? [];
  const [, first = ''] = /<a [^>]*href="([^"]*)"/.exec(begins) ?? [];
  assert.equal(first, pagePaths.handoverForm(personId, handoverId, 'redirect'));
  assert.match(waits, new RegExp(`has ended: <a href="${pagePaths.handover(personId, handoverId)}">declined`));
  await gives(house, 'samira-haddad', { personId }, {
    type: 'withdraw',
    handoverId,
    reason: 'They stay after all',
    stays: true,
  });
  assert.doesNotMatch(await pageAt(pagePaths.child(personId)), /has ended: /, 'nothing is left to do');
});
