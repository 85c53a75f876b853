import type { LocalLimit } from '../calendar/rule-set.ts';
import type { CivilDate, Instant, Nation } from '../calendar/time.ts';
import type { ReviewRule, SiteRules } from './rules.ts';

export type TeamKind =
  | 'fnp'
  | 'health-visiting'
  | 'named-nurse'
  | 'designated-nurse'
  | 'commissioner'
  | 'information-governance'
  | 'outside';

/** An upper-tier authority. Only areas of the network have services here; the others are destinations. */
export type Area = {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly nation: Nation;
  readonly inNetwork: boolean;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

export type Organisation = {
  readonly id: string;
  readonly name: string;
  readonly odsCode: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

export type ServiceKind = 'fnp' | 'health-visiting';

/** What a commissioner buys for one area. What arrives for it goes to the intake team's duty desk. */
export type Service = {
  readonly id: string;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly organisationId: string;
  readonly areaCode: string;
  readonly intakeTeamId: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

/**
 * Named nurse: one team for each provider. Designated nurse, commissioner and information governance: one for each area.
 * Outside: one for each area outside the network, with the id 'outside-' and the area's code.
 */
export type Team = {
  readonly id: string;
  readonly name: string;
  readonly kind: TeamKind;
  readonly organisationId: string;
  readonly areaCode: string;
  readonly serviceId: string | null;
  readonly leadId: string | null;
  readonly deputyId: string | null;
  readonly phone: string;
  readonly email: string;
  readonly outOfHours: string;
  readonly holdingDesk: boolean;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

export type Role =
  | 'family-nurse'
  | 'health-visitor'
  | 'lead'
  | 'administrator'
  | 'named-nurse'
  | 'designated-nurse'
  | 'commissioner'
  | 'information-governance';

export type Practitioner = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string;
  readonly phone: string;
  readonly email: string;
  readonly duty: boolean;
  readonly status: 'present' | 'left' | 'disabled';
  readonly statusSince: Instant;
  /** Since when the directory has them in this team; absent while it never had them in another. */
  readonly teamSince?: Instant | null;
  /** When the account was closed of somebody who has left or was switched off; absent where it is open. */
  readonly accountClosedAt?: Instant | null;
};

/** A time away: from that instant until before `to`, or until further notice. */
export type Absence = {
  readonly practitionerId: string;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly deputyId: string | null;
};

/** A turn at a team's duty desk that somebody took: from that instant until before `to`. */
export type Turn = {
  readonly practitionerId: string;
  readonly teamId: string;
  readonly from: Instant;
  readonly to: Instant;
};

/** A GP practice by its national code, in the area of one authority between two days. One that moves across a boundary has two lines. */
export type GpPractice = {
  readonly odsCode: string;
  readonly name: string;
  readonly areaCode: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

/** Which area a postcode (as 'LU1 2AB') lies in. Millions of rows: looked up through a port, never held here. */
export type PostcodeArea = {
  readonly postcode: string;
  readonly areaCode: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

/** A reason that the network or one site has beside those that are shipped, or the days that it gives to one of these. */
export type OwnReason = {
  /** The list to which it belongs (programme/reasons.ts). */
  readonly list: string;
  readonly code: string;
  readonly words: string;
  /** The shipped reason of the list for which rules and measures take it. */
  readonly countsAs: string;
  /** The site; null for the whole network. */
  readonly serviceId: string | null;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
};

export type Directory = {
  readonly version: number;
  readonly areas: ReadonlyMap<string, Area>;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly services: ReadonlyMap<string, Service>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly practitioners: ReadonlyMap<string, Practitioner>;
  readonly absences: readonly Absence[];
  /** Those of the last month, and of now. */
  readonly turns: readonly Turn[];
  readonly gpPractices: readonly GpPractice[];
  /** Contacts that an area offers beside the mandated reviews. */
  readonly localContacts: readonly ReviewRule[];
  /** The dated rules of the programme's sites. */
  readonly sites: readonly SiteRules[];
  /** What areas have set for themselves in the table of time limits. */
  readonly localLimits: readonly LocalLimit[];
  readonly reasons: readonly OwnReason[];
};

/** A directory from rows, as files and tables give them. Of two rows with one id the last counts. */
export function directoryOf(rows: {
  readonly version: number;
  readonly areas: readonly Area[];
  readonly organisations: readonly Organisation[];
  readonly services: readonly Service[];
  readonly teams: readonly Team[];
  readonly practitioners: readonly Practitioner[];
  readonly absences: readonly Absence[];
  readonly turns?: readonly Turn[];
  readonly gpPractices?: readonly GpPractice[];
  readonly localContacts?: readonly ReviewRule[];
  readonly sites?: readonly SiteRules[];
  readonly localLimits?: readonly LocalLimit[];
  readonly reasons?: readonly OwnReason[];
}): Directory {
  return {
    version: rows.version,
    areas: new Map(rows.areas.map((area) => [area.code, area])),
    organisations: byId(rows.organisations),
    services: byId(rows.services),
    teams: byId(rows.teams),
    practitioners: byId(rows.practitioners),
    absences: rows.absences,
    turns: rows.turns ?? [],
    gpPractices: rows.gpPractices ?? [],
    localContacts: rows.localContacts ?? [],
    sites: rows.sites ?? [],
    localLimits: rows.localLimits ?? [],
    reasons: rows.reasons ?? [],
  };
}

/** Whether a dated entry holds on that day: from its first day, until before the day it ends. */
export function inForce(
  entry: { readonly from: CivilDate; readonly to: CivilDate | null },
  day: CivilDate,
): boolean {
  return entry.from <= day && (entry.to === null || day < entry.to);
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
