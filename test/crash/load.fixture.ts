// All kinds of load of a program that is killed: node load.fixture.ts APP_URL ADMIN_URL. Children, clients and the directory at the
// same time, taken from one line on stdin; what was answered is said on stdout, one line for each command, as client.fixture.ts does.
import { childStore, rememberedByProgram } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { directoryStore } from '../../src/postgres/leaver.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { sendAbsence } from './absences.ts';
import { playLanes } from './lanes.ts';
import type { Load } from './load.ts';
import { sendsToClient } from './mothers.ts';
import { orders } from './orders.ts';

const [appUrl = '', adminUrl = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl, appUrl, max: 3 });
await Promise.all([pools.app.query('select 1'), pools.admin.query('select 1')]);
const { plays, answered } = await orders<Load>();
const stores = { clients: clientStore(pools.app), children: childStore(pools.app, rememberedByProgram) };
const changes = directoryStore(pools.admin);

async function play(load: Load): Promise<void> {
  switch (load.of) {
    case 'child':
      return playLanes(stores.children, [load.lives], answered);
    case 'client':
      for (const { clientId, steps } of load.lives)
        for (const step of steps)
          answered(step.commandId, (await sendsToClient(stores, clientId, step)).kind);
      return;
    case 'directory':
      for (const { steps } of load.lives)
        for (const step of steps) {
          const { directory } = await loadDirectory(pools.admin);
          answered(step.commandId, (await sendAbsence(changes, directory, step)).kind);
        }
  }
}

await Promise.all(plays.map(play));
// Whoever had something to play waits for the kill, however late it comes: only with nothing to play it ends by itself.
if (plays.length === 0) {
  await pools.close();
  process.stdin.destroy();
}
