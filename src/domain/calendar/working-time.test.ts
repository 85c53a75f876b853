import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankHolidays } from './holidays.ts';
import type { Instant } from './time.ts';
import {
  addWorkingDays,
  dueAt,
  isWorkingDay,
  stepAt,
  type TimedLimit,
  workingDaysBetween,
} from './working-time.ts';

const due = (from: Instant, limit: TimedLimit) => dueAt(from, limit, 'england', bankHolidays);
const workingDays = (n: number): TimedLimit => ({ unit: 'working-days', n });
const workingHours = (n: number): TimedLimit => ({ unit: 'working-hours', n });

describe('working days', () => {
  test('are not weekends and not the bank holidays of that nation', () => {
    assert.ok(isWorkingDay('2026-11-30', 'england', bankHolidays));
    assert.ok(!isWorkingDay('2026-11-30', 'scotland', bankHolidays));
    assert.ok(!isWorkingDay('2026-11-28', 'wales', bankHolidays));
    assert.ok(!isWorkingDay('2026-07-13', 'northern-ireland', bankHolidays));
  });

  test('are added over Easter', () => {
    assert.equal(addWorkingDays('2027-03-25', 1, 'england', bankHolidays), '2027-03-30');
    assert.equal(addWorkingDays('2027-03-25', 1, 'scotland', bankHolidays), '2027-03-29');
  });

  test('none added gives the day itself or the next one worked', () => {
    assert.equal(addWorkingDays('2026-11-23', 0, 'england', bankHolidays), '2026-11-23');
    assert.equal(addWorkingDays('2026-11-21', 0, 'england', bankHolidays), '2026-11-23');
  });

  test('are never counted back or in parts', () => {
    for (const n of [-1, 0.5, Number.NaN])
      assert.throws(() => addWorkingDays('2026-11-23', n, 'england', bankHolidays), RangeError);
  });

  test('are counted after the first day, up to the last', () => {
    assert.equal(workingDaysBetween('2026-11-20', '2026-11-23', 'england', bankHolidays), 1);
    assert.equal(workingDaysBetween('2026-11-23', '2026-11-20', 'england', bankHolidays), -1);
    assert.equal(workingDaysBetween('2026-11-21', '2026-11-22', 'england', bankHolidays), 0);
  });
});

describe('a limit in working days', () => {
  test('is due at 5pm', () => {
    assert.equal(due('2026-11-23T10:00:00.000Z', workingDays(1)), '2026-11-24T17:00:00.000Z');
    assert.equal(due('2026-11-23T10:00:00.000Z', workingDays(5)), '2026-11-30T17:00:00.000Z');
  });

  test('begun at 3pm counts from that day, a moment later from the next', () => {
    assert.equal(due('2026-11-23T15:00:00.000Z', workingDays(1)), '2026-11-24T17:00:00.000Z');
    assert.equal(due('2026-11-23T15:00:00.001Z', workingDays(1)), '2026-11-25T17:00:00.000Z');
  });

  test('begun on a Saturday counts from Monday', () => {
    assert.equal(due('2026-11-21T09:00:00.000Z', workingDays(1)), '2026-11-24T17:00:00.000Z');
  });

  test('begun on the last afternoon before Christmas counts from the first day worked after it', () => {
    assert.equal(due('2026-12-24T15:30:00.000Z', workingDays(1)), '2026-12-30T17:00:00.000Z');
  });

  test('is due at 5pm on the clock on either side of a clock change', () => {
    assert.equal(due('2026-10-23T10:00:00.000Z', workingDays(1)), '2026-10-26T17:00:00.000Z');
    assert.equal(due('2026-03-27T10:00:00.000Z', workingDays(1)), '2026-03-30T16:00:00.000Z');
  });

  test('takes the cut-off by the London clock in summer', () => {
    assert.equal(due('2026-07-06T14:30:00.000Z', workingDays(1)), '2026-07-08T16:00:00.000Z');
  });
});

describe('a limit of the same day', () => {
  test('is 5pm, and midday of the next working day after the cut-off', () => {
    assert.equal(due('2026-11-23T10:00:00.000Z', { unit: 'same-day' }), '2026-11-23T17:00:00.000Z');
    assert.equal(due('2026-11-27T15:30:00.000Z', { unit: 'same-day' }), '2026-11-30T12:00:00.000Z');
    assert.equal(due('2026-11-28T10:00:00.000Z', { unit: 'same-day' }), '2026-11-30T12:00:00.000Z');
  });
});

describe('a limit in working hours', () => {
  test('runs from 9am to 5pm and goes on the next working day', () => {
    assert.equal(due('2026-11-23T10:00:00.000Z', workingHours(4)), '2026-11-23T14:00:00.000Z');
    assert.equal(due('2026-11-27T16:00:00.000Z', workingHours(4)), '2026-11-30T12:00:00.000Z');
    assert.equal(due('2026-11-23T03:00:00.000Z', workingHours(4)), '2026-11-23T13:00:00.000Z');
    assert.equal(due('2026-11-28T13:00:00.000Z', workingHours(4)), '2026-11-30T13:00:00.000Z');
    assert.equal(due('2026-11-23T22:00:00.000Z', workingHours(4)), '2026-11-24T13:00:00.000Z');
    assert.equal(due('2026-11-23T13:00:00.000Z', workingHours(4)), '2026-11-23T17:00:00.000Z');
    assert.equal(due('2026-11-23T13:00:00.000Z', workingHours(20)), '2026-11-25T17:00:00.000Z');
  });
});

describe('a limit in real hours', () => {
  test('runs through nights, weekends and clock changes', () => {
    assert.equal(due('2026-11-27T22:00:00.000Z', { unit: 'hours', n: 4 }), '2026-11-28T02:00:00.000Z');
    assert.equal(due('2026-10-25T00:30:00.000Z', { unit: 'hours', n: 2 }), '2026-10-25T02:30:00.000Z');
    assert.equal(due('2026-11-27T22:00:00.000Z', { unit: 'hours', n: 0.25 }), '2026-11-27T22:15:00.000Z');
  });
});

test('a limit in days is 5pm on that day, worked or not', () => {
  assert.equal(due('2026-11-23T16:30:00.000Z', { unit: 'days', n: 5 }), '2026-11-28T17:00:00.000Z');
});

test('a step of the ladder has no cut-off: what is due at 5pm reaches the lead by 5pm of the next working day', () => {
  const step = stepAt('2026-11-23T17:00:00.000Z', workingDays(1), 'england', bankHolidays);
  assert.equal(step, '2026-11-24T17:00:00.000Z');
});
