import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn } from '../../src/web/server.fixture.ts';
import { offered, typed } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { faultsOn, hiddenIn } from './sent-form.ts';

/** A browser that goes back shows a form as it was sent, with all that is hidden in it; then a word is changed, and it is sent again. */

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

test('gone back to and sent with other words, a form is compared with what was recorded, and never said to be recorded', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Bramble' });
  const amara = await house.visitor('amara-osei');
  const form = pagePaths.handoverForm(personId, handoverId, 'ask');
  const carried = carriedOn((await amara.get(form)).text);
  const asked = async () => {
    const { rows } = await house.admin.query<{ text: string }>(
      `select data ->> 'text' as text from fact where person_id = $1 and type = 'QuestionAsked' order by version`,
      [personId],
    );
    return rows.map(({ text }) => text);
  };

  const first = await amara.post(form, { ...carried, text: 'Is there a dog' });
  assert.match(first.url, /\/done\//);
  const again = await amara.post(form, { ...carried, text: 'Is there a dog, and does it bite?' });
  assert.equal(again.status, 409, again.url);
  assert.match(again.text, /This record has changed since you opened it/);
  assert.match(again.text, /What changed meanwhile[\s\S]*Is there a dog/);
  assert.match(again.text, /What you entered here is not recorded yet/);
  assert.deepEqual(await asked(), ['Is there a dog']);

  // A person decides, and then it is recorded; what is sent a second time in the same words is still one.
  const boxes = { ...hiddenIn(again, form), text: 'Is there a dog, and does it bite?' };
  const back = await amara.post(form, { ...boxes, _then: 'change' });
  const answer = { ...boxes, ...carriedOn(back.text) };
  for (const _ of ['once', 'twice']) assert.match((await amara.post(form, answer)).url, /\/done\//);
  assert.deepEqual(await asked(), ['Is there a dog', 'Is there a dog, and does it bite?']);
});

test('a child taken on, and the form sent again with another name: one child, and it is said that the name was not changed', async () => {
  const amara = await house.visitor('amara-osei');
  const carried = carriedOn((await amara.get(pagePaths.takeOn)).text);
  const answers = {
    ...carried,
    given: 'Robni',
    family: 'Teasel',
    ...typed('born', addDays(londonDate(house.time.now), -400)),
    reason: 'registration',
    ...typed('from', addDays(londonDate(house.time.now), -3)),
    temporary: 'no',
    sealed: 'no',
  };
  const first = await amara.post(pagePaths.takeOn, answers);
  assert.match(first.url, /\/child\/[0-9a-f-]{36}$/, faultsOn(first));
  const again = await amara.post(pagePaths.takeOn, { ...answers, given: 'Robin' });
  assert.equal(again.status, 422);
  assert.match(faultsOn(again), /on record already, and what you entered here now was not recorded/);
  assert.ok(again.text.includes(`href="${new URL(first.url).pathname}"`), 'it leads to the child');
  const { rows } = await house.admin.query(`select given_name from child where family_name = 'Teasel'`);
  assert.deepEqual(rows, [{ given_name: 'Robni' }]);

  // Sent with a fault first, the page that is drawn again is the same form.
  const faulty = await amara.post(pagePaths.takeOn, { ...answers, family: '' });
  assert.equal(carriedOn(faulty.text)._command, carried._command);
});

test('a client referred, and the form sent again with another telephone: one client, and it is said that nothing was changed', async () => {
  const shanice = await house.visitor('shanice-brown');
  const today = londonDate(house.time.now);
  const answers = {
    ...carriedOn((await shanice.get(pagePaths.refer)).text),
    _then: 'send',
    site: 'luton-fnp',
    from: 'midwife',
    referrer: 'Ruth Long, 01632 960555',
    given: 'Tess',
    family: 'Campion',
    phone: '01632 960123',
    nhs: nthTestNumber(7001) ?? '',
    temporary: 'no',
    sealed: 'no',
    transfer: 'no',
    ...typed('expected', addDays(today, 160)),
  };
  const first = await shanice.post(pagePaths.refer, answers);
  assert.match(first.url, /\/clients\//, faultsOn(first));
  assert.equal((await shanice.post(pagePaths.refer, answers)).url, first.url, 'a second click');
  const again = await shanice.post(pagePaths.refer, { ...answers, phone: '01632 960321' });
  assert.equal(again.status, 422, again.url);
  assert.match(faultsOn(again), /has referred her already, and what you entered here now was not recorded/);
  const { rows } = await house.admin.query(
    `select count(*)::int as n from client where family_name = 'Campion'`,
  );
  assert.deepEqual(rows, [{ n: 1 }]);
});

test('what stands on record already is not said to be recorded, and its reason comes back', async () => {
  const { personId } = await offered(house, { familyName: 'Dittander' });
  const lead = await house.visitor('deborah-quill');
  const form = pagePaths.form(personId, 'name-practitioner');
  const { text } = await lead.get(form);
  const same = await lead.post(form, {
    ...carriedOn(text),
    practitioner: 'samira-haddad',
    why: 'She knows them',
  });
  assert.equal(same.status, 422, same.url);
  assert.match(faultsOn(same), /That is what the record says already, so nothing was recorded/);
  assert.match(same.text, /value="She knows them"/);
});

test('a signal that suggests no move is noted, and nobody is told that an enquiry is open', async () => {
  await house.admin.query(
    `insert into postcode_area (postcode, area_code, valid_from) values ('W5 2HL', 'E09000009', '2020-01-01') on conflict do nothing`,
  );
  const { personId } = await offered(house, {
    familyName: 'Eyebright',
    address: {
      lines: ['1 Elm Road'],
      postcode: 'W5 1AB',
      areaCode: 'E09000009',
      temporary: false,
      sealed: false,
      from: '2026-01-05',
    },
  });
  const samira = await house.visitor('samira-haddad');
  const form = pagePaths.form(personId, 'report-signal');
  const tells = async (boxes: Readonly<Record<string, string>>) =>
    (await samira.post(form, { ...carriedOn((await samira.get(form)).text), source: 'parent', ...boxes }))
      .text;
  const near = await tells({ says: 'They took a flat round the corner', postcode: 'W5 2HL' });
  assert.match(near, /No move enquiry was opened: in the same area: the team that answers is the same/);
  assert.doesNotMatch(await tells({ says: 'They are off to her sister' }), /No move enquiry was opened/);
});

test('one of many arrivals is acknowledged by two: each is told about which child', async () => {
  const { personId, familyName } = await offered(house, { familyName: 'Meadowsweet' });
  const [amara, hannah] = [await house.visitor('amara-osei'), await house.visitor('hannah-whitlock')];
  const drawn = [await amara.get(pagePaths.desk), await hannah.get(pagePaths.desk)].map(({ text }) => {
    const forms = text.split('<form').filter((form) => form.includes(`value="${personId}"`));
    const hidden = [...(forms[0] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  });
  const done = await amara.post(pagePaths.desk, drawn[0] ?? {});
  assert.match(done.text, new RegExp(`Robin ${familyName}: Acknowledged\\.`));
  const late = await hannah.post(pagePaths.desk, drawn[1] ?? {});
  assert.equal(late.status, 422);
  assert.match(late.text, new RegExp(`Robin ${familyName}: Somebody changed this record`));
});
