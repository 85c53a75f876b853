import type { PagePermission } from '../domain/access/permissions.ts';
import type { Actor } from '../domain/child/context.ts';
import type { Chrome } from './components/layout.tsx';
import type { RawForm } from './forms/fields.ts';

/** A request of a signed-in person, as a handler gets it. */
export type Asked = {
  readonly actor: Actor;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly form: RawForm;
  readonly chrome: Chrome;
  readonly now: string;
};

/** What a handler answers. */
export type Answered =
  | { readonly kind: 'page'; readonly html: string; readonly status?: number }
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'not-found' };

export function page(html: string, status = 200): Answered {
  return { kind: 'page', html, status };
}

export function go(to: string): Answered {
  return { kind: 'go', to };
}

export const notFound: Answered = { kind: 'not-found' };

/**
 * A route: its path, who may open it, and what is recorded when it opens a family's record. The table of routes is
 * walked by a test, each role by each route.
 */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly permission: PagePermission;
  /** The look that is recorded when the page opens a family's record; null when it opens none. */
  readonly looks: string | null;
  readonly handle: (asked: Asked) => Promise<Answered>;
};
