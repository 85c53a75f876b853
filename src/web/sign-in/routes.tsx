import type { FastifyInstance } from 'fastify';
import { actorOf, type WebDeps } from '../deps.ts';
import { identityMount, localPath, paths, withQuery } from '../paths.ts';
import { sendPage } from '../problems.tsx';
import { viewOf } from '../register-routes.ts';
import { cookieNameOf } from '../sessions.ts';
import { type DemonstrationProvider, demonstrationProvider } from './demonstration-provider.ts';
import { isSignInReason, PeoplePage, SignInPage, type SignInReason, SignOutPage } from './pages.tsx';
import { embeddedParty, ProviderAway, type RelyingParty, relyingParty, signedOut } from './relying-party.ts';

const loopback: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Signing in and out. Throws at start when the settings would leave the door open. */
export async function setUpSignIn(app: FastifyInstance, deps: WebDeps): Promise<void> {
  if (deps.provider) {
    signInRoutes(app, relyingParty(deps.baseUrl, deps.provider), deps);
    return;
  }
  if (!deps.demonstration) {
    throw new Error(
      'Nobody could sign in safely: outside the demonstration an identity provider must be set (OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET).',
    );
  }
  const { protocol, hostname } = new URL(deps.baseUrl);
  if (protocol === 'http:' && !loopback.includes(hostname)) {
    throw new Error(
      `The demonstration's sign-in asks no password: over plain HTTP it answers on this machine only, not at ${hostname}. Use https, or 127.0.0.1.`,
    );
  }
  const provider = demonstrationProvider(deps.baseUrl, (id) => isInPost(id, deps));
  await mountProvider(app, provider);
  choosingRoutes(app, provider, deps);
  signInRoutes(
    app,
    embeddedParty(deps.baseUrl, { ...provider, listensAt: () => listeningAddress(app) }),
    deps,
  );
}

function isInPost(practitionerId: string, deps: WebDeps): boolean {
  return actorOf(deps.directory().practitioners.get(practitionerId)) !== null;
}

function listeningAddress(app: FastifyInstance): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen yet');
  const host = address.address === '0.0.0.0' || address.address === '::' ? '127.0.0.1' : address.address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

async function mountProvider(app: FastifyInstance, provider: DemonstrationProvider): Promise<void> {
  await app.register(async (inner) => {
    // The provider reads its own requests: nothing may take the body away first.
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', (_request, _payload, done) => done(null));
    inner.all(`${identityMount}/*`, (request, reply) => {
      reply.hijack();
      reply.raw.setHeader('cache-control', 'no-store');
      reply.raw.setHeader('x-content-type-options', 'nosniff');
      provider.answer(request.raw, reply.raw);
    });
  });
}

function choosingRoutes(app: FastifyInstance, provider: DemonstrationProvider, deps: WebDeps): void {
  app.get<{ Params: { uid: string } }>(paths.choosePerson(':uid'), async (request, reply) => {
    if (!(await provider.isChoosing(request.raw, reply.raw))) return reply.redirect(paths.signIn, 303);
    const view = await viewOf(request, reply, deps, null);
    return sendPage(reply, <PeoplePage view={view} uid={request.params.uid} directory={deps.directory()} />);
  });
  app.post(paths.choosePerson(':uid'), { preHandler: app.csrfProtection }, async (request, reply) => {
    const { person } = (request.body ?? {}) as { readonly person?: unknown };
    const known = typeof person === 'string' && isInPost(person, deps);
    if (!known || !(await provider.isChoosing(request.raw, reply.raw))) return turnBack(reply, 'failed');
    return reply.redirect(await provider.choose(request.raw, reply.raw, person), 303);
  });
}

function turnBack(reply: { redirect: (to: string, status: number) => unknown }, why: SignInReason) {
  return reply.redirect(withQuery(paths.signIn, { why }), 303);
}

function signInRoutes(app: FastifyInstance, party: RelyingParty, deps: WebDeps): void {
  app.get<{ Querystring: { why?: string; to?: string; state?: string } }>(
    paths.signIn,
    async (request, reply) => {
      const { why, to, state } = request.query;
      const view = await viewOf(request, reply, deps, null);
      const reason = isSignInReason(why) ? why : state === signedOut ? signedOut : null;
      return sendPage(reply, <SignInPage view={view} why={reason} to={localPath(to)} />);
    },
  );

  app.get<{ Querystring: { to?: string } }>(paths.signInStart, async (request, reply) => {
    const begun = await party.start(localPath(request.query.to)).catch((error: unknown) => {
      request.log.warn({ err: error }, 'sign-in could not begin');
      return null;
    });
    if (begun === null) return turnBack(reply, 'away');
    request.session.started = begun.started;
    return reply.redirect(begun.to, 303);
  });

  app.get(paths.signInReturn, async (request, reply) => {
    const { started } = request.session;
    if (!started) return reply.redirect(paths.home, 303);
    const query = request.url.slice(request.url.indexOf('?'));
    const finished = await party.finish(query, started).then(
      (practitionerId) => ({ practitionerId }),
      (error: unknown) => {
        request.log.warn({ err: error }, 'sign-in failed');
        return { refused: error instanceof ProviderAway ? 'away' : 'failed' } as const;
      },
    );
    // A new identifier with the sign-in: one that was planted in the browser before is worth nothing.
    await request.session.regenerate();
    if ('refused' in finished) return turnBack(reply, finished.refused);
    const { practitionerId } = finished;
    const person = deps.directory().practitioners.get(practitionerId);
    if (!person) return turnBack(reply, 'unknown');
    if (person.status !== 'present') return turnBack(reply, person.status);
    const now = deps.clock();
    request.session.practitionerId = practitionerId;
    request.session.startedAt = now;
    request.session.seenAt = now;
    return reply.redirect(localPath(started.asked), 303);
  });

  app.post(paths.signOut, { preHandler: app.csrfProtection }, async (request, reply) => {
    await request.session.destroy();
    reply.clearCookie(cookieNameOf(deps), { path: '/', secure: deps.baseUrl.startsWith('https:') });
    const end = await party.end().catch(() => null);
    if (end === null) return turnBack(reply, 'signed-out');
    // No redirect: which addresses the provider leads over nobody knows, and the policy of forms would have to name each.
    reply.header('refresh', `0; url=${end}`);
    return sendPage(reply, <SignOutPage view={await viewOf(request, reply, deps, null)} end={end} />);
  });
}
