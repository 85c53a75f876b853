import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { anyOrder, lifeCourses, playLife } from './life-courses.ts';
import { openPostgres } from './postgres-ledger.ts';
import { newWorld, openLedgersWith } from './world.ts';

const postgres = await openPostgres(demonstrationDirectory());
openLedgersWith(() => postgres.ledger());
after(() => postgres.close());

const runs = Number(process.env.HANDHOLD_DATABASE_LIFE_COURSES ?? 30);
/** What must have been shown however slow the machine: fewer are no proof. */
const least = Math.min(runs, 8);

test('the same lives over the real database: its constraints refuse nothing that the rules allow, and every row is rebuilt', async (context) => {
  let played = 0;
  const courses = fc.oneof({ weight: 3, arbitrary: lifeCourses(50) }, { weight: 1, arbitrary: anyOrder(30) });
  await fc.assert(
    fc.asyncProperty(courses, async (course) => {
      await playLife(await newWorld(), course);
      played += 1;
    }),
    { numRuns: runs, interruptAfterTimeLimit: 120_000 },
  );
  context.diagnostic(`${played} of ${runs} were played${played < runs ? ', then its time was up' : ''}`);
  assert.ok(played >= least, `${played} were played before the time was up, and ${least} are to be shown`);
});
