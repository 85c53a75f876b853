import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { commandsOpenTo } from '../../src/domain/child/decide.ts';
import { findHandover } from '../../src/domain/child/state.ts';
import { type HandoverCommandName, handoverCommandNames } from '../../src/domain/handover/commands.ts';
import { cell } from '../../src/domain/handover/transitions.ts';
import { type HandoverStateName, handoverStates } from '../../src/domain/language/words.ts';
import { childForms } from '../../src/web/forms/child-forms.ts';
import { closeQuestion } from '../../src/web/pages/closed-question.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import type { Visitor } from '../../src/web/server.fixture.ts';
import { assertSound, closeBrowser, openPage } from '../browser.ts';
import { type House, openHouse } from './house.ts';

type Found = { readonly personId: string; readonly handoverId: string; readonly team: string };

/** A person of each team who may read its children. */
const reader: Readonly<Record<string, string>> = {
  'luton-hv': 'grace-adeyemi',
  'luton-fnp': 'moira-kettle',
  'ealing-hv': 'deborah-quill',
  'ealing-fnp': 'yvonne-clarke',
  'hf-hv': 'fiona-drake',
  'hf-fnp': 'celia-marchetti',
  'luton-named-nurse': 'ruth-pemberton',
  'ealing-named-nurse': 'colette-baptiste',
  'hf-named-nurse': 'isobel-grant',
};

/** The logo and the font, which only the NHS may use, or a picture from elsewhere. */
const ofTheNhsAlone = /frutiger|nhs[\w-]*logo|<img|src="http/i;

describe('every page and state, looked at in a browser, without script', () => {
  let house: House;
  const visitors = new Map<string, Visitor>();
  const signedIn = new Map<string, Page>();
  before(async () => {
    house = await openHouse({ size: 130 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function pageOf(practitionerId: string): Promise<Page> {
    const known = signedIn.get(practitionerId);
    if (known) return known;
    const page = await openPage({ width: 1280 });
    const visitor = await house.visitor(practitionerId);
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: house.baseUrl }));
    await page.context().addCookies(cookies);
    signedIn.set(practitionerId, page);
    return page;
  }

  /** A page as it is served to a person: no accessibility fault at the width of a desk nor of a phone, and nothing wider than either. */
  async function look(practitionerId: string, address: string, status = 200): Promise<string> {
    const visitor = visitors.get(practitionerId) ?? (await house.visitor(practitionerId));
    visitors.set(practitionerId, visitor);
    const answer = await visitor.get(address);
    assert.equal(answer.status, status, address);
    assert.doesNotMatch(answer.text, ofTheNhsAlone, address);
    await assertSound({ address: answer.url, html: answer.text, status }, address);
    return answer.text;
  }

  /** The same page opened in the browser, to go on from. */
  async function open(practitionerId: string, address: string): Promise<Page> {
    const page = await pageOf(practitionerId);
    const answer = await page.goto(`${house.baseUrl}${address}`);
    assert.equal(answer?.status(), 200, address);
    await assertSound(page, address);
    return page;
  }

  async function inState(state: HandoverStateName): Promise<Found | null> {
    const { rows } = await house.admin.query<Found>(
      `select h.person_id as "personId", h.handover_id as "handoverId", a.team_id as team from handover h join access a using (person_id)
       where h.state = $1 and a.team_id = any ($2) order by a.team_id = h.receiving_team desc, h.person_id limit 1`,
      [state, Object.keys(reader)],
    );
    return rows[0] ?? null;
  }

  /** One of each team that may read this child. */
  async function readersOf(personId: string): Promise<readonly string[]> {
    const { rows } = await house.admin.query<{ team: string }>(
      'select team_id as team from access where person_id = $1 order by team_id',
      [personId],
    );
    return rows.flatMap(({ team }) => reader[team] ?? []);
  }

  test('lists and the service’s own pages', async () => {
    const lead = 'grace-adeyemi';
    const closing = { secret: house.deps.sessionSecret, practitionerId: lead };
    const searched = (q: string) => `${pagePaths.search}?asked=${closeQuestion({ q }, closing)}`;
    const addresses = [
      '/',
      ...[
        'to-prepare',
        'waiting-for-other-side',
        'questions-to-me',
        'accepted-not-seen',
        'joint-visits',
        'overdue',
        'my-children',
      ].map((list) => `/work/${list}`),
      pagePaths.desk,
      pagePaths.team,
      ...[
        'arrivals',
        'accepted-here',
        'sent',
        'overdue-here',
        'unseen-late',
        'enquiries',
        'claims',
        'nobody-named',
        'missing',
        'visited-meanwhile',
        'held',
      ].map((list) => `/team/${list}`),
      pagePaths.reviews('mine'),
      pagePaths.reviews('team'),
      pagePaths.unseen(7),
      pagePaths.raised,
      pagePaths.notices,
      pagePaths.search,
      ...['a', 'zzzz'].map(searched),
      pagePaths.takeOn,
      pagePaths.directory,
      `${pagePaths.directory}?q=leeds`,
      pagePaths.directoryTeam('luton-hv'),
      pagePaths.atDesk('luton-hv'),
      pagePaths.absence('amara-osei'),
      pagePaths.recorded(pagePaths.absence('amara-osei')),
      pagePaths.recorded(pagePaths.closeTeam),
      pagePaths.sweeps,
      pagePaths.quarantine,
      `${pagePaths.quarantine}?settled=yes`,
      pagePaths.counts,
      pagePaths.story,
      pagePaths.printList,
    ];
    for (const address of addresses) await look(lead, address);
    await look('ruth-pemberton', pagePaths.sealed);
    await look('ruth-pemberton', pagePaths.work('disputes-to-decide'));
    await look('moira-kettle', pagePaths.recorded(pagePaths.workingTime('shanice-brown')));
    await look('deborah-quill', pagePaths.recorded(pagePaths.absence('kate-brennan')));
    await look(lead, pagePaths.recorded(pagePaths.absence('gwen-talbot')));
    // Whoever stands alone above the teams records her own absence (scenario A30).
    await look('karen-lyle', pagePaths.absence('karen-lyle'));
    await look('karen-lyle', pagePaths.directoryTeam('luton-commissioner'));
    await look(lead, '/no-such-page', 404);
    await look('karen-lyle', pagePaths.desk, 403);
  });

  test('the story, step by step', async () => {
    for (let step = 1; ; step += 1) {
      const shown = await look('karen-lyle', pagePaths.storyStep(step));
      if (shown.includes('Next step')) continue;
      assert.ok(step > 10);
      assert.match(shown.replace(/<[^>]+>/g, ''), /Minutes with nobody accountable: 0/);
      break;
    }
  });

  for (const state of handoverStates) {
    test(`a handover that is ${state}, as each side sees it, its child, and every form that the table opens there`, async () => {
      const found = await inState(state);
      assert.ok(found, `the demonstration has no handover that is ${state}`);
      const { personId, handoverId } = found;
      const people = await readersOf(personId);
      for (const who of people) {
        await look(who, pagePaths.child(personId));
        await look(who, pagePaths.handover(personId, handoverId));
      }
      const first = people[0] ?? '';
      const read = await house.deps.readings.child(house.person(first), personId, 'test', 'test');
      const handover = read && findHandover(read.state, handoverId);
      assert.ok(read && handover);
      const isOpenTo = (who: string, command: HandoverCommandName) =>
        commandsOpenTo(read.state, handover, house.deps.context(house.person(who), house.time.now)).includes(
          command,
        );
      for (const command of handoverCommandNames.filter((name) => cell(state, name) === 'yes')) {
        const who = people.find((one) => isOpenTo(one, command)) ?? first;
        await look(who, pagePaths.handoverForm(personId, handoverId, command));
      }
    });
  }

  test('every form about the child itself, empty and sent empty', async () => {
    const found = await inState('accepted');
    assert.ok(found);
    const who = reader[found.team] ?? '';
    for (const form of Object.keys(childForms)) {
      const page = await open(who, pagePaths.form(found.personId, form));
      const inputs = await page
        .locator('main form input:not([type=hidden]), main form textarea, main form select')
        .count();
      // A form that asks only for the time of a late entry cannot be sent wrongly.
      if (inputs <= 4) continue;
      await page.locator('main form button:not([name])').click();
      // On a busy machine the click is over before the answer has come.
      await page.waitForLoadState();
      if (new URL(page.url()).pathname.includes('/done/')) continue;
      await assertSound(page, `${form} sent empty`);
      assert.match(await page.title(), /^Error: /, form);
    }
  });

  test('who was accountable, a sealed address, care that has ended, an unborn child', async () => {
    const kinds = { sealed: 'c.sealed', ended: `c.care_status = 'ended'`, unborn: 'c.born_on is null' };
    for (const [kind, where] of Object.entries(kinds)) {
      const { rows } = await house.admin.query<{ personId: string; team: string }>(
        `select c.person_id as "personId", a.team_id as team from child c join access a using (person_id) where ${where} and a.team_id = any ($1) limit 1`,
        [Object.keys(reader)],
      );
      const [found] = rows;
      assert.ok(found, `the demonstration has no child that is ${kind}`);
      await look(reader[found.team] ?? '', pagePaths.child(found.personId));
      await look(reader[found.team] ?? '', pagePaths.whoHeld(found.personId));
    }
  });

  test('a quarantined item is read and settled', async () => {
    const id = randomUUID();
    await house.admin.query(
      `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, reason, says, content) values ($1, $2, $3, 'nems', 'invented.xml', 'bad-check-digit', 'An NHS number is mistyped', '<Bundle/>')`,
      [id, `test ${id}`, house.time.now],
    );
    const page = await open('grace-adeyemi', pagePaths.quarantineItem(id));
    await page.getByRole('button', { name: 'Settle this item' }).click();
    await assertSound(page, 'quarantine sent empty');
    await page.getByLabel('It does not concern us').check();
    await page.getByLabel('How do you know, and what did you do?').fill('Rang the sender');
    await page.getByRole('button', { name: 'Settle this item' }).click();
    const { rows } = await house.admin.query(
      'select settled_by, note from quarantine where quarantine_id = $1',
      [id],
    );
    assert.deepEqual(rows, [
      { settled_by: 'grace-adeyemi', note: 'Rang the sender (Not a child of this network)' },
    ]);
  });
});
