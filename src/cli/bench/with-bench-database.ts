import { rm } from 'node:fs/promises';
import { type OpenDatabase, openDatabase } from '../../postgres/embedded/open-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { createPools, type Pools } from '../../postgres/pool.ts';
import { closing } from './ending.ts';

/**
 * Does the work on a database of its own in that folder, which is taken away behind it: the next needs the disk. Nothing is written to
 * its place for that, also where a run is told to stop while a load is on its way.
 */
export async function withBenchDatabase<Result>(
  dataFolder: string,
  act: (database: OpenDatabase, pools: Pools) => Promise<Result>,
): Promise<Result> {
  const opening = openDatabase({ dataFolder, onProgress: () => undefined });
  const result = await closing(
    async () => (await opening).stop('immediate'),
    async () => {
      const database = await opening;
      await migrate({ adminUrl: database.adminUrl });
      const pools = createPools(database);
      try {
        return await act(database, pools);
      } finally {
        await pools.close();
      }
    },
  );
  await rm(dataFolder, { recursive: true, force: true });
  return result;
}
