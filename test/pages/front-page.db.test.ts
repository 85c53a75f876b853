import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { teamLists, type WorkList, workLists } from '../../src/application/readings.ts';
import { pagePermissions } from '../../src/domain/access/page-permissions.ts';
import { addMinutes, londonDate } from '../../src/domain/calendar/time.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import type { Practitioner, Role, TeamKind } from '../../src/domain/directory/directory.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf, Visitor } from '../../src/web/server.fixture.ts';
import { drafted, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

const directory = demonstrationDirectory();

/** One person for each role in each kind of team where the directory has one: a menu depends on both. */
function oneOfEach(): readonly { role: Role; kind: TeamKind; person: Practitioner }[] {
  const found = [...directory.practitioners.values()].flatMap((person) => {
    const kind = directory.teams.get(person.teamId)?.kind;
    return kind && person.role !== undefined ? [{ role: person.role, kind, person }] : [];
  });
  return [...new Map(found.toReversed().map((one) => [`${one.role} ${one.kind}`, one])).values()];
}

/** The addresses of the links in a part of a page. */
function linksIn(html: string, part: 'header' | 'main'): readonly string[] {
  const [text = ''] = new RegExp(`<${part}[\\s\\S]*?</${part}>`).exec(html) ?? [];
  return [...new Set([...text.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)].map(([, href = '']) => href))];
}

const begins: Readonly<Partial<Record<Role, string>>> = {
  commissioner: pagePaths.counts,
  'information-governance': pagePaths.notices,
};

describe('signing in leads each role to a page of its own', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 40 });
  });
  after(() => house.close());

  test('no role of the table of permissions is left out', () => {
    const roles = new Set(Object.values(pagePermissions).flat());
    assert.deepEqual(new Set(oneOfEach().map(({ role }) => role)), roles);
  });

  test('every page of no record is reached by a link: nobody has to know an address', async () => {
    const reached = new Set<string>();
    for (const { person } of oneOfEach()) {
      const visitor = new Visitor(house.baseUrl);
      const landed = await visitor.signInAs(person.id);
      const first = [...linksIn(landed.text, 'header'), ...linksIn(landed.text, 'main')];
      reached.add(new URL(landed.url).pathname);
      for (const link of new Set(first)) {
        const { text } = await visitor.get(link);
        for (const one of [link, ...linksIn(text, 'main')]) reached.add(one.replace(/\?.*$/, ''));
      }
    }
    // To what says that a form was taken that form leads.
    for (const { path } of house.routes.filter(({ method }) => method === 'POST'))
      reached.add(pagePaths.recorded(path));
    const pages = house.routes.filter(({ method, path }) => method === 'GET' && !path.includes(':'));
    assert.deepEqual(
      pages.map(({ path }) => path).filter((path) => !reached.has(path)),
      [],
    );
  });

  for (const { role, kind, person } of oneOfEach()) {
    test(`${role}, ${kind}: lands on a page, and each link of it and of its menu opens`, async () => {
      const visitor = new Visitor(house.baseUrl);
      const landed = await visitor.signInAs(person.id);
      assert.equal(landed.status, 200);
      assert.equal(new URL(landed.url).pathname, begins[role] ?? '/');
      const menu = linksIn(landed.text, 'header');
      assert.ok(menu.includes(pagePaths.notices), 'its notices');
      for (const link of [...menu, ...linksIn(landed.text, 'main')])
        assert.equal((await visitor.get(link)).status, 200, link);
    });
  }

  test('an empty list says what that means', async () => {
    const ruth = await house.visitor('ruth-pemberton');
    assert.match((await ruth.get(pagePaths.work('overdue'))).text, /Nothing of yours is overdue\./);
    assert.match(
      (await ruth.get(pagePaths.work('questions-to-me'))).text,
      /Nobody waits for an answer from you\./,
    );
  });

  test('a commissioner reads what reached the last step as a number, and of no child (P12)', async () => {
    await house.admin.query(
      `insert into notice (team_id, for_lead, person_id, code, created_at) values ('ealing-commissioner', false, null, 'last-step/8/acknowledge', $1)`,
      [house.time.now],
    );
    const { status, text } = await (await house.visitor('peter-vance')).get(pagePaths.notices);
    assert.equal(status, 200);
    assert.match(text, /Obligations that reached the last step of the ladder: 10 \(acknowledge the offer\)/);
    assert.match(text, /Counts, of no child by name/);
    assert.ok(!text.includes('/child/'));
  });

  test('who is named by the ladder reads so on her front page, and what it counts is what it opens', async () => {
    const ruth = await house.visitor('ruth-pemberton');
    const asks = async () =>
      Number(
        /hh-count__number">(\d+)<\/span>\s*<span class="hh-count__label">The ladder asks/.exec(
          (await ruth.get('/')).text,
        )?.[1],
      );
    const before = await asks();
    const { rows } = await house.admin.query<{ id: string }>(
      `with child as (select person_id from access where team_id = 'luton-hv' order by person_id limit 1),
        read as (insert into access (person_id, team_id, relation) select person_id, 'luton-named-nurse', 'named-nurse' from child on conflict do nothing),
        owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
          select person_id, 'test', 'seen', 'luton-hv', $1, $1, array_fill($1::timestamptz, array[5]), 3, '11', 'routine', 'test' from child),
        raised as (insert into escalation (person_id, key, from_at, kind, step, owner_team, told_teams, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
          select person_id, 'test', $1, 'seen', 2, 'luton-hv', array['luton-named-nurse'], $1, $1, $1, false,
            '[{"practitionerId": "ruth-pemberton", "name": "Ruth Pemberton"}]', gen_random_uuid() from child)
       select person_id as id from child`,
      [house.time.now],
    );
    assert.equal(await asks(), before + 1);
    const list = await ruth.get(`${pagePaths.raised}?for=me`);
    assert.equal(list.text.match(/<li class="hh-arrival/g)?.length, before + 1);
    const person = rows[0]?.id ?? '';
    const drawn = list.text.slice(0, list.text.indexOf(`name="person" value="${person}"`));
    const hidden = (name: string) =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(drawn.slice(drawn.lastIndexOf('<form')))?.[1] ?? '';
    await ruth.post(pagePaths.raised, {
      _csrf: hidden('_csrf'),
      _version: hidden('_version'),
      person,
      key: 'test',
      step: '2',
      for: 'me',
    });
    assert.equal(await asks(), before, 'acknowledged, it no longer asks');
    assert.match((await ruth.get(pagePaths.raised)).text, /Acknowledged by Ruth Pemberton/);
  });

  /** Walks a list by its link to further lines, and answers the name of each line. */
  async function walked(visitor: Visitor, start: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (let address: string | undefined = start; address !== undefined; ) {
      const { status, text } = await visitor.get(address);
      assert.equal(status, 200, address);
      found.push(
        ...[...text.matchAll(/<h3 class="hh-arrival__name">\s*<a [^>]*>([^<]*)</g)].map(
          ([, name = '']) => name,
        ),
      );
      address = /<a href="([^"]+)">Further lines/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    return found;
  }

  /** One child for every list that the seeded families leave empty. */
  async function oneForEachList(): Promise<void> {
    const { personId, handoverId } = await offered(house, { familyName: 'Counted' });
    const gives = async (who: string, id: string, command: ChildCommand) => {
      const outcome = await house.give(id, who, command);
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    };
    await gives('amara-osei', personId, {
      type: 'ask',
      handoverId,
      questionId: randomUUID(),
      text: 'Who is he?',
    });
    const inHospital = await drafted(house, { familyName: 'Visited' });
    await gives('samira-haddad', inHospital.personId, {
      type: 'record-admission',
      admissionId: randomUUID(),
      kind: 'hospital',
      where: 'Luton and Dunstable',
      from: londonDate(house.time.now),
      coverTeamId: 'luton-hv',
    });
    await gives('amara-osei', personId, {
      type: 'open-claim',
      claimId: randomUUID(),
      claimantTeamId: 'luton-hv',
      says: 'Ours',
    });
    const taken = await offered(house, { familyName: 'Taken' });
    const at = { handoverId: taken.handoverId };
    const spokeAt = house.time.now;
    const [releasingName, receivingName] = ['Samira Haddad', 'Amara Osei'];
    const first = londonDate(house.time.now);
    for (const command of [
      { type: 'record-verbal', ...at, releasingName, receivingName, spokeAt },
      { type: 'play-back', ...at, words: 'Nobody is a danger', dangerIds: [] },
      { type: 'accept', ...at, practitionerId: 'amara-osei', firstContactOn: first },
      {
        type: 'plan-joint-visit',
        ...at,
        on: first,
        at: null,
        releasingId: 'samira-haddad',
        receivingId: 'amara-osei',
        outsideName: null,
        reason: '',
      },
    ] as const)
      await gives('amara-osei', taken.personId, command);
    const disputed = await offered(house, { familyName: 'Disputed' });
    await gives('amara-osei', disputed.personId, {
      type: 'dispute',
      handoverId: disputed.handoverId,
      ground: 'They sleep in Ealing still',
      deciderId: 'manjit-sandhu',
    });
    const draft = await drafted(house, { familyName: 'Drafted' });
    await gives('samira-haddad', draft.personId, {
      type: 'open-missing',
      missingId: randomUUID(),
      why: 'The flat is empty',
      notOpen: null,
    });
    await gives('samira-haddad', draft.personId, {
      type: 'receive-signal',
      enquiryId: randomUUID(),
      otherTeamId: 'luton-hv',
      signal: {
        source: 'housing',
        messageId: null,
        effectiveAt: house.time.now,
        says: 'A notice to leave',
        lines: [],
        postcode: null,
        areaCode: 'E06000032',
      },
    });
    await gives('deborah-quill', draft.personId, {
      type: 'name-practitioner',
      practitionerId: null,
      why: 'Samira has too many',
    });
  }

  test('every number of the front page and of the team’s page is the number of lines of the list that it opens', async () => {
    await oneForEachList();
    const opened = new Map<string, number>();
    for (const who of [
      'samira-haddad',
      'amara-osei',
      'grace-adeyemi',
      'deborah-quill',
      'shanice-brown',
      'moira-kettle',
      'manjit-sandhu',
    ]) {
      const visitor = await house.visitor(who);
      for (const page of ['/', pagePaths.team]) {
        const { status, text } = await visitor.get(page);
        if (status === 403) continue;
        const cards = [
          ...text.matchAll(
            /card__link" href="(\/(?:work|team)\/[^"]+)">\s*<span class="hh-count__number">(\d+)</g,
          ),
        ];
        assert.ok(cards.length >= 3, `${page} of ${who} has ${cards.length} numbers`);
        for (const [, list = '', number = ''] of cards) {
          assert.equal((await walked(visitor, list)).length, Number(number), `${list} of ${who}`);
          opened.set(list, Math.max(opened.get(list) ?? 0, Number(number)));
        }
      }
    }
    const lists = [...workLists.map(pagePaths.work), ...teamLists.map(pagePaths.teamList)];
    const empty = lists.filter((list) => (opened.get(list) ?? 0) === 0);
    assert.deepEqual(empty, [], 'a list that nobody has a line on was not counted');
  });

  test('a handover that somebody else began is on the lists of whoever the child is named to as well', async () => {
    const { personId, handoverId, familyName } = await drafted(house, { familyName: 'Hornbeam' });
    const lists = async (who: string, list: WorkList = 'to-prepare') =>
      (await walked(await house.visitor(who), pagePaths.work(list))).includes(`Robin ${familyName}`);
    const named = async (practitionerId: string) => {
      const command = { type: 'name-practitioner', practitionerId, why: 'Nearer' } as const;
      const outcome = await house.give(personId, 'deborah-quill', command);
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    };
    assert.deepEqual([await lists('samira-haddad'), await lists('nadia-farouk')], [true, false]);
    await named('nadia-farouk');
    assert.deepEqual([await lists('samira-haddad'), await lists('nadia-farouk')], [true, true]);
    const question = { handoverId, questionId: randomUUID(), text: 'Who is the dentist?' };
    for (const [who, command] of [
      ['samira-haddad', { type: 'offer', handoverId }],
      ['amara-osei', { type: 'ask', ...question }],
    ] as const)
      assert.equal((await house.give(personId, who, command)).kind, 'done');
    for (const list of ['waiting-for-other-side', 'questions-to-me'] as const)
      for (const who of ['samira-haddad', 'nadia-farouk'])
        assert.ok(await lists(who, list), `${list} of ${who}`);
  });

  test('what falls to whoever is away is on the lists of who answers in her place, says so, and only meanwhile (A30)', async () => {
    const lead = house.person('deborah-quill');
    const { now } = house.time;
    await drafted(house, { familyName: 'Sorrel' });
    const asked = await offered(house, { familyName: 'Tansy' });
    const question = { handoverId: asked.handoverId, questionId: randomUUID(), text: 'Who is the dentist?' };
    assert.equal((await house.give(asked.personId, 'amara-osei', { type: 'ask', ...question })).kind, 'done');
    const lists = async (who: string) => {
      const visitor = await house.visitor(who);
      const on = async (path: string, name: string) => (await walked(visitor, path)).includes(name);
      return [
        await on(pagePaths.work('my-children'), 'Robin Sorrel'),
        await on(pagePaths.work('to-prepare'), 'Robin Sorrel'),
        await on(pagePaths.work('waiting-for-other-side'), 'Robin Tansy'),
        await on(pagePaths.work('questions-to-me'), 'Robin Tansy'),
        /What falls to [^<]*Samira Haddad[^<]* is here too/.test((await visitor.get('/')).text),
        /What falls to [^<]*Samira Haddad/.test((await visitor.get(pagePaths.reviews('mine'))).text),
        /Held by Samira Haddad \(Ealing/.test((await visitor.get(pagePaths.work('my-children'))).text),
      ];
    };
    const none = [false, false, false, false, false, false, false];
    assert.deepEqual(await lists('nadia-farouk'), none);
    for (const [deputyId, standIn, other] of [
      ['nadia-farouk', 'nadia-farouk', 'deborah-quill'],
      [null, 'deborah-quill', 'nadia-farouk'],
    ] as const) {
      const about = { practitionerId: 'samira-haddad' };
      await house.deps.changeDirectory(
        { type: 'be-away', ...about, from: now, to: null, deputyId },
        lead,
        now,
      );
      assert.deepEqual(
        await lists(standIn),
        none.map(() => true),
        standIn,
      );
      assert.deepEqual(await lists(other), none, other);
      await house.deps.changeDirectory({ type: 'return', ...about }, lead, now);
      assert.deepEqual(await lists(standIn), none, 'she is back');
    }
  });

  test('a question to a desk on which nobody has taken the child is a question to each of its people', async () => {
    const { personId, handoverId } = await offered(house, { familyName: 'Yarrow' });
    const question = { handoverId, questionId: randomUUID(), text: 'Is there an interpreter?' };
    assert.equal((await house.give(personId, 'samira-haddad', { type: 'ask', ...question })).kind, 'done');
    for (const who of ['hannah-whitlock', 'amara-osei'])
      assert.ok(
        (await walked(await house.visitor(who), pagePaths.work('questions-to-me'))).includes('Robin Yarrow'),
        who,
      );
  });

  test('arrivals stand in order of priority, within it of risk, within that of days unseen, at the desk as on the list', async () => {
    // Last first, so that no other order gives this one.
    const wanted = [
      ['Elder', 1, 1, '2026-11-01'],
      ['Dogwood', 1, 1, '2026-01-01'],
      ['Cedar', 1, 1, null],
      ['Beech', 1, 9, '2026-11-01'],
      ['Ash', 2, 0, '2026-11-01'],
    ] as const;
    for (const [familyName, priority, risk, seenOn] of wanted) {
      const { personId, handoverId } = await offered(house, { familyName });
      await house.admin.query(
        'update handover set priority = $3, risk_rank = $4 where person_id = $1 and handover_id = $2',
        [personId, handoverId, priority, risk],
      );
      await house.admin.query('update child set last_seen_on = $2 where person_id = $1', [personId, seenOn]);
    }
    const names = wanted.map(([familyName]) => `Robin ${familyName}`).toReversed();
    const visitor = await house.visitor('grace-adeyemi');
    for (const page of [pagePaths.teamList('arrivals'), pagePaths.desk])
      assert.deepEqual(
        (await walked(visitor, page)).filter((name) => names.includes(name)),
        names,
        page,
      );
  });

  test('the lead’s table of work counts for each colleague what the lists show of her', async () => {
    const grace = await house.visitor('grace-adeyemi');
    const { text } = await grace.get(pagePaths.team);
    const [table = ''] = /<table[\s\S]*?Workload[\s\S]*?<\/table>/.exec(text) ?? [];
    const cells = (row: string) =>
      [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = '']) =>
        cell
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    const rows = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => cells(row)).slice(1);
    const number = (cell = '') => Number(/\d+/.exec(cell)?.[0]);
    const told = new Map(
      rows.map(([name = '', , held, accepted, overdue]) => [name, [held, accepted, overdue].map(number)]),
    );
    const now = house.time.now;
    let work = 0;
    for (const person of directory.practitioners.values()) {
      if (person.teamId !== 'luton-hv') continue;
      const actor = house.person(person.id);
      const of = (list: WorkList) =>
        house.deps.readings.workList(actor, [actor.practitionerId], list, now, 0, 1000);
      const handovers = await house.deps.readings.teamList(actor, 'accepted-here', now, 0, 1000);
      const children = (await of('my-children')).length;
      const accepted = handovers.filter(({ acceptedBy }) => acceptedBy === person.id).length;
      const late = await house.deps.readings.teamList(actor, 'overdue-here', now, 0, 1000);
      const overdue = late.filter(({ holderPractitioner }) => holderPractitioner === person.id).length;
      const row = [...told].find(([name]) => name.includes(person.name))?.[1];
      assert.deepEqual(row, [children, accepted, overdue], person.name);
      work += children + accepted;
    }
    assert.ok(work > 0, 'nobody of the team has any work');
    const bars = [...table.matchAll(/width="(\d+)%" height="10" class="hh-bar__part"/g)].map(([, width]) =>
      Number(width),
    );
    const most = Math.max(...rows.map(([, , held]) => number(held)));
    assert.deepEqual(
      bars,
      rows.map(([, , held]) => Math.round((100 * number(held)) / most)),
      'and the bars are as long as the numbers',
    );
  });

  test('who has left while children are still in her name stands in the lead’s table, with who answers for them', async () => {
    const { rows } = await house.admin.query<{ children: number }>(
      `with one as (select person_id from child where holder_team = 'luton-hv' and care_status = 'in-care' order by person_id limit 1),
        moved as (update child set holder_practitioner = 'gwen-talbot' where person_id in (table one) returning 1)
       select (select count(*)::int from child where holder_practitioner = 'gwen-talbot' and person_id not in (table one)) + 1 as children from moved`,
    );
    const { text } = await (await house.visitor('grace-adeyemi')).get(pagePaths.team);
    const [table = ''] = /<table[\s\S]*?Workload[\s\S]*?<\/table>/.exec(text) ?? [];
    const row = (table.match(/<tr[\s\S]*?<\/tr>/g) ?? []).find((one) => one.includes('Gwen Talbot')) ?? '';
    const words = row.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    assert.match(words, new RegExp(`Left: Grace Adeyemi answers .*Children ${rows[0]?.children} `));
  });

  test('the front page names a few of whom something is late, and leads to all of them', async () => {
    const { rows } = await house.admin.query<{ nurse: string }>(
      `select c.holder_practitioner as nurse from deadline d join child c using (person_id)
       join practitioner p on p.id = c.holder_practitioner and p.status = 'present'
       where d.due_at <= $1 and d.owner_team = c.holder_team group by 1 order by count(distinct person_id) desc, 1 limit 1`,
      [house.time.now],
    );
    const { text } = await (await house.visitor(rows[0]?.nurse ?? '')).get('/');
    const count = /hh-count__number">(\d+)<\/span>\s*<span class="hh-count__label">Overdue</.exec(text)?.[1];
    assert.match(text, new RegExp(`href="/work/overdue">All that is overdue \\(${count}\\)</a>`));
  });

  test('a step is acknowledged by whom it names, and by nobody who is away or only sees it', async () => {
    const { rows } = await house.admin.query<{ id: string }>(
      `with child as (select person_id from access where team_id = 'luton-hv' order by person_id desc limit 1),
        owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
          select person_id, 'named', 'seen', 'luton-hv', $1, $1, array_fill($1::timestamptz, array[5]), 2, '11', 'routine', 'test' from child),
        raised as (insert into escalation (person_id, key, from_at, kind, step, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
          select person_id, 'named', $1, 'seen', 1, 'luton-hv', $1, $1, $1, false,
            '[{"practitionerId": "grace-adeyemi", "teamId": "luton-hv", "name": "Grace Adeyemi"}]', gen_random_uuid() from child)
       select person_id as id from child`,
      [house.time.now],
    );
    const person = rows[0]?.id ?? '';
    const acknowledgedBy = async () => {
      const { rows: found } = await house.admin.query<{ by: string | null }>(
        `select acknowledged_by as by from escalation where person_id = $1 and key = 'named'`,
        [person],
      );
      return found[0]?.by ?? null;
    };
    const raised = await house.admin.query<{ at: string }>(
      `select raised_at as at from escalation where person_id = $1 and key = 'named'`,
      [person],
    );
    const _version = raised.rows[0]?.at ?? '';
    const says = async (who: string, against = _version) => {
      const visitor = await house.visitor(who);
      const _csrf = tokenOf((await visitor.get('/')).text);
      return visitor.post(pagePaths.raised, { _csrf, _version: against, person, key: 'named', step: '1' });
    };
    const other = await says('amara-osei');
    assert.equal(other.status, 422);
    assert.match(other.text, /That step asks Grace Adeyemi\. Only they, or who stands in for them/);
    assert.equal(await acknowledgedBy(), null);

    const absence = { type: 'be-away', practitionerId: 'grace-adeyemi', deputyId: 'amara-osei' } as const;
    const at = house.time.now;
    const lead = house.person('grace-adeyemi');
    await house.deps.changeDirectory({ ...absence, from: at, to: null }, lead, at);
    const away = await says('grace-adeyemi');
    assert.equal(away.status, 422);
    assert.match(away.text, /You are recorded as away/);
    assert.equal(await acknowledgedBy(), null);

    const deputy = await house.visitor('amara-osei');
    assert.match((await deputy.get(`${pagePaths.raised}?for=me`)).text, /Grace Adeyemi/);
    for (const old of ['', addMinutes(_version, -1)]) {
      const stale = await says('amara-osei', old);
      assert.equal(stale.status, 422);
      assert.match(stale.text, /does not stand any more as it did when you opened this page/);
    }
    assert.equal((await says('amara-osei')).status, 200);
    assert.equal(await acknowledgedBy(), 'amara-osei');
    assert.equal((await says('amara-osei')).status, 200, 'a second click is answered as the first was');

    await house.deps.changeDirectory({ type: 'return', practitionerId: 'grace-adeyemi' }, lead, at);
    const second = await says('grace-adeyemi');
    assert.equal(second.status, 422);
    assert.match(second.text, /Amara Osei acknowledged that step before you, .* and has it/);
    assert.equal(await acknowledgedBy(), 'amara-osei');
  });
});
