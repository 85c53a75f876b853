import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import {
  addDays,
  addMonths,
  civilDate,
  dayNumber,
  dayOfWeek,
  daysBetween,
  isCivilDate,
  leadingDay,
} from './civil-date.ts';

const epoch = Temporal.PlainDate.from('1970-01-01');
const firstNumber = dayNumber('0000-01-01');
const lastNumber = dayNumber('9999-12-31');

/** Any day that can be written in ten characters, the two centuries in which people live more often than others. */
const number = fc.oneof(
  fc.integer({ min: firstNumber, max: lastNumber }),
  fc.integer({ min: dayNumber('1890-01-01'), max: dayNumber('2110-12-31') }),
);

const asTemporal = (on: string) => Temporal.PlainDate.from(on);

describe('days of the calendar agree with Temporal', () => {
  test('on every day of two and a half centuries', () => {
    const last = dayNumber('2130-12-31');
    let day = Temporal.PlainDate.from('1880-01-01');
    for (let n = dayNumber('1880-01-01'); n <= last; n += 1, day = day.add({ days: 1 })) {
      const text = day.toString();
      assert.equal(civilDate(n), text);
      assert.equal(dayNumber(text), n);
      assert.equal(dayOfWeek(text), day.dayOfWeek % 7);
    }
  });

  test('when written, read, and counted', () => {
    fc.assert(
      fc.property(number, number, (n, m) => {
        const day = epoch.add({ days: n });
        assert.equal(civilDate(n), day.toString());
        // Asked again it is the same: days of our time are kept.
        assert.equal(civilDate(n), day.toString());
        assert.equal(dayNumber(civilDate(n)), n);
        assert.equal(
          daysBetween(civilDate(n), civilDate(m)),
          day.until(civilDate(m), { largestUnit: 'days' }).days,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('when days are added, and taken away', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: -40_000, max: 40_000 }), (n, days) => {
        fc.pre(n + days >= firstNumber && n + days <= lastNumber);
        assert.equal(addDays(civilDate(n), days), asTemporal(civilDate(n)).add({ days }).toString());
      }),
    );
  });

  test('when months are added, and taken away: the last day of a shorter month', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: -600, max: 600 }), (n, months) => {
        fc.pre(n > firstNumber + 20_000 && n < lastNumber - 20_000);
        const day = asTemporal(civilDate(n)).add({ months }, { overflow: 'constrain' });
        assert.equal(addMonths(civilDate(n), months), day.toString());
      }),
      { numRuns: 2000 },
    );
  });

  test('from the ends of months, leap years among them', () => {
    for (const on of ['2024-01-31', '2024-02-29', '2023-02-28', '2100-02-28', '2000-02-29', '1999-12-31'])
      for (let months = -30; months <= 30; months += 1)
        assert.equal(addMonths(on, months), asTemporal(on).add({ months }).toString(), `${on} and ${months}`);
  });

  test('about which texts are days', () => {
    const nearly = fc
      .tuple(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
      )
      .map((parts) => parts.map((part, n) => String(part).padStart(n === 0 ? 4 : 2, '0')).join('-'));
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string(), fc.stringMatching(/^[0-9:+-]{10}$/)), (text) => {
        let real = /^\d{4}-\d{2}-\d{2}$/.test(text);
        try {
          Temporal.PlainDate.from(text);
        } catch {
          real = false;
        }
        assert.equal(isCivilDate(text), real);
        if (!real) assert.throws(() => dayNumber(text), RangeError);
      }),
      { numRuns: 5000 },
    );
  });
});

test('a day that cannot be written in ten characters is refused, and one that is no whole number', () => {
  assert.equal(addDays('9999-12-30', 1), '9999-12-31');
  for (const n of [lastNumber + 1, firstNumber - 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(() => civilDate(n), RangeError);
});

test('a year that is no number is no day, however real its month and day are', () => {
  for (const text of [':000-01-01', '00:0-01-01', '20 6-02-28', '----------'])
    assert.ok(!isCivilDate(text), text);
});

test('a longer text is no day, though it may begin with one', () => {
  assert.equal(leadingDay('2026-11-27T10:00:00.000Z'), dayNumber('2026-11-27'));
  assert.ok(!isCivilDate('2026-11-27T10:00:00.000Z'));
  assert.throws(() => dayNumber('2026-11-27 '), RangeError);
});
