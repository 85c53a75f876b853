import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { WebDeps } from '../src/web/deps.ts';
import { pagePaths } from '../src/web/pages/page-paths.ts';
import { pageRoutes } from '../src/web/pages/routes.ts';

/** Pages that no browser draws: a feed for a calendar. */
const notDrawn: readonly string[] = [shape(pagePaths.calendarFeed(':token'))];

/** Pages that a test comes to by pressing a button or a link, and what it calls them when it looks. */
const pressedTo: ReadonlyMap<string, readonly [file: string, looks: string]> = new Map([
  [pagePaths.done(':', ':'), ['edges.page.test.ts', "sound(amara, 'confirmation')"]],
  [pagePaths.clientDone(':', ':'), ['clients.page.test.ts', "sound(nurse, 'visit-recorded')"]],
  [pagePaths.referred(':'), ['referral.page.test.ts', "sound(amara, 'sent')"]],
  [pagePaths.bulkPlan, ['bulk.page.test.ts', "sound(page, 'plan')"]],
  [pagePaths.supervision(':'), ['clients.page.test.ts', "sound(supervisor, 'record-supervision')"]],
  [pagePaths.workingTime(':'), ['clients.page.test.ts', "sound(supervisor, 'working-time')"]],
]);

/** A path with its parts that vary left open. */
function shape(address: string): string {
  return address.replace(/:[^/]+/g, ':');
}

/** The names in `pagePaths` of each path. */
function namesOfPaths(): ReadonlyMap<string, readonly string[]> {
  const made = Object.entries(pagePaths).map(([name, given]) => {
    const address =
      typeof given === 'string' ? given : (given as (...parts: string[]) => string)(':a', ':b', ':c');
    return [shape(address), name] as const;
  });
  return new Map([...Map.groupBy(made, ([at]) => at)].map(([at, all]) => [at, all.map(([, name]) => name)]));
}

test('every page that can be opened is looked at by axe in some browser test', () => {
  const files = globSync('test/**/*.page.test.ts', { cwd: path.resolve(import.meta.dirname, '..') });
  const texts = files
    .map(
      (file) =>
        [path.basename(file), readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8')] as const,
    )
    .filter(([, text]) => /\bassertSound\(/.test(text));
  const looks = texts.map(([, text]) => text).join('\n');
  const names = namesOfPaths();
  const opened = pageRoutes({} as WebDeps).filter(({ method }) => method === 'GET');
  assert.ok(opened.length > 40, `${opened.length} pages`);
  const missed = opened
    .map((route) => shape(route.path))
    .filter((at) => !notDrawn.includes(at))
    .filter((at) => {
      const pressed = pressedTo.get(at);
      if (pressed) return !new Map(texts).get(pressed[0])?.includes(pressed[1]);
      const called = names.get(at) ?? [];
      return (
        !called.some((name) => new RegExp(`pagePaths\\.${name}\\b`).test(looks)) && !looks.includes(`'${at}'`)
      );
    });
  assert.deepEqual([...new Set(missed)], []);
});
