import { outsideOrganisation, outsideTeams, shippedAreas } from './authorities.ts';
import {
  type Area,
  type Directory,
  directoryOf,
  type Practitioner,
  type Service,
  type Team,
} from './directory.ts';

/** Two areas of the network and the rest of the country outside it: invented people, for the tests of this room. */

export const luton = 'E06000032';
export const ealing = 'E09000009';
export const kent = 'E10000016';
export const now = '2026-11-23T12:00:00.000Z';
const always = { from: '2020-01-01', to: null };

export function team(id: string, more: Partial<Team> = {}): Team {
  return {
    id,
    name: id,
    kind: 'health-visiting',
    organisationId: 'luton-care',
    areaCode: luton,
    serviceId: null,
    leadId: null,
    deputyId: null,
    phone: '01632 960 001',
    email: `${id}@example.org`,
    outOfHours: '01632 960 999',
    holdingDesk: false,
    ...always,
    ...more,
  };
}

export function practitioner(id: string, teamId: string, more: Partial<Practitioner> = {}): Practitioner {
  return {
    id,
    name: id,
    role: 'health-visitor',
    teamId,
    phone: '01632 960 002',
    email: `${id}@example.org`,
    duty: false,
    status: 'present',
    statusSince: '2020-01-01T00:00:00.000Z',
    ...more,
  };
}

export function service(id: string, more: Partial<Service> = {}): Service {
  return {
    id,
    name: id,
    kind: 'health-visiting',
    organisationId: 'luton-care',
    areaCode: luton,
    intakeTeamId: 'luton-hv',
    ...always,
    ...more,
  };
}

export const areas: readonly Area[] = shippedAreas(new Set([luton, ealing]));

const teams: readonly Team[] = [
  team('luton-hv', { leadId: 'lead', deputyId: 'team-deputy' }),
  team('luton-fnp', { kind: 'fnp', leadId: 'lead' }),
  team('luton-holding', { holdingDesk: true, leadId: 'lead' }),
  team('luton-named', { kind: 'named-nurse' }),
  team('luton-designated', { kind: 'designated-nurse', organisationId: 'luton-board' }),
  team('luton-commissioner', { kind: 'commissioner', organisationId: 'luton-council' }),
  team('ealing-hv', { areaCode: ealing, organisationId: 'ealing-care' }),
  team('network-holding-desk', {
    holdingDesk: true,
    areaCode: ealing,
    organisationId: 'network',
    leadId: 'network-lead',
  }),
];

const practitioners: readonly Practitioner[] = [
  practitioner('amara', 'luton-hv'),
  practitioner('beth', 'luton-hv', { duty: true }),
  practitioner('lead', 'luton-hv', { role: 'lead' }),
  practitioner('team-deputy', 'luton-hv'),
  practitioner('named', 'luton-named', { role: 'named-nurse' }),
  practitioner('designated', 'luton-designated', { role: 'designated-nurse' }),
  practitioner('commissioner', 'luton-commissioner', { role: 'commissioner' }),
  practitioner('network-lead', 'network-holding-desk', { role: 'lead' }),
];

const services: readonly Service[] = [
  service('luton-health-visiting', { to: '2027-04-01' }),
  service('luton-programme', { kind: 'fnp', intakeTeamId: 'luton-fnp' }),
  service('ealing-health-visiting', {
    areaCode: ealing,
    intakeTeamId: 'ealing-hv',
    organisationId: 'ealing-care',
  }),
];

export const threeAreas: Directory = directoryOf({
  version: 1,
  areas,
  organisations: [outsideOrganisation],
  services,
  teams: [...teams, ...outsideTeams(areas)],
  practitioners,
  absences: [],
});

/** The same directory with some people's entries changed. */
export function withPeople(
  directory: Directory,
  changes: Readonly<Record<string, Partial<Practitioner>>>,
): Directory {
  const changed = [...directory.practitioners.values()].map((one) => ({ ...one, ...changes[one.id] }));
  return { ...directory, practitioners: new Map(changed.map((one) => [one.id, one])) };
}
