import type { FastifyInstance } from 'fastify';
import { freePort } from '../../test/free-port.ts';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { buildApp } from './app.ts';
import type { SessionStore, WebDeps } from './deps.ts';
import type { Route } from './pages/route.ts';

export type StoredSession = {
  readonly practitionerId: string | null;
  readonly data: Record<string, unknown>;
  readonly expiresAt: Instant;
};

/** A store for tests: what the database's does, in a map that a test can look into. */
export function sessionsInMemory(clock: () => Instant): {
  store: SessionStore;
  rows: Map<string, StoredSession>;
} {
  const rows = new Map<string, StoredSession>();
  const store: SessionStore = {
    get: async (id) => {
      const row = rows.get(id);
      return row && row.expiresAt > clock() ? { data: structuredClone(row.data), notices: 3 } : null;
    },
    set: async (id, practitionerId, data, expiresAt) => {
      rows.set(id, {
        practitionerId,
        data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
        expiresAt,
      });
    },
    destroy: async (id) => {
      rows.delete(id);
    },
  };
  return { store, rows };
}

export type TestServer = {
  readonly app: FastifyInstance;
  readonly baseUrl: string;
  readonly sessions: Map<string, StoredSession>;
  /** The clock of the server, which a test may move. */
  readonly time: { now: Instant };
  /** Makes a person of the directory leave. */
  readonly leaves: (practitionerId: string) => void;
  readonly close: () => Promise<void>;
};

/** The pages on a free port of this machine, over the demonstration's directory and without a database. */
export async function startTestServer(
  routes: readonly Route[],
  given: Partial<WebDeps> = {},
): Promise<TestServer> {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const time = { now: new Date().toISOString() };
  const { store, rows } = sessionsInMemory(() => time.now);
  let directory: Directory = demonstrationDirectory();
  const deps = {
    baseUrl,
    demonstration: true,
    sessionSecret: 'a secret of tests alone, long enough',
    provider: null,
    sessions: store,
    readings: {},
    directory: () => directory,
    clock: () => time.now,
    alarm: async () => null,
    logLevel: 'silent',
    ...given,
    // Pages ask their readings for more; these tests bring their own pages.
  } as unknown as WebDeps;
  const app = await buildApp(deps, routes);
  await app.listen({ host: '127.0.0.1', port });
  return {
    app,
    baseUrl,
    sessions: rows,
    time,
    leaves: (id) => {
      directory = without(directory, id, time.now);
    },
    close: () => app.close(),
  };
}

function without(directory: Directory, practitionerId: string, now: Instant): Directory {
  const practitioners = new Map(directory.practitioners);
  const person = practitioners.get(practitionerId);
  if (person) practitioners.set(practitionerId, { ...person, status: 'left', statusSince: now });
  return { ...directory, practitioners };
}

export type Visit = {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  readonly headers: Headers;
};

/** A browser without a screen: keeps cookies, follows redirects one by one, fills in forms. */
export class Visitor {
  readonly #baseUrl: string;
  readonly cookies = new Map<string, string>();
  /** Every address that it was sent to. */
  readonly trail: string[] = [];

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  async get(address: string): Promise<Visit> {
    return this.#follow(await this.#ask(address, { method: 'GET' }), address);
  }

  /** Several texts for one name are several ticks. */
  async post(address: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Visit> {
    const body = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      ),
    );
    return this.#follow(await this.#ask(address, { method: 'POST', body }), address);
  }

  /** Searches for a child by the form; whoever may not open it gets what it answers. */
  async search(boxes: Readonly<Record<string, string>>): Promise<Visit> {
    const blank = await this.get('/search');
    return blank.status === 200 ? this.post('/search', { _csrf: tokenOf(blank.text), ...boxes }) : blank;
  }

  /** One request, redirects not followed. */
  async once(address: string): Promise<Response> {
    return this.#ask(address, { method: 'GET' });
  }

  /** From a protected page through the provider to that page. */
  async signInAs(practitionerId: string, page = '/'): Promise<Visit> {
    const people = await this.get(page);
    return this.post(new URL(people.url).pathname, { _csrf: tokenOf(people.text), person: practitionerId });
  }

  async #ask(address: string, init: RequestInit): Promise<Response> {
    const url = new URL(address, this.#baseUrl);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(init.method === 'POST' && { origin: this.#baseUrl }),
      },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', ...value] = pair.split('=');
    const expires = attributes
      .map((part) => part.trim())
      .find((part) => part.toLowerCase().startsWith('expires='));
    const isGone =
      value.join('=') === '' || (expires !== undefined && Date.parse(expires.slice(8)) <= Date.now());
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }

  async #follow(answer: Response, asked: string): Promise<Visit> {
    let response = answer;
    let url = new URL(asked, this.#baseUrl);
    for (let steps = 0; response.status >= 300 && response.status < 400; steps += 1) {
      if (steps > 10) throw new Error('Too many redirects');
      url = new URL(response.headers.get('location') ?? '', url);
      this.trail.push(url.href);
      if (url.origin !== this.#baseUrl) throw new Error(`Sent away to ${url.origin}`);
      response = await this.#ask(url.href, { method: 'GET' });
    }
    return { status: response.status, url: url.href, text: await response.text(), headers: response.headers };
  }
}

/** What the last form of a page that changes something carries: the token, what it was drawn against, and which sending it is. */
export function carriedOn(html: string): Readonly<Record<string, string>> {
  const form = html.slice(html.lastIndexOf('<form', html.lastIndexOf('name="_version"')));
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  return { _csrf: tokenOf(form), _version: value('_version'), _command: value('_command') };
}

/** The token in the first form of a page. */
export function tokenOf(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
  if (!token) throw new Error(`No token on the page: ${html.slice(0, 300)}`);
  return token;
}
