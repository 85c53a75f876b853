import assert from 'node:assert/strict';
import { mayCommand } from '../src/domain/access/permissions.ts';
import { relationsByTeam } from '../src/domain/access/relations.ts';
import { moveCommandNames, responsibilityCommandNames } from '../src/domain/child/care-tables.ts';
import type { ChildCommandName } from '../src/domain/child/commands.ts';
import { decideChild } from '../src/domain/child/decide.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { handoverCommandNames } from '../src/domain/handover/commands.ts';
import { cell } from '../src/domain/handover/transitions.ts';
import { refusals } from '../src/domain/language/refusals.ts';
import { handoverStates } from '../src/domain/language/words.ts';
import { moveState, moveStates, moveTransitions } from '../src/domain/move/transitions.ts';
import { careTransitions } from '../src/domain/responsibility/transitions.ts';
import { childrenInEveryState, handoversInEveryState } from './children-standing.ts';
import { diceOfRoll, invent } from './invented-commands.ts';
import { scenario, type World } from './world.ts';

/**
 * Tries every cell of the three tables of a child with the whole rule. What a table refuses must be refused with that code to
 * everybody who may give the command at all; where a table says yes, somebody's command must be accepted.
 */

type Answers = { readonly accepted: boolean; readonly refused: ReadonlySet<string> };

/** How many commands of one name are invented for each person; the first acceptance ends the search. */
const most = 24;

/** What everybody who may give this command is told of it, as the child stands. */
function answersTo(world: World, state: ChildState, name: ChildCommandName): Answers {
  const { directory } = world.context('system');
  const relations = relationsByTeam(state, directory);
  const refused = new Set<string>();
  for (const who of ['system', ...directory.practitioners.keys()]) {
    const context = world.context(who);
    const may = mayCommand(context.actor, name, relations.get(context.actor.teamId) ?? new Set());
    if (!may) continue;
    for (let roll = 0; roll < most; roll += 1) {
      const decision = decideChild(state, invent(name, diceOfRoll(roll), state, context), context);
      if (!('refused' in decision)) return { accepted: true, refused };
      refused.add(decision.refused.code);
    }
  }
  return { accepted: false, refused };
}

scenario('Every cell of the handover’s table is what the rule says', async (world) => {
  const states = await handoversInEveryState(world);
  const wrong: string[] = [];
  for (const stands of handoverStates) {
    const there = states.filter(({ handovers }) => handovers[0]?.state === stands);
    assert.ok(there.length > 0, `no handover is ${stands}`);
    for (const name of handoverCommandNames)
      wrong.push(
        ...faults(`${stands}, ${name}`, cell(stands, name), there, (one) => answersTo(world, one, name)),
      );
  }
  assert.deepEqual(wrong, []);
});

scenario('Every cell of the tables of responsibility and of moves is what the rule says', async (world) => {
  const states = await childrenInEveryState(world);
  const wrong: string[] = [];
  for (const status of ['unknown', 'in-care', 'ended'] as const) {
    const there = states.filter(({ care }) => care.status === status);
    for (const name of responsibilityCommandNames)
      wrong.push(
        ...faults(`${status}, ${name}`, careTransitions[status][name], there, (one) =>
          answersTo(world, one, name),
        ),
      );
  }
  for (const stands of moveStates)
    for (const name of moveCommandNames) {
      const there = states.filter((one) => moveState(name, one) === stands);
      // A stay is there or it is not, and a claim that was settled is asked about by its id alone.
      if (there.length === 0) assert.ok(stands === 'settled' && name === 'review-stay', `${stands}, ${name}`);
      wrong.push(
        ...faults(`${stands}, ${name}`, moveTransitions[stands][name], there, (one) =>
          answersTo(world, one, name),
        ),
      );
    }
  assert.deepEqual(wrong, []);
});

/** The cells whose words differ from what the rules answered. */
function faults(
  where: string,
  says: string,
  states: readonly ChildState[],
  answers: (state: ChildState) => Answers,
): readonly string[] {
  const found = states.map(answers);
  const codes = [...new Set(found.flatMap(({ refused }) => [...refused]))];
  if (says === 'yes') {
    if (states.length === 0 || found.some(({ accepted }) => accepted)) return [];
    return [`${where}: the table says yes, and nobody's was accepted: ${codes.join(', ') || 'nobody may'}`];
  }
  assert.ok(says in refusals, where);
  if (found.some(({ accepted }) => accepted))
    return [`${where}: the table says ${says}, and it was accepted`];
  const others = codes.filter((code) => code !== says);
  return others.length === 0 ? [] : [`${where}: the table says ${says}, the rule ${others.join(', ')}`];
}
