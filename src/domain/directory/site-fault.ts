import type { EligibilityRules, SiteRules } from './rules.ts';

/** What cannot stand together in a site's rules, by what it concerns and in a sentence. */
export type SiteFault = {
  readonly of: 'ends' | 'caseload' | 'catchment' | 'age' | 'gestation';
  readonly says: string;
};

/** Why the part of a site's rules that holds for everybody cannot be right; null when it can (FNP). */
export function siteFault(
  site: Pick<SiteRules, 'catchment' | 'endsAtMonths' | 'mayEndFromMonths' | 'caseloadPerWholeTime'>,
): SiteFault | null {
  const { catchment, endsAtMonths, mayEndFromMonths, caseloadPerWholeTime } = site;
  if (catchment.length === 0)
    return { of: 'catchment', says: 'A site takes the residents of at least one area' };
  if (!(Number.isInteger(endsAtMonths) && endsAtMonths >= 12 && endsAtMonths <= 24))
    return { of: 'ends', says: 'The programme ends between 12 and 24 months' };
  if (!(Number.isInteger(mayEndFromMonths) && mayEndFromMonths >= 1 && mayEndFromMonths <= endsAtMonths))
    return { of: 'ends', says: 'It may end early from 1 month on, and not after its end' };
  const caseload =
    Number.isInteger(caseloadPerWholeTime) && caseloadPerWholeTime >= 1 && caseloadPerWholeTime <= 100;
  return caseload ? null : { of: 'caseload', says: 'A caseload is a whole number from 1 to 100' };
}

/** Why the rules for new clients, or for transfers in, cannot be right; null when they can. */
export function eligibilityFault({
  ageLimit,
  wider,
  aimDays,
  limitDays,
  lateBookingLimitDays,
}: EligibilityRules): SiteFault | null {
  if (wider !== null && (ageLimit === null || wider.ageLimit <= ageLimit))
    return { of: 'age', says: 'The age by need lies above the age limit' };
  if (wider !== null && !(wider.atLeast >= 1 && wider.atLeast <= wider.vulnerabilities.length))
    return { of: 'age', says: 'At least one need counts, and not more than the list has' };
  if (limitDays === null && (aimDays !== null || lateBookingLimitDays !== null))
    return { of: 'gestation', says: 'Without a limit there is nothing to aim at and no exception' };
  if (limitDays !== null && aimDays !== null && aimDays > limitDays)
    return { of: 'gestation', says: 'The aim lies after the limit' };
  return limitDays !== null && lateBookingLimitDays !== null && lateBookingLimitDays < limitDays
    ? { of: 'gestation', says: 'The limit for late booking lies before the limit' }
    : null;
}
