// A program that is killed: node mothers.fixture.ts APP_URL. It takes the lives of clients from one line on stdin, plays them at
// the same time and says on stdout what was answered, one line for each command, as client.fixture.ts does for children.
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { waitingToDie } from './dying.ts';
import { type ClientLife, giveToClient } from './mothers.ts';
import { orders } from './orders.ts';

const [appUrl = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl: appUrl, appUrl, max: 2 });
await pools.app.query('select 1');
const { plays, death, answered } = await orders<ClientLife>();
const [clients, children] = [clientStore(pools.app), childStore(pools.app)];
const waiting = death && waitingToDie(death);
const stores = {
  clients: waiting
    ? { ...clients, append: waiting.append(clients.append), answer: waiting.answer(clients.answer) }
    : clients,
  children,
};
await Promise.all(
  plays.map(async ({ clientId, steps }) => {
    for (const step of steps) answered(step.commandId, (await giveToClient(stores, clientId, step)).kind);
  }),
);
await pools.close();
process.stdin.destroy();
