import { appendFileSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A phone and a desk: every page is looked at in both. */
export const everyWidth = [390, 1280] as const;
export type Width = (typeof everyWidth)[number];

/** One look of axe at a page, in a window of this width. */
export type LookAt = { readonly path: string; readonly width: number };

/**
 * Written into the folder in which a run of all tests keeps its looks, a file for each process (run.ts); any other run keeps
 * none. A form that was sent wrongly, or a page that refuses, does not count as the page.
 */
export function noteLook(served: { readonly address: string; readonly status?: number }, width: Width): void {
  const folder = process.env['HANDHOLD_TEST_LOOKS'];
  if (folder === undefined || served.status !== 200) return;
  const { pathname } = new URL(served.address);
  appendFileSync(path.join(folder, String(process.pid)), `${width} ${pathname}\n`);
}

/** The looks that the processes of a run wrote down in a folder. */
export function looksIn(folder: string): readonly LookAt[] {
  return globSync(path.join(folder, '*')).flatMap((file) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [width = '', at = ''] = line.split(' ');
        return { path: at, width: Number(width) };
      }),
  );
}

/**
 * The routes at which axe has not looked, each with the window. A look counts for the route that names the most of its path.
 */
export function notLookedAt(routes: readonly string[], looks: readonly LookAt[]): readonly string[] {
  const shapes = routes
    .map((route) => ({ route, named: new RegExp(`^${route.replaceAll(/:[^/]+/g, '[^/]+')}$`) }))
    .toSorted((a, b) => parameters(a.route) - parameters(b.route));
  const seen = new Set(
    looks.map((look) => `${shapes.find(({ named }) => named.test(look.path))?.route} at ${look.width}`),
  );
  return routes.flatMap((route) =>
    everyWidth.map((width) => `${route} at ${width}`).filter((look) => !seen.has(look)),
  );
}

function parameters(route: string): number {
  return route.split(':').length - 1;
}
