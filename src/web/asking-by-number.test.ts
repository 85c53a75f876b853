import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { asksAnHour } from './asking-by-number.ts';
import { Form } from './components/form.tsx';
import type { WebDeps } from './deps.ts';
import { pagePaths } from './pages/page-paths.ts';
import { page, type Route } from './pages/route.ts';
import { pageRoutes } from './pages/routes.ts';
import { startTestServer, type TestServer, tokenOf, Visitor } from './server.fixture.ts';

const asked = { permission: 'search', looks: null } as const;
const reached = async () => page('reached');
const routes: readonly Route[] = [
  {
    ...asked,
    method: 'GET',
    path: '/',
    handle: async ({ view }) => page(Form({ view, action: '/search', children: '' })),
  },
  { ...asked, method: 'POST', path: '/search', asksByNumber: true, handle: reached },
  { ...asked, method: 'POST', path: '/refer', asksByNumber: true, handle: reached },
  { ...asked, method: 'POST', path: '/note', handle: reached },
];

describe('who tries NHS numbers one after the other', () => {
  let server: TestServer;
  const lines: string[] = [];
  before(async () => {
    server = await startTestServer(routes, { logLevel: 'warn' });
    const log = server.app.log as unknown as Record<symbol, { write: (line: string) => void }>;
    const stream = log[pino.symbols.streamSym];
    assert.ok(stream);
    stream.write = (line) => void lines.push(line);
  });
  after(() => server.close());

  test('is stopped after so many in an hour, whatever the form, told what to do, and named once to who runs Handhold', async () => {
    const curious = new Visitor(server.baseUrl);
    const _csrf = tokenOf((await curious.signInAs('amara-osei')).text);
    for (let n = 0; n < asksAnHour; n += 1)
      assert.equal((await curious.post(n % 2 ? '/search' : '/refer', { _csrf })).text, 'reached');
    for (const form of ['/search', '/refer', '/search']) {
      const { status, text } = await curious.post(form, { _csrf });
      assert.equal(status, 429);
      assert.match(
        text,
        /You have searched very often.*nothing was changed.*ring the team that holds the child/s,
      );
    }
    assert.equal((await curious.post('/note', { _csrf })).text, 'reached', 'all else goes on');
    assert.equal(
      lines.filter((line) => line.includes('"practitionerId":"amara-osei"')).length,
      1,
      lines.join(),
    );

    const another = new Visitor(server.baseUrl);
    const theirs = tokenOf((await another.signInAs('grace-adeyemi')).text);
    assert.equal((await another.post('/search', { _csrf: theirs })).text, 'reached', 'each is counted alone');
    const again = new Visitor(server.baseUrl);
    const anew = tokenOf((await again.signInAs('amara-osei')).text);
    assert.equal(
      (await again.post('/search', { _csrf: anew })).status,
      429,
      'by the person, not by the sign-in',
    );
  });

  test('meets the limit at each form that tells of a number whether the network knows it', () => {
    const counted = pageRoutes({} as WebDeps).filter(({ asksByNumber }) => asksByNumber);
    assert.deepEqual(
      counted.map(({ method, path }) => `${method} ${path}`).sort(),
      [pagePaths.refer, pagePaths.search, pagePaths.takeOn].map((path) => `POST ${path}`).sort(),
    );
  });
});
