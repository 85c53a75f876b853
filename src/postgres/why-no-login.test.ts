import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { whyNoLogin } from './why-no-login.ts';

/** What is told of a server that answers every login with this error. */
async function told(code: string, message: string): Promise<string | null> {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  const server = createServer((socket) =>
    socket.once('data', () => socket.end(Buffer.concat([head, fields]))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : assert.fail('no port');
  try {
    return await whyNoLogin(`postgres://handhold@127.0.0.1:${port}/handhold`);
  } finally {
    server.close();
  }
}

test('a login that the server does not take is to be corrected', async () => {
  const says = await told('28P01', 'password authentication failed for user "handhold"');
  assert.match(says ?? '', /password authentication failed.*Correct the login/);
});

test('a server that takes nobody just now is waited for: nothing of the address is wrong', async () => {
  for (const [code, message] of [
    ['57P03', 'the database system is starting up'],
    ['53300', 'sorry, too many clients already'],
  ] as const) {
    const says = (await told(code, message)) ?? '';
    assert.ok(says.includes(message), says);
    assert.match(says, /Wait a moment, and try again\.$/);
  }
});
