import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StoredFact } from '../child/facts.ts';
import { threeAreas } from '../directory/three-areas.fixture.ts';
import {
  sayLastSeen,
  sayMeaning,
  sayOwed,
  sayState,
  sayUnseen,
  whomToldOf,
  wordsOfCommand,
} from './sightings.ts';
import { namesOf, tellFact } from './timeline.ts';
import type { Names } from './told.ts';

const now = '2026-11-23T12:00:00.000Z';
const unborn = { bornOn: null };
const born = { bornOn: '2026-11-20' };
const names: Names = { team: String, person: String, area: String, owed: () => '' };

function told(fact: object, bornOn: string | null): string {
  const stored = { fact, happenedAt: now } as StoredFact;
  return tellFact(stored.fact, names, whomToldOf(stored, bornOn)).says;
}

describe('who was seen', () => {
  const seen = { type: 'ChildSeen', handoverId: 'h', where: 'At home', joint: false, seenBy: 'Kate Brennan' };
  const sighting = { type: 'SightingRecorded', seenOn: '2026-11-19', where: 'At home' };

  test('of a child that is not born is its mother, in the timeline and before the birth for good', () => {
    assert.equal(told(seen, null), 'The mother was seen face to face by Kate Brennan');
    assert.equal(told(seen, '2026-11-24'), 'The mother was seen face to face by Kate Brennan');
    assert.equal(told(seen, '2026-11-23'), 'Seen face to face by Kate Brennan');
    assert.equal(told(sighting, '2026-11-20'), 'The mother was seen on 19 November 2026');
    assert.equal(told(sighting, '2026-11-19'), 'Seen on 19 November 2026');
    const taken = { ...sighting, type: 'SightingCorrected', reason: 'Wrong page', review: null };
    assert.equal(told(taken, null), 'It was false that the mother was seen on 19 November 2026');
  });

  test('is said so of the state of a handover, on its buttons, and in lists', () => {
    assert.equal(sayState('seen', null), 'The mother was seen');
    assert.equal(sayState('seen', '2026-11-20'), 'Seen');
    assert.match(sayMeaning('seen', null), /the mother face to face/);
    assert.match(sayMeaning('seen', '2026-11-20'), /the child face to face/);
    assert.equal(wordsOfCommand('record-seen', unborn), 'Record that the mother was seen');
    assert.equal(wordsOfCommand('record-seen', born), 'Record that the child was seen');
    assert.equal(wordsOfCommand('close', unborn), 'Close the handover');
    assert.equal(sayOwed('seen', unborn), 'See the mother face to face');
    assert.equal(sayOwed('seen', born), 'See the child face to face');
    assert.match(sayOwed('seen', null), /the child face to face, or its mother/, 'where nobody knows');
    assert.equal(sayOwed('close', unborn), 'Close the handover');
    const around = namesOf(threeAreas, unborn);
    assert.equal(around.owed({ kind: 'seen', key: '' }), 'See the mother face to face');
    const lastSeenOn = '2026-11-21';
    assert.equal(
      sayUnseen({ ...unborn, lastSeenOn }, now),
      'Not born yet. The mother was seen on 21 November 2026',
    );
    assert.equal(sayUnseen({ ...unborn, lastSeenOn: null }, now), 'Not born yet');
    assert.equal(sayUnseen({ ...born, lastSeenOn }, now), '2 days unseen');
    assert.equal(sayUnseen({ ...born, lastSeenOn: null }, now), 'Never seen here');
    assert.equal(
      sayUnseen({ ...unborn, lastSeenOn, client: true }, now),
      '2 days unseen',
      'a client is herself',
    );
    assert.equal(sayLastSeen({ ...born, lastSeenOn: null }, 'Not seen yet'), 'Not seen yet');
  });
});
