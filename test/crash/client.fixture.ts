// The clients of a program that is killed: node client.fixture.ts APP_URL. It reads from one line on stdin what to play, and
// writes one line on stdout for each command that was answered; such a line stands for an answer that reached the person.
import { childStore, rememberedByProgram } from '../../src/postgres/child-store.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { waitingToDie } from './dying.ts';
import { type Lane, playLanes } from './lanes.ts';
import { orders } from './orders.ts';

const [appUrl = ''] = process.argv.slice(2);
// Two statements at a time, as the store sends them. Each further connection would cost as much as all the rest of a short
// life.
const pools = createPools({ adminUrl: appUrl, appUrl, max: 2 });
await pools.app.query('select 1');
const { plays, death, answered } = await orders<Lane>();
const store = childStore(pools.app, rememberedByProgram);
await playLanes(
  death ? { ...store, append: waitingToDie(death).append(store.append) } : store,
  plays,
  answered,
);
await pools.close();
process.stdin.destroy();
