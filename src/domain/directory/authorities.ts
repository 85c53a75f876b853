import { type CivilDate, type Nation, nations } from '../calendar/time.ts';
import { authorityRows } from './authority-rows.ts';
import type { Area, Organisation, Team } from './entries.ts';

/** To be shown wherever the list of authorities is. */
export const authoritiesAttribution =
  'Contains public sector information licensed under the Open Government Licence v3.0. ' +
  'Source: Office for National Statistics. Contains OS data © Crown copyright and database right.';

export type Authority = {
  readonly code: string;
  readonly name: string;
  /** The region of England; the nation's name elsewhere. */
  readonly region: string;
  readonly nation: Nation;
  readonly from: CivilDate;
};

/** Authorities made by a reorganisation of the years from which children are still in care. */
const startedOn: Readonly<Record<string, CivilDate>> = {
  E06000058: '2019-04-01',
  E06000059: '2019-04-01',
  E06000060: '2020-04-01',
  E06000061: '2021-04-01',
  E06000062: '2021-04-01',
  E06000063: '2023-04-01',
  E06000064: '2023-04-01',
  E06000065: '2023-04-01',
  E06000066: '2023-04-01',
};

/** For all others: before every child in care was born, so that no date finds its authority missing. */
const longAgo: CivilDate = '2009-04-01';

/** All authorities of the United Kingdom that answer for children, 153 of them in England. */
export const authorities: readonly Authority[] = nations.flatMap((nation) =>
  Object.entries(authorityRows[nation]).flatMap(([region, rows]) =>
    rows.map(([code, name]) => ({ code, name, region, nation, from: startedOn[code] ?? longAgo })),
  ),
);

/** The shipped areas, of which those with the given codes are in the network. */
export function shippedAreas(inNetwork: ReadonlySet<string>): readonly Area[] {
  return authorities.map((authority) => ({
    ...authority,
    inNetwork: inNetwork.has(authority.code),
    to: null,
  }));
}

/** The one organisation under which outside teams stand: it is nobody's provider. */
export const outsideOrganisation: Organisation = {
  id: 'outside',
  name: 'Outside the network',
  odsCode: '',
  from: longAgo,
  to: null,
};

export function outsideTeamId(areaCode: string): string {
  return `outside-${areaCode}`;
}

/**
 * A team for each area outside the network, so that a child handed over there still has an accountable team. The phone
 * is empty until the directory is given one: a call-back goes only to a number from the directory.
 */
export function outsideTeams(areas: readonly Area[]): readonly Team[] {
  return areas
    .filter((area) => !area.inNetwork)
    .map((area) => ({
      id: outsideTeamId(area.code),
      name: `Health visiting in ${area.name} (outside the network)`,
      kind: 'outside',
      organisationId: outsideOrganisation.id,
      areaCode: area.code,
      serviceId: null,
      leadId: null,
      deputyId: null,
      phone: '',
      email: '',
      outOfHours: '',
      holdingDesk: false,
      from: area.from,
      to: area.to,
    }));
}
