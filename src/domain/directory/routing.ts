import { type CivilDate, nationWords, sayDate } from '../calendar/time.ts';
import { postcodeKind } from '../identity/postcode.ts';
import { outsideTeamId } from './authorities.ts';
import { type Area, type Directory, inForce, type ServiceKind } from './entries.ts';
import { type GpBesideHome, gpBesideHome, type NamedPractice } from './gp-practice.ts';
import { holdingDeskFor, networkHoldingDeskId, serviceFor, teamLive } from './presence.ts';

/** Where the child sleeps, as far as known. The area is what the postcode table gave for the postcode, if anything. */
export type Residence = {
  readonly areaCode: string | null;
  readonly postcode: string | null;
  readonly wants: ServiceKind;
  readonly temporary: boolean;
  /** The child's practice, where it is to be shown beside the home. */
  readonly gp?: NamedPractice | null;
};

/**
 * Where an offer goes, and why, as a sentence; beside it where the GP is. A GP in another area than the home is a conflict that a
 * person settles, and the releasing team stays responsible until then (A27).
 */
export type RouteResult = Routed & { readonly gp: GpBesideHome | null };

type Routed = { readonly reason: string } & (
  | {
      readonly kind: 'desk';
      readonly teamId: string;
      readonly serviceId: string;
      readonly serviceKind: ServiceKind;
    }
  | { readonly kind: 'holding'; readonly teamId: string }
  | { readonly kind: 'outside'; readonly teamId: string; readonly areaCode: string }
);

/**
 * The route by residence on that day (A27): to the intake desk of the service commissioned there; to health visiting
 * where no programme runs (A5); to the outside team of an area that has not joined (A39); and to a holding desk
 * whenever the address is unknown, temporary or has no service. At a holding desk a clock runs, and the releasing team
 * stays responsible.
 */
export function route(directory: Directory, residence: Residence, day: CivilDate): RouteResult {
  const gp = gpBesideHome(
    directory,
    residence.gp ?? null,
    { areaCode: residence.areaCode, sealed: false },
    day,
  );
  return { ...byResidence(directory, residence, day), gp };
}

function byResidence(
  directory: Directory,
  { areaCode, postcode, temporary, wants }: Residence,
  day: CivilDate,
): Routed {
  if (areaCode === null) return toHoldingDesk(directory, null, day, whyNoArea(postcode));
  const area = directory.areas.get(areaCode);
  if (area === undefined) return toHoldingDesk(directory, null, day, `The directory has no area ${areaCode}`);
  if (!inForce(area, day))
    return toHoldingDesk(directory, null, day, `${area.name} is not an authority on ${sayDate(day)}`);
  if (temporary) return toHoldingDesk(directory, area.code, day, `The address in ${area.name} is temporary`);
  return area.inNetwork ? toService(directory, area, wants, day) : toOutside(directory, area, day);
}

function toService(directory: Directory, area: Area, wants: ServiceKind, day: CivilDate): Routed {
  const asked = serviceFor(directory, area.code, wants, day);
  const service = asked ?? serviceFor(directory, area.code, 'health-visiting', day);
  if (service === null) {
    const why = `No ${kindWords[wants]} service is commissioned in ${area.name} on ${sayDate(day)}`;
    return toHoldingDesk(directory, area.code, day, why);
  }
  const { id: serviceId, kind: serviceKind, intakeTeamId: teamId, name } = service;
  if (!teamLive(directory, teamId, day)) {
    const why = `The intake team of ${name} does not work on ${sayDate(day)}`;
    return toHoldingDesk(directory, area.code, day, why);
  }
  const commissioned = `${name} is commissioned in ${area.name} on ${sayDate(day)}`;
  const reason =
    asked === null ? `No ${kindWords[wants]} service runs in ${area.name}; ${commissioned}` : commissioned;
  return { kind: 'desk', teamId, serviceId, serviceKind, reason };
}

function toOutside(directory: Directory, area: Area, day: CivilDate): Routed {
  const teamId = outsideTeamId(area.code);
  if (!teamLive(directory, teamId, day)) {
    const why = `${area.name} is outside the network and the directory has no team for it`;
    return toHoldingDesk(directory, area.code, day, why);
  }
  const reason = `${area.name} is outside the network${otherNation(area)}; a person there accepts by call-back`;
  return { kind: 'outside', teamId, areaCode: area.code, reason };
}

/** A directory without any holding desk still gives the network's id, so that the offer is refused in words. */
export function toHoldingDesk(directory: Directory, areaCode: string | null, day: CivilDate, why: string) {
  const teamId = holdingDeskFor(directory, areaCode, day)?.id ?? networkHoldingDeskId;
  const reason = `${why}. A holding desk finds the route; the releasing team stays responsible`;
  return { kind: 'holding', teamId, reason } as const;
}

const kindWords: Readonly<Record<ServiceKind, string>> = {
  fnp: 'Family Nurse Partnership',
  'health-visiting': 'health visiting',
};

function whyNoArea(postcode: string | null): string {
  if (postcode === null || postcode === '') return 'No address is known';
  switch (postcodeKind(postcode)) {
    case 'no-fixed-abode':
      return 'The postcode stands for no fixed abode';
    case 'unknown-address':
      return 'The postcode stands for an unknown address';
    case 'outside-the-directory':
      return 'The postcode stands for no area';
    case 'forces':
      return 'The address is a forces address, which shows no area';
    case 'bank':
    case 'ordinary':
      return 'No area is known for the postcode';
  }
}

/** Scotland and Northern Ireland have numbers of their own, so the receiving side cannot match on ours (A39). */
function otherNation(area: Area): string {
  switch (area.nation) {
    case 'england':
      return '';
    case 'wales':
      return ', in Wales';
    case 'scotland':
    case 'northern-ireland':
      return `, in ${nationWords[area.nation]}, where no NHS number is shared`;
  }
}
