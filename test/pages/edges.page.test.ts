import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { londonDate } from '../../src/domain/calendar/time.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser, openPage } from '../browser.ts';
import { type Begun, drafted, offered, send, sitDown, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** Pages that are met when something is not as it should be, and those at the door: on a phone, without script. */
describe('pages at the edges', () => {
  let house: House;
  let begun: Begun;
  let amara: Page;
  before(async () => {
    house = await openHouse({ size: 12 });
    begun = await offered(house, { familyName: 'Willow' });
    amara = await sitDown(house, 'amara-osei');
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function sound(page: Page, what: string): Promise<string> {
    await assertSound(page, `edge-${what}`);
    return wordsOf(page);
  }

  test('the door: nobody signed in', async () => {
    const page = await openPage({ width: 390 });
    await page.goto(`${house.baseUrl}/sign-in`);
    await sound(page, 'sign-in');
    await page.goto(`${house.baseUrl}/`);
    await sound(page, 'who-are-you');
  });

  test('an incomplete draft, and what sending it answers', async () => {
    const { personId, handoverId } = await drafted(house, { familyName: 'Poplar', unwritten: true });
    const samira = await sitDown(house, 'samira-haddad');
    await samira.goto(`${house.baseUrl}${pagePaths.handover(personId, handoverId)}`);
    assert.match(await sound(samira, 'draft'), /Check before you send[\s\S]*To do/);
    await samira.goto(`${house.baseUrl}${pagePaths.handoverForm(personId, handoverId, 'offer')}`);
    await send(samira);
    assert.match(
      await sound(samira, 'refused'),
      /There is a problem[\s\S]*Samira Haddad .* holds the child now/,
    );
  });

  test('after sending: who holds the child, and what is next', async () => {
    await amara.goto(
      `${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'acknowledge')}`,
    );
    await send(amara);
    assert.match(
      await sound(amara, 'confirmation'),
      /Samira Haddad \(Ealing health visiting\) answers for this child now[\s\S]*What happens next/,
    );
  });

  test('a child known elsewhere: the team to ring, and no name', async () => {
    const { rows } = await house.admin.query<{ number: string; name: string }>(
      `select nhs_number as number, family_name as name from child c where nhs_number is not null and care_status = 'in-care' and not sealed
       and not exists (select from access a where a.person_id = c.person_id and a.team_id = 'luton-hv') limit 1`,
    );
    const [known] = rows;
    assert.ok(known);
    await amara.goto(`${house.baseUrl}${pagePaths.search}`);
    await amara.locator('[name=q]').fill(known.number);
    await amara.locator('main').getByRole('button', { name: 'Search' }).click();
    const text = await sound(amara, 'known-elsewhere');
    assert.match(text, /A child with this number is held by .* Ring that team on 0/);
    assert.ok(!text.includes(known.name));
  });

  test('no such page, not your role, a form too old', async () => {
    await amara.goto(`${house.baseUrl}/child/00000000-0000-7000-8000-000000000000`);
    assert.match(await sound(amara, 'missing'), /Page not found/);
    await amara.locator('main').getByRole('link', { name: 'Find a child' }).click();
    assert.match(await wordsOf(amara), /Name, NHS number or postcode/);
    await amara.goto(`${house.baseUrl}${pagePaths.counts}`);
    assert.match(await sound(amara, 'not-your-role'), /Your role does not open this page/);
    const address = `${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'ask')}`;
    await amara.goto(address);
    await amara.locator('[name=text]').fill('Is there a dog?');
    await amara.route(address, (route) =>
      route.continue({ postData: (route.request().postData() ?? '').replace(/_csrf=[^&]+/, '_csrf=old') }),
    );
    await send(amara);
    await amara.unroute(address);
    assert.match(await sound(amara, 'too-old'), /This form is too old[\s\S]*What you wrote/);
    assert.equal(await amara.getByLabel('Your words').inputValue(), 'Is there a dog?');
  });

  test('with letters twice as large a phone shows who holds the child without scrolling sideways', async () => {
    for (const address of [
      '/',
      pagePaths.child(begun.personId),
      pagePaths.handover(begun.personId, begun.handoverId),
      pagePaths.whoHeld(begun.personId),
    ]) {
      await amara.goto(`${house.baseUrl}${address}`);
      await amara.evaluate(`document.documentElement.style.fontSize = '200%'`);
      assert.equal(await amara.evaluate('document.documentElement.scrollWidth'), 390, address);
    }
  });

  test('on paper a record says as at when it is, opens what is folded and leaves out what only begins something', async () => {
    const { personId } = await offered(house, { familyName: 'Sorrel' });
    for (const where of ['At home', 'At the clinic', 'At a group'])
      await house.give(personId, 'samira-haddad', {
        type: 'record-sighting',
        seenOn: londonDate(house.time.now),
        where,
      });
    await amara.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    const asAt = amara.locator('.hh-printed');
    const earliest = amara.locator('main details .hh-timeline__item').last();
    assert.equal(await asAt.isVisible(), false);
    await amara.emulateMedia({ media: 'print' });
    assert.match(
      await asAt.innerText(),
      /^As at \d+ \w+ \d{4} at .*, printed by Amara Osei, Luton health visiting/,
    );
    assert.ok(((await earliest.boundingBox())?.height ?? 0) > 0, 'the earliest entry is on the paper');
    for (const hidden of ['.hh-begins', '.nhsuk-header__navigation', '.hh-phase'])
      for (const part of await amara.locator(hidden).all())
        assert.equal(await part.isVisible(), false, hidden);
    const added = await amara.evaluate(
      `[...document.querySelectorAll('main a')].map((link) => getComputedStyle(link, '::after').content)`,
    );
    assert.deepEqual([...new Set(added as string[])], ['none'], 'no address of a record on the paper');
    await amara.emulateMedia({ media: 'screen' });
  });

  test('an outage: what one sweep raised is one entry, with what it raised and that it is late', async () => {
    const { personId } = await offered(house, { familyName: 'Medlar' });
    const now = house.time.now;
    await sweep(house.admin, { now, sweeper: 'test' });
    const later = new Date(Date.parse(now) + 40 * 86_400_000).toISOString();
    await sweep(house.admin, { now: later, sweeper: 'test' });
    await amara.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    const text = await sound(amara, 'alarms');
    assert.equal(text.match(/Alarm: /g)?.length, 1);
    assert.match(
      text,
      /Alarm: duty desk, .* told[\s\S]*Accept or decline, owed by Luton health visiting: as far as/,
    );
    assert.match(text, /Late: no sweep ran when it fell due/);
    await amara.goto(`${house.baseUrl}${pagePaths.raised}`);
    await sound(amara, 'ladder');
    // One line for each child, and its steps inside, without script.
    const { rows } = await house.admin.query<{ n: number }>(
      `select count(distinct e.person_id)::int as n from escalation e join deadline d using (person_id, key)
       join access a on a.person_id = e.person_id and a.team_id = 'luton-hv'
       where e.owner_team = 'luton-hv' or e.other_team = 'luton-hv' or 'luton-hv' = any (e.told_teams)`,
    );
    const lines = amara.locator('main .hh-arrival');
    assert.equal(await lines.count(), rows[0]?.n);
    const ofChild = lines.filter({ hasText: `Reference ${personId.slice(0, 8)}` });
    assert.match(
      await ofChild.innerText(),
      /Medlar\s+Born [\s\S]*Accept or decline: was due [\s\S]*Who was told: \d+ steps to acknowledge/,
    );
    assert.match(await wordsOf(amara), /Highest step told here: Commissioner and board[\s\S]*Medlar/);
    await ofChild.locator('summary').click();
    assert.match(await ofChild.innerText(), /Team lead: Grace Adeyemi\. Raised .*\. Not acknowledged yet\./);
    assert.equal(await ofChild.getByRole('button', { name: /Acknowledge/ }).count(), 0, 'it asks others');
    await sound(amara, 'ladder-opened');

    const grace = await sitDown(house, 'grace-adeyemi');
    await grace.goto(`${house.baseUrl}${pagePaths.raised}`);
    const hers = grace.locator('main .hh-arrival', { hasText: `Reference ${personId.slice(0, 8)}` });
    const acknowledge = hers.getByRole('button', { name: /Acknowledge/ });
    assert.equal(await acknowledge.first().isVisible(), false, 'closed until it is opened');
    await hers.locator('summary').click();
    await sound(grace, 'ladder-of-the-lead');
    const open = await acknowledge.count();
    assert.ok(open >= 1, `${open} steps`);
    await acknowledge.first().click();
    await hers.locator('summary').click();
    assert.equal(await acknowledge.count(), open - 1);
    assert.match(await hers.innerText(), /Acknowledged by Grace Adeyemi/);
  });

  test('a fault: a page with a reference, and nothing of its cause', async () => {
    const readings = house.deps.readings as { workCounts: unknown };
    const kept = readings.workCounts;
    readings.workCounts = () => Promise.reject(new Error('relation "child" holds 999 000 0018'));
    try {
      const answer = await amara.goto(`${house.baseUrl}/`);
      assert.equal(answer?.status(), 500);
      const text = await sound(amara, 'fault');
      assert.match(text, /Something went wrong[\s\S]*Reference: [0-9A-F]{8}/);
      assert.doesNotMatch(text, /999 000|relation/, 'the reference alone may hold three nines');
    } finally {
      readings.workCounts = kept;
    }
  });
});
