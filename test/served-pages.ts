import assert from 'node:assert/strict';
import type { ChildState } from '../src/domain/child/state.ts';
import type { KnownChild } from '../src/domain/programme/client-context.ts';
import type { ClientState } from '../src/domain/programme/client-state.ts';
import type { WebDeps } from '../src/web/deps.ts';
import { childRoutes } from '../src/web/pages/child-page.tsx';
import { clientRoutes } from '../src/web/pages/client-page.tsx';
import { pagePaths } from '../src/web/pages/page-paths.ts';
import type { Asked, Route } from '../src/web/pages/route.ts';
import type { World } from './world.ts';

/**
 * The pages of a record in a given state, drawn for a person by their own routes. What the test does not read there is left
 * empty.
 */

const personId = '00000000-0000-4000-8000-0000000000c1';
const unread = { version: 1, facts: [], mask: null } as const;

/** The forms to which a page links, each by the name with which its address ends. */
export type Forms = ReadonlySet<string>;

/** The child's own page. */
export async function formsOnChildPage(world: World, who: string, state: ChildState): Promise<Forms> {
  const html = await served(world, who, state, pagePaths.child(':personId'), {});
  return formsIn(html, pagePaths.form(personId, ''));
}

/** The page of one of its handovers. */
export async function formsOnHandoverPage(
  world: World,
  who: string,
  state: ChildState,
  handoverId: string,
): Promise<Forms> {
  const path = pagePaths.handover(':personId', ':handoverId');
  const html = await served(world, who, state, path, { handoverId });
  return formsIn(html, pagePaths.handoverForm(personId, handoverId, ''));
}

/** The client's own page. */
export async function formsOnClientPage(...drawn: Parameters<typeof clientPage>): Promise<Forms> {
  return formsIn(await clientPage(...drawn), pagePaths.clientForm(personId, ''));
}

/** The client's own page as it is sent. */
export async function clientPage(
  world: World,
  who: string,
  state: ClientState,
  children: readonly KnownChild[],
): Promise<string> {
  const client = { ...unread, personId, state, children };
  const deps = { directory: () => world.context(who).directory, clients: { client: async () => client } };
  const routes = clientRoutes(deps as unknown as WebDeps);
  return answerOf(routes, pagePaths.client(':clientId'), asked(world, who, { clientId: personId }));
}

async function served(
  world: World,
  who: string,
  state: ChildState,
  path: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const context = world.context(who);
  const child = { ...unread, personId, state, raised: [], siblings: [], mothersRecord: null, visitDays: [] };
  const deps = {
    directory: () => context.directory,
    context: () => context,
    readings: { child: async () => child },
  };
  const routes = childRoutes(deps as unknown as WebDeps);
  return answerOf(routes, path, asked(world, who, { personId, ...parameters }));
}

function asked(world: World, who: string, parameters: Readonly<Record<string, string>>): Asked {
  const { actor, now } = world.context(who);
  const view = {
    person: null,
    path: '/',
    navigation: [],
    notices: null,
    alarm: null,
    absence: null,
    demonstration: true,
    csrf: () => '',
  };
  return { actor, now, view, parameters, query: {}, form: {} };
}

async function answerOf(routes: readonly Route[], path: string, given: Asked): Promise<string> {
  const answer = await routes.find((route) => route.path === path)?.handle(given);
  assert.ok(answer?.kind === 'page', path);
  return answer.html;
}

function formsIn(html: string, address: string): Forms {
  return new Set(
    [...html.matchAll(/href="([^"#]*)/g)].flatMap(([, href = '']) =>
      href.startsWith(address) ? [href.slice(address.length)] : [],
    ),
  );
}
