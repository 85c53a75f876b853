import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, tokenOf } from '../../src/web/server.fixture.ts';
import { takesChildOn } from '../children.ts';
import { type House, openHouse } from './house.ts';

const [personId, ours, nobodys] = [randomUUID(), randomUUID(), randomUUID()];

/** A change of address as it was put aside: whoever reads it knows where the family fled to. */
const content = JSON.stringify({
  fingerprint: 'f',
  subject: {
    nhsNumber: '9990011044',
    familyName: 'Larch',
    addresses: [{ lines: ['17 Hollyhock Refuge'], postcode: 'LU4 9HX', postcodeAsWritten: 'LU49HX' }],
  },
  mother: null,
});

describe('an item of quarantine is its team’s to read and to settle', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 4 });
    await house.give(
      personId,
      'samira-haddad',
      takesChildOn('samira-haddad', 'ealing-hv', {
        givenName: 'Zoë',
        familyName: 'Larch',
        bornOn: '2026-03-03',
        nhsNumber: '9990011044',
      }),
    );
    for (const [id, team] of [
      [ours, 'ealing-hv'],
      [nobodys, null],
    ])
      await house.admin.query(
        `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, reason, says, content, team_id)
         values ($1::text::uuid, $1::text, $4, 'nems', 'invented.xml', 'older-than-known', 'A newer one counted', $2, $3)`,
        [id, content, team, house.time.now],
      );
  });
  after(() => house.close());

  const looks = async () =>
    (
      await house.admin.query<{ practitioner_id: string; team_id: string }>(
        "select practitioner_id, team_id from read_record where person_id = $1 and page = 'quarantine' order by read_at",
        [personId],
      )
    ).rows;

  test('another area neither finds it nor settles it, and nothing of it is read', async () => {
    const owen = await house.visitor('owen-pryce');
    assert.doesNotMatch((await owen.get(pagePaths.quarantine)).text, new RegExp(`${ours}|${nobodys}`));
    for (const id of [ours, nobodys]) {
      const answer = await owen.get(pagePaths.quarantineItem(id));
      assert.equal(answer.status, 404);
      assert.doesNotMatch(answer.text, /Hollyhock|Larch/);
      const _csrf = tokenOf((await owen.get(pagePaths.quarantine)).text);
      await owen.post(pagePaths.quarantineItem(id), { _csrf, settlement: 'not-ours', note: 'Not ours' });
    }
    const { rows } = await house.admin.query(
      'select count(*)::int as n from quarantine where settled_at is not null',
    );
    assert.deepEqual(rows, [{ n: 0 }]);
    assert.deepEqual(await looks(), []);
  });

  test('its team reads it and the look is recorded; what no team is known for is a lead’s', async () => {
    const samira = await house.visitor('samira-haddad');
    assert.match((await samira.get(pagePaths.quarantineItem(ours))).text, /Hollyhock/);
    assert.equal((await samira.get(pagePaths.quarantineItem(nobodys))).status, 404);
    assert.deepEqual(await looks(), [{ practitioner_id: 'samira-haddad', team_id: 'ealing-hv' }]);
    const grace = await house.visitor('grace-adeyemi');
    assert.match((await grace.get(pagePaths.quarantineItem(nobodys))).text, /A newer one counted/);
  });

  test('an item is kept whatever sign stands in it', async () => {
    const id = randomUUID();
    const unwritable = JSON.stringify({ subject: { nhsNumber: '9990011044', familyName: 'La\u0000rch' } });
    await house.admin.query(
      `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, reason, says, content, team_id, settled_at)
       values ($1::text::uuid, $1::text, $3, 'nems', 'invented.xml', 'unreadable', 'Nothing fits', $2, 'ealing-hv', $3)`,
      [id, unwritable, house.time.now],
    );
    const samira = await house.visitor('samira-haddad');
    assert.equal((await samira.get(pagePaths.quarantineItem(id))).status, 200);
  });

  test('of a child whose address is sealed it shows no place', async () => {
    await house.give(personId, 'samira-haddad', { type: 'seal-address', why: 'Fled' });
    const samira = await house.visitor('samira-haddad');
    const { text } = await samira.get(pagePaths.quarantineItem(ours));
    assert.match(text, /Larch/);
    assert.doesNotMatch(text, /Hollyhock|LU4 ?9HX/);
  });

  const line = async (who: string, address: string) =>
    (await (await house.visitor(who)).get(address)).text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

  test('it is owed: with its day on the list, the sooner first, and on the page of who owes it', async () => {
    const { now } = house.time;
    await sweep(house.admin, { now, sweeper: 'test' });
    await house.admin.query(
      `update quarantine set due_at = $2, steps = array[$2, $2, $2, $2, $2]::timestamptz[] where quarantine_id = $1`,
      [ours, addMinutes(now, -60)],
    );
    await house.admin.query('update quarantine set next_step_at = due_at where settled_at is null');
    await house.admin.query(
      `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, reason, says, content, team_id)
       values ($1::text::uuid, $1::text, $2, 'nems', 'later.xml', 'unknown-child', 'Nobody fits', '{}', 'ealing-hv')`,
      [randomUUID(), now],
    );
    await sweep(house.admin, { now: addMinutes(now, 1), sweeper: 'test' });
    const list = await line('samira-haddad', pagePaths.quarantine);
    assert.match(list, /Overdue .*invented\.xml .*later\.xml/);
    const overdue = await line('samira-haddad', pagePaths.quarantineOverdue);
    assert.match(overdue, /invented\.xml/);
    assert.doesNotMatch(overdue, /later\.xml/);
    const item = await line('samira-haddad', pagePaths.quarantineItem(ours));
    assert.match(
      item,
      /Owed by Ealing Health Visiting .*Settle by Overdue .*Row H52 of the time limits, routine, national table/i,
    );
  });

  test('numbers on My work and the team’s page open exactly their lists; notices and the ladder name nobody', async () => {
    const work = await line('samira-haddad', '/');
    assert.match(work, /1 Overdue in quarantine/);
    assert.match(work, /2 To settle in quarantine/);
    assert.match(await line('samira-haddad', pagePaths.notices), /Overdue in quarantine: 1 other message/);
    const ladder = await line('samira-haddad', pagePaths.raised);
    assert.match(ladder, /In quarantine, owed by Ealing Health Visiting/i);
    assert.doesNotMatch(ladder, /Hollyhock|Larch/);
  });

  test('a step is acknowledged; settling the item ends its clock', async () => {
    const samira = await house.visitor('samira-haddad');
    const { text } = await samira.get(pagePaths.raised);
    const drawn = text.slice(text.lastIndexOf('<form', text.indexOf('name="items"')));
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(drawn)?.[1] ?? '';
    const form = {
      items: value('items'),
      team: value('team'),
      step: value('step'),
      _version: value('_version'),
    };
    const done = await samira.post(pagePaths.raised, { _csrf: tokenOf(text), ...form });
    assert.match(done.text, /Acknowledged by Samira Haddad/);
    const path = pagePaths.quarantineItem(ours);
    const decided = { settlement: 'not-ours', note: 'Rang them' };
    const shown = carriedOn((await samira.get(path)).text);
    const old = await samira.post(path, { ...shown, _version: 'another', ...decided });
    assert.equal(old.status, 422);
    assert.match(old.text, /What stands in the records of this item has changed since you opened this page/);
    assert.match(old.text, /Rang them/, 'what was typed stays');
    const first = await samira.post(path, { ...shown, ...decided });
    assert.equal(new URL(first.url).pathname, pagePaths.quarantine);
    const twice = await samira.post(path, { ...shown, ...decided });
    assert.equal(twice.url, first.url, 'a second click is answered as the first was');
    const otherwise = await samira.post(path, { ...shown, settlement: 'duplicate', note: 'Known since May' });
    assert.equal(otherwise.status, 422);
    assert.match(otherwise.text, /Samira Haddad settled this item .*, before you/);
    assert.match(otherwise.text, /What you entered[\s\S]*Known since May/);
    assert.doesNotMatch(await line('samira-haddad', pagePaths.raised), /In quarantine, owed by/);
    assert.match(
      await line('samira-haddad', pagePaths.quarantineOverdue),
      /Nothing in quarantine is overdue/,
    );
    // In the words that were chosen, not by their code.
    for (const page of [`${pagePaths.quarantine}?settled=yes`, pagePaths.quarantineItem(ours)]) {
      const settled = await line('samira-haddad', page);
      assert.match(settled, /It does not concern us: Rang them/);
      assert.doesNotMatch(settled, /not-ours/);
    }
  });

  const waits = async (reason: string, message: object) => {
    const id = randomUUID();
    await house.admin.query(
      `insert into quarantine (quarantine_id, item_key, received_at, source, file_name, reason, says, content, team_id)
       values ($1::text::uuid, $1::text, $2, 'pds', 'again.json', $3, 'Nobody fits', $4, 'ealing-hv')`,
      [id, addMinutes(house.time.now, -60), reason, JSON.stringify(message)],
    );
    return pagePaths.quarantineItem(id);
  };

  test('a second click on what is recorded already is answered as the first was', async () => {
    const message = { ...JSON.parse(content), eventType: 'patient-record' };
    message.subject = { ...message.subject, addresses: [], deceased: null };
    const path = await waits('unknown-child', message);
    const samira = await house.visitor('samira-haddad');
    const { text } = await samira.get(path);
    const pressed = { ...carriedOn(text), settlement: 'recorded' };
    assert.match(text, /Already recorded: settle this item/);
    const first = await samira.post(path, pressed);
    assert.equal(new URL(first.url).pathname, pagePaths.quarantine);
    assert.equal((await samira.post(path, pressed)).url, first.url);
  });

  test('the same words with another who confirmed it are not told as recorded', async () => {
    const path = await waits('restricted', JSON.parse(content));
    const samira = await house.visitor('samira-haddad');
    const decided = {
      ...carriedOn((await samira.get(path)).text),
      settlement: 'confirmed',
      'confirmed-by': 'Dr Sample',
      note: 'Rang the surgery',
    };
    const first = await samira.post(path, decided);
    assert.equal(new URL(first.url).pathname, pagePaths.quarantine);
    assert.equal((await samira.post(path, decided)).url, first.url);
    const other = await samira.post(path, { ...decided, 'confirmed-by': 'Dr Other' });
    assert.equal(other.status, 422);
    assert.match(other.text, /Samira Haddad settled this item[\s\S]*What you entered[\s\S]*Dr Other/);
  });
});
