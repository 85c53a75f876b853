// Gives commands and is killed before anybody is answered: node answers.fixture.ts APP_URL ADMIN_URL ABOUT KINDS (see
// answers.ts).
import { killPoint } from '../../src/application/kill-points.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { giveCommand } from './answers.ts';

const [appUrl = '', adminUrl = '', about = '', kinds = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl, appUrl, max: 2 });
for (const kind of JSON.parse(kinds)) await giveCommand(pools, JSON.parse(about), kind);
// Where the service would draw a page, or redirect to one.
killPoint('before-answer');
await pools.close();
