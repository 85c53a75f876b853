import assert from 'node:assert/strict';
import { canonical, genesis, hashOf } from '../src/application/fact-chain.ts';
import { accessRows, childRow, handoverRows } from '../src/application/project.ts';
import { foldChild } from '../src/domain/child/state.ts';
import type { Directory } from '../src/domain/directory/directory.ts';
import { gapMinutes, recountPeriods } from '../src/domain/responsibility/recount.ts';
import type { Ledger } from './memory-store.ts';

/** Every child of a ledger: one holder, no gap, an unbroken chain, and tables that a rebuild from facts gives again. */
export async function checkLedger(ledger: Ledger, directory: Directory): Promise<void> {
  for (const personId of await ledger.people()) await checkChild(ledger, personId, directory);
}

export async function checkChild(ledger: Ledger, personId: string, directory: Directory): Promise<void> {
  const facts = await ledger.facts(personId);
  const tables = await ledger.tables(personId);
  assert.ok(tables, `no tables for ${personId}`);
  let previousHash = genesis;
  for (const [index, fact] of facts.entries()) {
    assert.equal(fact.version, index + 1, 'a version is missing');
    assert.equal(fact.previousHash, previousHash, 'the chain is broken');
    assert.equal(fact.hash, hashOf(personId, fact, previousHash), 'a fact was changed');
    assert.ok(fact.happenedAt <= fact.recordedAt, 'a fact from the future');
    previousHash = fact.hash;
  }
  const state = foldChild(facts);
  same(tables.state, state, 'state');
  same(tables.child, childRow(state), 'child row');
  same(byId(tables.handovers), byId(handoverRows(state)), 'handover rows');
  same(
    tables.access,
    Object.fromEntries(accessRows(state, directory).map((party) => [party.teamId, party.as])),
    'access rows',
  );
  const deadlines = Object.entries(state.deadlines).map(([key, { kind, ownerTeamId, dueAt }]) => [
    key,
    { kind, ownerTeamId, dueAt },
  ]);
  same(tables.deadlines, Object.fromEntries(deadlines), 'deadlines');
  const periods = recountPeriods(facts);
  same(tables.periods, periods, 'periods');
  assert.equal(gapMinutes(periods), 0, 'there is a gap');
  const running = periods.filter((period) => period.to === null);
  assert.equal(running.length, state.care.status === 'in-care' ? 1 : 0, 'not exactly one holder');
}

function same(kept: unknown, rebuilt: unknown, what: string): void {
  assert.equal(canonical(kept), canonical(rebuilt), `${what} kept and rebuilt differ`);
}

function byId(rows: readonly { readonly handover_id: string }[]) {
  return [...rows].sort((a, b) => (a.handover_id < b.handover_id ? -1 : 1));
}
