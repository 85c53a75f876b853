import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { benchPage } from './page.ts';
import { row } from './rows.ts';
import { full, keepsPage, quick, upTo } from './sizes.ts';

describe('the loads of the benchmark', () => {
  test('only a full run that answers in words is kept in the documents', () => {
    assert.equal(keepsPage({}), true);
    assert.equal(keepsPage({ children: '330000' }), true);
    assert.equal(keepsPage({ quick: true }), false);
    assert.equal(keepsPage({ json: true }), false);
    assert.equal(keepsPage({ quick: true, json: true }), false);
  });

  test('another largest number leaves those below it as they are', () => {
    assert.deepEqual(upTo(330_000, full).children, [33_000, 330_000]);
    assert.deepEqual(upTo(10_000, quick).children, [4_000, 8_000, 10_000]);
  });

  test('the page says where fewer children were asked for than the targets name', () => {
    const rows = [row({ command: 'A later start', load: 'none', median: 1, unit: 'ms' })];
    const chosen = benchPage(rows, 'a machine', upTo(330_000, full).children);
    assert.match(chosen, /330,000 children at most \(`--children 330000`\); the targets name 3,300,000\./);
    assert.doesNotMatch(benchPage(rows, 'a machine', full.children), /children at most/);
    assert.match(chosen, /\| A later start \| none \| 1 ms \|/);
  });
});
