import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mayOpen } from '../../src/domain/access/page-permissions.ts';
import type { Role } from '../../src/domain/directory/directory.ts';
import type { Route } from '../../src/web/pages/route.ts';
import { tokenOf, type Visitor } from '../../src/web/server.fixture.ts';
import { type House, openHouse } from './house.ts';

/** One person of each role, all on Luton’s side where the role has sides. */
const oneOfEach: Readonly<Record<Role, string>> = {
  'health-visitor': 'amara-osei',
  'family-nurse': 'shanice-brown',
  lead: 'grace-adeyemi',
  administrator: 'tom-ashworth',
  'named-nurse': 'ruth-pemberton',
  'designated-nurse': 'olu-fashola',
  commissioner: 'karen-lyle',
  'information-governance': 'hugh-merrow',
};

type Known = { readonly personId: string; readonly handoverId: string; readonly familyName: string };

describe('who may open what: each role by each route', () => {
  let house: House;
  let arriving: Known;
  let foreign: Known;
  before(async () => {
    house = await openHouse();
    arriving = await aChild(`h.receiving_team = 'luton-hv' and h.state in ('offered', 'acknowledged')`);
    foreign = await aChild(
      `h.receiving_team = 'ealing-hv' and h.state in ('offered', 'acknowledged') and not exists (select from access a where a.person_id = c.person_id and a.team_id like 'luton%')`,
    );
  });
  after(() => house.close());

  async function aChild(where: string): Promise<Known> {
    const { rows } = await house.admin.query<Known>(
      `select c.person_id as "personId", h.handover_id as "handoverId", c.family_name as "familyName" from child c join handover h using (person_id) where ${where} order by c.person_id limit 1`,
    );
    assert.ok(rows[0], `no seeded child fits: ${where}`);
    return rows[0];
  }

  function addressOf(route: Route, child: Known): string {
    const values: Readonly<Record<string, string>> = {
      personId: child.personId,
      handoverId: child.handoverId,
      clientId: missing,
      form: route.path.includes(':handoverId') ? 'acknowledge' : 'report-signal',
      command: 'acknowledge',
      list: route.path.startsWith('/work') ? 'overdue' : 'arrivals',
      teamId: 'luton-hv',
      practitionerId: 'amara-osei',
      id: '00000000-0000-7000-8000-000000000000',
      step: '1',
    };
    return route.path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '');
  }

  const missing = '00000000-0000-7000-8000-000000000000';

  for (const [role, practitionerId] of Object.entries(oneOfEach) as [Role, string][]) {
    test(`${role}: opens what the table says, and nothing else`, async () => {
      const visitor = await house.visitor(practitionerId);
      for (const route of house.routes.filter(({ method }) => method === 'GET')) {
        const visit = await visitor.get(addressOf(route, arriving));
        const allowed = mayOpen(role, route.permission);
        const expected = !allowed ? [403] : route.path.includes(':id') ? [404] : [200, 404];
        assert.ok(
          expected.includes(visit.status),
          `${role} at ${route.path}: ${visit.status}, expected ${expected.join(' or ')}`,
        );
        if (!allowed)
          assert.ok(!visit.text.includes(arriving.familyName), `${role} at ${route.path} read a name`);
      }
    });

    test(`${role}: sends only what the table says`, async () => {
      const visitor = await house.visitor(practitionerId);
      const token = tokenOf((await visitor.get('/directory')).text);
      for (const route of house.routes.filter(({ method }) => method === 'POST')) {
        const before = await countFacts();
        // The child does not exist, so that a post that is permitted changes nothing either.
        const address = addressOf(route, { ...arriving, personId: missing, handoverId: missing });
        const visit = await visitor.post(address, { _csrf: token });
        const allowed = mayOpen(role, route.permission);
        if (allowed) assert.notEqual(visit.status, 403, `${role} at ${route.path}`);
        else assert.equal(visit.status, 403, `${role} at ${route.path}`);
        assert.equal(await countFacts(), before);
      }
    });
  }

  async function countFacts(): Promise<number> {
    const { rows } = await house.admin.query<{ n: number }>('select count(*) as n from fact');
    return rows[0]?.n ?? 0;
  }

  test('a team that stands in no relation to a child finds no page of it, and no word of it', async () => {
    const visitor: Visitor = await house.visitor('amara-osei');
    for (const route of house.routes.filter(
      ({ method, path }) => method === 'GET' && path.includes(':personId') && !path.includes('/done/'),
    )) {
      const visit = await visitor.get(addressOf(route, foreign));
      assert.equal(visit.status, 404, route.path);
      assert.ok(!visit.text.includes(foreign.familyName), route.path);
    }
  });

  test('every route that opens a record leaves a look, with who, as what and why (P10)', async () => {
    const visitor = await house.visitor('amara-osei');
    const looks = async () => {
      const { rows } = await house.admin.query<{ n: number }>(
        `select count(*) as n from read_record where person_id = $1 and practitioner_id = 'amara-osei' and role = 'health-visitor' and why <> ''`,
        [arriving.personId],
      );
      return rows[0]?.n ?? 0;
    };
    for (const route of house.routes.filter(
      ({ method, path }) => method === 'GET' && path.includes(':personId'),
    )) {
      assert.notEqual(route.looks, null, `${route.path} opens a record and names no look`);
      const before = await looks();
      const visit = await visitor.get(addressOf(route, arriving));
      assert.equal(visit.status, 200, route.path);
      assert.equal(await looks(), before + 1, `${route.path} left no look`);
    }
  });

  describe('a client of the programme', () => {
    const ofClients = () =>
      house.routes.filter(({ method, path }) => method === 'GET' && path.includes(':clientId'));
    const at = (route: Route, clientId: string) =>
      route.path.replace(':clientId', clientId).replace(':form', 'plan-visit');

    async function aClientOf(teamId: string): Promise<{ clientId: string; familyName: string }> {
      const { rows } = await house.admin.query<{ clientId: string; familyName: string }>(
        `select person_id as "clientId", family_name as "familyName" from client where team_id = $1 and status = 'enrolled' order by person_id limit 1`,
        [teamId],
      );
      assert.ok(rows[0], `no client of ${teamId}`);
      return rows[0];
    }

    test('every route that opens her record leaves a look (P10)', async () => {
      const { clientId } = await aClientOf('luton-fnp');
      const visitor = await house.visitor('shanice-brown');
      const looks = async () => {
        const { rows } = await house.admin.query<{ n: number }>(
          `select count(*) as n from read_record where person_id = $1 and practitioner_id = 'shanice-brown' and role = 'family-nurse' and why <> ''`,
          [clientId],
        );
        return rows[0]?.n ?? 0;
      };
      assert.ok(ofClients().length >= 4, `${ofClients().length} routes`);
      for (const route of ofClients()) {
        assert.notEqual(route.looks, null, `${route.path} opens a record and names no look`);
        const before = await looks();
        const visit = await visitor.get(at(route, clientId));
        assert.equal(visit.status, 200, at(route, clientId));
        assert.equal(await looks(), before + 1, `${route.path} left no look`);
      }
    });

    test('a site that stands in no relation to her finds no page of her, and no word of her', async () => {
      const { clientId, familyName } = await aClientOf('ealing-fnp');
      const visitor = await house.visitor('shanice-brown');
      for (const route of ofClients()) {
        const visit = await visitor.get(at(route, clientId));
        assert.equal(visit.status, 404, route.path);
        assert.ok(!visit.text.includes(familyName), route.path);
      }
    });
  });

  test('nobody signed in is turned to sign in', async () => {
    for (const route of house.routes.filter(({ method }) => method === 'GET')) {
      const answer = await fetch(`${house.baseUrl}${addressOf(route, arriving)}`, { redirect: 'manual' });
      assert.equal(answer.status, 303, route.path);
      assert.match(answer.headers.get('location') ?? '', /^\/sign-in/);
    }
  });
});
