import assert from 'node:assert/strict';
import { mayCommand } from '../src/domain/access/permissions.ts';
import { relationsByTeam } from '../src/domain/access/relations.ts';
import { presentAt, whoAnswers } from '../src/domain/directory/directory.ts';
import { type ClientCommandName, clientCommandNames } from '../src/domain/programme/client-commands.ts';
import type { ClientFactName } from '../src/domain/programme/client-facts.ts';
import { clientParties, mayCommandClient } from '../src/domain/programme/client-permissions.ts';
import type { ClientState } from '../src/domain/programme/client-state.ts';
import { clientCell } from '../src/domain/programme/client-transitions.ts';
import { type Client, type Crash, sayOutcome } from './client-world.ts';
import { fallIll, goOn, leavers, playCommand } from './command-sequences.ts';
import { fc } from './generated.ts';
import { inventForClient } from './invented-client-commands.ts';
import { diceFrom, invent } from './invented-commands.ts';
import { checkLedger } from './ledger-checks.ts';
import { checkLives, reviewsOnOneListEach, type Watch, watchLives } from './life-promises.ts';
import { walkToTheEnd } from './walk-to-the-end.ts';
import type { Child, World } from './world.ts';

/** One thing that happens in the life of a family, from pregnancy to five years. */
export type Happening =
  /** Something in the programme: usually what is meant now, sometimes anything by anybody. */
  | {
      readonly happens: 'programme';
      readonly meant: boolean;
      readonly name: number;
      readonly who: number;
      readonly dice: readonly number[];
      readonly crash: Crash | null;
    }
  /** Something about one child: a handover, a review, a move, a missing family. */
  | {
      readonly happens: 'child';
      readonly child: number;
      readonly meant: boolean;
      readonly name: number;
      readonly who: number;
      readonly dice: readonly number[];
    }
  /** The family of a child sleeps elsewhere, and somebody who may record it does. */
  | {
      readonly happens: 'moves';
      readonly child: number;
      readonly who: number;
      readonly dice: readonly number[];
    }
  /** Somebody does the sensible next thing for a child. */
  | { readonly happens: 'goes-on'; readonly child: number; readonly times: number }
  | { readonly happens: 'time'; readonly days: number }
  | { readonly happens: 'job' }
  | { readonly happens: 'leaves'; readonly who: number }
  | { readonly happens: 'away'; readonly who: number };

const number = fc.nat({ max: 999 });
const dice = fc.array(number, { minLength: 6, maxLength: 12 });
const mostly = fc.oneof(
  { weight: 5, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
);

const crash = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ after: fc.nat({ max: 4 }), losesAnswer: fc.boolean() }) },
);

const programme = fc.record({
  happens: fc.constant('programme' as const),
  meant: mostly,
  name: number,
  who: number,
  dice,
  crash,
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: programme },
  {
    weight: 4,
    arbitrary: fc.record({
      happens: fc.constant('child' as const),
      child: fc.nat({ max: 3 }),
      meant: mostly,
      name: number,
      who: number,
      dice,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      happens: fc.constant('goes-on' as const),
      child: fc.nat({ max: 3 }),
      times: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      happens: fc.constant('moves' as const),
      child: fc.nat({ max: 3 }),
      who: number,
      dice,
    }),
  },
  {
    weight: 11,
    arbitrary: fc.record({
      happens: fc.constant('time' as const),
      days: fc.constantFrom(1, 7, 14, 45, 120, 240, 240),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ happens: 'job' as const }) },
  { weight: 1, arbitrary: fc.record({ happens: fc.constant('leaves' as const), who: number }) },
  { weight: 1, arbitrary: fc.record({ happens: fc.constant('away' as const), who: number }) },
);

/** A life from a referral, or, more often, from enrolment in pregnancy. */
export type Course = { readonly begins: 'referred' | 'enrolled'; readonly happenings: readonly Happening[] };

function courseOf(of: fc.Arbitrary<Happening>, shortest: number, longest: number): fc.Arbitrary<Course> {
  return fc.record({
    begins: fc.constantFrom(
      'enrolled' as const,
      'enrolled' as const,
      'enrolled' as const,
      'referred' as const,
    ),
    happenings: fc.array(of, { minLength: Math.min(shortest, longest), maxLength: longest, size: 'max' }),
  });
}

/** Courses of up to `longest` happenings, whole years of them. */
export function lifeCourses(longest = 70, shortest = 30): fc.Arbitrary<Course> {
  return courseOf(happening, shortest, longest);
}

/** Invented commands on a client in any order and by anybody; hardly any of them could be meant. */
export function anyOrder(longest = 40): fc.Arbitrary<Course> {
  const anything = fc.oneof(
    { weight: 6, arbitrary: programme.map((one) => ({ ...one, meant: one.who % 3 === 0 })) },
    {
      weight: 1,
      arbitrary: fc.record({ happens: fc.constant('time' as const), days: fc.constantFrom(1, 30, 300) }),
    },
  );
  return courseOf(anything, 10, longest);
}

/** Plays one life, asserts every promise after everything that happens, and then walks everybody to the end. */
export async function playLife(world: World, course: Course): Promise<void> {
  const client = await begin(world, course);
  const watch = watchLives();
  await checkLives(world, client, watch);
  for (const [index, one] of course.happenings.entries()) {
    await play(world, client, one);
    await checkLives(world, client, watch);
    if (index % 10 === 9) await reviewsOnOneListEach(world, client);
  }
  await world.clients.asksAgain(client);
  await checkLives(world, client, watch);
  await reviewsOnOneListEach(world, client);
  await endTheProgramme(world, client, watch);
  for (const child of await world.clients.children(client))
    if (await world.ledger.store.loadAny(child.personId)) await walkToTheEnd(world, [[child]]);
  await checkLives(world, client, watch);
  await checkLedger(world.ledger, world.context('system').directory);
}

/** Plays a life with or without crashes. After each happening the job runs, and does what a crash left undone. */
export async function playWithJobs(world: World, course: Course, crashes: boolean): Promise<void> {
  const client = await begin(world, course);
  for (const one of course.happenings) {
    await play(world, client, one.happens === 'programme' && !crashes ? { ...one, crash: null } : one);
    await world.clients.asksAgain(client);
  }
}

function begin({ given }: World, { begins }: Course): Promise<Client> {
  return begins === 'referred' ? given.aReferralTo('luton-fnp') : given.aClientOf('shanice-brown');
}

async function play(world: World, client: Client, happening: Happening): Promise<void> {
  const { given, clock } = world;
  const children = await world.clients.children(client);
  switch (happening.happens) {
    case 'time':
      clock.passes({ days: happening.days });
      return;
    case 'leaves':
      return given.leaves(leavers[happening.who % leavers.length] ?? leavers[0]);
    case 'away':
      return given.isAway(fallIll[happening.who % fallIll.length] ?? fallIll[0], null);
    case 'job':
      return world.clients.asksAgain(client);
    case 'programme':
      return playForClient(world, client, happening);
    case 'moves':
    case 'goes-on':
    case 'child': {
      const child = children[happening.child % Math.max(children.length, 1)];
      // A crash may have left the child's stream unopened.
      if (!child || !(await world.ledger.store.loadAny(child.personId))) return;
      if (happening.happens === 'goes-on') return goOn(world, child, happening.times);
      if (happening.happens === 'moves') return move(world, child, happening);
      return playCommand(world, child, happening);
    }
  }
}

async function move(
  world: World,
  child: Child,
  { who, dice: numbers }: Extract<Happening, { happens: 'moves' }>,
): Promise<void> {
  const state = await world.state(child);
  const { directory, now } = world.context('system');
  const relations = relationsByTeam(state, directory);
  const able = [...directory.practitioners.keys()].filter((one) => {
    const { actor } = world.context(one);
    const related = relations.get(actor.teamId) ?? new Set();
    return presentAt(directory, one, now) && mayCommand(actor, 'record-address', related);
  });
  const teller = able[who % Math.max(able.length, 1)];
  if (teller === undefined) return;
  const command = invent('record-address', diceFrom(numbers), state, world.context(teller));
  await world.issue(teller, command, { child });
}

/**
 * Facts that may be written although the command was not done: what a crash had left unasked is asked first, and her record
 * first follows what her children's records say.
 */
const followedFirst: readonly ClientFactName[] = [
  'BirthDayFollowed',
  'LossFollowed',
  'DeathReported',
  'DeathTakenBack',
  'ChildrenAsked',
  'ChildRefused',
  'RefusalFollowed',
  'ClientDeadlinesMoved',
];

async function playForClient(
  world: World,
  client: Client,
  happening: Extract<Happening, { happens: 'programme' }>,
): Promise<void> {
  const loaded = await world.ledger.clients.store.load(client.personId, null);
  assert.ok(loaded, `${client.name} is not known`);
  const { state: before, version, waits } = loaded;
  const { directory } = world.context('system');
  const everybody = ['system', ...directory.practitioners.keys()];
  const anybody = everybody[happening.who % everybody.length] ?? 'system';
  const anything = clientCommandNames[happening.name % clientCommandNames.length] ?? 'assess';
  const { who, name } = happening.meant
    ? meantForClient(world, before, happening)
    : { who: anybody, name: anything };
  const context = world.context(who);
  const known = { personId: client.personId, state: before };
  const command = inventForClient(name, diceFrom(happening.dice), known, context);
  const crash = happening.crash ? { crash: happening.crash } : {};
  const outcome = await world.clients.issue(who, command, { client, ...crash });
  if (outcome.kind !== 'done') {
    const written = (await world.clients.facts(client)).slice(version).map(({ fact }) => fact.type);
    const allowed = waits ? followedFirst : [];
    assert.deepEqual(
      written.filter((type) => !allowed.includes(type)),
      [],
      'what was not done changed something',
    );
  }
  assert.notEqual(outcome.kind, 'conflict', sayOutcome(outcome));
}

/** A command that the table allows now, the likely ones first, and somebody who may give it. */
function meantForClient(
  world: World,
  state: ClientState,
  { name, who }: { readonly name: number; readonly who: number },
): { readonly who: string; readonly name: ClientCommandName } {
  const context = world.context('system');
  const likely = likelyNow(state, context.now);
  const open = clientCommandNames.filter((one) => clientCell(state.status, one) === 'yes');
  const names = name % 8 === 0 || likely.length === 0 ? open : likely;
  const chosen = names[Math.floor(name / 8) % Math.max(names.length, 1)] ?? 'assess';
  const parties = clientParties(state, context.directory);
  const able = [...context.directory.practitioners.keys()].filter((one) => {
    const { actor } = world.context(one);
    return presentAt(context.directory, one, context.now) && mayCommandClient(actor, chosen, parties);
  });
  return { who: able[who % Math.max(able.length, 1)] ?? 'system', name: chosen };
}

/** What carries a life on in each status, so that many courses reach two years and more. */
function likelyNow(state: ClientState, now: string): readonly ClientCommandName[] {
  switch (state.status) {
    case 'unknown':
      return ['refer'];
    case 'referred':
      return ['assess', 'offer-place', 'enrol', 'enrol', 'enrol'];
    case 'offered':
      return ['enrol', 'enrol', 'decline-place'];
    case 'declined':
      return ['offer-place', 'enrol'];
    case 'enrolled': {
      const visits = ['record-visit', 'record-visit', 'record-missed-visit', 'plan-visit', 'pause'] as const;
      const expecting = state.children.some((child) => child.bornOn === null && !child.lost);
      const soon = expecting && (state.expectedOn ?? '') <= now.slice(0, 10);
      if (soon) return ['tell-birth', 'tell-birth', 'tell-birth', 'record-visit'];
      if (expecting) return [...visits, 'tell-birth'];
      return state.endsOn !== null && now.slice(0, 10) > state.endsOn
        ? ['leave']
        : [...visits, 'start-transfer', 'bring-child'];
    }
    case 'paused':
      return ['resume', 'resume', 'record-visit'];
    case 'transferring-out':
      return ['transfer-in', 'transfer-in', 'end-transfer', 'refuse-transfer', 'record-visit'];
    case 'left-early':
      return ['record-visit', 'enrol'];
    case 'graduated':
    case 'ended-after-loss':
    case 'deceased':
      return ['record-bereavement-contact', 'record-visit', 'take-back-death'];
  }
}

const enough = 12;

/** Plays the sensible last commands until nothing is owed to the client any more: no status is a dead end. */
async function endTheProgramme(world: World, client: Client, watch: Watch): Promise<void> {
  for (let step = 0; step < enough; step += 1) {
    const state = await world.clients.state(client);
    const owed = Object.values(state.deadlines);
    if (owed.length === 0 && !inProgramme(state)) return;
    const { teamId, nurseId } = state;
    const leadId = world.context('system').directory.teams.get(teamId)?.leadId ?? nurseId ?? '';
    const outcome = await lastWords(world, client, await whoLeads(world, teamId, leadId));
    assert.equal(
      outcome.kind,
      'done',
      `${state.status}, owed ${owed.map(({ kind }) => kind)}: ${sayOutcome(outcome)}`,
    );
    await checkLives(world, client, watch);
  }
  const { status, deadlines } = await world.clients.state(client);
  assert.fail(`${status} after ${enough} steps, owed ${Object.keys(deadlines)}`);
}

/** The lead, or whoever stands in; where nobody is left who could, the lead comes back. */
async function whoLeads(world: World, teamId: string, leadId: string): Promise<string> {
  const { directory, now } = world.context('system');
  const { practitionerId } = whoAnswers(directory, teamId, leadId, now);
  if (practitionerId !== null && world.context(practitionerId).actor.role !== 'administrator')
    return practitionerId;
  await world.given.isBack(leadId);
  return leadId;
}

function inProgramme({ status }: ClientState): boolean {
  return status === 'enrolled' || status === 'paused' || status === 'transferring-out';
}

async function lastWords(world: World, client: Client, leadId: string) {
  const state = await world.clients.state(client);
  world.clients.about(client);
  const lead = world.tries(leadId);
  if (state.deathReported) return lead.takesBackTheDeathOf(client.personId);
  if (state.bereavedAt !== null) return lead.isInTouchAfterTheLoss();
  const [refused] = state.refused ?? [];
  if (refused) return lead.dealsWithTheRefusal(refused.childId);
  const alive = Object.values(state.deadlines).find(({ kind }) => kind === 'take-back-death');
  if (alive) return lead.takesBackTheDeathOf(alive.key.split('/')[2] ?? '');
  if (Object.values(state.deadlines).some(({ kind }) => kind === 'name-contact'))
    return lead.namesTheContact(leadId);
  switch (state.status) {
    case 'referred':
    case 'offered':
      return lead.recordsThatSheDeclined();
    case 'transferring-out': {
      const stays = await lead.recordsThatTheTransferDidNotHappen();
      // One child has passed already. She may still end the programme, and then each child goes on from its own holder.
      return stays.kind === 'done' ? stays : lead.endsTheProgramme('withdrew');
    }
    case 'enrolled':
    case 'paused':
      return lead.endsTheProgramme('withdrew');
    // If she was offered a place again she may decline it while the site still answers for a child of hers.
    case 'declined':
    case 'left-early':
    case 'graduated':
      return lead.reviewsTheMissedVisits();
    case 'unknown':
    case 'ended-after-loss':
    case 'deceased':
      return assert.fail(`nothing left to do while ${state.status}`);
  }
}
