import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { mayOpen } from '../domain/access/permissions.ts';
import { addMinutes } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import type { Chrome } from './components/layout.tsx';
import { actorOf, type WebDeps } from './deps.ts';
import { paths } from './paths.ts';
import { problemPage, peoplePage } from './pages/entrance.tsx';
import type { Answered, Asked, Route } from './routes.ts';
import { demonstrationClient, demonstrationProvider, type DemonstrationProvider } from './sign-in/demonstration-provider.ts';
import { localPath, relyingParty, type RelyingParty, type Started } from './sign-in/relying-party.ts';

declare module 'fastify' {
  interface Session {
    practitionerId?: string;
    signedInAt?: string;
    started?: Started;
  }
}

/** Twelve hours without a click, twenty in all: a part-done form is kept on the server besides. */
const idleMinutes = 12 * 60;
const absoluteMinutes = 20 * 60;

/** The pages as a server, ready to listen. The order of its parts is the order below. */
export async function buildApp(deps: WebDeps, routes: readonly Route[]): Promise<FastifyInstance> {
  const app = fastify({ logger: false, trustProxy: true, bodyLimit: 256 * 1024 });
  const clientSecret = createHash('sha256').update(`client ${deps.sessionSecret}`).digest('hex');
  await secure(app, deps);
  await sessions(app, deps);
  await app.register(formbody);
  assets(app);
  health(app, deps);
  const provider = deps.provider ? null : demonstrationProvider(deps.baseUrl, clientSecret, (id) => actorOf(deps.directory().practitioners.get(id)) !== null);
  const party = relyingParty({
    ...(deps.provider ?? { issuer: `${deps.baseUrl}/identity`, clientId: demonstrationClient, clientSecret }),
    redirectUri: `${deps.baseUrl}${paths.signInCallback}`,
  });
  if (provider) await mountProvider(app, provider, deps);
  signIn(app, party, deps);
  for (const route of routes) addRoute(app, route, deps);
  problems(app, deps);
  return app;
}

async function secure(app: FastifyInstance, deps: WebDeps): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    hsts: deps.baseUrl.startsWith('https'),
  });
  await app.register(rateLimit, { max: 3000, timeWindow: '1 minute', allowList: ['127.0.0.1', '::1'] });
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/assets/')) reply.header('cache-control', 'no-store');
  });
}

async function sessions(app: FastifyInstance, deps: WebDeps): Promise<void> {
  await app.register(cookie);
  await app.register(session, {
    secret: deps.sessionSecret,
    cookieName: 'handhold',
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure: deps.baseUrl.startsWith('https'), maxAge: idleMinutes * 60_000 },
    store: {
      get: (id, done) => {
        deps.sessions.get(id).then((data) => done(null, data as never), done);
      },
      set: (id, data, done) => {
        const held = data as unknown as Record<string, unknown>;
        const practitionerId = typeof held.practitionerId === 'string' ? held.practitionerId : null;
        deps.sessions.set(id, practitionerId, held, addMinutes(deps.clock(), idleMinutes)).then(() => done(), done);
      },
      destroy: (id, done) => {
        deps.sessions.destroy(id).then(() => done(), done);
      },
    },
  });
  await app.register(csrf, { sessionPlugin: '@fastify/session', getToken: (request) => (request.body as { _csrf?: string } | undefined)?._csrf });
}

/** The styles: the design system's without its fonts, which need a licence and another host, and our own. */
function assets(app: FastifyInstance): void {
  const folder = dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json'));
  const design = readFileSync(join(folder, 'dist/nhsuk/nhsuk-frontend.min.css'), 'utf8').replace(/@font-face\{[^}]*\}/g, '').replaceAll('Frutiger W01,', '');
  const own = readFileSync(join(import.meta.dirname, 'assets/handhold.css'), 'utf8');
  const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#005eb8"/><path d="M7 20c4-9 14-9 18 0" stroke="#fff" stroke-width="4" fill="none" stroke-linecap="round"/></svg>';
  const files = { '/assets/nhsuk.css': ['text/css', design], '/assets/handhold.css': ['text/css', own], '/assets/icon.svg': ['image/svg+xml', icon] } as const;
  for (const [path, [type, text]] of Object.entries(files)) {
    app.get(path, (_request, reply) => reply.type(`${type}; charset=utf-8`).header('cache-control', 'public, max-age=3600').send(text));
  }
  const images = join(folder, 'dist/nhsuk/assets/images');
  app.get('/assets/images/:name', (request, reply) => {
    const { name } = request.params as { name: string };
    if (!/^nhsuk-icon-[a-z-]+\.svg$/.test(name)) return reply.code(404).send();
    return reply.type('image/svg+xml').header('cache-control', 'public, max-age=3600').send(readFileSync(join(images, name), 'utf8'));
  });
}

function health(app: FastifyInstance, deps: WebDeps): void {
  app.get(paths.health, async (_request, reply) => {
    const alarm = await deps.alarm().catch(() => 'The database does not answer.');
    return reply.code(alarm ? 503 : 200).send(alarm ? { ok: false, says: alarm } : { ok: true, says: 'All is well.' });
  });
}

async function mountProvider(app: FastifyInstance, provider: DemonstrationProvider, deps: WebDeps): Promise<void> {
  await app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    // The provider reads its own requests: nothing may take the body away first.
    inner.addContentTypeParser('*', (_request, _payload, done) => done(null));
    inner.all('/identity/*', (request, reply) => {
      reply.hijack();
      provider.handle(request.raw, reply.raw);
    });
  });
  app.get('/sign-in/people/:uid', async (request, reply) => {
    const { uid } = request.params as { uid: string };
    return send(reply, { kind: 'page', html: peoplePage(deps.directory(), uid) });
  });
  app.post('/sign-in/people/:uid', async (request, reply) => {
    const { person } = (request.body ?? {}) as { person?: string };
    reply.hijack();
    await provider.choose(request.raw, reply.raw, person ?? '').catch(() => {
      reply.raw.writeHead(303, { location: paths.signIn }).end();
    });
  });
}

function signIn(app: FastifyInstance, party: RelyingParty, deps: WebDeps): void {
  app.get(paths.signIn, async (request, reply) => {
    const { then } = request.query as { then?: string };
    const { to, started } = await party.start(localPath(then));
    request.session.started = started;
    return reply.redirect(to, 303);
  });
  app.get(paths.signInCallback, async (request, reply) => {
    const { started } = request.session;
    if (!started) return reply.redirect(paths.signIn, 303);
    const practitionerId = await party.finish(new URL(request.url, deps.baseUrl), started).catch(() => null);
    // A new identifier after signing in: one that was planted before is worth nothing.
    await request.session.regenerate();
    if (practitionerId === null || !actorOf(deps.directory().practitioners.get(practitionerId))) {
      const says = 'Sign-in did not work, or this person is not in post in the directory.';
      return send(reply, { kind: 'page', status: 403, html: problemPage(anonymous(deps), request.url, 'You could not be signed in', says, 'Sign in again, or ask your team’s lead.') });
    }
    request.session.practitionerId = practitionerId;
    request.session.signedInAt = deps.clock();
    return reply.redirect(started.then, 303);
  });
  app.post(paths.signOut, async (request, reply) => {
    await request.session.destroy();
    return reply.redirect(paths.signIn, 303);
  });
}

/** The person of a request, looked up anew each time, so that leaving post takes effect at once. */
function personOf(request: FastifyRequest, deps: WebDeps): Actor | null {
  const { practitionerId, signedInAt } = request.session;
  if (!practitionerId || !signedInAt || addMinutes(signedInAt, absoluteMinutes) < deps.clock()) return null;
  return actorOf(deps.directory().practitioners.get(practitionerId));
}

function anonymous(deps: WebDeps): Chrome {
  return { actor: null, teamName: '', notices: 0, csrf: '', alarm: null, demonstration: deps.demonstration };
}

async function chromeOf(actor: Actor, reply: FastifyReply, deps: WebDeps): Promise<Chrome> {
  const [notices, alarm] = await Promise.all([deps.readings.noticeCount(actor), deps.alarm()]);
  const teamName = deps.directory().teams.get(actor.teamId)?.name ?? actor.teamId;
  return { actor, teamName, notices, csrf: reply.generateCsrf(), alarm, demonstration: deps.demonstration };
}

function addRoute(app: FastifyInstance, route: Route, deps: WebDeps): void {
  const guard = route.method === 'POST' ? { onRequest: [], preHandler: app.csrfProtection } : {};
  app.route({
    method: route.method,
    url: route.path,
    ...guard,
    handler: async (request, reply) => {
      const actor = personOf(request, deps);
      if (!actor) return reply.redirect(`${paths.signIn}?then=${encodeURIComponent(request.method === 'GET' ? request.url : '/')}`, 303);
      const chrome = await chromeOf(actor, reply, deps);
      if (actor.role === 'system' || !mayOpen(actor.role, route.permission)) return forbidden(reply, chrome, request.url);
      const asked: Asked = {
        actor,
        chrome,
        path: request.url.split('?')[0] ?? '/',
        parameters: request.params as Record<string, string>,
        query: request.query as Record<string, string>,
        form: (request.body ?? {}) as Asked['form'],
        now: deps.clock(),
      };
      const answered = await route.handle(asked);
      return answered.kind === 'not-found' ? missing(reply, chrome, asked.path) : send(reply, answered);
    },
  });
}

function send(reply: FastifyReply, answered: Exclude<Answered, { kind: 'not-found' }>): FastifyReply {
  if (answered.kind === 'go') return reply.redirect(answered.to, 303);
  return reply.code(answered.status ?? 200).type('text/html; charset=utf-8').send(answered.html);
}

function forbidden(reply: FastifyReply, chrome: Chrome, path: string): FastifyReply {
  const html = problemPage(chrome, path, 'Your role does not open this page', 'This page is for other roles.', 'Go to My work, or ask your team’s lead.');
  return send(reply, { kind: 'page', status: 403, html });
}

function missing(reply: FastifyReply, chrome: Chrome, path: string): FastifyReply {
  const says = 'There is no such page, or your team stands in no relation to this child.';
  const html = problemPage(chrome, path, 'Page not found', says, 'Find the child by search. If you should see this record, ring the team that holds the child.');
  return send(reply, { kind: 'page', status: 404, html });
}

function problems(app: FastifyInstance, deps: WebDeps): void {
  app.setNotFoundHandler((request, reply) => missing(reply, anonymous(deps), request.url));
  app.setErrorHandler((error: { statusCode?: number; code?: string; message: string; stack?: string }, request, reply) => {
    const expired = error.code?.startsWith('FST_CSRF') ?? false;
    if (expired) {
      const html = problemPage(anonymous(deps), request.url, 'This form is too old', 'The page was open for too long, so what you sent was not taken. Nothing was changed.', 'Go back, open the page again, and send it again.');
      return send(reply, { kind: 'page', status: 403, html });
    }
    if (error.statusCode && error.statusCode < 500) {
      const html = problemPage(anonymous(deps), request.url, 'That could not be read', 'What was sent is not what this page expects. Nothing was changed.', 'Go back and try again.');
      return send(reply, { kind: 'page', status: error.statusCode, html });
    }
    const reference = createHash('sha256').update(`${deps.clock()} ${error.message}`).digest('hex').slice(0, 8);
    // The path without its query: a query may hold a name.
    process.stderr.write(`fault ${reference} at ${request.routeOptions.url ?? '?'}: ${error.stack ?? error.message}\n`);
    const says = `Something went wrong with Handhold itself. Nothing that was confirmed to you is lost. Reference ${reference}.`;
    return send(reply, { kind: 'page', status: 500, html: problemPage(anonymous(deps), request.url, 'Something went wrong', says, 'Try again. If it happens again, tell your team’s lead the reference.') });
  });
}
