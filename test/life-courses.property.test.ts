import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertContents, countLife, noContents, sayContents } from './life-contents.ts';
import { anyOrder, type Course, lifeCourses, playLife, playWithJobs } from './life-courses.ts';
import { newWorld, type World } from './world.ts';

const runs = Number(process.env['HANDHOLD_LIFE_COURSES'] ?? 400);
const longest = Number(process.env['HANDHOLD_LIFE_HAPPENINGS'] ?? 70);

test('whole lives from pregnancy to five years: somebody answers for each child at every instant, and no door leads nowhere', async (context) => {
  const contents = noContents();
  await fc.assert(
    fc.asyncProperty(lifeCourses(longest), async (course) => {
      const world = await newWorld();
      await playLife(world, course);
      await countLife(world, contents);
    }),
    { numRuns: runs },
  );
  context.diagnostic(sayContents(contents, runs));
  assertContents(contents, runs);
});

test('commands on a client in any order by anybody: what is refused changes nothing, and no status is a dead end', async () => {
  await fc.assert(
    fc.asyncProperty(anyOrder(), async (course) => playLife(await newWorld(), course)),
    { numRuns: Math.ceil(runs / 2) },
  );
});

test('a crash between any two children, and the job after it, give the same facts as no crash', async () => {
  await fc.assert(
    fc.asyncProperty(lifeCourses(Math.ceil(longest / 2)), async (course) => {
      const [calm, crashed] = [await played(course, false), await played(course, true)];
      assert.deepEqual(crashed, calm);
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});

async function played(course: Course, crashes: boolean): Promise<readonly string[]> {
  const world = await newWorld();
  await playWithJobs(world, course, crashes);
  return factsWithoutIds(world);
}

/** Every fact of every stream in words, with each random id as its place of first appearance. */
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
