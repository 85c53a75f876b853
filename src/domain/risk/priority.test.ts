import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Circumstances, type Danger, nothingKnown, type StatutoryStatus } from './circumstances.ts';
import { computePriority, isHigher, type PriorityFacts, riskRank, sayRisk } from './priority.ts';

const calm: PriorityFacts = {
  circumstances: { ...nothingKnown, people: [], dangers: [], statutory: [] },
  occasion: 'graduation',
  proposedLevel: 'universal',
  bornOn: '2024-01-01',
  temporaryAddress: false,
  today: '2026-11-23',
};

function status(kind: StatutoryStatus['kind']): Partial<Circumstances> {
  return {
    statutory: [{ kind, since: null, authority: 'Luton', keyWorker: null, why: null, agreedBy: null }],
  };
}

function danger(changes: Partial<Danger>): Partial<Circumstances> {
  const who = { dangerId: 'd', who: 'Dean Farrow', relation: 'former partner', why: 'Assault', limits: [] };
  return { dangers: [{ ...who, violent: true, move: 'unknown', ...changes }] };
}

function known(circumstances: Partial<Circumstances>, more: Partial<PriorityFacts> = {}) {
  return computePriority({ ...calm, ...more, circumstances: { ...calm.circumstances, ...circumstances } });
}

describe('priority, with its reasons', () => {
  const cases: readonly (readonly [string, ReturnType<typeof computePriority>, string, RegExp])[] = [
    ['nothing known against it', known({}), 'routine', /Nothing recorded/],
    ['a child protection plan', known(status('child-protection-plan')), 'urgent', /Child protection plan/],
    ['a section 47 enquiry', known(status('section-47')), 'urgent', /Section 47/],
    ['looked after', known(status('looked-after')), 'urgent', /Looked after/],
    [
      'a violent adult, and nobody knows whether the risk moves',
      known(danger({})),
      'urgent',
      /Violent adult: Dean Farrow/,
    ],
    [
      'a violent adult whose danger moves',
      known(danger({ move: 'moves-with-child' })),
      'urgent',
      /Violent adult/,
    ],
    [
      'a violent adult whose danger the move ended',
      known(danger({ move: 'ended-by-move' })),
      'heightened',
      /Danger recorded/,
    ],
    ['a danger that is not violent', known(danger({ violent: false })), 'heightened', /Danger recorded/],
    ['whereabouts unknown', known({ whereaboutsUnknown: true }), 'urgent', /Whereabouts unknown/],
    ['a child in need', known(status('child-in-need')), 'heightened', /Child in need/],
    ['early help', known(status('early-help')), 'heightened', /Early help/],
    ['a step-down', known(status('stepped-down')), 'heightened', /Stepped down/],
    ['targeted level proposed', known({}, { proposedLevel: 'targeted' }), 'heightened', /targeted/],
    [
      'specialist level known, none proposed',
      known({ level: 'specialist' }, { proposedLevel: null }),
      'heightened',
      /specialist/,
    ],
    ['not yet born', known({}, { bornOn: null }), 'heightened', /Not yet born/],
    ['the day before the first birthday', known({}, { bornOn: '2025-11-24' }), 'heightened', /Under one/],
    ['the first birthday', known({}, { bornOn: '2025-11-23' }), 'routine', /Nothing recorded/],
    ['a mother who is 18 tomorrow', known({ motherBornOn: '2008-11-24' }), 'heightened', /Mother under 18/],
    ['a mother who is 18 today', known({ motherBornOn: '2008-11-23' }), 'routine', /Nothing recorded/],
    ['an unplanned move', known({}, { occasion: 'move' }), 'heightened', /Unplanned/],
    [
      'a service that closes on a day',
      known({}, { occasion: 'service-closes' }),
      'routine',
      /Nothing recorded/,
    ],
    ['a service that closes suddenly', known({}, { occasion: 'service-stops' }), 'heightened', /Unplanned/],
    ['temporary accommodation', known({}, { temporaryAddress: true }), 'heightened', /Temporary/],
  ];
  for (const [what, { priority, reasons, ruleVersion }, expected, because] of cases) {
    test(`${what}: ${expected}`, () => {
      assert.equal(priority, expected);
      assert.match(reasons.join('; '), because);
      assert.match(ruleVersion, /^priority-/);
    });
  }

  test('urgent keeps the heightened reasons too, so that a lowering is judged on all of them', () => {
    assert.deepEqual(known(status('section-47'), { occasion: 'move' }).reasons, [
      'Section 47 enquiry under way',
      'Unplanned',
    ]);
  });
});

test('order of priorities, and what outweighs what', () => {
  assert.ok(
    isHigher('urgent', 'heightened') && isHigher('heightened', 'routine') && !isHigher('routine', 'routine'),
  );
  const rank = (circumstances: Partial<Circumstances>) => riskRank({ ...nothingKnown, ...circumstances });
  assert.ok(rank(status('child-protection-plan')) > rank(status('looked-after')));
  assert.ok(rank(status('looked-after')) > rank(danger({})));
  assert.ok(rank(danger({})) > rank(danger({ violent: false })));
  assert.ok(rank(danger({ violent: false })) > rank(status('child-in-need')));
  assert.ok(rank(danger({ move: 'ended-by-move' })) > rank({}));
});

test('a desk reads the rank of risk as a word: high where a plan, an enquiry, a looked-after child or violence comes along', () => {
  const said = (circumstances: Partial<Circumstances>) =>
    sayRisk(riskRank({ ...nothingKnown, ...circumstances }));
  for (const kind of ['child-protection-plan', 'section-47', 'looked-after'] as const)
    assert.equal(said(status(kind)), 'High risk', kind);
  assert.equal(said(danger({})), 'High risk');
  assert.equal(said(danger({ violent: false })), 'Some risk');
  assert.equal(said(status('child-in-need')), 'Some risk');
  assert.equal(said(status('stepped-down')), 'Some risk');
  assert.equal(said(danger({ move: 'ended-by-move' })), null);
  assert.equal(said({}), null);
});
