import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nobody } from '../move/incoming.ts';
import { differsFrom } from './record-differs.ts';

const day = '2026-11-23';
const identity = {
  givenName: 'Tess',
  familyName: 'Hartley',
  bornOn: '2008-03-01',
  nhsNumber: '9990011028',
  familyId: null,
  phone: '',
};
const address = {
  lines: ['12 Invented Row'],
  postcode: 'LU1 2AB',
  areaCode: 'E06000032',
  temporary: false,
  sealed: false,
  from: '2026-01-05',
};
const her = { identity, address, sealed: false };
const home = {
  use: 'home',
  lines: ['12 Invented Row', 'Luton'],
  postcode: 'LU1 2AB',
  postcodeAsWritten: 'LU12AB',
  from: null,
  to: null,
} as const;
const told = {
  ...nobody,
  familyName: 'HARTLEY',
  givenNames: ['TESS', 'MARIE'],
  dateOfBirth: '2008-03-01',
  addresses: [home],
};
const elsewhere = [{ ...home, lines: ['4 Made-up Street'], postcode: 'W5 2UB' }];

const what = (...given: Parameters<typeof differsFrom>) => differsFrom(...given).map((one) => one.what);

test('another spelling of the same name and place differs in nothing, nor does what is not told', () => {
  assert.deepEqual(differsFrom(told, her, day), []);
  assert.deepEqual(differsFrom(nobody, her, day), []);
  assert.deepEqual(differsFrom({ ...told, addresses: [{ ...home, to: '2026-11-22' }] }, her, day), []);
});

test('a name, a day of birth and a place of which the two say otherwise each differ', () => {
  assert.deepEqual(what({ ...told, familyName: 'Moss' }, her, day), ['name']);
  assert.deepEqual(what({ ...told, givenNames: ['Ann'] }, her, day), ['name']);
  assert.deepEqual(what({ ...told, dateOfBirth: '2008-03-02' }, her, day), ['date-of-birth']);
  assert.deepEqual(what({ ...told, addresses: elsewhere }, her, day), ['address']);
  assert.deepEqual(what(told, { ...her, address: null }, day), ['address']);
});

test('both sides are told, so that she can be asked', () => {
  const moved = { ...told, familyName: 'Moss', addresses: elsewhere };
  assert.deepEqual(differsFrom(moved, { ...her, address: null }, day), [
    { what: 'name', here: 'Tess Hartley', there: 'TESS MARIE Moss' },
    { what: 'address', here: 'Not known', there: '4 Made-up Street, W5 2UB' },
  ]);
});

test('a sealed address is compared with none', () => {
  assert.deepEqual(what({ ...told, addresses: elsewhere }, { ...her, sealed: true }, day), []);
});
