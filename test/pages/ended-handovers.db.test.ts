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

async function wordsOf({ personId, handoverId }: Begun): Promise<string> {
  const samira = await house.visitor('samira-haddad');
  const { text } = await samira.get(pagePaths.handover(personId, handoverId));
  return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

test('a handover that has ended is not said to be open, nor is anybody said to be responsible by it', async () => {
  const declined = await offered(house, { familyName: 'Hazel' });
  const { handoverId } = declined;
  assert.match(await wordsOf(declined), /is open: offered.*Responsible: Ealing health visiting/);
  await gives(house, 'amara-osei', declined, {
    type: 'decline',
    handoverId,
    reason: 'not-resident',
    comment: 'They sleep in Fulham',
    onward: 'back-to-releasing',
  });
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
