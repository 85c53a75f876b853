import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReadClient } from '../../application/client-readings.ts';
import { demonstrationDirectoryOn } from '../../application/demonstration/directory.ts';
import { playedFamilies } from '../../application/demonstration/families.ts';
import type { ReadChild } from '../../application/readings.ts';
import type { StoredFact } from '../../domain/child/facts.ts';
import { unknownChild } from '../../domain/child/state.ts';
import type { Deadline } from '../../domain/escalation/obligation.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { foldClient } from '../../domain/programme/client-evolve.ts';
import type { StoredClientFact } from '../../domain/programme/client-facts.ts';
import { Timeline } from '../components/record.tsx';
import { timelineOf, timelineOfClient } from './record-timeline.tsx';

const now = '2026-11-23T12:00:00.000Z';
const directory = demonstrationDirectoryOn(now);
const names = namesOf(directory);

function entriesOf(facts: readonly StoredFact[]) {
  return timelineOf({ facts, raised: [], state: unknownChild } as unknown as ReadChild, names);
}

function storedBy(version: number, commandId: string, fact: object): StoredFact {
  const by = { practitionerId: 'amara-osei', teamId: 'luton-hv', role: 'health-visitor' };
  return { version, fact, happenedAt: now, recordedAt: now, by, commandId } as StoredFact;
}

const seen: Deadline = {
  key: 'h1/seen/luton-hv',
  kind: 'seen',
  row: '9',
  column: 'routine',
  from: now,
  ownerTeamId: 'luton-hv',
  otherTeamId: null,
  handoverId: 'h1',
  dueAt: '2026-12-07T17:00:00.000Z',
  steps: [],
  ruleVersion: 'annex-b-2026-11',
};

describe('the timeline of a child', () => {
  const stream = [
    storedBy(1, 'a', { type: 'MissingReviewed', says: 'Looked at' }),
    storedBy(2, 'a', { type: 'DeadlinesMoved', set: [seen], met: [] }),
    storedBy(3, 'b', {
      type: 'DeadlinesMoved',
      set: [{ ...seen, column: 'urgent', dueAt: '2026-11-25T17:00:00.000Z' }],
      met: [],
    }),
    storedBy(4, 'c', { type: 'FamilyFound', how: 'They rang' }),
    storedBy(5, 'c', { type: 'DeadlinesMoved', set: [], met: [seen.key] }),
  ];
  const entries = entriesOf(stream).map((item) => String(<Timeline items={[item]} />));

  test('what a command moved of the deadlines folds below what it did; what moved by itself is an entry', () => {
    assert.equal(entries.length, 3);
    assert.match(
      entries[2] ?? '',
      /The missing family was reviewed[\s\S]*<details[\s\S]*See the child face to face/,
    );
    assert.match(entries[1] ?? '', /<h2[^>]*>Deadlines that moved: 1</);
  });

  test('it says which, from when to when, who owes it, and by which row and version of the rules', () => {
    const [last = '', moved = '', first = ''] = entries;
    assert.match(first, /due Monday 7 December 2026 at 5pm, owed by Luton health visiting\. Row 9, routine</);
    assert.match(
      moved,
      /due Wednesday 25 November 2026 at 5pm instead of Monday 7 December 2026 at 5pm, .* Row 9, urgent instead of routine</,
    );
    assert.match(moved, /By the national table annex-b-2026-11</);
    assert.match(last, /no longer owed\. It was due Wednesday 25 November 2026 at 5pm</);
  });

  test('accountability is said to have moved when it was recorded, whenever that was by which it moved (P9)', () => {
    const later = '2026-11-29T09:00:00.000Z';
    const holder = { teamId: 'luton-hv', practitionerId: 'amara-osei', outsideName: null };
    const facts = [
      { type: 'ChildSeen', handoverId: 'h1', where: 'At home', joint: false, by: 'amara-osei' },
      { type: 'ReleasePointReached', handoverId: 'h1', point: 'Seen' },
      { type: 'AccountabilityPassed', handoverId: 'h1', from: holder, to: holder, releasePoint: 'Seen' },
    ].map((fact, at) => ({ ...storedBy(at + 1, 'late', fact), recordedAt: later }));
    const [passed = '', reached = '', child = ''] = entriesOf(facts).map((entry) =>
      String(<Timeline items={[entry]} />),
    );
    assert.match(child, /Happened 23 November 2026 at midday, recorded 29 November 2026 at 9am/);
    for (const moved of [passed, reached]) {
      assert.match(moved, /29 November 2026 at 9am/);
      assert.doesNotMatch(moved, /Happened/);
    }
  });

  test('no fact of a life is left out: each is an entry of its own, or its deadlines are told below that of its command', () => {
    const kinds = new Set<string>();
    for (const { family } of playedFamilies(7, 60, directory, now))
      for (const { facts } of family.children) {
        const told = entriesOf(facts);
        const alone = facts.filter(
          ({ fact, commandId }, at) =>
            fact.type !== 'DeadlinesMoved' || facts[at - 1]?.commandId !== commandId,
        );
        assert.equal(told.length, alone.length);
        for (const item of told) assert.notEqual(item.title, '');
        const folds = String(<Timeline items={told} />).split('Deadlines that moved: ').length - 1;
        assert.equal(folds, facts.filter(({ fact }) => fact.type === 'DeadlinesMoved').length);
        for (const { fact } of facts) kinds.add(fact.type);
      }
    assert.ok(kinds.has('DeadlinesMoved') && kinds.size > 30, `${kinds.size} kinds`);
  });
});

describe('the timeline of a client', () => {
  const lives = [...playedFamilies(7, 120, directory, now)].flatMap(({ family: { client } }) => client ?? []);

  function clientEntries(facts: readonly StoredClientFact[]) {
    const personId = '0e9b4d7e-2a76-4a52-8f2b-6c1f5d0c0a01';
    return timelineOfClient({ personId, state: foldClient(facts), facts } as unknown as ReadClient, names);
  }

  test('no fact of a life is left out: deadlines and what her children’s records were asked are told below the command', () => {
    const told = { deadlines: 0, asked: 0 };
    for (const { facts } of lives) {
      const entries = clientEntries(facts);
      const alone = facts.filter(
        ({ fact, commandId }, at) => !follows(fact) || facts[at - 1]?.commandId !== commandId,
      );
      assert.equal(entries.length, alone.length);
      const text = String(<Timeline items={entries} />);
      const kind = (type: string) => facts.filter(({ fact }) => fact.type === type).length;
      const times = (words: string) => text.split(words).length - 1;
      assert.equal(times('Deadlines that moved: '), kind('ClientDeadlinesMoved'));
      assert.equal(times('Asked of her children’s own records: '), kind('ChildrenAsked'));
      told.deadlines += kind('ClientDeadlinesMoved');
      told.asked += kind('ChildrenAsked');
    }
    assert.ok(told.deadlines > 100 && told.asked > 50, JSON.stringify(told));
  });

  test('a deadline is told with its times, owner and row, and the times it had before; what was asked by child', () => {
    const visit: Deadline = {
      ...seen,
      key: 'visit/luton-fnp/next',
      kind: 'visit',
      ownerTeamId: 'luton-fnp',
      row: '13',
    };
    const later: Deadline = { ...visit, dueAt: '2026-12-14T17:00:00.000Z' };
    const asks = { consequenceId: 'c', childId: 'child-1', asks: 'record-sighting' };
    const [entry] = clientEntries([
      storedBy(1, 'a', { type: 'ClientDeadlinesMoved', set: [visit], met: [] }),
      storedBy(2, 'b', { type: 'ContactNamed', contactId: 'shanice-brown', why: 'Knows her best' }),
      storedBy(3, 'b', { type: 'ClientDeadlinesMoved', set: [later], met: [] }),
      storedBy(4, 'b', { type: 'ChildrenAsked', each: [asks] }),
    ] as unknown as readonly StoredClientFact[]);
    assert.ok(entry);
    const text = String(<Timeline items={[entry]} />);
    assert.match(text, /Shanice Brown keeps in touch with her[\s\S]*<details[\s\S]*Deadlines that moved: 1/);
    assert.match(text, /due Monday 14 December 2026 at 5pm instead of Monday 7 December 2026 at 5pm/);
    assert.match(text, /owed by Luton Family Nurse Partnership\. Row 13, routine/);
    assert.match(
      text,
      /Asked of her children’s own records: 1[\s\S]*A child of hers: to be recorded as seen/,
    );
  });
});

function follows({ type }: StoredClientFact['fact']): boolean {
  return type === 'ClientDeadlinesMoved' || type === 'ChildrenAsked';
}
