import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf, type Visit } from '../../src/web/server.fixture.ts';
import { type Begun, drafted } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

const luton = 'E06000032';
const ealing = 'E09000009';

describe('which desk receives a handover (A27)', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 1 });
  });
  after(() => house.close());

  /** A child of Ealing that sleeps in an area, with no handover open. */
  async function child(areaCode: string): Promise<Begun> {
    const address = { lines: ['1 Elm Road'], postcode: null, areaCode, temporary: false, sealed: false };
    const begun = await drafted(house, { familyName: 'Rowan', address: { ...address, from: '2026-11-01' } });
    const { personId, handoverId } = begun;
    await house.give(personId, 'samira-haddad', { type: 'withdraw', handoverId, reason: 'Anew' });
    return begun;
  }

  async function prepares(personId: string, answers: Readonly<Record<string, string>>): Promise<Visit> {
    const samira = await house.visitor('samira-haddad');
    const form = pagePaths.form(personId, 'prepare');
    const draft = { kind: 'health-visiting-to-health-visiting', occasion: 'move' };
    const _csrf = tokenOf((await samira.get(form)).text);
    const sent = { ...draft, ...answers, _csrf, _command: randomUUID() };
    return samira.post(form, sent);
  }

  async function destinationOf(personId: string) {
    const read = await house.deps.readings.child(house.person('samira-haddad'), personId, 'test', 'test');
    const handover = read?.state.handovers.at(-1);
    assert.ok(handover);
    return { handoverId: handover.handoverId, ...handover.destination };
  }

  test('what routing finds is proposed first, with its reason; all desks stand behind another one', async () => {
    const { personId } = await child(luton);
    const samira = await house.visitor('samira-haddad');
    const { text } = await samira.get(pagePaths.form(personId, 'prepare'));
    const radios = [
      ...text.matchAll(
        /type="radio"[^>]*name="team"[^>]*value="([^"]+)"|name="team"[^>]*type="radio"[^>]*value="([^"]+)"/g,
      ),
    ];
    assert.deepEqual(
      radios.map((at) => at[1] ?? at[2]),
      ['luton-hv', 'other'],
    );
    assert.match(text, /Luton health visiting[^<]* is commissioned in Luton on/);
    const [folded = ''] =
      /<details[\s\S]*?Another desk than routing finds[\s\S]*?<\/details>/.exec(text) ?? [];
    assert.match(folded, /<select[^>]*name="other-team"/);
    assert.doesNotMatch(text.replace(folded, ''), /hf-hv/, 'the list of all desks is nowhere else');
    assert.match((await prepares(personId, { team: 'luton-hv' })).url, /\/done\/prepare/);
    const { reason, routed } = await destinationOf(personId);
    assert.match(reason, /is commissioned in Luton/);
    assert.equal(routed, undefined);
  });

  test('another desk needs its name and a reason, and both sides are shown that routing finds another', async () => {
    const { personId } = await child(luton);
    const empty = await prepares(personId, { team: 'other' });
    assert.equal(empty.status, 422);
    assert.match(empty.text, /Choose the other desk/);
    assert.match(empty.text, /Say why it goes there/);
    const chosen = await prepares(personId, {
      team: 'other',
      'other-team': 'hf-hv',
      'other-why': 'The mother says they go on to her sister in Fulham',
    });
    assert.match(chosen.url, /\/done\/prepare/);
    const { handoverId, reason, routed } = await destinationOf(personId);
    assert.match(reason, /Chosen by Samira Haddad: The mother says/);
    assert.equal(routed?.teamId, 'luton-hv');
    const samira = await house.visitor('samira-haddad');
    const conflict =
      /Routing finds another desk[\s\S]*goes to Luton health visiting[\s\S]*It goes to Hammersmith[\s\S]*Ealing health visiting answers for the child/;
    assert.match((await samira.get(pagePaths.handover(personId, handoverId))).text, conflict);
    assert.match(
      (await samira.get(pagePaths.handoverForm(personId, handoverId, 'offer'))).text,
      /Routing finds another desk[\s\S]*Luton health visiting/,
    );
    const revise = (await samira.get(pagePaths.handoverForm(personId, handoverId, 'revise'))).text;
    assert.match(revise, /<input[^>]*value="hf-hv"[^>]*checked|<input[^>]*checked[^>]*value="hf-hv"/);
  });

  test('a child that sleeps in our own area has no other desk by routing: the list is there, with a reason to give', async () => {
    const { personId } = await child(ealing);
    const without = await prepares(personId, { 'other-team': 'luton-hv' });
    assert.equal(without.status, 422);
    const why = { 'other-team': 'luton-hv', 'other-why': 'They move on Friday' };
    assert.match((await prepares(personId, why)).url, /\/done\/prepare/);
    const { teamId, reason } = await destinationOf(personId);
    assert.equal(teamId, 'luton-hv');
    assert.match(reason, /They move on Friday/);
  });
});
