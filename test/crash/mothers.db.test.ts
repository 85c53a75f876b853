import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { askChildren, type Stores } from '../../src/application/client-command.ts';
import { clientCommandNames } from '../../src/domain/programme/client-commands.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { checkLedger } from '../ledger-checks.ts';
import type { Ledger } from '../memory-store.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { makeClients, startClient } from './client.ts';
import { contextOf, directory } from './lanes.ts';
import { anotherOf } from './lives.ts';
import { type ClientLife, everyKindOfClient, factsTold, giveToClient } from './mothers.ts';
import type { Program } from './program.ts';

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
  let program: Program;
  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database, max: 4 });
    await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
    ledger = postgresLedger(pools);
    stores = { clients: ledger.clients.store, children: ledger.store };
    lives = await everyKindOfClient();
    program = await makeClients(database.appUrl, 'clients');
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /**
   * Each life in which a kind of command occurs first, asking something of her children where the point lies there, as that of
   * somebody else, with the places of those kinds in it.
   */
  function livesToKill(
    point: Point,
  ): readonly { readonly life: ClientLife; readonly kills: readonly number[] }[] {
    const kinds = new Set(clientCommandNames);
    const found = lives.map((life) => ({
      life: anotherOf(life),
      kills: life.steps.flatMap(({ command, asks }, at) =>
        (point !== 'between-consequences' || asks > 0) && kinds.delete(command.type) ? [at] : [],
      ),
    }));
    if (point !== 'between-consequences') assert.deepEqual([...kinds], [], 'no life has these kinds');
    return found;
  }

  /** One life, in which a program is killed at each of these places: whoever got no answer sends it again, and goes on. */
  async function killThrough(point: Point, life: ClientLife, kills: readonly number[]): Promise<void> {
    const { clientId, steps, told } = life;
    for (const [place, step] of steps.entries()) {
      const kind = step.command.type;
      const killed = kills.includes(place);
      if (killed) {
        await killAt(point, life, place);
        const written = point === 'before-append' ? place : place + 1;
        assert.deepEqual(await commandsWritten(life), idsOf(steps.slice(0, written)), `${kind}: written`);
      }
      const expected = killed && point !== 'before-append' ? 'repeated' : 'done';
      assert.equal((await giveToClient(stores, clientId, step)).kind, expected, `${kind} after the kill`);
    }
    // The job asks what is left to ask.
    const last = steps.at(-1) ?? { who: 'system', now: '' };
    await askChildren(stores, clientId, contextOf(last));
    assert.deepEqual(await stores.clients.waiting(clientId), [], 'a child was never asked');
    const children = told.slice(1).map(({ personId }) => personId);
    assert.deepEqual(await factsTold(ledger, clientId, children), told, 'not as without the kills');
  }

  async function killAt(point: Point, { clientId, steps, told }: ClientLife, place: number): Promise<void> {
    const step = steps[place];
    assert.ok(step);
    const kind = step.command.type;
    const acknowledged: string[] = [];
    const name = point === 'between-consequences' ? point : `${point}:${kind}`;
    const client = startClient(program, database.appUrl, name, (id) => acknowledged.push(id));
    await client.ready;
    client.play([{ clientId, told, steps: [step] }]);
    assert.equal(await client.ended, 'SIGKILL', `${kind} did not come to the point`);
    assert.deepEqual(acknowledged, [], `${kind}: answered before the kill`);
  }

  /** Beside what was commanded stand the clocks that her children's answers moved. */
  async function commandsWritten({ clientId, steps }: ClientLife): Promise<readonly string[]> {
    const commanded = new Set(idsOf(steps));
    const facts = await ledger.clients.facts(clientId);
    return [...new Set(facts.map(({ commandId }) => commandId).filter((id) => commanded.has(id)))];
  }

  for (const point of points) {
    test(`${point}: nothing is half done, and what was asked of each child is done once`, async () => {
      const waiting = livesToKill(point).toSorted((a, b) => b.kills.length - a.kills.length);
      async function killOneByOne(): Promise<void> {
        for (let next = waiting.shift(); next; next = waiting.shift())
          await killThrough(point, next.life, next.kills);
      }
      await Promise.all(Array.from({ length: abreast }, killOneByOne));
    });
  }

  test('every stream of every client and child is whole, and every row is rebuilt from it', async () => {
    assert.ok((await ledger.clients.people()).length >= points.length * 2);
    await checkLedger(ledger, directory);
  });
});

function idsOf(steps: readonly { readonly commandId: string }[]): readonly string[] {
  return steps.map(({ commandId }) => commandId);
}
