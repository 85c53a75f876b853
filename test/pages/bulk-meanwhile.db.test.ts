import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { decideBulk, nameLead } from '../../src/application/bulk/bulk-commands.ts';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import type { Visit, Visitor } from '../../src/web/server.fixture.ts';
import { offered, typed } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { type Boxes, hiddenIn } from './sent-form.ts';

describe('forms about many at once, against what changed meanwhile (P8)', () => {
  let house: House;
  let grace: Visitor;
  before(async () => {
    house = await openHouse({ size: 60 });
    grace = await house.visitor('grace-adeyemi');
  });
  after(() => house.close());

  const words = ({ text }: Visit) =>
    (/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  async function count(what: string): Promise<number> {
    const { rows } = await house.admin.query<{ n: number }>(`select count(*)::int as n from ${what}`);
    return rows[0]?.n ?? -1;
  }

  function context(who: string) {
    const { bulk, directory } = house.deps;
    return { store: bulk, directory: directory(), actor: house.person(who), now: house.time.now };
  }

  const plans = `bulk_handover where kind <> 'caseload'`;

  test('a caseload: a family that somebody wrote of since it was shown is told with who and what, and nobody is given until it is sent again', async () => {
    const path = pagePaths.caseload('amara-osei');
    const shown = hiddenIn(await grace.get(path), path);
    const [personId = ''] = Object.keys(shown).flatMap((name) => /^_version-(.+)/.exec(name)?.[1] ?? []);
    const told = await house.give(personId, 'amara-osei', {
      type: 'record-sighting',
      seenOn: londonDate(house.time.now),
      where: 'At home',
    });
    assert.equal(told.kind, 'done', JSON.stringify(told));
    const chosen = { why: 'Amara Osei is on leave', everybody: 'hannah-whitlock' };
    const check = await grace.post(path, { ...shown, ...chosen });
    assert.match(words(check), /Check your answers/);
    const stale = await grace.post(path, { ...hiddenIn(check, path), checked: 'yes' });
    assert.equal(stale.status, 422);
    assert.match(words(stale), /Somebody has changed some of these records since you opened this page/);
    assert.match(words(stale), /Changed after you opened this page .* by Amara Osei/);
    assert.match(stale.text, /Amara Osei is on leave/, 'what was typed stays');
    assert.match(stale.text, /value="hannah-whitlock"[^>]* checked|checked[^>]*value="hannah-whitlock"/);
    assert.equal(await count(`bulk_handover`), 0);

    const anew = hiddenIn(stale, path);
    assert.notEqual(anew[`_version-${personId}`], shown[`_version-${personId}`]);
    const again = await grace.post(path, { ...anew, ...chosen });
    const checked = { ...hiddenIn(again, path), checked: 'yes' };
    const answers = [await grace.post(path, checked), await grace.post(path, checked)];
    assert.match(answers[0]?.url ?? '', /\/bulk\/[0-9a-f-]{36}$/);
    assert.equal(answers[1]?.url, answers[0]?.url, 'a second click is answered as the first was');
    assert.equal(await count('bulk_handover'), 1);
    assert.equal(
      await count('bulk_line'),
      Object.keys(shown).filter((name) => name.startsWith('_version-')).length,
    );
  });

  test('a family that came to the caseload since it was shown is given to nobody', async () => {
    const path = pagePaths.caseload('priya-nair');
    const check = await grace.post(path, {
      ...hiddenIn(await grace.get(path), path),
      why: 'Priya Nair is on leave',
      everybody: 'hannah-whitlock',
    });
    const { rows } = await house.admin.query<{ id: string }>(
      `select person_id as id from child where holder_team = 'luton-hv' and care_status = 'in-care' and holder_practitioner = 'hannah-whitlock' limit 1`,
    );
    const personId = rows[0]?.id ?? '';
    const why = 'She knows them';
    await house.give(personId, 'grace-adeyemi', {
      type: 'name-practitioner',
      practitionerId: 'priya-nair',
      why,
    });
    const done = await grace.post(path, { ...hiddenIn(check, path), checked: 'yes' });
    assert.match(done.url, /\/bulk\//);
    assert.equal(
      await count(`bulk_line where person_id = '${personId}' and bulk_id::text = '${done.url.slice(-36)}'`),
      0,
    );
  });

  const plan = () => ({
    kind: 'service-closes',
    to: 'ealing-hv',
    why: 'The contract ends',
    'expected-response': 'See each child',
    ...typed('last-day', addDays(londonDate(house.time.now), 120)),
  });

  test('a plan that is sent twice is one; another form is told who planned before it', async () => {
    const path = pagePaths.bulkPlan;
    const blank = hiddenIn(await grace.get(path), path);
    const send = (boxes: Boxes) => grace.post(path, boxes);
    const mine = hiddenIn(await send({ ...blank, ...plan() }), path);
    const others = hiddenIn(await send({ ...blank, ...plan(), why: 'Another reason' }), path);
    const made = await send({ ...mine, checked: 'yes' });
    assert.match(made.url, /\/bulk\/[0-9a-f-]{36}$/);
    assert.equal((await send({ ...mine, checked: 'yes' })).url, made.url);
    const told = await send({ ...others, checked: 'yes' });
    assert.equal(told.status, 422);
    assert.match(
      words(told),
      /This team has a last day already\. Grace Adeyemi planned it on .* as the last day\./,
    );
    assert.match(told.text, /Another reason/, 'what was typed stays');
    assert.equal(await count(plans), 1);
  });

  async function planned(): Promise<string> {
    const { rows } = await house.admin.query<{ id: string }>(`select bulk_id as id from ${plans}`);
    return rows[0]?.id ?? assert.fail('no plan');
  }

  test('a decision is told of a lead who was named meanwhile, and of a decision; sent twice it is one', async () => {
    const bulkId = await planned();
    const path = pagePaths.bulkDecide(bulkId);
    const go = { decision: 'go', why: 'Both leads agree', 'capacity-why': 'Agreed' };
    const shown = hiddenIn(await grace.get(path), path);
    const karen = await house.visitor('karen-lyle');
    const lead = pagePaths.bulkLead(bulkId);
    const named = { ...hiddenIn(await karen.get(lead), lead), lead: 'fiona-drake', why: 'Ealing is full' };
    const first = await karen.post(lead, named);
    assert.equal(first.status, 200, words(first));
    assert.equal(
      (await karen.post(lead, named)).url,
      first.url,
      'a second click is answered as the first was',
    );
    assert.equal(await count(`bulk_handover where bulk_id = '${bulkId}' and round = 2`), 1);

    const stale = await grace.post(path, { ...shown, ...go });
    assert.equal(stale.status, 422);
    assert.match(
      words(stale),
      /Somebody has changed this bulk handover since you opened this page, so nothing was recorded/,
    );
    assert.match(words(stale), /Karen Lyle named Fiona Drake as the lead who accepts: Ealing is full/);
    assert.match(stale.text, /Both leads agree/, 'what was typed stays');
    const anew = hiddenIn(stale, path);
    const other = hiddenIn(await karen.get(lead), lead);
    const done = await grace.post(path, { ...anew, ...go });
    assert.ok(done.url.endsWith(pagePaths.bulkOne(bulkId)), words(done));
    assert.equal((await grace.post(path, { ...anew, ...go })).url, done.url);
    assert.equal(await count(`bulk_handover where bulk_id = '${bulkId}' and state = 'go' and round = 3`), 1);
    const told = await karen.post(lead, { ...other, lead: 'fiona-drake', why: 'Nobody answers' });
    assert.equal(told.status, 422);
    assert.match(words(told), /Grace Adeyemi decided “go” on .*: Both leads agree\./);
    assert.match(told.text, /Nobody answers/);
  });

  test('of two who decide or name at the same moment exactly one does, and the other is told', async () => {
    const bulkId = await planned();
    const against = (await house.deps.bulk.find(bulkId))?.round ?? 0;
    const outcomes = await Promise.all([
      decideBulk(bulkId, { against, go: false, why: 'Not yet', capacityWhy: '' }, context('grace-adeyemi')),
      nameLead(bulkId, { against, leadId: 'deborah-quill', why: 'She agreed' }, context('karen-lyle')),
      nameLead(bulkId, { against, leadId: 'fiona-drake', why: 'So did she' }, context('karen-lyle')),
    ]);
    assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 1, JSON.stringify(outcomes));
    for (const outcome of outcomes)
      if (outcome.kind === 'refused') assert.equal(outcome.overtaken, true, JSON.stringify(outcome));
    assert.equal((await house.deps.bulk.find(bulkId))?.round, against + 1);
  });

  test('looking again twice by one button is once, until a child has been looked at; after “no go” it is told', async () => {
    const bulkId = await planned();
    await house.admin.query(
      `update bulk_handover set state = 'go', decision_why = 'x', decided_by = 'grace-adeyemi' where bulk_id = $1`,
      [bulkId],
    );
    const path = pagePaths.bulkAgain(bulkId);
    const shown = hiddenIn(await grace.get(pagePaths.bulkOne(bulkId)), path);
    const before = (await house.deps.bulk.find(bulkId))?.round ?? 0;
    const first = await grace.post(path, shown);
    assert.equal((await grace.post(path, shown)).url, first.url);
    assert.equal((await house.deps.bulk.find(bulkId))?.round, before + 1);
    // A look that was over before she pressed the button knows nothing of what was completed since, so it does not answer her.
    await house.admin.query('update bulk_line set done_round = $2 where bulk_id = $1', [bulkId, before + 1]);
    assert.equal((await grace.post(path, shown)).url, first.url);
    assert.equal((await house.deps.bulk.find(bulkId))?.round, before + 2);
    const old = hiddenIn(await grace.get(pagePaths.bulkOne(bulkId)), path);
    const stop = { against: null, go: false, why: 'It stays after all', capacityWhy: '' };
    assert.equal((await decideBulk(bulkId, stop, context('grace-adeyemi'))).kind, 'done');
    const told = await grace.post(path, old);
    assert.equal(told.status, 422);
    assert.match(words(told), /Grace Adeyemi decided “no go” on .*: It stays after all\./);
  });

  test('accepting many: a child whose record moved is not taken, what changed is told, and it is sent again from there', async () => {
    const moved = await offered(house, { familyName: 'Meadow' });
    const still = await offered(house, { familyName: 'Heath' });
    const ids = [moved, still].map(({ handoverId }) => handoverId);
    await house.admin.query(
      `update handover set occasion = 'service-closes', priority = 1 where handover_id = any ($1)`,
      [ids],
    );
    const path = pagePaths.bulkAccept;
    const shown = hiddenIn(await grace.get(path), path);
    const text = 'Where did they sleep last night?';
    const { personId, handoverId } = moved;
    const asked = await house.give(personId, 'hannah-whitlock', {
      type: 'ask',
      handoverId,
      questionId: randomUUID(),
      text,
    });
    assert.equal(asked.kind, 'done', JSON.stringify(asked));
    await house.admin.query(
      `update handover set occasion = 'service-closes', priority = 1 where handover_id = any ($1)`,
      [ids],
    );
    const chosen = {
      [`who-${moved.personId}`]: 'hannah-whitlock',
      [`who-${still.personId}`]: 'amara-osei',
      ...typed('first-contact', addDays(londonDate(house.time.now), 1)),
    };
    const results = await grace.post(path, { ...shown, ...chosen });
    assert.match(words(results), /Heath.*Allocated to Amara Osei/);
    assert.match(
      words(results),
      /Meadow.*Not done: somebody has changed this record since you opened the list/,
    );
    assert.match(words(results), /Changed after you opened this page .*Meadow.* by Hannah Whitlock/);
    const again = await grace.post(path, { ...hiddenIn(results, path), ...chosen });
    assert.match(words(again), /Meadow.*Allocated to Hannah Whitlock/);
    const twice = await grace.post(path, { ...shown, ...chosen });
    assert.match(words(twice), /For 1 of those you chose this form had done it when it was sent before/);
    const allocated = `fact where type = 'HandoverAllocated' and person_id in ('${moved.personId}', '${still.personId}')`;
    assert.equal(await count(allocated), 2);
  });
});
