import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { directoryOf } from '../directory/directory.ts';
import { team, threeAreas } from '../directory/three-areas.fixture.ts';
import { doorsOpenTo, ownReasons, saysWhy } from './client-leave.ts';
import { type ClientState, unknownClient } from './client-state.ts';

const now = '2026-11-27T12:00:00.000Z';
const always = ['withdrew', 'moved-away', 'cannot-be-located'];

const born = (bornOn: string | null, endsOn: string | null = null): ClientState => ({
  ...unknownClient,
  status: 'enrolled',
  teamId: 'luton-fnp',
  endsOn,
  children: [
    { personId: 'c', givenName: 'Ada', bornOn, lost: false, left: null } as ClientState['children'][number],
  ],
});
function withTeams(...teams: readonly ReturnType<typeof team>[]) {
  const { areas, organisations, services, practitioners, absences } = threeAreas;
  return directoryOf({
    ...threeAreas,
    areas: [...areas.values()],
    organisations: [...organisations.values()],
    services: [...services.values()],
    practitioners: [...practitioners.values()],
    absences,
    teams,
  } as Parameters<typeof directoryOf>[0]);
}

const doors = (state: ClientState, directory = threeAreas) => doorsOpenTo(state, { directory, now });

describe('a client is offered the doors that are open to her', () => {
  test('while she expects, or her child is not one year old, nobody graduates', () => {
    assert.deepEqual(doors(born(null)), always);
    assert.deepEqual(doors(born('2026-06-01')), always);
  });

  test('from the first birthday on she may graduate early, and at the end graduate: never both', () => {
    assert.deepEqual(doors(born('2025-11-27')), ['early-graduation', ...always]);
    assert.deepEqual(doors(born('2025-11-28')), always);
    assert.deepEqual(doors(born('2024-12-27', '2026-12-27')), ['graduation', ...always]);
    assert.deepEqual(doors(born('2024-12-28', '2026-12-28')), ['early-graduation', ...always]);
  });

  test('that another site has no place or does not admit her, only while there is another one', () => {
    const other = (more: Partial<Parameters<typeof team>[1]> = {}) =>
      withTeams(team('luton-fnp', { kind: 'fnp' }), team('ealing-fnp', { kind: 'fnp', ...more }));
    assert.deepEqual(doors(born(null), other()), [
      'withdrew',
      'moved-away',
      'no-place',
      'not-eligible-there',
      'cannot-be-located',
    ]);
    assert.deepEqual(doors(born(null), other({ to: '2026-11-01' })), always, 'not of one that has closed');
  });

  test('that the site closes, only once its last day is known', () => {
    const closing = withTeams(team('luton-fnp', { kind: 'fnp', leadId: 'lead', to: '2027-03-31' }));
    assert.deepEqual(doors(born(null), closing), [...always, 'site-closes']);
  });
});

test('a reason is asked for where the door does not say it, and no reason says again what a door says', () => {
  assert.equal(saysWhy('withdrew'), false);
  for (const door of [
    'graduation',
    'early-graduation',
    'moved-away',
    'cannot-be-located',
    'site-closes',
  ] as const)
    assert.equal(saysWhy(door), true, door);
  assert.deepEqual(ownReasons, [
    'declined-more',
    'no-time',
    'needs-met',
    'missed-visits',
    'no-nurse',
    'other',
  ]);
});
