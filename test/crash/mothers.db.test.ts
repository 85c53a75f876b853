import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { askChildren, type Stores } from '../../src/application/client-command.ts';
import { type ClientCommandName, clientCommandNames } from '../../src/domain/programme/client-commands.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { checkLedger } from '../ledger-checks.ts';
import type { Ledger } from '../memory-store.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { makeProgram, startClient } from './client.ts';
import { contextOf, directory } from './lanes.ts';
import { anotherOf } from './lives.ts';
import { type ClientLife, everyKindOfClient, factsTold, giveToClient } from './mothers.ts';

/** Two programs at a time: one runs while the next one starts. */
const abreast = 2;

const points = ['before-append', 'after-append', 'between-consequences'] as const;
type Point = (typeof points)[number];

describe('kill -9 around the statement of every command on a client, and between her children', () => {
  let database: TestDatabase;
  let pools: Pools;
  let ledger: Ledger;
  let stores: Stores;
  let lives: readonly ClientLife[];
  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database, max: 4 });
    await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
    ledger = postgresLedger(pools);
    stores = { clients: ledger.clients.store, children: ledger.store };
    lives = await everyKindOfClient();
    await makeProgram(database.appUrl, 'clients');
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /** The first life in which a kind of command occurs, asking something of her children where the point lies there. */
  function lifeWith(kind: ClientCommandName, point: Point): { life: ClientLife; at: number } | null {
    for (const life of lives) {
      const at = life.steps.findIndex(
        (step) => step.command.type === kind && (point !== 'between-consequences' || step.asks > 0),
      );
      if (at >= 0) return { life: anotherOf(life), at };
    }
    assert.equal(point, 'between-consequences', `no life has ${kind}`);
    return null;
  }

  async function killAt(point: Point, kind: ClientCommandName): Promise<void> {
    const found = lifeWith(kind, point);
    if (!found) return;
    const { life, at } = found;
    const { clientId, steps, told } = life;
    for (const step of steps.slice(0, at))
      assert.equal((await giveToClient(stores, clientId, step)).kind, 'done', step.command.type);
    const acknowledged: string[] = [];
    const name = point === 'between-consequences' ? point : `${point}:${kind}`;
    const program = startClient(database.appUrl, name, (id) => acknowledged.push(id), 'clients');
    await program.ready;
    program.play([{ ...life, steps: steps.slice(at) }]);
    assert.equal(await program.ended, 'SIGKILL', `${kind} did not come to the point`);
    assert.deepEqual(acknowledged, [], `${kind}: answered before the kill`);
    const written = steps.slice(0, point === 'before-append' ? at : at + 1).map((step) => step.commandId);
    // Beside what was commanded stand the clocks that her children's answers moved.
    const facts = (await ledger.clients.facts(clientId)).filter((fact) =>
      steps.some((step) => step.commandId === fact.commandId),
    );
    assert.deepEqual([...new Set(facts.map((fact) => fact.commandId))], written, `${kind}: written`);

    // Whoever got no answer sends it again, and goes on; the job asks what is left to ask.
    for (const step of steps.slice(at)) {
      const expected = written.includes(step.commandId) ? 'repeated' : 'done';
      assert.equal((await giveToClient(stores, clientId, step)).kind, expected, `${step.command.type} again`);
    }
    const last = steps.at(-1) ?? { who: 'system', now: '' };
    await askChildren(stores, clientId, contextOf(last));
    assert.deepEqual(await stores.clients.waiting(clientId), [], `${kind}: a child was never asked`);
    const children = told.slice(1).map(({ personId }) => personId);
    assert.deepEqual(await factsTold(ledger, clientId, children), told, `${kind}: not as without the kill`);
  }

  for (const point of points) {
    test(`${point}: nothing is half done, and what was asked of each child is done once`, async () => {
      const waiting = [...clientCommandNames];
      async function killOneByOne(): Promise<void> {
        for (let kind = waiting.shift(); kind; kind = waiting.shift()) await killAt(point, kind);
      }
      await Promise.all(Array.from({ length: abreast }, killOneByOne));
    });
  }

  test('every stream of every client and child is whole, and every row is rebuilt from it', async () => {
    assert.ok((await ledger.clients.people()).length > clientCommandNames.length);
    await checkLedger(ledger, directory);
  });
});
