import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf, type Visitor } from '../../src/web/server.fixture.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

test('a release without sighting takes two sign-ins: the one proposes, the other finds it among her work and agrees', async () => {
  const { personId, handoverId, familyName } = await offered(house, { familyName: 'Unseen', danger: true });
  const { state } =
    (await house.deps.readings.child(house.person('samira-haddad'), personId, 'test', 'test')) ?? {};
  const dangerIds = (state?.circumstances.dangers ?? []).map(({ dangerId }) => dangerId);
  const give = async (who: string, command: Parameters<House['give']>[2]) => {
    const outcome = await house.give(personId, who, command);
    assert.equal(outcome.kind, 'done', `${command.type}: ${JSON.stringify(outcome)}`);
  };
  await give('samira-haddad', {
    type: 'record-verbal',
    handoverId,
    releasingName: 'Samira Haddad',
    receivingName: 'Amara Osei',
    spokeAt: house.time.now,
  });
  await give('amara-osei', { type: 'play-back', handoverId, words: 'He may come', dangerIds });
  await give('amara-osei', {
    type: 'accept',
    handoverId,
    practitionerId: 'amara-osei',
    firstContactOn: house.time.now.slice(0, 10),
  });
  const handover = pagePaths.handover(personId, handoverId);
  const form = (name: string) => pagePaths.handoverForm(personId, handoverId, name);
  const holder = async () =>
    (
      await house.admin.query<{ team: string }>(
        'select holder_team as team from child where person_id = $1',
        [personId],
      )
    ).rows[0]?.team;
  const sends = async (visitor: Visitor, name: string, answers: Readonly<Record<string, string>>) => {
    const drawn = (await visitor.get(form(name))).text;
    const _version = /name="_version" value="(\d+)"/.exec(drawn)?.[1] ?? '';
    return visitor.post(form(name), { _csrf: tokenOf(drawn), _version, ...answers });
  };

  const ruth = await house.visitor('ruth-pemberton');
  assert.ok(!(await ruth.get(handover)).text.includes(form('agree-release')), 'nothing to agree to yet');
  const asks = (await ruth.get(form('release-without-sighting'))).text;
  assert.ok(asks.includes('value="colette-baptiste"'));
  assert.ok(!asks.includes('value="isobel-grant"'), 'a named nurse of neither side');
  const { url } = await sends(ruth, 'release-without-sighting', {
    other: 'colette-baptiste',
    reason: 'The mother opens to nobody.',
  });
  assert.match(new URL(url).pathname, /\/done\//);
  assert.equal(await holder(), 'ealing-hv', 'one named nurse alone releases nothing');
  assert.ok(!(await ruth.get(handover)).text.includes(form('agree-release')), 'not by the one who proposed');

  const colette = await house.visitor('colette-baptiste');
  assert.match((await colette.get(pagePaths.notices)).text, new RegExp(familyName));
  const page = (await colette.get(handover)).text;
  const [first = ''] = /<a [^>]*nhsuk-button[^>]*>/.exec(page) ?? [];
  assert.ok(first.includes(form('agree-release')), `what waits for her stands out: ${first}`);
  const proposed =
    /Ruth Pemberton has proposed to release the child without sighting: The mother opens to nobody\. Nothing passes until Ealing named nurse has agreed/;
  const samira = (await (await house.visitor('samira-haddad')).get(handover)).text;
  for (const text of [page, samira]) {
    assert.match(text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' '), proposed);
    assert.ok(!text.includes(form('record-seen')), 'a line that this reader may not do leads nowhere');
  }
  assert.match(
    (await colette.get(form('agree-release'))).text,
    /Ruth Pemberton proposed .*The mother opens to nobody\. If you agree/,
  );
  const agreed = await sends(colette, 'agree-release', {});
  assert.match(new URL(agreed.url).pathname, /\/done\//);
  assert.equal(await holder(), 'luton-hv');
});
