import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requestsAMinute } from './security.ts';
import { startTestServer } from './server.fixture.ts';

/** What is left to whom the server takes for the one who asks: connected from there, with that written in front. */
async function left(proxies: readonly string[], from: string, forwarded: string): Promise<number> {
  const server = await startTestServer([], { baseUrl: 'https://handhold.example.org', proxies });
  const ask = (remoteAddress: string, said: string) =>
    server.app.inject({ url: '/sign-in', remoteAddress, headers: { 'x-forwarded-for': said } });
  await ask(from, '198.51.100.7');
  const answer = await ask(from, forwarded);
  await server.close();
  return Number(answer.headers['x-ratelimit-remaining']);
}

const [first, second] = [requestsAMinute - 1, requestsAMinute - 2];

describe('who asks, behind a proxy', () => {
  test('is whom a named proxy says, each counted alone', async () => {
    assert.equal(await left(['10.1.2.3'], '10.1.2.3', '198.51.100.8'), first);
    assert.equal(await left(['10.1.2.3'], '10.1.2.3', '198.51.100.7'), second);
  });

  test('is never whom anybody else on the network says, nor this machine', async () => {
    for (const said of ['127.0.0.1', '127.0.0.1, 10.1.2.3', '198.51.100.8']) {
      assert.equal(await left([], '10.9.9.9', said), second, said);
      assert.equal(await left(['10.1.2.3'], '10.9.9.9', said), second, said);
      assert.equal(await left([], '127.0.0.1', said), second, 'a proxy on the machine that is not named');
    }
  });

  test('a forged part in front of what the named proxy adds is not believed', async () => {
    assert.equal(await left(['10.1.2.3'], '10.1.2.3', '127.0.0.1, 198.51.100.7'), second);
  });
});
