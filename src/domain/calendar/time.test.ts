import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import {
  addDays,
  addMinutes,
  dayOfWeek,
  daysBetween,
  instant,
  isCivilDate,
  londonDate,
  londonInstant,
  londonMinutes,
  minutesBetween,
  sayDate,
  sayDay,
  sayDue,
  sayDueDay,
  sayDueFrom,
  sayInstant,
  sayTime,
} from './time.ts';

const anyInstant = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('instants', () => {
  test('have one spelling', () => {
    assert.equal(instant('2026-11-23T12:00:00Z'), '2026-11-23T12:00:00.000Z');
    assert.equal(instant('2026-07-01T12:00:00.1234567+01:00'), '2026-07-01T11:00:00.123Z');
    assert.equal(instant(new Date(0)), '1970-01-01T00:00:00.000Z');
  });

  test('without an offset are refused, for they could be two moments', () => {
    assert.throws(() => instant('2026-10-25T01:30:00'), RangeError);
    assert.throws(() => instant('yesterday'), RangeError);
  });

  test('are counted in whole real minutes', () => {
    assert.equal(minutesBetween('2026-01-01T00:00:00.000Z', '2026-01-01T01:00:59.000Z'), 60);
    assert.equal(minutesBetween('2026-01-01T01:00:00.000Z', '2026-01-01T00:00:00.000Z'), -60);
    assert.equal(addMinutes('2026-01-01T23:59:00.000Z', 2), '2026-01-02T00:01:00.000Z');
  });
});

describe('London', () => {
  test('has its own day around midnight in summer', () => {
    assert.equal(londonDate('2026-06-30T23:30:00.000Z'), '2026-07-01');
    assert.equal(londonDate('2026-12-30T23:30:00.000Z'), '2026-12-30');
  });

  test('skips an hour in March and doubles one in October', () => {
    assert.equal(sayInstant('2026-03-29T00:59:00.000Z'), '29 March 2026 at 12:59am');
    assert.equal(sayInstant('2026-03-29T01:00:00.000Z'), '29 March 2026 at 2am');
    assert.equal(sayTime('2026-10-25T00:30:00.000Z'), '1:30am');
    assert.equal(sayTime('2026-10-25T01:30:00.000Z'), '1:30am');
    assert.equal(londonInstant('2026-10-25', 90), '2026-10-25T00:30:00.000Z');
    assert.equal(londonInstant('2026-03-29', 90), '2026-03-29T01:30:00.000Z');
  });

  test('agrees with the time zone database at any moment', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const zoned = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/London');
        assert.equal(londonDate(at), zoned.toPlainDate().toString());
        assert.equal(londonMinutes(at), zoned.hour * 60 + zoned.minute);
        const clock = zoned.toPlainDate().toZonedDateTime({ timeZone: 'Europe/London', plainTime: '17:00' });
        assert.equal(londonInstant(londonDate(at), 17 * 60), instant(clock.toInstant().toString()));
      }),
    );
  });
});

describe('days', () => {
  test('are counted over leap days and clock changes', () => {
    assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2);
    assert.equal(daysBetween('2026-10-26', '2026-10-24'), -2);
    assert.equal(addDays('2026-03-28', 2), '2026-03-30');
    assert.equal(addDays('2026-01-01', -1), '2025-12-31');
    assert.equal(dayOfWeek('2026-11-23'), 1);
  });

  test('counting and adding are inverse', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -5000, max: 5000 }), (at, n) => {
        const day = londonDate(at);
        assert.equal(daysBetween(day, addDays(day, n)), n);
      }),
    );
  });

  test('are checked for existence', () => {
    assert.ok(isCivilDate('2028-02-29'));
    for (const text of ['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', ''])
      assert.ok(!isCivilDate(text));
    for (const text of ['tomorrow', '2026-02-30', '2027-02-29', '2026-04-31'])
      assert.throws(() => addDays(text, 1), RangeError);
  });
});

test('dates and times are said as the service manual says them', () => {
  assert.equal(sayDate('2015-10-12'), '12 October 2015');
  assert.equal(sayDay('2026-11-30'), 'Monday 30 November');
  assert.equal(sayDueDay('2026-11-30'), 'Monday 30 November 2026');
  assert.equal(sayDue('2026-11-30T17:00:00.000Z'), 'Monday 30 November 2026 at 5pm');
  // Half past midnight in London, and eleven of the evening before: what is near goes by London's days.
  const now = '2026-07-01T23:30:00.000Z';
  assert.equal(sayDueFrom('2026-07-02T16:00:00.000Z', now), 'today at 5pm');
  assert.equal(sayDueFrom('2026-07-03T08:05:00.000Z', now), 'tomorrow at 9:05am');
  assert.equal(sayDueFrom('2026-07-01T22:00:00.000Z', now), 'yesterday at 11pm');
  assert.equal(sayDueFrom('2026-07-02T23:00:00.000Z', now), 'Friday 3 July 2026 at midnight');
  assert.equal(sayDueFrom('2026-07-04T16:00:00.000Z', now), 'Saturday 4 July 2026 at 5pm');
  assert.equal(sayTime('2026-01-05T14:30:00.000Z'), '2:30pm');
  assert.equal(sayTime('2026-01-05T17:00:00.000Z'), '5pm');
  assert.equal(sayTime('2026-07-05T08:05:00.000Z'), '9:05am');
  assert.equal(sayTime('2026-01-05T12:00:00.000Z'), 'midday');
  assert.equal(sayTime('2026-01-05T00:00:00.000Z'), 'midnight');
  assert.equal(sayInstant('2026-07-05T13:30:00.000Z'), '5 July 2026 at 2:30pm');
});
