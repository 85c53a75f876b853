import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownChild } from '../child/state.ts';
import { team, threeAreas } from '../directory/three-areas.fixture.ts';
import type { Handover } from '../handover/facts.ts';
import { misdirectedNotices, noticeWords } from './notices.ts';

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
    { teamId: 'luton-hv', forLead: true, code: 'misdirected', handoverId: 'h' },
  ]);
  const governance = team('luton-ig', { kind: 'information-governance' });
  const teams = new Map([...threeAreas.teams, [governance.id, governance]]);
  const told = misdirectedNotices([recalled], after, { ...threeAreas, teams }).map(({ teamId }) => teamId);
  assert.deepEqual(told, ['luton-ig', 'luton-hv'], 'the other area has nobody yet');
  assert.deepEqual(
    misdirectedNotices([{ ...recalled, recalled: undefined } as never], after, threeAreas),
    [],
  );
  assert.match(noticeWords('misdirected'), /wrong desk/);
});
