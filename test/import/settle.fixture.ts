// Settles one item of quarantine as a person does, for tests that kill it: node settle.fixture.ts URL ITEM DECISION
import { createPools } from '../../src/postgres/pool.ts';
import { settleAs } from './settling.ts';

const [url = '', item = '', decision = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl: url, appUrl: url });
await settleAs(pools.app, item, JSON.parse(decision), 'grace-adeyemi');
await pools.close();
