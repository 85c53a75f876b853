import type {
  Directory,
  Organisation,
  Practitioner,
  Role,
  Service,
  Team,
  TeamKind,
} from '../../domain/directory/directory.ts';
import type { Side } from './scene.ts';
import { usualSite } from './sites.ts';

/** One further area of a large network: its programme, its safeguarding people, and as many health visiting teams as it needs. */
export type ClusterPlace = { readonly areaCode: string; readonly areaName: string; readonly short: string };

export type ClusterRows = {
  readonly organisations: readonly Organisation[];
  readonly services: readonly Service[];
  readonly teams: readonly Team[];
  readonly practitioners: readonly Practitioner[];
};

const since = '2020-01-01';

const shared: readonly {
  readonly suffix: string;
  readonly kind: TeamKind;
  readonly roles: readonly Role[];
}[] = [
  { suffix: 'named-nurse', kind: 'named-nurse', roles: ['named-nurse'] },
  { suffix: 'designated-nurse', kind: 'designated-nurse', roles: ['designated-nurse'] },
  { suffix: 'commissioner', kind: 'commissioner', roles: ['commissioner'] },
];

/** Beside each health visiting team: about one child in a hundred is in the programme. */
const fnpRoles: readonly Role[] = ['lead', 'family-nurse'];

const hvRoles: readonly Role[] = [
  'lead',
  ...Array.from({ length: 8 }, (): Role => 'health-visitor'),
  'administrator',
];

/** Every practitioner of one team and the shared teams of an area, in the order in which their names are asked for. */
export const namesInCluster: readonly { readonly suffix: string; readonly index: number }[] = [
  ...hvRoles.map((_, index) => ({ suffix: 'hv', index })),
  ...fnpRoles.map((_, index) => ({ suffix: 'fnp', index })),
  ...shared.flatMap(({ suffix, roles }) => roles.map((_, index) => ({ suffix, index }))),
];

/** The id of a health visiting team: areas with many children have several. */
export function hvTeamId(short: string, no: string): string {
  return `${short}-hv-${no}`;
}

/** The id of the programme’s team beside a health visiting team. */
export function fnpTeamId(short: string, no: string): string {
  return `${short}-fnp-${no}`;
}

/** The rows of one area with health visiting teams of these numbers. `nameOf` names a practitioner by team and place. */
export function clusterRows(
  place: ClusterPlace,
  hvNumbers: readonly string[],
  nameOf: (teamId: string, suffix: string, index: number) => string,
): ClusterRows {
  const { areaCode, areaName, short } = place;
  const organisationId = `${short}-provider`;
  const base = { organisationId, areaCode, from: since, to: null };

  function team(id: string, name: string, kind: TeamKind, holdingDesk: boolean): Team {
    const serviceId = kind === 'fnp' || kind === 'health-visiting' ? `${short}-${kind}-service` : null;
    const people = {
      leadId: `${id}-p0`,
      deputyId: kind === 'fnp' || kind === 'health-visiting' ? `${id}-p1` : null,
    };
    const reach = {
      phone: '020 7946 0999',
      email: `${id}@handhold.example`,
      outOfHours: `${areaName} safeguarding on call, 020 7946 0998`,
    };
    return { ...base, id, name, kind, serviceId, ...people, ...reach, holdingDesk };
  }

  function people(teamId: string, suffix: string, roles: readonly Role[]): readonly Practitioner[] {
    return roles.map((role, index) => ({
      id: `${teamId}-p${index}`,
      name: nameOf(teamId, suffix, index),
      role,
      teamId,
      phone: '',
      email: `${teamId}-p${index}@handhold.example`,
      duty: role === 'administrator' || index === 1,
      status: 'present',
      statusSince: '2020-01-01T00:00:00.000Z',
    }));
  }

  const hv = hvNumbers.map((no) =>
    team(hvTeamId(short, no), `${areaName} health visiting ${no}`, 'health-visiting', no === hvNumbers[0]),
  );
  const fnp = hvNumbers.map((no) =>
    team(fnpTeamId(short, no), `${areaName} Family Nurse Partnership ${no}`, 'fnp', false),
  );
  const others = shared.map(({ suffix, kind }) =>
    team(`${short}-${suffix}`, `${areaName} ${suffix.replace('-', ' ')}`, kind, false),
  );
  const intake = { 'health-visiting': hv[0]?.id ?? '', fnp: fnp[0]?.id ?? '' };
  return {
    organisations: [
      {
        id: organisationId,
        name: `${areaName} children’s services`,
        odsCode: 'ZZ999',
        from: since,
        to: null,
      },
    ],
    services: (['health-visiting', 'fnp'] as const).map((kind) => ({
      ...base,
      id: `${short}-${kind}-service`,
      name: `${areaName} ${kind}`,
      kind,
      intakeTeamId: intake[kind],
    })),
    teams: [...hv, ...fnp, ...others],
    practitioners: [
      ...hv.flatMap((one) => people(one.id, 'hv', hvRoles)),
      ...fnp.flatMap((one) => people(one.id, 'fnp', fnpRoles)),
      ...shared.flatMap(({ suffix, roles }) => people(`${short}-${suffix}`, suffix, roles)),
    ],
  };
}

/** A directory with more areas in it. */
export function withClusters(
  directory: Directory,
  clusters: readonly (ClusterRows & { readonly place: ClusterPlace })[],
): Directory {
  const areas = new Map(directory.areas);
  for (const { place } of clusters) {
    const known = areas.get(place.areaCode);
    const fresh = {
      code: place.areaCode,
      name: place.areaName,
      region: 'Invented',
      nation: 'england',
      from: '2000-01-01',
      to: null,
    } as const;
    areas.set(place.areaCode, { ...(known ?? fresh), inNetwork: true });
  }
  const add = <Row extends { readonly id: string }>(known: ReadonlyMap<string, Row>, rows: readonly Row[]) =>
    new Map([...known, ...rows.map((row) => [row.id, row] as const)]);
  return {
    ...directory,
    areas,
    organisations: add(
      directory.organisations,
      clusters.flatMap((one) => one.organisations),
    ),
    services: add(
      directory.services,
      clusters.flatMap((one) => one.services),
    ),
    teams: add(
      directory.teams,
      clusters.flatMap((one) => one.teams),
    ),
    practitioners: add(
      directory.practitioners,
      clusters.flatMap((one) => one.practitioners),
    ),
    sites: [
      ...directory.sites,
      ...clusters
        .flatMap((one) => one.services)
        .filter(({ kind }) => kind === 'fnp')
        .map(({ id, areaCode }) => usualSite(id, areaCode)),
    ],
  };
}

/** The side that a script sees for one health visiting team of a cluster. */
export function sideOfCluster(place: ClusterPlace, hvNumber: string): Side {
  const { short, areaCode, areaName } = place;
  return {
    areaCode,
    areaName,
    hv: hvTeamId(short, hvNumber),
    fnp: fnpTeamId(short, hvNumber),
    namedNurse: `${short}-named-nurse-p0`,
    designatedNurse: `${short}-designated-nurse-p0`,
  };
}
