import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, type Visit } from '../../src/web/server.fixture.ts';
import { type Begun, drafted, offered } from './desk.fixture.ts';
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
    return samira.post(form, { ...draft, ...answers, ...carriedOn((await samira.get(form)).text) });
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

  test('the GP is shown beside the home; in another area a person says what holds before it is sent, and both sides read it', async () => {
    const { personId } = await child(luton);
    const samira = await house.visitor('samira-haddad');
    const form = pagePaths.form(personId, 'prepare');
    const answers = { team: 'luton-hv', 'gp-elsewhere': 'keeps-practice' };
    const name = (odsCode: string, called: string) =>
      house.give(personId, 'samira-haddad', { type: 'record-gp', gp: { odsCode, name: called } });

    await name('Y90001', 'The Surgery');
    const unknown = (await samira.get(form)).text;
    assert.match(unknown, /The directory knows no practice The Surgery \(Y90001\)/);
    assert.doesNotMatch(unknown, /name="gp-elsewhere"/);
    await name('ZZ812', 'The Foundry Practice');
    const same = (await samira.get(form)).text;
    assert.match(same, /The GP, The Foundry Practice \(ZZ812\), is in Luton, as the home is/);
    assert.doesNotMatch(same, /name="gp-elsewhere"/);

    await name('ZZ821', 'Kestrel Health Centre');
    const { text } = await samira.get(form);
    assert.match(text, /The GP, Kestrel Health Centre \(ZZ821\), is in Ealing, the home in Luton/);
    assert.match(
      text,
      /name="gp-elsewhere"[^>]*value="keeps-practice"|value="keeps-practice"[^>]*name="gp-elsewhere"/,
    );
    assert.match((await prepares(personId, { ...answers, 'gp-elsewhere': '' })).url, /\/done\/prepare/);
    const { handoverId } = await destinationOf(personId);
    const page = pagePaths.handover(personId, handoverId);
    const draft = (await samira.get(page)).text;
    assert.match(draft, /The GP is in another area than the home[\s\S]*Nobody has said yet what holds/);
    assert.match(draft, /href="[^"]*revise#gp-elsewhere"/);
    await house.give(personId, 'samira-haddad', {
      type: 'withdraw',
      handoverId,
      reason: 'To be prepared anew',
    });

    assert.match((await prepares(personId, answers)).url, /\/done\/prepare/);
    const { handoverId: next } = await destinationOf(personId);
    const said =
      /Ealing health visiting says: the child sleeps at the address on record, and keeps the practice/;
    assert.match((await samira.get(pagePaths.handover(personId, next))).text, said);
  });

  test('a practice is recorded by its code; one elsewhere that came after the offer is asked about, and answered with the practice', async () => {
    const address = {
      lines: ['1 Elm Road'],
      postcode: null,
      areaCode: luton,
      temporary: false,
      sealed: false,
    };
    const { personId, handoverId } = await offered(house, {
      familyName: 'Alder',
      address: { ...address, from: '2026-11-01' },
    });
    const samira = await house.visitor('samira-haddad');
    const form = pagePaths.form(personId, 'record-gp');
    const text = async (path: string) => (await samira.get(path)).text;
    const records = async (answers: Readonly<Record<string, string>>) =>
      samira.post(form, {
        ...carriedOn(await text(form)),
        why: 'The mother says so',
        ...answers,
      });
    assert.match(await text(pagePaths.child(personId)), /None on record[\s\S]*href="[^"]*record-gp"/);
    const unknown = await records({ gp: 'QQQ99' });
    assert.equal(unknown.status, 422);
    assert.match(unknown.text, /The directory knows no practice QQQ99: check the code, or enter its name/);
    assert.match((await records({ gp: 'QQQ99', 'gp-name': 'The Old Surgery' })).url, /\/done\/record-gp/);
    assert.match(await text(pagePaths.child(personId)), /knows no practice The Old Surgery \(QQQ99\)/);
    assert.match((await records({ gp: 'zz812' })).url, /\/done\/record-gp/);
    assert.match(
      await text(pagePaths.child(personId)),
      /The Foundry Practice \(ZZ812\), is in Luton, as the home is/,
    );

    const unsaid = await records({ gp: 'ZZ821' });
    assert.equal(unsaid.status, 422);
    assert.match(unsaid.text, /The GP is in Ealing, the home in Luton: say that the child sleeps there/);
    // As a message tells it, which asks nobody.
    const gp = { odsCode: 'ZZ821', name: 'Kestrel Health Centre' };
    await house.give(personId, 'samira-haddad', { type: 'record-gp', gp });
    const page = pagePaths.handover(personId, handoverId);
    assert.match(await text(page), /Nobody has said yet what holds[\s\S]*href="[^"]*do\/record-gp"/);
    assert.match(await text(page), /say where the child sleeps, and what becomes of the practice/);
    assert.match((await records({ gp: 'ZZ821', 'gp-elsewhere': 'keeps-practice' })).url, /\/done\/record-gp/);
    assert.match(
      await text(page),
      /Ealing health visiting says: the child sleeps at the address on record, and keeps/,
    );
    assert.doesNotMatch(await text(page), /say where the child sleeps, and what becomes of the practice/);
  });

  /** Sent from Ealing to Luton by mistake, while the child sleeps in an area. */
  async function sentWrongly(areaCode: string): Promise<Begun> {
    const address = { lines: ['1 Elm Road'], postcode: null, areaCode, temporary: false, sealed: false };
    return offered(house, { familyName: 'Sorrel', address: { ...address, from: '2026-11-01' } });
  }

  for (const [form, further] of [
    ['redirect', []],
    ['supersede', []],
    ['recall', ['none']],
  ] as const) {
    test(`${form}: what routing finds comes first with its reason, and not the desk where it lies`, async () => {
      const { personId, handoverId } = await sentWrongly('E09000013');
      const samira = await house.visitor('samira-haddad');
      const path = pagePaths.handoverForm(personId, handoverId, form);
      const { text } = await samira.get(path);
      const radios = [...text.matchAll(/<input[^>]*name="team"[^>]*>/g)].map(
        ([input]) => /value="([^"]+)"/.exec(input)?.[1],
      );
      assert.deepEqual(radios, ['hf-hv', 'other', ...further]);
      assert.match(text, /is commissioned in Hammersmith/);
      const [folded = ''] =
        /<details[\s\S]*?Another desk than routing finds[\s\S]*?<\/details>/.exec(text) ?? [];
      assert.match(folded, /<select[^>]*name="other-team"/);
      assert.doesNotMatch(folded, /value="(?:luton-hv|ealing-hv)"/, 'neither ours nor the one where it lies');

      const send = async (answers: Readonly<Record<string, string>>) =>
        samira.post(path, {
          ...carriedOn(text),
          reason: 'They sleep there',
          ...answers,
        });
      const unnamed = await send({ team: 'other' });
      assert.equal(unnamed.status, 422);
      assert.match(unnamed.text, /Choose the other desk/);
      assert.match((await send({ team: 'hf-hv' })).url, /\/done\//);
      const { teamId, reason, routed } = await destinationOf(personId);
      assert.equal(teamId, 'hf-hv');
      assert.match(reason, /is commissioned in Hammersmith/);
      assert.equal(routed, undefined);
    });
  }

  test('sent on against routing, the reason stands beside what routing finds; recalled to nowhere it is a draft again', async () => {
    const samira = await house.visitor('samira-haddad');
    const posts = async (
      { personId, handoverId }: Begun,
      form: 'redirect' | 'recall',
      answers: Readonly<Record<string, string>>,
    ) => {
      const path = pagePaths.handoverForm(personId, handoverId, form);
      return samira.post(path, {
        ...carriedOn((await samira.get(path)).text),
        reason: 'Her sister is in Reading',
        ...answers,
      });
    };
    const against = await sentWrongly('E09000013');
    const other = { team: 'other', 'other-team': 'outside-E06000038' };
    assert.match((await posts(against, 'redirect', other)).url, /\/done\//);
    const { kind, reason, routed } = await destinationOf(against.personId);
    assert.equal(kind, 'outside');
    assert.match(reason, /Chosen by Samira Haddad: Her sister is in Reading/);
    assert.equal(routed?.teamId, 'hf-hv');

    const back = await sentWrongly('E09000013');
    assert.match((await posts(back, 'recall', { team: 'none' })).url, /\/done\//);
    const read = await house.deps.readings.child(
      house.person('samira-haddad'),
      back.personId,
      'test',
      'test',
    );
    assert.equal(read?.state.handovers.at(-1)?.state, 'draft');
  });

  test('“not ours” with a suggested owner: both sides read it, and the redirect proposes its desk (A28)', async () => {
    const { personId, handoverId } = await sentWrongly(luton);
    const amara = await house.visitor('amara-osei');
    const path = pagePaths.handoverForm(personId, handoverId, 'decline');
    const form = (await amara.get(path)).text;
    assert.match(form, /<select[^>]*name="onward-area"[\s\S]*?Hammersmith/);
    const declines = (answers: Readonly<Record<string, string>>) =>
      amara.post(path, {
        ...carriedOn(form),
        reason: 'not-resident',
        comment: 'The tenancy is in Fulham',
        'onward-area': 'E09000013',
        ...answers,
      });
    const mixed = await declines({ onward: 'back-to-releasing' });
    assert.equal(mixed.status, 422);
    assert.match(mixed.text, /Leave the area empty, or choose “To another area” above/);
    assert.match((await declines({ onward: 'another-area' })).url, /\/done\/decline/);

    const samira = await house.visitor('samira-haddad');
    const { text } = await samira.get(pagePaths.handover(personId, handoverId));
    assert.match(text, /Suggested[\s\S]{0,200}To another area: Hammersmith/);
    assert.match(text, /Onward: To another area: Hammersmith/, 'and on the timeline');

    const redirect = pagePaths.handoverForm(personId, handoverId, 'redirect');
    const offer = (await samira.get(redirect)).text;
    const radios = [...offer.matchAll(/<input[^>]*name="team"[^>]*>/g)].map(
      ([input]) => /value="([^"]+)"/.exec(input)?.[1],
    );
    assert.deepEqual(radios, ['hf-hv', 'other'], 'routing finds the desk that declined, and no other');
    assert.match(offer, /Luton health visiting declined and suggested Hammersmith[^:]*: /);
    const sent = await samira.post(redirect, {
      ...carriedOn(offer),
      team: 'hf-hv',
      reason: 'As Luton says',
    });
    assert.match(sent.url, /\/done\//);
    const { teamId, reason } = await destinationOf(personId);
    assert.equal(teamId, 'hf-hv');
    assert.match(reason, /declined and suggested Hammersmith/);
  });
});
