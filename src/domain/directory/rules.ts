import type { CivilDate } from '../calendar/time.ts';

/** A day counted from birth, or from the expected date of delivery before it. */
export type Offset = {
  readonly from: 'birth' | 'expected';
  readonly months?: number;
  readonly days?: number;
};

/**
 * A review or contact that every child is offered between two days. National ones hold everywhere; a local extra has
 * the code of the area that offers it. Dated: a child falls under the rules in force when the review opens.
 */
export type ReviewRule = {
  readonly code: string;
  readonly words: string;
  readonly mandated: boolean;
  readonly opens: Offset;
  readonly due: Offset;
  readonly areaCode: string | null;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  readonly basis: string;
};

export const vulnerabilities = [
  'domestic-abuse',
  'mental-health',
  'substance-misuse',
  'homelessness',
  'isolation',
  'social-care',
  'looked-after',
  'exploitation',
  'learning-needs',
  'other',
] as const;
/** What widens the age at which a site takes a client: the list of Newham, which others share (FNP). */
export type Vulnerability = (typeof vulnerabilities)[number];

export const earlierPregnancies = [
  'miscarriage',
  'termination',
  'stillbirth',
  'removed-at-birth',
  'raised',
  'other',
] as const;
/** How an earlier pregnancy ended, as far as it decides whether a mother counts as a first-time mother. */
export type EarlierPregnancy = (typeof earlierPregnancies)[number];

/** A higher age limit for a client with at least so many of these vulnerabilities. */
export type WiderAge = {
  readonly ageLimit: number;
  readonly vulnerabilities: readonly Vulnerability[];
  readonly atLeast: number;
};

/** Whom a site takes: one set of rules for new clients, another for those who transfer in (scenario A6). */
export type EligibilityRules = {
  /** Oldest age in whole years, at the last menstrual period or at conception. Null: any age. */
  readonly ageLimit: number | null;
  readonly ageAt: 'last-period' | 'conception';
  /** Null: no widening by need. */
  readonly wider: WiderAge | null;
  readonly firstTimeMother: boolean;
  /** Ends of earlier pregnancies after which she still counts as a first-time mother (Blackpool, FNP). */
  readonly countsAsFirst: readonly EarlierPregnancy[];
  readonly multipleBirths: boolean;
  /**
   * The last day of pregnancy on which to enrol, counted from the first day of the last period: aimed at, and at most.
   * In days, because sites say both "by 28 weeks" (196) and "less than 28 weeks" (195). Null: no limit, as for a
   * transfer after birth.
   */
  readonly aimDays: number | null;
  readonly limitDays: number | null;
  /** The limit for one who booked late, such as 32 weeks and 6 days (230); null where no exception is made. */
  readonly lateBookingLimitDays: number | null;
  readonly concealedAtAnyTime: boolean;
};

/**
 * The dated rules of one site of the programme: a service of the directory. A site that takes no new clients, or no
 * transfers in, has none for them: so it stands from the day it closes to referrals until the last family has left.
 */
export type SiteRules = {
  readonly serviceId: string;
  readonly version: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  /** Who decided it, and why. */
  readonly why: string;
  /** Areas whose residents it takes. */
  readonly catchment: readonly string[];
  readonly newClients: EligibilityRules | null;
  readonly transfersIn: EligibilityRules | null;
  /** The child's age in months at which the programme ends, and the youngest at which it may end early. */
  readonly endsAtMonths: number;
  readonly mayEndFromMonths: number;
  /** Families of one whole-time nurse: above it whoever allocates says why (FNP; decision 0026). */
  readonly caseloadPerWholeTime: number;
};
