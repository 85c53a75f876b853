import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { issueToClient } from '../application/client-command.ts';
import { issuedNow } from '../application/issued.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { addDays, londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { systemActor } from '../domain/child/context.ts';
import { answersFor } from '../domain/directory/directory.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import { nothingAsked } from '../domain/programme/known.ts';
import { calendarReadings } from './calendar-readings.ts';
import { childStore } from './child-store.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { clientStore } from './client-store.ts';
import { createPools, type Pools } from './pool.ts';
import { withDatabase } from './test-database.ts';

let database: Awaited<ReturnType<typeof withDatabase>>;
let pools: Pools;
let directory: Awaited<ReturnType<typeof nursery>>['directory'];

before(async () => {
  database = await withDatabase();
  pools = createPools(database);
  directory = (await nursery(pools.admin)).directory;
});
after(async () => {
  await pools.close();
  await database.close();
});

test('a client whose nurse is gone stands in the calendar of the lead, who answers for her, and in no other one', async () => {
  const clientId = randomUUID();
  const stores = { clients: clientStore(pools.app), children: childStore(pools.app) };
  const give = async (who: string | null, command: ClientCommand) => {
    const actor = who === null ? systemActor : actorOf(directory, who);
    const context = { now: noon, actor, directory, holidays: bankHolidays, ruleSets: defaultRuleSets };
    const outcome = await issueToClient(stores, issuedNow(clientId, command), context);
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  };
  const expectedOn = addDays(londonDate(noon), 60);
  const identity = {
    givenName: 'Tess',
    familyName: 'Hartley',
    bornOn: null,
    nhsNumber: null,
    familyId: null,
    phone: '',
  };
  const known = { ...nothingAsked, expectedOn };
  const referral = {
    teamId: 'luton-fnp',
    identity,
    address: null,
    from: 'midwife',
    referrer: '',
    known,
    note: '',
  } as const;
  await give('shanice-brown', { type: 'refer', ...referral });
  await give('moira-kettle', {
    type: 'enrol',
    nurseId: 'shanice-brown',
    consent: { on: londonDate(noon), how: 'Signed' },
    sharingBasis: 'Children Act 2004, section 11',
    outsideRules: 'Agreed for this family',
    aboveCapacity: null,
    pregnancyId: randomUUID(),
    expectedOn,
    children: [],
  });
  const readings = calendarReadings(pools.app);
  const shownTo = async (who: string) => {
    const actor = actorOf(directory, who);
    const { visits, deadlines } = await readings.entries(actor, answersFor(directory, actor, noon));
    return [
      ...visits.filter((visit) => visit.clientId === clientId).map(() => 'visit'),
      ...deadlines.filter(({ personId }) => personId === clientId).map(({ kind }) => kind),
    ];
  };
  assert.deepEqual(await shownTo('shanice-brown'), ['visit', 'tell-birth']);
  assert.deepEqual(await shownTo('moira-kettle'), []);
  await give(null, { type: 'allocate-nurse', nurseId: null, why: 'Has left', aboveCapacity: null });
  assert.deepEqual(await shownTo('shanice-brown'), []);
  assert.deepEqual(await shownTo('moira-kettle'), ['visit', 'allocate-nurse', 'tell-birth']);
});
