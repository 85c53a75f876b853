import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import {
  ageInYears,
  datingFault,
  datingOf,
  gestationOn,
  readGestation,
  sayGestation,
  writeGestation,
} from './gestation.ts';
import { addDays } from './time.ts';

const nothing = { lastPeriodOn: null, conceivedOn: null, expectedOn: null };

describe('the dates of a pregnancy', () => {
  // Reckoned by hand: 1 January 2026 and 280 days is 8 October 2026; and 14 days is 15 January.
  const whole = { lastPeriodOn: '2026-01-01', conceivedOn: '2026-01-15', expectedOn: '2026-10-08' };

  test('follow from any one of them', () => {
    for (const by of ['lastPeriodOn', 'conceivedOn', 'expectedOn'] as const)
      assert.deepEqual(datingOf({ ...nothing, [by]: whole[by] }), { ...whole, by });
    assert.equal(datingOf(nothing), null);
  });

  test('go by the expected date where more than one is known, then by conception', () => {
    const both = { lastPeriodOn: '2026-01-20', conceivedOn: '2026-01-25', expectedOn: '2026-10-08' };
    assert.deepEqual(datingOf(both), { ...whole, by: 'expectedOn' });
    assert.equal(datingOf({ ...both, expectedOn: null })?.by, 'conceivedOn');
  });

  test('give the weeks and days of a day', () => {
    const dating = datingOf({ ...nothing, lastPeriodOn: '2026-01-01' });
    assert.ok(dating);
    const said = (day: string) => sayGestation(gestationOn(dating, day));
    assert.equal(said('2026-01-01'), '0 weeks');
    assert.equal(said('2026-01-09'), '1 week and 1 day');
    assert.equal(said('2026-07-16'), '28 weeks');
    assert.equal(said('2026-07-15'), '27 weeks and 6 days');
    assert.equal(said('2026-10-08'), '40 weeks');
  });

  test('cannot lie in the future, nor further back than 43 weeks', () => {
    const dating = datingOf({ ...nothing, lastPeriodOn: '2026-01-01' });
    assert.ok(dating);
    assert.match(datingFault(dating, '2025-12-31') ?? '', /future/);
    assert.equal(datingFault(dating, '2026-01-01'), null);
    assert.equal(datingFault(dating, '2026-10-29'), null);
    assert.match(datingFault(dating, '2026-10-30') ?? '', /43 weeks/);
  });

  test('agree whichever of the three is given, over a leap day too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), (n) => {
        const dating = datingOf({ ...nothing, lastPeriodOn: addDays('2020-01-01', n) });
        assert.ok(dating);
        const { by: _by, ...given } = dating;
        for (const one of ['conceivedOn', 'expectedOn'] as const)
          assert.deepEqual(datingOf({ ...nothing, [one]: given[one] }), { ...given, by: one });
        assert.equal(gestationOn(dating, given.expectedOn), 280);
      }),
    );
  });
});

describe('weeks and days as they are written', () => {
  test('are read and written in the notation of the field, and a bare number is not taken', () => {
    assert.equal(readGestation('28+0'), 196);
    assert.equal(readGestation('32+6'), 230);
    assert.equal(readGestation('9+3'), 66);
    for (const text of ['28', '28+7', '+6', '28.0', '44+0', '28+0 weeks', ''])
      assert.equal(readGestation(text), null);
  });

  test('come back as they went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 301 }), (days) => {
        assert.equal(readGestation(writeGestation(days)), days);
      }),
    );
  });
});

test('an age is whole years, and the day of birth counts', () => {
  assert.equal(ageInYears('2006-05-14', '2026-05-13'), 19);
  assert.equal(ageInYears('2006-05-14', '2026-05-14'), 20);
  assert.equal(ageInYears('2004-02-29', '2025-02-28'), 20);
  assert.equal(ageInYears('2004-02-29', '2025-03-01'), 21);
});
