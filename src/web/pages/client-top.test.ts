import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadClient } from '../../application/client-readings.ts';
import { unknownChild } from '../../domain/child/state.ts';
import { unknownClient } from '../../domain/programme/client-state.ts';
import { seenWords } from './client-top.tsx';

const today = '2026-11-29';

/** A client in the programme with a child of that name, born and last seen on these days. */
function mother(bornOn: string, lastSeenOn: string | null): ReadClient {
  const child = { personId: 'child', givenName: 'Rosa', bornOn, left: null, lost: false };
  return {
    personId: 'client',
    state: { ...unknownClient, status: 'enrolled', children: [child] },
    children: [{ personId: 'child', state: { ...unknownChild, lastSeenOn } }],
    version: 1,
    facts: [],
    mask: null,
  };
}

test('the line says of each child when it was seen, and of one whom nobody has seen that it was not', () => {
  assert.equal(seenWords(mother('2026-06-30', '2026-11-20'), today), 'Rosa 9 days ago');
  assert.equal(seenWords(mother('2026-06-30', '2026-11-28'), today), 'Rosa 1 day ago');
  assert.equal(seenWords(mother('2026-11-20', today), today), 'Rosa today');
  // It said of a newborn whom nobody had seen "Rosa today", and the day after "Rosa 1 day ago, never since the birth".
  assert.equal(seenWords(mother(today, null), today), 'Rosa never: born today');
  assert.equal(seenWords(mother('2026-11-28', null), today), 'Rosa never: born 1 day ago');
  assert.equal(seenWords(mother('2026-11-28', '2026-11-20'), today), 'Rosa never: born 1 day ago');
});
