import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Absence, Directory } from '../directory/directory.ts';
import { now, threeAreas, withPeople } from '../directory/three-areas.fixture.ts';
import { askedFor, mayAcknowledge, toldAsNumber } from './acknowledging.ts';

const named = (practitionerId: string | null, teamId = 'luton-hv') => [{ practitionerId, teamId }];

function asking(practitionerId: string, directory: Directory = threeAreas) {
  const person = directory.practitioners.get(practitionerId);
  assert.ok(person, practitionerId);
  const { name, teamId, role, duty } = person;
  return { actor: { practitionerId, name, teamId, role, duty }, directory, now };
}

function away(practitionerId: string, deputyId: string | null): Directory {
  const absence: Absence = { practitionerId, from: '2026-11-23T08:00:00.000Z', to: null, deputyId };
  return { ...threeAreas, absences: [absence] };
}

describe('who says to have a step of the ladder', () => {
  test('whom it names, and nobody else of the team', () => {
    assert.equal(mayAcknowledge(named('named'), asking('named')), true);
    assert.equal(mayAcknowledge(named('named'), asking('amara')), false);
    assert.equal(mayAcknowledge(named('lead'), asking('amara')), false);
  });

  test('the deputy while the one it names is away, and no longer', () => {
    assert.equal(mayAcknowledge(named('amara'), asking('beth', away('amara', 'beth'))), true);
    assert.equal(mayAcknowledge(named('amara'), asking('beth')), false);
    assert.deepEqual(askedFor(asking('beth', away('amara', 'beth'))), ['beth', 'amara']);
    assert.deepEqual(askedFor(asking('beth')), ['beth']);
  });

  test('the lead for one who has left', () => {
    const left = withPeople(threeAreas, {
      amara: { status: 'left', statusSince: '2026-11-20T09:00:00.000Z' },
    });
    assert.equal(mayAcknowledge(named('amara'), asking('lead', left)), true);
    assert.equal(mayAcknowledge(named('amara'), asking('beth', left)), false);
    assert.deepEqual(askedFor(asking('lead', left)), ['lead', 'amara']);
  });

  test('of a desk without a person anybody of its team', () => {
    assert.equal(mayAcknowledge(named(null), asking('amara')), true);
    assert.equal(mayAcknowledge(named(null, 'ealing-hv'), asking('amara')), false);
  });

  test('a commissioner is told a number and asked for no word', () => {
    assert.equal(toldAsNumber(named('commissioner'), threeAreas), true);
    assert.equal(toldAsNumber([...named('commissioner'), ...named('named')], threeAreas), false);
    assert.equal(toldAsNumber([], threeAreas), false);
  });
});
