import { after, test } from 'node:test';
import fc from 'fast-check';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { play, sequences } from './command-sequences.ts';
import { openPostgres } from './postgres-ledger.ts';
import { newWorld, openLedgersWith } from './world.ts';

const postgres = await openPostgres(demonstrationDirectory());
openLedgersWith(() => postgres.ledger());
after(() => postgres.close());

const runs = Number(process.env.HANDHOLD_DATABASE_PROPERTY_RUNS ?? 60);
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
  // Cut short by its time limit it counts as passed: how much was shown is said.
  context.diagnostic(`${played} of ${runs} were played${played < runs ? ', then its time was up' : ''}`);
});
