import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import { mayOpen, pagePermissions } from '../domain/access/page-permissions.ts';
import type { Role } from '../domain/directory/directory.ts';
import type { WebDeps } from './deps.ts';
import type { Route } from './pages/route.ts';
import { pageRoutes } from './pages/routes.ts';
import { startTestServer, type TestServer, Visitor } from './server.fixture.ts';

const real = pageRoutes({} as WebDeps);

/** The real table with handlers that only say that they were reached: what is tested is the door before them. */
const routes: readonly Route[] = real.map((route) => ({
  ...route,
  handle: async () => ({ kind: 'page', html: 'reached', status: 200 }),
}));

const roles: readonly Role[] = [
  'family-nurse',
  'health-visitor',
  'lead',
  'administrator',
  'named-nurse',
  'designated-nurse',
  'commissioner',
  'information-governance',
];

function somebody(role: Role): string {
  const person = [...demonstrationDirectory().practitioners.values()].find((one) => one.role === role);
  return person?.id ?? assert.fail(`the demonstration has no ${role}`);
}

function addressOf({ path }: Route): string {
  return path.replace(/:\w+/g, 'x');
}

describe('the table of routes', () => {
  test('names each route once, with a permission that exists', () => {
    const names = real.map(({ method, path }) => `${method} ${path}`);
    assert.ok(names.length > 0);
    assert.deepEqual(names, [...new Set(names)]);
    for (const { permission } of real) assert.ok(permission in pagePermissions, permission);
  });

  test('records a look at each page that shows a child’s record', () => {
    for (const { method, path, looks } of real) {
      if (method === 'GET' && path.startsWith('/child/')) assert.notEqual(looks, null, path);
    }
  });

  test('has no page of a child’s record that a commissioner may open (P12)', () => {
    for (const { path, permission } of real) {
      for (const role of ['commissioner', 'information-governance'] as const)
        if (path.startsWith('/child/')) assert.equal(mayOpen(role, permission), false, path);
    }
  });
});

describe('each route', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer(routes);
  });
  after(() => server.close());

  test('turns who has not signed in to the sign-in', async () => {
    const stranger = new Visitor(server.baseUrl);
    for (const route of routes) {
      const answer =
        route.method === 'GET'
          ? await stranger.get(addressOf(route))
          : await stranger.post(addressOf(route), {});
      // A form that was sent is answered in its place, with what was written in it.
      assert.match(
        route.method === 'GET' ? answer.url : answer.text,
        /\/sign-in/,
        `${route.method} ${route.path}`,
      );
      assert.doesNotMatch(answer.text, /reached/);
    }
  });

  for (const role of roles) {
    test(`opens to a ${role} exactly as the table of permissions says`, async () => {
      const visitor = new Visitor(server.baseUrl);
      await visitor.signInAs(somebody(role), firstPage());
      for (const route of routes.filter(({ method }) => method === 'GET')) {
        const answer = await visitor.get(addressOf(route));
        assert.equal(
          answer.status,
          mayOpen(role, route.permission) ? 200 : 403,
          `${route.path} to a ${role}`,
        );
        assert.equal(answer.text === 'reached', mayOpen(role, route.permission), route.path);
      }
    });
  }

  test('that is none, also one that nobody can decode, is answered by a page in words', async () => {
    const visitor = new Visitor(server.baseUrl);
    await visitor.signInAs(somebody('lead'), firstPage());
    for (const address of ['/%', '/child/%ff', '/nowhere']) {
      const { status, text, headers } = await visitor.get(address);
      assert.equal(status, 404, address);
      assert.match(text, /<h1[^>]*>Page not found/, address);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, address);
    }
  });

  test('that takes a form refuses it without the token of this sign-in', async () => {
    const visitor = new Visitor(server.baseUrl);
    await visitor.signInAs(somebody('lead'), firstPage());
    for (const route of routes.filter(({ method }) => method === 'POST')) {
      const answer = await visitor.post(addressOf(route), { anything: 'x' });
      assert.equal(answer.status, 403, route.path);
      assert.match(answer.text, /This form is too old/, route.path);
    }
  });
});

function firstPage(): string {
  return addressOf(routes.find(({ method }) => method === 'GET') ?? assert.fail('no page'));
}
