import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { demonstrationDirectory } from '../../application/demonstration/directory.ts';
import { ownerOfItem } from '../access/quarantine.ts';
import { bankHolidays } from '../calendar/holidays.ts';
import { defaultRuleSets } from '../calendar/time-limits.ts';
import { networkHoldingDeskId } from '../directory/directory.ts';
import { type ClockedBy, clockOfItem, kindOfItem } from './quarantine-clock.ts';

/** A Monday, 10 in the morning. */
const now = '2026-11-23T10:00:00.000Z';
const directory = demonstrationDirectory();
const around = { now, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };

const item = (event: string | null, more: Partial<ClockedBy> = {}): ClockedBy => ({
  source: event === null ? 'caseload' : 'nems',
  event,
  reason: 'unknown-child',
  receivedAt: now,
  teamId: 'luton-hv',
  ...more,
});

describe('what lies in quarantine is due', () => {
  const due = (of: ClockedBy) => {
    const { kind, row, column, dueAt } = clockOfItem(of, around);
    return [kind, row, column, dueAt];
  };

  test('a birth on the same working day, a death at once, a move as every move', () => {
    assert.deepEqual(due(item('birth')), ['settle-birth', 'H50', 'heightened', '2026-11-23T17:00:00.000Z']);
    assert.deepEqual(due(item('death')), ['settle-death', 'H51', 'urgent', '2026-11-23T12:00:00.000Z']);
    assert.deepEqual(due(item('change-of-address')), [
      'settle-move',
      '1',
      'routine',
      '2026-11-24T17:00:00.000Z',
    ]);
  });

  test('another message in two working days, on the same day where it is restricted or cannot be read', () => {
    assert.deepEqual(due(item('change-of-gp')).slice(0, 3), ['settle-message', 'H52', 'routine']);
    for (const reason of ['restricted', 'malformed', 'too-large'])
      assert.deepEqual(due(item('unreadable', { reason })), [
        'settle-message',
        'H52',
        'heightened',
        '2026-11-23T17:00:00.000Z',
      ]);
  });

  test('a line of a file in five working days, whatever is wrong with it', () => {
    assert.deepEqual(due(item(null)), ['settle-row', 'H53', 'routine', '2026-11-30T17:00:00.000Z']);
    assert.equal(kindOfItem(item(null, { reason: 'malformed' })), 'settle-row');
  });

  test('a stillbirth and a record that tells of a death are deaths, whatever brought them', () => {
    assert.equal(kindOfItem(item('birth', { reason: 'birth-and-death' })), 'settle-death');
    assert.equal(kindOfItem(item('patient-record', { reason: 'needs-confirmation' })), 'settle-death');
  });

  test('counted from when it came, with the row’s version and five steps that ascend', () => {
    const { ruleVersion, dueAt, steps } = clockOfItem(
      item('birth', { receivedAt: '2026-11-27T18:00:00.000Z' }),
      around,
    );
    assert.equal(ruleVersion, 'annex-b-2026-11');
    assert.equal(dueAt, '2026-11-30T12:00:00.000Z', 'after the day’s work it is due at the next noon');
    assert.equal(steps[0], dueAt);
    assert.deepEqual(steps.toSorted(), steps);
    assert.equal(steps.length, 5);
  });
});

describe('somebody always owes it', () => {
  test('the team that it is about; else, or where that works no longer or outside the network, the holding desk', () => {
    assert.equal(ownerOfItem('luton-hv', around), 'luton-hv');
    assert.equal(ownerOfItem(null, around), networkHoldingDeskId);
    assert.equal(ownerOfItem('no-such-team', around), networkHoldingDeskId);
    const luton = directory.teams.get('luton-hv');
    assert.ok(luton);
    const closed = { ...directory, teams: new Map([['luton-hv', { ...luton, to: '2026-11-01' }]]) };
    assert.equal(ownerOfItem('luton-hv', { now, directory: closed }), networkHoldingDeskId);
    const outside = [...directory.teams.values()].find(({ kind }) => kind === 'outside');
    assert.ok(outside);
    assert.equal(ownerOfItem(outside.id, around), networkHoldingDeskId);
  });
});
