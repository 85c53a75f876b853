import assert from 'node:assert/strict';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { play, sequences } from './command-sequences.ts';
import { fc } from './generated.ts';
import { openPostgres } from './postgres-ledger.ts';
import { newWorld, openLedgersWith } from './world.ts';

const runs = Number(process.env['HANDHOLD_DATABASE_PROPERTY_RUNS'] ?? 60);
/** What must have been shown however slow the machine: fewer are no proof. */
const least = Math.min(runs, 20);
const longest = Number(process.env['HANDHOLD_DATABASE_PROPERTY_STEPS'] ?? 24);
/** After so long what was played has to be enough; whoever asks for more than usual says how long it may take. */
const minutes = Number(process.env['HANDHOLD_DATABASE_PROPERTY_MINUTES'] ?? 2);

/** Plays the sequences of the property on a database, and says how many they were and what was written by them. */
export async function playSequences(): Promise<string> {
  const postgres = await openPostgres(demonstrationDirectory());
  openLedgersWith(() => postgres.lived());
  let played = 0;
  await fc.assert(
    fc.asyncProperty(sequences(longest), async (steps) => {
      await play(await newWorld(), steps);
      played += 1;
    }),
    { numRuns: runs, interruptAfterTimeLimit: minutes * 60_000 },
  );
  const { commands, facts } = await postgres.written();
  await postgres.close();
  assert.ok(played >= least, `${played} were played before the time was up, and ${least} are to be shown`);
  const all = `${played} of ${runs} sequences of up to ${longest} steps were played${played < runs ? ', then the time was up' : ''}`;
  return `${all}: ${commands} commands wrote ${facts} facts`;
}
