import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankHolidays } from '../calendar/holidays.ts';
import { londonInstant } from '../calendar/time.ts';
import { defaultRuleSets } from '../calendar/time-limits.ts';
import type { Directory, OwnReason } from '../directory/directory.ts';
import { practitioner, service, team, threeAreas } from '../directory/three-areas.fixture.ts';
import { decideClient } from './client-decide.ts';
import { evolveClient } from './client-evolve.ts';
import { type ClientState, unknownClient } from './client-state.ts';
import { chosenReason, reasonsOn } from './reasons.ts';

const now = londonInstant('2027-04-12', 600);
const own = (more: Partial<OwnReason>): OwnReason => ({
  list: 'paused',
  code: 'exams',
  words: 'Examinations',
  countsAs: 'asked',
  serviceId: 'luton-fnp-service',
  from: '2027-04-01',
  to: '2027-07-01',
  ...more,
});

function directoryWith(...reasons: readonly OwnReason[]): Directory {
  const fnp = team('luton-fnp', { kind: 'fnp', serviceId: 'luton-fnp-service' });
  return {
    ...threeAreas,
    services: new Map([
      ...threeAreas.services,
      ['luton-fnp-service', service('luton-fnp-service', { kind: 'fnp' })],
    ]),
    teams: new Map([...threeAreas.teams, [fnp.id, fnp]]),
    reasons,
  };
}

const codes = (directory: Directory, day: string, teamId = 'luton-fnp') =>
  reasonsOn(directory, 'paused', teamId, day).map(({ code }) => code);

const shipped = ['asked', 'in-hospital', 'away', 'nurse-away', 'other'];

describe('the reasons of a list', () => {
  test('are those that are shipped, with what the site adds between its days, and "another reason" last', () => {
    const directory = directoryWith(own({}));
    assert.deepEqual(codes(directory, '2027-03-31'), shipped);
    const added = ['asked', 'in-hospital', 'away', 'nurse-away', 'exams', 'other'];
    assert.deepEqual(codes(directory, '2027-04-01'), added);
    assert.deepEqual(codes(directory, '2027-06-30'), added);
    assert.deepEqual(codes(directory, '2027-07-01'), shipped, 'it is over from that day on');
    assert.deepEqual(codes(directory, '2027-05-01', 'ealing-hv'), shipped, 'another site has none of it');
  });

  test('end where a line gives a shipped one its last day, for the site or for the network', () => {
    const ended = own({
      code: 'away',
      countsAs: 'away',
      words: 'Away',
      from: '2007-01-01',
      to: '2027-05-01',
    });
    assert.ok(codes(directoryWith(ended), '2027-04-30').includes('away'));
    assert.ok(!codes(directoryWith(ended), '2027-05-01').includes('away'));
    assert.ok(codes(directoryWith(ended), '2027-05-01', 'ealing-hv').includes('away'));
    const network = directoryWith({ ...ended, serviceId: null });
    assert.ok(!codes(network, '2027-05-01', 'ealing-hv').includes('away'));
    const kept = own({ code: 'away', countsAs: 'away', words: 'Away', from: '2007-01-01', to: null });
    assert.ok(
      codes(directoryWith(kept, ended, { ...ended, serviceId: null }), '2027-04-30').includes('away'),
    );
  });

  test('count as the shipped one that the line names', () => {
    const directory = directoryWith(own({}));
    assert.deepEqual(chosenReason(directory, 'paused', 'luton-fnp', 'exams', '2027-05-01'), {
      reason: 'asked',
      own: 'exams',
    });
    assert.deepEqual(chosenReason(directory, 'paused', 'luton-fnp', 'asked', '2027-05-01'), {
      reason: 'asked',
    });
    assert.equal(chosenReason(directory, 'paused', 'luton-fnp', 'exams', '2027-08-01'), null);
  });
});

describe('a reason of one’s own', () => {
  const enrolled: ClientState = {
    ...unknownClient,
    status: 'enrolled',
    statusSince: londonInstant('2027-01-04', 600),
    teamId: 'luton-fnp',
    enrolledAt: londonInstant('2027-01-04', 600),
    expectedOn: '2027-06-22',
    children: [{ personId: 'child', bornOn: null, givenName: '', left: null, lost: false }],
  };
  const visit = {
    visitId: 'visit',
    at: londonInstant('2027-04-11', 600),
    place: 'home',
    mode: 'face-to-face',
    minutes: 60,
    clientSeen: true,
    childrenSeen: [],
    accompaniedBy: null,
  } as const;

  function pause(directory: Directory, chosen: { readonly reason: 'asked' | 'away'; readonly own?: string }) {
    const actor = {
      practitionerId: 'nurse',
      name: 'Nurse',
      role: 'family-nurse',
      teamId: 'luton-fnp',
      duty: false,
    } as const;
    const nurse = practitioner('nurse', 'luton-fnp', { role: 'family-nurse' });
    const practitioners = new Map([...directory.practitioners, [nurse.id, nurse]]);
    const context = {
      now,
      actor,
      directory: { ...directory, practitioners },
      ruleSets: defaultRuleSets,
      holidays: bankHolidays,
      clientId: 'client',
      children: [],
      caseloads: [],
    };
    const command = { type: 'pause', note: '', reviewOn: '2027-04-19', ...chosen } as const;
    return decideClient({ ...enrolled, visits: [visit] }, command, context);
  }

  test('stands in the fact with its words, and counts for every rule as what it is an example of', () => {
    const decision = pause(directoryWith(own({})), { reason: 'asked', own: 'exams' });
    assert.ok('facts' in decision, JSON.stringify(decision));
    const [fact] = decision.facts;
    assert.ok(fact?.type === 'ProgrammePaused');
    assert.deepEqual([fact.reason, fact.said], ['asked', { code: 'exams', words: 'Examinations' }]);
    const after = evolveClient(enrolled, fact, { recordedAt: now, happenedAt: now, by: 'nurse' });
    assert.equal(after.paused?.reason, 'asked');
  });

  test('is refused where no list has it that day, where it counts as another one, and where it was ended', () => {
    const code = { code: 'code-not-in-force' };
    const of = (decision: ReturnType<typeof pause>) =>
      'refused' in decision ? { code: decision.refused.code } : null;
    assert.deepEqual(of(pause(directoryWith(), { reason: 'asked', own: 'exams' })), code);
    assert.deepEqual(
      of(pause(directoryWith(own({ to: '2027-04-12' })), { reason: 'asked', own: 'exams' })),
      code,
    );
    assert.deepEqual(of(pause(directoryWith(own({})), { reason: 'away', own: 'exams' })), code);
    const ended = own({
      code: 'away',
      countsAs: 'away',
      words: 'Away',
      from: '2007-01-01',
      to: '2027-04-12',
    });
    assert.deepEqual(of(pause(directoryWith(ended), { reason: 'away' })), code);
  });
});
