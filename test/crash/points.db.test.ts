import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ChildCommandName, childCommandNames } from '../../src/domain/child/commands.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { checkChildren } from '../ledger-checks.ts';
import type { Ledger } from '../memory-store.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { makeClients, startClient } from './client.ts';
import { directory, give, type Life } from './lanes.ts';
import { anotherOf, everyKindOfLife } from './lives.ts';
import type { Program } from './program.ts';
import { answersBefore, type Killed, shared, type Turn, turnsOf, writtenOf } from './turns.ts';

describe('kill -9 around the statement of every kind of command', { concurrency: true }, () => {
  let database: TestDatabase;
  let pools: Pools;
  let ledger: Ledger;
  let lives: readonly Life[];
  let program: Program;
  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database, max: 4 });
    await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
    ledger = postgresLedger(pools);
    lives = await everyKindOfLife();
    program = await makeClients(database);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /** Each life in which a kind of command occurs first, as that of somebody else, with the places of those kinds in it. */
  function livesToKill(): readonly Killed<Life>[] {
    // That one begins in the record of another child: test/crash/jobs.db.test.ts kills between the two.
    const kinds = new Set<ChildCommandName>(childCommandNames.filter((name) => name !== 'pass-summary'));
    const found = lives.map((life) => ({
      life,
      kills: life.steps.flatMap(({ command }, at) => (kinds.delete(command.type) ? [at] : [])),
    }));
    assert.deepEqual([...kinds], [], 'no life has these kinds');
    return shared(found, anotherOf);
  }

  /** One program that plays all these lives at once, and dies when each has come to the point of its command. */
  async function killAt(
    point: 'before-append' | 'after-append',
    turns: readonly Turn<Life>[],
  ): Promise<void> {
    const answers: [string, string][] = [];
    const death = { point, commandIds: turns.map(({ life, at }) => life.steps[at]?.commandId ?? '') };
    const client = startClient(program, database, (...answer) => answers.push(answer), death);
    await client.ready;
    client.play(turns.map(({ life, unanswered }) => [{ ...life, steps: life.steps.slice(unanswered) }]));
    assert.equal(await client.ended, 'SIGKILL', 'not every command came to the point');
    const written = await commandsWritten(turns.map(({ life }) => life));
    for (const [place, turn] of turns.entries()) {
      const kind = turn.life.steps[turn.at]?.command.type;
      const ids = idsOf(turn.life);
      const told = answers.filter(([id]) => ids.includes(id));
      assert.deepEqual(told, answersBefore(turn, ids), `${kind}: answered before the kill`);
      assert.deepEqual(written[place], ids.slice(0, turn.written), `${kind}: written`);
    }
    const begun = turns.filter((turn) => turn.written > 0).map(({ life }) => life.personId);
    await checkChildren(ledger, begun, directory);
  }

  /** In the order of the facts, each once. */
  async function commandsWritten(of: readonly Life[]): Promise<readonly (readonly string[])[]> {
    const kept = await ledger.kept(of.map(({ personId }) => personId));
    return kept.map(({ facts }) => [...new Set(facts.map(({ commandId }) => commandId))]);
  }

  for (const point of ['before-append', 'after-append'] as const) {
    test(`${point}: what was answered is kept, nothing is half done, and sent again it has one effect`, async () => {
      const killed = livesToKill();
      for (const turns of turnsOf(killed, point)) await killAt(point, turns);

      // In the end everything is sent once more, and each life goes on to its end.
      await Promise.all(
        killed.map(async ({ life, kills }) => {
          const kept = writtenOf(point, kills.at(-1));
          for (const [place, step] of life.steps.entries()) {
            const expected = place < kept ? 'repeated' : 'done';
            const { kind } = await give(ledger.store, life.personId, step);
            assert.equal(kind, expected, `${step.command.type} again`);
          }
        }),
      );
      const all = killed.map(({ life }) => life);
      assert.deepEqual(await commandsWritten(all), all.map(idsOf));
      await checkChildren(
        ledger,
        all.map(({ personId }) => personId),
        directory,
      );
    });
  }
});

function idsOf({ steps }: Life): readonly string[] {
  return steps.map(({ commandId }) => commandId);
}
