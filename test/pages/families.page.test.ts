import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { act, drafted, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** The people around a child at the width of a phone, without script (scenarios A11, A14, A36, A45). */
describe('the people around a child', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 12 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function looks(page: Page, personId: string, name: string): Promise<string> {
    await page.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    await assertSound(page, name);
    return wordsOf(page);
  }

  test('a unit elsewhere with cover, home again, a carer, the mother’s worker, and her death taken back', async () => {
    const { personId, handoverId } = await drafted(house, { familyName: 'Rushworth' });
    const child = { personId };
    const today = londonDate(house.time.now);
    await house.give(personId, 'samira-haddad', { type: 'withdraw', handoverId, reason: 'They stay' });
    house.time.now = new Date(Date.parse(house.time.now) + 60_000).toISOString();
    const samira = await sitDown(house, 'samira-haddad');
    const amara = await sitDown(house, 'amara-osei');
    await act(samira, house, child, 'record-admission', {
      kind: 'mother-in-unit',
      where: 'Mother and baby unit',
      ...typed('from', addDays(today, -3)),
      cover: 'luton-hv',
    });
    const away = await looks(samira, personId, 'family-away');
    assert.match(away, /Mother and baby unit, since .*Visited there by Luton health visiting/);
    await act(amara, house, child, 'record-sighting', {
      ...typed('on', addDays(today, -1)),
      where: 'On the unit',
    });

    await samira.getByRole('link', { name: 'Home again from the stay' }).click();
    await act(samira, house, child, 'record-discharge', { ...typed('on', today), same: 'yes' });
    assert.match(await looks(samira, personId, 'family-home'), /A contact within 48 hours is owed/);
    await act(samira, house, child, 'record-home-contact', { how: 'Visit', with: 'Jo Rushworth' });

    await act(samira, house, child, 'record-carer', {
      name: 'Una Rushworth',
      relation: 'friend of the family',
      close: 'no',
      responsible: 'unknown',
      ...typed('since', today),
    });
    await act(samira, house, child, 'record-mother-in-care', {
      status: 'care-leaver',
      authority: 'Ealing Council',
      worker: 'Pat Lowe',
    });
    const owes = await looks(samira, personId, 'family-carer');
    assert.match(owes, /Nobody has asked yet who has parental responsibility/);
    assert.match(owes, /Tell the authority: this may be private fostering/);
    assert.match(owes, /Tell the mother’s own social worker/);
    await act(samira, house, child, 'tell-private-fostering', { authority: 'Ealing Council', whom: 'Duty' });
    await act(samira, house, child, 'tell-mothers-worker', { name: 'Pat Lowe' });
    await act(samira, house, child, 'copy-mothers-nurse', { name: 'Ida Cole' });

    await act(samira, house, child, 'record-visiting-declined', {
      ...typed('on', today),
      says: 'She wants nobody to come',
    });
    assert.match(await looks(samira, personId, 'family-declined'), /Nobody has looked at it yet/);
    await act(samira, house, child, 'review-visiting-declined', {
      judgement: 'concern',
      judged: 'Deborah Quill, lead',
      why: 'Nobody has been let in',
      accepts: 'no',
      ...typed('review', addDays(today, 5)),
    });
    assert.match(
      await looks(samira, personId, 'family-declined-looked-at'),
      /Nobody has seen the child\. A matter of safeguarding, by Deborah Quill, lead/,
    );
    await act(samira, house, child, 'tell-gp-declined', { name: 'Dr Rao' });

    await act(samira, house, child, 'record-admission', {
      kind: 'neonatal',
      where: 'Neonatal unit',
      ...typed('from', today),
      cover: 'none',
    });
    assert.match(
      await looks(samira, personId, 'family-neonatal'),
      /Plan the discharge with the unit or the hospital/,
    );
    await act(samira, house, child, 'plan-discharge', {
      ...typed('on', addDays(today, 6)),
      with: 'Sister Bell',
      needs: 'Oxygen at home',
    });
    assert.match(await looks(samira, personId, 'family-discharge-planned'), /The discharge is planned for/);

    await act(samira, house, child, 'record-mother-death', {
      ...typed('on', today),
      says: 'Her sister rang',
    });
    assert.match(await looks(samira, personId, 'family-mother-died'), /The mother has died/);
    await act(samira, house, child, 'take-back-mother-death', { says: 'Another woman of that name' });
    assert.doesNotMatch(await looks(samira, personId, 'family-after'), /She died on/);
    await samira.getByRole('link', { name: 'With the mother again' }).click();
    await act(samira, house, child, 'record-back-with-mother', {
      ...typed('since', today),
      says: 'Pat Lowe rang',
    });
    assert.doesNotMatch(await looks(samira, personId, 'family-back'), /Una Rushworth,/);
  });
});
