import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers, Field } from './fields.ts';
import { mendedAt } from './mended-at.ts';

const now = '2026-11-23T12:00:00.000Z';
const text = (name: string): Field => ({ kind: 'text', name, label: name });

function at(code: Parameters<typeof mendedAt>[0], said: Readonly<Record<string, string>>): string {
  const answers: Answers = { text: (name) => said[name] ?? '', list: () => [] };
  return mendedAt(code, Object.keys(said).map(text), answers, now);
}

test('of several days the one that lies ahead is to be mended, and what is rightly planned ahead is not', () => {
  const contact = { 'first-contact': '2026-11-30' };
  assert.equal(at('happened-in-future', { ...contact, happened: '2026-11-24T09:00:00.000Z' }), 'happened');
  assert.equal(
    at('happened-in-future', { on: '2026-11-24', happened: '2026-11-22T09:00:00.000Z' }),
    'on',
    'the day of the visit, and not when it was told',
  );
  assert.equal(at('date-outside', { on: '2026-11-20', from: '2026-11-24' }), 'from');
  assert.equal(at('date-outside', { on: '1900-01-01', seen: 'yes' }), 'on', 'an answer that is no day');
  assert.equal(at('date-outside', { born: '1900-01-01', from: '' }), 'born');
  assert.equal(at('first-contact-in-past', { 'first-contact': '2026-11-01', happened: '' }), 'first-contact');
});

test('of what is missing the first question that is left empty', () => {
  assert.equal(at('reason-missing', { note: 'They agreed', invited: '' }), 'invited');
  assert.equal(at('reason-missing', { note: 'They agreed' }), '', 'none that the form asks');
});

test('what is mended at no question of the form stands above it alone', () => {
  assert.equal(at('handover-already-open', { reason: 'Moved' }), '');
  assert.equal(at('number-borne', { reason: 'Moved' }), '');
});
