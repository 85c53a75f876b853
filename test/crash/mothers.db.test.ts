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
import { type Point, points } from './dying.ts';
import { contextOf, directory } from './lanes.ts';
import { anotherOf } from './lives.ts';
import { type ClientLife, everyKindOfClient, factsTold, giveToClient } from './mothers.ts';
import type { Program } from './program.ts';
import { answersBefore, type Killed, shared, type Turn, turnsOf, writtenOf } from './turns.ts';

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
    program = await makeClients(database, 'clients');
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /** Each life in which a kind of command occurs first, asking something of her children where the point lies there. */
  function livesToKill(point: Point): readonly Killed<ClientLife>[] {
    const kinds = new Set(clientCommandNames);
    const found = lives.map((life) => ({
      life,
      kills: life.steps.flatMap(({ command, asks }, at) =>
        (point !== 'between-consequences' || asks > 0) && kinds.delete(command.type) ? [at] : [],
      ),
    }));
    if (point !== 'between-consequences') assert.deepEqual([...kinds], [], 'no life has these kinds');
    return shared(found, anotherOf);
  }

  /** One program that plays all these lives at once, and dies when each has come to the point of its command. */
  async function killAt(point: Point, turns: readonly Turn<ClientLife>[]): Promise<void> {
    const answers: [string, string][] = [];
    const death = { point, commandIds: turns.map(({ life, at }) => life.steps[at]?.commandId ?? '') };
    const client = startClient(program, database, (...answer) => answers.push(answer), death);
    await client.ready;
    client.play(turns.map(({ life, unanswered }) => ({ ...life, steps: life.steps.slice(unanswered) })));
    assert.equal(await client.ended, 'SIGKILL', 'not every command came to the point');
    const written = await commandsWritten(turns.map(({ life }) => life));
    for (const [place, turn] of turns.entries()) {
      const kind = turn.life.steps[turn.at]?.command.type;
      const ids = idsOf(turn.life.steps);
      const told = answers.filter(([id]) => ids.includes(id));
      assert.deepEqual(told, answersBefore(turn, ids), `${kind}: answered before the kill`);
      assert.deepEqual(written[place], ids.slice(0, turn.written), `${kind}: written`);
    }
  }

  /** Beside what was commanded stand the clocks that her children's answers moved. */
  async function commandsWritten(of: readonly ClientLife[]): Promise<readonly (readonly string[])[]> {
    const commanded = new Set(of.flatMap(({ steps }) => idsOf(steps)));
    const kept = await ledger.clients.kept(of.map(({ clientId }) => clientId));
    return kept.map(({ facts }) => [
      ...new Set(facts.map(({ commandId }) => commandId).filter((id) => commanded.has(id))),
    ]);
  }

  /** What was not answered at the last kill is sent once more, and the life goes on to its end. */
  async function goesOn(point: Point, { life, kills }: Killed<ClientLife>): Promise<void> {
    const { clientId, steps, told } = life;
    const last = kills.at(-1) ?? 0;
    for (const [place, step] of steps.slice(last).entries()) {
      const expected = last + place < writtenOf(point, last) ? 'repeated' : 'done';
      const { kind } = await giveToClient(stores, clientId, step);
      assert.equal(kind, expected, `${step.command.type} again`);
    }
    // The job asks what is left to ask.
    await askChildren(stores, clientId, contextOf(steps.at(-1) ?? { who: 'system', now: '' }));
    assert.deepEqual(await stores.clients.waiting(clientId), [], 'a child was never asked');
    const children = told.slice(1).map(({ personId }) => personId);
    assert.deepEqual(await factsTold(ledger, clientId, children), told, 'not as without the kills');
  }

  for (const point of points) {
    test(`${point}: nothing is half done, and what was asked of each child is done once`, async () => {
      const killed = livesToKill(point);
      for (const turns of turnsOf(killed, point)) await killAt(point, turns);
      await Promise.all(killed.map((one) => goesOn(point, one)));
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
