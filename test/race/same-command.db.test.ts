import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ChildStore } from '../../src/application/child-store.ts';
import type { ClientOutcome, Stores } from '../../src/application/client-command.ts';
import { issue, type Outcome } from '../../src/application/command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { clientCommandNames } from '../../src/domain/programme/client-commands.ts';
import { contextOf, directory, give, type Life, type Step } from '../crash/lanes.ts';
import { everyKindOfLife } from '../crash/lives.ts';
import {
  type ClientLife,
  type ClientStep,
  everyKindOfClient,
  factsTold,
  giveToClient,
} from '../crash/mothers.ts';
import { checkChild, checkClient } from '../ledger-checks.ts';
import { type TwoPrograms, twoPrograms } from './meeting.ts';

const lives = await everyKindOfLife();
const livesOfClients = await everyKindOfClient();

type Sent = { readonly commandId: string; readonly command: { readonly type: string } };
/** The request that won, and the other request of the same button. */
type Played<One> = { readonly won: One; readonly lost: One };

/** How many outcomes there are of each kind. */
function tally(outcomes: readonly (Outcome | ClientOutcome)[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe('every kind of command against itself', () => {
  let two: TwoPrograms;
  before(async () => {
    two = await twoPrograms();
  });
  after(() => two.close());

  /** Two people press the same button, and each presses it twice. Answers the command that won. */
  async function fourAtOnce<One extends Sent>(
    mine: One,
    send: (program: 0 | 1, one: One) => Promise<Outcome | ClientOutcome>,
  ): Promise<Played<One>> {
    const yours = { ...mine, commandId: randomUUID() };
    const outcomes = await Promise.all([send(0, mine), send(1, mine), send(0, yours), send(1, yours)]);
    const saying = `${mine.command.type}: ${JSON.stringify(outcomes.map(({ kind }) => kind))}`;
    assert.deepEqual(tally(outcomes), { done: 1, repeated: 1, conflict: 2 }, saying);
    const mineWon = outcomes.findIndex(({ kind }) => kind === 'done') < 2;
    const twins = mineWon ? outcomes.slice(0, 2) : outcomes.slice(2);
    assert.deepEqual(tally(twins), { done: 1, repeated: 1 }, saying);
    for (const outcome of outcomes) {
      if (outcome.kind !== 'conflict') continue;
      assert.ok(outcome.version > outcome.expected, 'the other is told the version that stands now');
    }
    return mineWon ? { won: mine, lost: yours } : { won: yours, lost: mine };
  }

  /** A command that was answered long ago comes once more. */
  async function replay<One extends Sent>(
    played: readonly Played<One>[],
    send: (one: One) => Promise<Outcome | ClientOutcome>,
  ): Promise<void> {
    for (const { won, lost } of played) {
      const [late, lateOther] = [await send(won), await send(lost)];
      assert.equal(late.kind, 'repeated', `${won.command.type}, replayed later`);
      assert.match(lateOther.kind, /^(conflict|not-found)$/, `${won.command.type}, the other one replayed`);
    }
  }

  async function race({ personId, steps }: Life): Promise<void> {
    const played: Played<Step>[] = [];
    for (const step of steps) {
      const stores = two.meeting(4);
      played.push(await fourAtOnce(step, (program, one) => give(stores[program], personId, one)));
    }
    const facts = await two.ledger.facts(personId);
    await replay(played, (one) => give(two.ledger.store, personId, one));
    assert.deepEqual(await two.ledger.facts(personId), facts, 'a replay wrote something');
    await checkChild(two.ledger, personId, directory);
  }

  /** Afterwards there are as many facts, about her and about each of her children, as if each command had been given once. */
  async function raceOfClient({ clientId, steps, told }: ClientLife): Promise<void> {
    const played: Played<ClientStep>[] = [];
    const { store: children } = two.ledger;
    for (const step of steps) {
      const stores = two.clientsMeeting(4).map((clients): Stores => ({ clients, children }));
      played.push(
        await fourAtOnce(step, (program, one) => {
          const [here, there] = stores;
          assert.ok(here && there);
          return giveToClient(program === 0 ? here : there, clientId, one);
        }),
      );
    }
    await replay(played, (one) =>
      giveToClient({ clients: two.ledger.clients.store, children }, clientId, one),
    );
    const born = told.slice(1).map(({ personId }) => personId);
    assert.deepEqual(await factsTold(two.ledger, clientId, born), told, 'not as when each is sent once');
    assert.deepEqual(await two.ledger.clients.store.waiting(clientId), [], 'a child was never asked');
    await checkClient(two.ledger, clientId, directory);
    for (const personId of born) await checkChild(two.ledger, personId, directory);
  }

  for (const [index, life] of lives.entries()) {
    const kinds = new Set(life.steps.map((step) => step.command.type));
    test(`life ${index + 1}, ${kinds.size} kinds: one effect, its repetition said so, the other told`, () =>
      race(life));
  }

  test('no kind of command on a client is left out of the lives that follow', () => {
    const played = livesOfClients.flatMap(({ steps }) => steps.map(({ command }) => command.type));
    assert.deepEqual([...new Set(played)].toSorted(), [...clientCommandNames].toSorted());
  });

  for (const [index, life] of livesOfClients.entries()) {
    const kinds = new Set(life.steps.map(({ command }) => command.type));
    test(`life ${index + 1} of a client, ${kinds.size} kinds: one effect, her children asked once, the other told`, () =>
      raceOfClient(life));
  }

  test('a message told twice at once, and once more after others wrote, has one effect', async () => {
    const life = lives.find(({ steps }) => steps.some((step) => step.command.type === 'receive-signal'));
    const message = life?.steps.find((step) => step.command.type === 'receive-signal');
    const first = life?.steps[0];
    assert.ok(message && first);
    const personId = randomUUID();
    await give(two.ledger.store, personId, { ...first, commandId: randomUUID() });
    const tell = (store: ChildStore, commandId: string) =>
      issue(store, issuedNow(personId, message.command, commandId), contextOf(message));
    const commandId = randomUUID();
    const [here, there] = two.meeting(2);
    const outcomes = await Promise.all([tell(here, commandId), tell(there, commandId)]);
    assert.deepEqual(tally(outcomes), { done: 1, repeated: 1 });
    assert.equal((await tell(two.ledger.store, randomUUID())).kind, 'done');
    assert.equal((await tell(two.ledger.store, commandId)).kind, 'repeated');
    const facts = await two.ledger.facts(personId);
    assert.equal(
      facts.filter((fact) => fact.commandId === commandId && fact.fact.type === 'EnquiryOpened').length,
      1,
    );
    await checkChild(two.ledger, personId, directory);
  });
});
