import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type IncomingMessage, nobody, type QuarantineReason } from './incoming.ts';
import { newcomerBy, newcomerIn } from './newcomer.ts';

const today = '2026-11-23';

const record: IncomingMessage = {
  source: 'pds',
  messageId: '9990011028',
  bundleId: null,
  fingerprint: 'f',
  eventType: 'patient-record',
  action: 'new',
  lastUpdated: null,
  subject: {
    ...nobody,
    nhsNumber: '9990011028',
    familyName: 'Fenwick',
    givenNames: ['Orla'],
    dateOfBirth: '2025-02-11',
    gender: 'female',
  },
  mother: null,
  related: [],
  bornAlive: null,
  faults: [],
  notes: [],
};
const of = (subject: Partial<IncomingMessage['subject']>, rest: Partial<IncomingMessage> = {}) => ({
  ...record,
  ...rest,
  subject: { ...record.subject, ...subject },
});
const inItem = (message: IncomingMessage, reason: QuarantineReason = 'unknown-child') =>
  newcomerIn({ reason, message }, today);

describe('whom a record may be about whom nobody here knows', () => {
  for (const [bornOn, gender, who] of [
    ['2026-11-23', 'male', 'child'],
    ['2021-11-24', 'female', 'child'],
    ['2021-11-23', 'female', null],
    ['2014-11-24', 'female', null],
    ['2014-11-23', 'female', 'client'],
    ['2008-03-01', 'unknown', 'client'],
    ['2008-03-01', null, 'client'],
    ['2008-03-01', 'male', null],
    ['1998-11-24', 'female', 'client'],
    ['1998-11-23', 'female', null],
    [null, 'female', 'unknown'],
  ] as const)
    test(`born ${bornOn}, ${gender}: ${who}`, () =>
      assert.equal(newcomerBy({ dateOfBirth: bornOn, gender }, today), who));
});

describe('what a person may begin with an item', () => {
  test('a child is taken on, a young woman referred', () => {
    assert.equal(inItem(record), 'child');
    assert.equal(inItem(of({ dateOfBirth: '2008-03-01' })), 'client');
  });

  for (const [name, message] of [
    ['who has died', of({ deceased: { status: 'informal', at: null } })],
    ['that is restricted', of({ restricted: true })],
    ['without a number', of({ nhsNumber: null })],
    [
      'with a mistyped number',
      of({ nhsNumber: null, nhsNumberProblem: { text: '9990011029', why: 'check-digit' } }),
    ],
    ['under a number that was replaced', of({ numberSuperseded: { from: '9990011028', to: '9990011036' } })],
    ['without a name', of({ familyName: '', givenNames: [] })],
    ['without a day of birth', of({ dateOfBirth: null })],
    ['of a boy of nine', of({ dateOfBirth: '2017-09-06', gender: 'male' })],
    ['that cannot be read', of({}, { faults: [{ reason: 'malformed', sentence: 'It is not a date' }] })],
  ] as const)
    test(`nothing with a record ${name}`, () => assert.equal(inItem(message), null));

  test('nothing with what lies there for another reason, or tells something else than a record', () => {
    for (const reason of ['older-than-known', 'repeated', 'same-id-other-content', 'several-people'] as const)
      assert.equal(inItem(record, reason), null, reason);
    for (const eventType of [
      'change-of-address',
      'birth',
      'death',
      'change-of-gp',
      'related-persons',
    ] as const)
      assert.equal(inItem(of({}, { eventType })), null, eventType);
  });
});
