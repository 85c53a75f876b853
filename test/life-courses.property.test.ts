import { test } from 'node:test';
import { apart } from './apart.ts';

const lives = new URL('./life-courses.fixture.ts', import.meta.url);

test('whole lives from pregnancy to five years: somebody answers for each child at every instant, and no door leads nowhere', async (context) => {
  context.diagnostic(await apart(lives, 'wholeLives'));
});

test('commands on a client in any order by anybody: what is refused changes nothing, and no status is a dead end', async (context) => {
  context.diagnostic(await apart(lives, 'commandsInAnyOrder'));
});

test('a crash between any two children, and the job after it, give the same facts as no crash', async (context) => {
  context.diagnostic(await apart(lives, 'livesWithCrashes'));
});
