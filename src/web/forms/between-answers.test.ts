import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { childForms } from './child-forms.ts';
import { destinationFaults, otherNamed } from './destination.ts';
import { doorForms } from './door-forms.ts';
import type { Answers, FieldError } from './fields.ts';
import type { View } from './form.ts';
import { receivingForms } from './receiving-forms.ts';

function answered(texts: Readonly<Record<string, string>>): Answers {
  return { text: (name) => texts[name] ?? '', list: () => [] };
}

const at = (faults: readonly FieldError[]) => faults.map(({ name }) => name);

/** What one answer would pass by is never dropped in silence: the form asks which of both is meant. */
describe('nothing that was typed is passed by', () => {
  test('a desk that is chosen in the list of all, while the first question names the one that routing finds', () => {
    const both = answered({ team: 'luton-hv', 'other-team': 'hf-hv', 'other-why': 'They sleep there' });
    for (const faults of [destinationFaults, otherNamed]) assert.deepEqual(at(faults(both)), ['team']);
    assert.deepEqual(at(otherNamed(answered({ team: 'none', 'other-team': 'hf-hv' }))), ['team']);
    assert.deepEqual(at(destinationFaults(answered({ team: 'luton-hv', 'other-why': 'There' }))), ['team']);
    const chosen = answered({ team: 'other', 'other-team': 'hf-hv', 'other-why': 'They sleep there' });
    assert.deepEqual(destinationFaults(chosen), []);
    assert.deepEqual(otherNamed(answered({ 'other-team': 'hf-hv' })), [], 'the list is the only question');
    assert.deepEqual(destinationFaults(answered({ team: 'luton-hv' })), []);
  });

  test('an address, where by the other answer none is recorded', () => {
    const place = { line: '2 Harbour View', postcode: 'W5 2HL' };
    const rows = [
      ['settle-enquiry', 'outcome', ['not-moved', 'stays-elsewhere-briefly'], ['moved', 'moved-within-area']],
      ['record-found', 'place', ['same', 'unknown'], ['other']],
      ['record-discharge', 'same', ['yes'], ['no']],
    ] as const;
    for (const [form, question, without, recorded] of rows) {
      const faults = (said: string, typed: object) =>
        at(childForms[form].faults(answered({ ...typed, [question]: said })));
      for (const said of without) {
        assert.deepEqual(faults(said, place), [question], `${form}: ${said}`);
        assert.deepEqual(faults(said, {}), [], `${form}: ${said}`);
      }
      for (const said of recorded) assert.deepEqual(faults(said, place), [], `${form}: ${said}`);
    }
  });

  test('a postcode of a signal that is none, which would leave the move without its area', () => {
    const { faults } = childForms['report-signal'];
    assert.deepEqual(at(faults(answered({ postcode: 'LU1' }))), ['postcode']);
    assert.deepEqual(faults(answered({ postcode: 'LU1 2AB' })), []);
  });

  test('why a parent is not told, beside the answer that the parent was; and each of it that is missing', () => {
    const { faults } = receivingForms['tell-parent'];
    assert.deepEqual(at(faults(answered({ told: 'yes', review: '2026-12-01' }))), ['told']);
    assert.deepEqual(at(faults(answered({ told: 'no', 'decided-by': 'Ruth' }))), ['review']);
    assert.deepEqual(faults(answered({ told: 'yes', how: 'At the visit' })), []);
    for (const form of ['open-missing', 'decide-openness'] as const) {
      assert.deepEqual(at(childForms[form].faults(answered({ open: 'yes', reason: 'He listens' }))), [
        'open',
      ]);
      assert.deepEqual(at(childForms[form].faults(answered({ open: 'no', reason: 'He listens' }))), [
        'decided-by',
        'review',
      ]);
    }
  });

  test('who visits at a short stay, where it is settled as none; and what suggests the move is there to be read', () => {
    const { faults, shows } = childForms['settle-enquiry'];
    const stay = { cover: 'Amara Osei', review: '2026-12-01' };
    assert.deepEqual(at(faults(answered({ outcome: 'not-moved', ...stay }))), ['outcome']);
    assert.deepEqual(faults(answered({ outcome: 'stays-elsewhere-briefly', ...stay })), []);
    const signal = { source: 'housing', says: 'Placed in Luton', effectiveAt: '2026-11-28T10:00:00.000Z' };
    const view = { state: { enquiries: [{ settled: null, signals: [signal] }] } } as unknown as View;
    assert.deepEqual(shows(view)?.lines, [
      { key: 'A housing notice', value: 'Placed in Luton. 28 November 2026' },
    ]);
  });

  test('who saw the child, without the day', () => {
    const { faults } = childForms['review-visiting-declined'];
    assert.deepEqual(at(faults(answered({ by: 'The GP' }))), ['seen']);
  });

  test('the record in which a duplicate goes on, where another reason is chosen', () => {
    const { faults } = childForms.end;
    assert.deepEqual(at(faults(answered({ reason: 'entered-in-error', other: '999 000 0018' }))), ['reason']);
    assert.deepEqual(faults(answered({ reason: 'duplicate', other: '999 000 0018' })), []);
  });

  test('a second baby of whom nothing is typed but the number; and a number that is mistyped', () => {
    const { faults } = doorForms['tell-birth'];
    assert.deepEqual(at(faults(answered({ 'alive-1': 'yes', 'number-2': '999 000 0018' }))), ['alive-2']);
    assert.deepEqual(at(faults(answered({ 'alive-1': 'yes', 'number-1': '999 000 0019' }))), ['number-1']);
    assert.deepEqual(faults(answered({ 'alive-1': 'yes', 'given-1': 'Wren' })), []);
  });
});
