import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unknownChild } from '../child/state.ts';
import { team, threeAreas } from '../directory/three-areas.fixture.ts';
import type { Handover } from '../handover/facts.ts';
import { gatherNotices, noticeWords } from './notices.ts';
import { misdirectedNotices } from './notices-beyond.ts';

const handover = {
  handoverId: 'h',
  releasingTeamId: 'luton-hv',
  destination: { teamId: 'ealing-hv' },
} as Handover;
const after = { ...unknownChild, handovers: [handover] };
const recalled = {
  type: 'HandoverWithdrawn',
  handoverId: 'h',
  reason: 'Wrong desk',
  recalled: true,
} as const;

test('an area without information governance has the lead of the releasing team told instead: never nobody (A51)', () => {
  assert.deepEqual(misdirectedNotices([recalled], after, threeAreas), [
    { teamId: 'luton-hv', forLead: true, code: 'misdirected/luton-hv/ealing-hv', handoverId: 'h' },
  ]);
  const governance = team('luton-ig', { kind: 'information-governance' });
  const teams = new Map([...threeAreas.teams, [governance.id, governance]]);
  const told = misdirectedNotices([recalled], after, { ...threeAreas, teams }).map(({ teamId }) => teamId);
  assert.deepEqual(told, ['luton-ig', 'luton-hv'], 'the other area has nobody yet');
  assert.deepEqual(
    misdirectedNotices([{ ...recalled, recalled: undefined } as never], after, threeAreas),
    [],
  );
  const code = 'misdirected/luton-hv/ealing-hv';
  assert.match(
    noticeWords(code, (id) => `the team ${id}`),
    /^An offer that the team luton-hv sent went to the wrong desk, the team ealing-hv, and was recalled/,
  );
  assert.match(noticeWords(code), /^An offer went to the wrong desk/, 'a mail names no team');
  assert.match(noticeWords('misdirected'), /wrong desk/, 'as older notices have it');
});

describe('notices gathered by child', () => {
  const [one, other] = ['11111111-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000002'];
  const line = (personId: string | null, code: string, hour: number, nurseId: string | null = null) => ({
    personId,
    nurseId,
    code,
    createdAt: `2026-11-27T${String(hour).padStart(2, '0')}:00:00.000Z`,
  });

  test('what is owed as a question keeps its own mark, and no full stop follows it', () => {
    assert.match(noticeWords('overdue/0/review-continuing'), /in the programme\? Told: Duty desk$/);
  });

  test('what is overdue is one sentence with every step that was told', () => {
    const [gathered, ...rest] = gatherNotices([
      line(one, 'overdue/2/acknowledge', 12),
      line(one, 'HandoverOffered', 11),
      line(one, 'overdue/0/acknowledge', 10),
    ]);
    assert.deepEqual(rest, []);
    assert.deepEqual(gathered?.tellings, [
      {
        says: 'Overdue: Acknowledge the offer. Told: Duty desk, Named nurse of each side',
        at: '2026-11-27T12:00:00.000Z',
      },
      { says: 'A handover was offered to your desk', at: '2026-11-27T11:00:00.000Z' },
    ]);
  });

  test('what was told to the same steps at the same time is one sentence; another time or step is another', () => {
    const [gathered] = gatherNotices([
      line(one, 'overdue/0/seen', 12),
      line(one, 'overdue/0/tell-parent', 12),
      line(one, 'overdue/1/tell-gp', 12),
      line(one, 'overdue/0/acknowledge', 11),
    ]);
    assert.equal(gathered?.overdue, true);
    assert.deepEqual(
      gathered?.tellings.map(({ says }) => says),
      [
        'Overdue: See the child face to face, or its mother before the birth. Tell the parent. Told: Duty desk',
        'Overdue: Tell the GP. Told: Team lead',
        'Overdue: Acknowledge the offer. Told: Duty desk',
      ],
    );
  });

  test('a step that comes late after an outage says so', () => {
    assert.equal(
      noticeWords('overdue/2-late/seen'),
      `${noticeWords('overdue/2/seen')} (late: Handhold had stopped looking for a time)`,
    );
    const [gathered] = gatherNotices([line(one, 'overdue/2/seen', 12), line(one, 'overdue/0-late/seen', 10)]);
    assert.match(gathered?.tellings[0]?.says ?? '', /Duty desk, Named nurse of each side \(late: /);
  });

  test('a nurse’s supervision is gathered like a child, and is no count', () => {
    const gathered = gatherNotices([
      line(null, 'overdue/1/supervise', 12, 'ewa-nowak'),
      line(null, 'last-step/6', 11),
      line(null, 'overdue/0/supervise', 10, 'ewa-nowak'),
    ]);
    assert.deepEqual(
      gathered.map(({ tellings }) => tellings.map(({ says }) => says)),
      [
        ['Overdue: Supervision, one to one. Told: Duty desk, Team lead'],
        ['Obligations that reached the last step of the ladder: 5'],
      ],
    );
  });

  test('children stay in the order of their newest, and counts of no child stand alone', () => {
    const gathered = gatherNotices([
      line(other, 'HandoverOffered', 12),
      line(null, 'last-step/6', 11),
      line(one, 'HandoverOffered', 10),
      line(null, 'last-step/2', 9),
      line(other, 'HandoverOffered', 8),
    ]);
    assert.deepEqual(
      gathered.map(({ first, tellings }) => [first.personId, tellings.length]),
      [
        [other, 1],
        [null, 1],
        [one, 1],
        [null, 1],
      ],
    );
  });
});
