import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deadline, ObligationKind } from '../../domain/escalation/obligation.ts';
import type { ClientStatus } from '../../domain/programme/statuses.ts';
import type { ClientFormName } from '../forms/client-forms.ts';
import { clientActions } from './client-actions.ts';

const place: readonly ClientFormName[] = ['offer-place', 'decline-place', 'enrol'];

function buttons(status: ClientStatus, owed: readonly ObligationKind[], open: readonly ClientFormName[]) {
  const deadlines = Object.fromEntries(owed.map((kind) => [kind, { kind } as Deadline]));
  return clientActions({ status, transfer: null, deadlines }, open).first;
}

test('a place is offered or taken first while the site has it to decide, and then only', () => {
  assert.deepEqual(buttons('referred', ['answer-referral'], place), [
    'offer-place',
    'enrol',
    'decline-place',
  ]);
  // The first button of a client who had been offered a place was that she declined it.
  assert.deepEqual(buttons('offered', ['decide-place'], ['decline-place', 'enrol']), [
    'enrol',
    'decline-place',
  ]);
  assert.deepEqual(buttons('left-early', [], [...place, 'record-visit']), ['record-visit']);
});

test('after a loss the first button is that somebody was in touch with her, and a new place is one tap further', () => {
  const open = [...place, 'record-visit', 'name-contact', 'record-bereavement-contact'] as const;
  const { first, rest } = clientActions(
    {
      status: 'ended-after-loss',
      transfer: null,
      deadlines: { touch: { kind: 'bereavement-contact' } as Deadline },
    },
    open,
  );
  assert.deepEqual(first, ['record-bereavement-contact', 'record-visit']);
  assert.deepEqual(rest, [...place, 'name-contact']);
});

test('a reported death is confirmed or taken back first, and what is owed under its own name stands among the buttons', () => {
  const open = ['record-visit', 'record-death', 'take-back-death', 'allocate-nurse'] as const;
  assert.deepEqual(buttons('enrolled', ['confirm-end'], open), [
    'record-death',
    'take-back-death',
    'record-visit',
  ]);
  assert.deepEqual(buttons('enrolled', ['allocate-nurse'], open), ['record-visit', 'allocate-nurse']);
});
