import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorities, authoritiesAttribution, outsideTeams } from './authorities.ts';
import { type Directory, networkHoldingDeskId } from './directory.ts';
import { type Residence, type RouteResult, route } from './routing.ts';
import { areas, ealing, kent, luton, service, team, threeAreas } from './three-areas.fixture.ts';

const today = '2026-11-23';

function routed(residence: Partial<Residence>, day = today, directory: Directory = threeAreas): RouteResult {
  const home: Residence = {
    areaCode: luton,
    postcode: 'LU1 2AB',
    wants: 'health-visiting',
    temporary: false,
  };
  return route(directory, { ...home, ...residence }, day);
}

describe('inside the network', () => {
  test('goes to the desk of the service commissioned there, with the reason', () => {
    assert.deepEqual(routed({}), {
      kind: 'desk',
      teamId: 'luton-hv',
      serviceId: 'luton-health-visiting',
      serviceKind: 'health-visiting',
      reason: 'luton-health-visiting is commissioned in Luton on 23 November 2026',
      gp: null,
    });
    assert.equal(routed({ wants: 'fnp' }).teamId, 'luton-fnp');
  });

  test('A5: goes to health visiting where no programme runs', () => {
    const result = routed({ areaCode: ealing, wants: 'fnp' });
    assert.deepEqual([result.kind, result.teamId], ['desk', 'ealing-hv']);
    assert.match(result.reason, /^No Family Nurse Partnership service runs in Ealing; /);
  });

  test('goes to the holding desk from the day the service is closed', () => {
    assert.equal(routed({}, '2027-03-31').kind, 'desk');
    const closed = routed({}, '2027-04-01');
    assert.deepEqual([closed.kind, closed.teamId], ['holding', 'luton-holding']);
    assert.equal(
      closed.reason,
      'No health visiting service is commissioned in Luton on 1 April 2027. ' +
        'A holding desk finds the route; the releasing team stays responsible',
    );
  });

  test('goes to the service that begins on the day the other ends', () => {
    const next = service('luton-children', { from: '2027-04-01', intakeTeamId: 'ealing-hv' });
    const services = new Map([...threeAreas.services, [next.id, next] as const]);
    assert.equal(routed({}, '2027-04-01', { ...threeAreas, services }).teamId, 'ealing-hv');
  });

  test('goes to the holding desk when the intake team has ended before its service', () => {
    const ended = team('luton-hv', { to: '2026-11-23' });
    const teams = new Map([...threeAreas.teams, [ended.id, ended] as const]);
    const result = routed({}, today, { ...threeAreas, teams });
    assert.deepEqual([result.kind, result.teamId], ['holding', 'luton-holding']);
  });
});

describe('to a holding desk', () => {
  const why = (residence: Partial<Residence>) => routed(residence).reason.split('. ')[0];

  test('when the address is temporary, the desk of that area', () => {
    const result = routed({ temporary: true });
    assert.deepEqual([result.kind, result.teamId], ['holding', 'luton-holding']);
    assert.equal(why({ temporary: true }), 'The address in Luton is temporary');
  });

  test("when no area is known, the network's desk, and the reason says what the postcode stands for", () => {
    assert.equal(routed({ areaCode: null }).teamId, networkHoldingDeskId);
    assert.equal(why({ areaCode: null }), 'No area is known for the postcode');
    assert.equal(why({ areaCode: null, postcode: null }), 'No address is known');
    assert.equal(why({ areaCode: null, postcode: 'ZZ99 3VZ' }), 'The postcode stands for no fixed abode');
    assert.equal(why({ areaCode: null, postcode: 'ZZ99 3WZ' }), 'The postcode stands for an unknown address');
    assert.equal(
      why({ areaCode: null, postcode: 'BFPO 801' }),
      'The address is a forces address, which shows no area',
    );
  });

  test('when the authority is not known, or not yet made on that day', () => {
    assert.equal(why({ areaCode: 'E07000001' }), 'The directory has no area E07000001');
    const early = routed({ areaCode: 'E06000063' }, '2023-03-31');
    assert.match(early.reason, /^Cumberland is not an authority on 31 March 2023\. /);
  });

  test('when an outside area has no team in the directory', () => {
    const teams = new Map([...threeAreas.teams].filter(([, one]) => one.kind !== 'outside'));
    const result = routed({ areaCode: kent }, today, { ...threeAreas, teams });
    assert.deepEqual([result.kind, result.teamId], ['holding', networkHoldingDeskId]);
  });

  test('even of a directory without any: the id is one that an offer refuses in words', () => {
    const result = routed({ areaCode: null }, today, { ...threeAreas, teams: new Map() });
    assert.deepEqual([result.kind, result.teamId], ['holding', networkHoldingDeskId]);
  });
});

describe('outside the network', () => {
  test('goes to the outside team of the area', () => {
    assert.deepEqual(routed({ areaCode: kent }), {
      kind: 'outside',
      teamId: 'outside-E10000016',
      areaCode: kent,
      reason: 'Kent is outside the network; a person there accepts by call-back',
      gp: null,
    });
  });

  test('A39: another nation is said, and where no NHS number is shared', () => {
    assert.match(routed({ areaCode: 'S12000036' }).reason, /in Scotland, where no NHS number is shared/);
    assert.match(
      routed({ areaCode: 'N09000003' }).reason,
      /in Northern Ireland, where no NHS number is shared/,
    );
    assert.match(routed({ areaCode: 'W06000015' }).reason, /outside the network, in Wales; /);
  });
});

describe('A27: residence decides, and the GP is shown beside the home', () => {
  const surgery = { odsCode: 'Y90001', name: 'Elm Surgery' };
  const line = (areaCode: string, from: string, to: string | null) => ({ ...surgery, areaCode, from, to });
  const inForce = (...gpPractices: Directory['gpPractices']): Directory => ({ ...threeAreas, gpPractices });
  const beside = (residence: Partial<Residence>, directory: Directory, day = today) =>
    routed({ gp: surgery, ...residence }, day, directory).gp;

  test('in another area it is a conflict, and changes no route', () => {
    const directory = inForce(line(ealing, '2020-01-01', null));
    assert.equal(routed({ gp: surgery }, today, directory).teamId, 'luton-hv');
    const gp = beside({}, directory);
    assert.deepEqual(gp?.differs, { gp: 'Ealing', home: 'Luton' });
    assert.match(
      gp?.says ?? '',
      /^The GP, Elm Surgery \(Y90001\), is in Ealing, the home in Luton\. Residence decides; .* releasing team stays/,
    );
    assert.deepEqual(beside({ areaCode: kent }, directory)?.differs, { gp: 'Ealing', home: 'Kent' });
  });

  test('in the same area, with no area known of the home, and with no GP it is none', () => {
    const directory = inForce(line(luton, '2020-01-01', null));
    assert.deepEqual(beside({}, directory), {
      says: 'The GP, Elm Surgery (Y90001), is in Luton, as the home is',
      differs: null,
    });
    assert.deepEqual(beside({ areaCode: null }, directory), {
      says: 'The GP, Elm Surgery (Y90001), is in Luton',
      differs: null,
    });
    assert.equal(beside({ gp: null }, directory), null);
  });

  test('a practice that the directory does not know on that day is said to be unknown, never guessed', () => {
    const unknown =
      /^The directory knows no practice Elm Surgery \(Y90001\) on .*nobody can say in which area/;
    for (const [directory, day] of [
      [threeAreas, today],
      [inForce(line(ealing, '2020-01-01', '2026-11-23')), today],
      [inForce(line(ealing, '2026-11-24', null)), today],
    ] as const) {
      const gp = beside({}, directory, day);
      assert.match(gp?.says ?? '', unknown);
      assert.equal(gp?.differs, null);
    }
  });

  test('a practice that moved across the boundary is in the area of the day', () => {
    const directory = inForce(line(luton, '2020-01-01', '2026-12-01'), line(ealing, '2026-12-01', null));
    assert.equal(beside({}, directory, '2026-11-30')?.differs, null);
    assert.equal(beside({}, directory, '2026-12-01')?.differs?.gp, 'Ealing');
  });
});

describe('the shipped authorities', () => {
  const count = (nation: string) => authorities.filter((one) => one.nation === nation).length;

  test('are 153 in England and all of the other nations, each once', () => {
    assert.deepEqual(['england', 'scotland', 'wales', 'northern-ireland'].map(count), [153, 32, 22, 11]);
    assert.equal(new Set(authorities.map((one) => one.code)).size, 218);
    assert.equal(
      new Set(authorities.filter((one) => one.nation === 'england').map((one) => one.region)).size,
      9,
    );
    assert.ok(authorities.every((one) => one.name !== '' && one.region !== ''));
    assert.match(authoritiesAttribution, /Open Government Licence v3\.0/);
  });

  test('have the letters of their nation', () => {
    const letters = { england: 'E', scotland: 'S', wales: 'W', 'northern-ireland': 'N' } as const;
    for (const { code, nation } of authorities) assert.ok(code.startsWith(letters[nation]), code);
  });

  test('outside the network each have a team to hold a child on record', () => {
    assert.equal(outsideTeams(areas).length, 216);
  });
});
