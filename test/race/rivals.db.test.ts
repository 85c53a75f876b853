import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { issue, type Outcome } from '../../src/application/command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import { refusals } from '../../src/domain/language/refusals.ts';
import { contextOf, directory, give, type Life, type Step } from '../crash/lanes.ts';
import { anotherOf, recordLife, takesOn } from '../crash/lives.ts';
import { checkChild } from '../ledger-checks.ts';
import { violentExPartner } from '../world.ts';
import { type TwoPrograms, twoPrograms } from './meeting.ts';

/** What a person is about to do with the handover. */
type Move = { readonly who: string; readonly does: (handoverId: string) => ChildCommand };

type Race = {
  readonly name: string;
  readonly from: Life;
  readonly rivals: readonly [Move, Move];
  /** Whether the loser may still do the same after reading what the winner did. */
  readonly thenToo?: true;
};

const draft = await recordLife(async (person) => {
  const hannah = person('hannah-whitlock');
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await hannah.prepares('ealing-hv', { addressedTo: 'kate-brennan' });
});
const offered = await recordLife(async (person) => {
  const hannah = person('hannah-whitlock');
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await hannah.offers('ealing-hv', { addressedTo: 'kate-brennan' });
});
const accepted = await recordLife(async (person) => {
  const hannah = person('hannah-whitlock');
  const samira = person('samira-haddad');
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await hannah.records({ dangers: [violentExPartner] });
  await hannah.offers('ealing-hv');
  await hannah.recordsThatTheySpoke('Hannah Whitlock', 'Samira Haddad');
  await samira.playsBackTheRisks();
  await samira.accepts();
});

const to = (teamId: string) => ({ kind: 'desk', teamId, reason: 'Routing by residence' }) as const;

function accepts(who: string): Move {
  return {
    who,
    does: (handoverId) => ({ type: 'accept', handoverId, practitionerId: who, firstContactOn: '2026-11-24' }),
  };
}
const declines: Move = {
  who: 'deborah-quill',
  does: (handoverId) => ({
    type: 'decline',
    handoverId,
    reason: 'not-resident',
    comment: 'They sleep elsewhere',
    onward: 'back-to-releasing',
  }),
};
const withdraws: Move = {
  who: 'hannah-whitlock',
  does: (handoverId) => ({ type: 'withdraw', handoverId, reason: 'The family stays' }),
};
const acknowledges: Move = { who: 'leo-marsh', does: (handoverId) => ({ type: 'acknowledge', handoverId }) };
const sends: Move = { who: 'hannah-whitlock', does: (handoverId) => ({ type: 'offer', handoverId }) };
const redirects: Move = {
  who: 'hannah-whitlock',
  does: (handoverId) => ({
    type: 'redirect',
    handoverId,
    to: to('hf-hv'),
    why: 'The wrong desk',
    newHandoverId: randomUUID(),
  }),
};
const recalls: Move = {
  who: 'amara-osei',
  does: (handoverId) => ({ type: 'recall', handoverId, to: null, why: 'The wrong desk' }),
};
const supersedes: Move = {
  who: 'amara-osei',
  does: (handoverId) => ({
    type: 'supersede',
    handoverId,
    newHandoverId: randomUUID(),
    destination: to('hf-hv'),
    reason: 'Moved again',
  }),
};
const allocates: Move = {
  who: 'leo-marsh',
  does: (handoverId) => ({ type: 'allocate', handoverId, practitionerId: 'nadia-farouk' }),
};
const recordsDanger: Move = {
  who: 'amara-osei',
  does: () => ({
    type: 'record-circumstances',
    circumstances: {
      people: [],
      dangers: [violentExPartner],
      statutory: [],
      contact: { route: 'Text first', interpreter: null, loneVisitWarning: null },
      motherBornOn: null,
      level: 'universal',
      whereaboutsUnknown: false,
    },
  }),
};
const sees: Move = {
  who: 'samira-haddad',
  does: (handoverId) => ({ type: 'record-seen', handoverId, where: 'At home', joint: false }),
};
const kate = accepts('kate-brennan');
const samira = accepts('samira-haddad');

const races: readonly Race[] = [
  { name: 'accept and decline', from: offered, rivals: [samira, declines] },
  { name: 'accept and withdraw', from: offered, rivals: [samira, withdraws] },
  { name: 'accept and recall', from: offered, rivals: [samira, recalls] },
  { name: 'accept and redirect', from: offered, rivals: [samira, redirects] },
  { name: 'accept and supersede', from: offered, rivals: [samira, supersedes] },
  { name: 'accept by two practitioners', from: offered, rivals: [samira, kate] },
  { name: 'accept and allocate', from: offered, rivals: [samira, allocates], thenToo: true },
  { name: 'accept and a danger recorded', from: offered, rivals: [samira, recordsDanger], thenToo: true },
  { name: 'decline and withdraw', from: offered, rivals: [declines, withdraws], thenToo: true },
  { name: 'redirect and acknowledge', from: offered, rivals: [redirects, acknowledges], thenToo: true },
  { name: 'redirect and supersede', from: offered, rivals: [redirects, supersedes], thenToo: true },
  { name: 'send and withdraw', from: draft, rivals: [sends, withdraws], thenToo: true },
  { name: 'see and withdraw', from: accepted, rivals: [sees, withdraws] },
];

describe('two rivals at once', () => {
  let two: TwoPrograms;
  before(async () => {
    two = await twoPrograms();
  });
  after(() => two.close());

  async function begun(
    life: Life,
  ): Promise<{ readonly personId: string; readonly last: Step; readonly handoverId: string }> {
    const { personId, steps } = anotherOf(life);
    for (const step of steps) assert.equal((await give(two.ledger.store, personId, step)).kind, 'done');
    const [handover] = (await two.ledger.store.loadAny(personId))?.state.handovers ?? [];
    const last = steps.at(-1);
    assert.ok(handover && last);
    return { personId, last, handoverId: handover.handoverId };
  }

  async function run({ from, rivals, thenToo }: Race, turned: boolean): Promise<void> {
    const { personId, last, handoverId } = await begun(from);
    const version = (await two.ledger.store.loadAny(personId))?.version ?? 0;
    const moves = turned ? rivals.toReversed() : rivals;
    const steps = moves.map(
      ({ who, does }): Step => ({
        who,
        now: addMinutes(last.now, 5),
        commandId: randomUUID(),
        version,
        command: does(handoverId),
      }),
    );
    const stores = two.meeting(2);
    const outcomes = await Promise.all(
      steps.map((step, index) => give(stores[index] ?? two.ledger.store, personId, step)),
    );
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['conflict', 'done']);
    const lost = outcomes.findIndex(({ kind }) => kind === 'conflict');
    const [told, loser] = [outcomes[lost], steps[lost]];
    assert.ok(told?.kind === 'conflict' && loser);
    await isToldTheTruth(told, personId, loser);
    const again = await give(two.ledger.store, personId, {
      ...loser,
      version: told.version,
      commandId: randomUUID(),
    });
    if (again.kind === 'refused') {
      const { says, canDo } = refusals[again.refusal.code];
      assert.ok(says && canDo, 'a refusal without words');
    } else assert.match(again.kind, thenToo ? /^(done|not-found)$/ : /^not-found$/);
    await checkChild(two.ledger, personId, directory);
  }

  /** The loser is told which version stands and, while it may still read the record, who holds the child now. */
  async function isToldTheTruth(
    told: Extract<Outcome, { kind: 'conflict' }>,
    personId: string,
    { who }: Step,
  ): Promise<void> {
    const after = await two.ledger.store.loadAny(personId);
    assert.equal(told.version, after?.version);
    const { actor } = contextOf({ who, now: '2026-11-23T12:00:00.000Z' });
    if (after && (await two.ledger.store.load(personId, actor.teamId)))
      assert.deepEqual(told.holder, holderOf(after.state));
  }

  for (const race of races) {
    test(`${race.name}: one wins, the other is told`, async () => {
      for (const turned of [false, true, false, true]) await run(race, turned);
    });
  }

  test('two services take on the same child: one holds it, the other is told who', async () => {
    const personId = randomUUID();
    const mine = takesOn('hannah-whitlock', '2025-06-01');
    const yours = { ...mine, teamId: 'ealing-hv', practitionerId: 'samira-haddad' } as ChildCommand;
    const now = '2026-11-23T10:00:00.000Z';
    const stores = two.meeting(2);
    const take = (who: string, command: ChildCommand, store = two.ledger.store) =>
      issue(store, issuedNow(personId, command), contextOf({ who, now }));
    const outcomes = await Promise.all([
      take('hannah-whitlock', mine, stores[0]),
      take('samira-haddad', yours, stores[1]),
    ]);
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['done', 'refused']);
    const refused = outcomes.find((outcome) => outcome.kind === 'refused');
    assert.ok(refused?.kind === 'refused');
    assert.equal(refused.refusal.code, 'already-in-care');
    const child = await two.ledger.store.loadAny(personId);
    assert.ok(child);
    assert.deepEqual(refused.holder, holderOf(child.state));
    await checkChild(two.ledger, personId, directory);
  });

  test('a crowd on one offer, nobody waiting for anybody: versions pass from one winner to the next', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { personId, last, handoverId } = await begun(offered);
      const crowd = [samira, kate, declines, withdraws, acknowledges, allocates, redirects, supersedes];
      const outcomes = await Promise.all(
        [...crowd, ...crowd, ...crowd].map(({ who, does }) =>
          issue(
            two.ledger.store,
            issuedNow(personId, does(handoverId)),
            contextOf({ who, now: addMinutes(last.now, 5) }),
          ),
        ),
      );
      const facts = await two.ledger.facts(personId);
      const done = outcomes.filter(({ kind }) => kind === 'done').length;
      assert.equal(new Set(facts.map((fact) => fact.commandId)).size, 3 + done);
      await checkChild(two.ledger, personId, directory);
    }
  });
});
