import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import {
  formatNhsNumber,
  identifiesSomebody,
  isTestRange,
  nthTestNumber,
  parseNhsNumber,
  testNumberCount,
  typedNumberFault,
} from './nhs-number.ts';

/** These nine digits with the check digit that fits, counted as a register counts it: by modulus 11. */
function withCheckDigit(nine: string): string {
  const sum = [...nine].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0);
  return `${nine}${(11 - (sum % 11)) % 11}`;
}

function whyNot(text: string): string {
  const parsed = parseNhsNumber(text);
  return parsed.ok ? 'taken' : parsed.why;
}

describe('an NHS number as typed', () => {
  test('is taken with spaces and hyphens, and shown 3 3 4', () => {
    for (const text of ['9990000018', '999 000 0018', ' 999-000-0018 ']) {
      assert.deepEqual(parseNhsNumber(text), { ok: true, number: '9990000018' });
    }
    assert.equal(formatNhsNumber('9990000018'), '999 000 0018');
  });

  test('is refused with the reason', () => {
    assert.equal(whyNot('  '), 'empty');
    assert.equal(whyNot('999000001'), 'not-ten-digits');
    assert.equal(whyNot('99900000180'), 'not-ten-digits');
    assert.equal(whyNot('999000001O'), 'not-ten-digits');
    assert.equal(whyNot('9990000019'), 'check-digit');
    assert.equal(whyNot('0000000000'), 'repeated-digits');
    assert.equal(whyNot('9999999999'), 'repeated-digits');
  });

  test('is refused where official examples carry a wrong check digit', () => {
    for (const text of ['9912003890', '6101231234', '1112223330', '9000000015']) {
      assert.equal(whyNot(text), 'check-digit', text);
    }
  });

  test('is refused where it is a number of Scotland or Northern Ireland, which count by the same check digit', () => {
    // Made up: 1 February 2023 and 29 February 1996 as Scottish numbers begin; the last before and the first after England’s range.
    for (const text of [
      withCheckDigit('010223000'),
      withCheckDigit('290296111'),
      withCheckDigit('311299998'),
    ])
      assert.equal(whyNot(text), 'of-scotland', text);
    for (const text of [withCheckDigit('320000001'), withCheckDigit('399999998')])
      assert.equal(whyNot(text), 'of-northern-ireland', text);
    assert.equal(whyNot(withCheckDigit('400000000')), 'taken');
    assert.match(
      typedNumberFault(withCheckDigit('010223000')) ?? '',
      /number of Scotland \(CHI\).*Leave it empty/,
    );
    assert.match(typedNumberFault('9990000019') ?? '', /it is mistyped/);
    assert.equal(typedNumberFault(''), null);
    assert.ok(identifiesSomebody(withCheckDigit('010223000')) && !identifiesSomebody('9990000019'));
  });

  test('is refused when nine digits ask for a check digit of 10', () => {
    for (let last = 0; last < 10; last += 1) assert.equal(whyNot(`999000000${last}`), 'check-digit');
  });
});

describe('test numbers', () => {
  test('are valid, in the test range, and all different', () => {
    const seen = new Set<string>();
    for (let n = 0; n < 20_000; n += 1) {
      const number = nthTestNumber(n) ?? '';
      assert.ok(parseNhsNumber(number).ok && isTestRange(number), number);
      seen.add(number);
    }
    assert.equal(seen.size, 20_000);
  });

  test('end at the last one of the range', () => {
    assert.equal(nthTestNumber(0), '9990000018');
    assert.equal(testNumberCount(), 909_090);
    assert.ok(parseNhsNumber(nthTestNumber(testNumberCount() - 1) ?? '').ok);
    assert.equal(nthTestNumber(testNumberCount()), null);
    assert.equal(nthTestNumber(-1), null);
  });

  test('any one digit mistyped, or two neighbours swapped, is noticed', () => {
    const place = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 909_089 }), place, place, (n, at, digit) => {
        const number = nthTestNumber(n) ?? '';
        const mistyped = number.slice(0, at) + digit + number.slice(at + 1);
        if (mistyped !== number) assert.ok(!parseNhsNumber(mistyped).ok);
        const swapped = number.slice(0, at) + (number[at + 1] ?? '') + number[at] + number.slice(at + 2);
        if (swapped !== number) assert.ok(!parseNhsNumber(swapped).ok);
      }),
    );
  });
});
