import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutAddresses } from '../../application/sealed.ts';
import { nobody } from '../../domain/move/incoming.ts';
import { toldIn } from './quarantine-told.ts';

const says = 'Nobody in care has this number';
const subject = {
  ...nobody,
  givenNames: ['Zoë'],
  familyName: 'Larch',
  dateOfBirth: '2026-03-03',
  nhsNumber: '9990011044',
  addresses: [
    {
      use: 'temporary',
      lines: ['17 Hollyhock Refuge'],
      postcode: null,
      postcodeAsWritten: 'LU49HX',
      from: '2026-11-01',
      to: null,
    },
  ],
  gp: { odsCode: 'ZZ811', name: 'Linden Walk Surgery', from: null, to: null },
  deceased: { status: 'removed', at: null },
};
const message = {
  fingerprint: 'f',
  subject,
  mother: { ...nobody, familyName: 'Larch', nhsNumberProblem: { text: '999 001', why: 'not-ten-digits' } },
  related: [],
  bornAlive: null,
  faults: [
    { reason: 'unknown-child', sentence: says },
    { reason: 'no-number', sentence: 'The mother’s number is mistyped.' },
  ],
  notes: ['It was sent by the hospital.'],
};
const told = (content: string) =>
  Object.fromEntries(toldIn({ content, says }).map(({ key, value }) => [key, value]));

test('a message in quarantine is told in plain words, with no empty line', () => {
  assert.deepEqual(told(JSON.stringify(message)), {
    About: 'Zoë Larch, born on 3 March 2026, NHS number 999 001 1044',
    Home: '17 Hollyhock Refuge, LU49HX, temporary, from 1 November 2026',
    GP: 'Linden Walk Surgery ZZ811',
    Death: 'A death that was told before is taken back',
    Mother: 'Larch, day of birth not told, NHS number 999 001',
    Also: 'The mother’s number is mistyped. It was sent by the hospital.',
  });
});

test('of a child whose address is sealed neither home nor practice is told (P11)', () => {
  const sealed = told(withoutAddresses(JSON.stringify(message)));
  assert.equal(sealed.About, 'Zoë Larch, born on 3 March 2026, NHS number 999 001 1044');
  assert.doesNotMatch(JSON.stringify(sealed), /Hollyhock|LU4|Linden|ZZ811/);
});

test('a line of a file is told by its columns; what is no text is left to the details', () => {
  const line = {
    nhs_number: '9990011044',
    mother_nhs_number: '',
    gp_ods_code: 'ZZ811',
    level_of_service: 'UPP',
    odd: {},
  };
  assert.deepEqual(told(JSON.stringify(line)), {
    'NHS number': '999 001 1044',
    'GP practice code': 'ZZ811',
    'Level of service': 'UPP',
  });
  assert.deepEqual(told('<Bundle'), {});
});
