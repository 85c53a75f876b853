import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import { civilDate } from './civil-date.ts';
import {
  instant,
  instantAt,
  londonClock,
  londonDate,
  londonInstant,
  londonMinutes,
  momentNumber,
} from './time.ts';

const london = 'Europe/London';
const hour = 3_600_000;

/** Every change of London's clocks from 1972, when summer time became what it is now. */
const changes: readonly number[] = Array.from({ length: 2100 - 1972 }, (_, n) => 1972 + n).flatMap((year) => {
  const newYear = Temporal.ZonedDateTime.from({ year, month: 1, day: 1, timeZone: london });
  const spring = newYear.getTimeZoneTransition('next');
  const autumn = spring?.getTimeZoneTransition('next');
  assert.ok(spring && autumn && spring.year === year && autumn.year === year);
  return [spring.epochMilliseconds, autumn.epochMilliseconds];
});

const aroundChanges = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * hour, max: 3 * hour }))
  .map(([at, away]) => at + away);
const anyMoment = fc.oneof(
  fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2100, 0, 1) - 1 }),
  aroundChanges,
);

describe('London’s clock agrees with Temporal', () => {
  test('at any moment, and more often around a change of the clocks', () => {
    fc.assert(
      fc.property(anyMoment, (ms) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(london);
        const at = instantAt(ms);
        assert.equal(londonDate(at), zoned.toPlainDate().toString());
        assert.equal(londonMinutes(at), zoned.hour * 60 + zoned.minute);
        const sinceMidnight = zoned.toPlainTime().since('00:00').total('milliseconds');
        assert.deepEqual(londonClock(at), { on: londonClock(at).on, clock: sinceMidnight });
        assert.equal(civilDate(londonClock(at).on), londonDate(at));
      }),
      { numRuns: 3000 },
    );
  });

  test('in the hour, the minute and the millisecond of every change', () => {
    for (const change of changes)
      for (const away of [-hour, -60_000, -1, 0, 1, 60_000, hour - 1, hour]) {
        const zoned = Temporal.Instant.fromEpochMilliseconds(change + away).toZonedDateTimeISO(london);
        const at = instantAt(change + away);
        assert.equal(
          `${londonDate(at)} ${londonMinutes(at)}`,
          `${zoned.toPlainDate()} ${zoned.hour * 60 + zoned.minute}`,
        );
      }
  });

  test('on the moment of any time of any day: later in the skipped hour, first in the doubled one', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 0, max: 1439 }), (ms, minutes) => {
        const day = londonDate(instantAt(ms));
        const clock = Temporal.PlainTime.from('00:00').add({ minutes });
        const zoned = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: london, plainTime: clock });
        assert.equal(londonInstant(day, minutes), instantAt(zoned.epochMilliseconds));
      }),
      { numRuns: 3000 },
    );
  });

  test('also in the years of standard time all year round, and in war', () => {
    for (const at of ['1970-01-01T12:00:00.000Z', '1969-12-31T23:30:00.000Z', '1943-07-01T22:30:00.000Z']) {
      const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(london);
      assert.equal(londonDate(at), zoned.toPlainDate().toString());
      assert.equal(londonMinutes(at), zoned.hour * 60 + zoned.minute);
    }
  });
});

describe('moments', () => {
  test('are written and read as the engine does', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          assert.equal(instantAt(date.getTime()), date.toISOString());
          assert.equal(momentNumber(date.toISOString()), date.getTime());
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('in another spelling are read too', () => {
    for (const at of ['2026-07-01T12:00:00Z', '2026-07-01T12:00:00.123+01:00', '2026-07-01T24:00:00.000Z'])
      assert.equal(momentNumber(at), Date.parse(at));
    assert.equal(momentNumber(instant('2026-07-01T12:00:00Z')), Date.parse('2026-07-01T12:00:00Z'));
  });

  test('that are none are not a number, and cannot be written', () => {
    for (const at of [
      '',
      'yesterday',
      '2026-13-01T00:00:00.000Z',
      '2026-01-01T25:00:00.000Z',
      '2026-01-01T00:6a:00.000Z',
    ])
      assert.ok(Number.isNaN(momentNumber(at)), at);
    assert.throws(() => instantAt(Number.NaN), RangeError);
    assert.throws(() => londonDate('yesterday'), RangeError);
  });

  test('keep no part of a millisecond, on either side of 1970', () => {
    for (const ms of [1.9, -1.9, 0.5, -0.5]) assert.equal(instantAt(ms), new Date(ms).toISOString());
  });
});
