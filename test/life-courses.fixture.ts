import assert from 'node:assert/strict';
import { fc } from './generated.ts';
import { assertContents, countLife, noContents, sayContents } from './life-contents.ts';
import { anyOrder, type Course, lifeCourses, playLife, playWithJobs } from './life-courses.ts';
import { newWorld, type World } from './world.ts';

const runs = Number(process.env['HANDHOLD_LIFE_COURSES'] ?? 400);
const longest = Number(process.env['HANDHOLD_LIFE_HAPPENINGS'] ?? 70);

/** Whole lives from pregnancy to five years; says what they had in them. */
export async function wholeLives(): Promise<string> {
  const contents = noContents();
  await fc.assert(
    fc.asyncProperty(lifeCourses(longest), async (course) => {
      const world = await newWorld();
      await playLife(world, course);
      await countLife(world, contents);
    }),
    { numRuns: runs },
  );
  assertContents(contents, runs);
  return sayContents(contents, runs);
}

/** Commands on a client in any order and by anybody. */
export async function commandsInAnyOrder(): Promise<string> {
  const numRuns = Math.ceil(runs / 2);
  await fc.assert(
    fc.asyncProperty(anyOrder(), async (course) => playLife(await newWorld(), course)),
    { numRuns },
  );
  return `${numRuns} courses`;
}

/** Lives with a crash between any two children, each followed by the job, come to the same facts as without crashes. */
export async function livesWithCrashes(): Promise<string> {
  const numRuns = Math.ceil(runs / 4);
  await fc.assert(
    fc.asyncProperty(lifeCourses(Math.ceil(longest / 2)), async (course) => {
      const [calm, crashed] = [await played(course, false), await played(course, true)];
      assert.deepEqual(crashed, calm);
    }),
    { numRuns },
  );
  return `${numRuns} lives`;
}

async function played(course: Course, crashes: boolean): Promise<readonly string[]> {
  const world = await newWorld();
  await playWithJobs(world, course, crashes);
  return factsWithoutIds(world);
}

/** Every fact of every stream, with each random id replaced by the place where it first appears. */
async function factsWithoutIds({ ledger }: World): Promise<readonly string[]> {
  const told: unknown[] = [];
  for (const personId of await ledger.clients.people())
    for (const { fact, recordedAt, by } of await ledger.clients.facts(personId))
      told.push([fact, recordedAt, by]);
  for (const personId of await ledger.people())
    for (const { fact, recordedAt, by } of await ledger.facts(personId))
      told.push([personId, fact, recordedAt, by]);
  const places = new Map<string, number>();
  return told.map((one) =>
    JSON.stringify(one).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      if (!places.has(id)) places.set(id, places.size);
      return `#${places.get(id)}`;
    }),
  );
}
