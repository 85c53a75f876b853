import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { issueToClient } from '../application/client-command.ts';
import { issue } from '../application/command.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { addDays, addMinutes, type Instant, londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { type Actor, type Context, systemActor } from '../domain/child/context.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import { nothingAsked } from '../domain/programme/known.ts';
import { nothingKnown } from '../domain/risk/circumstances.ts';
import { childStore } from '../postgres/child-store.ts';
import { actorOf, noon, nursery } from '../postgres/children.fixture.ts';
import { clientStore } from '../postgres/client-store.ts';
import { createPools, type Pools } from '../postgres/pool.ts';
import { withDatabase } from '../postgres/test-database.ts';
import { clientsOfChanged, startClocksLoop } from './clocks-loop.ts';

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
    const issued = {
      personId: clientId,
      commandId: randomUUID(),
      command,
      expectedVersion: null,
      happenedAt: null,
    };
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
    {
      personId: pregnancyId,
      commandId: randomUUID(),
      command: { type: 'record-circumstances', circumstances: { ...nothingKnown, statutory: [plan] } },
      expectedVersion: null,
      happenedAt: null,
    },
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

  const errors: unknown[] = [];
  const context = () => contextOf(systemActor, addMinutes(later, 5));
  const loop = startClocksLoop(pools.admin, context, (error) => errors.push(error));
  for (let tries = 0; (await column()) !== 'urgent' && tries < 100; tries += 1) await pause(100);
  await loop.stop();
  assert.deepEqual(errors, []);
  assert.equal(await column(), 'urgent');
});
