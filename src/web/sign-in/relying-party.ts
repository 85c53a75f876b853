import * as oidc from 'openid-client';
import type { ProviderSettings } from '../deps.ts';
import { identityMount, paths } from '../paths.ts';

/** A sign-in under way: what the answer of the provider is held against. It lies in the browser's session. */
export type StartedSignIn = {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** The page that was asked for. */
  readonly asked: string;
};

export type RelyingParty = {
  readonly start: (asked: string) => Promise<{ readonly to: string; readonly started: StartedSignIn }>;
  /** The practitioner's id of a finished sign-in. Throws when anything about the provider's answer is wrong. */
  readonly finish: (query: string, started: StartedSignIn) => Promise<string>;
  /** Where signing out goes on, so that the provider forgets too; null when it offers nothing. */
  readonly end: () => Promise<string | null>;
};

/** Signing in by the authorisation code flow with PKCE, state and nonce, at an organisation's provider. */
export function relyingParty(baseUrl: string, provider: ProviderSettings): RelyingParty {
  if (new URL(provider.issuer).protocol !== 'https:') {
    throw new Error(
      'The identity provider’s issuer must begin with https: set OIDC_ISSUER to its secure address.',
    );
  }
  let discovered: Promise<oidc.Configuration> | null = null;
  function configuration(): Promise<oidc.Configuration> {
    discovered ??= oidc
      .discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret)
      .catch((error: unknown) => {
        // Asked again at the next sign-in: a provider that was down for a minute must not need a restart here.
        discovered = null;
        throw error;
      });
    return discovered;
  }
  return partyOf(baseUrl, configuration, provider.practitionerClaim ?? 'sub', {});
}

export type EmbeddedProvider = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where this process listens, "http://127.0.0.1:8080": the base address may be reachable from outside only. */
  readonly listensAt: () => string;
};

/**
 * The same flow at the demonstration's provider, which runs in this process: plain HTTP is allowed here and nowhere
 * else, because its requests do not leave the machine.
 */
export function embeddedParty(baseUrl: string, provider: EmbeddedProvider): RelyingParty {
  const issuer = `${baseUrl}${identityMount}`;
  const configuration = new oidc.Configuration(
    {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['ES256'],
    },
    provider.clientId,
    { client_secret: provider.clientSecret, id_token_signed_response_alg: 'ES256' },
  );
  oidc.allowInsecureRequests(configuration);
  configuration[oidc.customFetch] = (url, options) => {
    const { pathname, search } = new URL(url);
    return fetch(`${provider.listensAt()}${pathname}${search}`, options as RequestInit);
  };
  // The provider would remember the last person; in a demonstration one wants to be asked again.
  return partyOf(baseUrl, () => Promise.resolve(configuration), 'sub', { prompt: 'login' });
}

function partyOf(
  baseUrl: string,
  configuration: () => Promise<oidc.Configuration>,
  claim: string,
  extra: Readonly<Record<string, string>>,
): RelyingParty {
  return {
    start: async (asked) => {
      const started = {
        verifier: oidc.randomPKCECodeVerifier(),
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        asked,
      };
      const to = oidc.buildAuthorizationUrl(await configuration(), {
        ...extra,
        redirect_uri: `${baseUrl}${paths.signInReturn}`,
        scope: 'openid',
        code_challenge: await oidc.calculatePKCECodeChallenge(started.verifier),
        code_challenge_method: 'S256',
        state: started.state,
        nonce: started.nonce,
      });
      return { to: to.href, started };
    },
    finish: async (query, started) => {
      const answer = new URL(`${baseUrl}${paths.signInReturn}${query}`);
      const tokens = await oidc.authorizationCodeGrant(await configuration(), answer, {
        pkceCodeVerifier: started.verifier,
        expectedState: started.state,
        expectedNonce: started.nonce,
        idTokenExpected: true,
      });
      const named = tokens.claims()?.[claim];
      if (typeof named !== 'string' || named === '')
        throw new Error(`The provider's answer has no claim ${claim}`);
      return named;
    },
    end: async () => {
      const known = await configuration();
      if (known.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(known, { post_logout_redirect_uri: `${baseUrl}${paths.signIn}` }).href;
    },
  };
}
