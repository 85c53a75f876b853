import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { childCommandNames } from '../child/commands.ts';
import { refusals } from '../language/refusals.ts';
import { handoverStates } from '../language/words.ts';
import { moveTransitions } from '../move/transitions.ts';
import { careTransitions } from '../responsibility/transitions.ts';
import { commandWords, handoverCommandNames } from './commands.ts';
import { deciders } from './decide.ts';
import { cell, transitions } from './transitions.ts';

describe('the table of transitions', () => {
  test('has a cell for every state and command, and no other', () => {
    assert.deepEqual(Object.keys(transitions).sort(), [...handoverStates].sort());
    for (const state of handoverStates) {
      assert.deepEqual(Object.keys(transitions[state]).sort(), [...handoverCommandNames].sort(), state);
    }
  });

  test('every command can be given in some state, and has a decider and words', () => {
    for (const name of handoverCommandNames) {
      assert.ok(
        handoverStates.some((state) => cell(state, name) === 'yes'),
        `${name} is possible nowhere`,
      );
      assert.equal(typeof deciders[name], 'function', name);
      assert.ok(commandWords[name], name);
    }
  });

  test('every state that is not over lets something be done', () => {
    for (const state of handoverStates.filter((one) => one !== 'withdrawn')) {
      assert.ok(
        handoverCommandNames.some((name) => cell(state, name) === 'yes'),
        state,
      );
    }
  });

  test('every refusal in every table has an entry that says why and what can be done', () => {
    const tables = [transitions, careTransitions, moveTransitions];
    const codes = tables.flatMap((table) =>
      Object.values(table).flatMap((cells) => Object.values(cells) as string[]),
    );
    for (const code of new Set(codes)) {
      if (code === 'yes') continue;
      const words = (refusals as Record<string, { says: string; canDo: string }>)[code];
      assert.ok(words, code);
    }
    for (const [code, { says, canDo }] of Object.entries(refusals))
      assert.match(`${says} ${canDo}`, /\..*\./, code);
  });

  test('nothing takes hold of a child without the four steps: no acceptance before an offer, no seeing before acceptance, no closing before seeing', () => {
    const allowing = (name: (typeof handoverCommandNames)[number]) =>
      handoverStates.filter((state) => cell(state, name) === 'yes');
    assert.deepEqual(allowing('accept'), ['offered', 'acknowledged']);
    assert.deepEqual(allowing('record-seen'), ['accepted']);
    assert.deepEqual(allowing('release-without-sighting'), ['accepted']);
    assert.deepEqual(allowing('close'), ['seen']);
  });

  test('no command is named twice', () => {
    assert.equal(new Set(childCommandNames).size, childCommandNames.length);
  });
});
