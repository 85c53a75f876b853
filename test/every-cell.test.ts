import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mayCommand } from '../src/domain/access/permissions.ts';
import { relationsByTeam } from '../src/domain/access/relations.ts';
import { addDays } from '../src/domain/calendar/time.ts';
import { moveCommandNames, responsibilityCommandNames } from '../src/domain/child/care-tables.ts';
import type { ChildCommandName } from '../src/domain/child/commands.ts';
import { decideChild } from '../src/domain/child/decide.ts';
import { type ChildState, unknownChild } from '../src/domain/child/state.ts';
import { handoverCommandNames } from '../src/domain/handover/commands.ts';
import { cell } from '../src/domain/handover/transitions.ts';
import { refusals } from '../src/domain/language/refusals.ts';
import { handoverStates } from '../src/domain/language/words.ts';
import { moveState, moveStates, moveTransitions } from '../src/domain/move/transitions.ts';
import { careTransitions } from '../src/domain/responsibility/transitions.ts';
import { diceFrom, invent } from './invented-commands.ts';
import { areas, scenario, type World } from './world.ts';

/**
 * Every cell of the three tables of a child, walked with the whole rule: what a table refuses is refused with that code to everybody
 * who may give the command at all, and where it says yes somebody's command is accepted.
 */

type Answers = { readonly accepted: boolean; readonly refused: ReadonlySet<string> };

/** So many commands of a name are invented for each person; the first acceptance ends the search. */
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
      const decision = decideChild(state, invent(name, diceFrom(numbers(roll)), state, context), context);
      if (!('refused' in decision)) return { accepted: true, refused };
      refused.add(decision.refused.code);
    }
  }
  return { accepted: false, refused };
}

/** The sensible choice first, then others, the same each time. */
function numbers(roll: number): readonly number[] {
  let seed = roll;
  return Array.from({ length: 14 }, () => {
    if (roll === 0) return 0;
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return (seed >> 8) % 100;
  });
}

const toddler = { identity: { bornOn: '2024-01-01' } } as const;

/** Seen, and not released before the conference. */
const plan = {
  kind: 'child-protection-plan',
  since: null,
  authority: 'Luton',
  keyWorker: 'Ann Other',
  why: null,
  agreedBy: null,
} as const;

/** Children, each with one handover, which stands as its name says; some with a question, a dispute, a release proposed. */
async function handoversOf(world: World): Promise<readonly ChildState[]> {
  const { given, when, state, clock } = world;
  const found: ChildState[] = [];
  const amara = when('amara-osei');
  const samira = when('samira-haddad');
  const kate = when('kate-brennan');
  const note = async () => void found.push(await state());
  const begins = async (changes = {}) => {
    await given.aChildHeldBy('amara-osei', toddler);
    await amara.offers('ealing-hv', changes);
    await amara.plansTheJointVisit(addDays(clock.today(), 1), 'amara-osei', 'kate-brennan');
  };

  await given.aChildHeldBy('amara-osei', toddler);
  await amara.prepares('ealing-hv', { occasion: 'move' });
  await note();
  await begins();
  await samira.disputes('Not ours', 'ruth-pemberton');
  await note();
  for (const unplanned of [{}, { occasion: 'move' }]) {
    await begins(unplanned);
    await note();
    await samira.asks('Who is the father?');
    await note();
    await samira.acknowledges();
    await note();
    await samira.disputes('Not ours', 'ruth-pemberton');
    await note();
  }
  await begins();
  await kate.accepts();
  await note();
  await kate.asks('Who is the father?');
  await kate.makesFirstContact();
  await kate.disputes('The plan does not hold', 'ruth-pemberton');
  await note();
  await begins({ occasion: 'move' });
  await amara.recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
  await kate.playsBackTheRisks();
  await kate.accepts();
  await note();
  await when('colette-baptiste').proposesToReleaseWithoutSightingWith('ruth-pemberton');
  await note();

  await begins();
  await kate.accepts();
  await kate.seesTheChild();
  await note();
  await kate.asks('Who is the father?');
  await kate.disputes('The plan does not hold', 'ruth-pemberton');
  await note();
  await when('ruth-pemberton').decidesTheDispute('receiving-takes');
  await amara.answersTheQuestion('Nobody knows');
  await kate.decidesTheLevel('universal');
  await kate.tellsTheParent();
  await kate.tellsTheGp();
  await kate.tellsChildHealthRecords();
  await note();
  await kate.closes();
  await note();

  await given.aChildHeldBy('amara-osei', { ...toddler, circumstances: { statutory: [plan] } });
  await amara.offers('ealing-hv', { occasion: 'move' });
  await amara.recordsThatTheySpoke('Amara Osei', 'Kate Brennan');
  await kate.playsBackTheRisks();
  await kate.accepts();
  await kate.seesTheChild();
  await note();

  await begins();
  await samira.declines('not-resident');
  await note();
  await amara.disputes('They sleep there', 'ruth-pemberton');
  await note();

  await begins();
  await amara.withdraws('They stay');
  await note();
  await begins();
  await samira.declines('not-resident');
  await amara.withdraws('They stay');
  await note();

  await begins();
  await kate.accepts();
  await kate.tellsTheGp();
  await kate.prepares('hf-hv', { occasion: 'move' });
  found.push(withoutLast(await state()));
  await begins();
  await amara.supersedesTowards('hf-hv');
  found.push(withoutLast(await state()));
  return found;
}

/** The handover that was superseded, alone: the one that follows it is not what is asked about. */
function withoutLast(state: ChildState): ChildState {
  return { ...state, handovers: state.handovers.slice(0, 1) };
}

scenario('Every cell of the handover’s table is what the rule says', async (world) => {
  const states = await handoversOf(world);
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

/** Children not known, in care and with care ended; with enquiries, claims and stays in every state. */
async function childrenOf(world: World): Promise<readonly ChildState[]> {
  const { given, when, tries, clock, state } = world;
  const amara = when('amara-osei');
  const found: ChildState[] = [unknownChild];
  const note = async () => void found.push(await state());
  const signals = () => when('system').signals({ messageId: null, areaCode: areas.ealing }, 'ealing-hv');

  await given.aChildHeldBy('amara-osei', { ...toddler, address: { sealed: true } });
  await amara.does({ type: 'record-sighting', seenOn: clock.today(), where: 'At home' });
  await note();
  await signals();
  await note();
  await amara.settles('not-moved');
  await note();
  await signals();
  await amara.findsAShortStay({ reviewOn: clock.today() });
  await note();
  const claimId = randomUUID();
  await when('samira-haddad').does({
    type: 'open-claim',
    claimId,
    claimantTeamId: 'ealing-hv',
    says: 'Ours',
  });
  await note();
  await tries('grace-adeyemi').does({ type: 'settle-claim', claimId, outcome: 'stays', note: 'Ours' });
  await note();
  await given.aChildHeldBy('beth-lomax', { identity: { bornOn: null, expectedOn: clock.today() } });
  await note();
  await given.aChildHeldBy('amara-osei', toddler);
  await when('grace-adeyemi').does({
    type: 'end',
    reason: 'left-uk',
    confirmedBy: 'Grace Adeyemi',
    detail: 'To Spain',
  });
  await note();
  const grace = when('grace-adeyemi');
  await given.aChildHeldBy('amara-osei', toddler);
  await grace.does({ type: 'place-hold', reason: 'An inquest', askedBy: 'The coroner' });
  await note();
  await grace.does({ type: 'end', reason: 'death', confirmedBy: 'Dr Patel', detail: 'Certified' });
  await note();
  const ended = await state();
  if (ended.care.status === 'ended') found.push({ ...ended, care: { ...ended.care, reason: 'adopted' } });
  return found;
}

scenario('Every cell of the tables of responsibility and of moves is what the rule says', async (world) => {
  const states = await childrenOf(world);
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

/** Where the answers to a command are not what its cell says. */
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
