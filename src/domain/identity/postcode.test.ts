import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalisePostcode, postcodeKind } from './postcode.ts';

test('a postcode has one spelling', () => {
  assert.equal(normalisePostcode('lu12ab'), 'LU1 2AB');
  assert.equal(normalisePostcode('  LU1   2AB '), 'LU1 2AB');
  for (const postcode of [
    'M1 1AE',
    'B33 8TH',
    'CR2 6XH',
    'DN55 1PT',
    'W1A 0AX',
    'EC1A 1BB',
    'W6 9JU',
    'E1W 1AA',
  ]) {
    assert.equal(normalisePostcode(postcode.toLowerCase().replace(' ', '')), postcode);
  }
});

test('pseudo, forces and bank postcodes are known for what they are', () => {
  assert.equal(normalisePostcode('zz993vz'), 'ZZ99 3VZ');
  assert.equal(postcodeKind('ZZ99 3VZ'), 'no-fixed-abode');
  assert.equal(postcodeKind('ZZ99 3WZ'), 'unknown-address');
  assert.equal(postcodeKind('ZZ99 3CZ'), 'outside-the-directory');
  assert.equal(normalisePostcode('gir0aa'), 'GIR 0AA');
  assert.equal(postcodeKind('GIR 0AA'), 'bank');
  assert.equal(normalisePostcode('bfpo 801'), 'BFPO 801');
  assert.equal(normalisePostcode('BFPO c/o 57'), 'BFPO 57');
  assert.equal(postcodeKind('BFPO 801'), 'forces');
  assert.equal(postcodeKind('BF1 4AA'), 'forces');
  assert.equal(postcodeKind('LU1 2AB'), 'ordinary');
});

test('what has no postcode shape is refused, never mended', () => {
  for (const text of [
    '',
    'LU1',
    '2AB',
    'LU1 2A',
    'LUI 2AB',
    'LU1 2CB',
    'QQ1 1AA',
    'LU1 2AB LU1 2AB',
    '12345',
    'ABC DEF',
    'L0N D0N',
    'none',
  ]) {
    assert.equal(normalisePostcode(text), null, text);
  }
});
