import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, type Visit } from '../../src/web/server.fixture.ts';
import { drafted, offered, typed } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { sendsForms } from './sent-form.ts';

let house: House;
let sends: ReturnType<typeof sendsForms>;
before(async () => {
  house = await openHouse({ size: 12 });
  sends = sendsForms(house);
});
after(() => house.close());

/** The summary leads to the first box of the question, and the same sentence stands beside it. */
function besideIts({ status, text }: Visit, question: string, box: string, says: RegExp): void {
  assert.equal(status, 422);
  const link = new RegExp(`<a href="#${box}">([^<]+)</a>`).exec(text)?.[1] ?? '';
  assert.match(link, says);
  const beside = new RegExp(`id="${question}-error"[^>]*>(?:<span[^>]*>Error: </span>)?([^<]+)<`).exec(
    text,
  )?.[1];
  assert.equal(beside, link);
  assert.match(text, new RegExp(`id="${box}"`));
}

test('what a rule refuses because of an answer stands at that question, with who holds the child now', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Comfrey' });
  const form = (name: string) => pagePaths.handoverForm(personId, handoverId, name);
  const today = londonDate(house.time.now);
  const past = await sends('amara-osei', form('accept'), typed('first-contact', addDays(today, -1)));
  besideIts(
    past,
    'first-contact',
    'first-contact-day',
    /has passed[\s\S]*Samira Haddad .* holds the child now/,
  );
  const late = await sends('amara-osei', form('accept'), typed('first-contact', addDays(today, 60)));
  besideIts(late, 'first-contact', 'first-contact-day', /after the time limit \(by \d+ \w+ \d{4}\)\./);
});

test('a true time that has not come yet is said at its own boxes, which are open then', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Dropwort' });
  const form = pagePaths.handoverForm(personId, handoverId, 'acknowledge');
  const ahead = new Date(Date.parse(house.time.now) + 86_400_000).toISOString();
  const refused = await sends('amara-osei', form, typed('happened', ahead));
  besideIts(refused, 'happened', 'happened-day', /That time has not come yet/);
  assert.match(refused.text, /<details[^>]* open[^>]*>(?:(?!<\/details>)[\s\S])*id="happened-day"/);
});

test('a draft goes to another desk only where that is chosen, and the list stands open where one was named in it', async () => {
  const { personId, handoverId } = await drafted(house, { familyName: 'Elecampane' });
  const form = pagePaths.handoverForm(personId, handoverId, 'revise');
  const named = {
    kind: 'health-visiting-to-health-visiting',
    occasion: 'move',
    team: 'luton-hv',
    'other-team': 'hf-hv',
    'other-why': 'They sleep with the grandmother',
  };
  const both = await sends('samira-haddad', form, named);
  assert.equal(both.status, 422, both.url);
  assert.match(both.text, /You name another desk below: choose “Another desk” here, or empty it there/);
  assert.match(both.text, /<details[^>]* open[^>]*>(?:(?!<\/details>)[\s\S])*name="other-team"/);
  assert.match(both.text, /<option value="hf-hv" selected/);
});

test('saved for later: it is said that nothing was sent by it, where it is taken up again, and a draft may be thrown away', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Fennel' });
  const amara = await house.visitor('amara-osei');
  const form = pagePaths.handoverForm(personId, handoverId, 'ask');
  const kept = await amara.post(form, {
    ...carriedOn((await amara.get(form)).text),
    text: 'Is there a dog?',
    _then: 'keep',
  });
  assert.match(kept.text, /Saved as a draft[\s\S]*Nothing was recorded or sent by it/);
  assert.match(kept.text, /Samira Haddad \(Ealing health visiting\) answers for this child/);
  assert.ok(kept.text.includes(`href="${form}"`), 'it leads back to the form');
  const again = (await amara.get(form)).text;
  assert.match(again, /Is there a dog\?/);
  const thrown = await amara.post(form, { ...carriedOn(again), text: 'Is there a dog?', _then: 'drop' });
  assert.equal(new URL(thrown.url).pathname, form);
  assert.doesNotMatch(thrown.text, /Is there a dog|Throw the draft away/);
});
