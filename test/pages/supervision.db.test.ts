import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { addDays, londonDate, sayDate, sayDueDay } from '../../src/domain/calendar/time.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, tokenOf } from '../../src/web/server.fixture.ts';
import { type House, openHouse } from './house.ts';

describe('Ewa Nowak’s supervision was missed: both see it, and the ladder tells', () => {
  let house: House;
  let today: string;
  before(async () => {
    house = await openHouse({ size: 60 });
    today = londonDate(house.time.now);
    await sweep(house.admin, { now: house.time.now, sweeper: 'test' });
  });
  after(() => house.close());

  const textOf = async (who: string, address: string) =>
    (await (await house.visitor(who)).get(address)).text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  const missedOn = () => sayDate(addDays(today, -4));

  test('her board says with whom it is owed and who is told next; the supervisor’s page says the same', async () => {
    const board = await textOf('ewa-nowak', pagePaths.board);
    assert.match(
      board,
      new RegExp(
        `Supervision, one to one, was due by ${sayDueDay(addDays(today, -4))}, with Moira Kettle. Overdue Next, .* told on`,
      ),
    );
    const team = await textOf('moira-kettle', pagePaths.supervisor);
    assert.match(
      team,
      new RegExp(`Ewa Nowak .*?Overdue since ${missedOn()}. Last held .*? Next, .*? told on`),
    );
    assert.match(team, /Owed by Moira Kettle Record Record supervision of Ewa Nowak/);
  });

  test('the step stands on the ladder’s page and in the notices of both, and is acknowledged', async () => {
    for (const who of ['ewa-nowak', 'moira-kettle']) {
      assert.match(
        await textOf(who, pagePaths.notices),
        /Ewa Nowak, family nurse Overdue: Supervision, one to one/,
      );
      assert.match(await textOf(who, pagePaths.raised), /Ewa Nowak, family nurse .*Supervision, one to one/);
    }
    const yvonne = await textOf('yvonne-clarke', pagePaths.raised);
    assert.doesNotMatch(yvonne, /Ewa Nowak/, 'another site’s supervisor');
    const moira = await house.visitor('moira-kettle');
    const { text } = await moira.get(pagePaths.raised);
    const drawn = text.slice(0, text.indexOf('name="nurse" value="ewa-nowak"'));
    const raised = /name="_version" value="([^"]+)"/.exec(drawn.slice(drawn.lastIndexOf('<form')))?.[1] ?? '';
    const due = { nurse: 'ewa-nowak', kind: 'supervise', due: addDays(today, -4), step: '0' };
    const step = { ...due, _version: raised };
    const done = await moira.post(pagePaths.raised, { _csrf: tokenOf(text), ...step });
    assert.match(done.text, /Acknowledged by Moira Kettle/);
  });

  test('with its day it stands in the calendars of nurse and supervisor, and nobody is named there', async () => {
    for (const [who, items] of [
      ['ewa-nowak', 1],
      ['moira-kettle', 2],
    ] as const) {
      const visitor = await house.visitor(who);
      const shown = carriedOn((await visitor.get(pagePaths.calendar)).text);
      const made = await visitor.post(pagePaths.calendar, shown);
      const linkIn = (text: string) => /class="hh-secret">([^<]+)</.exec(text)?.[1] ?? '';
      const link = linkIn(made.text);
      const twice = await visitor.post(pagePaths.calendar, shown);
      assert.equal(linkIn(twice.text), link, 'a second click is answered with the same link');
      const other = await visitor.post(pagePaths.calendar, { ...shown, _command: randomUUID() });
      assert.equal(other.status, 409);
      assert.match(other.text, /You made another link after you opened this page, and it stands/);
      assert.equal(linkIn(other.text), '');
      const feed = await (await fetch(link)).text();
      assert.equal(feed.match(/SUMMARY:Due: Supervision/g)?.length, items, who);
      assert.doesNotMatch(feed, /ewa|nowak|shanice/i);
    }
  });

  test('recorded with whoever held it, it is no longer owed, on every page and at once', async () => {
    const moira = await house.visitor('moira-kettle');
    const address = pagePaths.supervision('ewa-nowak');
    const { text } = await moira.get(address);
    assert.match(text, /value="moira-kettle"[^>]*checked/, 'whoever answers as supervisor is proposed');
    assert.doesNotMatch(text, /value="ewa-nowak"/, 'nobody supervises themselves');
    const [year = '', month = '', day = ''] = today.split('-');
    const held = { 'held-day': day, 'held-month': month, 'held-year': year };
    const nobody = await moira.post(address, { ...carriedOn(text), ...held, by: 'ewa-nowak' });
    assert.equal(nobody.status, 422);
    const sent = { ...carriedOn(text), ...held, by: 'ruth-pemberton' };
    const first = await moira.post(address, sent);
    assert.equal(
      (await moira.post(address, sent)).url,
      first.url,
      'a second click is answered as the first was',
    );
    for (const corrected of [{ by: 'moira-kettle' }, { 'held-year': String(Number(year) - 1) }]) {
      const lost = await moira.post(address, { ...sent, ...corrected });
      assert.equal(lost.status, 422, 'the same form with another answer is not told as recorded');
      assert.match(lost.text, /Recorded last: held on .* with Ruth Pemberton, by Moira Kettle on/);
    }
    const told = await moira.post(address, { ...sent, _command: randomUUID(), by: 'moira-kettle' });
    assert.equal(told.status, 422);
    assert.match(told.text, /Somebody has recorded something else since you opened this page/);
    assert.match(told.text, /Recorded last: held on .* with Ruth Pemberton, by Moira Kettle on/);
    assert.match(told.text, /value="moira-kettle"[^>]*checked/, 'what was typed stays');
    const { rows } = await house.admin.query(
      `select supervisor_id, recorded_by from supervision where nurse_id = 'ewa-nowak' order by held_on desc limit 1`,
    );
    assert.deepEqual(rows, [{ supervisor_id: 'ruth-pemberton', recorded_by: 'moira-kettle' }]);
    assert.doesNotMatch(await textOf('moira-kettle', pagePaths.raised), /Ewa Nowak, family nurse/);
    assert.match(
      await textOf('ewa-nowak', pagePaths.board),
      new RegExp(`Supervision, one to one, is due by ${sayDueDay(addDays(today, 7))}`),
    );
  });
});
