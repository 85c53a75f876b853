import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import { bankHolidays } from './holidays.ts';
import { nations } from './time.ts';
import {
  type Column,
  deadline,
  defaultRuleSets,
  type LocalLimit,
  localFault,
  type RowId,
  rowIds,
  ruleSetOn,
  sayRule,
  withLocalLimits,
} from './time-limits.ts';

const day = '2027-03-01';
const national = ruleSetOn(defaultRuleSets, day);
const columns: readonly Column[] = ['routine', 'heightened', 'urgent'];

const limit = fc.oneof(
  fc.record({
    unit: fc.constantFrom('working-days', 'working-hours', 'hours', 'days'),
    n: fc.integer({ min: -2, max: 400 }),
  }),
  fc.constant({ unit: 'same-day' } as const),
);
const local: fc.Arbitrary<LocalLimit> = fc.record({
  areaCode: fc.constantFrom('luton', 'ealing'),
  row: fc.constantFrom(...rowIds),
  column: fc.constantFrom(...columns),
  limit,
  from: fc.constantFrom('2027-01-01', '2027-02-01', '2027-04-01'),
  to: fc.constantFrom(null, '2027-02-15'),
  version: fc.constantFrom('spring', 'winter'),
  why: fc.constant('The board'),
});
const law: readonly RowId[] = ['17', '28', '30'];

describe('limits that an area has set for itself (Annex B: configurable per area, never longer than national law)', () => {
  test('never give a later due time than law or national guidance, whatever is written and whenever it begins', () => {
    const began = fc.date({ min: new Date('2026-12-01'), max: new Date('2028-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.array(local, { maxLength: 8 }),
        began,
        fc.constantFrom(...law),
        fc.constantFrom(...columns),
        fc.constantFrom(...nations),
        (limits, at, row, column, nation) => {
          const from = at.toISOString();
          const here = deadline(
            withLocalLimits(national, limits, 'luton', day),
            row,
            column,
            from,
            nation,
            bankHolidays,
          );
          const there = deadline(national, row, column, from, nation, bankHolidays);
          if (there) assert.ok(here && here.dueAt <= there.dueAt, `${here?.dueAt} after ${there.dueAt}`);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('never take a due time away, and reach no other area', () => {
    fc.assert(
      fc.property(fc.array(local, { maxLength: 8 }), (limits) => {
        const here = withLocalLimits(national, limits, 'luton', day);
        for (const row of rowIds)
          for (const column of columns) {
            const owed = (set: typeof here) =>
              deadline(set, row, column, '2027-03-01T10:00:00.000Z', 'england', bankHolidays);
            if (owed(national)) assert.ok(owed(here), `row ${row} has no due time any more`);
            const there = withLocalLimits(national, limits, 'kent', day);
            assert.deepEqual(owed(there), owed(national));
          }
      }),
      { numRuns: 200 },
    );
  });
});

describe('one limit of an area', () => {
  const luton: LocalLimit = {
    areaCode: 'E06000032',
    row: '5',
    column: 'routine',
    limit: { unit: 'working-days', n: 1 },
    from: '2027-02-01',
    to: '2027-06-01',
    version: 'luton-2027-02',
    why: 'The board',
  };
  const due = (limits: readonly LocalLimit[], on: string, column: Column = 'routine') => {
    const set = withLocalLimits(national, limits, 'E06000032', on);
    const given = deadline(set, '5', column, '2027-03-01T10:00:00.000Z', 'england', bankHolidays);
    assert.ok(given);
    return given;
  };

  test('holds from its first day until before its last, in its own column, and says so in the version', () => {
    assert.equal(due([luton], '2027-01-31').ruleVersion, 'annex-b-2026-12');
    assert.equal(due([luton], '2027-06-01').ruleVersion, 'annex-b-2026-12');
    assert.equal(due([luton], '2027-02-01', 'urgent').ruleVersion, 'annex-b-2026-12');
    const given = due([luton], '2027-02-01');
    assert.deepEqual(
      [given.dueAt, given.ruleVersion],
      ['2027-03-02T17:00:00.000Z', 'local/E06000032/luton-2027-02'],
    );
    assert.equal(given.steps[1], '2027-03-03T17:00:00.000Z', 'the ladder counts from the local due time');
  });

  test('the one begun last counts', () => {
    const later: LocalLimit = {
      ...luton,
      from: '2027-03-01',
      limit: { unit: 'same-day' },
      version: 'luton-2027-03',
    };
    assert.equal(due([later, luton], '2027-03-01').ruleVersion, 'local/E06000032/luton-2027-03');
  });

  test('steps of the ladder are set as limits are: dated, by column and area, the others staying national', () => {
    const ladder: LocalLimit[] = [
      { ...luton, row: '23-LEAD', limit: { unit: 'hours', n: 2 } },
      { ...luton, row: '23-COMMISSIONER', limit: { unit: 'working-days', n: 12 } },
    ];
    const steps = (limits: readonly LocalLimit[], on: string, area = 'E06000032') => {
      const rules = withLocalLimits(national, limits, area, on);
      return deadline(rules, '5', 'routine', '2027-03-01T10:00:00.000Z', 'england', bankHolidays)?.steps;
    };
    const [due0, , named, designated] = steps([], day) ?? [];
    assert.deepEqual(
      steps(ladder, day)?.slice(2, 4),
      [named, designated],
      'steps that are not set stay national',
    );
    assert.equal(Date.parse(steps(ladder, day)?.[1] ?? '') - Date.parse(due0 ?? ''), 2 * 3_600_000);
    assert.ok(
      (steps(ladder, day)?.[4] ?? '') > (steps([], day)?.[4] ?? ''),
      'the ladder is no law: later is taken',
    );
    assert.deepEqual(steps(ladder, '2027-01-31'), steps([], '2027-01-31'), 'dated');
    assert.deepEqual(steps(ladder, day, 'E09000009'), steps([], day, 'E09000009'), 'and for its own teams');
  });

  test('is passed over once law has become stricter than it, so that the national limit counts again', () => {
    const review: LocalLimit = { ...luton, row: '28', limit: { unit: 'days', n: 13 } };
    assert.equal(localFault(review, national), null);
    const stricter = {
      ...national,
      rows: { ...national.rows, '28': { ...national.rows['28'], routine: { unit: 'days', n: 12 } as const } },
    };
    assert.equal(withLocalLimits(stricter, [review], 'E06000032', '2027-03-01'), stricter);
  });

  test('is said in words beside the national table', () => {
    const name = (code: string) => (code === 'E06000032' ? 'Luton' : code);
    assert.equal(sayRule('annex-b-2026-11', name), 'national table annex-b-2026-11');
    assert.equal(sayRule('local/E06000032/luton-2027-02', name), 'local table of Luton, luton-2027-02');
  });
});
