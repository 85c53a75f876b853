import assert from 'node:assert/strict';
import { test } from 'node:test';
import { familyForms } from './family-forms.ts';
import type { Answers } from './fields.ts';
import type { View } from './form.ts';
import { jointVisitForms } from './joint-visit-forms.ts';
import { visitForms } from './visit-forms.ts';

const form = jointVisitForms['plan-joint-visit'];
const answered = (time: string) =>
  ({ text: (name: string) => ({ on: '2026-12-01', time })[name] ?? '' }) as unknown as Answers;
const view = { handover: null } as unknown as View;

test('of what is only planned nobody is asked whether it happened earlier', () => {
  assert.equal(form.happened(), null);
  assert.equal(familyForms['plan-discharge'].happened(), null);
  assert.equal(visitForms['plan-visit'].happened(), null);
});

test('the time of a joint visit is taken in every way in which a time is written, as the product writes it too', () => {
  for (const time of ['14:30', '1430', '2:30pm', '2.30 pm']) {
    assert.deepEqual(form.faults(answered(time)), [], time);
    const command = form.command(answered(time), 'h1', view);
    assert.equal('at' in command && command.at, '2026-12-01T14:30:00.000Z', time);
  }
  assert.equal(form.faults(answered('half past two')).length, 1);
});
