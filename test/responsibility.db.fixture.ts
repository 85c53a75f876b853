import assert from 'node:assert/strict';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { play, type Season, seasons } from './command-sequences.ts';
import { fc } from './generated.ts';
import { openAlone } from './postgres-ledger.ts';
import { newWorld, openLedgersWith } from './world.ts';

const runs = Number(process.env['HANDHOLD_DATABASE_PROPERTY_RUNS'] ?? 500);
/**
 * How many sequences are played at once. More would save little, because by then the database works on several commands with
 * each statement.
 */
const together = Math.min(runs, 50);
/** However slow the machine is, so many must have been played; fewer prove nothing. */
const least = Math.min(runs, 200);
const longest = Number(process.env['HANDHOLD_DATABASE_PROPERTY_STEPS'] ?? 40);
/**
 * After this time what was played has to be enough. Whoever asks for more sequences than usual also says how long it may take.
 */
const limit = Number(process.env['HANDHOLD_DATABASE_PROPERTY_MINUTES'] ?? 4) * 60_000;

/** Plays the sequences of the property on a database, and says how many they were and what was written by them. */
export async function playSequences(): Promise<string> {
  const database = await openAlone(demonstrationDirectory());
  openLedgersWith(database.ledger);
  const shown = { sequences: 0, commands: 0, facts: 0 };
  async function playSeason(season: Season): Promise<void> {
    const world = await newWorld();
    await play(world, season);
    await world.ledger.close();
    const { commands, facts } = await database.written();
    shown.sequences += season.sequences.length;
    shown.commands += commands;
    shown.facts += facts;
  }
  const run = await fc.check(fc.asyncProperty(seasons(together, longest), playSeason), {
    numRuns: Math.ceil(runs / together),
    interruptAfterTimeLimit: limit,
    endOnFailure: true,
  });
  if (run.counterexample) await tellWhichFailed(playSeason, run.counterexample[0], run.seed);
  assert.ok(!run.failed, fc.defaultReportMessage(run) ?? '');
  await database.close();
  const { sequences, commands, facts } = shown;
  assert.ok(
    sequences >= least,
    `${sequences} were played before the time was up, and ${least} are to be shown`,
  );
  const all = `${sequences} of ${runs} sequences of up to ${longest} steps were played${sequences < runs ? ', then the time was up' : ''}`;
  return `${all}: ${commands} commands wrote ${facts} facts`;
}

/** Plays each sequence of a season that failed alone. The first that fails by itself is shrunk as far as possible, and told. */
async function tellWhichFailed(
  playSeason: (season: Season) => Promise<void>,
  { befalling, sequences }: Season,
  seed: number,
): Promise<void> {
  for (const sequence of sequences)
    await fc.assert(fc.asyncProperty(seasons(1, longest), playSeason), {
      examples: [[{ befalling, sequences: [sequence] }]],
      numRuns: 1,
      seed,
      interruptAfterTimeLimit: limit,
    });
}
