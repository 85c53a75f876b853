import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CivilDate, londonInstant } from '../calendar/time.ts';
import { type ClientState, unknownClient } from './client-state.ts';
import { expectedVisits, nextVisitDue, type Phase, phaseInterval, phaseOn } from './visit-schedule.ts';

/**
 * Written by hand from what is published of the visits (FNP), with a calendar: enrolled at 16 weeks on Monday 5 January 2026, expected 24
 * weeks later and born on the day. The sources say about 14, 28 and 22 visits, and up to 64 in all.
 */
const byHand: Readonly<Record<Phase, readonly CivilDate[]>> = {
  pregnancy: `2026-01-05 2026-01-12 2026-01-19 2026-01-26
    2026-02-09 2026-02-23 2026-03-09 2026-03-23 2026-04-06 2026-04-20 2026-05-04 2026-05-18 2026-06-01 2026-06-15`.split(
    /\s+/,
  ),
  infancy: `2026-06-29 2026-07-06 2026-07-13 2026-07-20 2026-07-27 2026-08-03
    2026-08-17 2026-08-31 2026-09-14 2026-09-28 2026-10-12 2026-10-26 2026-11-09 2026-11-23 2026-12-07 2026-12-21
    2027-01-04 2027-01-18 2027-02-01 2027-02-15 2027-03-01 2027-03-15 2027-03-29 2027-04-12 2027-04-26 2027-05-10
    2027-05-24 2027-06-07 2027-06-21`.split(/\s+/),
  toddlerhood:
    `2027-07-05 2027-07-19 2027-08-02 2027-08-16 2027-08-30 2027-09-13 2027-09-27 2027-10-11 2027-10-25
    2027-11-08 2027-11-22 2027-12-06 2027-12-20 2028-01-03 2028-01-17 2028-01-31 2028-02-14 2028-02-28 2028-03-13
    2028-03-22 2028-04-22 2028-05-22`.split(/\s+/),
};

const dates = {
  enrolledOn: '2026-01-05',
  expectedOn: '2026-06-22',
  bornOn: '2026-06-22',
  endsOn: '2028-06-22',
};

function visitedOn(...days: readonly CivilDate[]): ClientState['visits'] {
  return days.map((day) => ({
    visitId: day,
    at: londonInstant(day, 600),
    place: 'home',
    mode: 'face-to-face',
    minutes: 60,
    clientSeen: true,
    childrenSeen: [],
    accompaniedBy: null,
  }));
}

const client = (more: Partial<ClientState>): ClientState => ({
  ...unknownClient,
  status: 'enrolled',
  enrolledAt: londonInstant('2026-01-05', 600),
  expectedOn: '2026-06-22',
  ...more,
});

const born = (bornOn: CivilDate | null) => [
  { personId: 'child', bornOn, givenName: 'Ada', left: null, lost: false },
];

describe('the schedule of visits', () => {
  for (const phase of ['pregnancy', 'infancy', 'toddlerhood'] as const)
    test(`${phase}: as the table written by hand has it`, () => {
      const days = expectedVisits(dates).filter((visit) => visit.phase === phase);
      assert.deepEqual(
        days.map((visit) => visit.on),
        byHand[phase],
      );
    });

  test('14, 29 and 22 visits: the numbers of the sources, give or take one', () => {
    assert.deepEqual(
      Object.values(byHand).map((days) => days.length),
      [14, 29, 22],
    );
  });

  test('before birth the expected date stands for it, and the plan moves with the birth', () => {
    const planned = expectedVisits({ ...dates, bornOn: null, endsOn: null });
    assert.deepEqual(planned, expectedVisits(dates));
    const early = expectedVisits({ ...dates, bornOn: '2026-05-25', endsOn: '2028-05-25' });
    assert.equal(early.filter((visit) => visit.phase === 'pregnancy').length, 12);
    assert.equal(early.find((visit) => visit.phase === 'infancy')?.on, '2026-06-01');
  });

  test('a client who was enrolled with a child of ten months has nothing expected before', () => {
    const late = expectedVisits({ ...dates, enrolledOn: '2027-04-20' });
    assert.equal(late[0]?.on, '2027-04-26');
    assert.equal(late.filter((visit) => visit.phase === 'infancy').length, 5);
  });

  test('a site that ends at one expects no toddlerhood', () => {
    const short = expectedVisits({ ...dates, endsOn: '2027-06-22' });
    assert.equal(short.at(-1)?.on, '2027-06-21');
  });

  test('a child born on a leap day: twelve months on is the last of February, twenty-one the end of November', () => {
    const leap = {
      enrolledOn: '2027-10-01',
      expectedOn: '2028-02-29',
      bornOn: '2028-02-29',
      endsOn: '2030-02-28',
    };
    assert.equal(phaseOn(leap, '2029-02-27'), 'infancy');
    assert.equal(phaseOn(leap, '2029-02-28'), 'toddlerhood');
    assert.equal(phaseInterval(leap, '2029-11-28'), 14);
    assert.equal(phaseInterval(leap, '2029-11-29'), 28);
    assert.equal(phaseOn(leap, '2030-02-28'), null);
    assert.deepEqual(
      expectedVisits(leap)
        .slice(-3)
        .map((visit) => visit.on),
      ['2029-11-29', '2029-12-29', '2030-01-29'],
    );
  });
});

describe('when the next visit is due', () => {
  test('a week after enrolment, and then as the phase asks', () => {
    assert.equal(nextVisitDue(client({})), '2026-01-12');
    assert.equal(nextVisitDue(client({ visits: visitedOn('2026-01-08') })), '2026-01-15');
    assert.equal(nextVisitDue(client({ visits: visitedOn('2026-02-09') })), '2026-02-23');
  });

  test('within a week of the birth, also when the last visit in pregnancy was the day before', () => {
    const visits = visitedOn('2026-06-21');
    assert.equal(nextVisitDue(client({ visits, children: born('2026-06-22') })), '2026-06-29');
  });

  test('a visit agreed for later does not move the day; one agreed for sooner does', () => {
    const visits = visitedOn('2026-02-09');
    const next = (day: CivilDate) => ({ at: londonInstant(day, 600), place: 'home' as const });
    assert.equal(nextVisitDue(client({ visits, next: next('2026-05-01') })), '2026-02-23');
    assert.equal(nextVisitDue(client({ visits, next: next('2026-02-12') })), '2026-02-12');
  });

  test('a visit in which nobody was seen or spoken to leaves the day where it was', () => {
    const [seen, nobody] = visitedOn('2026-02-09', '2026-02-20');
    assert.ok(seen && nobody);
    assert.equal(nextVisitDue(client({ visits: [seen, { ...nobody, clientSeen: false }] })), '2026-02-23');
  });

  test('after a pause within a week of its end, and not overdue by the whole pause', () => {
    const visits = visitedOn('2026-02-09');
    assert.equal(nextVisitDue(client({ visits, resumedAt: londonInstant('2026-04-20', 600) })), '2026-04-27');
  });

  test('dialled up stays at least as often as a later phase; dialled down at most', () => {
    const infant = { children: born('2026-06-22'), visits: visitedOn('2026-06-29') };
    assert.equal(nextVisitDue(client({ ...infant, interval: { days: 10, dial: 'up' } })), '2026-07-06');
    const toddler = { children: born('2026-06-22'), endsOn: '2028-06-22', visits: visitedOn('2028-04-10') };
    assert.equal(nextVisitDue(client({ ...toddler, interval: { days: 14, dial: 'down' } })), '2028-05-08');
    assert.equal(nextVisitDue(client({ ...toddler, interval: { days: 7, dial: 'up' } })), '2028-04-17');
  });
});
