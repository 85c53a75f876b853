import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeList, codesOn, inForceOn } from './codes.ts';

describe('a dated code list', () => {
  const list = codeList(
    { always: 'Always', ended: 'Until the end of May', later: 'From June on' },
    {
      ended: { from: '2007-01-01', to: '2026-05-31' },
      later: { from: '2026-06-01', to: null },
    },
  );

  test('lets a code be chosen from its first day to its last, both counted', () => {
    assert.equal(inForceOn(list, 'ended', '2006-12-31'), false);
    assert.equal(inForceOn(list, 'ended', '2007-01-01'), true);
    assert.equal(inForceOn(list, 'ended', '2026-05-31'), true);
    assert.equal(inForceOn(list, 'ended', '2026-06-01'), false);
    assert.equal(inForceOn(list, 'later', '2026-05-31'), false);
    assert.equal(inForceOn(list, 'later', '2026-06-01'), true);
    assert.equal(inForceOn(list, 'later', '2099-01-01'), true);
  });

  test('never lets one be chosen that it does not have', () => {
    assert.equal(inForceOn(list, 'unheard-of', '2026-06-01'), false);
  });

  test('offers those of the day, in its order', () => {
    const on = (day: string) => codesOn(list, day).map(({ code }) => code);
    assert.deepEqual(on('2026-05-31'), ['always', 'ended']);
    assert.deepEqual(on('2026-06-01'), ['always', 'later']);
  });
});
