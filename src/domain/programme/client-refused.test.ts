import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChildCommandName } from '../child/commands.ts';
import { type ChildState, unknownChild } from '../child/state.ts';
import type { Role } from '../directory/directory.ts';
import { owing } from '../escalation/owing.ts';
import type { EndReason } from '../language/words.ts';
import { askedAgain, mayAskAgain } from './asked-again.ts';
import { evolveClient } from './client-evolve.ts';
import type { ClientFact } from './client-facts.ts';
import { clientObligations } from './client-obligations.ts';
import { type ClientRelation, mayCommandClient } from './client-permissions.ts';
import { refusedObligations, settleRefusal } from './client-refused.ts';
import { type ClientChild, type ClientState, unknownClient } from './client-state.ts';
import { refusalsFollowed } from './refusal-followed.ts';

const [monday, tuesday, friday] = [
  '2026-11-23T10:00:00.000Z',
  '2026-11-24T10:00:00.000Z',
  '2026-11-27T10:00:00.000Z',
];
const child = (personId: string, more: Partial<ClientChild> = {}): ClientChild => ({
  personId,
  bornOn: '2026-10-01',
  givenName: 'Ivy',
  left: null,
  lost: false,
  ...more,
});
const enrolled: ClientState = {
  ...unknownClient,
  status: 'enrolled',
  statusSince: monday,
  enrolledAt: monday,
  teamId: 'luton-fnp',
  nurseId: 'ewa-nowak',
  identity: { ...unknownClient.identity, givenName: 'Tess', familyName: 'Hartley' },
  expectedOn: '2027-02-01',
  endsOn: '2028-10-01',
  children: [child('ivy'), child('una', { bornOn: null, givenName: '' })],
};

function after(state: ClientState, fact: ClientFact, at: string): ClientState {
  return evolveClient(state, fact, { recordedAt: at, happenedAt: at, by: 'handhold' });
}
const refuses = (childId: string, asks: ChildCommandName, says = 'not-in-care') =>
  ({ type: 'ChildRefused', consequenceId: `${childId} ${asks}`, childId, asks, says }) as const;
const owed = (state: ClientState) =>
  refusedObligations(state, owing(state.teamId, 'routine')).map(({ key, row, from }) => [key, row, from]);

describe('what a child’s own record refused', () => {
  test('is owed by her team, once for each child, since the first of it, and not anew when it is refused again (P5, P7)', () => {
    let state = after(enrolled, refuses('ivy', 'take-on', 'practitioner-gone'), monday);
    state = after(state, refuses('ivy', 'join-programme'), tuesday);
    state = after(state, refuses('una', 'move-expected-birth'), tuesday);
    state = after(state, refuses('ivy', 'take-on', 'cannot-hold'), friday);
    assert.deepEqual(owed(state), [
      ['settle-refusal/luton-fnp/ivy', 'H14', monday],
      ['settle-refusal/luton-fnp/una', 'H14', tuesday],
    ]);
    assert.deepEqual(state.refused?.[0], {
      childId: 'ivy',
      asks: 'take-on',
      says: 'cannot-hold',
      since: monday,
    });
    const followed = after(state, { type: 'RefusalFollowed', childId: 'ivy', asks: 'take-on' }, friday);
    assert.deepEqual(owed(followed)[0], ['settle-refusal/luton-fnp/ivy', 'H14', tuesday]);
    const settled = after(followed, { type: 'RefusalSettled', childId: 'ivy', why: 'A twin record' }, friday);
    assert.deepEqual(owed(settled), [['settle-refusal/luton-fnp/una', 'H14', tuesday]]);
    assert.equal(
      after(settled, { type: 'RefusalSettled', childId: 'una', why: 'Lost' }, friday).refused,
      undefined,
    );
  });

  test('is owed whatever became of her: while her death is reported, after a loss, and by the site to which she went', () => {
    const state = after(enrolled, refuses('ivy', 'leave-programme'), monday);
    for (const of of [
      { ...state, deathReported: { at: tuesday, messageId: null } },
      { ...state, status: 'ended-after-loss' as const },
      { ...state, status: 'deceased' as const },
      { ...state, teamId: 'ealing-fnp' },
    ]) {
      const kinds = clientObligations(of, 'urgent', new Map()).filter(
        ({ kind }) => kind === 'settle-refusal',
      );
      assert.deepEqual(
        kinds.map(({ ownerTeamId, column }) => [ownerTeamId, column]),
        [[of.teamId, 'urgent']],
      );
    }
  });

  test('is dealt with by a word why, and never twice', () => {
    const state = after(enrolled, refuses('ivy', 'take-on'), monday);
    const says = (childId: string, why: string) => {
      const decision = settleRefusal(state, { type: 'settle-refusal', childId, why });
      return 'refused' in decision ? decision.refused.code : decision.facts;
    };
    assert.equal(says('ivy', ''), 'reason-missing');
    assert.equal(says('una', 'Nothing to do'), 'nothing-refused');
    assert.deepEqual(says('ivy', 'Taken on in Ghent'), [
      { type: 'RefusalSettled', childId: 'ivy', why: 'Taken on in Ghent' },
    ]);
  });

  test('is for a nurse or the lead of her own site, and for nobody who merely reads her record', () => {
    const roles: readonly (Role | 'system')[] = [
      'family-nurse',
      'lead',
      'administrator',
      'health-visitor',
      'named-nurse',
      'designated-nurse',
      'system',
    ];
    const relations: readonly ClientRelation[] = ['holder', 'receiving', 'named-nurse'];
    for (const command of ['settle-refusal', 'ask-child-again'] as const)
      for (const role of roles)
        for (const as of relations) {
          const actor = { practitionerId: 'who', name: 'Who', role, teamId: 'team', duty: false };
          assert.equal(
            mayCommandClient(actor, command, [{ teamId: 'team', as }]),
            as === 'holder' && (role === 'family-nurse' || role === 'lead'),
            `${command}, ${role}, ${as}`,
          );
        }
  });
});

const holder = { teamId: 'luton-fnp', practitionerId: 'ewa-nowak', outsideName: null };
const inCare: ChildState = {
  ...unknownChild,
  identity: { ...unknownChild.identity, bornOn: '2026-10-01' },
  care: { status: 'in-care', since: monday, knownSince: monday, period: 1, holder },
};
const joined = { clientId: 'tess', teamId: 'luton-fnp', endsOn: '2028-10-01', left: null };
const ended = (reason: EndReason): ChildState['care'] => ({
  status: 'ended',
  reason,
  confirmedBy: 'Ruth Pemberton',
  at: monday,
  lastHolder: holder,
  knownSince: monday,
  period: 1,
});
const stopped: ChildState['stopped'] = {
  why: 'child-died',
  says: '',
  messageId: null,
  clientId: null,
  at: monday,
};

describe('a child’s own record that has followed', () => {
  const follows: readonly (readonly [ChildCommandName, Partial<ChildState>, Partial<ChildState>])[] = [
    ['take-on', {}, { care: { status: 'unknown' } }],
    ['join-programme', { programme: joined }, { programme: { ...joined, clientId: 'another' } }],
    ['join-programme', { awaited: { ...joined, siteId: 'luton-fnp' } }, {}],
    ['name-practitioner', {}, { care: { status: 'unknown' } }],
    ['record-birth', {}, { identity: { ...inCare.identity, bornOn: '2026-10-02' } }],
    ['move-programme-end', { programme: joined }, { programme: { ...joined, endsOn: '2028-11-01' } }],
    [
      'leave-programme',
      { programme: { ...joined, left: { door: 'withdrew', at: monday } } },
      { programme: joined },
    ],
    ['stop-schedules', { stopped }, {}],
    ['resume-schedules', {}, { stopped }],
    ['reverse-end', {}, { care: ended('death') }],
    [
      'take-back-mother-death',
      {},
      { family: { ...inCare.family, motherDied: { on: '2026-11-01', at: monday } } },
    ],
    // The old record of an adopted child is sealed: nobody of her site could do anything about it.
    ['receive-signal', { care: ended('adopted') }, {}],
    ['leave-programme', { care: ended('adopted') }, {}],
  ];

  test('settles by itself what it refused before, once it says so and no sooner', () => {
    for (const [asks, says, saysNot] of follows) {
      const state = after(enrolled, refuses('ivy', asks), monday);
      const by = (own: Partial<ChildState>) =>
        refusalsFollowed(state, {
          clientId: 'tess',
          children: [{ personId: 'ivy', state: { ...inCare, ...own } }],
        });
      assert.deepEqual(by(says), [{ type: 'RefusalFollowed', childId: 'ivy', asks }], asks);
      assert.deepEqual(by(saysNot), [], asks);
    }
    const unread = after(enrolled, refuses('ivy', 'take-on'), monday);
    assert.deepEqual(
      refusalsFollowed(unread, { clientId: 'tess', children: [] }),
      [],
      'there is no record yet',
    );
    const seen = after(enrolled, refuses('ivy', 'record-sighting'), monday);
    const own = [{ personId: 'ivy', state: { ...inCare, lastSeenOn: '2026-11-20' } }];
    assert.deepEqual(
      refusalsFollowed(seen, { clientId: 'tess', children: own }),
      [],
      'of which day, it does not say',
    );
  });
});

describe('asked once more', () => {
  const hers = (state: ClientState) => ({
    clientId: 'tess',
    after: state,
    children: [],
    level: null,
    newId: (label: string) => label,
  });
  const again = (asks: ChildCommandName, more: Partial<ClientState> = {}, childId = 'ivy') => {
    const state = { ...after(enrolled, refuses(childId, asks), monday), ...more };
    return askedAgain(state, childId, hers(state)).map(({ command }) => command);
  };

  test('a record is asked what her own says today: the nurse whom she has now, the day that stands now', () => {
    assert.deepEqual(
      again('name-practitioner', { nurseId: 'amy-lowe' }).map(
        (one) => 'practitionerId' in one && one.practitionerId,
      ),
      ['amy-lowe'],
    );
    assert.deepEqual(again('name-practitioner', { nurseId: null }), []);
    assert.deepEqual(
      again('move-programme-end', { endsOn: '2028-12-24' }).map((one) => 'endsOn' in one && one.endsOn),
      ['2028-12-24'],
    );
    const [taken] = again('take-on');
    assert.ok(taken?.type === 'take-on');
    assert.deepEqual(
      [taken.teamId, taken.practitionerId, taken.reason, taken.identity.givenName, taken.identity.familyName],
      ['luton-fnp', 'ewa-nowak', 'arrival-without-sender', 'Ivy', 'Hartley'],
    );
    const [unborn] = again('take-on', {}, 'una');
    assert.ok(unborn?.type === 'take-on');
    assert.deepEqual([unborn.reason, unborn.identity.expectedOn], ['enrolment', '2027-02-01']);
  });

  test('not what her record has so no more, and not what was of one day or one message', () => {
    const gone = { children: [child('ivy', { left: 'withdrew' })] };
    assert.deepEqual(again('take-on', gone), []);
    assert.deepEqual(again('join-programme', gone), []);
    assert.deepEqual(again('seal-address'), []);
    for (const asks of ['record-sighting', 'receive-signal', 'stop-schedules', 'redirect'] as const)
      assert.deepEqual(again(asks), [], asks);
    const left = again('leave-programme', gone)[0];
    assert.ok(left?.type === 'leave-programme' && left.door === 'withdrew');
    assert.deepEqual(mayAskAgain(after(enrolled, refuses('ivy', 'redirect'), monday), 'tess'), []);
    assert.deepEqual(mayAskAgain(after(enrolled, refuses('ivy', 'take-on'), monday), 'tess'), ['ivy']);
  });
});
