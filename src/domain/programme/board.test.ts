import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysUnseen, graduatingSoon, thisWeek, unseenTooLong, visitOverdue } from './board.ts';

const today = '2026-11-23';
const client = { visitDueOn: null, plannedOn: null, endsOn: null, missedCount: 0 };

test('this week is today and the six days after it; overdue begins the day after', () => {
  for (const [day, week, overdue] of [
    ['2026-11-22', false, true],
    ['2026-11-23', true, false],
    ['2026-11-29', true, false],
    ['2026-11-30', false, false],
  ] as const) {
    assert.equal(thisWeek({ ...client, visitDueOn: day }, today), week, day);
    assert.equal(visitOverdue({ ...client, visitDueOn: day }, today), overdue, day);
  }
  assert.equal(thisWeek({ ...client, visitDueOn: '2026-12-20', plannedOn: '2026-11-25' }, today), true);
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
