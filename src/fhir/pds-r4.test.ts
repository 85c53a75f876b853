import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { homeOn } from '../domain/move/judge.ts';
import { readPds } from './pds-r4.ts';
import { inShort } from './samples/in-short.ts';

const today = '2026-11-23';
const fixtures = new URL('../../../shared/fixtures/pds/', import.meta.url);
const absent = existsSync(fixtures)
  ? false
  : 'the demographics sandbox’s records are not beside the checkout';

/** Whether somebody of that age or sex can be known here is asked of what is known (test/import). */
const adult = 'taken: register-person';
const several = 'quarantined: several-people';

/** What every record of the sandbox comes to, from the document alone, on 23 November 2026. */
const expected: Readonly<Record<string, string>> = {
  'MULTIPLE_MATCHES_FOUND.json': several,
  'Minimal_Patient.json': 'quarantined: nobody-named',
  'Minimal_PatientSearch.json': 'quarantined: nobody-named',
  'Patient-Jayne-Smyth.json': 'taken: confirm-death',
  'Patient.json': 'taken: confirm-death',
  'PatientCompoundName.json': 'quarantined: bad-check-digit',
  'PatientSearch-Jayne-Smyth.json': 'taken: confirm-death',
  'PatientSearch.json': 'taken: confirm-death',
  'SINGLE_MATCH_FOUND.json': 'not for us: SINGLE_MATCH',
  'Sensitive_Patient.json': 'quarantined: restricted',
  'Sensitive_PatientSearch.json': 'quarantined: restricted',
  'TOO_MANY_MATCHES.json': several,
  'bill_garton_searchset.json': adult,
  'countrycode_mobile_searchset.json': 'taken: register-person',
  'create-pds-record-at-birth-maximal.json':
    'quarantined: malformed, malformed, malformed, bad-check-digit, no-number',
  'create-pds-record-at-birth.json':
    'quarantined: malformed, malformed, malformed, bad-check-digit, no-number',
  'cuff_superseded_searchset.json': adult,
  'dateOfDeath_searchset.json': 'taken: confirm-death',
  'fuzzy_multimatch_searchset.json': several,
  'fuzzy_single_searchset.json': 'taken: register-person',
  'general_practitioner_searchset.json': 'taken: register-person',
  'historic_email_searchset.json': 'taken: register-person',
  'jackie_jones_searchset.json': 'taken: register-person',
  'john_paul_smith_searchset.json': 'quarantined: bad-check-digit',
  'knap_kathy_exact_match.json': adult,
  'martha_massam_searchset.json': adult,
  'med_rowenad_searchset.json': 'taken: register-person',
  'mock_multiple_searchset.json': several,
  'mock_single_searchset.json': adult,
  'multimatch_phoneAndEmail_searchset.json': several,
  'new_patient.json': adult,
  'new_pds_record_at_birth.json': 'taken: register-person',
  'other_givenName.json': 'taken: register-person',
  'patient_5900046192.json': adult,
  'patient_5900056597.json': adult,
  'patient_5900057208.json': 'taken: register-person',
  'patient_5900059073.json': adult,
  'patient_5900059332.json': adult,
  'patient_9000000009.json': 'taken: confirm-death',
  'patient_9000000025.json': 'quarantined: restricted',
  'patient_9000000033.json': 'quarantined: nobody-named',
  'patient_9693632109.json': adult,
  'patient_9732110317.json': adult,
  'patient_9733162043.json': adult,
  'patient_9736363015.json': adult,
  'patient_9736363023.json': adult,
  'patient_9736363066.json': adult,
  'patient_9736363074.json': adult,
  'pauline_attison_searchset.json': several,
  'postalcode_wildcard_searchset.json': several,
  'related_person_9000000009.json': 'taken: note-family',
  'related_person_9000000017.json': 'quarantined: contradictory',
  'rodney_godsoe_searchset.json': 'quarantined: restricted',
  'search_patient_9000000009.json': 'taken: confirm-death',
  'search_patient_9000000017.json': 'taken: confirm-death',
  'search_patient_9000000025.json': 'quarantined: restricted',
  'youds_searchset.json': several,
};

describe('the records of the demographics sandbox', { skip: absent }, () => {
  test('each has its row, and no row is without its record', () => {
    const files = readdirSync(fixtures).filter((file) => file.endsWith('.json'));
    assert.deepEqual(files.toSorted(), Object.keys(expected).toSorted());
  });
  for (const [file, row] of Object.entries(expected)) {
    test(`${file}: ${row}`, () => {
      assert.equal(inShort(readPds(readFileSync(new URL(file, fixtures)), today)), row);
    });
  }
  test('a record under another number than the one asked for is superseded', () => {
    const record = readFileSync(new URL('cuff_superseded_searchset.json', fixtures));
    assert.equal(
      inShort(readPds(record, today, { nhsNumber: '9990011028' })),
      'quarantined: superseded-number',
    );
    assert.equal(inShort(readPds(record, today, { nhsNumber: '973 201 9395' })), adult);
  });
});

describe('our own sample records', () => {
  test('a patient, with given names sent as one text', () => {
    const { subject } = takenFrom(sample('patient.json'));
    assert.deepEqual(subject.givenNames, ['Orla']);
    assert.equal(subject.nhsNumber, '9990011028');
    assert.equal(subject.gp?.odsCode, 'Z99001');
    assert.equal(subject.recordVersion, 3);
    assert.deepEqual(homeOn(subject, today)?.lines, ['12 Invented Row', 'Luton']);
  });

  test('a restricted patient is quarantined, and the address left in it is gone', () => {
    const outcome = readPds(sample('patient-restricted.json'), today);
    assert.equal(inShort(outcome), 'quarantined: restricted');
    assert.doesNotMatch(JSON.stringify(outcome), /Invented|LU1|Z99001/);
  });

  test('a request at birth is about the child, and knows the mother', () => {
    const message = takenFrom(sample('birth-request.json'));
    assert.equal(message.eventType, 'birth');
    assert.equal(message.subject.nhsNumber, '9990011060');
    assert.equal(message.mother?.nhsNumber, '9990011036');
  });

  test('two found is nobody found', () =>
    assert.equal(inShort(readPds(sample('search-two.json'), today)), several));

  test('the people around a patient', () => {
    const message = takenFrom(sample('related-persons.json'));
    assert.equal(message.subject.nhsNumber, '9990011028');
    assert.deepEqual(
      message.related.map((one) => [one.relation, one.person.familyName, one.person.nhsNumber]),
      [['Guardian', 'Fenwick', null]],
    );
  });
});

describe('what cannot be trusted', () => {
  const good = sample('patient.json');
  const cases: readonly (readonly [string, string, string])[] = [
    ['not JSON', '{', 'quarantined: malformed'],
    ['a list', '[]', 'quarantined: malformed'],
    ['nothing found', '{"resourceType":"Bundle","type":"searchset","total":0}', 'quarantined: nobody-named'],
    ['a name that is a number', good.replace('"Fenwick"', '7'), 'quarantined: malformed'],
    ['a bad check digit', good.replaceAll('9990011028', '9990011029'), 'quarantined: bad-check-digit'],
    [
      'a number nobody verified',
      good.replace('"code": "01"', '"code": "02"'),
      'quarantined: number-not-verified',
    ],
    [
      'an identifier that differs from the record',
      good.replace('"id": "9990011028"', '"id": "9990011036"'),
      'quarantined: superseded-number',
    ],
    [
      'an unknown security code',
      good.replace('"code": "U"', '"code": "REDACTED"'),
      'quarantined: restricted',
    ],
    ['another kind of resource', '{"resourceType":"Slot"}', 'not for us: Slot'],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'quarantined: malformed'],
  ];
  for (const [name, document, row] of cases) {
    test(`${name}: ${row}`, () => assert.equal(inShort(readPds(document, today)), row));
  }

  test('a fault of shape names the place and never the value', () => {
    const outcome = readPds(good.replace('"postalCode": "LU1 2AB"', '"postalCode": {"secret": 1}'), today);
    assert.equal(outcome.kind, 'quarantined');
    assert.doesNotMatch(JSON.stringify(outcome), /secret|Invented/);
  });
});

function takenFrom(document: string) {
  const outcome = readPds(document, today);
  return outcome.kind === 'taken' ? outcome.message : assert.fail(JSON.stringify(outcome));
}

function sample(file: string): string {
  return readFileSync(new URL(`samples/${file}`, import.meta.url), 'utf8');
}
