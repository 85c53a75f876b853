// An organisation's identity provider in its own process, over TLS: node provider.fixture.ts PORT HANDHOLD_ADDRESS
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import path from 'node:path';
import { type JWK, Provider } from 'oidc-provider';

const [port = '', handhold = ''] = process.argv.slice(2);
const issuer = `https://localhost:${port}`;
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'handhold-at-the-trust',
      client_secret: 'known to the two of them',
      redirect_uris: [`${handhold}/sign-in/return`],
      post_logout_redirect_uris: [`${handhold}/sign-in`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  jwks: {
    keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' } as JWK, rsaKey()],
  },
  cookies: { keys: ['for tests only'] },
  claims: { openid: ['sub', 'employee_number'] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = `${form}<button type="submit" form="op.logoutForm" value="yes" name="logout">Yes, sign me out</button>`;
      },
    },
  },
  pkce: { required: () => true },
  interactions: { url: (_context, { uid }) => `/step/${uid}` },
  findAccount: (_context, id) => ({
    accountId: id,
    // The subject is an id of the provider's own. Who signs in is said by a claim of the organisation's.
    claims: () => ({ sub: id, employee_number: id.replace('subject-of-', '') }),
  }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client?.clientId ?? '',
      accountId: oidc.session?.accountId ?? '',
    });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});

/** Whether that person has signed in by whom a test asks the provider to go away before the code is redeemed. */
let lineIsCut = false;
const answer = provider.callback();
const folder = import.meta.dirname;
const server = createServer(
  {
    key: readFileSync(path.join(folder, 'localhost-key.pem')),
    cert: readFileSync(path.join(folder, 'localhost-certificate.pem')),
  },
  async (request, response) => {
    const { url = '/', headers } = request;
    if (url === '/token' && lineIsCut) {
      request.socket.destroy();
    } else if (url.startsWith('/session/end?') && !url.includes('round=yes')) {
      // As many providers do, it ends its own sessions first, at an address of another origin.
      const elsewhere = headers.host?.startsWith('localhost') ? `https://127.0.0.1:${port}${url}` : null;
      response.writeHead(303, { location: elsewhere ?? `${issuer}${url}&round=yes` }).end();
    } else if (!request.url?.startsWith('/step/')) {
      answer(request, response);
    } else if (request.method === 'POST') {
      const user = new URLSearchParams(await bodyOf(request)).get('login') ?? '';
      lineIsCut = user === 'the-line-is-cut';
      const login = { accountId: `subject-of-${user}` };
      await provider.interactionFinished(request, response, { login });
    } else {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<form method="post"><label>User <input name="login"></label> <button>Sign in at the trust</button></form>',
      );
    }
  },
);
server.listen(Number(port), '127.0.0.1', () => console.log(`Provider at ${issuer}`));

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Many providers sign with RS256 unless told otherwise. */
function rsaKey(): JWK {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...pair.privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as JWK;
}
