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

test('information governance reads in its notices that an offer was misdirected, and reads no record (A51, P12)', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Bryony' });
  const outcome = await house.give(personId, 'samira-haddad', {
    type: 'recall',
    handoverId,
    to: { kind: 'desk', teamId: 'hf-hv', reason: 'They live there' },
    why: 'The wrong desk was chosen',
  });
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  for (const who of ['anita-bose', 'hugh-merrow']) {
    const visitor = await house.visitor(who);
    const { status, text } = await visitor.get(pagePaths.notices);
    assert.equal(status, 200);
    assert.match(
      text,
      /An offer that Ealing [^.]* sent went to the wrong desk, Luton [^.]*, and was recalled/,
    );
    assert.match(text, /A record that your team does not read/);
    assert.match(text, new RegExp(`Reference ${personId.slice(0, 8)}`), 'by which whoever is rung finds it');
    assert.ok(!text.includes(`/child/${personId}`), 'a link to a record that it may not read');
    assert.ok(!text.includes('Bryony'));
    assert.equal((await visitor.get(pagePaths.child(personId))).status, 403);
  }
  const elsewhere = await (await house.visitor('sam-whitby')).get(pagePaths.notices);
  assert.doesNotMatch(elsewhere.text, /An offer that Ealing/);
  assert.match(
    elsewhere.text,
    /You are told here of each offer that went to the wrong desk[\s\S]*No new notices/,
  );
});

test('an offer that was recalled to nowhere is not sent to the wrong desk again by what comes next (A51)', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Teasel' });
  const recalled = await house.give(personId, 'samira-haddad', {
    type: 'recall',
    handoverId,
    to: null,
    why: 'The wrong family was chosen',
  });
  assert.equal(recalled.kind, 'done', JSON.stringify(recalled));
  const samira = await house.visitor('samira-haddad');
  const nextOn = async (path: string) =>
    /<a [^>]*nhsuk-button[^>]*href="([^"]*)"|<a [^>]*href="([^"]*)"[^>]*nhsuk-button/
      .exec((await samira.get(path)).text)
      ?.slice(1)
      .find(Boolean);
  const page = pagePaths.handover(personId, handoverId);
  const revise = pagePaths.handoverForm(personId, handoverId, 'revise');
  assert.match(
    (await samira.get(page)).text,
    /recalled from Luton health visiting, and the draft names no other desk/,
  );
  assert.equal(await nextOn(page), revise);
  assert.equal(await nextOn(pagePaths.child(personId)), revise);
});
