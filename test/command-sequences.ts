import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mayCommand } from '../src/domain/access/permissions.ts';
import { relationsByTeam } from '../src/domain/access/relations.ts';
import { type ChildCommandName, childCommandNames } from '../src/domain/child/commands.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { presentAt } from '../src/domain/directory/directory.ts';
import { handoverCommandNames } from '../src/domain/handover/commands.ts';
import { cell } from '../src/domain/handover/transitions.ts';
import { atOnce } from './at-once.ts';
import { fc } from './generated.ts';
import { diceFrom, invent } from './invented-commands.ts';
import { checkLedger } from './ledger-checks.ts';
import { assertPromises } from './promises.ts';
import { playNext, walkToTheEnd } from './walk-to-the-end.ts';
import type { Child, World } from './world.ts';

/** A step of one sequence. */
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
  | { readonly happens: 'goes-on'; readonly child: number; readonly times: number };

/** A step that concerns all sequences at once: time that passes, or somebody who leaves or falls ill. */
type Befalling =
  | { readonly befalls: 'time'; readonly minutes: number }
  | { readonly befalls: 'leaves' | 'away'; readonly who: number };

/**
 * Sequences that are played side by side, each about children of its own. What concerns all of them comes before the step of
 * the same number. On a database the commands of one moment go together, as those of many nurses do in the running service.
 */
export type Season = {
  readonly befalling: readonly (Befalling & { readonly before: number })[];
  readonly sequences: readonly (readonly Step[])[];
};

const number = fc.nat({ max: 999 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      happens: fc.constant('command' as const),
      child: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
      // Most commands are of a kind that this state and this person allow; the others may be anything by anybody.
      meant: fc.oneof(
        { weight: 4, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      name: number,
      who: number,
      dice: fc.array(number, { minLength: 6, maxLength: 14 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      happens: fc.constant('goes-on' as const),
      child: fc.constantFrom(0, 0, 1, 2, 3),
      times: fc.integer({ min: 1, max: 5 }),
    }),
  },
);

function befalling(rounds: number): fc.Arbitrary<Season['befalling'][number]> {
  const before = fc.nat({ max: rounds - 1 });
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        befalls: fc.constant('time' as const),
        minutes: fc.constantFrom(1, 60, 1440, 4320, 20160),
        before,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        befalls: fc.constantFrom('leaves' as const, 'away' as const),
        who: number,
        before,
      }),
    },
  );
}

/** So many sequences of up to `longest` steps each; at most a fifth of the steps concern all of them. */
export function seasons(together: number, longest = 40): fc.Arbitrary<Season> {
  const shared = Math.floor(longest / 5);
  const own = longest - shared;
  const steps = fc.array(step, { minLength: Math.floor(own / 2), maxLength: own, size: 'max' });
  return fc.record({
    befalling: fc.array(befalling(own), {
      minLength: Math.floor(shared / 2),
      maxLength: shared,
      size: 'max',
    }),
    sequences: fc.array(steps, { minLength: together, maxLength: together, size: 'max' }),
  });
}

/** The people who may leave: never all the nurses of a team, so that each child can still be walked to the end. */
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
  'fiona-drake',
  'priya-nair',
  'moira-kettle',
  'nadia-farouk',
] as const;

/** Plays a season, asserts every promise after every command, then walks each child to the end and checks the ledger. */
export async function play(world: World, { befalling, sequences }: Season): Promise<void> {
  const children = await atOnce(sequences, () => twoFamilies(world));
  const playSteps = (from: number, to: number) =>
    atOnce(sequences, async (steps, place) => {
      for (const step of steps.slice(from, to)) await playStep(world, children[place]?.[step.child], step);
    });
  let played = 0;
  for (const one of befalling.toSorted((a, b) => a.before - b.before)) {
    await playSteps(played, one.before);
    await befall(world, children.flat(), one);
    played = one.before;
  }
  await playSteps(played, Number.POSITIVE_INFINITY);
  await walkToTheEnd(world, children);
  await checkLedger(world.ledger, world.context('system').directory);
}

function playStep(world: World, child: Child | undefined, step: Step): Promise<void> {
  assert.ok(child, `there is no child ${step.child}`);
  return step.happens === 'goes-on' ? goOn(world, child, step.times) : playCommand(world, child, step);
}

/** Two pairs of siblings, held in all three areas; the second pair's mother is expecting, and moved between the two. */
async function twoFamilies({ given }: World): Promise<readonly Child[]> {
  const [one, other] = [randomUUID(), randomUUID()];
  return [
    await given.aChildHeldBy('amara-osei', {
      name: 'toddler',
      identity: { bornOn: '2024-01-01', familyId: one },
    }),
    await given.aChildHeldBy('shanice-brown', {
      name: 'baby',
      identity: { bornOn: '2026-06-01', familyId: one },
    }),
    await given.aChildHeldBy('beth-lomax', { name: 'unborn', identity: { bornOn: null, familyId: other } }),
    await given.aChildHeldBy('chloe-sinclair', {
      name: 'infant',
      identity: { bornOn: '2025-10-01', familyId: other },
    }),
  ];
}

/** A promise can be broken without a command, so every child is looked at, and what is written for a leaver is judged. */
async function befall(world: World, children: readonly Child[], one: Befalling): Promise<void> {
  const { given, clock, ledger } = world;
  const load = () => Promise.all(children.map(({ personId }) => ledger.store.loadAny(personId)));
  const before = await load();
  if (one.befalls === 'time') clock.passes({ minutes: one.minutes });
  else if (one.befalls === 'leaves') await given.leaves(leavers[one.who % leavers.length] ?? leavers[0]);
  else await given.isAway(fallIll[one.who % fallIll.length] ?? fallIll[0], null);
  const { directory, now } = world.context('system');
  for (const [place, after] of (one.befalls === 'time' ? before : await load()).entries()) {
    const was = before[place];
    assert.ok(was && after, 'a child is not known any more');
    const { version, state } = after;
    const written = version === was.version ? [] : await ledger.facts(after.personId, was.version);
    const outcome = { kind: 'done', version, state, facts: written.map(({ fact }) => fact) } as const;
    assertPromises({ before: was.state, after: state, outcome, directory, now });
  }
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
  const ended = state.care.status === 'ended';
  const last = state.handovers.at(-1);
  const open = last ? handoverCommandNames.filter((one) => cell(last.state, one) === 'yes') : [];
  const towards = forward[last?.state ?? 'none'] ?? [];
  const others: readonly ChildCommandName[] =
    name % 5 === 0 ? childCommandNames.slice(handoverCommandNames.length) : [];
  const names = name % 2 === 0 && towards.length > 0 ? towards : [...open, ...others];
  const chosen = ended
    ? 'reverse-end'
    : (names[Math.floor(name / 2) % Math.max(names.length, 1)] ?? 'prepare');
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
