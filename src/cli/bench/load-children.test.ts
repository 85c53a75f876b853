import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childrenThatFit } from './load-children.ts';

const before = { children: 330_000, perSecond: 2000, bytesPerChild: 16_000 };
const room = { seconds: 900, freeBytes: 200e9 };

test('as many children as wanted, where they fit the time and the disk', () => {
  assert.equal(childrenThatFit(3_300_000, null, { seconds: 1, freeBytes: 1 }), 3_300_000);
  assert.equal(childrenThatFit(3_300_000, { ...before, perSecond: 4000 }, room), 3_300_000);
});

test('fewer, to two digits, where the time or the disk is short', () => {
  assert.equal(childrenThatFit(3_300_000, before, room), 1_800_000);
  assert.equal(childrenThatFit(3_300_000, before, { ...room, freeBytes: 20e9 }), 960_000);
  assert.equal(childrenThatFit(3_300_000, before, { seconds: 0, freeBytes: 0 }), 0);
});
