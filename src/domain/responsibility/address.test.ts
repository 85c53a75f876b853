import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownFrom } from './address.ts';

const recordedAt = '2026-11-23T10:00:00.000Z';

test('an address is known from its day; recorded without one, or with a day to come, from when it was recorded, so that it silences no later message (P6)', () => {
  assert.equal(knownFrom('2026-11-20', recordedAt), '2026-11-20T00:00:00.000Z');
  assert.equal(knownFrom('', recordedAt), recordedAt);
  assert.equal(knownFrom('2027-12-01', recordedAt), recordedAt);
});
