// The jobs of a program that is killed: node jobs.fixture.ts ADMIN_URL JOB NOW ABOUT (./jobs.ts).
import { createPools } from '../../src/postgres/pool.ts';
import { runJob } from './jobs.ts';

const [adminUrl = '', name = '', now = '', about = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl, appUrl: adminUrl });
await runJob(adminUrl, pools, [name, now, about]);
await pools.close();
