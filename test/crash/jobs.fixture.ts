// The jobs of a program that is killed: node jobs.fixture.ts ADMIN_URL sweep NOW, or bulk NOW, or mail NOW FOLDER, or refold.
import { folderTransport } from '../../src/jobs/mail-transport.ts';
import { sendWaiting } from '../../src/jobs/outbox.ts';
import { runBulks } from '../../src/postgres/bulk-run.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { refold } from '../../src/postgres/refold.ts';
import { sweep } from '../../src/postgres/sweep.ts';

const [adminUrl = '', job = '', now = '', folder = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl, appUrl: adminUrl });
if (job === 'sweep') await sweep(pools.admin, { now, sweeper: 'crash test', batchSize: 3 });
if (job === 'bulk') await runBulks(pools.admin, { now: () => now });
if (job === 'mail') {
  const transport = folderTransport(folder, { from: 'Handhold <handhold@handhold.example>' });
  await sendWaiting(pools.admin, transport, () => now, 'https://handhold.example');
}
if (job === 'refold') console.log((await refold({ adminUrl, batchSize: 2 })).people);
await pools.close();
