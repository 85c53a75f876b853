import type { Standing } from '../../application/import/standing.ts';
import { mayOpen, type PagePermission } from '../../domain/access/page-permissions.ts';
import type { WebDeps } from '../deps.ts';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, go, notFound } from './route.ts';

/**
 * What a form is filled in from; null where it was opened by itself. `shut`: the item allows no such form, or not any
 * more.
 */
export type FilledFrom<Found> =
  | { readonly item: string; readonly found: Found }
  | { readonly shut: Answered }
  | null;

/** The address of a form that is filled in from an item of quarantine, and that settles it when it is sent. */
export function withItem(path: string, item: string): string {
  return `${path}?item=${item}`;
}

/** Whether whoever asks may open such pages. */
export function opens({ view }: Asked, permission: PagePermission): boolean {
  return view.person !== null && mayOpen(view.person.role, permission);
}

/** The item that an address names, for whoever works it, with what `find` takes from where it stands now. */
export async function filledFrom<Found>(
  asked: Asked,
  deps: WebDeps,
  find: (standing: Standing) => Found | null,
): Promise<FilledFrom<Found>> {
  const { item } = asked.query;
  if (item === undefined) return null;
  if (!isId(item) || !opens(asked, 'work-quarantine')) return { shut: notFound };
  const standing = await deps.standingOf(item, deps.context(asked.actor, asked.now));
  if (!standing) return { shut: notFound };
  const found = find(standing);
  // Settled meanwhile, or sent already: the item says what became of it.
  return found ? { item, found } : { shut: go(pagePaths.quarantineItem(item)) };
}

/**
 * Settles the item once the record that it became is written. If something prevents that, the item stays open and
 * offers the same as one step.
 */
export async function settleBy(item: string, asked: Asked, deps: WebDeps): Promise<void> {
  await deps.settleQuarantine(
    item,
    { settlement: 'recorded', note: '' },
    deps.context(asked.actor, asked.now),
  );
}
