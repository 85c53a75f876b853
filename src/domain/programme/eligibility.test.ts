import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays } from '../calendar/time.ts';
import { type Directory, directoryOf, type SiteRules } from '../directory/directory.ts';
import { service, team, threeAreas } from '../directory/three-areas.fixture.ts';
import type { Criterion } from './criteria.ts';
import {
  answerWords,
  type Eligibility,
  type EligibilityOutcome,
  eligibility,
  eligibilityAt,
  sayNotMet,
} from './eligibility.ts';
import type { KnownOfClient } from './known.ts';
import {
  assessedOn,
  blackpool,
  clientOf,
  ealingSite,
  lambeth,
  newham,
  site,
  southend,
  southendClosed,
} from './sites.fixture.ts';

/** The assessment in lines. */
function sayEligibility({ criteria }: Eligibility): readonly string[] {
  return criteria.map(({ words, answer, why }) => `${words}: ${answerWords[answer]}. ${why}`);
}

/** The last period of a client who is so many days pregnant on the day. */
const pregnantFor = (days: number, on = assessedOn): Partial<KnownOfClient> => ({
  lastPeriodOn: addDays(on, -days),
});
/** Born so that she is that old at the last period of 9 March 2026. */
const aged = (years: number): Partial<KnownOfClient> => ({ bornOn: `${2026 - years}-03-09` });
const weeks = (n: number, days = 0) => n * 7 + days;

type Row = readonly [
  tells: string,
  site: SiteRules,
  known: Partial<KnownOfClient>,
  outcome: EligibilityOutcome,
  because: Criterion | null,
  on?: string,
];

/** Written by hand from what the sites publish (FNP). */
const table: readonly Row[] = [
  ['Blackpool: 18, first pregnancy, 12 weeks', blackpool, {}, 'eligible', null],
  ['Blackpool: 19 on the day of the last period', blackpool, aged(19), 'eligible', null],
  ['Blackpool: 20 on the day of the last period', blackpool, aged(20), 'not-eligible', 'age'],
  [
    'Blackpool: 19 at the last period, 20 on the day she is assessed',
    blackpool,
    { bornOn: '2006-03-10' },
    'eligible',
    null,
  ],
  [
    'Blackpool: need does not widen the age',
    blackpool,
    { ...aged(20), vulnerabilities: ['homelessness'] },
    'not-eligible',
    'age',
  ],
  ['Blackpool: twins', blackpool, { multipleBirth: true }, 'eligible', null],
  ...(['miscarriage', 'termination', 'stillbirth', 'removed-at-birth'] as const).map(
    (ended): Row => [`Blackpool: after ${ended}`, blackpool, { earlier: [ended] }, 'eligible', null],
  ),
  [
    'Blackpool: after a child whom she has brought up',
    blackpool,
    { earlier: ['miscarriage', 'raised'] },
    'not-eligible',
    'first-baby',
  ],
  ['Blackpool: earlier pregnancies not asked', blackpool, { earlier: null }, 'not-known', 'first-baby'],
  ['Blackpool: one that ended otherwise', blackpool, { earlier: ['other'] }, 'not-known', 'first-baby'],
  ['Blackpool: 28 weeks', blackpool, pregnantFor(weeks(28)), 'eligible', null],
  ['Blackpool: 28 weeks and 1 day', blackpool, pregnantFor(weeks(28, 1)), 'not-eligible', 'gestation'],
  [
    'Blackpool: late by booking, where no exception is made',
    blackpool,
    { ...pregnantFor(weeks(29)), bookedLate: true, concealed: true },
    'not-eligible',
    'gestation',
  ],
  ['Blackpool: lives elsewhere', blackpool, { areaCode: 'preston' }, 'not-eligible', 'residence'],
  ['Blackpool: home not known', blackpool, { areaCode: null }, 'not-known', 'residence'],
  ['Blackpool: pregnancy not dated', blackpool, { lastPeriodOn: null }, 'not-known', 'gestation'],
  ['Blackpool: date of birth not known', blackpool, { bornOn: null }, 'not-known', 'age'],
  [
    'Blackpool: baby born already, not a transfer',
    blackpool,
    { babyBornOn: '2026-05-30' },
    'not-eligible',
    'gestation',
  ],
  [
    'Blackpool: transfers in after the birth',
    blackpool,
    { transfer: true, babyBornOn: '2026-05-30', lastPeriodOn: '2025-08-20' },
    'eligible',
    null,
  ],
  ['Newham: 19 without need', newham, { ...aged(19), vulnerabilities: [] }, 'eligible', null],
  ['Newham: 24, homeless', newham, { ...aged(24), vulnerabilities: ['homelessness'] }, 'eligible', null],
  ['Newham: 24, need not asked', newham, aged(24), 'not-known', 'age'],
  ['Newham: 24, asked, and none', newham, { ...aged(24), vulnerabilities: [] }, 'not-eligible', 'age'],
  ['Newham: 25, homeless', newham, { ...aged(25), vulnerabilities: ['homelessness'] }, 'not-eligible', 'age'],
  [
    'Lambeth: 22, leaving care',
    lambeth,
    { ...aged(22), vulnerabilities: ['looked-after'] },
    'eligible',
    null,
  ],
  ['Ealing: 27 weeks and 6 days', ealingSite, pregnantFor(weeks(27, 6)), 'eligible', null],
  [
    'Ealing: 28 weeks, for it takes less than 28',
    ealingSite,
    pregnantFor(weeks(28)),
    'not-eligible',
    'gestation',
  ],
  [
    'Ealing: 22 with extended criteria',
    ealingSite,
    { ...aged(22), vulnerabilities: ['domestic-abuse', 'isolation'] },
    'eligible',
    null,
  ],
  ['Ealing: 22 without them', ealingSite, { ...aged(22), vulnerabilities: [] }, 'not-eligible', 'age'],
  [
    'Ealing: 22 without them, transfers in (A6)',
    ealingSite,
    { ...aged(22), vulnerabilities: [], transfer: true },
    'eligible',
    null,
  ],
  ['Blackpool: 22, transfers in (A6)', blackpool, { ...aged(22), transfer: true }, 'not-eligible', 'age'],
  ['Southend: 21', southend, { ...aged(21) }, 'eligible', null],
  ['Southend: 22', southend, aged(22), 'not-eligible', 'age'],
  [
    'Southend: booked late, 32 weeks and 6 days',
    southend,
    { ...pregnantFor(weeks(32, 6)), bookedLate: true, concealed: false },
    'eligible',
    null,
  ],
  [
    'Southend: booked late, 33 weeks',
    southend,
    { ...pregnantFor(weeks(33)), bookedLate: true, concealed: false },
    'not-eligible',
    'gestation',
  ],
  [
    'Southend: 30 weeks, nobody asked why so late',
    southend,
    { ...pregnantFor(weeks(30)), concealed: false },
    'not-known',
    'gestation',
  ],
  [
    'Southend: 30 weeks, booked in time',
    southend,
    { ...pregnantFor(weeks(30)), bookedLate: false, concealed: false },
    'not-eligible',
    'gestation',
  ],
  [
    'Southend: concealed, 39 weeks',
    southend,
    { ...pregnantFor(weeks(39)), concealed: true, bookedLate: null },
    'eligible',
    null,
  ],
  [
    'Southend: concealed and never dated',
    southend,
    { lastPeriodOn: null, concealed: true },
    'eligible',
    null,
  ],
  ['Southend, closed: new', southendClosed, {}, 'not-eligible', 'takes-clients'],
  ['Southend, closed: transfer', southendClosed, { transfer: true }, 'not-eligible', 'takes-clients'],
  [
    'what is not met outweighs what is not known',
    blackpool,
    { earlier: null, areaCode: 'preston' },
    'not-eligible',
    'residence',
  ],
];

describe('eligibility by the rules of five sites (FNP)', () => {
  for (const [tells, rules, known, outcome, because] of table)
    test(`${tells}: ${outcome}`, () => {
      const answer = eligibility(rules, clientOf(rules.serviceId, known), assessedOn);
      assert.equal(answer.outcome, outcome, sayEligibility(answer).join('\n'));
      const against = answer.criteria.filter((one) => one.answer !== 'met').map((one) => one.criterion);
      const expected = because === null ? [] : [because];
      const worst = answer.criteria
        .filter((one) => one.answer === (outcome === 'not-eligible' ? 'not-met' : 'not-known'))
        .map((one) => one.criterion);
      assert.deepEqual(because === null ? against : worst, expected);
      assert.equal(answer.ruleVersion, rules.version);
    });
});

describe('each criterion', () => {
  test('says why in words, and what the rule asks', () => {
    const answer = eligibility(
      newham,
      clientOf('newham', {
        ...aged(22),
        vulnerabilities: ['homelessness', 'isolation'],
        ...pregnantFor(weeks(20)),
      }),
      assessedOn,
    );
    assert.deepEqual(sayEligibility(answer), [
      'The site takes clients: met. The site takes new clients since 1 January 2020',
      'Where she lives: met. Lives in the catchment',
      'Age: met. 21 at the last period, with homelessness, isolation',
      'First-time mother: met. Her first pregnancy',
      'Number of babies: met. Twins and more are included',
      'Weeks of pregnancy: met. 20 weeks on 1 June 2026, later than aimed at',
    ]);
    assert.match(
      answer.criteria[2]?.rule ?? '',
      /^Up to 19 at the last period, or up to 24 with at least 1 of: domestic abuse;/,
    );
    assert.equal(answer.criteria[5]?.rule, 'Enrolled by 28 weeks; aimed at 16 weeks');
  });

  test('that is not met or not known stands in one sentence for a refusal', () => {
    const answer = eligibility(blackpool, clientOf('blackpool', { ...aged(20), earlier: null }), assessedOn);
    assert.equal(
      sayNotMet(answer),
      'Age: not met. 20 at the last period; First-time mother: not known. Nobody has asked about earlier pregnancies',
    );
  });

  test('asks for the date of the pregnancy only where it decides the age', () => {
    const undated = (bornOn: string) =>
      eligibility(blackpool, clientOf('blackpool', { lastPeriodOn: null, bornOn }), assessedOn).criteria.find(
        ({ criterion }) => criterion === 'age',
      );
    assert.equal(undated('2007-06-01')?.answer, 'met', '19 today: she cannot have been older');
    assert.equal(undated('2006-06-01')?.answer, 'not-known', '20 today: 19 when it may have begun');
    assert.equal(
      undated('2006-06-01')?.why,
      '19 or 20 at the last period: the date of the pregnancy decides',
    );
    assert.equal(undated('2004-06-01')?.answer, 'not-met', '22 today');
  });

  test('counts the age at conception where the site does: two weeks later', () => {
    const atConception = site('conception', {
      newClients: { ...(blackpool.newClients ?? assert.fail()), ageAt: 'conception' },
    });
    const turnsTwentyBetween = { bornOn: '2006-03-20' };
    const outcome = (rules: SiteRules) =>
      eligibility(rules, clientOf(rules.serviceId, turnsTwentyBetween), assessedOn).outcome;
    assert.deepEqual([outcome(blackpool), outcome(atConception)], ['eligible', 'not-eligible']);
  });
});

describe('the rules of a site in a directory', () => {
  const directory: Directory = directoryOf({
    ...threeAreas,
    areas: [...threeAreas.areas.values()],
    organisations: [...threeAreas.organisations.values()],
    practitioners: [...threeAreas.practitioners.values()],
    services: [
      ...threeAreas.services.values(),
      service('southend', { kind: 'fnp', intakeTeamId: 'southend-fnp' }),
    ],
    teams: [...threeAreas.teams.values(), team('southend-fnp', { kind: 'fnp', serviceId: 'southend' })],
    sites: [southendClosed, southend],
  });
  const asked = (on: string, teamId = 'southend-fnp') =>
    eligibilityAt(
      directory,
      teamId,
      clientOf('southend', { ...pregnantFor(weeks(20), on), bornOn: `${Number(on.slice(0, 4)) - 18}-01-01` }),
      on,
    );

  test('are those of the day: one version until the day before the next', () => {
    assert.deepEqual(
      ['2023-09-30', '2023-10-01'].map((day) => [asked(day).ruleVersion, asked(day).outcome]),
      [
        ['southend-1', 'eligible'],
        ['southend-2', 'not-eligible'],
      ],
    );
  });

  test('that nobody has entered, or not yet, leave somebody to ask: never eligible by default', () => {
    for (const answer of [
      asked('2019-12-31'),
      asked('2026-01-01', 'luton-hv'),
      asked('2026-01-01', 'nowhere'),
    ])
      assert.deepEqual([answer.outcome, answer.ruleVersion], ['not-known', 'none']);
  });
});
