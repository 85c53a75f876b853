import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Absence,
  type Directory,
  inPost,
  ladderNames,
  presentAt,
  serviceFor,
  teamLive,
  whoAnswers,
} from './directory.ts';
import { ealing, kent, luton, now, team, threeAreas, withPeople } from './three-areas.fixture.ts';

const gone = { status: 'left', statusSince: '2026-11-20T09:00:00.000Z' } as const;

function away(...absences: readonly (readonly [string, string | null])[]): Directory {
  const from = '2026-11-23T08:00:00.000Z';
  const rows: Absence[] = absences.map(([practitionerId, deputyId]) => ({
    practitionerId,
    from,
    to: null,
    deputyId,
  }));
  return { ...threeAreas, absences: rows };
}

function answers(directory: Directory, practitionerId: string | null = 'amara', teamId = 'luton-hv'): string {
  const { name, as } = whoAnswers(directory, teamId, practitionerId, now);
  return `${name} as ${as}`;
}

describe('who answers', () => {
  test('the named practitioner when present', () => assert.equal(answers(threeAreas), 'amara as named'));

  test('the deputy of the absence while away', () =>
    assert.equal(answers(away(['amara', 'beth'])), 'beth as deputy'));

  test('the lead when the deputy is away too, or none is set', () => {
    assert.equal(answers(away(['amara', 'beth'], ['beth', null])), 'lead as lead');
    assert.equal(answers(away(['amara', null])), 'lead as lead');
    assert.equal(answers(away(['amara', 'amara'])), 'lead as lead');
  });

  test('never an administrator, whom an absence or the team names as deputy', () => {
    const desk = { role: 'administrator' } as const;
    assert.equal(answers(withPeople(away(['amara', 'beth']), { beth: desk })), 'lead as lead');
    const withoutLead = withPeople(threeAreas, { lead: gone, 'team-deputy': desk });
    assert.match(answers(withoutLead, null), /as desk$/);
  });

  test('the lead from the instant the practitioner left, the practitioner until then', () => {
    const directory = withPeople(threeAreas, { amara: gone });
    assert.equal(answers(directory), 'lead as lead');
    assert.equal(whoAnswers(directory, 'luton-hv', 'amara', '2026-11-20T08:59:59.999Z').as, 'named');
    assert.equal(whoAnswers(directory, 'luton-hv', 'amara', '2026-11-20T09:00:00.000Z').as, 'lead');
  });

  test('the lead when the practitioner works in another team now', () => {
    const answerer = whoAnswers(
      withPeople(threeAreas, { amara: { teamId: 'ealing-hv' } }),
      'luton-hv',
      'amara',
      now,
    );
    assert.equal(answerer.as, 'lead');
    assert.equal(answerer.why, 'amara works in another team now; lead leads the team');
  });

  test('the deputy of an absence begun before the move, where that deputy is of the team; the lead for one begun after it', () => {
    const moved = withPeople(threeAreas, { amara: { teamId: 'ealing-hv', teamSince: now } });
    const from = (at: string, deputyId: string) => ({
      ...moved,
      absences: [{ practitionerId: 'amara', from: at, to: null, deputyId }],
    });
    const as = (directory: Directory) => whoAnswers(directory, 'luton-hv', 'amara', now).as;
    assert.equal(as(from('2026-11-20T09:00:00.000Z', 'team-deputy')), 'deputy');
    assert.equal(as(from(now, 'team-deputy')), 'lead');
    assert.equal(
      as(withPeople(from('2026-11-20T09:00:00.000Z', 'beth'), { beth: { teamId: 'ealing-hv' } })),
      'lead',
    );
  });

  test('never a name whose role answers for no child any more', () => {
    for (const role of ['administrator', 'commissioner', 'information-governance'] as const)
      assert.equal(
        whoAnswers(withPeople(threeAreas, { amara: { role } }), 'luton-hv', 'amara', now).as,
        'lead',
      );
  });

  test('the lead while nobody is named', () => assert.equal(answers(threeAreas, null), 'lead as lead'));

  test("the team's deputy when the lead is gone, then the desk with its phone", () => {
    assert.equal(answers(withPeople(threeAreas, { lead: gone }), null), 'team-deputy as team-deputy');
    const nobody = withPeople(threeAreas, { amara: gone, lead: gone, 'team-deputy': gone });
    const answerer = whoAnswers(nobody, 'luton-hv', 'amara', now);
    assert.deepEqual([answerer.as, answerer.practitionerId, answerer.phone], ['desk', null, '01632 960 001']);
  });

  test('the desk outside the network, and the holding desk for a team that does not exist', () => {
    assert.equal(
      answers(threeAreas, null, `outside-${kent}`),
      'Duty desk of Health visiting in Kent (outside the network) as desk',
    );
    assert.equal(answers(threeAreas, 'amara', 'no-such-team'), 'Duty desk of network-holding-desk as desk');
  });
});

describe('presence', () => {
  test('an absence runs from its first instant until before its last', () => {
    const absence = { practitionerId: 'amara', from: now, to: '2026-11-24T12:00:00.000Z', deputyId: null };
    const directory = { ...threeAreas, absences: [absence] };
    assert.ok(presentAt(directory, 'amara', '2026-11-23T11:59:59.999Z'));
    assert.ok(!presentAt(directory, 'amara', now));
    assert.ok(presentAt(directory, 'amara', '2026-11-24T12:00:00.000Z'));
    assert.ok(inPost(directory, 'amara', now));
  });

  test('nobody is present before joining, and an unknown person never is', () => {
    assert.ok(!presentAt(threeAreas, 'amara', '2019-12-31T00:00:00.000Z'));
    assert.ok(!presentAt(threeAreas, 'nobody', now));
  });
});

describe('dated teams and services', () => {
  test('a team lives from its first day until before the day it ends', () => {
    const teams = new Map([['short', team('short', { from: '2026-01-01', to: '2026-12-01' })]]);
    const live = (day: string) => teamLive({ ...threeAreas, teams }, 'short', day);
    assert.deepEqual(['2025-12-31', '2026-01-01', '2026-11-30', '2026-12-01'].map(live), [
      false,
      true,
      true,
      false,
    ]);
    assert.ok(!teamLive(threeAreas, 'no-such-team', '2026-11-23'));
  });

  test('a service is found on its days only', () => {
    assert.equal(serviceFor(threeAreas, luton, 'fnp', '2026-11-23')?.id, 'luton-programme');
    assert.equal(serviceFor(threeAreas, ealing, 'fnp', '2026-11-23'), null);
    assert.equal(serviceFor(threeAreas, luton, 'health-visiting', '2027-04-01'), null);
  });
});

describe('the ladder', () => {
  const ids = (directory: Directory, step: Parameters<typeof ladderNames>[2], teamId = 'luton-hv') =>
    ladderNames(directory, teamId, step, now).map((one) => one.practitionerId ?? one.name);

  test('names people on every step', () => {
    assert.deepEqual(ids(threeAreas, 'duty-desk'), ['beth']);
    assert.deepEqual(ids(threeAreas, 'lead'), ['lead']);
    assert.deepEqual(ids(threeAreas, 'named-nurse'), ['named']);
    assert.deepEqual(ids(threeAreas, 'designated-nurse'), ['designated']);
    assert.deepEqual(ids(threeAreas, 'commissioner'), ['commissioner']);
  });

  test('goes up when nobody is on the step, and says so', () => {
    const [found] = ladderNames(withPeople(threeAreas, { named: gone }), 'luton-hv', 'named-nurse', now);
    assert.deepEqual(found, {
      practitionerId: 'designated',
      name: 'designated',
      foundAt: 'designated-nurse',
      reason: 'Nobody is here as named nurse; designated nurse answers',
    });
  });

  test('rings at whoever stands in for somebody above the teams who is away, and goes up where the stand-in is away too', () => {
    assert.deepEqual(ids(away(['named', 'designated']), 'named-nurse'), ['designated']);
    const [found] = ladderNames(away(['named', 'designated']), 'luton-hv', 'named-nurse', now);
    assert.equal(found?.foundAt, 'named-nurse');
    assert.deepEqual(ids(away(['named', 'designated'], ['designated', null]), 'named-nurse'), [
      'commissioner',
    ]);
  });

  test('comes down from the top when nobody is above', () =>
    assert.deepEqual(ids(withPeople(threeAreas, { commissioner: gone }), 'commissioner'), ['designated']));

  test('ends at the holding desk for a team with nobody at all', () => {
    assert.deepEqual(ids(threeAreas, 'lead', `outside-${kent}`), ['network-lead']);
    assert.deepEqual(ids(threeAreas, 'duty-desk', 'no-such-team'), ['network-lead']);
  });
});
