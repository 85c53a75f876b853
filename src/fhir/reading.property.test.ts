import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fc } from '../../test/generated.ts';
import { parseNhsNumber } from '../domain/identity/nhs-number.ts';
import type { Outcome } from '../domain/move/incoming.ts';
import { readCaseload } from './caseload-csv.ts';
import { readDirectory } from './directory-csv.ts';
import { readNems } from './nems-stu3.ts';
import { readPds } from './pds-r4.ts';
import { readPostcodes } from './postcode-csv.ts';
import { readSites } from './sites-csv.ts';

const today = '2026-11-23';
const places = ['samples/', '../../../shared/fixtures/nems/', '../../../shared/fixtures/pds/'];

/** Damages a text as lines, discs and people do: cut, doubled, overwritten, a piece of another text let in. */
const damage = fc.array(
  fc.record({
    kind: fc.constantFrom('cut', 'drop', 'double', 'overwrite', 'insert'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 400 }),
    text: fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('"', '<', '</', '&#0;', '&x;', '\u0000', ',', '\n', '}', 'null', '[]', '{}', '\uD800'),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(text: string, wounds: Damage): string {
  return wounds.reduce((hurt, { kind, at, length, text: piece }) => {
    const place = Math.floor(at * hurt.length);
    const [before, after] = [hurt.slice(0, place), hurt.slice(place)];
    if (kind === 'cut') return before;
    if (kind === 'drop') return before + after.slice(length);
    if (kind === 'double') return before + after.slice(0, length) + after;
    return kind === 'insert' ? before + piece + after : before + piece + after.slice(piece.length);
  }, text);
}

describe('whatever arrives, an outcome comes out and nothing is thrown', () => {
  const xml = documents('.xml');
  const json = documents('.json');
  const csv = documents('.csv');

  test('messages of the national events service', () => {
    fc.assert(
      fc.property(fc.constantFrom(...xml), damage, (text, wounds) =>
        sound(readNems(damaged(text, wounds), today)),
      ),
      { numRuns: 1500 },
    );
  });

  test('records of the demographics service', () => {
    fc.assert(
      fc.property(fc.constantFrom(...json), damage, (text, wounds) =>
        sound(readPds(damaged(text, wounds), today)),
      ),
      { numRuns: 1500 },
    );
  });

  test('any JSON inside any known resource', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const resource = fc.constantFrom('Patient', 'Bundle', 'RelatedPerson', 'OperationOutcome');
    const fields = fc.dictionary(
      fc.constantFrom(
        'id',
        'identifier',
        'name',
        'address',
        'entry',
        'issue',
        'meta',
        'birthDate',
        'type',
        'total',
      ),
      value,
    );
    fc.assert(
      fc.property(resource, fields, (resourceType, body) =>
        sound(readPds(JSON.stringify({ ...body, resourceType }), today)),
      ),
      { numRuns: 800 },
    );
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        sound(readNems(bytes, today));
        sound(readPds(bytes, today));
      }),
      { numRuns: 500 },
    );
  });

  test('files of comma-separated values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...csv), damage, async (text, wounds) => {
        for (const reader of [readCaseload, readDirectory, readPostcodes, readSites]) {
          for await (const line of reader([damaged(text, wounds)]))
            assert.ok(['row', 'fault', 'passed-over'].includes(line.kind));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Whatever was done to it: what is taken has a number that may be matched on, and nobody restricted in it. */
function sound(outcome: Outcome): void {
  if (outcome.kind === 'quarantined') {
    assert.ok(outcome.sentence.length > 0);
    assert.equal(outcome.faults[0]?.reason, outcome.reason);
  }
  if (outcome.kind !== 'taken') return;
  const { subject, mother } = outcome.message;
  assert.ok(subject.nhsNumber !== null && parseNhsNumber(subject.nhsNumber).ok);
  assert.ok(!subject.restricted && !mother?.restricted);
}

/** Our own samples, and the official examples where they stand beside the checkout. */
function documents(ending: string): readonly string[] {
  return places.flatMap((place) => {
    const folder = new URL(place, import.meta.url);
    return filesIn(folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  });
}

function filesIn(folder: URL): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
