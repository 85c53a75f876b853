import assert from 'node:assert/strict';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { fc } from './generated.ts';
import { anyOrder, lifeCourses, playLife } from './life-courses.ts';
import { openPostgres } from './postgres-ledger.ts';
import { newWorld, openLedgersWith } from './world.ts';

const runs = Number(process.env['HANDHOLD_DATABASE_LIFE_COURSES'] ?? 40);
/** However slow the machine is, so many must have been played; fewer prove nothing. */
const least = Math.min(runs, 8);
/** After this time what was played has to be enough. Whoever asks for more lives than usual also says how long it may take. */
const minutes = Number(process.env['HANDHOLD_DATABASE_PROPERTY_MINUTES'] ?? 2);

/** Plays whole lives on a database, and says how many they were and what was written by them. */
export async function playLives(): Promise<string> {
  const postgres = await openPostgres(demonstrationDirectory());
  openLedgersWith(() => postgres.ledger());
  let played = 0;
  const courses = fc.oneof({ weight: 3, arbitrary: lifeCourses(50) }, { weight: 1, arbitrary: anyOrder(30) });
  await fc.assert(
    fc.asyncProperty(courses, async (course) => {
      await playLife(await newWorld(), course);
      played += 1;
    }),
    { numRuns: runs, interruptAfterTimeLimit: minutes * 60_000 },
  );
  const { commands, facts } = await postgres.written();
  await postgres.close();
  assert.ok(played >= least, `${played} were played before the time was up, and ${least} are to be shown`);
  const all = `${played} of ${runs} lives were played${played < runs ? ', then the time was up' : ''}`;
  return `${all}: ${commands} commands wrote ${facts} facts`;
}
