import { test } from 'node:test';
import { apart } from './apart.ts';

test('whatever people do, in whatever order: one team answers, release is written once, and no state is a dead end', async (context) => {
  const sequences = new URL('./responsibility.fixture.ts', import.meta.url);
  context.diagnostic(await apart(sequences, 'playSequences'));
});
