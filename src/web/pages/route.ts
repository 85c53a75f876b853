import type { PagePermission } from '../../domain/access/page-permissions.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Actor } from '../../domain/child/context.ts';
import type { RawForm } from '../forms/fields.ts';
import type { View } from '../view.ts';

/** A request of a signed-in person, as a page's handler gets it. */
export type Asked = {
  readonly actor: Actor;
  readonly view: View;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly form: RawForm;
  readonly now: Instant;
};

/** What a handler answers. */
export type Answered =
  | { readonly kind: 'page'; readonly html: string; readonly status: number }
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'not-found' };

export function page(html: { toString(): string }, status = 200): Answered {
  return { kind: 'page', html: html.toString(), status };
}

export function go(to: string): Answered {
  return { kind: 'go', to };
}

export const notFound: Answered = { kind: 'not-found' };

/**
 * A route: its path, who may open it, and the look that is recorded when it opens a family's record. The table of
 * routes is walked by a test, each role by each route.
 */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly permission: PagePermission;
  /** Null when the page opens no family's record. */
  readonly looks: string | null;
  /**
   * Sending it may tell whether the network knows an NHS number, so only so many are taken from one person (decision
   * 0079).
   */
  readonly asksByNumber?: true;
  readonly handle: (asked: Asked) => Promise<Answered>;
};
