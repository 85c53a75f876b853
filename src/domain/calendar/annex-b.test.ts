import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Column, defaultRuleSets, type RowId, rowIds, ruleSetOn, sayLimit } from './time-limits.ts';

/**
 * The table of the field, copied by hand cell by cell: routine, heightened, urgent. It shares nothing with the data that is shipped, so
 * that a number changed there by mistake is noticed here. Where a cell of the field is in words, our reading of it (annex-b.ts) stands.
 */
const byHand: Readonly<Record<string, readonly [routine: string, heightened: string, urgent: string]>> = {
  '1': ['1 working day', 'the same day', '2 hours'],
  '2': ['5 working days', '2 working days', '8 hours'],
  '3': ['2 working days', '1 working day', '8 hours'],
  '4': ['15 minutes', '15 minutes', '15 minutes'],
  '5': ['2 working days', '1 working day', '4 working hours'],
  '6': ['no limit', '2 working days', '8 hours'],
  '7': ['5 working days', '2 working days', '1 working day'],
  '8': ['5 working days', '2 working days', '1 working day'],
  '9': ['5 working days', '2 working days', '8 hours'],
  '10': ['5 working days', '2 working days', '1 working day'],
  '11': ['10 working days', '5 working days', '2 working days'],
  '12': ['2 working days', '2 working days', '8 hours'],
  '13': ['28 days', '14 days', '7 days'],
  '14': ['2 working days', '1 working day', '8 hours'],
  '15': ['10 working days', '5 working days', '2 working days'],
  '17': ['no limit', 'no limit', '15 working days'],
  '18': ['14 days', '6 days', 'no limit'],
  '19': ['2 working days', '1 working day', '8 hours'],
  '20': ['5 working days', '2 working days', '8 hours'],
  '21': ['7 days', '7 days', '7 days'],
  '22': ['1 working day', 'the same day', '2 hours'],
  '24': ['3 working days', '1 working day', '8 hours'],
  '26': ['the same day', 'the same day', '2 hours'],
  '27': ['1 working day', 'the same day', '8 hours'],
  '28': ['14 days', '14 days', '10 days'],
  '29': ['no limit', 'no limit', 'no limit'],
  '30': ['no limit', 'no limit', '5 working days'],
  '32': ['5 working days', '2 working days', '1 working day'],
};

/** From December 2026 the urgent column runs by the clock: a working day is 24 hours, but for the days of national law (17, 30). */
const urgentByTheClock: Readonly<Record<string, string>> = {
  '5': '4 hours',
  '7': '24 hours',
  '8': '24 hours',
  '10': '24 hours',
  '11': '48 hours',
  '15': '48 hours',
  '32': '24 hours',
};

/** Row 23: the lead, the named nurse, the designated nurse, the commissioner. */
const ladderByHand: Readonly<Record<Column, readonly string[]>> = {
  routine: ['1 working day', '3 working days', '5 working days', '10 working days'],
  heightened: ['4 working hours', '1 working day', '2 working days', '5 working days'],
  urgent: ['1 hour', '4 hours', '1 working day', '2 working days'],
};

const columns = ['routine', 'heightened', 'urgent'] as const;

function shipped(on: string) {
  const { rows, ladder } = ruleSetOn(defaultRuleSets, on);
  return {
    cells: Object.fromEntries(
      rowIds
        .filter((id) => !id.startsWith('H'))
        .map((id: RowId) => [id, columns.map((column) => sayLimit(rows[id][column]))]),
    ),
    ladder: Object.fromEntries(columns.map((column) => [column, ladder[column].map(sayLimit)])),
  };
}

describe('the shipped limits are those of the field’s table, row by column', () => {
  test('as the first table has them', () => {
    assert.deepEqual(shipped('2026-11-23'), { cells: byHand, ladder: ladderByHand });
  });

  test('and from December 2026, urgent by the clock', () => {
    const cells = Object.fromEntries(
      Object.entries(byHand).map(([id, [routine, heightened, urgent]]) => [
        id,
        [routine, heightened, urgentByTheClock[id] ?? urgent],
      ]),
    );
    const urgent = ['1 hour', '4 hours', '24 hours', '48 hours'];
    assert.deepEqual(shipped('2026-12-01'), { cells, ladder: { ...ladderByHand, urgent } });
  });
});
