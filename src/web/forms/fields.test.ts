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
    assert.equal(says({ kind: 'text', name: 'x', label: 'Family name' }), 'Enter family name');
    assert.equal(says({ kind: 'text', name: 'x', label: 'NHS number' }), 'Enter NHS number');
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
      '“When?” must be a real date and a time, such as 27 3 2026 and 14:30',
    );
    assert.equal(says({ ...moment, optional: true }), 'nothing is wrong');
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
