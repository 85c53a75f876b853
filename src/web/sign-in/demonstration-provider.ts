import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JWK } from 'oidc-provider';
// Past the package's front door, which prints at each start that a runtime without a long-term name is not supported. Ours comes
// through npm and every test of signing in runs on it, so there is nothing in it that an operator could do (decision 0001).
import { Provider } from 'oidc-provider/lib/provider.js';
import { identityMount, paths } from '../paths.ts';
import { ArtefactsInMemory } from './artefacts.ts';

export type DemonstrationProvider = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Answers everything below the mount. The body of the request must not have been read. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Whether this browser is choosing a person just now. */
  readonly isChoosing: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Signs the chosen person in; the address where the browser goes on. */
  readonly choose: (
    request: IncomingMessage,
    response: ServerResponse,
    practitionerId: string,
  ) => Promise<string>;
};

/**
 * The identity provider of the demonstration: real OpenID Connect, in this process, for invented people without
 * passwords. There is no second way to sign in beside it, so the pages are tried out on the way that is used in earnest.
 */
export function demonstrationProvider(
  baseUrl: string,
  isPerson: (id: string) => boolean,
): DemonstrationProvider {
  const clientId = 'handhold';
  const clientSecret = randomBytes(32).toString('base64url');
  const provider = new Provider(`${baseUrl}${identityMount}`, {
    adapter: ArtefactsInMemory,
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${baseUrl}${paths.signInReturn}`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: 'identity', interaction: 'identity_step', resume: 'identity_resume' },
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => paths.choosePerson(interaction.uid) },
    findAccount: (_context, id) =>
      isPerson(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined,
    // The one thing asked for is who it is, and the person has just said so.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    renderError: (context) => {
      context.redirect(`${baseUrl}${paths.signIn}?why=failed`);
    },
    ttl: {
      Interaction: 3600,
      Session: 3600,
      Grant: 3600,
      AccessToken: 60,
      IdToken: 60,
      AuthorizationCode: 60,
    },
  });
  provider.proxy = baseUrl.startsWith('https:');
  const callback = provider.callback();
  return {
    clientId,
    clientSecret,
    answer: (request, response) => {
      // The provider builds its own addresses from the address that was asked and the rest that is left for it.
      Object.assign(request, {
        originalUrl: request.url,
        url: (request.url ?? '').slice(identityMount.length) || '/',
      });
      callback(request, response);
    },
    isChoosing: (request, response) =>
      provider.interactionDetails(request, response).then(
        () => true,
        () => false,
      ),
    choose: (request, response, practitionerId) =>
      provider.interactionResult(request, response, {
        login: { accountId: practitionerId, remember: false },
      }),
  };
}

/** A new key at each start: nothing that it signed outlives the process. */
function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' } as JWK;
}
