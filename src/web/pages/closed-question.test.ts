import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeQuestion, openQuestion } from './closed-question.ts';

const mine = { secret: 'a secret of tests alone, long enough', practitionerId: 'amara-osei' };
const question = { q: 'Robin Tansy 999 001 1028', 'born-day': '3' };

test('a question in an address says nothing, and opens again for whoever asked it', () => {
  const closed = closeQuestion(question, mine);
  assert.match(closed, /^[\w-]+$/);
  assert.doesNotMatch(Buffer.from(closed, 'base64url').toString('latin1'), /Tansy|999/);
  assert.notEqual(closeQuestion(question, mine), closed, 'nor whether the same was asked before');
  assert.deepEqual(openQuestion(closed, mine), question);
});

test('it opens for nobody else, nor changed, nor made up', () => {
  const closed = closeQuestion(question, mine);
  assert.equal(openQuestion(closed, { ...mine, practitionerId: 'grace-adeyemi' }), null);
  assert.equal(openQuestion(closed, { ...mine, secret: 'another secret of tests, long enough' }), null);
  for (const other of ['', 'x', closed.slice(0, -2), `A${closed.slice(1)}`, 'A'.repeat(200)])
    if (other !== closed) assert.equal(openQuestion(other, mine), null, other);
});
