import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Holder } from './facts.ts';
import {
  gapMinutes,
  gapsIn,
  periodAt,
  type RecordedFact,
  recountPeriods,
  reversedMinutes,
} from './recount.ts';

const amara: Holder = { teamId: 'luton-hv', practitionerId: 'amara-osei', outsideName: null };
const kate: Holder = { teamId: 'ealing-hv', practitionerId: 'kate-brennan', outsideName: null };

function at(minute: number): string {
  return `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`;
}

function fact(minute: number, type: string, more: object = {}): RecordedFact {
  return { recordedAt: at(minute), fact: { type, ...more } };
}

const takenOn = fact(0, 'TakenOn', { holder: amara });

/** The number that `check`, `who-held`, the page and the story say, at half past. */
function minutesOf(...facts: readonly RecordedFact[]): number {
  return gapMinutes(gapsIn(facts, at(30)));
}

test('a passage closes one period and opens the next at the same instant', () => {
  const facts = [
    takenOn,
    fact(1, 'SightingRecorded'),
    fact(5, 'AccountabilityPassed', { from: amara, to: kate }),
  ];
  const periods = recountPeriods(facts);
  assert.deepEqual(periods, [
    { no: 1, holder: amara, from: at(0), to: at(5), endReason: null },
    { no: 2, holder: kate, from: at(5), to: null, endReason: null },
  ]);
  assert.equal(minutesOf(...facts), 0);
});

test('at the instant of the passage the new holder answers, and just before it the old one', () => {
  const periods = recountPeriods([takenOn, fact(5, 'AccountabilityPassed', { from: amara, to: kate })]);
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
    fact(3, 'AccountabilityEnded', { reason: 'death', lastHolder: amara }),
    fact(9, 'EndReversed', { holder: amara }),
  ];
  const gaps = gapsIn(facts, at(30));
  assert.deepEqual(gaps, [{ from: at(3), to: at(9), minutes: 6, endReason: 'death' }]);
  assert.deepEqual([gapMinutes(gaps), reversedMinutes(gaps)], [0, 6]);
});

test('named and ended within the same instant: the end still explains the interval', () => {
  const named = fact(3, 'PractitionerNamed', { practitionerId: null });
  const facts = [
    takenOn,
    named,
    fact(3, 'AccountabilityEnded', { reason: 'death', lastHolder: { ...amara, practitionerId: null } }),
    fact(9, 'EndReversed', { holder: amara }),
  ];
  assert.equal(recountPeriods(facts).length, 3);
  assert.equal(minutesOf(...facts), 0);
});

describe('facts that leave the child with nobody', () => {
  test('before somebody took the child on: from the first fact of any kind', () => {
    assert.equal(minutesOf(fact(0, 'SignalReceived'), fact(7, 'TakenOn', { holder: amara })), 7);
    assert.equal(minutesOf(fact(0, 'SightingRecorded'), fact(2, 'SightingRecorded')), 30, 'and up to now');
  });

  test('nobody passes on a child that nobody holds', () => {
    const passed = fact(4, 'AccountabilityPassed', { from: amara, to: kate });
    assert.equal(minutesOf(fact(0, 'SightingRecorded'), passed), 30);
    assert.deepEqual(recountPeriods([passed]), []);
  });

  test('a passage from another than the facts say held the child: back to the last fact that agrees', () => {
    const lead = { ...amara, practitionerId: null };
    const named = fact(3, 'PractitionerNamed', { practitionerId: null });
    const passed = (from: Holder | undefined) => fact(8, 'AccountabilityPassed', { from, to: kate });
    assert.equal(minutesOf(takenOn, named, passed(lead)), 0);
    assert.equal(minutesOf(takenOn, named, passed(amara)), 5);
    assert.equal(minutesOf(takenOn, named, passed(undefined)), 5);
    assert.equal(minutesOf(takenOn, passed({ ...amara, teamId: 'ealing-fnp' })), 8);
    const periods = recountPeriods([takenOn, named, passed(amara)]);
    assert.equal(periodAt(periods, at(2))?.holder.practitionerId, 'amara-osei');
    assert.equal(periodAt(periods, at(5)), null, 'no fact says who');
    assert.equal(periodAt(periods, at(8))?.holder.practitionerId, 'kate-brennan');
  });

  test('an end under another than the facts say held the child: back to the last fact that agrees, and no longer', () => {
    const ended = (lastHolder: Holder | undefined) =>
      fact(8, 'AccountabilityEnded', { reason: 'left-uk', lastHolder });
    assert.equal(minutesOf(takenOn, ended(amara)), 0);
    assert.equal(minutesOf(takenOn, ended(kate)), 8);
    assert.equal(minutesOf(takenOn, ended(undefined)), 8);
    const named = fact(3, 'PractitionerNamed', { practitionerId: null });
    assert.equal(minutesOf(takenOn, named, ended(amara)), 5);
    const reversed = fact(20, 'EndReversed', { holder: amara });
    const gaps = gapsIn([takenOn, ended(kate), reversed], at(30));
    assert.deepEqual([gapMinutes(gaps), reversedMinutes(gaps)], [8, 12]);
    const periods = recountPeriods([takenOn, ended(kate), reversed]);
    assert.equal(periodAt(periods, at(5)), null, 'no fact says who');
    assert.equal(periods.find(({ endReason }) => endReason !== null)?.holder.teamId, 'ealing-hv');
  });

  test('a child that was seen after its record ended: until somebody holds, or up to now', () => {
    const ended = fact(5, 'AccountabilityEnded', { reason: 'left-uk', lastHolder: amara });
    const seen = fact(9, 'SightingRecorded');
    assert.equal(minutesOf(takenOn, ended), 0);
    assert.equal(minutesOf(takenOn, ended, fact(9, 'HoldPlaced')), 0, 'what is recorded of an ended record');
    assert.equal(minutesOf(takenOn, ended, seen), 21);
    assert.equal(minutesOf(takenOn, ended, fact(9, 'PractitionerNamed', { practitionerId: null })), 21);
    const facts = [takenOn, ended, seen, fact(20, 'EndReversed', { holder: amara })];
    assert.deepEqual(gapsIn(facts, at(30)), [
      { from: at(5), to: at(9), minutes: 4, endReason: 'left-uk' },
      { from: at(9), to: at(20), minutes: 11, endReason: null },
    ]);
  });

  test('what happened earlier and was recorded late leaves nobody without a holder', () => {
    const late = { ...fact(6, 'SightingRecorded'), happenedAt: '2026-11-20T10:00:00.000Z' };
    assert.equal(minutesOf(takenOn, late), 0);
  });
});

test('no facts, no periods', () => {
  assert.deepEqual(recountPeriods([]), []);
  assert.deepEqual(gapsIn([], at(30)), []);
});
