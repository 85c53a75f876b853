import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ChildCommandName, childCommandNames } from '../../src/domain/child/commands.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { checkChild } from '../ledger-checks.ts';
import type { Ledger } from '../memory-store.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { makeProgram, startClient } from './client.ts';
import { directory, give, type Life } from './lanes.ts';
import { anotherOf, everyKindOfLife } from './lives.ts';

/** Two programs at a time: one runs while the next one starts. */
const abreast = 2;

describe('kill -9 around the statement of every kind of command', () => {
  let database: TestDatabase;
  let pools: Pools;
  let ledger: Ledger;
  let lives: readonly Life[];
  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database, max: 4 });
    await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
    ledger = postgresLedger(pools);
    lives = await everyKindOfLife();
    await makeProgram(database.appUrl);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /** The first life in which a kind of command occurs, and at which step. */
  function lifeWith(kind: ChildCommandName): { readonly life: Life; readonly at: number } {
    for (const life of lives) {
      const at = life.steps.findIndex((step) => step.command.type === kind);
      if (at >= 0) return { life: anotherOf(life), at };
    }
    assert.fail(`no life has ${kind}`);
  }

  async function killAt(point: 'before-append' | 'after-append', kind: ChildCommandName): Promise<void> {
    const { life, at } = lifeWith(kind);
    const { personId, steps } = life;
    const acknowledged: string[] = [];
    const client = startClient(database.appUrl, `${point}:${kind}`, (id) => acknowledged.push(id));
    await client.ready;
    client.play([[life]]);
    assert.equal(await client.ended, 'SIGKILL', `${kind} did not come to the point`);
    const idsBefore = steps.slice(0, at).map((step) => step.commandId);
    assert.deepEqual(acknowledged, idsBefore, `${kind}: answered before the kill`);
    const written = steps.slice(0, point === 'after-append' ? at + 1 : at).map((step) => step.commandId);
    const facts = await ledger.facts(personId);
    assert.deepEqual([...new Set(facts.map((fact) => fact.commandId))], written, `${kind}: written`);

    // Whoever got no answer sends everything again, and goes on.
    for (const step of steps) {
      const expected = written.includes(step.commandId) ? 'repeated' : 'done';
      assert.equal((await give(ledger.store, personId, step)).kind, expected, `${step.command.type} again`);
    }
    const again = await ledger.facts(personId);
    assert.deepEqual(
      [...new Set(again.map((fact) => fact.commandId))],
      steps.map((step) => step.commandId),
    );
    await checkChild(ledger, personId, directory);
  }

  for (const point of ['before-append', 'after-append'] as const) {
    test(`${point}: what was answered is kept, nothing is half done, and sent again it has one effect`, async () => {
      // That one begins in the record of another child: test/scenarios/keeping.test.ts sends it twice.
      const waiting = childCommandNames.filter((name) => name !== 'pass-summary');
      async function killOneByOne(): Promise<void> {
        for (let kind = waiting.shift(); kind; kind = waiting.shift()) await killAt(point, kind);
      }
      await Promise.all(Array.from({ length: abreast }, killOneByOne));
    });
  }
});
