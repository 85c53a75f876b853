import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ChildCommandName, childCommandNames } from '../../src/domain/child/commands.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { checkChild } from '../ledger-checks.ts';
import type { Ledger } from '../memory-store.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { makeClients, startClient } from './client.ts';
import { directory, give, type Life } from './lanes.ts';
import { anotherOf, everyKindOfLife } from './lives.ts';
import type { Program } from './program.ts';

/** Two programs at a time: one runs while the next one starts. */
const abreast = 2;

type Point = 'before-append' | 'after-append';

describe('kill -9 around the statement of every kind of command', () => {
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
    program = await makeClients(database.appUrl);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /** Each life in which a kind of command occurs first, as that of somebody else, with the places of those kinds in it. */
  function livesToKill(): readonly { readonly life: Life; readonly kills: readonly number[] }[] {
    // That one begins in the record of another child: test/scenarios/keeping.test.ts sends it twice.
    const kinds = new Set<ChildCommandName>(childCommandNames.filter((name) => name !== 'pass-summary'));
    const found = lives.map((life) => ({
      life: anotherOf(life),
      kills: life.steps.flatMap(({ command }, at) => (kinds.delete(command.type) ? [at] : [])),
    }));
    assert.deepEqual([...kinds], [], 'no life has these kinds');
    return found;
  }

  /**
   * One life, whose program is killed at each of these places: whoever got no answer starts another one, sends again what was
   * not answered, and goes on to the next place.
   */
  async function killThrough(point: Point, life: Life, kills: readonly number[]): Promise<void> {
    const { personId, steps } = life;
    const ids = steps.map(({ commandId }) => commandId);
    const written = async () => [
      ...new Set((await ledger.facts(personId)).map(({ commandId }) => commandId)),
    ];
    let kept = 0;
    let unanswered = 0;
    for (const at of kills) {
      const kind = steps[at]?.command.type;
      const answers: [string, string][] = [];
      const client = startClient(program, database.appUrl, `${point}:${kind}`, (...answer) =>
        answers.push(answer),
      );
      await client.ready;
      client.play([[{ personId, steps: steps.slice(unanswered) }]]);
      assert.equal(await client.ended, 'SIGKILL', `${kind} did not come to the point`);
      const expected = ids
        .slice(unanswered, at)
        .map((id, place) => [id, unanswered + place < kept ? 'repeated' : 'done']);
      assert.deepEqual(answers, expected, `${kind}: answered before the kill`);
      [unanswered, kept] = [at, point === 'after-append' ? at + 1 : at];
      assert.deepEqual(await written(), ids.slice(0, kept), `${kind}: written`);
      if (kept > 0) await checkChild(ledger, personId, directory);
    }

    // In the end everything is sent once more, and the life goes on to its end.
    for (const [place, step] of steps.entries()) {
      const expected = place < kept ? 'repeated' : 'done';
      assert.equal((await give(ledger.store, personId, step)).kind, expected, `${step.command.type} again`);
    }
    assert.deepEqual(await written(), ids);
    await checkChild(ledger, personId, directory);
  }

  for (const point of ['before-append', 'after-append'] as const) {
    test(`${point}: what was answered is kept, nothing is half done, and sent again it has one effect`, async () => {
      const waiting = livesToKill().toSorted((a, b) => b.kills.length - a.kills.length);
      async function killOneByOne(): Promise<void> {
        for (let next = waiting.shift(); next; next = waiting.shift())
          await killThrough(point, next.life, next.kills);
      }
      await Promise.all(Array.from({ length: abreast }, killOneByOne));
    });
  }
});
