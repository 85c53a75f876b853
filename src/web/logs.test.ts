import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { faultOf } from './logs.ts';
import type { Route } from './pages/route.ts';
import { startTestServer, Visitor } from './server.fixture.ts';

const said = [
  'duplicate key value violates unique constraint "child_nhs_number" Key (nhs_number)=(9990000018) already exists.',
  'invalid input for postcode LU1 2AB',
  "no person called 'Ada Invented'",
  'number 999 000 0018 is known',
];

for (const message of said) {
  test(`a fault is logged without the values that it quotes: ${message.slice(0, 24)}…`, () => {
    const logged = JSON.stringify(
      faultOf(Object.assign(new Error(message), { code: '23505', detail: message })),
    );
    for (const value of ['9990000018', '999 000 0018', 'LU1 2AB', 'Ada'])
      assert.ok(!logged.includes(value), logged);
    assert.match(logged, /"code":"23505"/);
    assert.match(logged, /at /);
  });
}

test('what is thrown and is no error is logged by its type alone', () => {
  assert.deepEqual(faultOf('Ada Invented'), { type: 'string', message: '', stack: [] });
});

test('a place in an address that is asked for stands in no line of the log, found or not, in order or not (A17)', async () => {
  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/search',
      permission: 'search',
      looks: null,
      handle: async ({ query }) => {
        if (query['q']?.includes('fault')) throw new Error(`invalid input "${query['q']}"`);
        return { kind: 'page', html: 'reached', status: 200 };
      },
    },
  ];
  const server = await startTestServer(routes, { logLevel: 'info' });
  const lines: string[] = [];
  const log = server.app.log as unknown as Record<symbol, { write: (line: string) => void }>;
  const stream = log[pino.symbols.streamSym];
  assert.ok(stream);
  stream.write = (line) => void lines.push(line);
  try {
    const visitor = new Visitor(server.baseUrl);
    await visitor.signInAs('amara-osei', '/search?q=1+Mothers+Lane+LU1+2AB');
    assert.match((await visitor.get('/search?q=2+Mothers+Lane')).text, /reached/);
    assert.equal((await visitor.get('/search?q=fault+3+Mothers+Lane')).status, 500);
    assert.equal((await visitor.get('/4-Mothers-Lane')).status, 404);
    assert.equal((await visitor.post('/search?q=5+Mothers+Lane', { q: 'Mothers Lane' })).status, 404);
  } finally {
    await server.close();
  }
  assert.ok(lines.length >= 5, `${lines.length} lines`);
  assert.ok(lines.some((line) => line.includes('"route":"/search"')));
  assert.deepEqual(
    lines.filter((line) => /mothers|LU1/i.test(line)),
    [],
  );
});
