import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayWhatItIs } from './quarantine-words.ts';

test('what an item is stands beside why it waits, for every kind of message and file', () => {
  for (const [source, event, kind, words] of [
    ['nems', 'birth', 'settle-birth', 'A birth'],
    ['nems', 'birth', 'settle-death', 'A birth, with a death'],
    ['nems', 'death', 'settle-death', 'A death, or one taken back'],
    ['pds', 'patient-record', 'settle-message', 'A record of the demographics service'],
    ['pds', 'patient-record', 'settle-death', 'A record of the demographics service, with a death'],
    ['nems', 'change-of-address', null, 'A change of address'],
    ['unknown', 'unreadable', 'settle-message', 'A message that cannot be read'],
    ['caseload', null, 'settle-row', 'A line of a caseload'],
    ['directory', null, 'settle-row', 'A line of a directory file'],
  ] as const)
    assert.equal(sayWhatItIs({ source, event, kind }), words);
});
