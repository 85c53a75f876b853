import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, type Visit } from '../../src/web/server.fixture.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { hiddenIn } from './sent-form.ts';

describe('forms that somebody began and has not sent', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 12 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  /** Keeps a form half-filled, as somebody does who is called away. */
  async function begin(who: string, form: string, answers: Readonly<Record<string, string>> = {}) {
    const visitor = await house.visitor(who);
    const drawn = await visitor.get(form);
    assert.equal(drawn.status, 200, form);
    await visitor.post(form, { ...carriedOn(drawn.text), ...answers, _then: 'keep' });
    return visitor;
  }

  async function drafts(): Promise<readonly { form: string; by: string }[]> {
    const text = `select form, practitioner_id as by from draft where dropped_at is null order by form, by`;
    return (await house.admin.query<{ form: string; by: string }>(text)).rows;
  }

  test('stand on My work with whom they are about and when they were kept, lead back to what was typed, and are thrown away there', async () => {
    const { personId, handoverId } = await offered(house, { familyName: 'Rowan' });
    const form = pagePaths.handoverForm(personId, handoverId, 'ask');
    const amara = await begin('amara-osei', form, { text: 'Does the dog bite?' });
    const front = await amara.get('/');
    assert.match(
      wordsOf(front),
      /Forms begun and not sent Each is kept until you send it or throw it away\. Nobody else sees it\. Ask a question Robin Rowan, born 3 February 2024 Last kept 25 November 2026 at 10:20am Throw it away: Ask a question, Robin Rowan/,
    );
    await assertSound({ address: front.url, html: front.text, status: 200 }, 'My work with a form begun');
    const [link = ''] = /<a href="[^"]+">Ask a question/.exec(front.text) ?? [];
    assert.ok(link.includes(`"${form}"`), link);
    assert.match((await amara.get(form)).text, /Does the dog bite\?/);

    const { text, url } = await amara.post(pagePaths.begun, hiddenIn(front, pagePaths.begun));
    assert.equal(new URL(url).pathname, pagePaths.begun);
    assert.match(text, /You have begun no form that is not sent\./);
    assert.deepEqual(await drafts(), []);
    assert.doesNotMatch((await amara.get('/')).text, /Each is kept until/, 'nothing where nothing is begun');
    assert.doesNotMatch((await amara.get(form)).text, /Does the dog bite\?/);
  });

  test('are nobody else’s: not a colleague’s who reads the same record, who cannot throw them away either', async () => {
    const { personId } = await offered(house, { familyName: 'Spindle' });
    const form = pagePaths.form(personId, 'report-signal');
    const amara = await begin('amara-osei', form);
    const hers = await amara.get(pagePaths.begun);
    assert.match(hers.text, /Spindle/);
    const hannah = await house.visitor('hannah-whitlock');
    for (const address of ['/', pagePaths.begun])
      assert.doesNotMatch((await hannah.get(address)).text, /Spindle/, address);
    const { _csrf = '' } = hiddenIn(await hannah.get(form), form);
    await hannah.post(pagePaths.begun, { ...hiddenIn(hers, pagePaths.begun), _csrf });
    assert.deepEqual(await drafts(), [{ form, by: 'amara-osei' }]);
    await amara.post(pagePaths.begun, hiddenIn(hers, pagePaths.begun));
  });

  test('are listed while the team reads the record, and not after', async () => {
    const { personId } = await offered(house, { familyName: 'Hornbeam' });
    const amara = await begin('amara-osei', pagePaths.form(personId, 'report-signal'));
    assert.match((await amara.get('/')).text, /Hornbeam/);
    await house.admin.query(`delete from access where person_id = $1 and team_id = 'luton-hv'`, [personId]);
    for (const address of ['/', pagePaths.begun]) {
      const { status, text } = await amara.get(address);
      assert.equal(status, 200, address);
      assert.ok(!text.includes('Hornbeam') && !text.includes(personId), address);
    }
    assert.equal((await drafts()).length, 1, 'it is there should the record come back');
    await house.admin.query('delete from draft');
  });

  test('what was kept again in another window is not thrown away with what the list showed', async () => {
    const { personId } = await offered(house, { familyName: 'Service' });
    const form = pagePaths.form(personId, 'record-sighting');
    const amara = await begin('amara-osei', form);
    const listed = await amara.get(pagePaths.begun);
    house.time.now = addMinutes(house.time.now, 5);
    await begin('amara-osei', form);
    const told = await amara.post(pagePaths.begun, hiddenIn(listed, pagePaths.begun));
    assert.equal(told.status, 422);
    assert.match(
      told.text,
      /You kept that form again after this page was drawn, 25 November 2026 at 10:25am/,
    );
    assert.deepEqual(await drafts(), [{ form, by: 'amara-osei' }]);
    await assertSound({ address: told.url, html: told.text, status: 422 }, 'A form that was kept again');
  });

  test('a client’s stand beside the children’s; the front page shows three, and the list all, sound at both widths', async () => {
    const { rows } = await house.admin.query<{ id: string; nurse: string; name: string }>(
      `select c.person_id as id, c.nurse_id as nurse, c.family_name as name from client c join practitioner p on p.id = c.nurse_id and p.team_id = c.team_id
       where c.status = 'enrolled' and not c.sealed and p.status = 'present' limit 1`,
    );
    const [client] = rows;
    assert.ok(client, 'the demonstration has no client');
    const forms = ['record-client', 'name-contact', 'move-end', 'child-leaves'].map((name) =>
      pagePaths.clientForm(client.id, name),
    );
    let nurse = await house.visitor(client.nurse);
    for (const form of forms) nurse = await begin(client.nurse, form);
    const front = await nurse.get('/');
    assert.equal(linesOf(front), 3);
    assert.match(front.text, new RegExp(`href="${pagePaths.begun}">All forms begun and not sent`));
    const all = await nurse.get(pagePaths.begun);
    assert.equal(linesOf(all), forms.length);
    for (const form of forms) assert.ok(all.text.includes(`href="${form}"`), form);
    assert.ok(all.text.includes(`Client `) && all.text.includes(client.name));
    await assertSound({ address: all.url, html: all.text, status: 200 }, 'Forms begun and not sent');
  });

  test('one that this version of the pages does not have is told as such, and can be thrown away', async () => {
    const { personId } = await offered(house, { familyName: 'Wych' });
    await house.admin.query(`delete from draft`);
    await house.admin.query(`insert into draft values ($1, 'amara-osei', $2, '{}', 1, $3)`, [
      personId,
      pagePaths.form(personId, 'of-an-older-version'),
      house.time.now,
    ]);
    const amara = await house.visitor('amara-osei');
    const listed = await amara.get(pagePaths.begun);
    assert.match(wordsOf(listed), /A form that Handhold no longer has Robin Wych/);
    await amara.post(pagePaths.begun, hiddenIn(listed, pagePaths.begun));
    assert.deepEqual(await drafts(), []);
  });
});

function wordsOf({ text }: Visit): string {
  return text
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' :', ':');
}

/** How many forms a page lists, each with a way to throw it away. */
function linesOf({ text }: Visit): number {
  return text.match(/Throw away what you typed/g)?.length ?? 0;
}
