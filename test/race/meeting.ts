import type { ChildStore } from '../../src/application/child-store.ts';
import type { ClientStore } from '../../src/application/client-store.ts';
import { childStore, rememberedByProgram } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { withDatabase } from '../../src/postgres/test-database.ts';
import { directory } from '../crash/lanes.ts';
import type { Ledger } from '../memory-store.ts';
import { postgresLedger } from '../postgres-ledger.ts';

/** Two programs on one database, each with connections of its own. */
export type TwoPrograms = {
  readonly ledger: Ledger;
  readonly pools: Pools;
  /**
   * The stores of the two programs. Their next `count` writes begin together, so that each was decided before any was written.
   */
  readonly meeting: (count: number) => readonly [ChildStore, ChildStore];
  /** The same of the stores of clients. */
  readonly clientsMeeting: (count: number) => readonly [ClientStore, ClientStore];
  readonly close: () => Promise<void>;
};

export async function twoPrograms(): Promise<TwoPrograms> {
  const database = await withDatabase();
  const pools = createPools({ ...database, max: 4 });
  const other = createPools({ ...database, max: 4 });
  await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
  return {
    ledger: postgresLedger(pools),
    pools,
    meeting(count) {
      const all = allHere(count);
      const waiting = (store: ChildStore): ChildStore => ({
        ...store,
        append: async (change) => {
          await all();
          return store.append(change);
        },
      });
      return [
        waiting(childStore(pools.app, rememberedByProgram)),
        waiting(childStore(other.app, rememberedByProgram)),
      ];
    },
    clientsMeeting(count) {
      const all = allHere(count);
      const waiting = (store: ClientStore): ClientStore => ({
        ...store,
        append: async (change) => {
          await all();
          return store.append(change);
        },
      });
      return [waiting(clientStore(pools.app)), waiting(clientStore(other.app))];
    },
    async close() {
      await Promise.all([pools.close(), other.close()]);
      await database.close();
    },
  };
}

/** Everybody who asks waits until `count` have asked; whoever asks later goes straight on. */
function allHere(count: number): () => Promise<void> {
  let missing = count;
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  return () => {
    missing -= 1;
    if (missing <= 0) open();
    return opened;
  };
}
