import { test } from 'node:test';
import { apart } from './apart.ts';

test('the same lives over the real database: its constraints refuse nothing that the rules allow, and every row is rebuilt', async (context) => {
  const lives = new URL('./life-courses.db.fixture.ts', import.meta.url);
  context.diagnostic(await apart(lives, 'playLives'));
});
