import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { WorkList } from '../../src/application/readings.ts';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { type Begun, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { gives } from './sent-form.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

async function pageAt(path: string, who = 'samira-haddad'): Promise<string> {
  return (await (await house.visitor(who)).get(path)).text;
}

async function wordsOf({ personId, handoverId }: Begun, who?: string): Promise<string> {
  const text = await pageAt(pagePaths.handover(personId, handoverId), who);
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
    [withdrawn, /has ended: withdrawn\. It was taken back/],
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
  assert.match(
    waits,
    new RegExp(`has ended: <a href="${pagePaths.handover(personId, handoverId)}">declined`),
  );
  await gives(
    house,
    'samira-haddad',
    { personId },
    {
      type: 'withdraw',
      handoverId,
      reason: 'They stay after all',
      stays: true,
    },
  );
  assert.doesNotMatch(await pageAt(pagePaths.child(personId)), /has ended: /, 'nothing is left to do');
});

test('a declined handover that has been sent on offers nothing any more: the way on stands on the newer one', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Larch' });
  await gives(house, 'amara-osei', { personId }, { ...saysNo, handoverId, comment: 'They sleep in Fulham' });
  const forms = (text: string) => text.match(/\/do\/(?:redirect|withdraw|dispute)"/g) ?? [];
  const declined = pagePaths.handover(personId, handoverId);
  assert.notEqual(forms(await pageAt(declined)).length, 0);
  await gives(
    house,
    'samira-haddad',
    { personId },
    {
      type: 'redirect',
      handoverId,
      to: { kind: 'desk', teamId: 'hf-hv', reason: 'Luton says so' },
      why: 'Luton says so',
      newHandoverId: randomUUID(),
    },
  );
  assert.deepEqual(forms(await pageAt(declined)), []);
});

test('a dispute is said to both sides, with who decides; the decider has it first, and what was decided is read by both', async () => {
  const begun = await offered(house, { familyName: 'Maple' });
  const { handoverId } = begun;
  await gives(house, 'amara-osei', begun, {
    type: 'dispute',
    handoverId,
    ground: 'They sleep in Ealing still',
    deciderId: 'manjit-sandhu',
  });
  const open =
    /In dispute since 25 November 2026: They sleep in Ealing still\. Manjit Sandhu \(Ealing designated nurse\) decides, and nothing passes until then\./;
  for (const who of ['samira-haddad', 'amara-osei', 'manjit-sandhu'])
    assert.match(await wordsOf(begun, who), open, who);
  const [next] = /<a [^>]*nhsuk-button[^>]*>[^<]*/.exec(
    await pageAt(pagePaths.handover(begun.personId, handoverId), 'manjit-sandhu'),
  ) ?? [''];
  assert.match(next, /do\/decide-dispute"[^>]*>\s*Decide the dispute/);
  const listed = async (list: WorkList) =>
    (await pageAt(pagePaths.work(list), 'manjit-sandhu')).includes(pagePaths.child(begun.personId));
  assert.deepEqual([await listed('disputes-to-decide'), await listed('overdue')], [true, false]);
  const { now } = house.time;
  house.time.now = addMinutes(now, 30 * 24 * 60);
  assert.ok(await listed('overdue'), 'what is late is on the list of whoever has to decide it');
  house.time.now = now;
  await gives(house, 'manjit-sandhu', begun, {
    type: 'decide-dispute',
    handoverId,
    outcome: 'receiving-takes',
    reason: 'The tenancy began on Monday.',
  });
  assert.equal(await listed('disputes-to-decide'), false);
  for (const who of ['samira-haddad', 'amara-osei']) {
    const words = await wordsOf(begun, who);
    assert.doesNotMatch(words, /In dispute/);
    assert.match(
      words,
      /The receiving side takes the child, decided 25 November 2026 [^.]*\. The tenancy began/,
    );
  }
});
