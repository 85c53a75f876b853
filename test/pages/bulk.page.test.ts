import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { runBulks } from '../../src/postgres/bulk-run.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser, openPage } from '../browser.ts';
import { fullSummary } from '../commands.ts';
import { wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

describe('bulk handovers in a browser, without script (A31, A30)', () => {
  let house: House;
  let bulkId = '';
  const pages = new Map<string, Page>();
  before(async () => {
    house = await openHouse({ size: 120 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function pageOf(who: string): Promise<Page> {
    const known = pages.get(who);
    if (known) return known;
    const page = await openPage({ width: 1280 });
    const visitor = await house.visitor(who);
    await page
      .context()
      .addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: house.baseUrl })));
    pages.set(who, page);
    return page;
  }

  /** No accessibility fault and nothing too wide, at a desk and on a phone, and a picture of both where one is asked for. */
  async function sound(page: Page, what: string): Promise<void> {
    await assertSound(page, `bulk-${what}`);
  }

  async function open(who: string, address: string, what: string, status = 200): Promise<Page> {
    const page = await pageOf(who);
    const answer = await page.goto(`${house.baseUrl}${address}`);
    assert.equal(answer?.status(), status, address);
    await sound(page, what);
    return page;
  }

  const runs = () => runBulks(house.admin, { now: () => house.time.now });

  async function held(): Promise<readonly { personId: string }[]> {
    const text = `select person_id as "personId" from child where holder_team = 'luton-hv' and care_status = 'in-care'`;
    return (await house.admin.query<{ personId: string }>(text)).rows;
  }

  test('a lead reallocates the children of a nurse, checks the answers, and each child has a result', async () => {
    const page = await open('grace-adeyemi', pagePaths.caseload('amara-osei'), 'caseload');
    assert.match(await wordsOf(page), /Hannah Whitlock\s+\d+ child(ren)?, \d+ handovers? accepted/);
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await sound(page, 'caseload-sent-empty');
    assert.match(await page.title(), /^Error: /);
    await page.getByLabel('Why do these families get another nurse?').fill('Amara Osei is on long leave');
    await page.getByLabel('Hannah Whitlock', { exact: true }).check();
    const first = page.locator('main select').first();
    await first.selectOption('priya-nair');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await sound(page, 'caseload-check');
    assert.match(await wordsOf(page), /Priya Nair.*1/);
    await page.getByRole('button', { name: 'Change the answers' }).click();
    assert.equal(await page.locator('main select').first().inputValue(), 'priya-nair', 'nothing is lost');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await page.getByRole('button', { name: 'Reallocate them' }).click();
    assert.match(page.url(), /\/bulk\/[0-9a-f-]{36}$/);
    const before = await count(`holder_practitioner = 'amara-osei'`);
    assert.ok(before > 1);
    await runs();
    await page.getByRole('link', { name: 'Look again now' }).click();
    await sound(page, 'caseload-done');
    assert.match(await wordsOf(page), new RegExp(`Named.*${before}`));
    assert.equal(await count(`holder_practitioner = 'amara-osei'`), 0);
    assert.equal(await page.getByRole('link', { name: /Children in order/ }).count(), 1);
  });

  test('a supervisor sees before choosing whose families are who’s, and what each nurse carries against what fits', async () => {
    const page = await open('moira-kettle', pagePaths.caseload('shanice-brown'), 'caseload-programme');
    const text = await wordsOf(page);
    assert.match(text, /Ewa Nowak\s+\d+ famil(y|ies), weighted [\d.]+ of 15\b/, '0.6 of 25');
    const { rows } = await house.admin.query<{ name: string }>(
      `select given_name || ' ' || family_name as name from child where holder_practitioner = 'shanice-brown' and care_status = 'in-care'`,
    );
    assert.ok(rows.length > 0);
    for (const { name } of rows) assert.ok(text.includes(name), name);
    const alone = await house.deps.bulk.caseloadClients(house.person('moira-kettle'), 'shanice-brown');
    assert.ok(alone.length > 0, 'somebody whose child has not joined yet, or lives elsewhere');
    for (const { givenName, familyName } of alone)
      assert.ok(text.includes(`${givenName} ${familyName} (client)`));
    assert.match(text, new RegExp(`${rows.length} child(ren)? and ${alone.length} clients?`));
  });

  async function count(where: string): Promise<number> {
    const text = `select count(*)::int as n from child where holder_team = 'luton-hv' and care_status = 'in-care' and ${where}`;
    return (await house.admin.query<{ n: number }>(text)).rows[0]?.n ?? 0;
  }

  test('a lead plans the last day, checks the answers and sees how far it is', async () => {
    const page = await open('grace-adeyemi', pagePaths.bulk, 'list');
    await page.getByRole('button', { name: 'Plan the last day of my team' }).click();
    await sound(page, 'plan');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await sound(page, 'plan-sent-empty');
    await page.getByLabel('The service closes').check();
    await page.getByLabel('Day', { exact: true }).fill('31');
    await page.getByLabel('Month', { exact: true }).fill('3');
    await page.getByLabel('Year', { exact: true }).fill('2027');
    await page.getByLabel('Ealing health visiting').check();
    await page.getByLabel('Why?', { exact: true }).fill('The contract ends');
    await page.getByLabel(/What do you ask every receiving team/).fill('See each child at its next review');
    await page.getByRole('button', { name: 'Check your answers' }).click();
    await sound(page, 'plan-check');
    await page.getByRole('button', { name: 'Make the plan' }).click();
    bulkId = page.url().split('/').at(-1) ?? '';
    assert.match(await wordsOf(page), /Not looked at yet/);
    await runs();
    await page.getByRole('link', { name: 'Look again now' }).click();
    await sound(page, 'planned');
    assert.match(await wordsOf(page), /Draft waits for something/);
    await page.getByRole('link', { name: /Children in order/ }).click();
    await sound(page, 'families');
    const words = await wordsOf(page);
    assert.match(words, /Urgent Individual meeting/);
    assert.match(words, /Assessment: what you think, and why/);
  });

  test('the decision shows what the receiving team can take, and is refused without a reason', async () => {
    const page = await open('grace-adeyemi', pagePaths.bulkDecide(bulkId), 'decide');
    assert.match(await wordsOf(page), /Ealing health visiting/);
    await page.getByRole('button', { name: 'Decide' }).click();
    await sound(page, 'decide-sent-empty');
    await page.getByLabel(/^Go:/).check();
    await page.getByLabel('Why?', { exact: true }).fill('Both leads have agreed');
    await page.getByRole('button', { name: 'Decide' }).click();
    assert.match(await wordsOf(page), /Decided by\s+Grace Adeyemi.*Both leads have agreed/);
  });

  test('the receiving lead accepts many for named practitioners, with a result for each', async () => {
    for (const { personId } of await held()) {
      const read = await house.deps.readings.child(house.person('grace-adeyemi'), personId, 'test', 'test');
      const draft = read?.state.handovers.find((handover) => handover.state === 'draft');
      if (!read || draft?.occasion !== 'service-closes') continue;
      const { handoverId, kind, occasion, destination, addressedTo } = draft;
      const { circumstances } = read.state;
      await house.give(personId, 'grace-adeyemi', {
        type: 'record-circumstances',
        circumstances: {
          ...circumstances,
          people: circumstances.people ?? [],
          dangers: circumstances.dangers ?? [],
          statutory: circumstances.statutory ?? [],
          contact: circumstances.contact ?? { route: 'Text', interpreter: null, loneVisitWarning: null },
        },
      });
      await house.give(personId, 'grace-adeyemi', {
        type: 'revise',
        handoverId,
        kind,
        occasion,
        destination,
        addressedTo,
        proposedLevel: 'universal',
        summary: fullSummary,
      });
    }
    await house.deps.bulk.lookAgain(bulkId, null);
    await runs();
    const page = await open('deborah-quill', pagePaths.bulkAccept, 'accept');
    const rows = page.locator('main tbody tr');
    const urgent = rows.filter({ hasNotText: 'Routine' }).first();
    const routine = rows.filter({ hasText: 'Routine' });
    assert.ok((await routine.count()) > 1, 'no routine child came');
    await urgent.locator('select').selectOption({ label: 'Samira Haddad' });
    await routine.nth(0).locator('select').selectOption({ label: 'Nadia Farouk' });
    await routine.nth(1).locator('select').selectOption({ label: 'Deborah Quill' });
    await page.getByRole('button', { name: 'Accept or allocate these' }).click();
    await sound(page, 'accept-without-date');
    const today = house.time.now.slice(0, 10).split('-');
    await page.getByLabel('Day', { exact: true }).fill(today[2] ?? '');
    await page.getByLabel('Month', { exact: true }).fill(today[1] ?? '');
    await page.getByLabel('Year', { exact: true }).fill(today[0] ?? '');
    await page.getByRole('button', { name: 'Accept or allocate these' }).click();
    await sound(page, 'accepted');
    const words = await wordsOf(page);
    assert.match(words, /Accepted for Nadia Farouk/);
    assert.match(words, /Accepted for Deborah Quill/);
    assert.match(words, /Allocated to Samira Haddad/);
  });

  test('a commissioner sees counts and no family, and names a lead who accepts (P12)', async () => {
    const page = await open('karen-lyle', pagePaths.bulkOne(bulkId), 'commissioner');
    const families = await house.deps.bulk.families(house.person('grace-adeyemi'), bulkId, 0);
    const words = await wordsOf(page);
    for (const { familyName } of families) assert.ok(!words.includes(familyName), familyName);
    assert.equal(await page.locator('a[href^="/child"]').count(), 0);
    assert.match(words, /fewer than 5/);
    await open('karen-lyle', pagePaths.bulkFamilies(bulkId), 'commissioner-refused', 403);
    await open('karen-lyle', pagePaths.bulkLead(bulkId), 'lead');
    await page.getByRole('button', { name: 'Name this lead' }).click();
    await sound(page, 'lead-sent-empty');
    await page.getByLabel(/Fiona Drake/).check();
    await page.getByLabel('Why?', { exact: true }).fill('Ealing is full');
    await page.getByRole('button', { name: 'Name this lead' }).click();
    assert.match(await wordsOf(page), /Fiona Drake, named by Karen Lyle: Ealing is full/);
  });

  test('the team is not closed while it answers for anybody: the number, and the way to the list', async () => {
    const page = await open('grace-adeyemi', pagePaths.closeTeam, 'close');
    assert.match(
      await wordsOf(page),
      /Who keeps the record of children whom a team outside the network holds\?/,
    );
    await page.getByLabel('Day', { exact: true }).fill('31');
    await page.getByLabel('Month', { exact: true }).fill('3');
    await page.getByLabel('Year', { exact: true }).fill('2027');
    await page.getByRole('button', { name: 'Close the team' }).click();
    await sound(page, 'close-refused');
    const still = (await held()).length;
    assert.match(await wordsOf(page), new RegExp(`still answers for ${still} children`));
    await page.getByRole('link', { name: 'Children whom the team holds' }).click();
    assert.equal(new URL(page.url()).pathname, '/team/held');
    await open('grace-adeyemi', pagePaths.team, 'team');
    await open('grace-adeyemi', pagePaths.caseload('nobody'), 'nobody-named');
  });
});
