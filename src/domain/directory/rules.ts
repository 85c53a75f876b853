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
/** What widens the age at which a site takes a client (domain.md, section 3.1). */
export type Vulnerability = (typeof vulnerabilities)[number];

/** Whom a site takes: one set of rules for new clients, another for those who transfer in (scenario A6). */
export type EligibilityRules = {
  /** Oldest age in whole years, at the last menstrual period or at conception. Null: any age. */
  readonly ageLimit: number | null;
  readonly ageAt: 'last-period' | 'conception';
  /** A higher limit for a client with at least one of these. Null: no widening. */
  readonly widerAgeLimit: number | null;
  readonly vulnerabilities: readonly Vulnerability[];
  readonly firstTimeMother: boolean;
  /** Completed weeks of pregnancy by which to enrol: aimed at, and at most. Null: no limit, as for a transfer after birth. */
  readonly aimWeeks: number | null;
  readonly limitWeeks: number | null;
  /** The limit in days of pregnancy for one who booked late, such as 32 weeks and 6 days; null where no exception is made. */
  readonly lateBookingLimitDays: number | null;
  readonly concealedAtAnyTime: boolean;
};

/** The dated rules of one site of the programme. A site is a service of the directory. */
export type SiteRules = {
  readonly serviceId: string;
  readonly version: string;
  readonly from: CivilDate;
  readonly to: CivilDate | null;
  /** Areas whose residents it takes. */
  readonly catchment: readonly string[];
  /** False for a site that takes nobody new, as before it closes. */
  readonly open: boolean;
  readonly newClients: EligibilityRules;
  readonly transfersIn: EligibilityRules;
  /** The child's age in months at which the programme ends, and the youngest at which it may end early. */
  readonly endsAtMonths: number;
  readonly mayEndFromMonths: number;
  /** Families of one whole-time nurse: a warning above it, never a refusal (domain.md, section 3.2). */
  readonly caseloadPerWholeTime: number;
};
