import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { nothingKnown } from '../../src/domain/risk/circumstances.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { takesChildOn } from '../children.ts';
import { act, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse, wednesday } from './house.ts';

describe('reviews on the pages', () => {
  let house: House;
  const sitting = new Map<string, Page>();
  before(async () => {
    house = await openHouse({ size: 12 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function as(who: string): Promise<Page> {
    const page = sitting.get(who) ?? (await sitDown(house, who, { width: 1280 }));
    sitting.set(who, page);
    return page;
  }

  /** Opens a page, proves it sound wide and narrow, and reads it with all that is folded away. */
  async function reads(who: string, address: string): Promise<string> {
    const page = await as(who);
    await page.goto(`${house.baseUrl}${address}`);
    await assertSound(page, `reviews${address.replace(/[0-9a-f]{8}-[0-9a-f-]+/g, 'id')}`, [1280]);
    await page.evaluate(`for (const fold of document.querySelectorAll('main details')) fold.open = true`);
    return (await wordsOf(page)).replace(/\s+/g, ' ');
  }

  async function give(personId: string, who: string, command: ChildCommand): Promise<void> {
    const outcome = await house.give(personId, who, command);
    assert.equal(outcome.kind, 'done', `${command.type}: ${JSON.stringify(outcome)}`);
  }

  async function takenOn(who: string, teamId: string, familyName: string, bornOn: string): Promise<string> {
    const personId = randomUUID();
    await give(
      personId,
      who,
      takesChildOn(
        who,
        teamId,
        {
          givenName: 'Wren',
          familyName,
          bornOn,
          mother: { name: `Ida ${familyName}`, nhsNumber: null, bornOn: '2005-03-02' },
        },
        {
          circumstances: {
            ...nothingKnown,
            level: 'universal',
            people: [],
            dangers: [],
            statutory: [],
            contact: { route: 'Ring after six', interpreter: null, loneVisitWarning: null },
          },
        },
      ),
    );
    return personId;
  }

  test('a review is recorded by a form, and the number of the list is the length of the list', async () => {
    const child = await takenOn('amara-osei', 'luton-hv', 'Larkspur', '2026-10-05');
    const address = pagePaths.child(child);
    // Born on 5 October: six to eight weeks is from 16 to 30 November.
    const before = await reads('amara-osei', address);
    assert.match(
      before,
      /Reviews Due now Review .*?6 to 8 week review 16 November 2026 and 30 November 2026 Due now Other reviews: \d, of which 0 done/i,
    );
    assert.match(before, /New birth review 1? ?.*Not known here/);
    const page = await as('amara-osei');
    const mine = async () => {
      await page.goto(house.baseUrl);
      const card = await page.locator('.hh-count', { hasText: 'Reviews due for my children' }).innerText();
      await page.goto(`${house.baseUrl}${pagePaths.reviews('mine')}`);
      assert.equal(Number.parseInt(card, 10), await page.locator('main tbody tr').count(), 'number and list');
      return wordsOf(page);
    };
    assert.match(await mine(), /Larkspur/);

    await reads('amara-osei', pagePaths.form(child, 'record-review'));
    const missed = {
      outcome: 'missed',
      seen: 'no',
      review: 'six-to-eight-weeks',
      ...typed('on', '2026-11-20'),
    };
    await act(page, house, { personId: child }, 'record-review', missed);
    assert.match(await mine(), /Larkspur/, 'one that was missed stays due');
    const done = { ...missed, outcome: 'done', seen: 'yes', ...typed('on', '2026-11-24') };
    await act(page, house, { personId: child }, 'record-review', done);
    assert.doesNotMatch(await mine(), /Larkspur/);
    const after = await reads('amara-osei', address);
    assert.match(
      after,
      /6 to 8 week review 16 November 2026 and 30 November 2026 Done on 24 November 2026 Missed on 20 November 2026\. Amara Osei, Luton health visiting/i,
    );
    assert.match(after, /Last seen 1 day ago, 24 November 2026/);
    assert.match(after, /Other reviews: \d, of which 1 done|All reviews: \d, of which 1 done/);
    assert.match(after, /The health visitor delivers the reviews/);
  });

  test('what was planned with the neonatal unit stands beside the new birth review; one that was missed is the lead’s to look at', async () => {
    const child = await takenOn('amara-osei', 'luton-hv', 'Sorrel', '2026-11-20');
    const page = await as('amara-osei');
    await act(page, house, { personId: child }, 'record-admission', {
      kind: 'neonatal',
      where: 'Neonatal unit',
      ...typed('from', '2026-11-20'),
      cover: 'none',
    });
    await act(page, house, { personId: child }, 'plan-discharge', {
      ...typed('on', '2026-12-02'),
      with: 'Sister Bell',
      needs: 'Oxygen at home',
    });
    assert.match(
      await reads('amara-osei', pagePaths.child(child)),
      /New birth review[^.]*Discharge planned for 2 December 2026 with Sister Bell: Oxygen at home/,
    );
    await act(page, house, { personId: child }, 'record-review', {
      outcome: 'missed',
      seen: 'no',
      review: 'new-birth',
      ...typed('on', '2026-11-24'),
    });
    // For this alone: later tests sign her in when days have passed.
    const grace = await sitDown(house, 'grace-adeyemi');
    await grace.goto(`${house.baseUrl}${pagePaths.child(child)}`);
    assert.equal(await grace.getByRole('button', { name: 'Look at the missed reviews' }).count(), 1);
    await grace.goto(`${house.baseUrl}${pagePaths.form(child, 'review-missed-reviews')}`);
    await assertSound(grace, 'review-missed', [390]);
    await act(grace, house, { personId: child }, 'review-missed-reviews', {
      decision: 'Amara Osei and I visit together on Thursday',
    });
    await grace.goto(`${house.baseUrl}${pagePaths.child(child)}`);
    const told = await wordsOf(grace);
    assert.match(told, /The supervisor looked at the missed reviews/);
    assert.doesNotMatch(told, /Supervisor reviews the failed contacts/);
  });

  test('the level of service is changed with a reason, and its history is told', async () => {
    const child = await takenOn('amara-osei', 'luton-hv', 'Campion', '2025-10-05');
    const page = await as('amara-osei');
    assert.match(
      await reads('amara-osei', pagePaths.form(child, 'change-level')),
      /Universal Partnership Plus/,
    );
    const reason = 'A new partner has moved in';
    await act(page, house, { personId: child }, 'change-level', { level: 'specialist', reason });
    const words = await reads('amara-osei', pagePaths.child(child));
    assert.match(words, /Specialist Changed A new partner has moved in Amara Osei, Luton health visiting/);
    assert.match(words, /Universal Recorded/);
  });

  test('the drop in intensity stands as numbers before the offer is sent, and goes with the handover', async () => {
    const child = await takenOn('shanice-brown', 'luton-fnp', 'Betony', '2025-09-01');
    for (const [code, outcome, on] of [
      ['new-birth', 'done', '2025-09-10'],
      ['six-to-eight-weeks', 'declined', '2025-10-20'],
      ['twelve-months', 'missed', '2026-11-20'],
    ] as const)
      await give(child, 'shanice-brown', {
        type: 'record-review',
        code,
        outcome,
        on,
        by: 'Shanice Brown',
        childSeen: outcome === 'done',
        note: '',
      });
    for (const day of ['2026-09-20', '2026-10-14', '2026-10-28', '2026-11-11'])
      await give(child, 'shanice-brown', { type: 'record-sighting', seenOn: day, where: 'At home' });
    const handoverId = randomUUID();
    await give(child, 'shanice-brown', {
      type: 'prepare',
      handoverId,
      follows: null,
      kind: 'fnp-to-health-visiting',
      occasion: 'graduation',
      destination: { kind: 'desk', teamId: 'ealing-hv', reason: 'Residence' },
      addressedTo: null,
      proposedLevel: 'targeted',
      summary: {
        situation: 'The programme ends',
        assessment: 'Settled',
        family: 'Grandmother near by',
        expectedResponse: 'Please see the child',
        recording: '',
      },
    });
    const numbers =
      /Visits in the last 8 weeks 3, about one every 19 days Next contact due there 12 month review: now open, last day 1 December 2026, in 6 days/;
    assert.match(await reads('shanice-brown', pagePaths.handoverForm(child, handoverId, 'offer')), numbers);
    const page = await as('shanice-brown');
    await act(page, house, { personId: child, handoverId }, 'offer');

    const arriving = await reads('samira-haddad', pagePaths.handover(child, handoverId));
    assert.match(arriving, numbers);
    assert.match(arriving, /Reviews that go with the child/);
    assert.match(arriving, /The family nurse delivers the reviews while the child is in the programme/);
    assert.match(arriving, /Handover: next step/);

    const looks = async () => {
      const { rows } = await house.admin.query<{ n: number }>(
        `select count(*)::int as n from read_record where person_id = $1 and practitioner_id = 'samira-haddad' and page = 'print'`,
        [child],
      );
      return rows[0]?.n ?? 0;
    };
    const before = await looks();
    const printed = await reads('samira-haddad', pagePaths.printList);
    // In one list: due, done, declined and missed.
    const arrives = /Wren Betony .*?(?=Held here|$)/.exec(printed)?.[0] ?? '';
    assert.match(
      arrives,
      /Wren Betony 1 September 2025 .*Due now\. 12 month review by 1 December 2026, missed once/,
    );
    assert.match(arrives, /Done\. New birth review on 10 September 2025/);
    assert.match(arrives, /Declined by the parent\. 6 to 8 week review on 20 October 2025/);
    assert.match(arrives, /Not due yet\. 2 to 2½ year review/);
    assert.ok((await looks()) > before, 'a list of reviews is a look at each of the children (P10)');
  });

  test('the lists of a team: reviews by their day, and who has not been seen for how long', async () => {
    const late = await takenOn('priya-nair', 'luton-hv', 'Yarrow', '2026-11-12');
    house.time.now = '2026-12-02T10:20:00.000Z';
    const due = await reads('grace-adeyemi', pagePaths.reviews('team'));
    assert.match(due, /Wren Yarrow 12 November 2026 New birth review Overdue 26 November 2026/);
    const page = await as('grace-adeyemi');
    await page.goto(`${house.baseUrl}${pagePaths.team}`);
    const card = await page.locator('.hh-count', { hasText: 'Reviews due in this team' }).innerText();
    await page.goto(`${house.baseUrl}${pagePaths.reviews('team')}`);
    assert.equal(Number.parseInt(card, 10), await page.locator('main tbody tr').count());
    const days = await page
      .locator('main tbody tr')
      .evaluateAll((rows) =>
        rows.map(
          (row) => row.querySelectorAll('td')[3]?.innerText.replace(/^.*?(?=\d+ \w+ \d{4}$)/s, '') ?? '',
        ),
      );
    const order = days.map((day) => Date.parse(`${day} UTC`));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
      days.join('; '),
    );

    // Born on 12 November and seen by nobody: 20 days on 2 December.
    for (const [list, there] of [
      [7, true],
      [14, true],
      [28, false],
      [90, false],
    ] as const) {
      const words = await reads('grace-adeyemi', pagePaths.unseen(list));
      assert.equal(/Yarrow/.test(words), there, `${list} days`);
      const count = Number(new RegExp(`Not seen for ${list} days: (\\d+)`).exec(words)?.[1]);
      assert.equal(count, await page.locator('main .hh-child').count(), `${list} days`);
    }
    await page.goto(`${house.baseUrl}/not-seen/9`);
    assert.match(await page.title(), /not found/i);
    assert.ok(late);
    house.time.now = wednesday;
  });

  test('accepted and not seen in time: marked and listed for both areas (A53)', async () => {
    const child = await takenOn('amara-osei', 'luton-hv', 'Tansy', '2024-09-01');
    const handoverId = randomUUID();
    const lastDay = addDays(londonDate(house.time.now), 200);
    const closes = { type: 'set-last-day', bulkId: randomUUID(), lastDay, why: 'The contract ends' } as const;
    await give(child, 'grace-adeyemi', closes);
    await give(child, 'amara-osei', {
      type: 'prepare',
      handoverId,
      follows: null,
      kind: 'health-visiting-to-health-visiting',
      occasion: 'service-closes',
      destination: { kind: 'desk', teamId: 'ealing-hv', reason: 'Residence' },
      addressedTo: null,
      proposedLevel: 'universal',
      summary: {
        situation: 'Moves',
        assessment: 'Settled',
        family: 'Near by',
        expectedResponse: 'Please see the child',
        recording: 'By secure mail',
      },
    });
    await give(child, 'amara-osei', { type: 'offer', handoverId });
    const firstContactOn = '2026-11-26';
    const accept = { type: 'accept', handoverId, practitionerId: 'samira-haddad', firstContactOn } as const;
    await give(child, 'samira-haddad', accept);
    assert.doesNotMatch(await reads('amara-osei', pagePaths.teamList('unseen-late')), /Tansy/);
    house.time.now = '2027-01-20T10:20:00.000Z';
    // Whoever signed in weeks ago signs in again.
    sitting.clear();
    for (const who of ['amara-osei', 'samira-haddad']) {
      assert.match(await reads(who, pagePaths.teamList('unseen-late')), /Tansy/, who);
      assert.match(await reads(who, pagePaths.child(child)), /Accepted, not seen in time/i, who);
    }
    house.time.now = wednesday;
  });
});
