import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf } from '../../src/web/server.fixture.ts';
import { type Begun, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

const place = {
  lines: ['9 Rowan Court'],
  postcode: 'W5 1AB',
  areaCode: 'E09000009',
  temporary: false,
  from: '2026-01-05',
};

describe('a team that stood in relation to a child and does so no more (P8)', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 12 });
  });
  after(() => house.close());

  async function stoodDown(familyName: string, sealed = false): Promise<Begun> {
    const begun = await offered(house, { familyName, address: { ...place, sealed } });
    const { personId, handoverId } = begun;
    const outcome = await house.give(personId, 'samira-haddad', {
      type: 'withdraw',
      handoverId,
      reason: 'They stay',
    });
    assert.equal(outcome.kind, 'done');
    return begun;
  }

  const pagesOf = ({ personId, handoverId }: Begun) => [
    pagePaths.child(personId),
    pagePaths.whoHeld(personId),
    pagePaths.handover(personId, handoverId),
    pagePaths.handoverForm(personId, handoverId, 'accept'),
    pagePaths.form(personId, 'report-signal'),
  ];

  test('a desk that was stood down reads why the record is closed, who answers now, and how to ring them', async () => {
    const begun = await stoodDown('Alder');
    const visitor = await house.visitor('amara-osei');
    for (const address of pagesOf(begun)) {
      const { status, text } = await visitor.get(address);
      assert.equal(status, 404, address);
      assert.match(text, /This record is closed to your team/, address);
      assert.match(
        text,
        /<strong>Ealing health visiting<\/strong> answers for this child now[\s\S]*020 7946 0200/,
      );
      assert.ok(!/Alder|Rowan|W5 1AB/.test(text), `${address} tells more than who answers`);
    }
    const { rows } = await house.admin.query(
      `select count(*) as n from read_record where person_id = $1 and practitioner_id = 'amara-osei' and page = 'closed record'`,
      [begun.personId],
    );
    assert.deepEqual(rows, [{ n: pagesOf(begun).length }]);
  });

  test('so does a team that was asked where the child sleeps, when a person has settled it', async () => {
    const { personId } = await offered(house, { familyName: 'Rowan', address: { ...place, sealed: false } });
    const enquiryId = randomUUID();
    const signal = {
      source: 'housing',
      messageId: null,
      effectiveAt: house.time.now,
      says: 'A notice to leave',
      lines: ['2 Elm Street'],
      postcode: null,
      areaCode: 'E09000013',
    } as const;
    const heard = await house.give(personId, 'samira-haddad', {
      type: 'receive-signal',
      enquiryId,
      otherTeamId: 'hf-hv',
      signal,
    });
    assert.equal(heard.kind, 'done');
    const visitor = await house.visitor('fiona-drake');
    assert.equal((await visitor.get(pagePaths.child(personId))).status, 200);
    const settled = await house.give(personId, 'samira-haddad', {
      type: 'settle-enquiry',
      enquiryId,
      outcome: 'not-moved',
      sleepsAt: null,
      reviewOn: null,
      note: 'They stay',
      handover: null,
    });
    assert.equal(settled.kind, 'done');
    const { status, text } = await visitor.get(pagePaths.child(personId));
    assert.equal(status, 404);
    assert.match(text, /This record is closed to your team[\s\S]*Ealing health visiting/);
  });

  test('where the address is sealed the holder is not named: a team’s name is an area', async () => {
    const begun = await stoodDown('Aspen', true);
    const visitor = await house.visitor('amara-osei');
    for (const address of pagesOf(begun)) {
      const { status, text } = await visitor.get(address);
      assert.equal(status, 404);
      assert.match(text, /sealed, so the team is not named here/);
      assert.ok(!/Ealing|Aspen/.test(text), address);
    }
  });

  test('to a team that never stood in relation there is no such child, nor to the desk of a draft that was not sent', async () => {
    const begun = await stoodDown('Hazel');
    const visitor = await house.visitor('fiona-drake');
    for (const address of pagesOf(begun)) {
      const { status, text } = await visitor.get(address);
      assert.equal(status, 404);
      assert.match(text, /Page not found/);
      assert.ok(!/Ealing|closed to your team/.test(text), address);
    }
    const draft = randomUUID();
    const outcome = await house.give(begun.personId, 'samira-haddad', {
      type: 'prepare',
      handoverId: draft,
      follows: null,
      kind: 'health-visiting-to-health-visiting',
      occasion: 'move',
      destination: { kind: 'desk', teamId: 'hf-hv', reason: 'Residence' },
      addressedTo: null,
      proposedLevel: 'universal',
      summary: { situation: 'x', assessment: '', family: '', expectedResponse: '', recording: '' },
    });
    assert.equal(outcome.kind, 'done');
    assert.match((await visitor.get(pagePaths.child(begun.personId))).text, /Page not found/);
  });

  test('a second click on what ended the relation says that it was done, and does nothing twice', async () => {
    const begun = await offered(house, { familyName: 'Juniper', address: { ...place, sealed: false } });
    const { personId, handoverId } = begun;
    const visitor = await house.visitor('amara-osei');
    const form = pagePaths.handoverForm(personId, handoverId, 'decline');
    const page = await visitor.get(form);
    const answers = {
      _csrf: tokenOf(page.text),
      _version: /name="_version" value="(\d+)"/.exec(page.text)?.[1] ?? '',
      _command: /name="_command" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
      reason: 'not-resident',
      comment: 'They live in Slough',
      onward: 'back-to-releasing',
    };
    assert.match((await visitor.post(form, answers)).url, /\/done\/decline/);
    // A declined handover stays readable to the desk until it goes on; withdrawn, it closes.
    await house.give(personId, 'samira-haddad', { type: 'withdraw', handoverId, reason: 'They stay' });
    const count = async () =>
      (await house.admin.query('select count(*) as n from fact where person_id = $1', [personId])).rows[0].n;
    const before = await count();
    const second = await visitor.post(form, answers);
    assert.match(second.url, /\/done\/decline/, second.text);
    assert.match(
      second.text,
      /Recorded[\s\S]*<strong>Ealing health visiting<\/strong> answers for this child now/,
    );
    assert.equal(await count(), before);
    // A command that was never given must not be shown as done.
    const other = await visitor.post(form, { ...answers, _command: randomUUID() });
    assert.equal(other.status, 404);
    assert.match(other.text, /This record is closed to your team/);
    const stranger = await house.visitor('hannah-whitlock');
    const token = tokenOf((await stranger.get(pagePaths.notices)).text);
    assert.equal(
      (await stranger.post(form, { ...answers, _csrf: token })).status,
      404,
      'another person’s command',
    );
  });
});
