import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays, type CivilDate, londonInstant } from '../calendar/time.ts';
import { type ClientChild, type ClientState, unknownClient } from './client-state.ts';
import { latestUnseen } from './unseen.ts';

const lastVisit: CivilDate = '2026-11-20';

const child: ClientChild = {
  personId: 'child',
  bornOn: '2026-08-28',
  givenName: 'Bo',
  left: null,
  lost: false,
};

/** Enrolled in March, and visited with her child on 20 November. */
function client(children: readonly ClientChild[]): ClientState {
  return {
    ...unknownClient,
    status: 'enrolled',
    enrolledAt: londonInstant('2026-03-03', 600),
    endsOn: '2028-08-28',
    children,
    visits: [
      {
        visitId: 'visit',
        at: londonInstant(lastVisit, 600),
        place: 'home',
        mode: 'face-to-face',
        minutes: 60,
        clientSeen: true,
        childrenSeen: ['child'],
        accompaniedBy: null,
      },
    ],
  };
}

describe('the last day by which each of her children has to be seen', () => {
  test('counts from the visit that saw the child', () => {
    assert.equal(latestUnseen(client([child]), 'routine', new Map()), addDays(lastVisit, 28));
  });

  test('waits for no child that has left, with or without her', () => {
    // It counted from her enrolment: a visit was overdue by months from the minute in which her child was removed.
    assert.equal(latestUnseen(client([{ ...child, left: 'removed' }]), 'heightened', new Map()), null);
    assert.equal(latestUnseen(client([]), 'heightened', new Map()), null);
  });
});
