import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { commandsOpenTo, decideChild } from '../src/domain/child/decide.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { actionsOpenTo } from '../src/web/pages/child-actions.ts';
import { fc } from './generated.ts';
import { diceFrom, invent } from './invented-commands.ts';
import { areas, scenario, violentExPartner, type World } from './world.ts';

/**
 * A button that is shown is a command that is accepted as far as the role goes: whoever presses it may be asked for more, or be told
 * that something has come between, never that it is for somebody else to do.
 */
const forSomebodyElse: ReadonlySet<string> = new Set(['not-allowed', 'actor-away', 'actor-gone']);

const toddler = { identity: { bornOn: '2024-01-01' } } as const;

/** Children as they stand in the course of a life, each state with the word for it. */
async function statesOf(world: World): Promise<readonly (readonly [string, ChildState])[]> {
  const { given, when, clock, state } = world;
  const found: [string, ChildState][] = [];
  const note = async (word: string) => void found.push([word, await state()]);
  const missed = {
    type: 'record-review',
    outcome: 'missed',
    by: 'Amara',
    childSeen: false,
    note: '',
  } as const;

  await given.aChildHeldBy('amara-osei', toddler);
  await note('held');
  for (const code of ['twelve-months', 'twelve-months'])
    await when('amara-osei').does({ ...missed, code, on: clock.today() });
  await note('reviews missed');
  await when('system').signals({ messageId: 'm1', areaCode: areas.ealing }, 'ealing-hv');
  await note('an enquiry is open');
  await when('amara-osei').does({ type: 'seal-address', why: 'She fled' });
  await note('sealed');

  await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
  await when('amara-osei').offers('ealing-hv');
  await note('offered');
  await when('samira-haddad').acknowledges();
  await note('acknowledged');

  await given.aChildHeldBy('amara-osei', toddler);
  await when('amara-osei').does({
    type: 'open-missing',
    missingId: randomUUID(),
    why: 'The flat is empty',
    notOpen: null,
  });
  await note('missing');

  await given.aChildHeldBy('amara-osei', toddler);
  await when('grace-adeyemi').does({
    type: 'end',
    reason: 'left-uk',
    confirmedBy: 'Grace Adeyemi',
    detail: 'To Spain',
  });
  await note('ended');
  return found;
}

scenario('A button that is shown is accepted as far as the role goes', async (world) => {
  const states = await statesOf(world);
  const shown = new Set<string>();
  const people = [...world.context('amara-osei').directory.practitioners.keys()];
  const tried = ([word, state]: readonly [string, ChildState], who: string, numbers: readonly number[]) => {
    const context = world.context(who);
    const buttons = [
      ...actionsOpenTo(state, context).map(({ command }) => command),
      ...state.handovers.flatMap((handover) => commandsOpenTo(state, handover, context)),
    ];
    for (const name of buttons) {
      shown.add(`${word}: ${name}`);
      const decision = decideChild(state, invent(name, diceFrom(numbers), state, context), context);
      const code = 'refused' in decision ? decision.refused.code : '';
      assert.ok(
        !forSomebodyElse.has(code),
        `${word}: ${name} is shown to ${who} (${context.actor.role}), and ${code}`,
      );
    }
  };
  for (const one of states)
    for (const who of people)
      fc.assert(
        fc.property(fc.array(fc.nat({ max: 99 }), { minLength: 6, maxLength: 10 }), (numbers) =>
          tried(one, who, numbers),
        ),
        { numRuns: 4, seed: 7 },
      );
  assert.ok(shown.has('reviews missed: review-missed-reviews'), [...shown].join('\n'));
  assert.ok(shown.size > 80, `${shown.size} buttons`);
});
