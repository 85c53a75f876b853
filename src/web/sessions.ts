import { createHash } from 'node:crypto';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import session from '@fastify/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addMinutes, type Instant } from '../domain/calendar/time.ts';
import { csrfField } from './components/form.tsx';
import type { SessionStore, WebDeps } from './deps.ts';
import type { StartedSignIn } from './sign-in/relying-party.ts';

declare module 'fastify' {
  interface Session {
    practitionerId?: string;
    /** When the person signed in. */
    startedAt?: Instant;
    /** When the person was last seen, to a few minutes: so that not every page writes a row. */
    seenAt?: Instant;
    started?: StartedSignIn;
    /** Unread notices of the person's team, counted when the session was read. Not kept. */
    notices?: number;
  }
}

/** Twelve hours without a page, twenty in all: longer than any shift, and what is half written is kept as a draft. */
const idleMinutes = 12 * 60;
const absoluteMinutes = 20 * 60;
const touchMinutes = 5;

/**
 * The name of the cookie. Over TLS it has the prefix by which browsers take it from this host alone, so that a
 * neighbour of the same domain cannot plant one.
 */
export function cookieNameOf({ baseUrl }: Pick<WebDeps, 'baseUrl'>): string {
  return baseUrl.startsWith('https:') ? '__Host-handhold' : 'handhold';
}

/** Sign-in sessions in the store that is given, and the token that every form of a session carries. */
export async function setUpSessions(app: FastifyInstance, deps: WebDeps): Promise<void> {
  await app.register(cookie);
  await app.register(session, {
    secret: deps.sessionSecret,
    cookieName: cookieNameOf(deps),
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure: deps.baseUrl.startsWith('https:') },
    store: storeOf(deps.sessions, deps.clock),
  });
  await app.register(csrf, {
    sessionPlugin: '@fastify/session',
    getToken: (request) => {
      const token = (request.body as Readonly<Record<string, unknown>> | null | undefined)?.[csrfField];
      return typeof token === 'string' ? token : undefined;
    },
  });
}

type Done = (error: unknown) => void;
type Held = { readonly practitionerId?: string; readonly startedAt?: Instant; readonly seenAt?: Instant };

/** Only a hash of the cookie's identifier is stored, so that who reads the table cannot sign in with it. */
function storeOf(store: SessionStore, clock: () => Instant) {
  return {
    get(id: string, done: (error: unknown, data?: never) => void) {
      store.get(keyOf(id), clock()).then((opened) => {
        done(null, (opened ? { ...opened.data, notices: opened.notices } : undefined) as never);
      }, done);
    },
    set(id: string, data: object, done: Done) {
      const { notices: _, ...held } = data as Held & Record<string, unknown>;
      store
        .set(keyOf(id), held.practitionerId ?? null, held, endOf(held, clock()))
        .then(() => done(null), done);
    },
    destroy(id: string, done: Done) {
      store.destroy(keyOf(id)).then(() => done(null), done);
    },
  };
}

function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** When a session ends if nothing more is heard; one hour for a browser that has not signed in. */
function endOf({ practitionerId, startedAt, seenAt }: Held, now: Instant): Instant {
  if (!practitionerId || !startedAt) return addMinutes(now, 60);
  const idle = addMinutes(seenAt ?? startedAt, idleMinutes);
  const absolute = addMinutes(startedAt, absoluteMinutes);
  if (absolute < idle) return absolute;
  return idle;
}

/** The practitioner whose sign-in still stands, and null otherwise. Notes that the person was seen. */
export function practitionerOf(request: FastifyRequest, now: Instant): string | null {
  const { practitionerId, startedAt, seenAt } = request.session;
  if (!practitionerId || !startedAt) return null;
  if (endOf({ practitionerId, startedAt, ...(seenAt ? { seenAt } : {}) }, now) <= now) return null;
  if (addMinutes(seenAt ?? startedAt, touchMinutes) <= now) request.session.seenAt = now;
  return practitionerId;
}
