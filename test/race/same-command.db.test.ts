import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ChildStore } from '../../src/application/child-store.ts';
import { issue, type Outcome } from '../../src/application/command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import { contextOf, directory, give, type Life, type Step } from '../crash/lanes.ts';
import { everyKindOfLife } from '../crash/lives.ts';
import { checkChild } from '../ledger-checks.ts';
import { type TwoPrograms, twoPrograms } from './meeting.ts';

const lives = await everyKindOfLife();

/** How many outcomes there are of each kind. */
function tally(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
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
  async function fourAtOnce(
    personId: string,
    mine: Step,
  ): Promise<{ readonly won: Step; readonly lost: Step }> {
    const yours = { ...mine, commandId: randomUUID() };
    const [here, there] = two.meeting(4);
    const outcomes = await Promise.all([
      give(here, personId, mine),
      give(there, personId, mine),
      give(here, personId, yours),
      give(there, personId, yours),
    ]);
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

  async function race(life: Life): Promise<void> {
    const { personId, steps } = life;
    const played: { readonly won: Step; readonly lost: Step }[] = [];
    for (const step of steps) played.push(await fourAtOnce(personId, step));
    const facts = await two.ledger.facts(personId);
    for (const { won, lost } of played) {
      const [late, lateOther] = [
        await give(two.ledger.store, personId, won),
        await give(two.ledger.store, personId, lost),
      ];
      assert.equal(late.kind, 'repeated', `${won.command.type}, replayed later`);
      assert.match(lateOther.kind, /^(conflict|not-found)$/, `${won.command.type}, the other one replayed`);
    }
    assert.deepEqual(await two.ledger.facts(personId), facts, 'a replay wrote something');
    await checkChild(two.ledger, personId, directory);
  }

  for (const [index, life] of lives.entries()) {
    const kinds = new Set(life.steps.map((step) => step.command.type));
    test(`life ${index + 1}, ${kinds.size} kinds: one effect, its repetition said so, the other told`, () =>
      race(life));
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
