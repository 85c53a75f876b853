import assert from 'node:assert/strict';
import type { ChainedFact } from '../src/application/child-store.ts';
import { clientChildRows, clientRow } from '../src/application/client-project.ts';
import type { ChainedClientFact } from '../src/application/client-store.ts';
import { canonical, genesis, hashOf } from '../src/application/fact-chain.ts';
import { accessRows, childRow, handoverRows } from '../src/application/project.ts';
import { foldChild } from '../src/domain/child/evolve.ts';
import type { Directory } from '../src/domain/directory/directory.ts';
import type { Deadline } from '../src/domain/escalation/obligations.ts';
import { foldClient } from '../src/domain/programme/client-evolve.ts';
import { clientParties } from '../src/domain/programme/client-permissions.ts';
import { gapMinutes, gapsIn, recountPeriods } from '../src/domain/responsibility/recount.ts';
import type { ClientKept } from './memory-clients.ts';
import type { Kept, Ledger } from './memory-store.ts';

/**
 * Checks every child and client of a ledger: one holder, no gap, unbroken chains, and tables that a rebuild from the facts
 * gives again.
 */
export async function checkLedger(ledger: Ledger, directory: Directory): Promise<void> {
  await checkChildren(ledger, await ledger.people(), directory);
  await checkClients(ledger, await ledger.clients.people(), directory);
}

export function checkChild(ledger: Ledger, personId: string, directory: Directory): Promise<void> {
  return checkChildren(ledger, [personId], directory);
}

export function checkClient(ledger: Ledger, personId: string, directory: Directory): Promise<void> {
  return checkClients(ledger, [personId], directory);
}

/** How many records are held in memory at once. */
const together = 200;

export async function checkChildren(
  ledger: Ledger,
  people: readonly string[],
  directory: Directory,
): Promise<void> {
  for (let from = 0; from < people.length; from += together)
    for (const kept of await ledger.kept(people.slice(from, from + together))) checkKept(kept, directory);
}

async function checkClients(
  { clients }: Ledger,
  people: readonly string[],
  directory: Directory,
): Promise<void> {
  for (let from = 0; from < people.length; from += together)
    for (const kept of await clients.kept(people.slice(from, from + together)))
      checkClientKept(kept, directory);
}

/** A gap that is still open counts too, however new the fact that opened it. */
const endOfTime = '2100-01-01T00:00:00.000Z';

/** Checks that a rebuild from a child's facts gives its tables again. */
function checkKept({ personId, facts, tables }: Kept, directory: Directory): void {
  assert.ok(tables, `no tables for ${personId}`);
  checkChain(personId, facts);
  const state = foldChild(facts);
  same(tables.state, state, 'state');
  same(tables.child, childRow(state), 'child row');
  same(
    sortedBy('handover_id', tables.handovers),
    sortedBy('handover_id', handoverRows(state)),
    'handover rows',
  );
  same(
    tables.access,
    Object.fromEntries(accessRows(state, directory).map((party) => [party.teamId, party.as])),
    'access rows',
  );
  same(tables.deadlines, owed(state), 'deadlines');
  const periods = recountPeriods(facts);
  same(tables.periods, periods, 'periods');
  assert.equal(gapMinutes(gapsIn(facts, endOfTime)), 0, 'there is a gap');
  const running = periods.filter((period) => period.to === null);
  assert.equal(running.length, state.care.status === 'in-care' ? 1 : 0, 'not exactly one holder');
}

/** Checks the same for a client. Whether her children have answered all that her facts ask is for each test to say. */
function checkClientKept({ personId, facts, tables }: ClientKept, directory: Directory): void {
  assert.ok(tables, `no tables for client ${personId}`);
  checkChain(personId, facts);
  const state = foldClient(facts);
  same(tables.state, state, 'client state');
  same(tables.client, clientRow(state), 'client row');
  same(
    sortedBy('child_id', tables.children),
    sortedBy('child_id', clientChildRows(state)),
    'client’s children',
  );
  same(
    tables.access,
    Object.fromEntries(clientParties(state, directory).map((party) => [party.teamId, party.as])),
    'client’s access rows',
  );
  same(tables.deadlines, owed(state), 'client’s deadlines');
}

function checkChain(personId: string, facts: readonly (ChainedFact | ChainedClientFact)[]): void {
  let previousHash = genesis;
  for (const [index, fact] of facts.entries()) {
    assert.equal(fact.version, index + 1, 'a version is missing');
    assert.equal(fact.previousHash, previousHash, 'the chain is broken');
    assert.equal(fact.hash, hashOf(personId, fact, previousHash), 'a fact was changed');
    assert.ok(fact.happenedAt <= fact.recordedAt, 'a fact from the future');
    previousHash = fact.hash;
  }
}

function owed({ deadlines }: { readonly deadlines: Readonly<Record<string, Deadline>> }) {
  return Object.fromEntries(
    Object.entries(deadlines).map(([key, { kind, ownerTeamId, dueAt }]) => [
      key,
      { kind, ownerTeamId, dueAt },
    ]),
  );
}

function same(kept: unknown, rebuilt: unknown, what: string): void {
  assert.equal(canonical(kept), canonical(rebuilt), `${what} kept and rebuilt differ`);
}

function sortedBy<Key extends string>(key: Key, rows: readonly Readonly<Record<Key, string>>[]) {
  return [...rows].sort((a, b) => (a[key] < b[key] ? -1 : 1));
}
