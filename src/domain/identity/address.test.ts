import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AddressText, sameAddress } from './address.ts';

const at = (text: string, postcode: string | null = 'LU1 2AB'): AddressText => ({
  lines: text.split('|'),
  postcode,
});

function same(a: AddressText, b: AddressText): void {
  assert.ok(sameAddress(a, b) && sameAddress(b, a), `${a.lines.join()} is not ${b.lines.join()}`);
}

function different(a: AddressText, b: AddressText): void {
  assert.ok(!sameAddress(a, b) && !sameAddress(b, a), `${a.lines.join()} is taken for ${b.lines.join()}`);
}

describe('one address in two spellings', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['Flat 2, 10 High St', 'FLAT 2 10 HIGH STREET'],
    ['Flat 2|10 High Street|Luton', 'Flat 2, 10 High St.,  luton'],
    ['10 High Street, Flat 2', 'Apt 2, 10 High St'],
    ["St. Mary's Road 4", 'Saint Marys Rd 4'],
    ['10a Park Ave', '10 A Park Avenue'],
    ['No. 7 Oak Cres', '7 Oak Crescent'],
    ['Café House, 3 Mill Lane', 'CAFE HSE 3 MILL LN'],
    ['10 High St', '10 High Street, Luton, Bedfordshire'],
    ['10 High St, Luton, LU1 2AB', '10 High St, Luton'],
  ];
  for (const [a, b] of pairs) test(`${a} and ${b}`, () => same(at(a), at(b)));

  test('with the postcode in two spellings', () =>
    same(at('10 High St', 'lu12ab'), at('10 High Street', 'LU1 2AB')));
  test('with one postcode missing and the same words', () =>
    same(at('10 High St', null), at('10 High Street')));
});

describe('two addresses', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['10 High St', '12 High St'],
    ['Flat 2, 10 High St', '10 High St'],
    ['Flat 2', 'Flat 2, 10 High St'],
    ['10 High St', '10 High St, Basement Flat'],
    ['10 High St', '10 High St, Room 4'],
    ['10 High St', '10a High St'],
    ['10 High St', '10 High Rd'],
    ['Flat 10, High St', '10 High St'],
    ['1 High St', '11 High St'],
    ['Oak', 'Oak House'],
  ];
  for (const [a, b] of pairs) test(`${a} and ${b}`, () => different(at(a), at(b)));

  test('with different postcodes', () => different(at('10 High St'), at('10 High St', 'LU1 2AC')));
  test('of which one has no text: nothing is known of it', () => {
    different(at(''), at(''));
    different(at('10 High St'), at(''));
  });
  test('that go on with a place, when a postcode is missing', () =>
    different(at('10 High St', null), at('10 High St, Luton')));
});
