import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { homeOn, signalOf } from '../domain/move/judge.ts';
import { readNems } from './nems-stu3.ts';
import { inShort } from './samples/in-short.ts';

const today = '2026-11-23';
const fixtures = new URL('../../../shared/fixtures/nems/', import.meta.url);
const absent = existsSync(fixtures) ? false : 'the national example messages are not beside the checkout';

/** What every national example message comes to, from the document alone. */
const expected: Readonly<Record<string, string>> = {
  'BirthNotificationWithMother.xml': 'quarantined: bad-check-digit',
  'BirthNotificationWithoutMother.xml': 'quarantined: birth-and-death, contradictory',
  'PDS-Change-Of-Address-ems-example.xml': 'taken: suggest-move',
  'PDS-Change-Of-GP-ems-example.xml': 'taken: record-gp',
  'PDS-Death-Notification-formal-ems-example.xml': 'quarantined: bad-check-digit, several-people',
  'PDS-Death-Notification-informal-ems-example.xml': 'quarantined: bad-check-digit, several-people',
  'PDS-Death-Notification-removed-ems-example.xml': 'quarantined: bad-check-digit, several-people',
  'PDS-Record-Change-Citizen.xml': 'taken: look-up-record',
  'PDS-Record-Change.xml': 'taken: look-up-record',
  'Professional-Contacts-1-delete.xml': 'not for us: professional-contacts-1',
  'Professional-Contacts-1-new.xml': 'not for us: professional-contacts-1',
  'Professional-Contacts-1-update.xml': 'not for us: professional-contacts-1',
  'blood-spot-test-outcome-1-delete.xml': 'not for us: blood-spot-test-outcome-1',
  'blood-spot-test-outcome-1-new.xml': 'not for us: blood-spot-test-outcome-1',
  'blood-spot-test-outcome-1-update.xml': 'not for us: blood-spot-test-outcome-1',
  'newborn-hearing-1-delete.xml': 'not for us: newborn-hearing-1',
  'newborn-hearing-1-new.xml': 'not for us: newborn-hearing-1',
  'newborn-hearing-1-update.xml': 'not for us: newborn-hearing-1',
  'nipe-outcome-1-delete.xml': 'not for us: nipe-outcome-1',
  'nipe-outcome-1-new.xml': 'not for us: nipe-outcome-1',
  'nipe-outcome-1-update.xml': 'not for us: nipe-outcome-1',
  'vaccinations-1-delete.xml': 'not for us: vaccinations-1',
  'vaccinations-1-new.xml': 'not for us: vaccinations-1',
  'vaccinations-1-notgiven-new.xml': 'not for us: vaccinations-1',
  'vaccinations-1-update.xml': 'not for us: vaccinations-1',
};

describe('the national example messages', { skip: absent }, () => {
  test('each has its row, and no row is without its message', () => {
    const files = readdirSync(fixtures).filter((file) => file.endsWith('.xml'));
    assert.deepEqual(files.toSorted(), Object.keys(expected).toSorted());
  });
  for (const [file, row] of Object.entries(expected)) {
    test(`${file}: ${row}`, () => {
      assert.equal(inShort(readNems(readFileSync(new URL(file, fixtures)), today)), row);
    });
  }
});

describe('our own sample messages', () => {
  const rows: Readonly<Record<string, string>> = {
    'change-of-address.xml': 'taken: suggest-move',
    'birth.xml': 'taken: register-birth',
    'change-of-gp.xml': 'taken: record-gp',
    'death-informal.xml': 'taken: confirm-death',
    'death-formal.xml': 'taken: confirm-death',
    'death-removed.xml': 'taken: reverse-death',
    'record-change.xml': 'taken: look-up-record',
  };
  for (const [file, row] of Object.entries(rows)) {
    test(`${file}: ${row}`, () => assert.equal(inShort(readNems(sample(file), today)), row));
  }

  test('a change of address gives the new home, its postcode in one spelling, and a signal from its first day', () => {
    const message = takenFrom(sample('change-of-address.xml'));
    const home = homeOn(message.subject, '2026-03-02');
    assert.deepEqual(home?.lines, ['Flat 3 & 4, 8 Made-up Street', 'Ealing']);
    assert.equal(home?.postcode, 'W5 2UB');
    assert.deepEqual(message.subject.givenNames, ['Orla', 'Mae']);
    const signal = signalOf(message, '2026-03-09T00:00:00.000Z');
    assert.equal(signal.postcode, 'W5 2UB');
    assert.equal(signal.effectiveAt, '2026-03-02T09:30:00.000Z');
    assert.equal(signal.messageId, 'a1000000-0000-4000-8000-000000000001');
  });

  test('a birth is about the child, not about the mother whom the header names', () => {
    const message = takenFrom(sample('birth.xml'));
    assert.equal(message.subject.nhsNumber, '9990011044');
    assert.deepEqual(message.subject.givenNames, ['Zoë']);
    assert.equal(message.mother?.nhsNumber, '9990011036');
    assert.equal(message.subject.birthOrder, 2);
    assert.equal(message.bornAlive, true);
  });

  test('a stillbirth is never taken as a birth', () => {
    const stillborn = sample('birth.xml').replace(
      '<coding><code value="1"/><display value="Live"/>',
      '<coding><code value="2"/>',
    );
    assert.equal(inShort(readNems(stillborn, today)), 'quarantined: birth-and-death');
  });

  test('a change of GP gives the code of the practice', () => {
    const { gp } = takenFrom(sample('change-of-gp.xml')).subject;
    assert.equal(gp?.odsCode, 'Z99001');
    assert.equal(gp?.name, 'Invented Surgery');
  });

  test('a death keeps its kind and its time', () => {
    assert.deepEqual(takenFrom(sample('death-formal.xml')).subject.deceased, {
      status: 'formal',
      at: '2026-03-06T04:10:00.000Z',
    });
    assert.deepEqual(takenFrom(sample('death-removed.xml')).subject.deceased, {
      status: 'removed',
      at: '2026-03-06T00:00:00.000Z',
    });
  });
});

describe('what cannot be trusted', () => {
  const good = sample('change-of-address.xml');
  const cases: readonly (readonly [string, string, string])[] = [
    ['a bad check digit', good.replaceAll('9990011028', '9990011029'), 'quarantined: bad-check-digit'],
    ['no number', good.replace(/<identifier>.*<\/identifier>/, ''), 'quarantined: no-number'],
    [
      'nobody named',
      good.replace(/<name><use value="official"\/>.*<\/name>/, ''),
      'quarantined: nobody-named',
    ],
    ['no person', good.replace(/<Patient>[\s\S]*<\/Patient>/, '<Basic/>'), 'quarantined: nobody-named'],
    ['taken back', good.replace('<code value="new"/>', '<code value="delete"/>'), 'quarantined: taken-back'],
    [
      'an impossible date',
      good.replace('<birthDate value="2025-02-11"/>', '<birthDate value="2025-02-31"/>'),
      'quarantined: malformed',
    ],
    ['another number in the header', good.replace('9990011028', '9990011036'), 'quarantined: several-people'],
    ['cut short', good.slice(0, -40), 'quarantined: malformed'],
    ['not XML', 'Dear colleague', 'quarantined: malformed'],
    ['empty', '', 'quarantined: malformed'],
    ['too large', `${good}<!--${'x'.repeat(1024 * 1024)}-->`, 'quarantined: too-large'],
    ['an entity bomb', `<!DOCTYPE x [<!ENTITY a "aaaa">]>${good}`, 'quarantined: malformed'],
    ['deep nesting', '<Bundle>'.repeat(20_000) + '</Bundle>'.repeat(20_000), 'quarantined: malformed'],
    [
      'names of the language',
      '<Bundle><__proto__ value="x"/><constructor/></Bundle>',
      'quarantined: malformed',
    ],
  ];
  for (const [name, document, row] of cases) {
    test(`${name}: ${row}`, () => assert.equal(inShort(readNems(document, today)), row));
  }

  test('bytes that are not UTF-8 are quarantined', () => {
    assert.equal(
      inShort(readNems(new Uint8Array([0x3c, 0xff, 0xfe, 0x3e]), today)),
      'quarantined: malformed',
    );
  });

  test('a restricted record is quarantined, and the address left in it is gone', () => {
    const restricted = good.replace(
      /<Patient>\s*<id value="[^"]*"\/>/,
      (start) => `${start}<meta><security><code value="R"/></security></meta>`,
    );
    const outcome = readNems(restricted, today);
    assert.equal(inShort(outcome), 'quarantined: restricted');
    assert.doesNotMatch(JSON.stringify(outcome), /Made-up|W5|LU1/);
  });

  test('a restricted mother seals the child’s address too', () => {
    const restricted = sample('birth.xml').replace(
      /<Patient>\s*<id value="d1[^"]*"\/>/,
      (start) => `${start}<meta><security><code value="V"/></security></meta>`,
    );
    const outcome = readNems(restricted, today);
    assert.equal(inShort(outcome), 'quarantined: restricted');
    assert.doesNotMatch(JSON.stringify(outcome), /Invented Row|LU1/);
  });

  test('the same document has the same fingerprint, another one another', () => {
    assert.equal(readOne(good), readOne(good));
    assert.notEqual(readOne(good), readOne(`${good} `));
  });
});

function readOne(document: string): string {
  const outcome = readNems(document, today);
  return outcome.kind === 'taken' ? outcome.message.fingerprint : outcome.fingerprint;
}

function takenFrom(document: string) {
  const outcome = readNems(document, today);
  assert.equal(outcome.kind, 'taken');
  return outcome.kind === 'taken' ? outcome.message : assert.fail();
}

function sample(file: string): string {
  return readFileSync(new URL(`samples/${file}`, import.meta.url), 'utf8');
}
