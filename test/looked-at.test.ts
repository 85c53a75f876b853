import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { looksIn, noteLook, notLookedAt } from './looked-at.ts';

const routes = ['/desk', '/bulk/plan', '/bulk/:id', '/child/:personId/do/:form'];
const both = (at: string) => [390, 1280].map((width) => ({ path: at, width }));
const all = ['/desk', '/bulk/plan', '/bulk/7', '/child/7/do/end'].flatMap(both);

test('a page that axe did not look at is told, with the window', () => {
  assert.deepEqual(notLookedAt(routes, all), []);
  assert.deepEqual(notLookedAt(routes, []).length, 8);
  const without = (at: string, width: number) =>
    all.filter((look) => look.path !== at || look.width !== width);
  assert.deepEqual(notLookedAt(routes, without('/desk', 390)), ['/desk at 390']);
  assert.deepEqual(notLookedAt(routes, without('/child/7/do/end', 1280)), [
    '/child/:personId/do/:form at 1280',
  ]);
});

test('a page of a name of its own is not one of those that have any', () => {
  const looks = all.filter((look) => look.path !== '/bulk/7');
  assert.deepEqual(notLookedAt(routes, looks), ['/bulk/:id at 390', '/bulk/:id at 1280']);
});

test('looks are kept where a run asks for them, and those at the page itself alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'handhold-looks-'));
  const before = process.env['HANDHOLD_TEST_LOOKS'];
  try {
    process.env['HANDHOLD_TEST_LOOKS'] = folder;
    noteLook({ address: 'http://127.0.0.1:1/desk?from=2#top', status: 200 }, 390);
    noteLook({ address: 'http://127.0.0.1:1/desk', status: 403 }, 1280);
    noteLook({ address: 'http://127.0.0.1:1/desk' }, 1280);
    noteLook({ address: 'http://127.0.0.1:1/bulk/plan', status: 200 }, 1280);
    assert.deepEqual(looksIn(folder), [
      { path: '/desk', width: 390 },
      { path: '/bulk/plan', width: 1280 },
    ]);
  } finally {
    if (before === undefined) delete process.env['HANDHOLD_TEST_LOOKS'];
    else process.env['HANDHOLD_TEST_LOOKS'] = before;
    rmSync(folder, { recursive: true });
  }
});
