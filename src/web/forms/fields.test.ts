import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answersInWords, type Field, type RawForm, readForm } from './fields.ts';

const options = [{ value: 'a', words: 'A' }];

function says(field: Field, raw: RawForm = {}): string {
  const read = readForm([field], raw);
  return read.ok ? 'nothing is wrong' : (read.errors[0]?.says ?? '');
}

describe('a message names its question, so that the list of faults is read without the page', () => {
  test('by its own words where the question has them', () => {
    const asks = 'who refers her';
    assert.equal(
      says({ kind: 'choice', name: 'x', label: 'Who refers her?', asks, options }),
      'Select who refers her',
    );
    assert.equal(
      says({ kind: 'text', name: 'x', label: 'How did she agree?', asks: 'how she agreed' }),
      'Enter how she agreed',
    );
  });

  test('by its label where that is no question, and by the label quoted where it is', () => {
    assert.equal(says({ kind: 'text', name: 'x', label: 'Family name' }), 'Enter the family name');
    assert.equal(says({ kind: 'text', name: 'x', label: 'NHS number' }), 'Enter the NHS number');
    assert.equal(says({ kind: 'text', name: 'x', label: 'Her social worker' }), 'Enter her social worker');
    assert.equal(says({ kind: 'long', name: 'x', label: 'Why?' }), 'Enter the reason');
    assert.equal(
      says({ kind: 'choices', name: 'x', label: 'Which danger?', options }),
      'Select an answer to “Which danger?”',
    );
  });

  test('a date that is missing, half given or none at all is said apart', () => {
    const date: Field = {
      kind: 'date',
      name: 'on',
      label: 'When did she agree?',
      asks: 'the day on which she agreed',
    };
    assert.equal(says(date), 'Enter the day on which she agreed');
    assert.equal(
      says(date, { 'on-day': '3' }),
      'The day on which she agreed must include a month and a year',
    );
    assert.equal(
      says(date, { 'on-day': '31', 'on-month': '2', 'on-year': '2026' }),
      'The day on which she agreed must be a real date, such as 27 3 2026',
    );
    const moment: Field = { kind: 'moment', name: 'on', label: 'When?' };
    assert.equal(says(moment), 'Enter an answer to “When?”');
    assert.equal(
      says(moment, { 'on-day': '3', 'on-month': '2', 'on-year': '2026' }),
      '“When?” must include a time',
    );
    assert.equal(
      says(moment, { 'on-day': '3', 'on-month': '2', 'on-year': '2026', 'on-time': '25:00' }),
      '“When?” must be a real date and a time, such as 27 3 2026 and 14:30 or 2:30pm',
    );
    assert.equal(says({ ...moment, optional: true }), 'nothing is wrong');
  });
});

describe('a time of day is taken in every way in which it is written', () => {
  const moment: Field = { kind: 'moment', name: 'at', label: 'When?' };
  function taken(time: string): string | null {
    const read = readForm([moment], { 'at-day': '2', 'at-month': '3', 'at-year': '2026', 'at-time': time });
    return read.ok ? read.answers.text('at') : null;
  }

  test('by the clock of 24 hours and of 12, with and without what stands between', () => {
    for (const time of ['14:30', '14.30', '1430', '2:30pm', '2.30 pm', '230PM'])
      assert.equal(taken(time), '2026-03-02T14:30:00.000Z', time);
    for (const time of ['09:00', '9:00', '0900', '9am', '9.00 am'])
      assert.equal(taken(time), '2026-03-02T09:00:00.000Z', time);
    assert.equal(taken('12am'), '2026-03-02T00:00:00.000Z');
    assert.equal(taken('12pm'), '2026-03-02T12:00:00.000Z');
  });

  test('what may mean two times, or none, is asked again', () => {
    for (const time of ['9', '14', '14pm', '0am', '24:00', '9:60', 'noon', '12345'])
      assert.equal(taken(time), null, time);
  });
});

test('what was typed as a day is shown for checking as a day is written', () => {
  const fields: readonly Field[] = [
    { kind: 'date', name: 'on', label: 'On which day?' },
    { kind: 'moment', name: 'at', label: 'When?' },
    { kind: 'date', name: 'left', label: 'Until', optional: true },
  ];
  const typed = {
    'on-day': '1',
    'on-month': '3',
    'on-year': '2008',
    'at-day': '2',
    'at-month': '3',
    'at-year': '2026',
    'at-time': '14:30',
  };
  assert.deepEqual(answersInWords(fields, typed), [
    { label: 'On which day?', words: '1 March 2008' },
    { label: 'When?', words: '2 March 2026 14:30' },
  ]);
});
