import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, tokenOf } from '../../src/web/server.fixture.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ size: 12 });
});
after(() => house.close());

const shown = (html: string) => /name="_version" value="([^"]*)"/.exec(html)?.[1] ?? '';

test('what came after the page was drawn is not marked as read with the rest', async () => {
  const desk = await house.visitor('amara-osei');
  await offered(house, { familyName: 'Early' });
  const drawn = (await desk.get(pagePaths.notices)).text;
  assert.match(drawn, /Early/);
  await offered(house, { familyName: 'Meanwhile' });

  await desk.post(pagePaths.notices, { _csrf: tokenOf(drawn), _version: shown(drawn) });

  const now = (await desk.get(pagePaths.notices)).text;
  assert.match(now, /Meanwhile/);
  assert.doesNotMatch(now, /Early/);
  assert.match((await desk.get(`${pagePaths.notices}?read=yes`)).text, /Early/);
});

test('who marks what a colleague had read before is told by whom; a second click tells of nobody', async () => {
  await offered(house, { familyName: 'Twice' });
  const [amara, hannah] = [await house.visitor('amara-osei'), await house.visitor('hannah-whitlock')];
  const [hers, mine] = [await amara.get(pagePaths.notices), await hannah.get(pagePaths.notices)];
  for (const _ of ['once', 'twice'])
    assert.doesNotMatch(
      (await amara.post(pagePaths.notices, carriedOn(hers.text))).text,
      /had read some of these/,
    );
  assert.match(
    (await hannah.post(pagePaths.notices, carriedOn(mine.text))).text,
    /Others of your team had read some of these before you: Amara Osei \d/,
  );
});

test('what was told as overdue comes before all news, and all that is told of one child stands together', async () => {
  const { personId } = await offered(house, { familyName: 'Lateness' });
  await house.admin.query(
    `insert into notice (team_id, for_lead, person_id, code, created_at)
     select 'luton-hv', false, gen_random_uuid(), 'HandoverOffered', $1::timestamptz + n * interval '1 minute' from generate_series(1, 30) n`,
    [house.time.now],
  );
  const told = `insert into notice (team_id, for_lead, person_id, code, created_at) values ('luton-hv', false, $1, $2, $3::timestamptz - interval '9 days')`;
  for (const code of ['overdue/0/acknowledge', 'overdue/0/answer-offer', 'overdue/1/acknowledge'])
    await house.admin.query(told, [personId, code, house.time.now]);
  const desk = await house.visitor('amara-osei');
  const { text } = await desk.get(pagePaths.notices);
  const [overdue = '', others = ''] = text.split('What else was told');
  assert.match(overdue, /Told as overdue[\s\S]*Robin Lateness/);
  const words = overdue.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  assert.match(
    words,
    /Robin Lateness Born [^.]+\. Reference \w+ (?=.*Overdue: Acknowledge the offer\. Told: Duty desk, Team lead\.)(?=.*Overdue: Accept or decline\. Told: Duty desk\.).*A handover was offered to your desk/,
  );
  assert.equal(text.match(/<li class="hh-arrival/g)?.length, 20);
  assert.doesNotMatch(others, /Lateness/);
  assert.match(text, /Further lines/);
  await desk.post(pagePaths.notices, carriedOn(text));
  const next = (await desk.get(pagePaths.notices)).text;
  assert.doesNotMatch(next, /Lateness/, 'all of it was shown, and is read');
  assert.match(next, /The newest first[\s\S]*A handover was offered to your desk/);
  await house.admin.query('delete from notice');
});

test('a notice to another team is not marked, and what is no notice marks nothing', async () => {
  const { personId } = await offered(house, { familyName: 'Theirs' });
  const desk = await house.visitor('amara-osei');
  const drawn = (await desk.get(pagePaths.notices)).text;
  const other = await house.visitor('samira-haddad');
  const _csrf = tokenOf((await other.get(pagePaths.form(personId, 'record-sighting'))).text);
  for (const _version of [shown(drawn), 'everything', '']) {
    const { url } = await other.post(pagePaths.notices, { _csrf, _version });
    assert.equal(new URL(url).pathname, pagePaths.notices, 'it was let in');
  }
  assert.match((await desk.get(pagePaths.notices)).text, /Theirs/);
});

test('what is told of a client says her name and leads to her record, in notices and on the ladder', async () => {
  const { rows } = await house.admin.query<{ id: string; name: string; nurse: string }>(
    `with her as (select c.* from client c join practitioner p on p.id = c.nurse_id and p.team_id = c.team_id
        where c.status = 'enrolled' and not c.sealed and p.status = 'present' limit 1),
      told as (insert into notice (team_id, for_lead, person_id, code, created_at)
        select team_id, false, person_id, 'overdue/0/visit', $1 from her),
      owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
        select person_id, 'test', 'visit', team_id, $1, $1, array_fill($1::timestamptz, array[5]), 1, '13', 'routine', 'test' from her),
      raised as (insert into escalation (person_id, key, from_at, kind, step, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
        select person_id, 'test', $1, 'visit', 0, team_id, $1, $1, $1, false, '[]', gen_random_uuid() from her)
     select person_id as id, given_name || ' ' || family_name as name, nurse_id as nurse from her`,
    [house.time.now],
  );
  const [her] = rows;
  assert.ok(her, 'the demonstration has no client');
  const nurse = await house.visitor(her.nurse);
  for (const address of [pagePaths.notices, pagePaths.raised]) {
    const { text } = await nurse.get(address);
    assert.ok(text.includes(`<a href="${pagePaths.client(her.id)}">Client ${her.name}</a>`), address);
    assert.ok(text.includes(`Reference ${her.id.slice(0, 8)}`), `${address}: by which mail speaks of her`);
  }
  assert.equal((await nurse.get(pagePaths.client(her.id))).status, 200);
});

test('who is told of a record that their team does not read hears what happened and whom to ask, and not who it is', async () => {
  const { personId } = await offered(house, { familyName: 'Unread' });
  await house.admin.query(
    `insert into notice (team_id, for_lead, person_id, code, created_at) values ('hf-hv', false, $1, 'arrives-in-programme', $2)`,
    [personId, house.time.now],
  );
  const fiona = await house.visitor('fiona-drake');
  const { text } = await fiona.get(pagePaths.notices);
  assert.match(
    text,
    /A record that your team does not read[\s\S]*A family in the programme is to be handed over/,
  );
  assert.ok(!text.includes('Unread') && !text.includes(`Child ${personId.slice(0, 8)}`));
  assert.match(text, new RegExp(`Reference ${personId.slice(0, 8)}`), 'by which mail speaks of it');
  assert.ok(text.includes(`<a href="${pagePaths.child(personId)}">Whom to ask about it`));
  const answer = await fiona.get(pagePaths.child(personId));
  assert.equal(answer.status, 404);
  assert.match(answer.text, /Your team does not read this record/);
  assert.match(answer.text, /ask the named nurse of your organisation[\s\S]*named nurse, /);
  assert.ok(!/Unread|Ealing|Luton/.test(answer.text), 'nor who answers for it');
  assert.match(
    (await (await house.visitor('celia-marchetti')).get(pagePaths.child(personId))).text,
    /Page not found/,
  );
});

test('a lead reads whom of the ladder no mail reaches, until the directory has the address', async () => {
  const addressOf = async (email: string) => {
    await house.admin.query(`update practitioner set email = $1 where id = 'ruth-pemberton'`, [email]);
    await house.admin.query('update directory_version set version = version + 1');
    await house.refresh();
  };
  const grace = await house.visitor('grace-adeyemi');
  const team = async () => (await grace.get(pagePaths.team)).text;
  assert.doesNotMatch(await team(), /No mail reaches/);
  await addressOf('');
  assert.match(await team(), /No mail reaches Ruth Pemberton: the directory has no e-mail address/);
  await addressOf('ruth-pemberton@handhold.example');
  assert.doesNotMatch(await team(), /No mail reaches/);
});
