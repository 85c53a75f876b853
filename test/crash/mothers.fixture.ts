// A program that is killed: node mothers.fixture.ts APP_URL. It takes the lives of clients from one line on stdin and says
// on stdout what was answered, one line for each command, as client.fixture.ts does for children.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { type ClientLife, giveToClient } from './mothers.ts';

const [appUrl = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl: appUrl, appUrl, max: 4 });
const stores = { clients: clientStore(pools.app), children: childStore(pools.app) };
await pools.app.query('select 1');
console.log('ready');
const [line] = await once(createInterface(process.stdin), 'line');
for (const { clientId, steps } of JSON.parse(line) as readonly ClientLife[])
  for (const step of steps)
    console.log(`${step.commandId} ${(await giveToClient(stores, clientId, step)).kind}`);
await pools.close();
process.stdin.destroy();
