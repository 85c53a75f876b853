import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankHolidays } from '../calendar/holidays.ts';
import { type CivilDate, londonDate, londonInstant } from '../calendar/time.ts';
import { deadline, defaultRuleSets, ruleSetOn } from '../calendar/time-limits.ts';
import type { ReviewRule } from '../directory/directory.ts';
import { mandatedReviews, reviewWords, scheduleOf } from './schedule.ts';

/**
 * Written by hand with a calendar from the sources, not from the code: the review windows of "Delivery of the healthy child
 * programme" (HCP) and Annex B row 28. First and last day of each review, in order of age.
 */
const byBirth: readonly (readonly [bornOn: CivilDate, why: string, windows: string])[] = [
  [
    '2024-02-29',
    'born on a leap day',
    'new-birth 2024-03-01 2024-03-14, six-to-eight-weeks 2024-04-11 2024-04-25, twelve-months 2024-11-29 2025-05-29, two-years 2026-02-28 2026-08-29',
  ],
  [
    '2024-05-31',
    'nine months on there is no 31st',
    'new-birth 2024-06-01 2024-06-14, six-to-eight-weeks 2024-07-12 2024-07-26, twelve-months 2025-02-28 2025-08-31, two-years 2026-05-31 2026-11-30',
  ],
  [
    '2023-11-30',
    'fifteen months on there is no 30th',
    'new-birth 2023-12-01 2023-12-14, six-to-eight-weeks 2024-01-11 2024-01-25, twelve-months 2024-08-30 2025-02-28, two-years 2025-11-30 2026-05-30',
  ],
  [
    '2023-12-31',
    'the last day of a year',
    'new-birth 2024-01-01 2024-01-14, six-to-eight-weeks 2024-02-11 2024-02-25, twelve-months 2024-09-30 2025-03-31, two-years 2025-12-31 2026-06-30',
  ],
  [
    '2025-08-31',
    'thirty months on is a leap day',
    'new-birth 2025-09-01 2025-09-14, six-to-eight-weeks 2025-10-12 2025-10-26, twelve-months 2026-05-31 2026-11-30, two-years 2027-08-31 2028-02-29',
  ],
  [
    '2026-03-15',
    'across the change of the clocks',
    'new-birth 2026-03-16 2026-03-29, six-to-eight-weeks 2026-04-26 2026-05-10, twelve-months 2026-12-15 2027-06-15, two-years 2028-03-15 2028-09-15',
  ],
];

/** The antenatal review: from the first day of more than 28 weeks (83 days before the expected day) to 37 weeks. */
const byExpected: readonly (readonly [expectedOn: CivilDate, window: string])[] = [
  ['2026-12-24', 'antenatal 2026-10-02 2026-12-03'],
  ['2028-03-01', 'antenatal 2027-12-09 2028-02-09'],
  ['2027-01-01', 'antenatal 2026-10-10 2026-12-11'],
];

/** Annex B row 28: the last day of the new birth review, routine or heightened, and urgent. */
const newBirthBy: readonly (readonly [bornOn: CivilDate, day14: CivilDate, day10: CivilDate])[] = [
  ['2026-12-20', '2027-01-03', '2026-12-30'],
  ['2024-02-20', '2024-03-05', '2024-03-01'],
  ['2026-03-20', '2026-04-03', '2026-03-30'],
];

function said(bornOn: CivilDate | null, expectedOn: CivilDate | null, rules = mandatedReviews): string {
  return scheduleOf({ bornOn, expectedOn }, rules)
    .map(({ code, opensOn, dueOn }) => `${code} ${opensOn} ${dueOn}`)
    .join(', ');
}

describe('the days of the mandated reviews', () => {
  for (const [bornOn, why, windows] of byBirth)
    test(`of a child born on ${bornOn}: ${why}`, () => assert.equal(said(bornOn, null), windows));

  for (const [expectedOn, window] of byExpected)
    test(`of a child expected on ${expectedOn}`, () => assert.equal(said(null, expectedOn), window));

  for (const [bornOn, day14, day10] of newBirthBy) {
    test(`new birth review of a child born on ${bornOn}: by day 14, by day 10 when urgent`, () => {
      const rules = ruleSetOn(defaultRuleSets, '2026-11-23');
      const last = (column: 'routine' | 'heightened' | 'urgent') =>
        deadline(rules, '28', column, londonInstant(bornOn, 0), 'england', bankHolidays);
      assert.equal(londonDate(last('routine')?.dueAt ?? ''), day14);
      assert.equal(londonDate(last('heightened')?.dueAt ?? ''), day14);
      assert.equal(londonDate(last('urgent')?.dueAt ?? ''), day10);
    });
  }

  test('of a child of whom no date is known: none', () => assert.equal(said(null, null), ''));

  test('a child born early is counted from its birth, and never had the antenatal review if born before it opened', () => {
    // Expected on 24 December; born at 27 weeks and 5 days, on 29 September.
    const [first, ...later] = scheduleOf({ bornOn: '2026-09-29', expectedOn: '2026-12-24' }, mandatedReviews);
    assert.equal(first?.code, 'new-birth');
    assert.equal(first?.dueOn, '2026-10-13');
    assert.equal(later.length, 3);
  });

  test('an antenatal review that had opened has lapsed with the birth, and keeps its days', () => {
    const [first] = scheduleOf({ bornOn: '2026-12-10', expectedOn: '2026-12-24' }, mandatedReviews);
    assert.deepEqual([first?.code, first?.lapsed, first?.dueOn], ['antenatal', true, '2026-12-03']);
  });
});

describe('a local contact', () => {
  const contact: ReviewRule = {
    code: 'three-to-four-months',
    words: '3 to 4 month contact',
    mandated: false,
    opens: { from: 'birth', months: 3 },
    due: { from: 'birth', months: 4 },
    areaCode: 'E06000032',
    from: '2026-01-01',
    to: '2026-07-01',
    basis: 'Invented',
  };

  test('stands between the mandated ones in the order of its day', () => {
    const rules = [...mandatedReviews, contact];
    const codes = scheduleOf({ bornOn: '2026-01-31', expectedOn: null }, rules).map(({ code }) => code);
    assert.deepEqual(codes, [
      'new-birth',
      'six-to-eight-weeks',
      'three-to-four-months',
      'twelve-months',
      'two-years',
    ]);
  });

  test('holds for a child for whom it opens while its rule is in force', () => {
    const opens = (bornOn: CivilDate) => scheduleOf({ bornOn, expectedOn: null }, [contact]).length === 1;
    // Three months after 30 September 2025 is 30 December, two days before the rule begins.
    assert.equal(opens('2025-09-30'), false);
    assert.equal(opens('2025-10-01'), true);
    assert.equal(opens('2026-03-31'), true);
    assert.equal(opens('2026-04-01'), false);
  });

  test('has its words, also beside the mandated ones', () => {
    assert.equal(reviewWords('three-to-four-months', [contact]), '3 to 4 month contact');
    assert.equal(reviewWords('new-birth', [contact]), 'New birth review');
    assert.equal(reviewWords('of-another-time', []), 'of-another-time');
  });
});
