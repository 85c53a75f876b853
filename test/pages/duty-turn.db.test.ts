import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, addMinutes, londonDate, londonInstant } from '../../src/domain/calendar/time.ts';
import { ladderNames, onDutyAt, turnEnds } from '../../src/domain/directory/directory.ts';
import { refreshLadder } from '../../src/postgres/directory-store.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { drafted } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';
import { hiddenIn } from './sent-form.ts';

let house: House;
before(async () => {
  // Today, for how old a turn is goes by the clock of the database; in the evening, for nobody is signed in at midnight who came in the morning.
  const evening = londonInstant(londonDate(new Date().toISOString()), 20 * 60);
  house = await openHouse({ size: 12, now: evening });
});
after(() => house.close());

/** Whom a step at the desk of Luton asks, as the sweep reads it. */
async function deskOfTheLadder(): Promise<readonly string[]> {
  const { rows } = await house.admin.query<{ id: string }>(
    `select n ->> 'practitionerId' as id from ladder_name, jsonb_array_elements(names) n where team_id = 'luton-hv' and step = 0`,
  );
  return rows.map(({ id }) => id);
}

/** A step at the desk, raised before anybody sat down there. */
async function raised(key: string, named: string): Promise<string> {
  const { rows } = await house.admin.query<{ id: string }>(
    `with child as (select person_id from access where team_id = 'luton-hv' order by person_id limit 1),
      owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
        select person_id, $1::text, 'seen', 'luton-hv', $3, $3, array_fill($3::timestamptz, array[5]), 1, '11', 'routine', 'test' from child),
      raised as (insert into escalation (person_id, key, from_at, kind, step, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
        select person_id, $1::text, $3, 'seen', 0, 'luton-hv', $3, $3, $3, false,
          jsonb_build_array(jsonb_build_object('practitionerId', $2::text, 'teamId', 'luton-hv', 'name', $2::text)), gen_random_uuid() from child)
     select person_id as id from child`,
    [key, named, house.time.now],
  );
  return rows[0]?.id ?? assert.fail('Luton reads no child');
}

test('one click and she is on duty: the page, the ladder and its steps say so, until one click ends it', async () => {
  const amara = await house.visitor('amara-osei');
  const asks = async () =>
    Number(/number">(\d+)<\/span>\s*<span[^>]*>The ladder asks/.exec((await amara.get('/')).text)?.[1]);
  const person = await raised('desk', 'hannah-whitlock');
  await raised('lead', 'grace-adeyemi');
  const before = await asks();
  assert.ok(!(await deskOfTheLadder()).includes('amara-osei'));
  const toThem = async () =>
    (await amara.get(`${pagePaths.raised}?for=me`)).text.includes(`value="${person}"`);
  assert.equal(await toThem(), false);

  const front = await amara.get('/');
  const begin = hiddenIn(front, pagePaths.turn);
  const desk = await amara.post(pagePaths.turn, begin);
  assert.equal(new URL(desk.url).pathname, pagePaths.desk);
  assert.match(desk.text, /On duty now: [^<]*Amara Osei \(since/);
  assert.ok((await deskOfTheLadder()).includes('amara-osei'));
  assert.equal((await amara.post(pagePaths.turn, begin)).status, 200, 'a second click has no second effect');
  const { rows } = await house.admin.query(`select from duty_turn where practitioner_id = 'amara-osei'`);
  assert.equal(rows.length, 1);

  assert.equal(await asks(), before + 1, 'what asks the desk asks her, and what asks the lead does not');
  const list = (await amara.get(`${pagePaths.raised}?for=me`)).text;
  const entry =
    list.split('<li class="hh-arrival').find((one) => one.includes('value="desk"')) ??
    assert.fail('no entry');
  const [open, behind = ''] = entry.split('<details');
  assert.match(open ?? '', /value="desk"/, 'her button waits behind no line that opens');
  assert.match(behind, /Who else was told[\s\S]*grace-adeyemi/);
  const form = list.split('<form').find((one) => one.includes('value="desk"')) ?? assert.fail('no button');
  await amara.post(pagePaths.raised, hiddenIn({ text: `<form${form}` }, pagePaths.raised));
  const { rows: has } = await house.admin.query<{ by: string }>(
    `select acknowledged_by as by from escalation where key = 'desk'`,
  );
  assert.deepEqual(has, [{ by: 'amara-osei' }]);

  const begun = house.time.now;
  house.time.now = new Date(Date.parse(begun) + 60_000).toISOString();
  const ended = await amara.post(pagePaths.turn, hiddenIn(await amara.get(pagePaths.desk), pagePaths.turn));
  assert.doesNotMatch(/On duty now: ([^<]*)/.exec(ended.text)?.[1] ?? '', /Amara/);
  assert.ok(!(await deskOfTheLadder()).includes('amara-osei'));
  const directory = house.deps.directory();
  const onDuty = (at: string) => onDutyAt(directory, 'luton-hv', at).map(({ id }) => id);
  assert.ok(onDuty(begun).includes('amara-osei'), 'who was at the desk then is still known');
  assert.ok(!onDuty(house.time.now).includes('amara-osei'));
  assert.match((await amara.get(pagePaths.directoryTeam('luton-hv'))).text, /<li>Amara Osei: [^<]* until /);
});

test('an old tab is told what stands, and nobody takes the turn of another', async () => {
  const amara = await house.visitor('amara-osei');
  const [old, fresh] = [await amara.get(pagePaths.desk), await amara.get(pagePaths.desk)];
  await amara.post(pagePaths.turn, hiddenIn(fresh, pagePaths.turn));
  const told = await amara.post(pagePaths.turn, hiddenIn(old, pagePaths.turn));
  assert.match(told.text, /Somebody else has changed this.*On duty at the desk since/s);
  const outcome = await house.deps.changeDirectory(
    { type: 'end-duty', practitionerId: 'amara-osei' },
    house.person('grace-adeyemi'),
    house.time.now,
  );
  assert.equal(outcome.kind, 'refused');
});

test('a turn that nobody ends is over with the day, and the ladder knows it', async () => {
  const midnight = turnEnds(house.time.now);
  assert.equal(londonDate(midnight), addDays(londonDate(house.time.now), 1));
  const names = (at: string) =>
    ladderNames(house.deps.directory(), 'luton-hv', 'duty-desk', at).map(
      ({ practitionerId }) => practitionerId,
    );
  assert.ok(names(house.time.now).includes('amara-osei'));
  assert.ok(!names(midnight).includes('amara-osei'));
  await refreshLadder(house.admin, midnight);
  assert.ok(!(await deskOfTheLadder()).includes('amara-osei'));
});

/** A turn of the past, as if its click had been made then, and the house sees it. */
async function hadTurn(practitionerId: string, begun: string, ends: string): Promise<void> {
  await house.admin.query(
    `insert into duty_turn select $1, 'luton-hv', now() - $2::interval, now() - $3::interval`,
    [practitionerId, begun, ends],
  );
  await house.admin.query('update directory_version set version = version + 1');
  await house.refresh();
}

test('a turn that grows old while nobody changes the directory stands in the way of nothing', async () => {
  const hannah = await house.visitor('hannah-whitlock');
  await house.admin.query(`update practitioner set duty = false where id = 'hannah-whitlock'`);
  await hadTurn('hannah-whitlock', '31 days 1 hour', '30 days 23:59:58');
  const drawn = hiddenIn(await hannah.get(pagePaths.desk), pagePaths.turn);
  await house.admin.query('select pg_sleep(3)');
  assert.match((await hannah.post(pagePaths.turn, drawn)).text, /On duty now: [^<]*Hannah Whitlock \(since/);
});

test('a button drawn before midnight and pressed after it ends a turn that is over anyhow', async () => {
  const amara = await house.visitor('amara-osei');
  const begun = house.time.now;
  const desk = await amara.get(pagePaths.desk);
  if (!desk.text.includes('End my turn')) await amara.post(pagePaths.turn, hiddenIn(desk, pagePaths.turn));
  const drawn = hiddenIn(await amara.get(pagePaths.desk), pagePaths.turn);
  assert.equal(drawn.what, 'end');
  house.time.now = addMinutes(turnEnds(begun), 1);
  const ended = await amara.post(pagePaths.turn, drawn);
  assert.equal(new URL(ended.url).pathname, pagePaths.desk);
  assert.doesNotMatch(ended.text, /Somebody else has changed/);
  assert.match(ended.text, /Act as duty at the desk/);
});

test('the page of a team lists the turns of a month, though the directory knows the newest of everybody', async () => {
  await hadTurn('grace-adeyemi', '50 days', '49 days 20 hours');
  assert.ok(house.deps.directory().turns.some(({ practitionerId }) => practitionerId === 'grace-adeyemi'));
  const team = await (await house.visitor('amara-osei')).get(pagePaths.directoryTeam('luton-hv'));
  assert.match(team.text, /<li>Amara Osei: [^<]* until /);
  assert.doesNotMatch(team.text, /<li>Grace Adeyemi: [^<]* until /);
});

test('who was at the desk on a day is asked of the desk, however long ago, and of a child beside who was accountable', async () => {
  await hadTurn('grace-adeyemi', '400 days 1 hour', '400 days');
  const { rows } = await house.admin.query<{ on: string }>(
    `select to_char((ends_at - interval '1 second') at time zone 'Europe/London', 'YYYY-MM-DD') as on from duty_turn
     where practitioner_id = 'grace-adeyemi' order by begun_at limit 1`,
  );
  const on = rows[0]?.on ?? assert.fail();
  const amara = await house.visitor('amara-osei');
  const asking = (address: string, day: string) => {
    const [year, month, date] = day.split('-');
    return amara.get(`${address}?on-day=${date}&on-month=${month}&on-year=${year}`);
  };
  const team = (await amara.get(pagePaths.directoryTeam('luton-hv'))).text;
  assert.ok(team.includes(`href="${pagePaths.atDesk('luton-hv')}"`), 'the way to it');
  const desk = pagePaths.atDesk('luton-hv');
  assert.match(
    (await asking(desk, on)).text,
    /At the duty desk of Luton health visiting[\s\S]*Grace Adeyemi/,
  );
  const dayBefore = (await asking(desk, addDays(on, -2))).text;
  assert.match(dayBefore, /At the duty desk of Luton health visiting on [^:]*: nobody took a turn/);
  const toCome = await asking(desk, addDays(londonDate(house.time.now), 3));
  assert.match(toCome.text, /The day must be today or before it/);
  assert.equal((await amara.get(pagePaths.atDesk('nowhere'))).status, 404);
  assert.doesNotMatch(
    (await asking(pagePaths.atDesk('luton-fnp'), on)).text,
    /Grace Adeyemi/,
    'another desk',
  );
});

test('beside who was accountable for a child on a day stands who was at the desk of that team', async () => {
  const { personId } = await drafted(house, {
    familyName: 'Rota',
    givenBy: 'amara-osei',
    teamId: 'luton-hv',
    receivingTeamId: 'ealing-hv',
  });
  const amara = await house.visitor('amara-osei');
  const begun = await amara.get(pagePaths.desk);
  if (!begun.text.includes('End my turn')) await amara.post(pagePaths.turn, hiddenIn(begun, pagePaths.turn));
  const { text } = await amara.get(pagePaths.whoHeld(personId));
  const [, beside = ''] = text.split('At the duty desk of Luton health visiting');
  assert.match(beside.split('</table>')[0] ?? '', /Amara Osei/);
});
