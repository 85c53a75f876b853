import * as oidc from 'openid-client';

/** A step of signing in that the browser takes with it in its session. */
export type Started = { readonly verifier: string; readonly state: string; readonly nonce: string; readonly then: string };

export type RelyingParty = {
  readonly start: (then: string) => Promise<{ readonly to: string; readonly started: Started }>;
  /** The practitioner's id of a finished sign-in; throws when anything about it is wrong. */
  readonly finish: (url: URL, started: Started) => Promise<string>;
};

export type PartySettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
};

/**
 * Signing in by the authorisation code flow with PKCE, state and nonce. Plain HTTP is allowed for an issuer on this
 * machine only, which is where the demonstration's provider runs.
 */
export function relyingParty(settings: PartySettings): RelyingParty {
  let discovered: Promise<oidc.Configuration> | null = null;
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(settings.issuer).hostname);

  function configuration(): Promise<oidc.Configuration> {
    const options = local ? { execute: [oidc.allowInsecureRequests] } : undefined;
    discovered ??= oidc.discovery(new URL(settings.issuer), settings.clientId, settings.clientSecret, undefined, options).catch((error: unknown) => {
      discovered = null;
      throw error;
    });
    return discovered;
  }

  return {
    start: async (then) => {
      const config = await configuration();
      const verifier = oidc.randomPKCECodeVerifier();
      const started = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce(), then };
      const to = oidc.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUri,
        scope: 'openid',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: started.state,
        nonce: started.nonce,
      });
      return { to: to.href, started };
    },
    finish: async (url, started) => {
      const tokens = await oidc.authorizationCodeGrant(await configuration(), url, {
        pkceCodeVerifier: started.verifier,
        expectedState: started.state,
        expectedNonce: started.nonce,
        idTokenExpected: true,
      });
      const subject = tokens.claims()?.sub;
      if (!subject) throw new Error('The provider named nobody');
      return subject;
    },
  };
}

/** A path of this site, or the home page: a sign-in never sends anybody elsewhere. */
export function localPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/';
}
