import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstrationDirectory } from '../../application/demonstration/directory.ts';
import { type ChildState, unknownChild } from '../../domain/child/state.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { familyRows } from './family-rows.tsx';

const now = '2026-11-23T12:00:00.000Z';
const names = namesOf(demonstrationDirectory());

function ofMotherBorn(bornOn: string) {
  const holder = { teamId: 'luton-hv', practitionerId: 'amara-osei', outsideName: null };
  const state: ChildState = {
    ...unknownChild,
    care: { status: 'in-care', holder, since: now, knownSince: now, period: 1 },
    circumstances: { ...unknownChild.circumstances, motherBornOn: bornOn },
  };
  const rows = familyRows({ state, personId: 'child-1' }, new Set(), names);
  return rows.find(({ key }) => key === 'The mother herself');
}

test('a mother under 18 is said to be, since it makes the handover more than routine; a grown one is nothing unusual', () => {
  const young = ofMotherBorn('2009-05-04');
  assert.equal(young?.usual, false);
  assert.match([young?.value].flat().map(String).join(''), /She was 17 when the child became known here/);
  assert.equal(ofMotherBorn('1996-05-04')?.usual, true);
});
