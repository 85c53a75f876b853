import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { act, drafted, offered, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** The procedure for a missing family at the width of a phone, without script (scenarios A18, A21, A22). */
describe('a missing family, as people work it', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 12 });
    await house.admin.query(
      `insert into postcode_area (postcode, area_code, valid_from) values ('LU1 2AB', 'E06000032', '2000-01-01') on conflict do nothing`,
    );
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

  test('the way from the first word to found', async () => {
    const { personId, handoverId } = await drafted(house, { familyName: 'Penrose' });
    const child = { personId };
    await house.give(personId, 'samira-haddad', { type: 'withdraw', handoverId, reason: 'Not going there' });
    const samira = await sitDown(house, 'samira-haddad');
    const today = londonDate(house.time.now);
    await samira.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    await samira.getByText('More to record').click();
    await samira.getByRole('link', { name: 'Nobody knows where the child is' }).click();
    assert.match(await wordsOf(samira), /sealed, or that a register does not show, is not a missing family/);
    await looks(samira, pagePaths.form(personId, 'open-missing'), 'missing-open');
    await act(samira, house, child, 'open-missing', {
      why: 'Three visits with nobody in',
      open: 'no',
      reason: 'He may take the child abroad',
      'decided-by': 'Colette Baptiste',
      ...typed('review', addDays(today, 1)),
    });
    await act(samira, house, child, 'record-asked', { agency: 'gp', whom: 'Elm Practice', said: '' });
    await act(samira, house, child, 'record-asked', {
      agency: 'housing',
      whom: 'Ealing housing',
      said: 'Left the flat on Friday',
    });
    await act(samira, house, child, 'record-trace', { result: 'No new address' });
    await act(samira, house, child, 'record-nurse-told', { nurse: 'named-nurse', name: 'Colette Baptiste' });

    const text = await looks(samira, pagePaths.child(personId), 'missing-child');
    assert.match(text, /^\s*(Child\s*)?Nobody knows where this child is, since/);
    assert.match(text, /Do not tell the parent first/);
    assert.match(text, /Elm Practice[\s\S]*No answer yet. Due by/);
    assert.match(text, /Left the flat on Friday/);
    assert.match(text, /Colette Baptiste,/);
    assert.match(text, /Traced \(1 so far\)[\s\S]*No new address[\s\S]*Due by/);

    // The lead, the named nurse and the designated nurse find the family on their list; another team does not.
    for (const who of ['deborah-quill', 'colette-baptiste', 'manjit-sandhu']) {
      const page = await sitDown(house, who);
      assert.match(await looks(page, pagePaths.teamList('missing'), `missing-list-${who}`), /Penrose/, who);
    }
    const grace = await sitDown(house, 'grace-adeyemi');
    await grace.goto(`${house.baseUrl}${pagePaths.teamList('missing')}`);
    assert.doesNotMatch(await wordsOf(grace), /Penrose/);

    await act(samira, house, child, 'record-found', {
      how: 'Her sister rang',
      place: 'other',
      line: '4 Hill Street',
      postcode: 'LU1 2AB',
      temporary: 'yes',
      sealed: 'no',
    });
    const found = await looks(samira, pagePaths.child(personId), 'missing-found');
    assert.doesNotMatch(found, /Nobody knows where this child is, since/);
    assert.match(found, /found in Luton[\s\S]*The open handover goes there/);
    assert.match(found, /Send the offer/);
  });

  test('found elsewhere while a handover goes to another place: the redirect is one click away', async () => {
    const { personId } = await offered(house, { familyName: 'Tarrant' });
    const samira = await sitDown(house, 'samira-haddad');
    await act(samira, house, { personId }, 'open-missing', { why: 'Not where they said', open: 'yes' });
    const sleepsAt = {
      lines: [],
      postcode: null,
      areaCode: 'E09000013',
      temporary: true,
      sealed: false,
      from: londonDate(house.time.now),
    };
    await house.give(personId, 'samira-haddad', {
      type: 'record-found',
      how: 'A hostel rang',
      sleepsAt,
      handover: null,
    });
    await samira.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    await samira.getByRole('link', { name: /^Redirect the open handover/ }).click();
    assert.match(new URL(samira.url()).pathname, /\/handover\/[^/]+\/do\/redirect$/);
  });
});
