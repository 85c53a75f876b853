// The jobs of a program that is killed: node jobs.fixture.ts ADMIN_URL sweep NOW, or bulk NOW, or mail NOW FOLDER, or refold,
// or leave NOW PERSON, or away NOW PERSON, or rename NOW.
import { systemActor } from '../../src/domain/child/context.ts';
import { folderTransport } from '../../src/jobs/mail-transport.ts';
import { sendWaiting } from '../../src/jobs/outbox.ts';
import { runBulks } from '../../src/postgres/bulk-run.ts';
import { directoryStore, nameAfterLeavers } from '../../src/postgres/leaver.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { refold } from '../../src/postgres/refold.ts';
import { sweep } from '../../src/postgres/sweep.ts';

const [adminUrl = '', job = '', now = '', third = ''] = process.argv.slice(2);
const pools = createPools({ adminUrl, appUrl: adminUrl });
if (job === 'sweep') await sweep(pools.admin, { now, sweeper: 'crash test', batchSize: 3 });
if (job === 'bulk') await runBulks(pools.admin, { now: () => now });
if (job === 'mail') {
  const transport = folderTransport(third, { from: 'Handhold <handhold@handhold.example>' });
  await sendWaiting(pools.admin, transport, () => now, 'https://handhold.example');
}
if (job === 'refold') console.log((await refold({ adminUrl, batchSize: 2 })).people);
if (job === 'leave' || job === 'away') {
  const about = { practitionerId: third, why: 'A test' } as const;
  const command =
    job === 'leave'
      ? ({ type: 'leave', ...about } as const)
      : ({ type: 'be-away', ...about, from: now, to: null, deputyId: null } as const);
  const outcome = await directoryStore(pools.admin).change(command, systemActor, now);
  if (outcome.kind !== 'done') throw new Error(outcome.says);
}
if (job === 'rename') console.log((await nameAfterLeavers(pools.admin, now)).renamed);
await pools.close();
