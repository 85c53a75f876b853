import { mayCommand } from '../src/domain/access/permissions.ts';
import { relationsByTeam } from '../src/domain/access/relations.ts';
import { type ChildCommandName, childCommandNames } from '../src/domain/child/commands.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { presentAt } from '../src/domain/directory/directory.ts';
import { handoverCommandNames } from '../src/domain/handover/commands.ts';
import { cell } from '../src/domain/handover/transitions.ts';
import { fc } from './generated.ts';
import { diceFrom, invent } from './invented-commands.ts';
import { checkLedger } from './ledger-checks.ts';
import { assertPromises } from './promises.ts';
import { playNext, walkToTheEnd } from './walk-to-the-end.ts';
import type { Child, World } from './world.ts';

/** One thing that happens: a command by somebody on a child, time that passes, or somebody who leaves or falls ill. */
export type Step =
  | {
      readonly happens: 'command';
      readonly child: number;
      readonly meant: boolean;
      readonly name: number;
      readonly who: number;
      readonly dice: readonly number[];
    }
  /** Somebody does the sensible next thing, so that many sequences reach the late states. */
  | { readonly happens: 'goes-on'; readonly child: number; readonly times: number }
  | { readonly happens: 'time'; readonly minutes: number }
  | { readonly happens: 'leaves'; readonly who: number }
  | { readonly happens: 'away'; readonly who: number };

const number = fc.nat({ max: 999 });

const command: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant('command' as const),
  child: fc.constantFrom(0, 0, 0, 1, 1, 2),
  // Half of the commands are of a kind that this state and this person allow; the others may be anything by anybody.
  meant: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  name: number,
  who: number,
  dice: fc.array(number, { minLength: 6, maxLength: 14 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: command },
  {
    weight: 5,
    arbitrary: fc.record({
      happens: fc.constant('goes-on' as const),
      child: fc.constantFrom(0, 0, 1, 2),
      times: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      happens: fc.constant('time' as const),
      minutes: fc.constantFrom(1, 60, 1440, 4320, 20160),
    }),
  },
  { weight: 1, arbitrary: fc.record({ happens: fc.constant('leaves' as const), who: number }) },
  { weight: 1, arbitrary: fc.record({ happens: fc.constant('away' as const), who: number }) },
);

/** Up to `longest` steps on three children of two areas. */
export function sequences(longest = 40): fc.Arbitrary<readonly Step[]> {
  return fc.array(step, { minLength: Math.floor(longest / 2), maxLength: longest, size: 'max' });
}

/** People who may leave: never all the nurses of a team, so that a way to the end is left. */
export const leavers = [
  'amara-osei',
  'kate-brennan',
  'shanice-brown',
  'chloe-sinclair',
  'naomi-fletcher',
] as const;
export const fallIll = [
  'grace-adeyemi',
  'deborah-quill',
  'priya-nair',
  'moira-kettle',
  'nadia-farouk',
] as const;

/** Plays a sequence, asserts every promise after every command, then walks each child to the end and checks the ledger. */
export async function play(world: World, steps: readonly Step[]): Promise<void> {
  const { given, clock } = world;
  const children = [
    await given.aChildHeldBy('amara-osei', {
      name: 'toddler',
      identity: { bornOn: '2024-01-01', familyId: 'f' },
    }),
    await given.aChildHeldBy('shanice-brown', {
      name: 'baby',
      identity: { bornOn: '2026-06-01', familyId: 'f' },
    }),
    await given.aChildHeldBy('beth-lomax', { name: 'unborn', identity: { bornOn: null, familyId: 'g' } }),
  ] as const;
  for (const happening of steps) {
    if (happening.happens === 'time') clock.passes({ minutes: happening.minutes });
    else if (happening.happens === 'leaves')
      await given.leaves(leavers[happening.who % leavers.length] ?? leavers[0]);
    else if (happening.happens === 'away')
      await given.isAway(fallIll[happening.who % fallIll.length] ?? fallIll[0], null);
    else if (happening.happens === 'goes-on')
      await goOn(world, children[happening.child] ?? children[0], happening.times);
    else await playCommand(world, children[happening.child] ?? children[0], happening);
  }
  for (const child of children) await walkToTheEnd(world, child);
  await checkLedger(world.ledger, world.context('system').directory);
}

export async function goOn(world: World, child: Child, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const state = await world.state(child);
    if (state.care.status === 'in-care') await playNext(world, child, state);
  }
}

export async function playCommand(
  world: World,
  child: Child,
  happening: Pick<Extract<Step, { happens: 'command' }>, 'meant' | 'name' | 'who' | 'dice'>,
): Promise<void> {
  const before = await world.state(child);
  const { directory } = world.context('system');
  const everybody = ['system', ...directory.practitioners.keys()];
  const anybody = everybody[happening.who % everybody.length] ?? 'system';
  const anything = childCommandNames[happening.name % childCommandNames.length] ?? 'close';
  const { who, name } = happening.meant
    ? meantBy(world, before, happening)
    : { who: anybody, name: anything };
  const context = world.context(who);
  const outcome = await world.issue(who, invent(name, diceFrom(happening.dice), before, context), { child });
  assertPromises({ before, after: await world.state(child), outcome, directory, now: context.now });
}

/** A command that the table allows now, and somebody who may give it. */
function meantBy(
  world: World,
  state: ChildState,
  { name, who }: { name: number; who: number },
): { who: string; name: ChildCommandName } {
  const { directory } = world.context('system');
  if (state.care.status === 'ended') return { who: 'grace-adeyemi', name: 'reverse-end' };
  const last = state.handovers.at(-1);
  const open = last ? handoverCommandNames.filter((one) => cell(last.state, one) === 'yes') : [];
  const towards = forward[last?.state ?? 'none'] ?? [];
  const others: readonly ChildCommandName[] =
    name % 5 === 0 ? childCommandNames.slice(handoverCommandNames.length) : [];
  const names = name % 2 === 0 && towards.length > 0 ? towards : [...open, ...others];
  const chosen = names[Math.floor(name / 2) % Math.max(names.length, 1)] ?? 'prepare';
  const relations = relationsByTeam(state, directory);
  const able = [...directory.practitioners.keys()].filter((one) => {
    const { actor } = world.context(one);
    if (!presentAt(directory, one, world.clock.now())) return false;
    return mayCommand(actor, chosen, relations.get(actor.teamId) ?? new Set());
  });
  return { who: able[who % Math.max(able.length, 1)] ?? 'system', name: chosen };
}

/** What carries a handover on in each state, so that many sequences reach its end. */
const forward: Readonly<Record<string, readonly ChildCommandName[]>> = {
  none: ['prepare'],
  draft: ['offer', 'offer', 'offer'],
  offered: ['accept', 'record-verbal', 'play-back', 'accept', 'decline'],
  acknowledged: ['accept', 'record-verbal', 'play-back', 'accept', 'decline'],
  accepted: [
    'record-seen',
    'record-meeting',
    'release-without-sighting',
    'agree-release',
    'prepare',
    'correct',
  ],
  seen: ['record-meeting', 'decide-level', 'tell-parent', 'tell-gp', 'tell-chis', 'close', 'close', 'close'],
  closed: ['correct', 'prepare'],
  declined: ['redirect', 'redirect', 'prepare', 'dispute'],
  withdrawn: ['prepare'],
  superseded: ['tell-former-team', 'correct', 'change-level', 'prepare'],
};
