import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPromises } from '../../../test/promises.ts';
import { foldChild } from '../../domain/child/evolve.ts';
import { type ChildState, unknownChild } from '../../domain/child/state.ts';
import { gapMinutes, gapsIn } from '../../domain/responsibility/recount.ts';
import type { Life } from './life.ts';
import { directory, families } from './played.fixture.ts';

/** Judges every command that was written to a child’s stream, one by one. */
function judge({ facts }: Life): ChildState {
  let state = unknownChild;
  let before: ChildState | null = null;
  for (const written of Map.groupBy(facts, (fact) => fact.commandId).values()) {
    state = foldChild(written, state);
    const last = written.at(-1);
    if (!last) continue;
    const done = {
      kind: 'done',
      version: last.version,
      state,
      facts: written.map(({ fact }) => fact),
    } as const;
    assertPromises({ before, after: state, outcome: done, directory, now: last.recordedAt });
    before = state;
  }
  return state;
}

test('P1, P2 and P7 hold at every command of every life of the demonstration', () => {
  for (const { script, family } of families) {
    for (const life of family.children) {
      assert.deepEqual(judge(life), life.state, script);
      assert.equal(gapMinutes(gapsIn(life.facts, '2100-01-01T00:00:00.000Z')), 0, script);
    }
    const { client } = family;
    if (!client) continue;
    assert.deepEqual(
      new Set(client.state.children.map(({ personId }) => personId)),
      new Set(family.children.map(({ personId }) => personId)),
      `${script}: a child of hers has no stream of its own`,
    );
    for (const { personId, state } of family.children) {
      const counted = client.state.children.find((child) => child.personId === personId);
      assert.equal(state.programme?.clientId, client.personId, script);
      if (counted?.left === null && !counted.lost && client.state.status !== 'transferring-out')
        assert.equal(state.programme?.left, null, script);
    }
  }
});
