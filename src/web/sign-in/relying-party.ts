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
  /** The practitioner's id of a finished sign-in. Throws when anything about the answer is wrong, ProviderAway when none came. */
  readonly finish: (query: string, started: StartedSignIn) => Promise<string>;
  /** Where signing out goes on, so that the provider forgets too; null when it offers nothing. */
  readonly end: () => Promise<string | null>;
};

/** The provider does not answer: whoever signs in can only try again. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway';
}

/** A fault of the way to the provider, and not of what it answered. */
function asAway(error: unknown): unknown {
  const { code, cause } = error instanceof Error ? (error as Error & { code?: string }) : {};
  const unheard = code === 'OAUTH_TIMEOUT' || error instanceof TypeError || cause instanceof TypeError;
  return unheard ? new ProviderAway('The identity provider does not answer', { cause: error }) : error;
}

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
        throw new ProviderAway('The identity provider could not be read', { cause: error });
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

/** What the address of the page after signing out carries. */
export const signedOut = 'signed-out';

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
      const checks = {
        pkceCodeVerifier: started.verifier,
        expectedState: started.state,
        expectedNonce: started.nonce,
        idTokenExpected: true,
      };
      const known = await configuration();
      const tokens = await oidc.authorizationCodeGrant(known, answer, checks).catch((error: unknown) => {
        throw asAway(error);
      });
      const named = tokens.claims()?.[claim];
      if (typeof named !== 'string' || named === '')
        throw new Error(`The provider's answer has no claim ${claim}`);
      return named;
    },
    end: async () => {
      const known = await configuration();
      if (known.serverMetadata().end_session_endpoint === undefined) return null;
      // The state comes back with the browser, so that the page can say what has happened.
      const post_logout_redirect_uri = `${baseUrl}${paths.signIn}`;
      return oidc.buildEndSessionUrl(known, { post_logout_redirect_uri, state: signedOut }).href;
    },
  };
}
