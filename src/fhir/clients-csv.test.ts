import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { ClientEntry, FaultyLine } from '../application/import/rows.ts';
import { caseloadColumns } from './caseload-csv.ts';
import { clientColumns, readClient, readClients } from './clients-csv.ts';

const sample = readFileSync(new URL('samples/clients.csv', import.meta.url), 'utf8');

async function read(text: string): Promise<{ rows: ClientEntry[]; faults: FaultyLine[] }> {
  const rows: ClientEntry[] = [];
  const faults: FaultyLine[] = [];
  for await (const line of readClients([text])) {
    if (line.kind === 'row') rows.push(line.row);
    if (line.kind === 'fault') faults.push(line);
  }
  return { rows, faults };
}

/** A line of the sample, read again with some cells changed. */
async function changed(
  cells: Readonly<Record<string, string>>,
  place = 0,
): Promise<FaultyLine | ClientEntry> {
  const { rows } = await read(sample);
  const line = await readClient({ ...rows[place]?.cells, ...cells });
  assert.notEqual(line.kind, 'passed-over');
  return line.kind === 'row' ? line.row : (line as FaultyLine);
}

describe('a file of clients', () => {
  test('tells of each client with her course, and of her child as a caseload would with her as its mother', async () => {
    const { rows, faults } = await read(sample);
    assert.deepEqual(faults, []);
    const [ada, cleo] = rows;
    assert.ok(ada && cleo && rows.length === 2);
    const { child, cells, ...her } = ada;
    assert.deepEqual(her, {
      line: 2,
      givenName: 'Ada',
      familyName: 'Sample',
      bornOn: '2005-05-04',
      nhsNumber: '9990011036',
      phone: '07700 900123',
      referredOn: '2025-12-20',
      referrer: 'midwife',
      enrolledOn: '2026-01-12',
      nurseId: 'shanice-brown',
      consent: { on: '2026-01-12', how: 'Signed at the first visit' },
      sharingBasis: 'Children Act 2004, section 11',
      endsOn: null,
      lastVisit: { on: '2026-11-16', mode: 'face-to-face' },
      pause: null,
    });
    assert.equal(cells.child_given_name, 'Bo');
    assert.deepEqual(
      [child.nhsNumber, child.givenName, child.familyName, child.dateOfBirth, child.lastSeenOn],
      ['9990011028', 'Bo', 'Sample', '2026-06-30', '2026-11-16'],
    );
    assert.deepEqual(child.mother, { name: 'Ada Sample', nhsNumber: '9990011036', bornOn: '2005-05-04' });
    assert.deepEqual([child.teamId, child.practitionerId], ['luton-fnp', 'shanice-brown']);
    assert.deepEqual([cleo.nhsNumber, cleo.referrer, cleo.child.dateOfBirth], [null, 'other', null]);
    assert.deepEqual(cleo.pause, { reason: 'in-hospital', reviewOn: null });
  });

  test('names the column at fault by its own header', async () => {
    const cases: readonly (readonly [Readonly<Record<string, string>>, string, string])[] = [
      [{ nhs_number: '9990011035' }, 'nhs_number', 'bad-check-digit'],
      [{ child_nhs_number: '9990011029' }, 'child_nhs_number', 'bad-check-digit'],
      [{ given_name: '' }, 'given_name', 'nobody-named'],
      [{ nhs_number: '', date_of_birth: '' }, 'date_of_birth', 'no-number'],
      [{ enrolled_on: '' }, 'enrolled_on', 'malformed'],
      [{ enrolled_on: '12.1.2026' }, 'enrolled_on', 'malformed'],
      [{ last_visit_on: '0026-11-16' }, 'last_visit_on', 'malformed'],
      [{ nurse_id: '' }, 'nurse_id', 'malformed'],
      [{ team_id: '' }, 'team_id', 'malformed'],
      [{ status: 'graduated' }, 'status', 'malformed'],
      [{ status: 'paused' }, 'pause_reason', 'malformed'],
      [{ status: 'paused', pause_reason: 'tired' }, 'pause_reason', 'malformed'],
      [{ last_visit_how: 'letter' }, 'last_visit_how', 'malformed'],
      [{ referred_by: 'nobody' }, 'referred_by', 'malformed'],
      [{ child_date_of_birth: '' }, 'child_date_of_birth', 'malformed'],
      [{ child_last_seen_on: 'soon' }, 'child_last_seen_on', 'malformed'],
      [{ postcode: 'nowhere' }, 'postcode', 'malformed'],
    ];
    for (const [cells, column, reason] of cases) {
      const fault = await changed(cells);
      assert.ok('sentence' in fault, `${JSON.stringify(cells)} is read`);
      assert.deepEqual([fault.column, fault.reason], [column, reason], fault.sentence);
    }
  });

  test('has every column of a caseload for the child, each name once', () => {
    const names = clientColumns.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const { name } of caseloadColumns.filter((column) => !column.name.startsWith('mother_')))
      assert.ok(names.includes(name) || names.includes(`child_${name}`) || name === 'practitioner_id', name);
  });
});
