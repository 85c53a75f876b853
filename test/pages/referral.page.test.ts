import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { fill, fillOnPage, fillThrough, send, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** From referral to enrolment at the width of a phone, without script. */
describe('referral and enrolment', () => {
  let house: House;
  let today: string;
  const people = new Map<string, Promise<Page>>();
  before(async () => {
    house = await openHouse({ size: 12 });
    await house.admin.query(
      `insert into postcode_area (postcode, area_code, valid_from) values ('LU1 2AB', 'E06000032', '2020-01-01'), ('W5 2HL', 'E09000009', '2020-01-01')`,
    );
    today = londonDate(house.time.now);
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  function at(practitionerId: string): Promise<Page> {
    const known = people.get(practitionerId) ?? sitDown(house, practitionerId);
    people.set(practitionerId, known);
    return known;
  }

  /** A phone’s width and a desk’s, without an accessibility fault. */
  async function sound(page: Page, name: string): Promise<void> {
    await assertSound(page, `referral-${name}`);
  }

  function referral(changes: Readonly<Record<string, string>> = {}) {
    return {
      site: 'luton-fnp',
      from: 'midwife',
      referrer: 'Ruth Long, 01632 960555',
      given: 'Tess',
      family: 'Hartley',
      ...typed('born', '2008-03-01'),
      postcode: 'LU1 2AB',
      temporary: 'no',
      sealed: 'no',
      transfer: 'no',
      ...typed('expected', addDays(today, 160)),
      earlier: 'none',
      ...changes,
    };
  }

  /** Fills in, checks and sends a referral; answers the client’s id, where the page shows her. */
  async function refers(who: string, answers: Readonly<Record<string, string>>): Promise<string> {
    const page = await at(who);
    await page.goto(`${house.baseUrl}${pagePaths.refer}`);
    await fillThrough(page, answers);
    assert.match(await wordsOf(page), /Check your answers/);
    await send(page);
    return new URL(page.url()).pathname.split('/')[2] ?? '';
  }

  async function status(personId: string): Promise<string | undefined> {
    const { rows } = await house.admin.query<{ status: string }>(
      'select status from client where person_id = $1',
      [personId],
    );
    return rows[0]?.status;
  }

  test('a midwife’s referral is checked, judged criterion by criterion, offered, and enrolled', async () => {
    const shanice = await at('shanice-brown');
    await shanice.goto(`${house.baseUrl}${pagePaths.referrals}`);
    await sound(shanice, 'list-empty');
    await shanice.getByRole('button', { name: 'Refer a client' }).click();
    await sound(shanice, 'form');
    // Nothing answered: each fault names its question, and leads to its first box.
    await send(shanice);
    assert.match(await wordsOf(shanice), /There is a problem\s+Select who refers her/);
    assert.equal(
      await shanice.getByRole('link', { name: 'Select who refers her' }).getAttribute('href'),
      '#from-1',
    );
    await sound(shanice, 'faults');

    // One topic to a page, none of them much longer than a phone.
    const answers = referral();
    for (const topic of [
      'Who refers her',
      'Who she is',
      'Where she lives',
      'The pregnancy',
      'What may make it',
    ]) {
      assert.match(await wordsOf(shanice), new RegExp(`step \\d of 5\\s+${topic}`));
      await sound(shanice, `step-${topic.toLowerCase().replaceAll(' ', '-')}`);
      await fillOnPage(shanice, answers);
      await send(shanice);
    }
    assert.match(await wordsOf(shanice), /Check your answers[\s\S]*Midwife[\s\S]*None: this is the first/);
    await sound(shanice, 'check');
    // A change leads back to the answers, and what was answered elsewhere is kept.
    await shanice.getByRole('button', { name: 'Change who she is' }).click();
    assert.equal(await shanice.locator('[name=given]').inputValue(), 'Tess');
    await fill(shanice, { phone: '01632 960123' });
    await send(shanice);
    assert.match(await wordsOf(shanice), /Check your answers[\s\S]*01632 960123[\s\S]*LU1 2AB/);
    await send(shanice);
    const clientId = new URL(shanice.url()).pathname.split('/')[2] ?? '';
    const words = await wordsOf(shanice);
    assert.match(words, /Luton Family Nurse Partnership, .*: *Eligible/);
    assert.match(words, /Age[\s\S]*Met[\s\S]*1[78] at the last period[\s\S]*Up to 19 at the last period/);
    assert.match(words, /Weeks of pregnancy[\s\S]*17 weeks and 1 day/);
    await sound(shanice, 'eligibility');
    assert.equal(await status(clientId), 'referred');
    const looks = await house.admin.query<{ practitioner_id: string; why: string }>(
      `select practitioner_id, why from read_record where person_id = $1 and page = 'eligibility'`,
      [clientId],
    );
    assert.deepEqual(looks.rows[0], { practitioner_id: 'shanice-brown', why: 'Member of luton-fnp' }, 'P10');

    await shanice.goto(`${house.baseUrl}${pagePaths.referrals}`);
    assert.match(await wordsOf(shanice), /To be answered \(\d+\)[\s\S]*Tess Hartley/);
    await sound(shanice, 'list');

    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'offer-place')}`);
    await sound(shanice, 'offer');
    await send(shanice);
    assert.equal(await status(clientId), 'offered');

    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'enrol')}`);
    assert.match(await wordsOf(shanice), /Today: eligible/);
    assert.match(await wordsOf(shanice), /0 of 25 now, 1 with her/);
    assert.equal(
      await shanice.locator('[name=outside]').count(),
      0,
      'inside the rules nobody is asked for a reason',
    );
    await sound(shanice, 'enrol');
    await fillThrough(shanice, {
      nurse: 'shanice-brown',
      ...typed('consent', today),
      how: 'Signed at home, after we read the leaflet together',
      basis: 'Children Act 2004, section 11: arrangements to safeguard and promote welfare',
    });
    assert.match(await wordsOf(shanice), /Check your answers[\s\S]*Shanice Brown[\s\S]*Signed at home/);
    await sound(shanice, 'enrol-check');
    await send(shanice);
    await sound(shanice, 'enrolled');
    assert.equal(await status(clientId), 'enrolled');
    const { rows } = await house.admin.query<{ holder_practitioner: string; expected_on: string }>(
      `select c.holder_practitioner, c.expected_on::text from client_child k join child c on c.person_id = k.child_id where k.person_id = $1`,
      [clientId],
    );
    assert.deepEqual(rows, [{ holder_practitioner: 'shanice-brown', expected_on: addDays(today, 160) }]);
    await shanice.goto(`${house.baseUrl}${pagePaths.client(clientId)}`);
    assert.match(
      await wordsOf(shanice),
      /Consent to the programme: Signed at home[\s\S]*Basis for sharing to safeguard: Children Act 2004, section 11/,
    );
    await sound(shanice, 'client');
  });

  test('outside the rules a nurse is told why not, and the supervisor enrols with a reason', async () => {
    const shanice = await at('shanice-brown');
    const clientId = await refers(
      'shanice-brown',
      referral({ given: 'Orla', ...typed('born', '2003-01-01') }),
    );
    assert.match(
      await wordsOf(shanice),
      /Not eligible under the rules[\s\S]*Not met[\s\S]*2\d at the last period/,
    );
    await sound(shanice, 'not-eligible');
    const enrolment = {
      nurse: 'shanice-brown',
      ...typed('consent', today),
      how: 'By telephone, with her sister there',
      basis: 'Children Act 2004, section 11: arrangements to safeguard and promote welfare',
    };
    const form = `${house.baseUrl}${pagePaths.clientForm(clientId, 'enrol')}`;
    await shanice.goto(form);
    await fillThrough(shanice, enrolment);
    assert.match(await wordsOf(shanice), /There is a problem[\s\S]*Say why she is enrolled outside/);
    await fillThrough(shanice, { ...enrolment, outside: 'She leaves care in March' });
    await send(shanice);
    assert.match(await wordsOf(shanice), /There is a problem[\s\S]*only the supervisor enrols/i);
    assert.equal(await status(clientId), 'referred');

    const moira = await at('moira-kettle');
    await moira.goto(form);
    await fillThrough(moira, { ...enrolment, outside: 'She leaves care in March, and has nobody' });
    await sound(moira, 'outside-check');
    await send(moira);
    assert.equal(await status(clientId), 'enrolled');
    await moira.goto(`${house.baseUrl}${pagePaths.client(clientId)}`);
    assert.match(await wordsOf(moira), /Outside the site’s rules: She leaves care in March/);
  });

  test('a health visitor refers to a site, and does not read the record there', async () => {
    const amara = await at('amara-osei');
    const nhs = nthTestNumber(61) ?? '';
    await refers('amara-osei', referral({ given: 'Nia', from: 'health-visitor', nhs, sealed: 'yes' }));
    assert.match(await wordsOf(amara), /Referral sent[\s\S]*To Luton Family Nurse Partnership/);
    await sound(amara, 'sent');
    const { rows } = await house.admin.query<{ person_id: string; sealed: boolean }>(
      'select person_id, sealed from client where nhs_number = $1',
      [nhs],
    );
    const clientId = rows[0]?.person_id ?? '';
    assert.equal(rows[0]?.sealed, true);
    for (const path of [pagePaths.client(clientId), pagePaths.eligibility(clientId)])
      assert.notEqual((await amara.goto(`${house.baseUrl}${path}`))?.status(), 200, path);

    // A second referral of the same number, by anybody, makes no second record.
    const samira = await at('samira-haddad');
    await refers('samira-haddad', referral({ given: 'Nia', site: 'ealing-fnp', nhs }));
    assert.match(
      await wordsOf(samira),
      /There is a problem[\s\S]*A site of the programme knows this client\. Where she lives is sealed/,
    );
    assert.doesNotMatch(await wordsOf(samira), /known already to|Ring 01582/);
    const { rows: told } = await house.admin.query(
      `select team_id, for_lead from notice where person_id = $1 and code = 'client-asked-by-number'`,
      [clientId],
    );
    assert.deepEqual(told, [{ team_id: 'luton-fnp', for_lead: true }]);
    const again = await house.admin.query('select from client where nhs_number = $1', [nhs]);
    assert.equal(again.rowCount, 1);

    // Her site sees that the address is sealed, and never the place (P11).
    const shanice = await at('shanice-brown');
    const pages = [
      pagePaths.client(clientId),
      pagePaths.eligibility(clientId),
      pagePaths.clientForm(clientId, 'record-client'),
      pagePaths.clientForm(clientId, 'enrol'),
      pagePaths.referrals,
    ];
    for (const path of pages) {
      await shanice.goto(`${house.baseUrl}${path}`);
      assert.doesNotMatch(await shanice.content(), /LU1 ?2AB/i, path);
    }
    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'record-client')}`);
    await sound(shanice, 'record-client');
    await fill(shanice, { why: 'Her telephone has changed', phone: '01632 960777' });
    await send(shanice);
    const kept = await house.admin.query<{ postcode: string; phone: string }>(
      `select state #>> '{address,postcode}' as postcode, state #>> '{identity,phone}' as phone from client where person_id = $1`,
      [clientId],
    );
    assert.deepEqual(
      kept.rows,
      [{ postcode: 'LU1 2AB', phone: '01632 960777' }],
      'what was not shown is kept',
    );
  });

  test('declining is recorded with what stays hers, and can be taken up again', async () => {
    const shanice = await at('shanice-brown');
    const nhs = nthTestNumber(62) ?? '';
    const her = { given: 'Bea', from: 'self', referrer: '', nhs };
    const clientId = await refers('shanice-brown', referral(her));
    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'decline-place')}`);
    assert.match(await wordsOf(shanice), /the universal offer of health visiting and maternity stays hers/);
    await sound(shanice, 'decline');
    await fill(shanice, { reason: 'has-support', told: 'no' });
    await send(shanice);
    assert.match(await wordsOf(shanice), /Tell her first/);
    await fill(shanice, { told: 'yes' });
    await send(shanice);
    assert.equal(await status(clientId), 'declined');
    await shanice.goto(`${house.baseUrl}${pagePaths.eligibility(clientId)}`);
    assert.match(await wordsOf(shanice), /Offer a place/);

    // Years later: her own site goes on in the record that it has; elsewhere she is referred as anybody.
    await refers('shanice-brown', referral(her));
    assert.match(await wordsOf(shanice), /There is a problem[\s\S]*offers her a place again in it/);
    const samira = await at('samira-haddad');
    await refers('samira-haddad', referral({ ...her, site: 'ealing-fnp' }));
    assert.match(await wordsOf(samira), /Referral sent[\s\S]*To Ealing Family Nurse Partnership/);
  });

  test('with the keyboard alone a client is referred', async () => {
    const page = await at('moira-kettle');
    await page.goto(`${house.baseUrl}${pagePaths.referrals}`);
    const tabTo = async (selector: string) => {
      for (let presses = 0; presses < 120; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await page.locator(`${selector}:focus`).count()) > 0) return;
      }
      assert.fail(`Tab never reaches ${selector}`);
    };
    await tabTo('main a.nhsuk-button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/refer$/);
    const answers: readonly (readonly [string, string])[] = [
      ['[name=given]', 'Cleo'],
      ['[name=family]', 'Marsh'],
    ];
    const goOn = async (words: RegExp) => {
      await tabTo('main form[method=post] .nhsuk-button-group button');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: words }).waitFor();
    };
    await tabTo('[name=from]');
    await page.keyboard.press('Space');
    await tabTo('[name=referrer]');
    await page.keyboard.type('Ada Frost, 01632 960444');
    await goOn(/Who she is/);
    for (const [selector, text] of answers) {
      await tabTo(selector);
      await page.keyboard.type(text);
    }
    await goOn(/Where she lives/);
    await goOn(/The pregnancy/);
    await goOn(/What may make it harder/);
    await goOn(/Check your answers/);
    assert.match(await wordsOf(page), /Cleo/);
    await tabTo('main form[method=post] .nhsuk-button-group button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/eligibility$/);
    assert.match(await wordsOf(page), /Not known yet, and somebody has to ask/);
  });

  test('a child whose address is sealed seals the client’s page with it (P11)', async () => {
    const clientId = await refers('shanice-brown', referral({ given: 'Una', line: '7 Quarry Lane' }));
    const shanice = await at('shanice-brown');
    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'enrol')}`);
    await fillThrough(shanice, {
      nurse: 'shanice-brown',
      ...typed('consent', today),
      how: 'Signed at home',
      basis: 'Children Act 2004, section 11: arrangements to safeguard and promote welfare',
    });
    await send(shanice);
    await shanice.goto(`${house.baseUrl}${pagePaths.client(clientId)}`);
    assert.match(await wordsOf(shanice), /7 Quarry Lane/);
    const { rows } = await house.admin.query<{ child_id: string }>(
      'select child_id from client_child where person_id = $1',
      [clientId],
    );
    const sealed = await house.give(rows[0]?.child_id ?? '', 'shanice-brown', {
      type: 'seal-address',
      why: 'A refuge',
    });
    assert.equal(sealed.kind, 'done');
    for (const path of [
      pagePaths.client(clientId),
      pagePaths.clientForm(clientId, 'record-client'),
      pagePaths.clientForm(clientId, 'leave'),
    ]) {
      await shanice.goto(`${house.baseUrl}${path}`);
      assert.doesNotMatch(await shanice.content(), /Quarry|LU1 ?2AB/i, path);
    }
  });

  test('a site without a place says so, and the children go on to health visiting at once (A4)', async () => {
    const clientId = await refers('shanice-brown', referral({ given: 'Ivy' }));
    const shanice = await at('shanice-brown');
    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'enrol')}`);
    await fillThrough(shanice, {
      nurse: 'shanice-brown',
      ...typed('consent', today),
      how: 'Signed at home',
      basis: 'Children Act 2004, section 11: arrangements to safeguard and promote welfare',
    });
    await send(shanice);
    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'start-transfer')}`);
    await fill(shanice, { team: 'ealing-fnp', why: 'Moves to her aunt in Ealing' });
    await send(shanice);
    assert.match(await wordsOf(shanice), /Select the area in which she is going to live/);
    await fill(shanice, { area: 'E09000009' });
    await sound(shanice, 'transfer');
    await send(shanice);
    await send(shanice);
    assert.equal(await status(clientId), 'transferring-out');

    const beth = await at('beth-lomax');
    await beth.goto(`${house.baseUrl}${pagePaths.referrals}`);
    assert.match(await wordsOf(beth), /On the way here from another site \(1\)[\s\S]*Ivy Hartley/);
    await beth.goto(`${house.baseUrl}${pagePaths.eligibility(clientId)}`);
    assert.match(await wordsOf(beth), /Ealing Family Nurse Partnership, .*: *Eligible/);
    await beth.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'refuse-transfer')}`);
    await sound(beth, 'refuse');
    await fill(beth, { reason: 'no-place', waiting: 'yes', note: 'All nurses are full until spring' });
    await send(beth);
    await send(beth);
    assert.equal(await status(clientId), 'left-early');
    await beth.goto(`${house.baseUrl}${pagePaths.referrals}`);
    assert.match(await wordsOf(beth), /Waiting for a place \(1\)[\s\S]*Ivy Hartley/);
    const { rows } = await house.admin.query<{ receiving_team: string; holder_team: string }>(
      `select h.receiving_team, c.holder_team from client_child k join handover h on h.person_id = k.child_id join child c on c.person_id = k.child_id where k.person_id = $1`,
      [clientId],
    );
    assert.deepEqual(rows, [{ receiving_team: 'ealing-hv', holder_team: 'luton-fnp' }]);

    // The list leads to an offer: not while the site that she left still answers, and then it does.
    const offer = `${house.baseUrl}${pagePaths.clientForm(clientId, 'take-from-waiting-list')}`;
    await beth.goto(offer);
    assert.match(await wordsOf(beth), /A nurse of your site has room for her/);
    await sound(beth, 'waiting-offer');
    await send(beth);
    assert.match(await wordsOf(beth), /The site that she left still answers for a child of hers/);
    await sound(beth, 'waiting-refused');
    await shanice.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'record-loss')}`);
    await fill(shanice, {
      loss: 'miscarriage',
      ...typed('on', today),
      says: 'The midwife',
      contact: 'shanice-brown',
    });
    await send(shanice);
    await send(shanice);
    await beth.goto(`${house.baseUrl}${pagePaths.client(clientId)}`);
    await beth.getByRole('button', { name: 'Offer her the place for which she waits' }).click();
    await fill(beth, { note: 'A place has come free' });
    await send(beth);
    assert.equal(await status(clientId), 'offered');
    await beth.goto(`${house.baseUrl}${pagePaths.referrals}`);
    assert.match(await wordsOf(beth), /Offered a place \(1\)[\s\S]*Ivy Hartley/);
  });
});
