import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import Holidays from 'date-holidays';
import { bankHolidayRows, bankHolidays, holidaysFrom, shippedYears } from './holidays.ts';
import { dayOfWeek, isCivilDate, type Nation, nations } from './time.ts';

const divisions: Readonly<Record<Nation, string>> = {
  england: 'ENG',
  wales: 'WLS',
  scotland: 'SCT',
  'northern-ireland': 'NIR',
};

/** Proclaimed for one year in one nation, which the oracle learns only with a release of its own. */
const unknownToOracle: readonly string[] = ['scotland 2026-06-15'];

function oracleDays(nation: Nation, year: number): string[] {
  const oracle = new Holidays('GB', divisions[nation]);
  return oracle
    .getHolidays(year)
    .filter((holiday) => holiday.type === 'public')
    .map((holiday) => holiday.date.slice(0, 10))
    .filter((day) => dayOfWeek(day) !== 0 && dayOfWeek(day) !== 6);
}

describe('shipped bank holidays', () => {
  for (const nation of nations) {
    for (let year = shippedYears.from; year <= shippedYears.to; year += 1) {
      test(`agree with the oracle: ${nation} ${year}`, () => {
        const ours = [...bankHolidays[nation]]
          .filter((day) => day.startsWith(String(year)) && !unknownToOracle.includes(`${nation} ${day}`))
          .sort();
        assert.deepEqual(ours, [...new Set(oracleDays(nation, year))].sort());
      });
    }
  }

  test('are real days of the week, each once, with a name', () => {
    const keys = bankHolidayRows.map((row) => `${row.nation} ${row.day}`);
    assert.equal(new Set(keys).size, keys.length);
    for (const { day, name } of bankHolidayRows) {
      assert.ok(isCivilDate(day) && dayOfWeek(day) % 6 !== 0 && name !== '', day);
    }
  });

  test('are eight a year in England, nine in the year of the coronation', () => {
    const inYear = (year: number) =>
      [...bankHolidays.england].filter((day) => day.startsWith(String(year))).length;
    assert.equal(inYear(2023), 9);
    assert.equal(inYear(2026), 8);
  });

  test('a newly proclaimed day is one row more', () => {
    const more = holidaysFrom([
      ...bankHolidayRows,
      { nation: 'wales', day: '2027-03-01', name: "St David's Day" },
    ]);
    assert.ok(more.wales.has('2027-03-01') && !more.england.has('2027-03-01'));
  });
});
