import assert from 'node:assert/strict';
import { addMonths, londonDate } from '../src/domain/calendar/time.ts';
import type { World } from './world.ts';

/** What a life of the sentence "from pregnancy to five years, with moves, pauses, losses, returns" has in it. */
const parts = [
  'birth',
  'pause',
  'resume',
  'move',
  'transfer',
  'loss',
  'return',
  'brought',
  'five years',
] as const;
type Part = (typeof parts)[number];

/** How many of the lives that were played had each part. */
export type Contents = Map<Part, number>;

export function noContents(): Contents {
  return new Map(parts.map((part) => [part, 0]));
}

/** Counts a life, once for each part that it has, however often. */
export async function countLife({ ledger, clock }: World, contents: Contents): Promise<void> {
  const found = new Set<Part>();
  const today = londonDate(clock.now());
  for (const client of await ledger.clients.people()) {
    const facts = (await ledger.clients.facts(client)).map(({ fact }) => fact);
    const has = (type: (typeof facts)[number]['type']) => facts.filter((fact) => fact.type === type).length;
    if (has('BirthTold') > 0) found.add('birth');
    if (has('ProgrammePaused') > 0) found.add('pause');
    if (has('ProgrammeResumed') > 0) found.add('resume');
    if (has('TransferStarted') > 0) found.add('transfer');
    if (has('LossRecorded') + has('DeathRecorded') > 0) found.add('loss');
    if (has('Enrolled') > 1) found.add('return');
    if (has('ChildBrought') > 0) found.add('brought');
  }
  for (const personId of await ledger.people()) {
    const known = await ledger.store.loadAny(personId);
    const facts = (await ledger.facts(personId)).map(({ fact }) => fact);
    if (facts.some((fact) => fact.type === 'AddressRecorded')) found.add('move');
    const { bornOn } = known?.state.identity ?? {};
    if (bornOn && addMonths(bornOn, 60) <= today) found.add('five years');
  }
  for (const part of found) contents.set(part, (contents.get(part) ?? 0) + 1);
}

export function sayContents(contents: Contents, lives: number): string {
  return `of ${lives} lives: ${[...contents].map(([part, count]) => `${part} in ${count}`).join(', ')}`;
}

/**
 * Asserts that each part occurred in more than a few of so many lives: if the generator seldom makes what the test is about,
 * the test shows nothing.
 */
export function assertContents(contents: Contents, lives: number, leastShare = 0.01): void {
  for (const [part, count] of contents)
    assert.ok(
      count >= lives * leastShare,
      `of ${lives} lives only ${count} have ${part}: ${sayContents(contents, lives)}`,
    );
}
