import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { issuedNow } from '../../src/application/issued.ts';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { takesChildOn } from '../children.ts';
import { type Referred, refer } from '../client-world.ts';
import { fill, fillThrough, send, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

const number = nthTestNumber(41) ?? '';

/** A mother who joins with a child that is born already, by the pages, at the width of a phone and without script. */
describe('a child joins the programme', () => {
  let house: House;
  let page: Page;
  let today: string;
  const held = randomUUID();
  before(async () => {
    house = await openHouse({ size: 6 });
    today = londonDate(house.time.now);
    const taken = await house.give(
      held,
      'amara-osei',
      takesChildOn('amara-osei', 'luton-hv', {
        givenName: 'Ada',
        familyName: 'Hartley',
        bornOn: addDays(today, -500),
        nhsNumber: number,
      }),
    );
    assert.equal(taken.kind, 'done');
    page = await sitDown(house, 'moira-kettle');
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function gives(personId: string, command: ClientCommand): Promise<void> {
    const issued = issuedNow(personId, command);
    const outcome = await house.deps.issueToClient(
      issued,
      house.deps.context(house.person('moira-kettle'), house.time.now),
    );
    assert.equal(outcome.kind, 'done');
  }

  async function referred(known: Referred['known'] = {}): Promise<string> {
    const personId = randomUUID();
    const born = { expectedOn: null, babyBornOn: addDays(today, -500), ...known };
    await gives(personId, refer('luton-fnp', 'E06000032', today, { known: born }));
    return personId;
  }

  async function sound(name: string): Promise<void> {
    await assertSound(page, `joining-${name}`);
  }

  const enrolment = () => ({
    nurse: 'shanice-brown',
    ...typed('consent', today),
    how: 'Signed at home',
    basis: 'Children Act 2004, section 11: arrangements to safeguard and promote welfare',
    outside: 'Agreed for this family',
  });

  const holderOf = async (personId: string) =>
    (
      await house.admin.query<{ holder_team: string }>('select holder_team from child where person_id = $1', [
        personId,
      ])
    ).rows[0]?.holder_team;

  test('a child of health visiting is found by number and date of birth, and a handover opens', async () => {
    const clientId = await referred();
    await page.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'enrol')}`);
    await sound('enrol');
    const child = { 'joins-given-1': 'Ada', 'joins-seer-1': 'team', 'joins-number-1': number };
    await fillThrough(page, { ...enrolment(), ...child, ...typed('joins-born-1', addDays(today, -501)) });
    assert.match(await wordsOf(page), /No child in care has this number and date of birth/);
    await sound('enrol-not-found');
    await fill(page, typed('joins-born-1', addDays(today, -500)));
    await send(page);
    assert.match(await wordsOf(page), /Check your answers[\s\S]*Ada/);
    await sound('enrol-check');
    await send(page);
    assert.match(await wordsOf(page), /Recorded/);
    const { rows } = await house.admin.query(
      `select kind, occasion, state, releasing_team, receiving_team from handover where person_id = $1`,
      [held],
    );
    assert.deepEqual(rows, [
      {
        kind: 'health-visiting-to-fnp',
        occasion: 'joins-programme',
        state: 'draft',
        releasing_team: 'luton-hv',
        receiving_team: 'luton-fnp',
      },
    ]);
    assert.equal(await holderOf(held), 'luton-hv', 'health visiting answers on');
    await page.goto(`${house.baseUrl}${pagePaths.client(clientId)}`);
    assert.match(await wordsOf(page), /Ada[\s\S]*Waits for the handover by the team that answers/);
    await sound('client');
    const looks = await house.admin.query<{ practitioner_id: string }>(
      `select distinct practitioner_id from read_record where person_id = $1 and page = 'joining'`,
      [held],
    );
    assert.deepEqual(looks.rows, [{ practitioner_id: 'moira-kettle' }], 'the look is recorded (P10)');

    const amara = await sitDown(house, 'amara-osei');
    await amara.goto(`${house.baseUrl}${pagePaths.child(held)}`);
    assert.match(await wordsOf(amara), /Luton Family Nurse Partnership waits for the child/);
  });

  test('a child from outside the network is entered, and one that a team holds is never entered a second time', async () => {
    const clientId = await referred();
    await page.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'enrol')}`);
    const twice = { 'joins-given-1': 'Ada', 'joins-seer-1': 'nobody', 'joins-number-1': number };
    await fillThrough(page, { ...enrolment(), ...twice, ...typed('joins-born-1', addDays(today, -30)) });
    assert.match(await wordsOf(page), /A team of this network answers for a child with this number/);
    await fill(page, {
      'joins-given-1': 'Ben',
      'joins-number-1': '',
      'joins-seer-1': 'outside',
      'joins-service-1': 'Kind en Gezin, Ghent, 00 32 2 533 1211',
    });
    await send(page);
    await send(page);
    assert.match(await wordsOf(page), /Recorded/);
    const { rows } = await house.admin.query<{ given_name: string; holder_practitioner: string }>(
      `select c.given_name, c.holder_practitioner from client_child k join child c on c.person_id = k.child_id where k.person_id = $1`,
      [clientId],
    );
    assert.deepEqual(rows, [{ given_name: 'Ben', holder_practitioner: 'shanice-brown' }]);

    await page.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'bring-child')}`);
    await sound('bring');
    const sister = { 'joins-given-1': 'Cleo', 'joins-seer-1': 'nobody', why: 'Her twin, home from hospital' };
    await fill(page, { ...sister, ...typed('joins-born-1', addDays(today, -30)) });
    await send(page);
    await send(page);
    const count = await house.admin.query('select child_id from client_child where person_id = $1', [
      clientId,
    ]);
    assert.equal(count.rowCount, 2);
  });

  test('she comes back before the birth: the page enrols her with the unborn child that she has, and brings it', async () => {
    const clientId = await referred({ expectedOn: addDays(today, 140), babyBornOn: null });
    const children = async () => {
      const text = 'select child_id as id from client_child where person_id = $1';
      return (await house.admin.query<{ id: string }>(text, [clientId])).rows;
    };
    const enrols = async () => {
      await page.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'enrol')}`);
      await fillThrough(page, enrolment());
      await send(page);
      assert.match(await wordsOf(page), /Recorded/);
    };
    await enrols();
    const [unborn] = await children();
    const door = { door: 'withdrew', reason: 'other', why: 'As she decided' } as const;
    await gives(clientId, { type: 'leave', ...door, proposedLevel: null, areaCode: null });
    await enrols();
    assert.deepEqual(await children(), [unborn]);
    assert.equal(await holderOf(unborn?.id ?? ''), 'luton-fnp');
    await page.goto(`${house.baseUrl}${pagePaths.clientForm(clientId, 'bring-child')}`);
    await sound('bring-unborn');
    await fill(page, { unborn: 'no', why: 'Her child' });
    await send(page);
    assert.match(await wordsOf(page), /Say the child’s given name/);
    await fill(page, { unborn: 'yes' });
    await send(page);
    await send(page);
    assert.match(await wordsOf(page), /Recorded/);
  });
});
