import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChildCommand } from '../domain/child/commands.ts';
import { type ChildState, unknownChild } from '../domain/child/state.ts';
import { leftOut } from '../domain/identity/place-mask.ts';
import type { Danger } from '../domain/risk/circumstances.ts';
import { masked, repeatedBy, unmasked } from './unmasked.ts';

const danger = (why: string): Danger => ({
  dangerId: 'd1',
  who: 'Dale Marlow',
  relation: 'Former partner',
  why,
  violent: true,
  limits: [],
  move: 'moves-with-child',
});

const held = (why: string): ChildState => ({
  ...unknownChild,
  circumstances: { ...unknownChild.circumstances, dangers: [danger(why)] },
});

const recorded = (state: ChildState, why: string): ChildCommand => ({
  type: 'record-circumstances',
  circumstances: {
    ...state.circumstances,
    dangers: [danger(why)],
    people: [{ name: 'Aunt May', relation: 'Aunt', livesWithChild: false, parentalResponsibility: false }],
  },
});

/** As `issue` judges it: first made whole, then looked at. */
function isRefused(state: ChildState, why: string): boolean {
  const command = recorded(state, why);
  return masked(unmasked(command, state), repeatedBy(command, state));
}

test('words that an earlier version stored with places left out do not lock the record', () => {
  const state = held(`He asked for her at ${leftOut}`);
  assert.equal(isRefused(state, `He asked for her at ${leftOut}`), false, 'repeated as they are');
  assert.equal(isRefused(state, `He asked for her at ${leftOut}\nAnd again`), false, 'something is added');
  assert.equal(isRefused(state, `He asked at ${leftOut}`), true, 'other words around the gap');
  assert.equal(isRefused(state, `He asked for her at ${leftOut}\nand at ${leftOut}`), true, 'another gap');
});

test('words that are whole in the record are never replaced by what is shown of them', () => {
  const state = held('He asked for her at 17 Hollyhock Refuge');
  const shown = `He asked for her at ${leftOut}`;
  const command = unmasked(recorded(state, shown), state);
  assert.equal(
    command.type === 'record-circumstances' && command.circumstances.dangers?.[0]?.why,
    'He asked for her at 17 Hollyhock Refuge',
  );
  assert.equal(isRefused(state, `Somebody rang ${leftOut}`), true);
});
