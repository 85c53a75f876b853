import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { memoryLedger } from '../../test/memory-store.ts';
import { type Child, calm, monday, newWorld, type World } from '../../test/world.ts';
import { bankHolidays } from '../domain/calendar/holidays.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import type { Context } from '../domain/child/context.ts';
import type { ChildStore } from './child-store.ts';
import { changeOf, issue } from './command.ts';
import { demonstrationDirectory } from './demonstration/directory.ts';
import { canonical, chainFacts, genesis, hashOf } from './fact-chain.ts';
import { issuedNow } from './issued.ts';

const sighting = { type: 'record-sighting', seenOn: '2026-11-20', where: 'At home' } as const;

async function held(): Promise<{ world: World; child: Child }> {
  const world = await newWorld();
  return { world, child: await world.given.aChildHeldBy('amara-osei') };
}

test('a command against an old version changes nothing, and says which version stands and who holds the child', async () => {
  const { world, child } = await held();
  const before = await world.ledger.store.loadAny(child.personId);
  await world.issue('amara-osei', sighting, { expectedVersion: before?.version ?? 0 });
  const stale = await world.issue(
    'grace-adeyemi',
    { ...sighting, where: 'Clinic' },
    { expectedVersion: before?.version ?? 0 },
  );
  assert.equal(stale.kind, 'conflict');
  assert.equal(stale.kind === 'conflict' && stale.holder?.practitionerId, 'amara-osei');
  assert.equal(stale.kind === 'conflict' && stale.version, (before?.version ?? 0) + 1);
  await world.check();
});

test('the same command again has one effect, even though its version has moved by then', async () => {
  const { world, child } = await held();
  const loaded = await world.ledger.store.loadAny(child.personId);
  const again = { commandId: randomUUID(), expectedVersion: loaded?.version ?? 0 };
  assert.equal((await world.issue('amara-osei', sighting, again)).kind, 'done');
  assert.equal((await world.issue('amara-osei', sighting, again)).kind, 'repeated');
  assert.equal(
    (await world.ledger.facts(child.personId)).filter((fact) => fact.fact.type === 'SightingRecorded').length,
    1,
  );
});

test('two people accept at the same moment: one takes hold, the other is told that the version has moved', async () => {
  const { world, child } = await held();
  await world.given.aChildHeldBy('amara-osei', { identity: { bornOn: '2024-01-01' } });
  await world.when('amara-osei').offers('ealing-hv');
  const { handoverId } = await world.handover();
  const second = (await world.ledger.people()).at(-1) ?? child.personId;
  const loaded = await world.ledger.store.loadAny(second);
  const accepts = (practitionerId: string) =>
    world.issue(
      practitionerId,
      { type: 'accept', handoverId, practitionerId, firstContactOn: '2026-11-24' },
      { expectedVersion: loaded?.version ?? 0 },
    );
  const outcomes = await Promise.all([accepts('kate-brennan'), accepts('samira-haddad')]);
  assert.deepEqual(outcomes.map((outcome) => outcome.kind).sort(), ['conflict', 'done']);
  await world.check();
});

test('without an expected version a command is tried again when another writer came first, and gives up after five', async () => {
  const directory = demonstrationDirectory();
  const ledger = memoryLedger(directory);
  let refusedFirst = 2;
  let tries = 0;
  const store: ChildStore = {
    ...ledger.store,
    append: async (change) => {
      tries += 1;
      refusedFirst -= 1;
      return refusedFirst >= 0 ? { outcome: 'conflict', version: 0 } : ledger.store.append(change);
    },
  };
  const context = contextOf(directory);
  assert.equal((await issue(store, takesOn(randomUUID()), context)).kind, 'done');
  assert.equal(tries, 3);
  [refusedFirst, tries] = [99, 0];
  assert.equal((await issue(store, takesOn(randomUUID()), context)).kind, 'conflict');
  assert.equal(tries, 5);
});

test('whoever left between the judgement and the writing is refused by the store, and the holder stays', async () => {
  const directory = demonstrationDirectory();
  const ledger = memoryLedger(directory);
  const amara = directory.practitioners.get('amara-osei');
  assert.ok(amara);
  await ledger.directoryIs({
    ...directory,
    practitioners: new Map([[amara.id, { ...amara, status: 'left' }]]),
  });
  const outcome = await issue(ledger.store, takesOn(randomUUID()), contextOf(directory));
  assert.equal(outcome.kind === 'refused' && outcome.refusal.code, 'practitioner-gone');
});

test('a clock that steps back writes nothing that ends before it began', async () => {
  const { world, child } = await held();
  const command = { type: 'name-practitioner', practitionerId: null, why: 'On leave' } as const;
  const issued = { personId: child.personId, commandId: randomUUID(), command, expectedVersion: null };
  const earlier = { ...world.context('grace-adeyemi'), now: '2026-11-23T09:55:00.000Z' };
  const outcome = await issue(world.ledger.store, { ...issued, happenedAt: null }, earlier);
  assert.equal(outcome.kind, 'done');
  const facts = await world.ledger.facts(child.personId);
  assert.deepEqual([...new Set(facts.map(({ recordedAt }) => recordedAt))], [monday]);
  await world.check();
});

test('after a clock that stepped back an offer is accepted, and an end reversed, at the time of the step before', async () => {
  const { world, child } = await held();
  const at = (who: string, now: string) => ({ ...world.context(who), now });
  const give = (who: string, command: ChildCommand, now: string) =>
    issue(world.ledger.store, issuedNow(child.personId, command), at(who, now));
  const earlier = '2026-11-23T09:30:00.000Z';
  await world.when('amara-osei').offers('ealing-hv');
  world.clock.passes({ minutes: 60 });
  await world.when('samira-haddad').acknowledges();
  const { handoverId } = await world.handover();
  const accept = {
    type: 'accept',
    handoverId,
    practitionerId: 'samira-haddad',
    firstContactOn: '2026-11-24',
  } as const;
  assert.equal((await give('samira-haddad', accept, earlier)).kind, 'done');
  world.clock.passes({ hours: 4 });
  const ended = world.clock.now();
  const end = { type: 'end', reason: 'death', confirmedBy: 'Dr Example', detail: 'By telephone' } as const;
  const lead = (await world.state()).care;
  const who =
    lead.status === 'in-care' && lead.holder.teamId === 'ealing-hv' ? 'deborah-quill' : 'grace-adeyemi';
  await world.when(who).does(end);
  assert.equal((await give(who, { type: 'reverse-end', why: 'Another child' }, earlier)).kind, 'done');
  const facts = await world.ledger.facts(child.personId);
  assert.equal(facts.findLast(({ fact }) => fact.type === 'EndReversed')?.recordedAt, ended);
  assert.deepEqual(
    facts.map(({ recordedAt }) => recordedAt),
    facts.map(({ recordedAt }) => recordedAt).toSorted(),
    'no fact lies before the one it follows',
  );
  await world.check();
});

test('a team without access finds no such child, whatever it asks; only messages, claims and taking on come in', async () => {
  const { world } = await held();
  assert.deepEqual(await world.issue('chloe-sinclair', sighting), { kind: 'not-found' });
  const claim = {
    type: 'open-claim',
    claimId: randomUUID(),
    claimantTeamId: 'hf-hv',
    says: 'Registered here too',
  } as const;
  assert.equal((await world.issue('chloe-sinclair', claim)).kind, 'done');
  await world.then.sees('hf-hv');
});

test('a command that changes nothing writes nothing', async () => {
  const { world, child } = await held();
  const before = (await world.ledger.facts(child.personId)).length;
  const outcome = await world.issue('amara-osei', {
    type: 'name-practitioner',
    practitionerId: 'amara-osei',
    why: 'Already',
  });
  assert.equal(outcome.kind, 'done');
  assert.equal((await world.ledger.facts(child.personId)).length, before);
});

test('only rows that changed are written', async () => {
  const { world, child } = await held();
  await world.when('amara-osei').offers('ealing-hv');
  const loaded = await world.ledger.store.loadAny(child.personId);
  assert.ok(loaded);
  const seen = { type: 'SightingRecorded', seenOn: '2026-11-23', where: 'At home' } as const;
  const issued = issuedNow(child.personId, sighting);
  const change = changeOf(loaded, [seen], issued, world.context('amara-osei'));
  assert.deepEqual(
    [change.handovers, change.accessGiven, change.accessTaken, change.periodsOpened, change.periodClosed],
    [[], [], [], [], null],
  );
  assert.equal(change.child.last_seen_on, '2026-11-23');
});

test('the chain of facts: a changed word, a swapped order or another child gives another hash', () => {
  const by = { practitionerId: 'amara-osei', teamId: 'luton-hv', role: 'health-visitor' };
  const envelope = { happenedAt: monday, recordedAt: monday, by, commandId: randomUUID() };
  const facts = [
    { type: 'GpRecorded', gp: null },
    { type: 'AddressSealed', sealed: true, why: 'Refuge' },
  ] as const;
  const [first, second] = chainFacts('a', { version: 0, headHash: genesis }, facts, envelope);
  assert.ok(first && second);
  assert.equal(first.previousHash, genesis);
  assert.equal(second.previousHash, first.hash);
  assert.equal(
    second.hash,
    hashOf('a', JSON.parse(JSON.stringify(second)), first.hash),
    'the same after a round through JSON',
  );
  assert.notEqual(second.hash, hashOf('b', second, first.hash));
  assert.notEqual(second.hash, hashOf('a', { ...second, fact: { ...facts[1], why: 'refuge' } }, first.hash));
  assert.notEqual(second.hash, hashOf('a', second, genesis));
  assert.equal(canonical({ b: 1, a: [undefined, null], c: undefined }), '{"a":[null,null],"b":1}');
});

function contextOf(directory: ReturnType<typeof demonstrationDirectory>): Context {
  const actor = {
    practitionerId: 'amara-osei',
    name: 'Amara Osei',
    role: 'health-visitor',
    teamId: 'luton-hv',
    duty: false,
  } as const;
  return { now: monday, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
}

function takesOn(personId: string) {
  const identity = {
    givenName: 'Robin',
    familyName: 'Hartley',
    bornOn: '2025-06-01',
    expectedOn: null,
    nhsNumber: null,
    familyId: null,
    mother: null,
  };
  const command = {
    type: 'take-on',
    teamId: 'luton-hv',
    practitionerId: 'amara-osei',
    reason: 'registration',
    identity,
    address: null,
    gp: null,
    lastSeenOn: null,
    circumstances: calm,
  } as const; // prettier-ignore
  return issuedNow(personId, command);
}
