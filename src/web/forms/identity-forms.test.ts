import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childForms, takeOnForm } from './child-forms.ts';
import type { Answers } from './fields.ts';
import type { View } from './form.ts';

const today = '2026-11-23';
const answered = (texts: Readonly<Record<string, string>>): Answers => ({
  text: (name) => texts[name] ?? '',
  list: () => [],
});
const says = (texts: Readonly<Record<string, string>>) =>
  takeOnForm.faults(answered(texts), today).map(({ name, says }) => `${name}: ${says}`);

test('nobody is taken on who was born on a day to come or is grown up, nor expected in a year of no pregnancy', () => {
  assert.deepEqual(says({ born: '2026-11-24' }), ['born: The date of birth must be today or in the past']);
  assert.deepEqual(says({ born: '1900-01-01' }), [
    'born: The date of birth must be after 23 November 2006: check the year',
  ]);
  for (const expected of ['2027-11-01', '1900-01-01'])
    assert.match(
      says({ expected }).join(),
      /^expected: By these dates .*: check the expected date$/,
      expected,
    );
  assert.match(says({ from: '2026-11-24' }).join(), /^from: /, 'where it sleeps now');
  for (const right of [{ born: today }, { born: '2022-05-01' }, { expected: '2027-03-01' }, {}])
    assert.deepEqual(says(right), [], JSON.stringify(right));
});

test('an expected date is judged where it is changed, and what stands holds nothing else up', () => {
  const view = {
    now: '2026-11-23T12:00:00.000Z',
    state: { identity: { bornOn: null, expectedOn: '2026-08-01' } },
  } as unknown as View;
  const { faults } = childForms['record-identity'];
  assert.deepEqual(faults(answered({ day: '2026-08-01' }), view), []);
  assert.deepEqual(
    faults(answered({ day: '2028-08-01' }), view).map(({ name }) => name),
    ['day'],
  );
});
