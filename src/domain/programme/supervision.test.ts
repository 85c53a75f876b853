import assert from 'node:assert/strict';
import { test } from 'node:test';
import { supervisionDue } from './supervision.ts';

test('one to one is due a week after the last, an accompanied visit four months after', () => {
  const held = { families: '2024-01-01', lastOneToOne: '2026-11-16', lastAccompanied: '2026-10-31' };
  assert.deepEqual(supervisionDue(held), { oneToOne: '2026-11-23', accompanied: '2027-02-28' });
});

test('a nurse for whom nothing was held yet is due from the first day with a family', () => {
  const held = { families: '2026-11-02', lastOneToOne: null, lastAccompanied: null };
  assert.deepEqual(supervisionDue(held), { oneToOne: '2026-11-09', accompanied: '2027-03-02' });
});

test('without a family and with nothing held, nothing is due', () => {
  const held = { families: null, lastOneToOne: null, lastAccompanied: null };
  assert.deepEqual(supervisionDue(held), { oneToOne: null, accompanied: null });
});
