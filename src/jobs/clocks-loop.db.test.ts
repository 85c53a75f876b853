import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { issueToClient } from '../application/client-command.ts';
import { issue } from '../application/command.ts';
import { issuedNow } from '../application/issued.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { addDays, addMinutes, type Instant, londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { type Actor, type Context, systemActor } from '../domain/child/context.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import { nothingAsked } from '../domain/programme/known.ts';
import { nothingKnown } from '../domain/risk/circumstances.ts';
import { checkAll } from '../postgres/check.ts';
import { childStore } from '../postgres/child-store.ts';
import { actorOf, noon, nursery, takeOn } from '../postgres/children.fixture.ts';
import { clientStore } from '../postgres/client-store.ts';
import { createPools, type Pools } from '../postgres/pool.ts';
import { withDatabase } from '../postgres/test-database.ts';
import { clientsOfChanged, lookAtQuietChildren, startClocksLoop } from './clocks-loop.ts';

let database: Awaited<ReturnType<typeof withDatabase>>;
let pools: Pools;
let directory: Awaited<ReturnType<typeof nursery>>['directory'];

before(async () => {
  database = await withDatabase();
  pools = createPools({ ...database, max: 4 });
  directory = (await nursery(pools.admin)).directory;
});
after(async () => {
  await pools.close();
  await database.close();
});

function contextOf(actor: Actor, now: Instant): Context {
  return { now, actor, directory, holidays: bankHolidays, ruleSets: defaultRuleSets };
}

/** In the programme, expecting; nothing is known of the child but that it is not born. */
async function expecting(): Promise<{ readonly clientId: string; readonly pregnancyId: string }> {
  const [clientId, pregnancyId] = [randomUUID(), randomUUID()];
  const expectedOn = addDays(londonDate(noon), 60);
  const stores = { clients: clientStore(pools.app), children: childStore(pools.app) };
  const give = async (who: string, command: ClientCommand) => {
    const issued = issuedNow(clientId, command);
    const outcome = await issueToClient(stores, issued, contextOf(actorOf(directory, who), noon));
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  };
  await give('shanice-brown', {
    type: 'refer',
    teamId: 'luton-fnp',
    identity: {
      givenName: 'Tess',
      familyName: 'Hartley',
      bornOn: '2004-03-01',
      nhsNumber: null,
      familyId: null,
      phone: '',
    },
    address: null,
    from: 'midwife',
    referrer: 'Ruth Long',
    known: { ...nothingAsked, expectedOn },
    note: '',
  });
  await give('moira-kettle', {
    type: 'enrol',
    nurseId: 'shanice-brown',
    consent: { on: londonDate(noon), how: 'Signed' },
    sharingBasis: 'Children Act 2004, section 11',
    outsideRules: 'Agreed for this family',
    aboveCapacity: null,
    pregnancyId,
    expectedOn,
    children: [],
  });
  return { clientId, pregnancyId };
}

test('what a message or an import learned of a child, or a crash left undone, moves its mother’s clocks by the job', async () => {
  const { clientId, pregnancyId } = await expecting();
  const later = addMinutes(noon, 60);
  const plan = {
    kind: 'child-protection-plan',
    since: londonDate(noon),
    authority: 'Luton Council',
    keyWorker: 'Ann Other',
    why: null,
    agreedBy: null,
  } as const;
  // Not by the way of the pages, which moves them at once.
  const outcome = await issue(
    childStore(pools.app),
    issuedNow(pregnancyId, {
      type: 'record-circumstances',
      circumstances: { ...nothingKnown, statutory: [plan] },
    }),
    contextOf(actorOf(directory, 'shanice-brown'), later),
  );
  assert.equal(outcome.kind, 'done');
  const column = async () =>
    Object.values((await clientStore(pools.app).load(clientId, null))?.state.deadlines ?? {}).find(
      ({ kind }) => kind === 'visit',
    )?.column;
  assert.equal(await column(), 'heightened');
  assert.deepEqual(await clientsOfChanged(pools.admin, later), [clientId]);
  assert.deepEqual(await clientsOfChanged(pools.admin, addMinutes(later, 1)), []);

  // The crash was on a Friday, and nobody started it before the Tuesday after: that it is long ago hides nothing.
  await pools.admin.query('update clock_look set until = $1', [later]);
  const errors: unknown[] = [];
  const context = () => contextOf(systemActor, addMinutes(later, 4 * 24 * 60));
  const loop = startClocksLoop(pools.admin, context, (error) => errors.push(error));
  for (let tries = 0; (await column()) !== 'urgent' && tries < 600; tries += 1) await pause(100);
  await loop.stop();
  assert.deepEqual(errors, []);
  assert.equal(await column(), 'urgent');
});

test('what a new version asks of quiet children has its clock after an upgrade, each child once, going on where it was interrupted', async () => {
  const before = { ...directory, localContacts: [] };
  const born = addDays(londonDate(noon), -95);
  const children: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const personId = randomUUID();
    const command = takeOn(noon);
    assert.ok(command.type === 'take-on');
    const young = { ...command, identity: { ...command.identity, bornOn: born } };
    const issued = issuedNow(personId, young);
    const context = { ...contextOf(actorOf(directory, 'hannah-whitlock'), noon), directory: before };
    assert.equal((await issue(childStore(pools.admin), issued, context)).kind, 'done');
    children.push(personId);
  }
  children.sort();
  const owing = async () => {
    const { rows } = await pools.admin.query<{ id: string }>(
      `select person_id as id from deadline where key like '%three-to-four-months%' and person_id = any ($1) order by 1`,
      [children],
    );
    return rows.map(({ id }) => id);
  };
  assert.deepEqual(await owing(), []);
  const later = () => contextOf(systemActor, addMinutes(noon, 10));
  assert.equal(await lookAtQuietChildren(pools.admin, later), 0, 'written by this version from the first');
  assert.deepEqual(await owing(), []);
  await pools.admin.query('update clock_look set version = 0, reached = $1', [children[0]]);
  const rests: { readonly worked: number; readonly rests: number }[] = [];
  const began = performance.now();
  const rest = async (ms: number) => rests.push({ worked: performance.now() - began, rests: ms });
  await lookAtQuietChildren(pools.admin, later, () => false, rest);
  assert.equal(rests.length, 1, 'after each batch it rests');
  assert.ok(
    rests.every((one) => one.rests > one.worked),
    'for longer than it worked, so that pages are not held up',
  );
  assert.deepEqual(await owing(), children.slice(1), 'on from the first, which was reached');
  await pools.admin.query('update clock_look set version = 0');
  assert.ok((await lookAtQuietChildren(pools.admin, later)) >= 3);
  assert.deepEqual(await owing(), children);
  const facts = async () => (await pools.admin.query('select from fact')).rowCount;
  const written = await facts();
  assert.equal(await lookAtQuietChildren(pools.admin, later), 0, 'once for a version');
  await pools.admin.query('update clock_look set version = 0');
  await lookAtQuietChildren(pools.admin, later);
  assert.equal(await facts(), written, 'and what stands is not written again');
  assert.deepEqual((await checkAll(pools.admin)).findings, []);
});
