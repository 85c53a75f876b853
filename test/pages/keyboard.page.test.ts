import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { closeBrowser } from '../browser.ts';
import { type Begun, offered, sitDown, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** With nothing but the keyboard, and without script. */
describe('keyboard alone', () => {
  let house: House;
  let begun: Begun;
  let page: Page;
  before(async () => {
    house = await openHouse({ size: 12 });
    begun = await offered(house, { familyName: 'Linden' });
    page = await sitDown(house, 'amara-osei', { width: 1280 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  /** Presses Tab until what has the focus fits; fails when it never does. */
  async function tabTo(selector: string): Promise<number> {
    for (let presses = 1; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.locator(`${selector}:focus`).count()) > 0) return presses;
    }
    assert.fail(`Tab never reaches ${selector}`);
  }

  test('the first stop skips to the content, and the main button follows soon', async () => {
    await page.goto(`${house.baseUrl}${pagePaths.handover(begun.personId, begun.handoverId)}`);
    assert.equal(await tabTo('.nhsuk-skip-link'), 1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/#maincontent$/);
    const presses = await tabTo('main a.nhsuk-button');
    assert.ok(presses <= 8, `${presses} stops to the main button`);
    await page.keyboard.press('Enter');
    await page.waitForURL(/acknowledge/);
  });

  test('a form is filled in and sent', async () => {
    await page.goto(`${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'ask')}`);
    await tabTo('textarea[name=text]');
    await page.keyboard.type('Is there a lift?');
    await tabTo('main form[method=post] button:not([name])');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/done\//);
    await tabTo('main a.nhsuk-button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/handover\//);
    assert.match(await wordsOf(page), /Is there a lift\?/);
  });

  test('what is wrong takes the focus, and leads to its box', async () => {
    await page.goto(`${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'decline')}`);
    await tabTo('main form[method=post] button:not([name])');
    await page.keyboard.press('Enter');
    await page.locator('.nhsuk-error-summary:focus').waitFor();
    await tabTo('.nhsuk-error-summary a[href="#comment"]');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.waitForURL(/#comment$/);
  });
});
