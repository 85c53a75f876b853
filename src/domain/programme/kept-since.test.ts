import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays, type CivilDate, londonInstant } from '../calendar/time.ts';
import { type ClientState, unknownClient } from './client-state.ts';
import { courseOf } from './course.ts';
import { latestUnseen } from './unseen.ts';
import { nextVisitDue } from './visit-schedule.ts';

/** Her record began here on 23 November 2026; she was enrolled in January, and her child was born on 30 June. */
const keptSince = '2026-11-23';
const aWeekOn = '2026-11-30';

const at = (day: CivilDate) => londonInstant(day, 600);

function client(lastVisit: CivilDate | null, more: Partial<ClientState> = {}): ClientState {
  const visit = (day: CivilDate): ClientState['visits'][number] => ({
    visitId: day,
    at: at(day),
    place: 'home',
    mode: 'face-to-face',
    minutes: 0,
    clientSeen: true,
    childrenSeen: ['child'],
    accompaniedBy: null,
  });
  return {
    ...unknownClient,
    status: 'enrolled',
    enrolledAt: at('2026-01-12'),
    children: [{ personId: 'child', bornOn: '2026-06-30', givenName: 'Bo', left: null, lost: false }],
    endsOn: '2028-06-30',
    keptSince,
    visits: lastVisit === null ? [] : [visit(lastVisit)],
    ...more,
  };
}

describe('a client from before Handhold', () => {
  test('is owed a visit a week on, where it was due before: by an old visit, by none, by a birth that nobody visited after', () => {
    assert.equal(nextVisitDue(client('2026-05-01')), aWeekOn);
    assert.equal(nextVisitDue(client(null)), aWeekOn);
    assert.equal(nextVisitDue(client('2026-11-02')), aWeekOn);
  });

  test('is owed it by her last visit, where that gives a later day', () => {
    assert.equal(nextVisitDue(client('2026-11-20')), '2026-12-04');
  });

  test('is visited sooner where that was agreed, and counts as everybody from her first visit here on', () => {
    const next = { at: at('2026-11-25'), place: 'home' as const };
    assert.equal(nextVisitDue(client('2026-05-01', { next })), '2026-11-25');
    const dialled = { interval: { days: 3, dial: 'up' as const } };
    assert.equal(nextVisitDue(client('2026-11-24', dialled)), '2026-11-27');
  });

  test('has children who need not be seen sooner than a week on, nor later than by what was seen', () => {
    const none = new Map();
    assert.equal(latestUnseen(client(null), 'urgent', none), aWeekOn);
    assert.equal(latestUnseen(client('2026-11-20'), 'routine', none), addDays('2026-11-20', 28));
    assert.equal(latestUnseen(client('2026-11-24'), 'urgent', none), addDays('2026-11-24', 14));
  });

  test('has a course from that day on: nothing of before is expected, and the visit of before is not counted', () => {
    const [infancy, toddlerhood, ...more] = courseOf(client('2026-11-16'));
    assert.deepEqual(more, []);
    assert.deepEqual(
      [infancy?.phase, infancy?.from, toddlerhood?.phase],
      ['infancy', keptSince, 'toddlerhood'],
    );
    assert.equal(infancy?.done.length, 0);
    assert.ok(infancy?.expected.every((day) => day >= keptSince));
    assert.ok((infancy?.expected.length ?? 0) > 10);
  });
});
