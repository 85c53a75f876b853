import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { offered, typed } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { gives, sendsForms } from './sent-form.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 1 });
});
after(() => house.close());

function wordsOf({ text }: { readonly text: string }): string {
  return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

test('a parent who is not told on purpose is nowhere said to have been told; what waits is the first button of each side', async () => {
  const begun = await offered(house, { familyName: 'Tansy' });
  const { personId, handoverId } = begun;
  const at = { handoverId, spokeAt: house.time.now, firstContactOn: londonDate(house.time.now) };
  const samira = await house.visitor('samira-haddad');
  const amara = await house.visitor('amara-osei');
  const page = pagePaths.handover(personId, handoverId);
  const buttonsOn = async (who: typeof amara, path: string) =>
    [...(await who.get(path)).text.matchAll(/<a [^>]*class="nhsuk-button[^>]*>([^<]*)/g)].map(([, words]) =>
      (words ?? '').trim(),
    );
  const questionId = '0199a7b2-0000-7000-8000-000000000001';
  await gives(house, 'amara-osei', begun, { type: 'ask', handoverId, questionId, text: 'Is there a dog?' });
  assert.deepEqual(await buttonsOn(samira, page), ['Answer a question'], 'the other side asks');
  assert.deepEqual(await buttonsOn(amara, page), ['Acknowledge']);
  await gives(house, 'samira-haddad', begun, { type: 'answer', handoverId, questionId, text: 'No' });
  await gives(
    house,
    'amara-osei',
    begun,
    { type: 'record-verbal', releasingName: 'Samira Haddad', receivingName: 'Amara Osei', ...at },
    { type: 'play-back', handoverId, words: 'Nobody is a danger', dangerIds: [] },
    { type: 'accept', practitionerId: 'amara-osei', ...at },
    { type: 'record-first-contact', handoverId, how: 'Rang', withWhom: 'Jo' },
  );
  const seen = (await buttonsOn(amara, pagePaths.child(personId))).filter((words) => words.includes('seen'));
  assert.deepEqual(seen, ['Record that the child was seen'], 'not twice, with two meanings');
  await gives(
    house,
    'amara-osei',
    begun,
    { type: 'record-seen', handoverId, where: 'At home', joint: false },
    { type: 'decide-level', handoverId, level: 'universal', reason: 'As proposed' },
    { type: 'tell-gp', handoverId, gp: { route: 'no-gp', registration: 'At the Foundry' } },
    { type: 'tell-chis', handoverId, how: 'By form' },
  );
  const told = await sendsForms(house)(
    'amara-osei',
    pagePaths.handoverForm(personId, handoverId, 'tell-parent'),
    {
      told: 'no',
      how: 'Not safe yet',
      'decided-by': 'Ruth Pemberton',
      ...typed('review', addDays(londonDate(house.time.now), 5)),
    },
  );
  assert.match(wordsOf(told), /Record whether the parent was told: recorded/);
  await gives(house, 'amara-osei', begun, { type: 'close', handoverId });
  const closed = wordsOf(await amara.get(page));
  assert.match(closed, /has ended: closed/);
  assert.doesNotMatch(closed, /parent told|the parent was told,/i);
});
