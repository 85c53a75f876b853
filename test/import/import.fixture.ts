// Takes in one file, as `handhold import` does, for tests that kill it: node import.fixture.ts ADMIN_URL FILE
import { importFiles } from '../../src/cli/import-files.ts';
import { recognise } from '../../src/cli/recognise.ts';
import { createPools } from '../../src/postgres/pool.ts';

const [adminUrl = '', file = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl, appUrl: adminUrl });
const { files } = await recognise([file], null);
const results = await importFiles(files, {
  admin: pools.admin,
  now: () => new Date().toISOString(),
  say: () => undefined,
});
console.log(JSON.stringify(results));
await pools.close();
