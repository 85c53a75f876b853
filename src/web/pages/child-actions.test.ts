import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChildFormName } from '../forms/child-forms.ts';
import { arrangeActions } from './child-actions.ts';

function arranged(...forms: ChildFormName[]) {
  const { first, beside, more } = arrangeActions(forms.map((form) => ({ form, words: form })));
  return [first?.form ?? null, beside.map(({ form }) => form), more.map(({ form }) => form)];
}

test('one action stands out: what waits for a person comes before what begins something new', () => {
  assert.deepEqual(arranged('prepare', 'settle-enquiry'), ['settle-enquiry', ['prepare'], []]);
});

test('what is recorded at each visit stands beside it, and what is seldom needed is folded', () => {
  assert.deepEqual(
    arranged('prepare', 'name-practitioner', 'record-sighting', 'record-review', 'seal-address', 'end'),
    ['prepare', ['record-sighting', 'record-review'], ['name-practitioner', 'seal-address', 'end']],
  );
});

test('after a loss the few that are left are all there, and none stands out', () => {
  assert.deepEqual(arranged('end', 'resume-schedules', 'name-practitioner', 'seal-address'), [
    null,
    ['end', 'resume-schedules', 'name-practitioner', 'seal-address'],
    [],
  ]);
});
