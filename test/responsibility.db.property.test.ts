import { test } from 'node:test';
import { apart } from './apart.ts';

test('the same sequences over the real database: its constraints refuse nothing that the rules allow, and every row is rebuilt', async (context) => {
  const sequences = new URL('./responsibility.db.fixture.ts', import.meta.url);
  context.diagnostic(await apart(sequences, 'playSequences'));
});
