import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import { addDays } from '../calendar/time.ts';
import {
  type EligibilityRules,
  earlierPregnancies,
  type SiteRules,
  vulnerabilities,
} from '../directory/directory.ts';
import { criteria } from './criteria.ts';
import { eligibility } from './eligibility.ts';
import type { KnownOfClient } from './known.ts';
import { site } from './sites.fixture.ts';

const day = '2026-06-01';
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const some = <T>(all: readonly T[]) => fc.subarray([...all]);
const daysAgo = (max: number) => fc.integer({ min: -10, max }).map((n) => addDays(day, -n));

const rules: fc.Arbitrary<EligibilityRules> = fc.record({
  ageLimit: maybe(fc.integer({ min: 18, max: 24 })),
  ageAt: fc.constantFrom('last-period', 'conception'),
  wider: maybe(
    fc.record({
      ageLimit: fc.integer({ min: 19, max: 26 }),
      vulnerabilities: some(vulnerabilities),
      atLeast: fc.integer({ min: 1, max: 3 }),
    }),
  ),
  firstTimeMother: fc.boolean(),
  countsAsFirst: some(earlierPregnancies),
  multipleBirths: fc.boolean(),
  aimDays: maybe(fc.constantFrom(112, 140)),
  limitDays: maybe(fc.integer({ min: 150, max: 230 })),
  lateBookingLimitDays: maybe(fc.integer({ min: 200, max: 280 })),
  concealedAtAnyTime: fc.boolean(),
});

const aSite: fc.Arbitrary<SiteRules> = fc
  .record({
    newClients: maybe(rules),
    transfersIn: maybe(rules),
    catchment: fc.constantFrom(['here'], ['here', 'there']),
  })
  .map((more) => site('any', more));

const known: fc.Arbitrary<KnownOfClient> = fc.record({
  transfer: fc.boolean(),
  bornOn: maybe(fc.integer({ min: 15 * 365, max: 25 * 365 }).map((n) => addDays(day, -n))),
  areaCode: maybe(fc.constantFrom('here', 'there', 'elsewhere')),
  lastPeriodOn: maybe(daysAgo(300)),
  conceivedOn: seldom(daysAgo(290)),
  expectedOn: seldom(fc.integer({ min: -20, max: 280 }).map((n) => addDays(day, n))),
  babyBornOn: seldom(daysAgo(700)),
  earlier: maybe(fc.subarray([...earlierPregnancies], { maxLength: 2 })),
  multipleBirth: maybe(fc.boolean()),
  vulnerabilities: maybe(some(vulnerabilities)),
  bookedLate: maybe(fc.boolean()),
  concealed: maybe(fc.boolean()),
});

/** Each way in which a site may widen its rules: never may one of them shut a client out who was taken before. */
const widenings: Readonly<Record<string, (rules: EligibilityRules, by: number) => EligibilityRules>> = {
  'a higher age': (one, by) => ({ ...one, ageLimit: one.ageLimit === null ? null : one.ageLimit + by }),
  'any age': (one) => ({ ...one, ageLimit: null }),
  'the age at the last period instead of at conception': (one) => ({ ...one, ageAt: 'last-period' }),
  'a higher age by need': (one, by) => ({
    ...one,
    wider: one.wider && { ...one.wider, ageLimit: one.wider.ageLimit + by },
  }),
  'a need at all': (one) => ({
    ...one,
    wider: one.wider ?? { ageLimit: 24, vulnerabilities, atLeast: 1 },
  }),
  'a longer list of needs': (one) => ({ ...one, wider: one.wider && { ...one.wider, vulnerabilities } }),
  'fewer needs': (one) => ({ ...one, wider: one.wider && { ...one.wider, atLeast: 1 } }),
  'not only first-time mothers': (one) => ({ ...one, firstTimeMother: false }),
  'more that counts as a first time': (one) => ({ ...one, countsAsFirst: earlierPregnancies }),
  'twins and more': (one) => ({ ...one, multipleBirths: true }),
  'a later limit': (one, by) => ({ ...one, limitDays: one.limitDays === null ? null : one.limitDays + by }),
  'no limit': (one) => ({ ...one, limitDays: null }),
  'an exception for late booking': (one, by) => ({
    ...one,
    lateBookingLimitDays: (one.lateBookingLimitDays ?? 200) + by,
  }),
  'an exception for concealed pregnancies': (one) => ({ ...one, concealedAtAnyTime: true }),
};

describe('widening the rules of a site', () => {
  for (const [name, widen] of Object.entries(widenings))
    test(`by ${name} never makes an eligible client ineligible`, () => {
      let eligible = 0;
      fc.assert(
        fc.property(aSite, known, fc.integer({ min: 1, max: 40 }), (before, client, by) => {
          const wider: SiteRules = {
            ...before,
            newClients: before.newClients && widen(before.newClients, by),
            transfersIn: before.transfersIn && widen(before.transfersIn, by),
          };
          if (eligibility(before, client, day).outcome !== 'eligible') return;
          eligible += 1;
          assert.equal(eligibility(wider, client, day).outcome, 'eligible');
        }),
        { numRuns: 2000 },
      );
      assert.ok(eligible > 40, `only ${eligible} clients were eligible: this proves nothing`);
    });

  test('by a larger catchment never makes an eligible client ineligible', () => {
    fc.assert(
      fc.property(aSite, known, (before, client) => {
        const wider = { ...before, catchment: ['here', 'there', 'elsewhere'] };
        if (eligibility(before, client, day).outcome === 'eligible')
          assert.equal(eligibility(wider, client, day).outcome, 'eligible');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('each criterion', () => {
  test('depends on nothing of the client but what it names', () => {
    fc.assert(
      fc.property(rules, known, known, (one, client, other) => {
        for (const { criterion, asks, judge } of criteria) {
          const mixed = { ...other, ...Object.fromEntries(asks.map((field) => [field, client[field]])) };
          const judged = (who: KnownOfClient) =>
            judge({ site: site('any', { catchment: ['here'] }), rules: one }, who, day);
          assert.deepEqual(judged(mixed), judged(client), criterion);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('depends on each thing that it names: none is asked for nothing', () => {
    const mattered = new Set<string>();
    fc.assert(
      fc.property(rules, known, known, (one, client, other) => {
        for (const { criterion, asks, judge } of criteria)
          for (const field of asks) {
            const judged = (who: KnownOfClient) =>
              judge({ site: site('any', { catchment: ['here'] }), rules: one }, who, day).why;
            if (judged({ ...client, [field]: other[field] }) !== judged(client))
              mattered.add(`${criterion} ${field}`);
          }
      }),
      { numRuns: 3000 },
    );
    const all = criteria.flatMap(({ criterion, asks }) => asks.map((field) => `${criterion} ${field}`));
    assert.deepEqual([...mattered].sort(), all.sort());
  });

  test('once answered by what is known stays as it is when more is asked', () => {
    fc.assert(
      fc.property(aSite, known, known, (rules, client, more) => {
        // The dates of the pregnancy may correct one another, so only what stood empty beside them is filled in.
        const dated = client.lastPeriodOn ?? client.conceivedOn ?? client.expectedOn;
        const filled: KnownOfClient = {
          ...client,
          bornOn: client.bornOn ?? more.bornOn,
          areaCode: client.areaCode ?? more.areaCode,
          earlier: client.earlier ?? more.earlier,
          multipleBirth: client.multipleBirth ?? more.multipleBirth,
          vulnerabilities: client.vulnerabilities ?? more.vulnerabilities,
          bookedLate: client.bookedLate ?? more.bookedLate,
          concealed: client.concealed ?? more.concealed,
        };
        if (dated === null) return;
        const after = eligibility(rules, filled, day).criteria;
        for (const [n, { criterion, answer }] of eligibility(rules, client, day).criteria.entries())
          if (answer !== 'not-known') assert.equal(after[n]?.answer, answer, criterion);
      }),
      { numRuns: 3000 },
    );
  });
});
