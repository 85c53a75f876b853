import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import { pagePermissions } from '../../src/domain/access/permissions.ts';
import type { Practitioner, Role, TeamKind } from '../../src/domain/directory/directory.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf, Visitor } from '../../src/web/server.fixture.ts';
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
      `insert into notice (team_id, for_lead, person_id, code, created_at) values ('ealing-commissioner', false, null, 'last-step/8/acknowledge', now())`,
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
          select person_id, 'test', 'seen', 'luton-hv', now(), now(), array[now(), now(), now(), now(), now()], 3, '11', 'routine', 'test' from child),
        raised as (insert into escalation (person_id, key, from_at, kind, step, owner_team, told_teams, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
          select person_id, 'test', now(), 'seen', 2, 'luton-hv', array['luton-named-nurse'], now(), now(), now(), false,
            '[{"practitionerId": "ruth-pemberton", "name": "Ruth Pemberton"}]', gen_random_uuid() from child)
       select person_id as id from child`,
    );
    assert.equal(await asks(), before + 1);
    const list = await ruth.get(`${pagePaths.raised}?for=me`);
    assert.equal(list.text.match(/class="hh-arrival"/g)?.length, before + 1);
    const token = /name="_csrf" value="([^"]+)"/.exec(list.text)?.[1] ?? '';
    await ruth.post(pagePaths.raised, {
      _csrf: token,
      person: rows[0]?.id ?? '',
      key: 'test',
      step: '2',
      for: 'me',
    });
    assert.equal(await asks(), before, 'acknowledged, it no longer asks');
    assert.match((await ruth.get(pagePaths.raised)).text, /Acknowledged by Ruth Pemberton/);
  });

  test('a step is acknowledged by whom it names, and by nobody who is away or only sees it', async () => {
    const { rows } = await house.admin.query<{ id: string }>(
      `with child as (select person_id from access where team_id = 'luton-hv' order by person_id desc limit 1),
        owed as (insert into deadline (person_id, key, kind, owner_team, from_at, due_at, steps, next_step, row_id, row_column, rule_version)
          select person_id, 'named', 'seen', 'luton-hv', now(), now(), array[now(), now(), now(), now(), now()], 2, '11', 'routine', 'test' from child),
        raised as (insert into escalation (person_id, key, from_at, kind, step, owner_team, due_at, step_due_at, raised_at, late_by_outage, names, sweep_id)
          select person_id, 'named', now(), 'seen', 1, 'luton-hv', now(), now(), now(), false,
            '[{"practitionerId": "grace-adeyemi", "teamId": "luton-hv", "name": "Grace Adeyemi"}]', gen_random_uuid() from child)
       select person_id as id from child`,
    );
    const person = rows[0]?.id ?? '';
    const acknowledgedBy = async () => {
      const { rows: found } = await house.admin.query<{ by: string | null }>(
        `select acknowledged_by as by from escalation where person_id = $1 and key = 'named'`,
        [person],
      );
      return found[0]?.by ?? null;
    };
    const says = async (who: string) => {
      const visitor = await house.visitor(who);
      const _csrf = tokenOf((await visitor.get('/')).text);
      return visitor.post(pagePaths.raised, { _csrf, person, key: 'named', step: '1' });
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
    assert.equal((await says('amara-osei')).status, 200);
    assert.equal(await acknowledgedBy(), 'amara-osei');
  });
});
