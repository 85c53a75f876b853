import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foldChild } from '../child/evolve.ts';
import type { ChildFact, StoredFact } from '../child/facts.ts';
import { ealing, threeAreas } from '../directory/three-areas.fixture.ts';
import { dropLines, dropOf } from './intensity.ts';

const now = '2026-11-23T10:00:00.000Z';
const by = { practitionerId: 'amara', teamId: 'luton-fnp', role: 'family-nurse' };

function stream(...facts: readonly (ChildFact | readonly [happenedAt: string, fact: ChildFact])[]) {
  const stored = facts.map((one, index): StoredFact => {
    const [happenedAt, fact] = 'type' in one ? ['2026-09-01T10:00:00.000Z', one] : one;
    return { version: index + 1, fact, happenedAt, recordedAt: happenedAt, by, commandId: `${index}` };
  });
  return { facts: stored, state: foldChild(stored) };
}

const takenOn: ChildFact = {
  type: 'TakenOn',
  holder: { teamId: 'luton-fnp', practitionerId: 'amara', outsideName: null },
  reason: 'enrolment',
  identity: {
    givenName: 'Robin',
    familyName: 'Hartley',
    bornOn: '2026-01-10',
    expectedOn: null,
    nhsNumber: null,
    familyId: null,
    mother: null,
  },
  address: null,
  gp: null,
  lastSeenOn: null,
};

const prepared: ChildFact = {
  type: 'HandoverPrepared',
  handoverId: 'h',
  kind: 'fnp-to-health-visiting',
  occasion: 'move',
  releasingTeamId: 'luton-fnp',
  destination: { kind: 'desk', teamId: 'ealing-hv', reason: '' },
  addressedTo: null,
  proposedLevel: 'universal',
  summary: { situation: '', assessment: '', family: '', expectedResponse: '', recording: '' },
  priority: { priority: 'routine', reasons: [], ruleVersion: '' },
  follows: null,
};

function sighting(seenOn: string): ChildFact {
  return { type: 'SightingRecorded', seenOn, where: 'At home' };
}

function drop(child: ReturnType<typeof stream>, visitDays: readonly string[] = [], directory = threeAreas) {
  return dropOf(child.state.handovers[0] ?? null, { ...child, visitDays }, directory, now);
}

describe('the drop in intensity, as numbers', () => {
  test('counts each day of the last eight weeks once, and joins the client’s own visits', () => {
    // Eight weeks before 23 November is 28 September: the last eight weeks begin on the day after.
    const days = ['2026-09-28', '2026-09-29', '2026-11-01', '2026-11-01', '2026-11-23'];
    const child = stream(takenOn, ...days.map(sighting), prepared);
    assert.equal(drop(child)?.visits, 3);
    assert.equal(drop(child, ['2026-11-01', '2026-11-08'])?.visits, 4);
  });

  test('does not count a visit that was recorded in error', () => {
    const seen: ChildFact = {
      type: 'ChildSeen',
      handoverId: 'h',
      where: 'At home',
      joint: false,
      seenBy: 'amara',
      callBack: null,
    };
    const wrong: ChildFact = {
      type: 'HandoverCorrected',
      handoverId: 'h',
      what: 'seen',
      reason: 'Another child',
    };
    const at = '2026-11-20T10:00:00.000Z';
    assert.equal(drop(stream(takenOn, prepared, [at, seen]))?.visits, 1);
    assert.equal(drop(stream(takenOn, prepared, [at, seen], [at, wrong]))?.visits, 0);
  });

  test('names the next contact due there, by the rules of the receiving area', () => {
    const child = stream(takenOn, prepared);
    // Nine to fifteen months after 10 January 2026; 138 days from 23 November to 10 April.
    assert.deepEqual(dropLines(drop(child) ?? assert.fail(), now), [
      { key: 'Visits in the last 8 weeks', value: '0' },
      {
        key: 'Next contact due there',
        value: '12 month review: now open, last day 10 April 2027, in 138 days',
      },
    ]);
    const local = {
      code: 'eleven-months',
      words: '11 month contact',
      mandated: false,
      areaCode: ealing,
    } as const;
    const rule = {
      ...local,
      opens: { from: 'birth', months: 11 },
      due: { from: 'birth', months: 12 },
      from: '2020-01-01',
      to: null,
      basis: 'Invented',
    } as const;
    const offered = { ...threeAreas, localContacts: [rule] };
    assert.equal(drop(child, [], offered)?.next?.code, 'eleven-months');
    const elsewhere = { ...threeAreas, localContacts: [{ ...rule, areaCode: 'E06000032' }] };
    assert.equal(drop(child, [], elsewhere)?.next?.code, 'twelve-months');
  });

  test('is not asked of a handover between two services of one kind', () => {
    const between = { ...prepared, kind: 'health-visiting-to-health-visiting' } as const;
    assert.equal(drop(stream(takenOn, between)), null);
  });
});
