// The clients of a program that is killed: node client.fixture.ts APP_URL. It takes its lanes from one line on stdin and
// says on stdout what was answered, one line for each command, as an acknowledgement that reached the person.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { childStore, rememberedByProgram } from '../../src/postgres/child-store.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { playLanes } from './lanes.ts';

const [appUrl = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl: appUrl, appUrl, max: 8 });
await pools.app.query('select 1');
console.log('ready');
const [line] = await once(createInterface(process.stdin), 'line');
await playLanes(childStore(pools.app, rememberedByProgram), JSON.parse(line), (commandId, outcome) =>
  console.log(`${commandId} ${outcome}`),
);
await pools.close();
process.stdin.destroy();
