import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  daysUnseen,
  graduatingSoon,
  type OnBoard,
  reasonsFor,
  unseenTooLong,
  visitOverdue,
  visitThisWeek,
} from './board.ts';

const today = '2026-11-23';
const client: OnBoard = {
  status: 'enrolled',
  visitDueOn: null,
  plannedAt: null,
  endsOn: null,
  missedCount: 0,
};

test('this week is today and the six days after it; overdue begins the day after', () => {
  for (const [day, week, overdue] of [
    ['2026-11-22', false, true],
    ['2026-11-23', true, false],
    ['2026-11-29', true, false],
    ['2026-11-30', false, false],
  ] as const) {
    assert.equal(visitThisWeek({ ...client, visitDueOn: day }, today)?.on, week ? day : undefined, day);
    assert.equal(visitOverdue({ ...client, visitDueOn: day }, today), overdue, day);
  }
});

test('graduating: within six months of the end, and as long as the end was not recorded', () => {
  assert.equal(graduatingSoon({ ...client, endsOn: '2027-05-24' }, today), false);
  assert.equal(graduatingSoon({ ...client, endsOn: '2027-05-23' }, today), true);
  assert.equal(graduatingSoon({ ...client, endsOn: '2026-10-01' }, today), true);
});

test('a child is unseen since it was last seen, or since birth; an unborn child has no such number', () => {
  assert.equal(daysUnseen({ bornOn: '2026-01-01', lastSeenOn: '2026-11-01' }, today), 22);
  assert.equal(daysUnseen({ bornOn: '2026-11-13', lastSeenOn: null }, today), 10);
  assert.equal(daysUnseen({ bornOn: null, lastSeenOn: null }, today), null);
});

test('28, 14 and 7 days unseen, by column', () => {
  const child = (lastSeenOn: string) => ({ bornOn: '2026-01-01', lastSeenOn });
  assert.equal(unseenTooLong({ ...child('2026-10-26'), column: 'routine' }, today), false);
  assert.equal(unseenTooLong({ ...child('2026-10-25'), column: 'routine' }, today), true);
  assert.equal(unseenTooLong({ ...child('2026-11-08'), column: 'heightened' }, today), true);
  assert.equal(unseenTooLong({ ...child('2026-11-16'), column: 'urgent' }, today), false);
  assert.equal(unseenTooLong({ ...child('2026-11-15'), column: 'urgent' }, today), true);
});

test('a visit of the week stands once: at its planned time, though it is also due by a later day', () => {
  const plannedAt = '2026-11-25T14:30:00.000Z';
  const planned = { on: '2026-11-25', at: plannedAt };
  assert.deepEqual(visitThisWeek({ visitDueOn: '2026-11-27', plannedAt }, today), planned);
  assert.deepEqual(visitThisWeek({ visitDueOn: '2026-12-20', plannedAt }, today), planned);
  const notThisWeek = '2026-12-02T10:00:00.000Z';
  assert.deepEqual(visitThisWeek({ visitDueOn: '2026-11-27', plannedAt: notThisWeek }, today), {
    on: '2026-11-27',
    at: null,
  });
  // A quarter past midnight in London's summer is still the day before in UTC.
  assert.equal(
    visitThisWeek({ visitDueOn: null, plannedAt: '2026-06-07T23:15:00.000Z' }, '2026-06-08')?.on,
    '2026-06-08',
  );
});

test('a family has one row with all its reasons', () => {
  const child = { bornOn: '2025-01-01', lastSeenOn: '2026-10-01', column: 'routine', held: true } as const;
  const late = { ...client, visitDueOn: '2026-11-20', missedCount: 2, endsOn: '2027-01-01' };
  assert.deepEqual(reasonsFor(late, [child], today), ['overdue', 'unseen', 'missed', 'graduating']);
  const planned = { ...late, plannedAt: '2026-11-24T09:00:00.000Z' };
  assert.deepEqual(reasonsFor(planned, [child], today), [
    'week',
    'overdue',
    'unseen',
    'missed',
    'graduating',
  ]);
  assert.deepEqual(reasonsFor(client, [], today), []);
});

test('who has left is on the board for the child alone', () => {
  const left: OnBoard = { ...client, status: 'left-early', visitDueOn: '2026-11-20', missedCount: 3 };
  const child = { bornOn: '2025-01-01', lastSeenOn: '2026-10-01', column: 'routine', held: true } as const;
  assert.deepEqual(reasonsFor(left, [child], today), ['unseen', 'left']);
  assert.deepEqual(reasonsFor(left, [{ ...child, held: false }], today), ['left']);
});
