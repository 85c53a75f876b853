import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { act, offered, sitDown, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** A child dies, as the people of both sides see it: nothing automatic goes on, and a person confirms it (scenario A14). */
describe('a loss or a death', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 12 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function looks(page: Page, address: string, name: string): Promise<string> {
    await page.goto(`${house.baseUrl}${address}`);
    await assertSound(page, name);
    return wordsOf(page);
  }

  test('reported: the page says so first, every list and notice falls silent, and a lead confirms or takes it back', async () => {
    const { personId } = await offered(house, { familyName: 'Ashdown' });
    const child = { personId };
    const [samira, lead, luton] = [
      await sitDown(house, 'samira-haddad'),
      await sitDown(house, 'deborah-quill'),
      await sitDown(house, 'grace-adeyemi'),
    ];
    const arrivals = () => looks(luton, pagePaths.teamList('arrivals'), 'loss-arrivals');
    assert.match(await arrivals(), /Ashdown/);
    await looks(samira, pagePaths.form(personId, 'stop-schedules'), 'loss-report');
    await act(samira, house, child, 'stop-schedules', {
      why: 'child-died',
      says: 'Her grandmother rang the clinic',
    });

    const text = await looks(samira, pagePaths.child(personId), 'loss-child');
    assert.match(
      text,
      /^\s*(Child\s*)?The child has died: reported on .*Every visit, letter and reminder has stopped/,
    );
    assert.match(text, /Samira Haddad \(Ealing health visiting\) is the family’s contact/);
    assert.doesNotMatch(
      text,
      /Where the child sleeps|review that is due|Prepare a handover|Record a review|12 month review|Overdue/,
    );
    assert.match(text, /Confirm the loss or the death, or correct it/);
    assert.doesNotMatch(await arrivals(), /Ashdown/, 'the other side has nobody to ring');
    const notices = await looks(luton, pagePaths.notices, 'loss-notices');
    const about = notices.split('\n').filter((line) => line.includes(personId.slice(0, 8)));
    assert.deepEqual(about.length, 1, notices);
    assert.match(notices, /A loss or a death was reported/);

    // Only the lead or the named nurse takes it back or confirms it.
    assert.equal(await samira.getByRole('button', { name: 'Confirm the loss' }).count(), 0);
    await lead.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    await lead.getByRole('button', { name: 'It was reported in error' }).click();
    await act(lead, house, child, 'resume-schedules', { says: 'It was another family' });
    assert.match(await arrivals(), /Ashdown/, 'the offer lies on the desk again');

    await act(samira, house, child, 'stop-schedules', { why: 'child-died', says: 'The hospital rang' });
    await act(lead, house, child, 'end', {
      reason: 'death',
      'confirmed-by': 'Dr Patel',
      detail: 'Certified at the hospital',
    });
    assert.match(
      await looks(lead, pagePaths.child(personId), 'loss-confirmed'),
      /Accountability has ended: The child has died/,
    );
    assert.doesNotMatch(await arrivals(), /Ashdown/);
    await lead.getByRole('button', { name: 'Reverse the end' }).click();
    await act(lead, house, child, 'reverse-end', { why: 'Two children of one name' });
    const restored = await looks(lead, pagePaths.child(personId), 'loss-reversed');
    assert.match(restored, /answers for this child/);
    assert.match(restored, /Interval without a holder since/);
    assert.match(await arrivals(), /Ashdown/);
  });
});
