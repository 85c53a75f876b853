import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { mayOpen } from '../src/domain/access/page-permissions.ts';
import { mayCommand } from '../src/domain/access/permissions.ts';
import { relationsOf } from '../src/domain/access/relations.ts';
import { careCell } from '../src/domain/child/care-tables.ts';
import type { ChildCommand, ChildCommandName } from '../src/domain/child/commands.ts';
import { commandsOpenTo, decideChild } from '../src/domain/child/decide.ts';
import { evolveChild } from '../src/domain/child/evolve.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { handoverCommandNames } from '../src/domain/handover/commands.ts';
import { priorityOf } from '../src/domain/handover/facts.ts';
import { cell } from '../src/domain/handover/transitions.ts';
import { childForms } from '../src/web/forms/child-forms.ts';
import { offersOpenTo } from '../src/web/pages/child-actions.ts';
import { type AboutChild, childOffers } from '../src/web/pages/child-offers.ts';
import { toddler } from './children.ts';
import { childrenInEveryState, handoversInEveryState } from './children-standing.ts';
import { fc } from './generated.ts';
import { diceFrom, diceOfRoll, invent } from './invented-commands.ts';
import { formsOnChildPage, formsOnHandoverPage } from './served-pages.ts';
import { areas, scenario, violentExPartner, type World } from './world.ts';

/**
 * A button is shown only for a command that the role may give. Whoever presses it may be asked for more, or told that something
 * has happened meanwhile, but never that somebody else has to do it.
 */
const forSomebodyElse: ReadonlySet<string> = new Set(['not-allowed', 'actor-away', 'actor-gone']);

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
      ...offersOpenTo(state, context).map(({ command }) => command),
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

/** How many commands of one name are invented for each person; the first that the rules accept ends the search. */
const most = 24;

/** A command of this name by this person that the rules accept and that changes something; null if none was found. */
function acceptedOf(
  world: World,
  state: ChildState,
  name: ChildCommandName,
  who: string,
  wanted: (command: ChildCommand) => boolean = () => true,
) {
  const context = world.context(who);
  const { actor, directory, now } = context;
  if (!mayCommand(actor, name, relationsOf(state, actor.teamId, directory))) return null;
  for (let roll = 0; roll < most; roll += 1) {
    const invented = invent(name, diceOfRoll(roll), state, context);
    const command = roll % 2 === 0 ? invented : adoptedWhereItEnds(invented, who);
    if (!wanted(command)) continue;
    const decision = decideChild(state, command, context);
    if ('refused' in decision || decision.facts.length === 0) continue;
    const stamp = { recordedAt: now, happenedAt: now, by: who };
    return {
      command,
      after: decision.facts.reduce((before, fact) => evolveChild(before, fact, stamp), state),
    };
  }
  return null;
}

/** The one reason for an end that needs two people, and so has a form of its own. */
function adoptedWhereItEnds(command: ChildCommand, who: string): ChildCommand {
  if (command.type !== 'end') return command;
  const agreedBy = who === 'ruth-pemberton' ? 'grace-adeyemi' : 'ruth-pemberton';
  return { ...command, reason: 'adopted', newRecordHeld: true, agreedBy };
}

/** The children of the tests, and how each stands after any one command that somebody near it gives about it. */
async function everyState(world: World): Promise<readonly (readonly [string, ChildState])[]> {
  const lives = [...(await statesOf(world)), ...(await turningPoints(world))];
  const near = ['amara-osei', 'shanice-brown', 'grace-adeyemi', 'kate-brennan', 'ruth-pemberton', 'system'];
  const alike = ['an enquiry is open', 'sealed', 'offered', 'acknowledged'];
  const apart = lives.filter(([word]) => !alike.includes(word));
  const after = apart.flatMap(([word, state]) =>
    (Object.keys(childOffers) as AboutChild[]).flatMap((name) => {
      for (const who of near) {
        const given = acceptedOf(world, state, name, who);
        if (given) return [[`${word}, then ${name}`, given.after] as const];
      }
      return [];
    }),
  );
  const standing = [...(await handoversInEveryState(world)), ...(await childrenInEveryState(world))]
    .filter(({ care }) => care.status !== 'unknown')
    .map((state, place) => [`${place} of the tables`, state] as const);
  return [...lives, ...after, ...standing];
}

/** Accepted, seen, not yet born, in the programme, and after a death was reported. */
async function turningPoints(world: World): Promise<readonly (readonly [string, ChildState])[]> {
  const { given, when, clock, state } = world;
  const found: [string, ChildState][] = [];
  const note = async (word: string) => void found.push([word, await state()]);
  await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { motherBornOn: '2010-01-01' } });
  await note('of a mother of fourteen');
  await given.aChildHeldBy('amara-osei', toddler);
  await when('amara-osei').offers('ealing-hv');
  await when('kate-brennan').accepts();
  await note('accepted');
  await when('kate-brennan').seesTheChild();
  await note('seen');
  await given.aChildHeldBy('beth-lomax', { identity: { bornOn: null, expectedOn: clock.today() } });
  await when('beth-lomax').offers('luton-hv');
  await note('not yet born');
  await given.aClientWithChildren('shanice-brown', ['Ada'], 100);
  await note('in the programme');
  await given.aChildHeldBy('amara-osei', toddler);
  await when('amara-osei').does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
  await when('amara-osei').does({ type: 'stop-schedules', why: 'child-died', says: 'The hospital rang' });
  await note('a death was reported');
  return found;
}

/** One person of each role in each team. */
function oneOfEach(world: World): readonly string[] {
  const { practitioners } = world.context('system').directory;
  const present = [...practitioners.values()].filter(({ status }) => status === 'present');
  return [...Map.groupBy(present, ({ role, teamId }) => `${role} ${teamId}`).values()].flatMap(
    ([first]) => first?.id ?? [],
  );
}

/** The forms by which a command is given: most commands have one. */
function formsOf(command: ChildCommand): readonly string[] {
  if (command.type === 'end') return [command.reason === 'adopted' ? 'adopted' : 'end'];
  const offers = childOffers[command.type as AboutChild];
  return 'instead' in offers ? [] : offers.map(({ form }) => form);
}

scenario('What the rules accept has a button, or its offer says in words why not', async (world) => {
  const unfounded = new Set(
    Object.entries(childOffers).flatMap(([name, offers]) =>
      'instead' in offers
        ? []
        : offers.flatMap(({ withheld = [] }) => withheld.map(({ because }) => `${name}: ${because}`)),
    ),
  );
  const hidden: string[] = [];
  const people = oneOfEach(world);
  for (const [word, state] of await everyState(world))
    for (const who of people) {
      const { actor, directory } = world.context(who);
      const relations = relationsOf(state, actor.teamId, directory);
      if (relations.size === 0 || actor.role === 'system' || !mayOpen(actor.role, 'read-child')) continue;
      const where = `${word}, to ${who} (${actor.role})`;
      const shown = await formsOnChildPage(world, who, state);
      for (const [name, offers] of Object.entries(childOffers)) {
        const command = name as AboutChild;
        if ('instead' in offers || (careCell(command, state) ?? 'yes') !== 'yes') continue;
        if (offers.every(({ form }) => shown.has(form))) continue;
        const why = offers.flatMap(({ withheld = [] }) => withheld).find((one) => one.while(state));
        if (why && !unfounded.has(`${name}: ${why.because}`)) continue;
        const isHidden = (one: ChildCommand) => !formsOf(one).some((form) => shown.has(form));
        if (!acceptedOf(world, state, command, who, isHidden)) continue;
        if (why) unfounded.delete(`${name}: ${why.because}`);
        else hidden.push(`${where}: ${name}`);
      }
      for (const handover of state.handovers) {
        const there = await formsOnHandoverPage(world, who, state, handover.handoverId);
        for (const name of handoverCommandNames) {
          if (cell(handover.state, name) !== 'yes' || there.has(name)) continue;
          const given = acceptedOf(world, state, name, who);
          if (given && 'handoverId' in given.command && given.command.handoverId === handover.handoverId)
            hidden.push(`${where}: ${name} of a handover that is ${handover.state}`);
        }
      }
    }
  assert.deepEqual(hidden, [], 'accepted, and no button');
  assert.deepEqual([...unfounded], [], 'withheld, and the rules refuse it anyhow: `when` says so');
});

test('Every form about a child is offered by some command', () => {
  const offered = Object.values(childOffers).flatMap((offers) =>
    'instead' in offers ? [] : offers.map(({ form }) => form),
  );
  assert.deepEqual(
    Object.keys(childForms).filter((form) => !(offered as readonly string[]).includes(form)),
    [],
  );
});

scenario(
  'A button about a question, a dispute or a priority is shown only where there is one',
  async (world) => {
    const { given, when, state } = world;
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { dangers: [violentExPartner] } });
    await when('amara-osei').offers('ealing-hv');
    const shown = async (who: string) => {
      const now = await state();
      return now.handovers.flatMap((handover) => commandsOpenTo(now, handover, world.context(who)));
    };
    const [handover] = (await state()).handovers;
    assert.ok(handover);
    const before = await shown('amara-osei');
    assert.equal(priorityOf(handover), 'urgent');
    assert.ok(before.includes('lower-priority'));
    for (const none of ['raise-priority', 'answer'] as const) assert.ok(!before.includes(none), none);
    assert.ok(!(await shown('ruth-pemberton')).includes('decide-dispute'));
    const { handoverId } = handover;
    await when('samira-haddad').does({
      type: 'ask',
      handoverId,
      questionId: randomUUID(),
      text: 'Where is he?',
    });
    assert.ok((await shown('amara-osei')).includes('answer'));
    await when('samira-haddad').does({
      type: 'dispute',
      handoverId,
      ground: 'The family lives in Luton',
      deciderId: 'ruth-pemberton',
    });
    assert.ok((await shown('ruth-pemberton')).includes('decide-dispute'));
  },
);

scenario(
  'Lowering the priority is shown only where there is a lower one that a plan or a section 47 enquiry leaves',
  async (world) => {
    const { given, when, state, handover } = world;
    const enquiry = {
      kind: 'section-47',
      since: null,
      authority: 'Luton',
      keyWorker: null,
      why: null,
      agreedBy: null,
    } as const;
    await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [enquiry] } });
    await when('amara-osei').offers('ealing-hv');
    const mayLower = async () => {
      const [now, one] = [await state(), await handover()];
      return commandsOpenTo(now, one, world.context('amara-osei')).includes('lower-priority');
    };
    assert.ok(await mayLower(), 'from urgent to heightened');
    const { handoverId } = await handover();
    const agreed = { handoverId, reason: 'Quiet', secondName: 'Grace Adeyemi' } as const;
    await when('amara-osei').does({ type: 'lower-priority', priority: 'heightened', ...agreed });
    assert.ok(!(await mayLower()), 'routine would be refused');
    await when('amara-osei').records({ statutory: [] });
    assert.ok(await mayLower(), 'the enquiry has ended');
  },
);
