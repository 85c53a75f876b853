import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryOf } from '../directory/directory.ts';
import { now, practitioner, team } from '../directory/three-areas.fixture.ts';
import { teamCapacity } from './capacity.ts';

function directory(nurses: number) {
  const people = Array.from({ length: nurses }, (_, n) => practitioner(`nurse-${n}`, 'receiving'));
  return directoryOf({
    version: 1,
    areas: [],
    organisations: [],
    services: [],
    teams: [team('receiving')],
    practitioners: [...people, practitioner('lead', 'receiving', { role: 'lead' })],
    absences:
      nurses > 1
        ? [{ practitionerId: 'nurse-1', from: '2026-11-01T00:00:00.000Z', to: null, deputyId: null }]
        : [],
  });
}

test('children for each nurse who is there, now and then, against 250 for health visiting', () => {
  const load = { teamId: 'receiving', held: 400, coming: 101, shares: {} };
  const capacity = teamCapacity(directory(3), load, now);
  assert.equal(
    capacity.practitioners,
    2,
    'who is away takes nobody, and a lead is not counted beside nurses',
  );
  assert.deepEqual([capacity.now, capacity.then, capacity.limit, capacity.over], [200, 250.5, 250, true]);
  assert.equal(
    teamCapacity(directory(3), { ...load, coming: 100 }, now).over,
    false,
    'at the limit is not above it',
  );
});

test('a team with no nurse is counted by its lead; with nobody at all it is above any limit', () => {
  const load = { teamId: 'receiving', held: 0, coming: 1, shares: {} };
  assert.equal(teamCapacity(directory(0), load, now).practitioners, 1);
  const nobody = teamCapacity(directory(0), { ...load, teamId: 'elsewhere' }, now);
  assert.deepEqual([nobody.then, nobody.over], [null, true]);
  assert.equal(
    teamCapacity(directory(0), { teamId: 'elsewhere', held: 3, coming: 0, shares: {} }, now).over,
    false,
  );
});

test('a site is counted by families and weights against whole time, as its caseloads are: 25 for a whole-time nurse', () => {
  const site = directoryOf({
    version: 1,
    areas: [],
    organisations: [],
    services: [],
    teams: [team('receiving', { kind: 'fnp' })],
    practitioners: [
      practitioner('whole', 'receiving', { role: 'family-nurse' }),
      practitioner('half', 'receiving', { role: 'family-nurse' }),
    ],
    absences: [],
  });
  const load = { teamId: 'receiving', held: 30, coming: 7.5, shares: { half: 0.5 } };
  const capacity = teamCapacity(site, load, now);
  assert.deepEqual(
    [capacity.counts, capacity.practitioners, capacity.now, capacity.then, capacity.limit, capacity.over],
    ['families', 1.5, 20, 25, 25, false],
  );
  assert.equal(teamCapacity(site, { ...load, coming: 9 }, now).over, true);
});
