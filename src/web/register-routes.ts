import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { printOf } from '../application/directory-standing.ts';
import { mayOpen } from '../domain/access/page-permissions.ts';
import { awayAt, roleAt, sayAway } from '../domain/directory/directory.ts';
import { askingByNumber } from './asking-by-number.ts';
import { csrfField } from './components/form.tsx';
import { actorOf, type WebDeps } from './deps.ts';
import type { RawForm } from './forms/fields.ts';
import { navigationFor } from './pages/navigation.ts';
import type { Answered, Route } from './pages/route.ts';
import { localPath, paths, withQuery } from './paths.ts';
import { problems, sendPage, sendProblem } from './problems.tsx';
import { practitionerOf } from './sessions.ts';
import { SignInPage, type SignInReason } from './sign-in/pages.tsx';
import { ownWords } from './typed-back.tsx';
import type { OwnAbsence, SignedIn, View } from './view.ts';

/** Who asks: somebody signed in and in post, or the reason why the request is turned to the sign-in page. */
export type Asking = { readonly person: SignedIn } | { readonly nobody: SignInReason | null };

/** Looked up anew at each request, so that leaving a post takes effect at once. */
export async function askingOf(request: FastifyRequest, deps: WebDeps): Promise<Asking> {
  const before = request.session.practitionerId;
  const practitionerId = practitionerOf(request, deps.clock());
  if (practitionerId === null) {
    if (!before) return { nobody: null };
    await request.session.regenerate();
    return { nobody: 'timed-out' };
  }
  const directory = deps.directory();
  const practitioner = directory.practitioners.get(practitionerId);
  const actor = actorOf(practitioner);
  if (practitioner === undefined || actor === null) {
    await request.session.regenerate();
    return { nobody: 'gone' };
  }
  const teamName = directory.teams.get(actor.teamId)?.name ?? actor.teamId;
  return { person: { ...actor, role: roleAt(directory, practitioner, deps.clock()), teamName } };
}

/** The frame for a request, signed in or not. */
export async function viewOf(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  person: SignedIn | null,
): Promise<View> {
  let token: string | null = null;
  return {
    person,
    path: request.url.split('?', 1)[0] ?? '/',
    navigation: person ? navigationFor(person.role, deps.directory().teams.get(person.teamId)?.kind) : [],
    notices: person ? (request.session.notices ?? null) : null,
    alarm: person ? ((await deps.alarm()) ?? deps.mailAlarm?.() ?? null) : null,
    absence: person ? absenceOf(person.practitionerId, deps) : null,
    demonstration: deps.demonstration,
    csrf: () => {
      token ??= reply.generateCsrf();
      return token;
    },
  };
}

function absenceOf(practitionerId: string, deps: WebDeps): OwnAbsence | null {
  const directory = deps.directory();
  const away = awayAt(directory, practitionerId, deps.clock());
  return away && { says: sayAway(away), stands: printOf(directory, { practitionerId }) };
}

/**
 * Puts the table of routes into the server. Each route gets, in this order: the form's token, the person, the
 * permission, then its handler; what it answers becomes a reply in one place.
 */
export function registerRoutes(app: FastifyInstance, routes: readonly Route[], deps: WebDeps): void {
  const mayAsk = askingByNumber(app);
  const pages = new Set(routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : [])));
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const asking = await askingOf(request, deps);
        if ('nobody' in asking) {
          if (asking.nobody === 'gone') return reply.redirect(withQuery(paths.signIn, { why: 'gone' }), 303);
          const to = pages.has(route.path) ? localPath(request.url) : paths.home;
          if (route.method === 'GET') return reply.redirect(withQuery(paths.signInStart, { to }), 303);
          return signedOutMeanwhile(request, reply, to, deps);
        }
        // After the person: who was signed out meanwhile is told that, and not that the form is old.
        if (route.method === 'POST') await checkToken(app, request, reply);
        const view = await viewOf(request, reply, deps, asking.person);
        if (!mayOpen(asking.person.role, route.permission))
          return sendProblem(reply, view, problems['not-your-role']);
        if (route.asksByNumber && !(await mayAsk(request, asking.person)))
          return sendProblem(reply, view, problems['searched-too-often']);
        return answerRoute(route, request, reply, asking.person, view, deps);
      },
    });
  }
}

function checkToken(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  return new Promise((resolve, reject) => {
    app.csrfProtection(request, reply, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

async function answerRoute(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  person: SignedIn,
  view: View,
  deps: WebDeps,
): Promise<FastifyReply> {
  const { teamName: _, ...actor } = person;
  const answered = await route.handle({
    actor,
    view,
    parameters: singles(request.params as Readonly<Record<string, unknown>>),
    query: singles(request.query as Readonly<Record<string, unknown>>),
    form: formOf(request.body),
    now: deps.clock(),
  });
  return send(reply, view, answered);
}

function send(reply: FastifyReply, view: View, answered: Answered): FastifyReply {
  switch (answered.kind) {
    case 'page':
      return sendPage(reply, answered.html, answered.status);
    case 'go':
      return reply.redirect(answered.to, 303);
    case 'not-found':
      return sendProblem(reply, view, problems.missing);
  }
}

/** A form that was sent is not taken, and that is said, with what was written in it; after signing in its page comes back. */
async function signedOutMeanwhile(
  request: FastifyRequest,
  reply: FastifyReply,
  to: string,
  deps: WebDeps,
): Promise<FastifyReply> {
  const view = await viewOf(request, reply, deps, null);
  return sendPage(reply, SignInPage({ view, why: 'timed-out', to, words: ownWords(request, deps) }), 403);
}

/**
 * PostgreSQL stores no NUL in a text; marks that turn the direction of what follows would turn the words of the page with it, who holds the
 * child among them; and a name of nothing that can be seen is none. Nobody types one of these, they come with what is pasted.
 */
function asSeen(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/[\u200b\u202a-\u202e\u2066-\u2069]/g, '');
}

function singles(query: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(query).map(([name, value]) => [
    name,
    asSeen(String(Array.isArray(value) ? value[0] : value)),
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

/** The form as sent, without its token. Anything else than boxes of text is no form of ours. */
function formOf(body: unknown): RawForm {
  if (typeof body !== 'object' || body === null) return {};
  const entries = Object.entries(body as Readonly<Record<string, unknown>>).flatMap(([name, value]) => {
    if (name === csrfField) return [];
    if (typeof value === 'string') return [[name, asSeen(value)]];
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isList ? [[name, value.map(asSeen)]] : [];
  });
  return Object.fromEntries(entries) as RawForm;
}
