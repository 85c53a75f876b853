import assert from 'node:assert/strict';
import type { CivilDate } from '../../src/domain/calendar/time.ts';
import type { Directory } from '../../src/domain/directory/directory.ts';

/** The codes of the old authority and of the two that stand in its place. */
export const old = 'E06000032';
export const north = 'E06900001';
export const south = 'E06900002';

/** Luton becomes North and South: areas and services from that day, teams a little earlier, so that they can accept before it. */
export function reorganised(
  directory: Directory,
  { vesting, teamsFrom }: { readonly vesting: CivilDate; readonly teamsFrom: CivilDate },
): Directory {
  const luton = directory.areas.get(old);
  const team = directory.teams.get('luton-hv');
  const service = [...directory.services.values()].find(
    (one) => one.areaCode === old && one.kind === 'health-visiting',
  );
  assert.ok(luton && team && service);
  const areas = new Map(directory.areas).set(old, { ...luton, to: vesting });
  const teams = new Map(directory.teams);
  const services = new Map(directory.services).set(service.id, { ...service, to: vesting });
  const practitioners = new Map(directory.practitioners);
  for (const [code, id, name, lead] of [
    [north, 'north-hv', 'North Luton', 'nora-flint'],
    [south, 'south-hv', 'South Luton', 'sol-amin'],
  ] as const) {
    areas.set(code, { ...luton, code, name, from: vesting });
    teams.set(id, {
      ...team,
      id,
      name: `${name} health visiting`,
      areaCode: code,
      leadId: lead,
      deputyId: null,
      serviceId: id,
      holdingDesk: false,
      from: teamsFrom,
    });
    services.set(id, { ...service, id, name, areaCode: code, intakeTeamId: id, from: vesting });
    const grace = practitioners.get('grace-adeyemi');
    assert.ok(grace);
    practitioners.set(lead, { ...grace, id: lead, name: lead, teamId: id });
  }
  return { ...directory, areas, teams, services, practitioners };
}
