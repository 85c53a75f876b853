import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { takesChildOn } from '../children.ts';
import { act, drafted, fill, send, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/**
 * What outlives the end of a record: the notice to those who review a death, a legal hold, and what an adopted child takes
 * along.
 */
describe('records that are kept', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 4 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function sound(page: Page, name: string): Promise<string> {
    await assertSound(page, name);
    return wordsOf(page);
  }

  async function opens(page: Page, address: string, name: string): Promise<string> {
    await page.goto(`${house.baseUrl}${address}`);
    return sound(page, name);
  }

  test('A14 a death is told to its reviewers, a hold is placed after it, keeps a draft, and is lifted by two', async () => {
    const { personId, handoverId } = await drafted(house, { familyName: 'Rushmere' });
    const child = { personId };
    await house.give(personId, 'samira-haddad', { type: 'withdraw', handoverId, reason: 'They stay' });
    const deborah = await sitDown(house, 'deborah-quill');
    await act(deborah, house, child, 'end', {
      reason: 'death',
      'confirmed-by': 'Dr Patel',
      detail: 'Certified at the hospital',
    });
    house.time.now = addMinutes(house.time.now, 60);
    const owes = await opens(deborah, pagePaths.child(personId), 'death-review-owed');
    assert.match(owes, /Tell the child death review process of the death/);
    await opens(deborah, pagePaths.form(personId, 'tell-death-review'), 'death-review-form');
    await act(deborah, house, child, 'tell-death-review', {
      whom: 'The panel of North West London, reference 12',
      ...typed('told-at', addMinutes(house.time.now, -30)),
    });
    const told = await opens(deborah, pagePaths.child(personId), 'death-review-told');
    assert.match(told, /The child death review was told: The panel of North West London, reference 12/);
    assert.match(told, /Nothing is owed for this child/);

    await opens(deborah, pagePaths.form(personId, 'place-hold'), 'hold-form');
    await act(deborah, house, child, 'place-hold', {
      'asked-by': 'The coroner',
      reason: 'An inquest is opened',
    });
    const held = await opens(deborah, pagePaths.child(personId), 'hold-stands');
    assert.match(held, /A legal hold stands on this record\s+For The coroner: An inquest is opened/);

    // What was put aside as a draft in a form stays when the form is sent.
    const kept = async () =>
      (
        await house.admin.query<{ dropped: boolean }>(
          'select dropped_at is not null as dropped from draft where person_id = $1',
          [personId],
        )
      ).rows;
    await house.deps.readings.drafts.keep(house.person('deborah-quill'), personId, 'lift-hold', {
      data: { reason: 'Not sure yet' },
      againstVersion: 1,
      savedAt: house.time.now,
    });
    await house.deps.readings.drafts.drop(house.person('deborah-quill'), personId, 'lift-hold');
    assert.deepEqual(await kept(), [{ dropped: true }]);
    const again = await opens(deborah, pagePaths.form(personId, 'lift-hold'), 'hold-lift-form');
    assert.match(again, /It stands for The coroner/);
    assert.doesNotMatch(again, /Not sure yet/, 'to whoever opens the form it is gone');
    await act(deborah, house, child, 'lift-hold', {
      reason: 'The inquest is over',
      'agreed-by': 'colette-baptiste',
    });
    assert.doesNotMatch(await opens(deborah, pagePaths.child(personId), 'hold-lifted'), /legal hold stands/);
    await house.deps.readings.drafts.drop(house.person('deborah-quill'), personId, 'lift-hold');
    assert.deepEqual(await kept(), [], 'and after it a draft is removed as ever');
  });

  test('A16 from a sealed record a signed summary goes to the new one, and no link with it', async () => {
    const [old, fresh] = [randomUUID(), randomUUID()];
    const [oldNumber, newNumber] = [nthTestNumber(6730) ?? '', nthTestNumber(6731) ?? ''];
    const takesOn = async (personId: string, who: string, teamId: string, names: object) => {
      const outcome = await house.give(
        personId,
        who,
        takesChildOn(who, teamId, { bornOn: '2025-02-11', ...names }),
      );
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    };
    await takesOn(old, 'amara-osei', 'luton-hv', {
      givenName: 'Orla',
      familyName: 'Thornbury',
      nhsNumber: oldNumber,
    });
    await takesOn(fresh, 'samira-haddad', 'ealing-hv', {
      givenName: 'Rose',
      familyName: 'Marchbank',
      nhsNumber: newNumber,
    });
    // What is sealed is seen once more before it is.
    const grace = await sitDown(house, 'grace-adeyemi');
    await grace.goto(`${house.baseUrl}${pagePaths.form(old, 'adopted')}`);
    const answers = { number: newNumber, 'confirmed-by': 'Family court', 'agreed-by': 'ruth-pemberton' };
    await fill(grace, answers);
    await send(grace);
    assert.match(
      await sound(grace, 'adopted-checked'),
      /Check your answers[\s\S]*From then on nobody finds this record[\s\S]*Family court[\s\S]*Ruth Pemberton/,
    );
    const ends = await house.admin.query(
      `select 1 from fact where person_id = $1 and type = 'AccountabilityEnded'`,
      [old],
    );
    assert.deepEqual(ends.rows, [], 'nothing is sealed yet');
    await grace.getByRole('button', { name: 'Change an answer' }).click();
    assert.equal(await grace.locator('[name=number]').inputValue(), newNumber);
    await act(grace, house, { personId: old }, 'adopted', answers);

    const ruth = await sitDown(house, 'ruth-pemberton');
    await ruth.goto(`${house.baseUrl}${pagePaths.sealed}`);
    await fill(ruth, { record: old, why: 'Asked for the earlier health' });
    await send(ruth);
    await sound(ruth, 'sealed-record');
    const passes = async (answers: Readonly<Record<string, string>>) => {
      await fill(ruth, answers);
      await ruth.getByRole('button', { name: 'Sign and pass the summary' }).click();
    };
    await passes({ number: newNumber, summary: 'Orla has a murmur', 'agreed-by': 'grace-adeyemi' });
    assert.match(await sound(ruth, 'sealed-summary-fault'), /by which the first family could be found/);
    await passes({ summary: 'The child has a heart murmur', 'agreed-by': 'grace-adeyemi' });
    assert.match(await sound(ruth, 'sealed-summary-passed'), /The summary was passed/);

    const samira = await sitDown(house, 'samira-haddad');
    const shown = await opens(samira, pagePaths.child(fresh), 'summary-taken');
    assert.match(shown, /Earlier health, passed by the designated route\. The child has a heart murmur/);
    assert.match(shown, /Signed by Ruth Pemberton, Grace Adeyemi agreed/);
    await samira.goto(`${house.baseUrl}${pagePaths.notices}`);
    assert.match(await wordsOf(samira), /earlier health was passed to your team/);
    const { rows } = await house.admin.query<{ all: string }>(
      `select (select string_agg(f::text, '') from fact f where person_id = $1)
        || (select state::text from child_state where person_id = $1)
        || coalesce((select string_agg(r::text, '') from read_record r where person_id = $1 and practitioner_id <> 'samira-haddad'), '')
        || (select string_agg(n::text, '') from notice n where person_id = $1) as all`,
      [fresh],
    );
    const said = `${rows[0]?.all} ${await samira.content()} ${shown}`;
    for (const told of [old, old.slice(0, 8), oldNumber, 'Orla', 'Thornbury'])
      assert.ok(!said.includes(told), `the new record says ${told}`);
    const looks = await house.admin.query<{ why: string }>(
      `select why from read_record where person_id = $1 and practitioner_id = 'ruth-pemberton' order by read_at`,
      [old],
    );
    assert.deepEqual(
      new Set(looks.rows.map(({ why }) => why)),
      new Set(['Asked for the earlier health', 'Passing a summary to the new record']),
    );
  });
});
