import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progress } from './progress.ts';

test('a long file says how far it has come and how fast, once a second; a short one says nothing', () => {
  let now = 5000;
  const said: string[] = [];
  const read = progress(
    'caseload.csv',
    (line) => said.push(line),
    'rows',
    () => now,
  );
  for (const [at, rows] of [
    [5300, 500],
    [5900, 1500],
    [6100, 2000],
    [6500, 3000],
    [7100, 12_500],
  ] as const) {
    now = at;
    read(rows);
  }
  assert.deepEqual(said, [
    'caseload.csv: 2,000 rows, 1,364 a second',
    'caseload.csv: 12,500 rows, 5,714 a second',
  ]);
});
