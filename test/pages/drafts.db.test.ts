import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, tokenOf } from '../../src/web/server.fixture.ts';
import { drafted, offered, typed } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

test('a draft keeps every tick of a question, and fills them in again', async () => {
  const { personId, handoverId } = await offered(house, { familyName: 'Sallow', danger: true });
  const { state } =
    (await house.deps.readings.child(house.person('samira-haddad'), personId, 'test', 'test')) ?? {};
  const [first] = state?.circumstances.dangers ?? [];
  assert.ok(state && first);
  const second = { ...first, dangerId: crypto.randomUUID(), who: 'Rex Marlow' };
  const both = { ...state.circumstances, dangers: [first, second] };
  const outcome = await house.give(personId, 'samira-haddad', {
    type: 'record-circumstances',
    circumstances: both,
  });
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));

  const visitor = await house.visitor('amara-osei');
  const form = pagePaths.handoverForm(personId, handoverId, 'play-back');
  const drawn = (await visitor.get(form)).text;
  const boxes = [
    ...drawn.matchAll(
      /type="checkbox"[^>]*name="([^"]+)"[^>]*value="([^"]+)"|name="([^"]+)"[^>]*type="checkbox"[^>]*value="([^"]+)"/g,
    ),
  ];
  const name = boxes[0]?.[1] ?? boxes[0]?.[3] ?? '';
  assert.equal(boxes.length, 2, 'the form asks of both');
  await visitor.post(form, {
    ...carriedOn(drawn),
    _then: 'keep',
    words: 'Both come to the house',
    [name]: [first.dangerId, second.dangerId],
  });
  const again = (await visitor.get(form)).text;
  assert.match(again, /Your draft of .* is filled in\./);
  for (const { dangerId } of [first, second]) {
    const box = new RegExp(`<input[^>]*value="${dangerId}"[^>]*>`).exec(again)?.[0] ?? '';
    assert.match(box, /checked/, dangerId);
  }
  assert.match(again, /Both come to the house/);
});

test('a draft keeps no place, and says so', async () => {
  const { personId } = await offered(house, { familyName: 'Osier' });
  const visitor = await house.visitor('samira-haddad');
  const form = pagePaths.form(personId, 'record-address');
  await visitor.post(form, {
    ...carriedOn((await visitor.get(form)).text),
    _then: 'keep',
    line: '5 Willow Walk',
    postcode: 'W5 1AB',
    temporary: 'yes',
    ...typed('from', '2026-11-01'),
  });
  const { text } = await visitor.get(form);
  assert.match(
    text,
    /No draft keeps the answer to “Address at which the child sleeps”, “Postcode”: enter it again\./,
  );
  assert.ok(!/Willow Walk|W5 1AB/.test(text));
  assert.match(text, /name="from-year"[^>]*value="2026"|value="2026"[^>]*name="from-year"/);
  const { rows } = await house.admin.query('select data from draft where person_id = $1', [personId]);
  assert.ok(!/Willow|W5/.test(JSON.stringify(rows)));
});

test('nor does a draft keep the number of the new record of an adopted child', async () => {
  const { personId } = await offered(house, { familyName: 'Sorrel' });
  const visitor = await house.visitor('samira-haddad');
  const form = pagePaths.form(personId, 'adopted');
  const drawn = (await visitor.get(form)).text;
  assert.match(drawn, /Save and come back later/);
  const answers = { number: '999 001 1036', 'confirmed-by': 'Family court' };
  await visitor.post(form, { ...carriedOn(drawn), _then: 'keep', ...answers });
  const { text } = await visitor.get(form);
  assert.match(text, /Family court/);
  assert.match(text, /No draft keeps the answer to “NHS number of the new record”: enter it again\./);
  const { rows } = await house.admin.query('select data::text from draft where person_id = $1', [personId]);
  assert.equal(rows.length, 1);
  assert.ok(!/999 ?001 ?1036/.test(`${text}${JSON.stringify(rows)}`));
});

test('a draft that is older than the record shows first what others wrote since, and replaces it only when a person says so (P8)', async () => {
  const { personId, handoverId } = await drafted(house, { familyName: 'Alder' });
  const visitor = await house.visitor('samira-haddad');
  const form = pagePaths.handoverForm(personId, handoverId, 'revise');
  const drawn = (await visitor.get(form)).text;
  const version = /name="_version" value="(\d+)"/.exec(drawn)?.[1] ?? '';
  const answers = { _csrf: tokenOf(drawn), _version: version, situation: 'Old words of Samira' };
  await visitor.post(form, { ...answers, _then: 'keep' });

  const child = () =>
    house.deps.readings
      .child(house.person('samira-haddad'), personId, 'test', 'test')
      .then((read) => read?.state);
  const draft = (await child())?.handovers[0];
  assert.ok(draft);
  const summary = { ...draft.summary, situation: 'He was released from prison today' };
  const { kind, occasion, destination, addressedTo, proposedLevel } = draft;
  const revised = await house.give(personId, 'deborah-quill', {
    type: 'revise',
    handoverId,
    kind,
    occasion,
    destination,
    addressedTo,
    proposedLevel,
    summary,
  });
  assert.equal(revised.kind, 'done');

  const { status, text } = await visitor.get(form);
  assert.equal(status, 200);
  assert.match(text, /This record has changed since you kept your draft of/);
  assert.match(text, /What changed meanwhile[\s\S]*Deborah Quill/);
  assert.match(text, /you would replace[\s\S]*He was released from prison today/);
  assert.match(text, /What you entered[\s\S]*Old words of Samira/);
  const newest = /name="_version" value="(\d+)"/.exec(text)?.[1] ?? '';
  const back = await visitor.post(form, {
    ...answers,
    _csrf: tokenOf(text),
    _version: newest,
    _then: 'change',
  });
  assert.match(back.text, /Old words of Samira/);
  assert.match(back.text, new RegExp(`name="_version" value="${newest}"`));
});

test('what no browser sends is answered in words too: a version that is none, a NUL, a line beyond every list', async () => {
  const { personId } = await offered(house, { familyName: 'Elder' });
  const visitor = await house.visitor('samira-haddad');
  const form = pagePaths.form(personId, 'record-sighting');
  const drawn = carriedOn((await visitor.get(form)).text);
  const answers = { ...drawn, where: 'At\0 home', ...typed('on', '2026-11-20') };
  for (const _version of ['', 'abc', '1.5', '99999999999999', '-1']) {
    const { status, text } = await visitor.post(form, { ...answers, _version });
    assert.equal(status, 409, _version);
    assert.match(text, /This record has changed since you opened it/);
  }
  const { status, url } = await visitor.post(form, answers);
  assert.deepEqual([status, /\/done\//.test(url)], [200, true]);
  for (const address of [
    `${pagePaths.work('overdue')}?from=99999999999`,
    `${pagePaths.quarantine}?from=9007199254740991`,
  ])
    assert.equal((await visitor.get(address)).status, 200, address);
  assert.equal((await visitor.search({ q: 'El\0der' })).status, 200);
});
