import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workLists } from '../../application/readings.ts';
import { listsOf } from './work.tsx';

const none = {
  'to-prepare': 0,
  'waiting-for-other-side': 0,
  'questions-to-me': 0,
  'accepted-not-seen': 0,
  'joint-visits': 0,
  'disputes-to-decide': 0,
  overdue: 0,
  'my-children': 0,
};

test('whoever may answer for a child has every list, what is late first; a named nurse only those that can be hers', () => {
  const others = workLists.filter((list) => list !== 'disputes-to-decide');
  assert.deepEqual(new Set(listsOf('health-visitor', none)), new Set(others));
  assert.equal(listsOf('health-visitor', none)[0], 'overdue');
  assert.deepEqual(listsOf('named-nurse', none), ['overdue', 'questions-to-me', 'disputes-to-decide']);
  assert.deepEqual(
    listsOf('named-nurse', { ...none, 'joint-visits': 1 }),
    ['overdue', 'questions-to-me', 'joint-visits', 'disputes-to-decide'],
    'a list that holds something is never hidden',
  );
});
