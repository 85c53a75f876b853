import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDecision } from './quarantine-form.ts';

const corrected = { settlement: 'import-after-correction', note: 'Rang the practice' };

function correctionsIn(corrections: string, source: string): Readonly<Record<string, string>> {
  const read = readDecision({ ...corrected, corrections }, source);
  return 'decision' in read && 'corrections' in read.decision ? read.decision.corrections : {};
}

test('a correction is written in words, and is of the column of a file or of the part of a message', () => {
  const written = 'NHS number: 999 000 0018\n\n Mother’s NHS number:9990000026\r\ndate of birth: 11/02/2025';
  assert.deepEqual(correctionsIn(written, 'caseload'), {
    nhs_number: '999 000 0018',
    mother_nhs_number: '9990000026',
    date_of_birth: '11/02/2025',
  });
  assert.deepEqual(correctionsIn(written, 'clients'), correctionsIn(written, 'caseload'));
  assert.deepEqual(correctionsIn(written, 'nems'), {
    nhsNumber: '999 000 0018',
    motherNhsNumber: '9990000026',
    dateOfBirth: '11/02/2025',
  });
});

test('the names of the file itself are taken as well', () => {
  assert.deepEqual(correctionsIn('mother_nhs_number: 1', 'caseload'), { mother_nhs_number: '1' });
  assert.deepEqual(correctionsIn('motherNhsNumber: 1', 'pds'), { motherNhsNumber: '1' });
});

test('what is left out or cannot be read is said at its own question', () => {
  const faults = (given: Readonly<Record<string, string>>) => {
    const read = readDecision({ note: 'Asked', ...given }, 'nems');
    return 'errors' in read ? read.errors.map(({ name }) => name) : [];
  };
  assert.deepEqual(faults({ settlement: 'confirmed' }), ['confirmed-by']);
  assert.deepEqual(faults({ settlement: 'confirmed', 'confirmed-by': 'Dr Shah, by telephone' }), []);
  assert.deepEqual(faults({ ...corrected, corrections: '999 000 0018' }), ['corrections']);
  assert.deepEqual(faults({ ...corrected, corrections: 'postcode: LU1 1AA' }), []);
  assert.deepEqual(faults({ settlement: 'duplicate', corrections: 'anything' }), []);
  assert.deepEqual(faults({ settlement: 'recorded' }), []);
});
