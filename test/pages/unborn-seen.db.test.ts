import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

/** Nobody has seen a child that is not born: accountability passes once its mother was seen, and every page says that it was she (A9). */
test('of a child that is not born every page says that its mother was seen, and that the birth is recorded first', async () => {
  const expectedOn = addDays(londonDate(house.time.now), 30);
  const { personId, handoverId } = await offered(house, { familyName: 'Ashdown', expectedOn });
  const firstContactOn = addDays(londonDate(house.time.now), 2);
  for (const command of [
    {
      type: 'record-verbal',
      handoverId,
      releasingName: 'Samira Haddad',
      receivingName: 'Amara Osei',
      spokeAt: house.time.now,
    },
    { type: 'play-back', handoverId, words: 'Nobody is a danger', dangerIds: [] },
    { type: 'accept', handoverId, practitionerId: 'amara-osei', firstContactOn },
  ] as const) {
    const outcome = await house.give(personId, 'amara-osei', command);
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  }
  const amara = await house.visitor('amara-osei');
  const handoverPage = pagePaths.handover(personId, handoverId);
  const before = (await amara.get(handoverPage)).text;
  assert.match(before, /Record that the mother was seen/);
  assert.doesNotMatch(before, /Record that the child was seen/);
  assert.match(before, /Amara Osei took it on [^.]* and has not seen the mother yet/);
  const form = (await amara.get(pagePaths.handoverForm(personId, handoverId, 'record-seen'))).text;
  assert.match(form, /<h1[^>]*>[\s\S]*Record that the mother was seen/);
  assert.match(form, /If it has been born, record the birth first/);
  assert.match(form, /Where was the mother seen\?/);

  const seen = { type: 'record-seen', handoverId, where: 'At home', joint: false } as const;
  assert.equal((await house.give(personId, 'amara-osei', seen)).kind, 'done');
  for (const address of [pagePaths.child(personId), handoverPage]) {
    const { text } = await amara.get(address);
    assert.match(text, /The mother was seen face to face by Amara Osei/, address);
    assert.match(text, /Not born yet\. The mother was seen on/, address);
    assert.doesNotMatch(text, /The child was seen|[Tt]he child has been seen|>Seen/, address);
  }
  const child = (await amara.get(pagePaths.child(personId))).text;
  assert.match(child, /Heightened: the mother has been seen/, 'why accountability passed');
  const bySight = pagePaths.form(personId, 'record-sighting');
  assert.match((await amara.get(bySight)).text, /If it has been born, record the birth first/);

  const bornOn = londonDate(house.time.now);
  const born = { givenName: 'Robin', familyName: 'Ashdown', nhsNumber: null };
  assert.equal(
    (await house.give(personId, 'amara-osei', { type: 'record-birth', bornOn, ...born })).kind,
    'done',
  );
  assert.match((await amara.get(pagePaths.child(personId))).text, /Record that the child was seen/);
});
