import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nameAfterLeavers } from '../../src/postgres/leaver.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { paths } from '../../src/web/paths.ts';
import { carriedOn, tokenOf, Visitor } from '../../src/web/server.fixture.ts';
import { type Begun, minutesBefore, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

describe('Kate Brennan is away and signs in all the same (A30)', () => {
  let house: House;
  let begun: Begun;
  before(async () => {
    house = await openHouse({ size: 1 });
    begun = await offered(house, {
      familyName: 'Teasel',
      givenBy: 'amara-osei',
      teamId: 'luton-hv',
      receivingTeamId: 'ealing-hv',
    });
  });
  after(() => house.close());

  const acknowledge = () => pagePaths.handoverForm(begun.personId, begun.handoverId, 'acknowledge');

  async function facts(): Promise<number> {
    const { rows } = await house.admin.query<{ n: number }>('select count(*)::int as n from fact');
    return rows[0]?.n ?? 0;
  }

  test('every page says that she is away, who acts instead, and how she is back; none offers what she cannot do', async () => {
    const kate = await house.visitor('kate-brennan');
    for (const address of [
      '/',
      pagePaths.desk,
      pagePaths.child(begun.personId),
      pagePaths.handover(begun.personId, begun.handoverId),
      acknowledge(),
    ]) {
      const { status, text } = await kate.get(address);
      assert.equal(status, 200, address);
      assert.match(
        text,
        /You are recorded as away\.<\/strong> Nadia Farouk \(020 .*acts in your place, until/,
      );
      assert.match(text, /I am back: end my absence/);
    }
    const record = (await kate.get(pagePaths.handover(begun.personId, begun.handoverId))).text;
    assert.doesNotMatch(record, /Everything you can do here|\/do\//);
    assert.doesNotMatch((await kate.get(pagePaths.child(begun.personId))).text, /\/do\//);
    const nadia = await house.visitor('nadia-farouk');
    const deputys = (await nadia.get(pagePaths.handover(begun.personId, begun.handoverId))).text;
    assert.match(deputys, /Everything you can do here/);
    assert.doesNotMatch(deputys, /recorded as away/);
  });

  test('who stands in for her answers in her place, and not since the day on which she was named', async () => {
    const now = house.time.now;
    house.time.now = minutesBefore(now, 8 * 1440);
    const { personId } = await offered(house, {
      familyName: 'Bryony',
      givenBy: 'kate-brennan',
      teamId: 'ealing-hv',
      receivingTeamId: 'luton-hv',
    });
    house.time.now = now;
    const nadia = await house.visitor('nadia-farouk');
    const words = (await nadia.get(pagePaths.child(personId))).text.replace(/<[^>]+>/g, '');
    assert.match(
      words,
      /Nadia Farouk \(Ealing health visiting\) answers for this child in place of Kate Brennan, named since \d/,
    );
    assert.match(words, /Whom the record named, and when/);
  });

  test('what she sends is refused in words and nothing is recorded, until she says that she is back', async () => {
    const kate = await house.visitor('kate-brennan');
    const before = await facts();
    const carried = carriedOn((await kate.get(acknowledge())).text);
    const refused = await kate.post(acknowledge(), carried);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /You are recorded as away, so nothing is done in your name.*Nadia Farouk/);
    assert.equal(await facts(), before);
    const button = (await kate.get('/')).text;
    const end = carriedOn(button.slice(0, button.indexOf('end my absence')));
    const old = await kate.post(paths.endAbsence, { ...end, _version: '' });
    assert.equal(old.status, 422);
    assert.match(old.text, /Somebody else has changed this since .*What stands now: Away from/);
    assert.match(old.text, /The button that ends your absence stands above/);
    const back = await kate.post(paths.endAbsence, end);
    assert.equal(back.status, 200);
    assert.doesNotMatch(back.text, /recorded as away/);
    const again = await kate.post(paths.endAbsence, end);
    assert.deepEqual(
      [again.status, again.url],
      [200, back.url],
      'a second click is answered as the first was',
    );
    assert.match((await kate.post(acknowledge(), carried)).url, /\/done\/acknowledge/);
    assert.ok((await facts()) > before);
  });

  test('nobody ends the absence of another but the lead, and a lead who is away changes nothing but the own', async () => {
    const at = house.time.now;
    const lead = house.person('deborah-quill');
    const away = {
      type: 'be-away',
      practitionerId: 'kate-brennan',
      from: at,
      to: null,
      deputyId: null,
    } as const;
    assert.equal((await house.deps.changeDirectory(away, lead, at)).kind, 'done');
    const back = { type: 'return', practitionerId: 'kate-brennan' } as const;
    const others = await house.deps.changeDirectory(back, house.person('nadia-farouk'), at);
    assert.match(others.kind === 'refused' ? others.says : '', /Only the lead/);
    await house.deps.changeDirectory({ ...away, practitionerId: 'deborah-quill' }, lead, at);
    const refused = await house.deps.changeDirectory(back, lead, at);
    assert.match(refused.kind === 'refused' ? refused.says : '', /You are recorded as away/);
    const own = { type: 'return', practitionerId: 'deborah-quill' } as const;
    assert.equal((await house.deps.changeDirectory(own, lead, at)).kind, 'done');
    assert.equal((await house.deps.changeDirectory(back, lead, at)).kind, 'done');
  });

  test('of somebody who has left nobody records an absence: the page offers what the table of the directory opens', async () => {
    const at = house.time.now;
    const lead = house.person('deborah-quill');
    const page = await house.visitor('deborah-quill');
    const offers = async () => {
      const { text } = await page.get(pagePaths.absence('samira-haddad'));
      return [...text.matchAll(/name="what"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="what"/g)].map(
        ([, first, second]) => first ?? second,
      );
    };
    assert.deepEqual(await offers(), ['be-away', 'return', 'leave', 'disable']);
    const about = { practitionerId: 'samira-haddad' };
    const left = { type: 'leave', ...about, why: 'A new post' } as const;
    assert.equal((await house.deps.changeDirectory(left, lead, at)).kind, 'done');
    assert.deepEqual(await offers(), ['return', 'close-account']);
    const away = { type: 'be-away', ...about, from: at, to: null, deputyId: null } as const;
    const refused = await house.deps.changeDirectory(away, lead, at);
    assert.match(refused.kind === 'refused' ? refused.says : '', /has left already/);
    const close = { type: 'close-account', ...about } as const;
    while ((await nameAfterLeavers(house.admin, at)).renamed > 0);
    assert.equal((await house.deps.changeDirectory(close, lead, at)).kind, 'done');
    assert.deepEqual(await offers(), ['return'], 'a closed account is not closed twice');
    assert.match((await page.get(pagePaths.absence('samira-haddad'))).text, /The account is closed\./);
    await house.deps.changeDirectory({ type: 'return', ...about }, lead, at);
  });

  const hidden = (text: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  const marked = (text: string) => ({
    _csrf: tokenOf(text),
    _command: hidden(text, '_command'),
    _version: hidden(text, '_version'),
  });
  const until = (year: string) => ({ 'to-day': '1', 'to-month': '6', 'to-year': year, 'to-time': '09:00' });

  async function absencesOf(practitionerId: string) {
    const { rows } = await house.admin.query<{ year: string | null; changes: number }>(
      `select extract(year from away_to)::text as year,
         (select count(*)::int from directory_change where what like '%"be-away"%' and what like '%' || $1 || '%') as changes
       from absence where practitioner_id = $1 and (away_to is null or away_to > $2) order by away_from`,
      [practitionerId, house.time.now],
    );
    return rows;
  }

  test('an absence sent twice is one; of two people at once the second is told what stands, and sends it again', async () => {
    const lead = await house.visitor('deborah-quill');
    const path = pagePaths.absence('samira-haddad');
    const [mine, others] = [(await lead.get(path)).text, (await lead.get(path)).text];
    const away = { ...marked(mine), what: 'be-away' };
    const sentAt = house.time.now;
    for (const _ of ['clicked', 'clicked again a second later']) {
      assert.equal((await lead.post(path, away)).status, 200);
      house.time.now = new Date(Date.parse(house.time.now) + 1000).toISOString();
    }
    assert.deepEqual(await absencesOf('samira-haddad'), [{ year: null, changes: 1 }]);
    const otherwise = await lead.post(path, { ...away, deputy: 'nadia-farouk' });
    assert.match(otherwise.text, /sent before with other answers/);
    const told = await lead.post(path, { ...marked(others), what: 'be-away', ...until('2099') });
    assert.equal(told.status, 422);
    assert.match(
      told.text,
      /Somebody else has changed this.*What stands now: Away from .* until further notice/,
    );
    const unmarked = await lead.post(path, { _csrf: tokenOf(mine), what: 'be-away' });
    assert.match(unmarked.text, /Somebody else has changed this/);
    assert.deepEqual(await absencesOf('samira-haddad'), [{ year: null, changes: 1 }]);
    const again = await lead.post(path, { ...marked(told.text), what: 'return' });
    assert.equal(again.status, 200);
    assert.deepEqual(await absencesOf('samira-haddad'), []);
    house.time.now = sentAt;
  });

  test('a leaving that is sent twice is one, and answered the second time as the first; another’s is told', async () => {
    const lead = await house.visitor('deborah-quill');
    const path = pagePaths.absence('samira-haddad');
    const [mine, others] = [(await lead.get(path)).text, (await lead.get(path)).text];
    const leaves = { ...marked(mine), what: 'leave', why: 'A new post' };
    const later = { 'from-day': '1', 'from-month': '6', 'from-year': '2099', 'from-time': '09:00' };
    for (const passedBy of [later, { deputy: 'nadia-farouk' }]) {
      const { status, text } = await lead.post(path, { ...leaves, ...passedBy });
      assert.equal(status, 422, 'nobody is gone at once for whom a later day was typed');
      assert.match(text, /everything else holds from now on/);
    }
    for (const _ of ['clicked', 'clicked again']) {
      const { status, url, text } = await lead.post(path, leaves);
      assert.deepEqual([status, new URL(url).pathname], [200, pagePaths.recorded(path)]);
      assert.match(text, /Has left the post\./);
      assert.match(text, /From [^<]* Deborah Quill answers for every child of Samira Haddad\./);
    }
    const told = await lead.post(path, { ...marked(others), what: 'leave', why: 'A new post' });
    assert.equal(told.status, 422);
    assert.match(told.text, /has left already/);
    const back = await lead.post(path, { ...marked((await lead.get(path)).text), what: 'return' });
    assert.equal(back.status, 200);
    assert.match(back.text, /Samira Haddad answers for each child whose record names Samira Haddad\./);
  });

  test('after an absence the page says what was recorded and who answers from when, and says it again when it is opened again', async () => {
    const lead = await house.visitor('deborah-quill');
    const path = pagePaths.absence('samira-haddad');
    const from = { 'from-day': '1', 'from-month': '6', 'from-year': '2098', 'from-time': '09:00' };
    const away = { ...marked((await lead.get(path)).text), what: 'be-away', deputy: 'nadia-farouk' };
    const recorded = await lead.post(path, { ...away, ...from, ...until('2099') });
    const says =
      /Away from 1 June 2098 at 9am until 1 June 2099 at 9am, with Nadia Farouk in their place\.[\s\S]*From 1 June 2098 at 9am Nadia Farouk answers for every child of Samira Haddad\./;
    assert.match(recorded.text, says);
    assert.match((await lead.get(new URL(recorded.url).pathname)).text, says);
    assert.equal((await lead.get(pagePaths.recorded(pagePaths.absence('nobody')))).status, 404);
    await house.admin.query(`delete from absence where practitioner_id = 'samira-haddad'`);
    await house.admin.query('update directory_version set version = version + 1');
    await house.refresh();
  });

  test('of somebody above the teams it says whom the ladder asks instead', async () => {
    const karen = await house.visitor('karen-lyle');
    const path = pagePaths.absence('karen-lyle');
    const away = { ...marked((await karen.get(path)).text), what: 'be-away' };
    const recorded = await karen.post(path, {
      ...away,
      'from-day': '1',
      'from-month': '6',
      'from-year': '2098',
      'from-time': '09:00',
    });
    assert.match(
      recorded.text,
      /From 1 June 2098 at 9am the ladder asks the next step in place of Karen Lyle\./,
    );
  });

  test('a fault in the answers does not hide what somebody else did meanwhile', async () => {
    const lead = await house.visitor('deborah-quill');
    const path = pagePaths.absence('samira-haddad');
    const { text } = await lead.get(path);
    const away = { type: 'be-away', practitionerId: 'samira-haddad', to: null, deputyId: null } as const;
    const from = house.time.now;
    await house.deps.changeDirectory({ ...away, from }, house.person('deborah-quill'), from);
    const faulty = await lead.post(path, { ...marked(text) });
    assert.equal(faulty.status, 422);
    const told = await lead.post(path, { ...marked(faulty.text), what: 'leave' });
    assert.match(told.text, /Somebody else has changed this/);
  });

  test('an account that the lead switches off signs nobody in, its children come to the lead, and switched on again it does', async () => {
    const { personId } = await offered(house, {
      familyName: 'Yarrow',
      givenBy: 'kate-brennan',
      teamId: 'ealing-hv',
      receivingTeamId: 'luton-hv',
    });
    const stands = async () => {
      const { rows } = await house.admin.query(
        `select p.status, (select count(*)::int from child where holder_practitioner = p.id) > 0 as named,
           (select holder_team from child where person_id = $1) as holder from practitioner p where p.id = 'kate-brennan'`,
        [personId],
      );
      return rows[0];
    };
    assert.deepEqual(await stands(), { status: 'present', named: true, holder: 'ealing-hv' });
    const path = pagePaths.absence('kate-brennan');
    const kate = await house.visitor('kate-brennan');
    const nadia = await house.visitor('nadia-farouk');
    const colleagues = await nadia.post(path, {
      _csrf: tokenOf((await nadia.get('/')).text),
      what: 'disable',
    });
    assert.equal(colleagues.status, 403);
    const lead = await house.visitor('deborah-quill');
    const { text } = await lead.get(path);
    assert.match(
      text,
      /Switch off the account.*nobody can sign in with it.*Children and clients come to the lead/s,
    );
    const off = { ...marked(text), what: 'disable', why: 'Her telephone was stolen' };
    assert.equal((await lead.post(path, off)).status, 200);
    assert.match((await lead.get(pagePaths.directoryTeam('ealing-hv'))).text, /Switched off/);
    assert.match((await lead.get(path)).text, /The account is switched off\./);
    const again = await lead.post(path, { ...marked((await lead.get(path)).text), what: 'disable' });
    assert.match(again.text, /switched off already/);

    const out = await kate.get(pagePaths.desk);
    assert.match(out.text, /You were signed out, because .* your account is switched off/);
    const anew = await new Visitor(house.baseUrl).signInAs('kate-brennan', pagePaths.desk);
    assert.notEqual(new URL(anew.url).pathname, pagePaths.desk);
    assert.doesNotMatch(anew.text, /My work/);
    await nameAfterLeavers(house.admin, house.time.now);
    assert.deepEqual(await stands(), { status: 'disabled', named: false, holder: 'ealing-hv' });

    const on = { ...marked((await lead.get(path)).text), what: 'return' };
    assert.equal((await lead.post(path, on)).status, 200);
    assert.deepEqual(await stands(), { status: 'present', named: false, holder: 'ealing-hv' });
    assert.match((await (await house.visitor('kate-brennan')).get(pagePaths.desk)).text, /Kate Brennan/);
  });

  test('a team closed twice by one form is closed once and says so; another form is told of the day that stands', async () => {
    // Nothing is left with this team: what hinders a closing is tested where services close.
    const lead = await house.visitor(house.deps.directory().teams.get('hf-fnp')?.leadId ?? '');
    const [mine, others] = [
      (await lead.get(pagePaths.closeTeam)).text,
      (await lead.get(pagePaths.closeTeam)).text,
    ];
    const on = (day: string) => ({ 'on-day': day, 'on-month': '6', 'on-year': '2099' });
    const changes = async () => {
      const { rows } = await house.admin.query<{ n: number }>(
        `select count(*)::int as n from directory_change where what like '%close-team%'`,
      );
      return rows[0]?.n;
    };
    const closed = await lead.post(pagePaths.closeTeam, { ...marked(mine), ...on('1') });
    assert.match(closed.text, /From 1 June 2099 the team no longer works\./);
    const twice = await lead.post(pagePaths.closeTeam, { ...marked(mine), ...on('1') });
    assert.match(twice.text, /sent before: the last day of the team was recorded then/);
    const told = await lead.post(pagePaths.closeTeam, { ...marked(others), ...on('2') });
    assert.match(told.text, /Somebody else has changed this.*From 1 June 2099 the team no longer works/);
    assert.equal(await changes(), 1);
  });
});
