import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf } from './logs.ts';

const said = [
  'duplicate key value violates unique constraint "child_nhs_number" Key (nhs_number)=(9990000018) already exists.',
  'invalid input for postcode LU1 2AB',
  "no person called 'Ada Invented'",
  'number 999 000 0018 is known',
];

for (const message of said) {
  test(`a fault is logged without the values that it quotes: ${message.slice(0, 24)}…`, () => {
    const logged = JSON.stringify(
      faultOf(Object.assign(new Error(message), { code: '23505', detail: message })),
    );
    for (const value of ['9990000018', '999 000 0018', 'LU1 2AB', 'Ada'])
      assert.ok(!logged.includes(value), logged);
    assert.match(logged, /"code":"23505"/);
    assert.match(logged, /at /);
  });
}

test('what is thrown and is no error is logged by its type alone', () => {
  assert.deepEqual(faultOf('Ada Invented'), { type: 'string', message: '', stack: [] });
});
