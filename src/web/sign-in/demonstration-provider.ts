import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';

export const demonstrationClient = 'handhold';

export type DemonstrationProvider = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** The person chosen on the page of people signs in: the interaction goes on. */
  readonly choose: (request: IncomingMessage, response: ServerResponse, practitionerId: string) => Promise<void>;
};

/**
 * The identity provider of the demonstration, in the same process: real OpenID Connect with the demonstration's
 * people, so that there is no second way to sign in. Its artefacts live in memory: a restart signs everybody out of it.
 */
export function demonstrationProvider(baseUrl: string, clientSecret: string, isPerson: (id: string) => boolean): DemonstrationProvider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(`${baseUrl}/identity`, {
    clients: [
      {
        client_id: demonstrationClient,
        client_secret: clientSecret,
        redirect_uris: [`${baseUrl}/sign-in/done`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as never] },
    cookies: { keys: [clientSecret], names: { session: 'identity', interaction: 'identity_step', resume: 'identity_resume' } },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `${baseUrl}/sign-in/people/${interaction.uid}` },
    findAccount: (_context, id) => (isPerson(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
    // The demonstration's people agree to sign in by choosing themselves; there is nothing more to consent to.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client?.clientId ?? '', accountId: context.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: { Interaction: 3600, Session: 1, Grant: 3600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  });
  provider.proxy = true;
  const callback = provider.callback();
  return {
    handle: (request, response) => {
      request.url = (request.url ?? '').replace(/^\/identity/, '') || '/';
      callback(request, response);
    },
    choose: (request, response, practitionerId) =>
      provider.interactionFinished(request, response, { login: { accountId: practitionerId, remember: false } }, { mergeWithLastSubmission: false }),
  };
}
