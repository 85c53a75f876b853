import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, type Route } from './pages/route.ts';
import { sessionsInMemory, startTestServer, Visitor } from './server.fixture.ts';

const front: Route = {
  method: 'GET',
  path: '/',
  permission: 'see-directory',
  looks: null,
  handle: async () => page('front page'),
};

test('with the database gone a page says in plain words what to do, in the look of the others, and nothing that it is made of asks for a session', async () => {
  const { store } = sessionsInMemory(() => new Date().toISOString());
  let gone = false;
  let asked = 0;
  const sessions: typeof store = {
    ...store,
    get: async (id, now) => {
      asked += 1;
      if (gone)
        throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' });
      return store.get(id, now);
    },
  };
  const server = await startTestServer([front], { sessions });
  try {
    const visitor = new Visitor(server.baseUrl);
    assert.equal((await visitor.signInAs('amara-osei')).text, 'front page');
    gone = true;
    const broken = await visitor.get('/');
    assert.equal(broken.status, 500);
    assert.match(
      broken.text,
      /Something went wrong.*Try again in a few minutes.*printed list.*ring the team that holds the child/s,
    );
    assert.doesNotMatch(broken.text, /ECONNREFUSED|10\.1\.2\.3/);
    const parts = [...broken.text.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, href = '']) => href);
    assert.ok(parts.filter((href) => href.includes('.css')).length >= 2);
    asked = 0;
    for (const address of [...parts, '/health', '/assets/images/nhsuk-icon-arrow-down.svg'])
      assert.equal((await visitor.get(address)).status, 200, address);
    assert.equal((await visitor.get('/assets/images/nhsuk-icon-none.svg')).status, 404);
    assert.equal(asked, 0);
    assert.equal((await visitor.get('/nowhere')).status, 500, 'whether it is there nobody knows just now');
  } finally {
    await server.close();
  }
});
