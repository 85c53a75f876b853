import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Holder } from './facts.ts';
import { gapMinutes, gapsBetween, periodAt, type RecordedFact, recountPeriods } from './recount.ts';

const amara: Holder = { teamId: 'luton-hv', practitionerId: 'amara-osei', outsideName: null };
const kate: Holder = { teamId: 'ealing-hv', practitionerId: 'kate-brennan', outsideName: null };

function at(minute: number): string {
  return `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`;
}

function fact(minute: number, type: string, more: object = {}): RecordedFact {
  return { recordedAt: at(minute), fact: { type, ...more } };
}

const takenOn = fact(0, 'TakenOn', { holder: amara });

test('a passage closes one period and opens the next at the same instant', () => {
  const periods = recountPeriods([
    takenOn,
    fact(1, 'SightingRecorded'),
    fact(5, 'AccountabilityPassed', { from: amara, to: kate }),
  ]);
  assert.deepEqual(periods, [
    { no: 1, holder: amara, from: at(0), to: at(5), endReason: null },
    { no: 2, holder: kate, from: at(5), to: null, endReason: null },
  ]);
  assert.equal(gapMinutes(periods), 0);
});

test('at the instant of the passage the new holder answers, and just before it the old one', () => {
  const periods = recountPeriods([takenOn, fact(5, 'AccountabilityPassed', { to: kate })]);
  assert.equal(periodAt(periods, at(5))?.holder.teamId, 'ealing-hv');
  assert.equal(periodAt(periods, '2026-11-23T10:04:59.999Z')?.holder.teamId, 'luton-hv');
  assert.equal(periodAt(periods, '2026-11-23T09:59:59.999Z'), null);
});

test('naming nobody keeps the team: the lead answers', () => {
  const [, second] = recountPeriods([takenOn, fact(2, 'PractitionerNamed', { practitionerId: null })]);
  assert.deepEqual(second?.holder, { teamId: 'luton-hv', practitionerId: null, outsideName: null });
});

test('an end reversed reports its interval, and is not a gap that nobody explained', () => {
  const facts = [
    takenOn,
    fact(3, 'AccountabilityEnded', { reason: 'death' }),
    fact(9, 'EndReversed', { holder: amara }),
  ];
  const periods = recountPeriods(facts);
  assert.deepEqual(gapsBetween(periods), [{ from: at(3), to: at(9), minutes: 6, endReason: 'death' }]);
  assert.equal(gapMinutes(periods), 0);
});

test('named and ended within the same instant: the end still explains the interval', () => {
  const named = fact(3, 'PractitionerNamed', { practitionerId: null });
  const periods = recountPeriods([
    takenOn,
    named,
    fact(3, 'AccountabilityEnded', { reason: 'death' }),
    fact(9, 'EndReversed', { holder: amara }),
  ]);
  assert.equal(periods.length, 3);
  assert.equal(gapMinutes(periods), 0);
});

test('a real gap counts in minutes', () => {
  const periods = [
    { no: 1, holder: amara, from: at(0), to: at(3), endReason: null },
    { no: 2, holder: kate, from: at(10), to: null, endReason: null },
  ];
  assert.equal(gapMinutes(periods), 7);
});

test('no facts, no periods', () => {
  assert.deepEqual(recountPeriods([]), []);
});
