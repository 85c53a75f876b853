import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, londonDate, sayDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { act, fill, offered, send, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** A joint visit before it has been: in the forms, on both lists, in both calendars, moved and cancelled (scenario A1). */
describe('a joint visit is booked', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 4 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function sound(page: Page, name: string): Promise<string> {
    await assertSound(page, name);
    return wordsOf(page);
  }

  async function listOf(page: Page): Promise<string> {
    await page.goto(`${house.baseUrl}${pagePaths.work('joint-visits')}`);
    return wordsOf(page);
  }

  async function feedOf(page: Page): Promise<() => Promise<string>> {
    await page.goto(`${house.baseUrl}${pagePaths.calendar}`);
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.locator('.hh-secret').innerText();
    return async () => (await (await fetch(link)).text()).replaceAll('\r\n ', '');
  }

  test('it stands on the list and in the calendar of both, without a name, until it is cancelled', async () => {
    const begun = await offered(house, { familyName: 'Pemberley' });
    const on = addDays(londonDate(house.time.now), 6);
    const samira = await sitDown(house, 'samira-haddad');
    const amara = await sitDown(house, 'amara-osei');
    const feeds = [await feedOf(samira), await feedOf(amara)];
    const form = `${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'plan-joint-visit')}`;

    await samira.goto(form);
    await sound(samira, 'joint-visit-plan');
    await fill(samira, {
      ...typed('on', on),
      time: 'noonish',
      releasing: 'samira-haddad',
      receiving: 'amara-osei',
    });
    await send(samira);
    assert.match(await sound(samira, 'joint-visit-fault'), /The time must be a time of day/);
    await fill(samira, { time: '14:30' });
    await send(samira);
    assert.match(new URL(samira.url()).pathname, /\/done\//, await wordsOf(samira));

    for (const person of [samira, amara]) {
      const list = await listOf(person);
      assert.match(list, /Pemberley/);
      assert.match(list, new RegExp(`Joint visit: booked for .*${sayDate(on)}`));
    }
    await sound(amara, 'joint-visit-list');
    for (const feed of feeds) {
      const text = await feed();
      assert.match(text, new RegExp(`SUMMARY:Joint visit\\\\, child ${begun.personId.slice(0, 8)}`));
      assert.match(text, new RegExp(`DTSTART:${on.replaceAll('-', '')}T`));
      assert.doesNotMatch(text, /Pemberley|Samira|Amara/);
    }
    await samira.goto(`${house.baseUrl}${pagePaths.handover(begun.personId, begun.handoverId)}`);
    assert.match(await sound(samira, 'joint-visit-handover'), /Booked for .*Samira Haddad and Amara Osei/);

    await amara.goto(form);
    assert.match(await sound(amara, 'joint-visit-move'), /It is planned for/);
    await act(amara, house, begun, 'plan-joint-visit', {
      ...typed('on', addDays(on, 1)),
      time: '',
      reason: 'The mother is at college that day',
    });
    assert.match(await listOf(samira), new RegExp(`booked for ${sayDate(addDays(on, 1))}`));
    await amara.goto(form.replace('plan-joint-visit', 'cancel-joint-visit'));
    await sound(amara, 'joint-visit-cancel');
    await act(amara, house, begun, 'cancel-joint-visit', { reason: 'They go abroad for a month' });
    for (const person of [samira, amara])
      assert.match(await listOf(person), /No joint visit is booked with you/);
    for (const feed of feeds) assert.doesNotMatch(await feed(), /Joint visit/);
  });
});
