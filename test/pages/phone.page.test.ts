import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { closeBrowser } from '../browser.ts';
import { offered, sitDown } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** What a nurse needs who stands in a stairwell, with a phone and without script. */
describe('on a phone', () => {
  let house: House;
  let amara: Page;
  /** Children of her team, with and without an open handover; and one that is offered to it. */
  let children: readonly string[];
  let arriving: string;
  before(async () => {
    house = await openHouse({ size: 60 });
    amara = await sitDown(house, 'amara-osei');
    const { rows } = await house.admin.query<{ id: string }>(
      `select person_id as id from child where holder_team = 'luton-hv' and born_on is not null order by person_id limit 12`,
    );
    children = rows.map(({ id }) => id);
    assert.ok(children.length >= 6, `${children.length} children`);
    arriving = (await offered(house, { familyName: 'Tamarisk' })).personId;
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function open(address: string): Promise<void> {
    const answer = await amara.goto(`${house.baseUrl}${address}`);
    assert.equal(answer?.status(), 200, address);
  }

  test('the first screen of a child says who answers, how to ring them, and what is next by when', async () => {
    for (const id of children) {
      await open(pagePaths.child(id));
      const strip = amara.locator('.hh-identity');
      for (const part of [
        strip.locator('.hh-identity__who'),
        strip.locator('a[href^="tel:"]').first(),
        strip.locator('dd strong').first(),
      ]) {
        const box = await part.boundingBox();
        assert.ok(box && box.y + box.height <= 844, `${id}: ${await part.innerText()} ends below ${box?.y}`);
      }
      assert.match(await strip.locator('dd strong').first().innerText(), /, (by|was due) |^Nothing is owed/);
    }
  });

  test('a child’s page is as long as what matters: under 5,200 pixels where no handover is open, else under 6,000', async () => {
    const { rows } = await house.admin.query<{ id: string }>(
      `select person_id as id from handover where state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen')`,
    );
    const handedOver = new Set(rows.map(({ id }) => id));
    for (const id of children) {
      await open(pagePaths.child(id));
      const height = Number(await amara.evaluate('document.documentElement.scrollHeight'));
      assert.ok(height < (handedOver.has(id) ? 6000 : 5200), `${id}: ${height}`);
    }
  });

  test('what is folded away says what and how much it is, opens without script, and stands open on paper', async () => {
    await open(pagePaths.child(arriving));
    const folds = amara.locator('main > details > summary');
    const words = await folds.allInnerTexts();
    for (const says of [
      /^Nothing unusual recorded: .*the mother herself/,
      /^How the level of service was decided: \d+ step/,
      /^Which time limit gave each of these days \(\d+\)/,
      /^(Other|All) reviews: \d+, of which \d+ done/,
      /^All that happened earlier: \d+ more/,
    ])
      assert.ok(
        words.some((line) => says.test(line)),
        `${says}: ${words.join(' | ')}`,
      );
    const mother = amara.locator('main dt', { hasText: 'The mother herself' });
    await amara.emulateMedia({ media: 'print' });
    assert.ok(((await mother.boundingBox())?.height ?? 0) > 0, 'on paper');
    await amara.emulateMedia({ media: 'screen' });
    const isShown = () =>
      amara.evaluate(
        `[...document.querySelectorAll('main dt')].find((word) => word.textContent === 'The mother herself').checkVisibility()`,
      );
    assert.equal(await isShown(), false, 'folded');
    await folds.filter({ hasText: 'Nothing unusual' }).click();
    assert.equal(await isShown(), true, 'opened');
  });

  test('whatever is tapped is as high as a thumb, and no word is smaller than 16 pixels', async () => {
    for (const address of [
      '/',
      pagePaths.desk,
      pagePaths.raised,
      pagePaths.notices,
      pagePaths.search,
      pagePaths.directory,
      pagePaths.printList,
      pagePaths.reviews('team'),
      pagePaths.child(children[0] ?? ''),
      pagePaths.child(arriving),
      pagePaths.whoHeld(children[0] ?? ''),
      pagePaths.form(children[0] ?? '', 'record-sighting'),
    ]) {
      await open(address);
      // What the compiler marks functions with is not there in the browser.
      await amara.evaluate('globalThis.__name = (what) => what');
      const { low, small } = await amara.evaluate(measured);
      assert.deepEqual(low, [], `${address}: lower than 44 pixels`);
      assert.deepEqual(small, [], `${address}: smaller than 16 pixels`);
    }
  });

  test('a ladder and notices of a team that is late with much are as long as somebody tired reads', async () => {
    const later = new Date(Date.parse(house.time.now) + 60 * 86_400_000).toISOString();
    await sweep(house.admin, { now: later, sweeper: 'test' });
    await house.admin.query(
      `with person as materialized (select gen_random_uuid() as person_id from generate_series(1, 40)),
        party as (insert into access (person_id, team_id, relation) select person_id, 'luton-hv', 'receiving' from person),
        owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
          select person_id, 'seen', 'seen', 'luton-hv', $1, $1, array_fill($1::timestamptz, array[5]), 1, '11', 'routine', 'test' from person),
        told as (insert into notice (team_id, for_lead, person_id, code, created_at) select 'luton-hv', false, person_id, 'overdue/0/seen', $1 from person)
       insert into escalation (person_id, key, from_at, kind, step, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
         select person_id, 'seen', $1, 'seen', 0, 'luton-hv', $1, $1, $1, false, '[]', gen_random_uuid() from person`,
      [house.time.now],
    );
    for (const address of [pagePaths.raised, pagePaths.notices]) {
      await open(address);
      const height = Number(await amara.evaluate('document.documentElement.scrollHeight'));
      assert.equal(await amara.locator('main li.hh-arrival').count(), 20, address);
      assert.ok(height < 8500, `${address}: ${height}`);
      await amara.evaluate('globalThis.__name = (what) => what');
      const { low, small } = await amara.evaluate(measured);
      assert.deepEqual([...low, ...small], [], address);
    }
  });

  test('in a card or a summary a link stands on the line of its word', async () => {
    const grace = await sitDown(house, 'grace-adeyemi');
    for (const address of [pagePaths.directory, pagePaths.directoryTeam('luton-hv'), pagePaths.team]) {
      await grace.goto(`${house.baseUrl}${address}`);
      await grace.evaluate('globalThis.__name = (what) => what');
      const { beside, apart } = await grace.evaluate(besideTheirWords);
      assert.ok(beside.length > 0, `${address} has no link in a card`);
      assert.deepEqual(apart, [], address);
    }
  });

  test('each part of the printable list is one tap from its top', async () => {
    await open(pagePaths.printList);
    const ways = amara.getByRole('navigation', { name: 'On this list' }).getByRole('link');
    assert.ok((await ways.count()) >= 5);
    for (const way of await ways.all()) {
      const part = amara.locator((await way.getAttribute('href')) ?? '');
      const title = part.locator('h2, caption, p').first();
      assert.ok(await title.isVisible(), await way.innerText());
    }
    await ways.filter({ hasText: 'Held here' }).click();
    assert.equal(await amara.locator('#held:target caption').count(), 1);
  });
});

/** Runs in the browser: the links that begin what a line of a card or summary says, and which of them stand higher or lower than its word. */
function besideTheirWords(): { readonly beside: readonly string[]; readonly apart: readonly string[] } {
  type Part = {
    readonly textContent: string;
    readonly previousSibling: unknown;
    getBoundingClientRect: () => { readonly top: number; readonly height: number };
  };
  const { document, getComputedStyle } = globalThis as unknown as {
    document: {
      querySelectorAll: (
        selector: string,
      ) => Iterable<Part & { querySelector: (selector: string) => Part | null }>;
    };
    getComputedStyle: (part: Part) => { readonly paddingTop: string };
  };
  const rows = document.querySelectorAll('td:not(:first-child), .nhsuk-summary-list__row');
  const lines = [...rows].flatMap((row) => {
    const word = row.querySelector('.nhsuk-table__heading, dt');
    const link = row.querySelector('span:last-child > a:first-child, dt + dd > a:first-child');
    if (!word || !link || link.previousSibling || word.getBoundingClientRect().height === 0) return [];
    const top = link.getBoundingClientRect().top + Number.parseFloat(getComputedStyle(link).paddingTop);
    return [{ name: link.textContent, off: Math.abs(top - word.getBoundingClientRect().top) }];
  });
  return {
    beside: lines.map(({ name }) => name),
    apart: lines.filter(({ off }) => off > 3).map(({ name }) => name),
  };
}

/**
 * Runs in the browser: what is too low to be tapped, and what is too small to be read. A link in a sentence is as high as its line; a
 * name on a card is tapped anywhere on the card.
 */
function measured(): { readonly low: readonly string[]; readonly small: readonly string[] } {
  type Part = {
    readonly textContent: string;
    readonly tagName: string;
    readonly className: string;
    readonly parentElement: Part;
    readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string }>;
    closest: (selector: string) => Part | null;
    matches: (selector: string) => boolean;
    getBoundingClientRect: () => { readonly height: number; readonly width: number };
    checkVisibility: (options: { visibilityProperty: boolean }) => boolean;
  };
  const { document, getComputedStyle } = globalThis as unknown as {
    document: { querySelectorAll: (selector: string) => Iterable<Part> };
    getComputedStyle: (part: Part) => { readonly fontSize: string };
  };
  const shown = (part: Part) =>
    part.checkVisibility({ visibilityProperty: true }) && part.getBoundingClientRect().width > 1;
  const words = (part: Part) => part.textContent.replace(/\s+/g, ' ').trim();
  const name = (part: Part) => `${part.tagName} ${words(part).slice(0, 40)}`;
  const low = [...document.querySelectorAll('a[href], button, summary, select, input[type=text]')]
    .filter(shown)
    .filter((part) => !part.matches('.nhsuk-skip-link'))
    .filter((part) => part.tagName !== 'A' || words(part.parentElement) === words(part))
    .filter((part) => {
      const card = part.matches('.hh-arrival__name > a:first-child, td:first-child a:first-child')
        ? part.closest('.hh-arrival, tr')
        : part.closest('.nhsuk-card--clickable');
      return Math.round((card ?? part).getBoundingClientRect().height) < 44;
    })
    .map(name);
  const small = [...document.querySelectorAll('body *')]
    .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    .filter(shown)
    .filter((part) => Number.parseFloat(getComputedStyle(part).fontSize) < 16)
    .map(name);
  return { low, small };
}
