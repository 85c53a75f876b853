import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankHolidays } from './holidays.ts';
import type { Instant } from './time.ts';
import {
  type Column,
  type Deadline,
  deadline,
  defaultRuleSets,
  type RowId,
  type RuleSet,
  rowIds,
  ruleSetOn,
  sayLimit,
} from './time-limits.ts';

const shipped = ruleSetOn(defaultRuleSets, '2026-11-23');
const mondayMorning = '2026-11-23T10:00:00.000Z';
const fridayEvening = '2026-11-27T19:00:00.000Z';

function due(row: RowId, column: Column, from: Instant): Deadline {
  const set = deadline(shipped, row, column, from, 'england', bankHolidays);
  assert.ok(set !== null);
  return set;
}

describe('the default table', () => {
  test('says the row, the column and the version with every due time', () => {
    const { dueAt, row, column, ruleVersion } = due('5', 'routine', mondayMorning);
    assert.deepEqual(
      [dueAt, row, column, ruleVersion],
      ['2026-11-25T17:00:00.000Z', '5', 'routine', 'annex-b-2026-11'],
    );
  });

  test('lets a short stay be held for 14 days when routine and 6 when heightened, never when urgent (row 18)', () => {
    assert.equal(due('18', 'routine', mondayMorning).dueAt.slice(0, 10), '2026-12-07');
    assert.equal(due('18', 'heightened', mondayMorning).dueAt.slice(0, 10), '2026-11-29');
    assert.equal(deadline(shipped, '18', 'urgent', mondayMorning, 'england', bankHolidays), null);
  });

  test('sets no limit where Annex B sets none', () => {
    assert.equal(deadline(shipped, '6', 'routine', mondayMorning, 'england', bankHolidays), null);
    assert.equal(deadline(shipped, '17', 'heightened', mondayMorning, 'england', bankHolidays), null);
  });

  test('runs through the weekend when urgent', () => {
    assert.equal(due('H2', 'urgent', fridayEvening).dueAt, '2026-11-27T23:00:00.000Z');
    assert.equal(due('H1', 'urgent', fridayEvening).dueAt, '2026-11-28T03:00:00.000Z');
    assert.equal(due('5', 'urgent', fridayEvening).dueAt, '2026-11-30T13:00:00.000Z');
  });

  test('raises the alarm for a handover not released after 28 days in every column', () => {
    for (const column of ['routine', 'heightened', 'urgent'] as const) {
      assert.equal(due('H6', column, mondayMorning).dueAt, '2026-12-21T17:00:00.000Z');
    }
  });

  test('has every row under its own number, with a basis', () => {
    for (const id of rowIds) assert.ok(shipped.rows[id].id === id && shipped.rows[id].basis !== '');
  });

  test('says limits in words', () => {
    assert.equal(sayLimit(shipped.rows['5'].routine), '2 working days');
    assert.equal(sayLimit(shipped.rows['4'].urgent), '15 minutes');
    assert.equal(sayLimit(shipped.rows['22'].heightened), 'the same day');
  });
});

describe('from December 2026 the urgent column runs by the clock, nights, weekends and holidays included', () => {
  const byTheClock = ruleSetOn(defaultRuleSets, '2026-12-01');

  function urgent(row: RowId, from: Instant): Instant {
    const set = deadline(byTheClock, row, 'urgent', from, 'england', bankHolidays);
    assert.ok(set !== null);
    return set.dueAt;
  }

  /** Written by hand: 24 December 2026 is a Thursday, 4 December a Friday. */
  const christmasEve = '2026-12-24T14:00:00.000Z';
  const fridayAfternoon = '2026-12-04T15:30:00.000Z';

  test('an offer on Christmas Eve is acknowledged that day, answered on Christmas Day, and the child seen on Boxing Day', () => {
    assert.equal(urgent('5', christmasEve), '2026-12-24T18:00:00.000Z');
    assert.equal(urgent('8', christmasEve), '2026-12-25T14:00:00.000Z');
    assert.equal(urgent('11', '2026-12-25T14:00:00.000Z'), '2026-12-27T14:00:00.000Z');
    assert.equal(urgent('10', christmasEve), '2026-12-25T14:00:00.000Z');
  });

  test('one on a Friday after 3pm is answered on Saturday: no afternoon costs a day', () => {
    assert.equal(urgent('8', fridayAfternoon), '2026-12-05T15:30:00.000Z');
    assert.equal(urgent('32', fridayAfternoon), '2026-12-05T15:30:00.000Z');
    assert.equal(urgent('H4', fridayAfternoon), '2026-12-05T15:30:00.000Z');
    assert.equal(urgent('H9', fridayAfternoon), '2026-12-05T15:30:00.000Z');
    assert.equal(urgent('H22', fridayAfternoon), '2026-12-05T15:30:00.000Z');
    assert.equal(urgent('11', fridayAfternoon), '2026-12-06T15:30:00.000Z');
  });

  test('an hour of the night in which the clocks go forward is an hour', () => {
    assert.equal(urgent('8', '2027-03-27T14:00:00.000Z'), '2027-03-28T14:00:00.000Z');
  });

  test('the designated nurse is told after a day and the commissioner after two, at the weekend too', () => {
    const set = deadline(byTheClock, '5', 'urgent', '2026-12-04T19:00:00.000Z', 'england', bankHolidays);
    assert.deepEqual(set?.steps, [
      '2026-12-04T23:00:00.000Z',
      '2026-12-05T00:00:00.000Z',
      '2026-12-05T03:00:00.000Z',
      '2026-12-05T23:00:00.000Z',
      '2026-12-06T23:00:00.000Z',
    ]);
  });

  test('no urgent row is left in working time but those of national law and of the programme’s office', () => {
    const left = rowIds.filter((id) => byTheClock.rows[id].urgent.unit.startsWith('working'));
    assert.deepEqual(left, ['17', '30', 'H11', 'H12', 'H13', 'H31']);
  });

  test('routine and heightened are as they were, and what began to run by the table before keeps it', () => {
    for (const id of rowIds) {
      assert.deepEqual(byTheClock.rows[id].routine, shipped.rows[id].routine);
      assert.deepEqual(byTheClock.rows[id].heightened, shipped.rows[id].heightened);
    }
    assert.equal(ruleSetOn(defaultRuleSets, '2026-11-30').version, 'annex-b-2026-11');
    assert.equal(byTheClock.version, 'annex-b-2026-12');
  });
});

describe('the ladder', () => {
  test('routine: 1, 3, 5 and 10 working days after the due time', () => {
    assert.deepEqual(due('5', 'routine', mondayMorning).steps, [
      '2026-11-25T17:00:00.000Z',
      '2026-11-26T17:00:00.000Z',
      '2026-11-30T17:00:00.000Z',
      '2026-12-02T17:00:00.000Z',
      '2026-12-09T17:00:00.000Z',
    ]);
  });

  test('heightened: 4 working hours, then 1, 2 and 5 working days', () => {
    assert.deepEqual(due('5', 'heightened', mondayMorning).steps, [
      '2026-11-24T17:00:00.000Z',
      '2026-11-25T13:00:00.000Z',
      '2026-11-25T17:00:00.000Z',
      '2026-11-26T17:00:00.000Z',
      '2026-12-01T17:00:00.000Z',
    ]);
  });

  test('urgent: 1 and 4 real hours, then 1 and 2 working days', () => {
    assert.deepEqual(due('H2', 'urgent', fridayEvening).steps, [
      '2026-11-27T23:00:00.000Z',
      '2026-11-28T00:00:00.000Z',
      '2026-11-28T03:00:00.000Z',
      '2026-11-30T17:00:00.000Z',
      '2026-12-01T17:00:00.000Z',
    ]);
  });
});

describe('dated tables', () => {
  const local: RuleSet = { ...shipped, version: 'luton-2027-02', from: '2027-02-01' };

  test('the one in force on the day counts, in whatever order they lie', () => {
    const both = [local, shipped];
    assert.equal(ruleSetOn(both, '2027-01-31').version, 'annex-b-2026-11');
    assert.equal(ruleSetOn(both, '2027-02-01').version, 'luton-2027-02');
  });

  test('a day before the first takes the first; without any there is no answer', () => {
    assert.equal(ruleSetOn([local, shipped], '2020-01-01').version, 'annex-b-2026-11');
    assert.throws(() => ruleSetOn([], '2026-11-23'), RangeError);
  });
});
