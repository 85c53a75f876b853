import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientFact, StoredClientFact } from '../domain/programme/client-facts.ts';
import { unknownClient } from '../domain/programme/client-state.ts';
import { withoutPutAway } from './put-away.ts';

const [adopted, sister] = ['5f9c1c9e-old', '77aa01b2-sister'];

function stored(fact: ClientFact): StoredClientFact {
  const at = '2026-11-23T10:00:00.000Z';
  const by = { practitionerId: 'shanice-brown', teamId: 'luton-fnp', role: 'family-nurse' } as const;
  return { version: 1, fact, happenedAt: at, recordedAt: at, by, commandId: 'command' };
}

const baby = (personId: string, givenName: string, nhsNumber: string) => ({
  personId,
  givenName,
  familyName: 'Thornbury',
  nhsNumber,
  bornAlive: true,
});
const birth = (...babies: readonly ReturnType<typeof baby>[]) =>
  stored({ type: 'BirthTold', bornOn: '2026-02-11', where: 'At the hospital', babies });
const visit = {
  visitId: 'visit',
  at: '2026-03-01T10:00:00.000Z',
  place: 'home',
  mode: 'face-to-face',
  minutes: 60,
  clientSeen: true,
  childrenSeen: [adopted, sister],
  accompaniedBy: null,
} as const;
const left = { door: 'removed', why: 'Placed for adoption', areaCode: null } as const;
const child = (personId: string, givenName: string) => ({
  personId,
  givenName,
  bornOn: '2026-02-11',
  left: null,
  lost: false,
});

const asks = (childId: string) => ({ childId, asks: 'leave-programme' }) as const;
const asked = (childId: string) => ({ consequenceId: 'q', ...asks(childId) });

const record = {
  state: {
    ...unknownClient,
    children: [child(adopted, 'Orla'), child(sister, 'Ivy')],
    visits: [visit],
    refused: [{ ...asks(adopted), says: 'not-in-care', since: visit.at }],
  },
  facts: [
    birth(baby(adopted, 'Orla', '9990011028'), baby(sister, 'Ivy', '9990011079')),
    birth(baby(adopted, 'Orla', '9990011028')),
    stored({ type: 'VisitRecorded', ...visit, note: '', next: null }),
    stored({ type: 'ChildLeft', childId: adopted, ...left }),
    stored({ type: 'ChildLeft', childId: sister, ...left }),
    stored({ type: 'ChildrenAsked', each: [asked(adopted)] }),
    stored({ type: 'ChildRefused', ...asked(adopted), says: 'not-in-care' }),
    stored({ type: 'RefusalFollowed', ...asks(adopted) }),
    stored({ type: 'ChildrenAsked', each: [asked(adopted), asked(sister)] }),
  ],
};

test('A16 an adopted child is neither named nor linked in its mother’s record; her other child stands as before', () => {
  const shown = withoutPutAway(record, [adopted]);
  assert.doesNotMatch(JSON.stringify(shown), /Orla|9990011028|5f9c1c9e/);
  assert.deepEqual(
    shown.state.children.map(({ givenName }) => givenName),
    ['Ivy'],
  );
  assert.deepEqual(
    shown.facts.map(({ fact }) => fact.type),
    ['BirthTold', 'VisitRecorded', 'ChildLeft', 'ChildrenAsked'],
    'what was told of that child alone is not told; of twins the other is',
  );
  assert.equal(shown.state.refused, undefined);
});

test('where no child was adopted nothing is left out', () => {
  assert.equal(withoutPutAway(record, []), record);
});
