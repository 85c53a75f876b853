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

test('near misses are counted by team, in the page too, and a number below five is not told (A41, P12)', async () => {
  const nearMisses = async () => {
    const counts = await house.deps.readings.areaCounts(house.time.now);
    return counts.find(({ team }) => team === 'ealing-hv')?.nearMisses ?? 0;
  };
  const row = async () => {
    const { text } = await (await house.visitor('peter-vance')).get(pagePaths.counts);
    return (/Ealing health visiting[\s\S]*?<\/tr>/.exec(text)?.[0] ?? '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  };
  const before = await nearMisses();
  const days = (n: number) => new Date(Date.parse(house.time.now) + n * 86_400_000).toISOString();
  for (let count = 1; count <= 5 - before; count += 1) {
    const { personId, handoverId } = await offered(house, { familyName: `Rowan${count}` });
    const now = house.time.now;
    house.time.now = days(6);
    const outcome = await house.give(personId, 'samira-haddad', {
      type: 'withdraw',
      handoverId,
      reason: 'At home again',
      backHome: true,
    });
    house.time.now = now;
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    assert.equal(await nearMisses(), before + count);
    assert.match(await row(), before + count < 5 ? / fewer than 5 *$/ : / 5 *$/);
  }
});
