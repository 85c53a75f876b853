import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bankHolidays } from './holidays.ts';
import { addMinutes, type Instant, londonDate, nations } from './time.ts';
import { deadline, defaultRuleSets, type RowId, rowIds, ruleSetOn } from './time-limits.ts';
import {
  addWorkingDays,
  dueAt,
  isWorkingDay,
  startingDay,
  type TimedLimit,
  workingDaysBetween,
} from './working-time.ts';

const nation = fc.constantFrom(...nations);
const moment: fc.Arbitrary<Instant> = fc
  .date({ min: new Date('2023-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = moment.map(londonDate);
const few = fc.integer({ min: 1, max: 60 });
const limit: fc.Arbitrary<TimedLimit> = fc.oneof(
  fc.record({ unit: fc.constantFrom('working-days', 'working-hours', 'hours', 'days'), n: few }),
  fc.constant({ unit: 'same-day' } as const),
);

test('adding working days lands on a working day that many away', () => {
  fc.assert(
    fc.property(day, few, nation, (from, n, where) => {
      const to = addWorkingDays(from, n, where, bankHolidays);
      assert.ok(isWorkingDay(to, where, bankHolidays));
      assert.equal(workingDaysBetween(from, to, where, bankHolidays), n);
    }),
  );
});

test('adding in two parts is adding at once', () => {
  fc.assert(
    fc.property(day, few, few, nation, (from, n, m, where) => {
      const atOnce = addWorkingDays(from, n + m, where, bankHolidays);
      const inParts = addWorkingDays(addWorkingDays(from, n, where, bankHolidays), m, where, bankHolidays);
      assert.equal(inParts, atOnce);
    }),
  );
});

test('nothing is due before it begins, and what begins later is not due sooner', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 20_000 }), limit, nation, (from, wait, within, where) => {
      const due = dueAt(from, within, where, bankHolidays);
      assert.ok(due > from, `${due} is not after ${from}`);
      assert.ok(dueAt(addMinutes(from, wait), within, where, bankHolidays) >= due);
    }),
  );
});

test('counting begins on a working day, never before the day itself', () => {
  fc.assert(
    fc.property(moment, nation, (from, where) => {
      const start = startingDay(from, where, bankHolidays);
      assert.ok(start >= londonDate(from) && isWorkingDay(start, where, bankHolidays));
    }),
  );
});

test('working hours are at least as long as real ones and are due in working time', () => {
  fc.assert(
    fc.property(moment, few, nation, (from, n, where) => {
      const due = dueAt(from, { unit: 'working-hours', n }, where, bankHolidays);
      assert.ok(due >= addMinutes(from, n * 60));
      assert.ok(isWorkingDay(londonDate(due), where, bankHolidays));
    }),
  );
});

test('every row in every column: steps ascend from the due time, and urgent never waits longer than routine', () => {
  const ruleSet = ruleSetOn(defaultRuleSets, '2026-11-23');
  const row: fc.Arbitrary<RowId> = fc.constantFrom(...rowIds);
  fc.assert(
    fc.property(
      moment,
      row,
      fc.constantFrom('routine', 'heightened', 'urgent'),
      nation,
      (from, id, column, where) => {
        const set = deadline(ruleSet, id, column, from, where, bankHolidays);
        if (set === null) return;
        assert.ok(set.dueAt > from);
        assert.equal(set.steps[0], set.dueAt);
        for (const [place, step] of set.steps.entries())
          assert.ok(place === 0 || step > (set.steps[place - 1] ?? ''));
        const routine = deadline(ruleSet, id, 'routine', from, where, bankHolidays);
        const urgent = deadline(ruleSet, id, 'urgent', from, where, bankHolidays);
        if (routine !== null && urgent !== null) assert.ok(urgent.dueAt <= routine.dueAt);
      },
    ),
    { numRuns: 2000 },
  );
});
