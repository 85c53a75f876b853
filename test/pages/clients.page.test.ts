import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { issuedNow } from '../../src/application/issued.ts';
import { addDays, addMinutes } from '../../src/domain/calendar/time.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { clientForms } from '../../src/web/forms/client-forms.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { fill, send, sitDown, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

const children =
  '(select count(*) from client_child k where k.person_id = c.person_id and k.left_by is null)';

type Found = { readonly personId: string; readonly name: string; readonly status: string };

describe('pages of the programme’s clients, in a browser, without script', () => {
  let house: House;
  let nurse: Page;
  let supervisor: Page;
  /** Shanice Brown’s client who has missed visits, one with a child in its first year, and one with twins. */
  let missing: Found;
  let mother: Found;
  let twins: Found;
  before(async () => {
    house = await openHouse({ size: 200 });
    nurse = await sitDown(house, 'shanice-brown', { width: 1280 });
    supervisor = await sitDown(house, 'moira-kettle', { width: 1280 });
    const hers = "nurse_id = 'shanice-brown' and status = 'enrolled'";
    missing = await clientWho(
      `${hers} and missed_count > 0 and visit_due_on < '${house.time.now.slice(0, 10)}'`,
    );
    mother = await clientWho(
      `${hers} and youngest_born_on is not null and missed_count = 0 and ${children} = 1`,
    );
    // Whichever expects a child is brought near enough to her day that her twins can have been born.
    twins = await clientWho("status = 'enrolled' and youngest_born_on is null and expected_on is not null");
    await bearsTwins(twins);
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  /** A client of Luton of whom this holds, the same in each run. */
  async function clientWho(holds: string): Promise<Found> {
    const { rows } = await house.admin.query<Found>(
      `select person_id as "personId", given_name || ' ' || family_name as name, status from client c
       where team_id = 'luton-fnp' and ${holds} order by person_id limit 1`,
    );
    assert.ok(rows[0], `the demonstration has no client of whom: ${holds}`);
    return rows[0];
  }

  async function childrenOf({ personId }: Found): Promise<readonly string[]> {
    const { rows } = await house.admin.query<{ name: string }>(
      'select c.given_name as name from child c join client_child k on k.child_id = c.person_id where k.person_id = $1 order by c.person_id',
      [personId],
    );
    return rows.map(({ name }) => name);
  }

  async function bearsTwins({ personId }: Found): Promise<void> {
    const { rows } = await house.admin.query<{ id: string; family: string }>(
      'select k.child_id as id, c.family_name as family from client_child k join client c on c.person_id = k.person_id where k.person_id = $1',
      [personId],
    );
    const babies = ['Ruby', 'Pearl'].map((givenName, index) => ({
      personId: index === 0 ? (rows[0]?.id ?? '') : randomUUID(),
      givenName,
      familyName: rows[0]?.family ?? '',
      nhsNumber: null,
      bornAlive: true,
    }));
    const { now } = house.time;
    const bornOn = now.slice(0, 10);
    await give(personId, {
      type: 'allocate-nurse',
      nurseId: 'ewa-nowak',
      why: 'Knows the family',
      aboveCapacity: 'Agreed',
    });
    await give(personId, { type: 'move-expected-date', expectedOn: bornOn, why: 'The scan' });
    await give(personId, { type: 'tell-birth', bornOn, where: 'In hospital', babies });
  }

  async function give(personId: string, command: ClientCommand): Promise<void> {
    const { now } = house.time;
    const outcome = await house.deps.issueToClient(
      issuedNow(personId, command),
      house.deps.context(house.person('moira-kettle'), now),
    );
    // Whose nurse or whose day is so already is left as she is.
    const stands = outcome.kind === 'refused' && command.type !== 'tell-birth';
    assert.ok(outcome.kind === 'done' || stands, JSON.stringify(outcome));
  }

  /** No accessibility fault, wide and narrow, and nothing wider than a phone. */
  async function look(page: Page, address: string, name: string): Promise<void> {
    const answer = await page.goto(`${house.baseUrl}${address}`);
    assert.equal(answer?.status(), 200, address);
    await sound(page, name);
  }

  async function sound(page: Page, name: string): Promise<void> {
    await assertSound(page, `client-${name}`);
  }

  test('a client in each status, and in each phase', async () => {
    const { rows } = await house.admin.query<Found>(
      `select distinct on (status, left((phases -> -1)::text, 12), youngest_born_on is null) person_id as "personId",
         given_name || ' ' || family_name as name, status from client c where team_id = 'luton-fnp'`,
    );
    assert.ok(new Set(rows.map((row) => row.status)).size >= 6, 'the demonstration shows too few statuses');
    for (const { personId, name } of rows) {
      await look(supervisor, pagePaths.client(personId), name.toLowerCase().replace(' ', '-'));
      const text = await wordsOf(supervisor);
      assert.match(text, new RegExp(name));
      assert.match(
        text,
        /answers for her|is her family nurse|keeps in touch with her|is the one to ask about her referral/,
      );
    }
  });

  test('twins stand as two children, each with who answers for it (P7)', async () => {
    const { personId } = twins;
    await supervisor.goto(`${house.baseUrl}${pagePaths.client(personId)}`);
    const rows = supervisor.locator('table', { hasText: 'Her children' }).locator('tbody tr');
    assert.equal(await rows.count(), 2);
    for (const text of await rows.allInnerTexts())
      assert.match(text, /Ewa Nowak|Shanice Brown|health visiting/);
  });

  test('every form of a client, empty and sent empty', async () => {
    const { personId } = missing;
    const expecting = await clientWho(
      "status = 'enrolled' and youngest_born_on is null and expected_on is not null",
    );
    for (const form of Object.keys(clientForms)) {
      const about = ['tell-birth', 'record-loss', 'move-expected-date'].includes(form)
        ? expecting
        : { personId };
      await look(supervisor, pagePaths.clientForm(about.personId, form), form);
    }
    await supervisor.goto(`${house.baseUrl}${pagePaths.clientForm(personId, 'leave')}`);
    await send(supervisor);
    assert.match(await supervisor.title(), /^Error: /);
    await sound(supervisor, 'leave-sent-empty');
  });

  test('a visit is recorded on a phone with two ticks, nothing typed, in under a minute, and the child is seen in its own record', async () => {
    const { personId, name } = mother;
    const [baby = ''] = await childrenOf(mother);
    await nurse.setViewportSize({ width: 390, height: 844 });
    await nurse.goto(`${house.baseUrl}${pagePaths.client(personId)}`);
    const began = performance.now();
    const answers: number[] = [];
    nurse.on('response', (response) => {
      if (response.request().isNavigationRequest()) answers.push(response.status());
    });
    await nurse.getByRole('button', { name: 'Record a visit', exact: true }).click();
    for (const box of await nurse.locator('main input[type="checkbox"]').all())
      assert.equal(await box.isChecked(), false, 'nobody is ticked as seen beforehand');
    await nurse.getByLabel(name.split(' ')[0] ?? '').check();
    await nurse.getByLabel(baby).check();
    await nurse.getByRole('button', { name: 'Record the visit' }).click();
    assert.match(new URL(nurse.url()).pathname, /\/done\//, await wordsOf(nurse));
    // Four taps: a form, a mother, a child, the button. At ten seconds for each a person is done within the minute, which also
    // has to hold the answers of the server: two pages and a redirect.
    const waited = performance.now() - began;
    assert.ok(4 * 10_000 + waited < 60_000, `${Math.round(waited)} ms waited`);
    assert.ok(answers.length <= 3, `${answers} answers`);
    await sound(nurse, 'visit-recorded');
    await nurse.setViewportSize({ width: 1280, height: 900 });
    const { rows } = await house.admin.query<{ seen: string }>(
      `select c.last_seen_on::text as seen from child c join client_child k on k.child_id = c.person_id where k.person_id = $1`,
      [personId],
    );
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(
      new Date(Date.parse(house.time.now) - 3_600_000),
    );
    assert.deepEqual(rows, [{ seen: today }]);
  });

  test('a visit form is left and resumed, and an old tab is compared with what changed (P8)', async () => {
    const { personId } = twins;
    const address = `${house.baseUrl}${pagePaths.clientForm(personId, 'record-visit')}`;
    const other = await sitDown(house, 'ewa-nowak', { width: 1280 });
    await other.goto(address);
    await other.getByLabel('Ruby').check();
    await fill(other, { note: 'Feeding well' });
    await other.getByRole('button', { name: 'Save and come back later' }).click();
    await other.goto(address);
    assert.match(await wordsOf(other), /Your draft of/);
    assert.equal(await other.getByLabel('Ruby').isChecked(), true);
    assert.equal(await other.locator('[name="note"]').inputValue(), 'Feeding well');

    await supervisor.goto(`${house.baseUrl}${pagePaths.clientForm(personId, 'weigh')}`);
    await fill(supervisor, { weight: '1.5', reason: 'Twins' });
    await send(supervisor);
    await other.getByRole('button', { name: 'Record the visit' }).click();
    const text = await wordsOf(other);
    assert.match(text, /This record has changed since you opened it/);
    assert.match(text, /Counts for 1.5 in the caseload/);
    await sound(other, 'compared');
    // Nothing is lost in silence: the answers come back and can be sent anew.
    await other.getByRole('button', { name: 'Go back to my answers' }).click();
    assert.equal(await other.locator('[name="note"]').inputValue(), 'Feeding well');
    await other.getByRole('button', { name: 'Record the visit' }).click();
    assert.match(new URL(other.url()).pathname, /\/done\//);
  });

  test('leaving is checked before it is recorded, and may be changed', async () => {
    const leaver = await clientWho(
      `status = 'enrolled' and ${children} = 1 and youngest_born_on is not null and person_id <> '${mother.personId}' and person_id <> '${missing.personId}'`,
    );
    const { personId } = leaver;
    await supervisor.goto(`${house.baseUrl}${pagePaths.clientForm(personId, 'leave')}`);
    await fill(supervisor, { door: 'withdrew', reason: 'needs-met', why: 'Moves in with her mother' });
    await send(supervisor);
    assert.match(await wordsOf(supervisor), /Check your answers/);
    await sound(supervisor, 'check-answers');
    await supervisor.getByRole('button', { name: 'Change an answer' }).click();
    assert.equal(await supervisor.locator('[name="why"]').inputValue(), 'Moves in with her mother');
    await send(supervisor);
    await supervisor.getByRole('button', { name: 'End the programme' }).click();
    assert.match(new URL(supervisor.url()).pathname, /\/done\//, await wordsOf(supervisor));
    assert.equal((await clientWho(`person_id = '${personId}'`)).status, 'left-early');
  });

  test('the nurse’s board counts what it lists: overdue, unseen, graduating, missed', async () => {
    const own = await sitDown(house, 'shanice-brown', { width: 1280 });
    await look(own, pagePaths.board, 'board');
    const text = await wordsOf(own);
    assert.match(text, /Supervision, one to one, is due by/);
    assert.match(text, new RegExp(missing.name));
    const other = await clientWho("nurse_id = 'ewa-nowak' and status = 'enrolled'");
    assert.doesNotMatch(text, new RegExp(other.name), 'another nurse’s family');
    // Each family once, in the week or below it, with every reason in its row.
    const links = await own.locator('main tbody tr a[href^="/clients/"]').allInnerTexts();
    assert.ok(links.length > 3, 'the board shows too few families');
    assert.deepEqual(links.toSorted(), [...new Set(links)].toSorted());
    const row = own.locator('main tbody tr', { hasText: missing.name });
    assert.match(await row.innerText(), /Visit overdue since[\s\S]*Missed the last (visit|\d+ visits)/);
    const captions = await own.locator('main caption').allInnerTexts();
    assert.deepEqual(captions.slice(0, 2), ['This week', 'Also to look at']);
    assert.match(text, /(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+, \d+(:\d+)?[ap]m/);
    for (const list of ['week', 'overdue', 'unseen', 'missed', 'graduating', 'left', 'all']) {
      await own.goto(`${house.baseUrl}${pagePaths.board}`);
      const counted = Number(
        await own.locator(`.hh-count:has(a[href$="show=${list}"]) .hh-count__number`).innerText(),
      );
      await look(own, `${pagePaths.board}?show=${list}`, `board-${list}`);
      assert.equal(await own.locator('main tbody tr').count(), counted, list);
    }
  });

  test('a nurse who is away: the deputy’s board has the families', async () => {
    const deputy = await sitDown(house, 'ewa-nowak', { width: 390 });
    await deputy.goto(`${house.baseUrl}${pagePaths.board}`);
    assert.doesNotMatch(await wordsOf(deputy), new RegExp(missing.name));
    await house.admin.query(
      `insert into absence (practitioner_id, away_from, away_to, deputy_id) values ('shanice-brown', $1, null, 'ewa-nowak')`,
      [addMinutes(house.time.now, -60)],
    );
    await house.admin.query('update directory_version set version = version + 1');
    await house.refresh();
    await deputy.goto(`${house.baseUrl}${pagePaths.board}`);
    assert.match(await wordsOf(deputy), new RegExp(missing.name));
    await house.admin.query(`delete from absence where practitioner_id = 'shanice-brown'`);
    await house.admin.query('update directory_version set version = version + 1');
    await house.refresh();
  });

  test('the supervisor’s page: caseloads against capacity, supervision due, leavers without a way on, goals', async () => {
    await look(supervisor, pagePaths.supervisor, 'supervisor');
    const text = await wordsOf(supervisor);
    assert.match(text, /Leavers without an accepted handover\s+[1-9]\d* child(ren)? waits?/);
    assert.match(text, /This must read 0/);
    const row = (caption: string, name: string) =>
      supervisor.locator('table', { hasText: caption }).locator('tbody tr', { hasText: name }).first();
    assert.match(await row('Caseloads', 'Ewa Nowak').innerText(), /of 15\b/, '0.6 of 25');
    assert.match(await row('Supervision', 'Ewa Nowak').innerText(), /Overdue since \d+ \w+ 20\d\d/);
    // Of nobody who came before this record began is it said that years were missed.
    const year = Number(house.time.now.slice(0, 4));
    for (const line of await supervisor
      .locator('table', { hasText: 'Supervision' })
      .first()
      .locator('tbody tr')
      .allInnerTexts())
      for (const [said] of line.matchAll(/20\d\d/g)) assert.ok(Number(said) >= year - 3, line);
    await look(supervisor, `${pagePaths.supervisor}?show=overdue`, 'supervisor-overdue');
    await supervisor.goto(`${house.baseUrl}${pagePaths.supervisor}`);
    assert.match(text, /Visits made of those expected, pregnancy/);

    await supervisor.getByRole('link', { name: 'Record supervision of Ewa Nowak' }).click();
    await sound(supervisor, 'record-supervision');
    await send(supervisor);
    assert.match(
      await wordsOf(supervisor),
      /Recorded: supervision of Ewa Nowak[\s\S]*Recorded last: held on .* with Moira Kettle/,
    );
    await sound(supervisor, 'supervision-recorded');
    await supervisor.goto(`${house.baseUrl}${pagePaths.supervisor}`);
    assert.doesNotMatch((await row('Supervision', 'Ewa Nowak').innerText()).split('By')[0] ?? '', /Overdue/);

    await supervisor.getByRole('link', { name: /change for Ewa Nowak/ }).click();
    await sound(supervisor, 'working-time');
    await fill(supervisor, {
      share: '0.2',
      why: 'Study leave',
      'from-day': '1',
      'from-month': '1',
      'from-year': '2026',
    });
    await send(supervisor);
    assert.match(await wordsOf(supervisor), /Set last: 0\.2 of whole time from 1 January 2026/);
    await supervisor.goto(`${house.baseUrl}${pagePaths.supervisor}`);
    assert.match(await row('Caseloads', 'Ewa Nowak').innerText(), /of 5\b/);
  });

  test('above the caseload allocation asks for a reason, and is never refused', async () => {
    await house.admin.query(`update client set weight = 3 where nurse_id = 'ewa-nowak'`);
    const { personId } = await clientWho(
      "status = 'enrolled' and nurse_id = 'shanice-brown' and youngest_born_on is null",
    );
    const address = `${house.baseUrl}${pagePaths.clientForm(personId, 'allocate-nurse')}`;
    await supervisor.goto(address);
    assert.match(await wordsOf(supervisor), /of 5 now, .* with her\. Above the caseload: give a reason/);
    await fill(supervisor, { nurse: 'ewa-nowak' });
    await send(supervisor);
    assert.match(await wordsOf(supervisor), /Say why .* is right for this nurse/);
    await sound(supervisor, 'above-caseload');
    await fill(supervisor, { above: 'The only nurse who speaks her language' });
    await send(supervisor);
    assert.match(new URL(supervisor.url()).pathname, /\/done\//, await wordsOf(supervisor));
    const { rows } = await house.admin.query<{ nurse: string }>(
      'select nurse_id as nurse from client where person_id = $1',
      [personId],
    );
    assert.deepEqual(rows, [{ nurse: 'ewa-nowak' }]);
  });

  test('a calendar link is made, read without signing in, and renewed; nothing in it is a name', async () => {
    await look(nurse, pagePaths.calendar, 'calendar');
    await nurse.getByRole('button', { name: 'Make a link' }).click();
    await sound(nurse, 'calendar-made');
    const link = await nurse.locator('.hh-secret').innerText();
    const feed = await fetch(link);
    assert.equal(feed.status, 200);
    assert.match(feed.headers.get('content-type') ?? '', /^text\/calendar/);
    const text = (await feed.text()).replaceAll('\r\n ', '');
    assert.match(text, /SUMMARY:Visit due/);
    const { rows } = await house.admin.query<{ given: string; family: string }>(
      'select given_name as given, family_name as family from client union select given_name, family_name from child',
    );
    for (const { given, family } of rows) {
      if (given.length > 3 && given !== 'Unborn') assert.ok(!text.includes(given), given);
      assert.ok(!text.includes(family), family);
    }
    await nurse.getByRole('button', { name: /Make a new link/ }).click();
    assert.equal((await fetch(link)).status, 404, 'the old link opens nothing any more');
    const renewed = await nurse.locator('.hh-secret').innerText();
    await house.admin.query(`update practitioner set status = 'left' where id = 'shanice-brown'`);
    assert.equal((await fetch(renewed)).status, 404, 'nor does that of somebody who has left');
    await house.admin.query(`update practitioner set status = 'present' where id = 'shanice-brown'`);
  });

  test('by keyboard alone: from the board to a client, to a visit, to its record', async () => {
    const own = await sitDown(house, 'shanice-brown', { width: 390 });
    await own.goto(`${house.baseUrl}${pagePaths.board}?show=all`);
    const press = async (name: string) => {
      for (let n = 0; n < 250; n += 1) {
        await own.keyboard.press('Tab');
        const text = await own
          .locator(':focus')
          .first()
          .innerText()
          .catch(() => '');
        if (text.trim() === name) return own.keyboard.press('Enter');
      }
      assert.fail(`no ${name} was reached by keyboard on ${own.url()}`);
    };
    await press(mother.name);
    await own.waitForURL(/\/clients\/[0-9a-f-]+$/);
    await press('Record a visit');
    await own.waitForURL(/\/do\/record-visit$/);
  });

  test('what is owed to a client counts and stands in the lists with her name, and leads to her page', async () => {
    const own = await sitDown(house, 'shanice-brown', { width: 1280 });
    for (const [list, who] of [
      [pagePaths.work('overdue'), own],
      [pagePaths.teamList('overdue-here'), supervisor],
    ] as const) {
      await look(who, list, list.replaceAll('/', '-'));
      await who
        .getByRole('link', { name: `Client ${missing.name}` })
        .first()
        .click();
      assert.match(new URL(who.url()).pathname, /^\/clients\//);
    }
    for (const [actor, counts] of [
      ['shanice-brown', 'workCounts'],
      ['moira-kettle', 'teamCounts'],
    ] as const) {
      const person = house.person(actor);
      const { now } = house.time;
      const { readings } = house.deps;
      const counted: Readonly<Record<string, number>> =
        counts === 'workCounts'
          ? await readings.workCounts(person, [actor], now)
          : await readings.teamCounts(person, now);
      const lines =
        counts === 'workCounts'
          ? await readings.workList(person, [actor], 'overdue', now, 0)
          : await readings.teamList(person, 'overdue-here', now, 0);
      assert.equal(lines.length, counted[counts === 'workCounts' ? 'overdue' : 'overdue-here'], counts);
      assert.ok(lines.some((line) => line.client));
    }
  });

  test('what a child’s own record refused is said with its day and the way to work it, to her own site alone, and settled by a word why', async () => {
    const { personId, name } = await clientWho("nurse_id = 'ewa-nowak' and status = 'enrolled'");
    const childId = randomUUID();
    const bornOn = addDays(house.time.now.slice(0, 10), -300);
    const child = { personId: childId, bornOn, givenName: 'Ivy' };
    await give(personId, { type: 'bring-child', child, why: 'Whom she has at home' });
    const [ask, settle] = [
      pagePaths.clientForm(personId, 'ask-child-again'),
      pagePaths.clientForm(personId, 'settle-refusal'),
    ];
    await look(supervisor, pagePaths.client(personId), 'refused-by-child');
    const says = await wordsOf(supervisor);
    assert.match(says, /did not follow\s+Ivy was not entered in the programme on/);
    assert.match(says, /Luton Family Nurse Partnership sees to it by/);
    await look(supervisor, pagePaths.supervisor, 'supervisor-refused');
    assert.match(await wordsOf(supervisor), new RegExp(`${name}[\\s\\S]*entered in the programme`));
    const own = await sitDown(house, 'ewa-nowak', { width: 1280 });
    await look(own, `${pagePaths.board}?show=refused`, 'board-refused');
    assert.match(
      await wordsOf(own),
      /A child’s own record did not follow: it was not entered in the programme/,
    );

    const stranger = await house.visitor('beth-lomax');
    assert.equal((await stranger.get(settle)).status, 404);

    await look(supervisor, ask, 'ask-child-again');
    await send(supervisor);
    await sound(supervisor, 'asked-again');
    assert.match(await wordsOf(supervisor), /was not entered in the programme/, 'refused again, it says so');
    await look(supervisor, settle, 'settle-refusal');
    await send(supervisor);
    assert.match(await wordsOf(supervisor), /what was done, or why nothing is to be done/);
    await sound(supervisor, 'settle-refusal-sent-empty');
    await fill(supervisor, { why: 'Ivy lives with her father in Ghent' });
    await send(supervisor);
    await supervisor.goto(`${house.baseUrl}${pagePaths.client(personId)}`);
    const after = await wordsOf(supervisor);
    assert.doesNotMatch(after, /sees to it by/);
    assert.match(
      await supervisor.content(),
      /did not follow was dealt with[\s\S]*Ivy lives with her father in Ghent/,
    );
  });

  test('a link to a child that is a client’s leads to her page', async () => {
    const { personId } = missing;
    await supervisor.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    assert.equal(new URL(supervisor.url()).pathname, pagePaths.client(personId));
    const stranger = await house.visitor('beth-lomax');
    assert.equal((await stranger.get(pagePaths.child(personId))).status, 404);
  });

  test('each look at a client is recorded, and a team in no relation finds no such client (P10)', async () => {
    const { personId } = await clientWho("status in ('referred', 'offered', 'declined')");
    const stranger = await house.visitor('beth-lomax');
    assert.equal((await stranger.get(pagePaths.client(personId))).status, 404);
    const visitor = await house.visitor('shanice-brown');
    assert.equal((await visitor.get(pagePaths.client(personId))).status, 200);
    const { rows } = await house.admin.query<{ page: string }>(
      `select page from read_record where person_id = $1 and practitioner_id = 'shanice-brown'`,
      [personId],
    );
    assert.deepEqual(rows, [{ page: 'client' }]);
  });
});
