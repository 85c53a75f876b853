import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { startTestServer } from './server.fixture.ts';

test('closing answers what was asked, and waits neither for a connection that asks nothing nor for half a form', async () => {
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  const alarm = async () => {
    isAsked();
    await setTimeout(300);
    return null;
  };
  const server = await startTestServer([], { alarm, graceMs: 1000 });
  const { port, hostname } = new URL(server.baseUrl);
  const half =
    'POST /sign-out HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 999\r\n\r\na=';
  const open = ['', half].map((sent) => {
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    // Cut off, which is what is wanted.
    socket.on('error', () => undefined);
    return socket;
  });
  await Promise.all(open.map((socket) => once(socket, 'connect')));
  const answering = fetch(`${server.baseUrl}/health`);
  await asked;
  const began = performance.now();
  const [answer] = await Promise.all([answering, server.close()]);
  assert.equal(answer.status, 200);
  assert.ok(performance.now() - began < 30_000, 'it waited for the half form');
  for (const socket of open) assert.ok(socket.closed || (await once(socket, 'close')));
});

test('a form that does not come to its end is given up', async () => {
  const server = await startTestServer([]);
  assert.equal(server.app.server.requestTimeout, 60_000);
  await server.close();
});
