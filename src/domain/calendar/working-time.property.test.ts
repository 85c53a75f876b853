import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import { bankHolidays } from './holidays.ts';
import { addMinutes, type Instant, instant, londonDate, type Nation, nations } from './time.ts';
import { deadline, defaultRuleSets, type RowId, rowIds } from './time-limits.ts';
import {
  addWorkingDays,
  dueAt,
  isWorkingDay,
  startingDay,
  stepAt,
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
  const row: fc.Arbitrary<RowId> = fc.constantFrom(...rowIds);
  fc.assert(
    fc.property(
      moment,
      row,
      fc.constantFrom('routine', 'heightened', 'urgent'),
      nation,
      fc.constantFrom(...defaultRuleSets),
      (from, id, column, where, ruleSet) => {
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

/** The rules of `dueAt` once more, day by day with Temporal and texts: slow, and with nothing of the code it proves. */
const london = 'Europe/London';

function worked(day: Temporal.PlainDate, where: Nation): boolean {
  return day.dayOfWeek <= 5 && !bankHolidays[where].has(day.toString());
}

function nthWorked(day: Temporal.PlainDate, n: number, where: Nation): Temporal.PlainDate {
  let on = day;
  for (let left = n; left > 0; ) {
    on = on.add({ days: 1 });
    if (worked(on, where)) left -= 1;
  }
  return on;
}

function clockOn(day: Temporal.PlainDate, plainTime: string): Temporal.ZonedDateTime {
  return day.toZonedDateTime({ timeZone: london, plainTime });
}

function startBySlowReading(from: Temporal.ZonedDateTime, where: Nation): Temporal.PlainDate {
  const day = from.toPlainDate();
  const today = worked(day, where) && Temporal.PlainTime.compare(from.toPlainTime(), '15:00') <= 0;
  return today ? day : nthWorked(day, 1, where);
}

function workingHoursOn(from: Temporal.ZonedDateTime, hours: number, where: Nation): Temporal.ZonedDateTime {
  let left = Temporal.Duration.from({ hours });
  for (let day = from.toPlainDate(); ; day = day.add({ days: 1 })) {
    if (!worked(day, where)) continue;
    const opens = clockOn(day, '09:00');
    const begun = Temporal.ZonedDateTime.compare(from, opens) > 0 ? from : opens;
    const room = begun.until(clockOn(day, '17:00'));
    if (Temporal.Duration.compare(room, left) >= 0) return begun.add(left);
    if (room.sign > 0) left = left.subtract(room);
  }
}

function dueBySlowReading(from: Instant, within: TimedLimit, where: Nation): Temporal.ZonedDateTime {
  const begun = Temporal.Instant.from(from).toZonedDateTimeISO(london);
  const start = startBySlowReading(begun, where);
  switch (within.unit) {
    case 'working-days':
      return clockOn(nthWorked(start, within.n, where), '17:00');
    case 'same-day':
      return clockOn(start, start.equals(begun.toPlainDate()) ? '17:00' : '12:00');
    case 'working-hours':
      return workingHoursOn(begun, within.n, where);
    case 'hours':
      return begun.add({ hours: within.n });
    case 'days':
      return clockOn(begun.toPlainDate().add({ days: within.n }), '17:00');
  }
}

test('due times and steps are what a slow reading of the rules gives, in every nation and over clock changes', () => {
  const nearChange = fc
    .tuple(
      fc.integer({ min: 2023, max: 2028 }),
      fc.constantFrom(2, 9),
      fc.integer({ min: 0, max: 10 * 86_400_000 }),
    )
    .map(([year, month, after]) => new Date(Date.UTC(year, month, 23) + after).toISOString());
  fc.assert(
    fc.property(fc.oneof(moment, nearChange), limit, nation, (from, within, where) => {
      const slow = (at: Temporal.ZonedDateTime) => instant(at.toInstant().toString());
      assert.equal(dueAt(from, within, where, bankHolidays), slow(dueBySlowReading(from, within, where)));
      const step = stepAt(from, within, where, bankHolidays);
      const day = Temporal.PlainDate.from(londonDate(from));
      if (within.unit === 'working-days')
        assert.equal(step, slow(clockOn(nthWorked(day, within.n, where), '17:00')));
      else assert.equal(step, dueAt(from, within, where, bankHolidays));
      assert.equal(
        isWorkingDay(londonDate(from), where, bankHolidays),
        worked(Temporal.PlainDate.from(londonDate(from)), where),
      );
    }),
    { numRuns: 3000 },
  );
});
