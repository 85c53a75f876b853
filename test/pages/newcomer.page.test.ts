import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { takeMessage } from '../../src/application/import/messages.ts';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { systemActor } from '../../src/domain/child/context.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { readPds } from '../../src/fhir/pds-r4.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { messageStore } from '../../src/postgres/import-store.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import { takesChildOn } from '../children.ts';
import { fill, fillThrough, send, sitDown, typed, wordsOf } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** From a record of the demographics service that waits in quarantine to a child taken on, and to a client referred and put right. */
describe('a record of somebody whom nobody here knows', () => {
  let house: House;
  let today: string;
  let amara: Page;
  before(async () => {
    house = await openHouse({ size: 12 });
    await house.admin.query(
      `insert into postcode_area (postcode, area_code, valid_from) values ('LU1 2AB', 'E06000032', '2020-01-01')`,
    );
    today = londonDate(house.time.now);
    amara = await sitDown(house, 'amara-osei');
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  async function sound(page: Page, name: string): Promise<void> {
    await assertSound(page, `newcomer-${name}`);
  }

  /** Takes in a record as the command does, and answers the item that waits. */
  async function waits(number: string, given: string, family: string, birthDate: string): Promise<string> {
    const text = JSON.stringify({
      resourceType: 'Patient',
      id: number,
      meta: { security: [{ code: 'U' }] },
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number }],
      name: [{ family, given: [given] }],
      gender: 'female',
      birthDate,
      address: [{ use: 'home', line: ['12 Invented Row', 'Luton'], postalCode: 'LU1 2AB' }],
      generalPractitioner: [{ identifier: { value: 'ZZ812' } }],
    });
    const { admin, deps, time } = house;
    const ports = { children: childStore(admin), clients: clientStore(admin), inbox: messageStore(admin) };
    const document = { fileName: `${given}.json`, text, read: readPds(text, today) };
    const taken = await takeMessage(ports, document, deps.context(systemActor, time.now));
    assert.equal(taken.outcome, 'quarantined', taken.says);
    const { rows } = await admin.query<{ id: string }>(
      'select quarantine_id as id from quarantine where file_name = $1 order by received_at desc',
      [`${given}.json`],
    );
    return rows[0]?.id ?? '';
  }

  test('a child is taken on by the form that is filled in from it, and the item says which record it became', async () => {
    const number = nthTestNumber(9660) ?? '';
    const item = await waits(number, 'Orla', 'Fenwick', addDays(today, -200));
    await amara.goto(`${house.baseUrl}${pagePaths.quarantine}`);
    assert.match(await wordsOf(amara), /A record of the demographics service/);
    await sound(amara, 'list');
    await amara.goto(`${house.baseUrl}${pagePaths.quarantineItem(item)}`);
    assert.match(await wordsOf(amara), /A child whom nobody here knows/);
    await sound(amara, 'item');
    await amara.getByRole('button', { name: 'Take the child on' }).click();
    for (const [name, value] of Object.entries({
      given: 'Orla',
      family: 'Fenwick',
      gp: 'ZZ812',
      line: '12 Invented Row, Luton',
      postcode: 'LU1 2AB',
      ...typed('born', addDays(today, -200)),
    }))
      assert.equal(await amara.locator(`main [name="${name}"]`).inputValue(), value, name);
    assert.equal((await amara.locator('main [name="nhs"]').inputValue()).replaceAll(' ', ''), number);
    assert.equal(await amara.locator('main [name="sealed"]:checked').count(), 0, 'a record does not say it');
    await sound(amara, 'take-on');
    await send(amara);
    assert.match(await wordsOf(amara), /There is a problem/);
    assert.equal(await amara.locator('main [name="given"]').inputValue(), 'Orla');
    await fill(amara, {
      reason: 'registration',
      temporary: 'no',
      sealed: 'no',
      ...typed('from', addDays(today, -100)),
    });
    await send(amara);
    assert.match(new URL(amara.url()).pathname, /^\/child\//);
    assert.match(await wordsOf(amara), /Orla Fenwick[\s\S]*Amara Osei/);
    const child = new URL(amara.url()).pathname;
    await amara.goto(`${house.baseUrl}${pagePaths.quarantineItem(item)}`);
    assert.match(await wordsOf(amara), /It stands in the record: Orla Fenwick: taken on from this item/);
    await sound(amara, 'item-settled');
    await amara.getByRole('link', { name: 'Open the record' }).click();
    assert.equal(new URL(amara.url()).pathname, child);
    await amara.goto(`${house.baseUrl}${pagePaths.takeOn}?item=${item}`);
    assert.match(new URL(amara.url()).pathname, /^\/quarantine\//, 'taken on already: the item says so');
  });

  test('a young woman is referred, and what differs afterwards is taken over by whoever has asked her', async () => {
    const number = nthTestNumber(9661) ?? '';
    const item = await waits(number, 'Tess', 'Hartley', addDays(today, -365 * 18));
    await amara.goto(`${house.baseUrl}${pagePaths.quarantineItem(item)}`);
    await amara.getByRole('button', { name: 'Refer the client' }).click();
    const referral = {
      from: 'self',
      temporary: 'no',
      sealed: 'no',
      transfer: 'no',
      ...typed('expected', addDays(today, 150)),
    };
    await fillThrough(amara, referral);
    assert.match(await wordsOf(amara), /Check your answers[\s\S]*Tess[\s\S]*Hartley[\s\S]*LU1 2AB/);
    await send(amara);
    assert.match(await wordsOf(amara), /Referral sent/);
    await amara.goto(`${house.baseUrl}${pagePaths.quarantineItem(item)}`);
    assert.match(await wordsOf(amara), /Tess Hartley: referred from this item/);

    house.time.now = new Date(Date.parse(house.time.now) + 60_000).toISOString();
    const other = await waits(number, 'Tess', 'Moss', addDays(today, -365 * 18));
    const shanice = await sitDown(house, 'shanice-brown');
    await shanice.goto(`${house.baseUrl}${pagePaths.quarantineItem(other)}`);
    assert.match(await wordsOf(shanice), /What differs[\s\S]*Here: Tess Hartley[\s\S]*Tess Moss/);
    await sound(shanice, 'differs');
    await shanice.getByRole('button', { name: 'Take it over into her record' }).click();
    assert.equal(await shanice.locator('main [name="family"]').inputValue(), 'Moss');
    await fill(shanice, { why: 'She married' });
    await send(shanice);
    assert.match(new URL(shanice.url()).pathname, /\/done\/record-client$/);
    const { rows } = await house.admin.query(
      `select c.family_name, q.settlement, q.became = c.person_id as same from quarantine q, client c where q.quarantine_id = $1 and c.nhs_number = $2`,
      [other, number],
    );
    assert.deepEqual(rows, [{ family_name: 'Moss', settlement: 'recorded', same: true }]);
  });

  test('what was recorded by hand meanwhile is named on the item, and settles it in one step', async () => {
    const number = nthTestNumber(9662) ?? '';
    const item = await waits(number, 'Ivy', 'Larch', addDays(today, -100));
    house.time.now = new Date(Date.parse(house.time.now) + 60_000).toISOString();
    const taken = await house.give(
      '00000000-0000-4000-8000-00000000f00d',
      'amara-osei',
      takesChildOn('amara-osei', 'luton-hv', {
        givenName: 'Ivy',
        familyName: 'Larch',
        bornOn: addDays(today, -100),
        nhsNumber: number,
      }),
    );
    assert.equal(taken.kind, 'done');
    await amara.goto(`${house.baseUrl}${pagePaths.quarantineItem(item)}`);
    assert.match(
      await wordsOf(amara),
      /What stands here now\s+Ivy Larch: Amara Osei .* took the child on, recorded/,
    );
    await sound(amara, 'recorded');
    await amara.getByRole('button', { name: 'Already recorded: settle this item' }).click();
    assert.equal(new URL(amara.url()).pathname, pagePaths.quarantine);
    const { rows } = await house.admin.query(
      'select settlement, settled_by from quarantine where quarantine_id = $1',
      [item],
    );
    assert.deepEqual(rows, [{ settlement: 'recorded', settled_by: 'amara-osei' }]);
  });
});
