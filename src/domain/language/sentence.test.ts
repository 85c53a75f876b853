import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asSentence } from './sentence.ts';

test('what somebody wrote ends as a sentence, once', () => {
  assert.deepEqual(['Seen at the new flat ', 'He hit her.', 'Where is he?', ''].map(asSentence), [
    'Seen at the new flat.',
    'He hit her.',
    'Where is he?',
    '',
  ]);
});
