import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { play, sequences } from './command-sequences.ts';
import { openPostgres } from './postgres-ledger.ts';
import { newWorld, openLedgersWith } from './world.ts';

const postgres = await openPostgres(demonstrationDirectory());
openLedgersWith(() => postgres.lived());
after(() => postgres.close());

const runs = Number(process.env.HANDHOLD_DATABASE_PROPERTY_RUNS ?? 60);
/** What must have been shown however slow the machine: fewer are no proof. */
const least = Math.min(runs, 20);
const longest = Number(process.env.HANDHOLD_DATABASE_PROPERTY_STEPS ?? 24);

test('the same sequences over the real database: its constraints refuse nothing that the rules allow, and every row is rebuilt', async (context) => {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(sequences(longest), async (steps) => {
      await play(await newWorld(), steps);
      played += 1;
    }),
    { numRuns: runs, interruptAfterTimeLimit: 120_000 },
  );
  context.diagnostic(`${played} of ${runs} were played${played < runs ? ', then its time was up' : ''}`);
  assert.ok(played >= least, `${played} were played before the time was up, and ${least} are to be shown`);
});
