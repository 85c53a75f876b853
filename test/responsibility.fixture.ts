import { play, seasons } from './command-sequences.ts';
import { fc } from './generated.ts';
import { newWorld } from './world.ts';

const runs = Number(process.env['HANDHOLD_PROPERTY_RUNS'] ?? 1000);
const longest = Number(process.env['HANDHOLD_PROPERTY_STEPS'] ?? 40);

/** Plays the sequences of the property, and says how many they were. */
export async function playSequences(): Promise<string> {
  await fc.assert(
    fc.asyncProperty(seasons(1, longest), async (season) => play(await newWorld(), season)),
    { numRuns: runs },
  );
  return `${runs} sequences of up to ${longest} steps`;
}
