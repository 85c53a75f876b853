import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { demonstrationDirectory } from '../../src/application/demonstration/directory.ts';
import type { QuarantineDecision, Settled } from '../../src/application/import/decision.ts';
import { settleQuarantine } from '../../src/application/import/settle.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import { readRow } from '../../src/fhir/caseload-csv.ts';
import { readClient } from '../../src/fhir/clients-csv.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { messageStore } from '../../src/postgres/import-store.ts';
import { testNow } from './test-now.ts';

/** Settles an item as a person does in the pages, by the application’s role, an hour after it came. */
export function settleAs(
  pool: Pool,
  quarantineId: string,
  decision: QuarantineDecision,
  by: string,
): Promise<Settled> {
  const directory = demonstrationDirectory();
  const person = directory.practitioners.get(by);
  assert.ok(person);
  const { id: practitionerId, name, role, teamId, duty } = person;
  const actor = { practitionerId, name, role, teamId, duty };
  const now = new Date(Date.parse(testNow) + 3_600_000).toISOString();
  const context = { now, actor, directory, ruleSets: defaultRuleSets, holidays: bankHolidays };
  const ports = {
    children: childStore(pool),
    clients: clientStore(pool),
    inbox: messageStore(pool),
    readRow,
    readClient,
  };
  return settleQuarantine(ports, quarantineId, decision, context);
}
