import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { paths } from '../../src/web/paths.ts';
import { tokenOf } from '../../src/web/server.fixture.ts';
import { type Begun, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

describe('Kate Brennan is away and signs in all the same (A30)', () => {
  let house: House;
  let begun: Begun;
  before(async () => {
    house = await openHouse({ size: 1 });
    begun = await offered(house, {
      familyName: 'Teasel',
      givenBy: 'amara-osei',
      teamId: 'luton-hv',
      receivingTeamId: 'ealing-hv',
    });
  });
  after(() => house.close());

  const acknowledge = () => pagePaths.handoverForm(begun.personId, begun.handoverId, 'acknowledge');

  async function facts(): Promise<number> {
    const { rows } = await house.admin.query<{ n: number }>('select count(*)::int as n from fact');
    return rows[0]?.n ?? 0;
  }

  test('every page says that she is away, who acts instead, and how she is back; none offers what she cannot do', async () => {
    const kate = await house.visitor('kate-brennan');
    for (const address of [
      '/',
      pagePaths.desk,
      pagePaths.child(begun.personId),
      pagePaths.handover(begun.personId, begun.handoverId),
      acknowledge(),
    ]) {
      const { status, text } = await kate.get(address);
      assert.equal(status, 200, address);
      assert.match(
        text,
        /You are recorded as away\.<\/strong> Nadia Farouk \(020 .*acts in your place, until/,
      );
      assert.match(text, /I am back: end my absence/);
    }
    const record = (await kate.get(pagePaths.handover(begun.personId, begun.handoverId))).text;
    assert.doesNotMatch(record, /Everything you can do here|\/do\//);
    assert.doesNotMatch((await kate.get(pagePaths.child(begun.personId))).text, /\/do\//);
    const nadia = await house.visitor('nadia-farouk');
    const deputys = (await nadia.get(pagePaths.handover(begun.personId, begun.handoverId))).text;
    assert.match(deputys, /Everything you can do here/);
    assert.doesNotMatch(deputys, /recorded as away/);
  });

  test('what she sends is refused in words and nothing is recorded, until she says that she is back', async () => {
    const kate = await house.visitor('kate-brennan');
    const _csrf = tokenOf((await kate.get('/')).text);
    const before = await facts();
    const refused = await kate.post(acknowledge(), { _csrf });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /You are recorded as away, so nothing is done in your name.*Nadia Farouk/);
    assert.equal(await facts(), before);
    const back = await kate.post(paths.endAbsence, { _csrf });
    assert.equal(back.status, 200);
    assert.doesNotMatch(back.text, /recorded as away/);
    assert.match((await kate.post(acknowledge(), { _csrf })).url, /\/done\/acknowledge/);
    assert.ok((await facts()) > before);
  });

  test('nobody ends the absence of another but the lead, and a lead who is away changes nothing but the own', async () => {
    const at = house.time.now;
    const lead = house.person('deborah-quill');
    const away = {
      type: 'be-away',
      practitionerId: 'kate-brennan',
      from: at,
      to: null,
      deputyId: null,
    } as const;
    assert.equal((await house.deps.changeDirectory(away, lead, at)).kind, 'done');
    const back = { type: 'return', practitionerId: 'kate-brennan' } as const;
    const others = await house.deps.changeDirectory(back, house.person('nadia-farouk'), at);
    assert.match(others.kind === 'refused' ? others.says : '', /Only the lead/);
    await house.deps.changeDirectory({ ...away, practitionerId: 'deborah-quill' }, lead, at);
    const refused = await house.deps.changeDirectory(back, lead, at);
    assert.match(refused.kind === 'refused' ? refused.says : '', /You are recorded as away/);
    const own = { type: 'return', practitionerId: 'deborah-quill' } as const;
    assert.equal((await house.deps.changeDirectory(own, lead, at)).kind, 'done');
    assert.equal((await house.deps.changeDirectory(back, lead, at)).kind, 'done');
  });
});
