import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leftOut, placeMask, shownOf } from './place-mask.ts';

const mask = placeMask([
  { lines: ['Flat 2, 17 Hollyhock Road', 'Bury Park', 'Luton'], postcode: 'LU4 9HX' },
  { lines: ['Rosebank'], postcode: null },
]);

describe('a mask of places', () => {
  for (const [typed, shown] of [
    ['She is at Flat 2, 17 Hollyhock Road now', `She is at ${leftOut} now`],
    ['seen at 17 hollyhock rd.', `seen at 17 ${leftOut}.`],
    ['round the corner from HOLLYHOCK  ROAD', `round the corner from ${leftOut}`],
    ['post to lu49hx or LU4 9HX, please', `post to ${leftOut} or ${leftOut}, please`],
    ['her mother lives at W5 1AB', `her mother lives at ${leftOut}`],
    ['Rosebank is the refuge', `${leftOut} is the refuge`],
    ['near Bury-Park station', `near ${leftOut} station`],
  ] as const)
    test(typed, () => assert.equal(mask(typed), shown));

  for (const text of [
    'Luton health visiting holds the child',
    'A road in Luton, by the hollyhocks',
    'NHS 999 000 0018, born 3 11 2026, room 2',
    'E06000032',
    'b0f5788e-e7c8-4e28-bdd1-402f70c9a623',
  ])
    test(`leaves as it is: ${text}`, () => assert.equal(mask(text), text));
});

test('a masked text is recognised as what the mask shows of the whole one, and nothing else is', () => {
  const whole = 'Ring (mornings) at 17 Hollyhock Road, or LU4 9HX. No dogs?';
  const mask = placeMask([{ lines: ['17 Hollyhock Road'], postcode: null }]);
  assert.ok(mask(whole).includes(leftOut));
  assert.ok(shownOf(mask(whole), whole));
  assert.ok(shownOf(whole, whole));
  for (const other of [
    mask(whole).replace('mornings', 'nights'),
    `${mask(whole)} Ask.`,
    mask(whole).slice(1),
  ])
    assert.ok(!shownOf(other, whole), other);
});
