// The jobs of a program that is killed: node jobs.fixture.ts ADMIN_URL sweep NOW, or bulk NOW, or mail NOW FOLDER, or refold,
// or leave NOW PERSON, or away NOW PERSON, or rename NOW, or close-account NOW PERSON, or close-team NOW TEAM, or return NOW, or
// last-days NOW, or gather NOW.
import type { DirectoryCommand } from '../../src/application/directory-commands.ts';
import { systemActor } from '../../src/domain/child/context.ts';
import { folderTransport } from '../../src/jobs/mail-transport.ts';
import { gatherMail, sendWaiting } from '../../src/jobs/outbox.ts';
import { runBulks } from '../../src/postgres/bulk-run.ts';
import { setLastDays } from '../../src/postgres/last-days.ts';
import { directoryStore, nameAfterLeavers, returnOffersOfTheAway } from '../../src/postgres/leaver.ts';
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
const about = { practitionerId: third, why: 'A test' } as const;
const commands: Readonly<Record<string, DirectoryCommand>> = {
  leave: { type: 'leave', ...about },
  away: { type: 'be-away', ...about, from: now, to: null, deputyId: null },
  'close-account': { type: 'close-account', ...about },
  'close-team': { type: 'close-team', teamId: third, on: '2027-06-30' },
};
const command = commands[job];
if (command) {
  const outcome = await directoryStore(pools.admin).change(command, systemActor, now);
  if (outcome.kind !== 'done') throw new Error(outcome.says);
}
if (job === 'rename') console.log((await nameAfterLeavers(pools.admin, now)).renamed);
if (job === 'return') console.log(await returnOffersOfTheAway(pools.admin, now));
if (job === 'last-days') console.log(await setLastDays(pools.admin, now));
if (job === 'gather') console.log(await gatherMail(pools.admin, now, 'https://handhold.example'));
await pools.close();
