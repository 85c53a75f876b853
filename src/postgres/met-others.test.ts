import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { againAfterOthers } from './met-others.ts';

function answered(code: string): Error {
  return Object.assign(new pg.DatabaseError('', 0, 'error'), { code });
}

/** Fails so many times, and then does it. */
function work(error: Error, times: number) {
  let left = times;
  return async () => {
    left -= 1;
    if (left >= 0) throw error;
    return 'done';
  };
}

test('what met others is done again, also where it meets them anew, and at last is told', async () => {
  const deadlock = answered('40P01');
  for (const times of [0, 1, 3]) assert.equal(await againAfterOthers(work(deadlock, times)), 'done');
  await assert.rejects(againAfterOthers(work(deadlock, 4)), deadlock);
});

test('any other fault is told at once', async () => {
  const fault = answered('23505');
  await assert.rejects(againAfterOthers(work(fault, 1)), fault);
});
