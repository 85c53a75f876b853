import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { gives } from './sent-form.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

test('seen at a joint visit, nobody is said not to have seen the child: it is asked that whoever took it records so', async () => {
  const begun = await offered(house, { familyName: 'Yarrow' });
  const { personId, handoverId } = begun;
  const on = londonDate(house.time.now);
  await gives(
    house,
    'amara-osei',
    begun,
    {
      type: 'record-verbal',
      handoverId,
      releasingName: 'Samira Haddad',
      receivingName: 'Amara Osei',
      spokeAt: house.time.now,
    },
    { type: 'play-back', handoverId, words: 'Nobody is a danger', dangerIds: [] },
    { type: 'accept', handoverId, practitionerId: 'amara-osei', firstContactOn: on },
  );
  const amara = await house.visitor('amara-osei');
  const reads = async () =>
    (await amara.get(pagePaths.handover(personId, handoverId))).text
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ');
  assert.match(await reads(), /Amara Osei took it on 25 November 2026 and has not seen the child yet\./);
  const names = ['Samira Haddad', 'Amara Osei'];
  await gives(house, 'amara-osei', begun, {
    type: 'record-joint-visit',
    handoverId,
    on,
    names,
    childSeen: true,
  });
  const words = await reads();
  assert.doesNotMatch(words, /has not seen the child yet/);
  assert.match(
    words,
    /Amara Osei took it on 25 November 2026\. The child was seen at the joint visit on 25 November 2026: if Amara Osei was there, that is still to be recorded\. Accepted is not seen\./,
  );
  assert.match(words, /Samira Haddad and Amara Osei spoke on 25 November 2026 at 10:20am/);
});
