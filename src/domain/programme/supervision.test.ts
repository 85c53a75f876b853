import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bankHolidays } from '../calendar/holidays.ts';
import { defaultRuleSets } from '../calendar/time-limits.ts';
import type { Absence, Directory } from '../directory/directory.ts';
import { practitioner, threeAreas } from '../directory/three-areas.fixture.ts';
import {
  nextStep,
  nurseAway,
  owedSupervision,
  type SupervisedNurse,
  supervisionNames,
  supervisionOverdue,
  supervisorOf,
} from './supervision.ts';

const now = '2026-11-23T12:00:00.000Z';
const ewa = { nurseId: 'ewa', teamId: 'luton-fnp' };

function directory(absences: readonly Partial<Absence>[] = []): Directory {
  const people = [
    practitioner('supervisor', 'luton-fnp', { role: 'lead' }),
    practitioner('ewa', 'luton-fnp', { role: 'family-nurse' }),
    practitioner('shanice', 'luton-fnp', { role: 'family-nurse' }),
  ];
  const site = threeAreas.teams.get('luton-fnp');
  assert.ok(site);
  return {
    ...threeAreas,
    teams: new Map([...threeAreas.teams, [site.id, { ...site, leadId: 'supervisor' }]]),
    practitioners: new Map([...threeAreas.practitioners, ...people.map((one) => [one.id, one] as const)]),
    absences: absences.map((one) => ({
      practitionerId: 'ewa',
      from: now,
      to: null,
      deputyId: null,
      ...one,
    })),
  };
}

const around = (absences: readonly Partial<Absence>[] = []) => ({
  now,
  directory: directory(absences),
  ruleSets: defaultRuleSets,
  holidays: bankHolidays,
});

function days(held: Partial<SupervisedNurse>, absences: readonly Partial<Absence>[] = []) {
  const none = { families: null, lastOneToOne: null, lastAccompanied: null };
  const owed = owedSupervision({ ...ewa, ...none, ...held }, around(absences));
  return Object.fromEntries(owed.map(({ kind, dueOn }) => [kind, dueOn]));
}

const held = { families: '2024-01-01', lastOneToOne: '2026-11-16', lastAccompanied: '2026-10-31' } as const;

test('one to one is due a week after the last, an accompanied visit four months after', () => {
  assert.deepEqual(days(held), { supervise: '2026-11-23', 'accompany-visit': '2027-02-28' });
});

test('a nurse for whom nothing was held yet is due from the first day with a family', () => {
  assert.deepEqual(days({ families: '2026-11-02' }), {
    supervise: '2026-11-09',
    'accompany-visit': '2027-03-02',
  });
});

test('without a family nobody can come along to a visit; with nothing held either, nothing is due', () => {
  assert.deepEqual(days({}), {});
  assert.deepEqual(days({ ...held, families: null }), { supervise: '2026-11-23' });
});

test('what falls due is overdue from 5pm of its day on, and climbs the ladder of what a schedule plans', () => {
  const [oneToOne] = owedSupervision({ ...ewa, ...held }, around());
  assert.ok(oneToOne);
  assert.equal(oneToOne.dueAt, '2026-11-23T17:00:00.000Z');
  // Five, 20, 40 and 60 working days after; Christmas, Boxing Day's substitute, New Year and Easter do not count.
  assert.deepEqual(oneToOne.steps, [
    '2026-11-23T17:00:00.000Z',
    '2026-11-30T17:00:00.000Z',
    '2026-12-21T17:00:00.000Z',
    '2027-01-21T17:00:00.000Z',
    '2027-02-18T17:00:00.000Z',
  ]);
  assert.equal(supervisionOverdue(oneToOne, '2026-11-23T16:59:59.999Z'), false);
  assert.equal(supervisionOverdue(oneToOne, '2026-11-23T17:00:00.000Z'), true);
  assert.deepEqual(nextStep(oneToOne, '2026-11-24T09:00:00.000Z'), {
    step: 1,
    at: '2026-11-30T17:00:00.000Z',
  });
  assert.equal(nextStep(oneToOne, '2027-03-01T09:00:00.000Z'), null);
});

test('the clock stands still while the nurse is away, the interval and the ladder alike', () => {
  const leave = { from: '2026-11-18T09:00:00.000Z', to: '2026-12-02T09:00:00.000Z' };
  assert.deepEqual(days(held, [leave]), { supervise: '2026-12-07', 'accompany-visit': '2027-03-14' });
  // Overdue before she went: it stays overdue, and nobody is told of more while she is away.
  const late = { ...held, lastOneToOne: '2026-11-09' };
  const [oneToOne] = owedSupervision({ ...ewa, ...late }, around([leave]));
  assert.equal(oneToOne?.dueOn, '2026-11-16');
  assert.equal(oneToOne?.steps[1], '2026-12-07T17:00:00.000Z');
});

test('absences that overlap are counted once, and one that ended before the last was held not at all', () => {
  const two = [
    { from: '2026-11-18T09:00:00.000Z', to: '2026-11-20T09:00:00.000Z' },
    { from: '2026-11-19T09:00:00.000Z', to: '2026-11-21T09:00:00.000Z' },
    { from: '2026-10-01T09:00:00.000Z', to: '2026-11-01T09:00:00.000Z' },
  ];
  assert.equal(days(held, two).supervise, '2026-11-26');
});

test('of a nurse who is away until further notice nothing falls due, and no step of what is overdue is reached', () => {
  const gone = { from: '2026-11-18T09:00:00.000Z', to: null };
  assert.deepEqual(days(held, [gone]), {});
  const late = { ...held, lastOneToOne: '2026-11-09' };
  const [oneToOne] = owedSupervision({ ...ewa, ...late }, around([gone]));
  assert.deepEqual(oneToOne?.steps, ['2026-11-16T17:00:00.000Z', null, null, null, null]);
  assert.equal(oneToOne && nextStep(oneToOne, now), null);
  assert.equal(nurseAway(directory([gone]), 'ewa', now), true);
});

test('a supervisor who is away stops nothing: whoever stands in is named', () => {
  const away = { practitionerId: 'supervisor', from: '2026-11-01T09:00:00.000Z', deputyId: 'shanice' };
  assert.deepEqual(days(held, [away]), days(held));
  assert.equal(supervisorOf(directory([away]), ewa, now).practitionerId, 'shanice');
});

test('at the due time the supervisor and the nurse are named, above it the ladder of the team', () => {
  const named = (step: number, absences: readonly Partial<Absence>[] = []) =>
    supervisionNames(directory(absences), ewa, step, now).map(({ practitionerId }) => practitionerId);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((step) => named(step)),
    [['supervisor', 'ewa'], ['supervisor'], ['named'], ['designated'], ['commissioner']],
  );
});

test('nobody supervises themselves: where the nurse stands in for the lead, the named nurse answers', () => {
  const away = { practitionerId: 'supervisor', from: '2026-11-01T09:00:00.000Z', deputyId: 'ewa' };
  assert.equal(supervisorOf(directory([away]), ewa, now).practitionerId, 'named');
  assert.deepEqual(
    supervisionNames(directory([away]), ewa, 0, now).map(({ practitionerId }) => practitionerId),
    ['named', 'ewa'],
  );
});
