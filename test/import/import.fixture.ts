// Takes in one file, as `handhold import` does, for tests that kill it: node import.fixture.ts ADMIN_URL FILE NOW
import { importFiles } from '../../src/cli/import-files.ts';
import { recognise } from '../../src/cli/recognise.ts';
import { createPools } from '../../src/postgres/pool.ts';

const [adminUrl = '', file = '', now = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl, appUrl: adminUrl });
const { files } = await recognise([file], null);
await importFiles(files, { admin: pools.admin, now: () => now, say: () => undefined });
await pools.close();
