import { test } from 'node:test';
import fc from 'fast-check';
import { play, sequences } from './command-sequences.ts';
import { newWorld } from './world.ts';

const runs = Number(process.env['HANDHOLD_PROPERTY_RUNS'] ?? 1000);
const longest = Number(process.env['HANDHOLD_PROPERTY_STEPS'] ?? 40);

test('whatever people do, in whatever order: one team answers, release is written once, and no state is a dead end', async () => {
  await fc.assert(
    fc.asyncProperty(sequences(longest), async (steps) => play(await newWorld(), steps)),
    { numRuns: runs },
  );
});
