import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { endInTime } from './closing.ts';
import type { WebDeps } from './deps.ts';
import { pageLog } from './logs.ts';
import { serveCalendarFeed } from './pages/calendar-page.tsx';
import type { Route } from './pages/route.ts';
import { paths } from './paths.ts';
import { setUpFaults, setUpMissing, strangerView } from './problems.tsx';
import { askingOf, registerRoutes, viewOf } from './register-routes.ts';
import { setUpSecurity } from './security.ts';
import { serveServicePages } from './service-pages.tsx';
import { setUpSessions } from './sessions.ts';
import { setUpSignIn } from './sign-in/routes.tsx';
import { serveAssets } from './static.ts';
import { ownWords } from './typed-back.tsx';

/** The pages as a server, ready to listen. The order of its parts is the order below. */
export async function buildApp(deps: WebDeps, routes: readonly Route[]): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: pageLog(deps.logLevel ?? 'warn'),
    logController: new LogController({ disableRequestLogging: true }),
    // On a private network anybody could write another's address into the header: only the proxies that are named are
    // believed.
    trustProxy: deps.proxies && deps.proxies.length > 0 ? [...deps.proxies] : false,
    // A page that was pasted into a box whole comes back with the box named, and is not lost on the way.
    bodyLimit: 1024 * 1024,
    // Of a form that comes a letter at a time nobody waits for the end; a phone in a stairwell has long enough.
    requestTimeout: 60_000,
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/%25'),
  }) as unknown as FastifyInstance;
  endInTime(app, deps.graceMs);
  logRequests(app);
  await setUpSecurity(app, deps);
  // Registered before sessions, which lie in the database: the page that tells of a fault, and the address that says
  // whether all is well, must work without it.
  setUpFaults(app, async (request) => strangerView(request));
  serveAssets(app);
  serveHealth(app, deps);
  serveCalendarFeed(app, deps);
  await app.register(async (pages) => {
    await setUpSessions(pages, deps);
    const framed = async (request: FastifyRequest, reply: FastifyReply) => {
      const asking = await askingOf(request, deps);
      return viewOf(request, reply, deps, 'person' in asking ? asking.person : null);
    };
    setUpFaults(pages, framed, (request) => ownWords(request, deps));
    setUpMissing(pages, framed);
    serveServicePages(pages, deps);
    await setUpSignIn(pages, deps);
    registerRoutes(pages, routes, deps);
  });
  return app;
}

/**
 * Whether an address can be decoded. One that cannot is answered like any other that is not here: by a page, with its
 * headers.
 */
function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Whether the service can be relied on: 200, with what mail does not reach, or 503 with the sentence of the alarm. */
function serveHealth(app: FastifyInstance, deps: WebDeps): void {
  app.get(paths.health, async (_request, reply) => {
    const alarm = await deps.alarm().catch(() => 'The database does not answer.');
    if (alarm) return reply.code(503).send({ ok: false, sentence: alarm });
    return { ok: true, sentence: deps.mailAlarm?.() ?? deps.unaddressed?.() ?? 'All is well.' };
  });
}

/** One line for each request: the route's pattern, not the address, which may hold what was searched for. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    request.log.info(
      { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
}
