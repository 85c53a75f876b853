import type { EligibilityRules, SiteRules } from '../directory/directory.ts';
import { vulnerabilities } from '../directory/directory.ts';
import { type KnownOfClient, nothingAsked } from './known.ts';

/** Sites as their own pages tell of them (FNP): written by hand from there, for tests alone. */

/** The long-standing national frame, with Blackpool's words on who counts as a first-time mother. */
export const frame: EligibilityRules = {
  ageLimit: 19,
  ageAt: 'last-period',
  wider: null,
  firstTimeMother: true,
  countsAsFirst: ['miscarriage', 'termination', 'stillbirth', 'removed-at-birth'],
  multipleBirths: true,
  aimDays: 16 * 7,
  limitDays: 28 * 7,
  lateBookingLimitDays: null,
  concealedAtAnyTime: false,
};

/** A transfer comes at any time of pregnancy or after birth: the other site has enrolled her. */
export const onTransfer: EligibilityRules = { ...frame, aimDays: null, limitDays: null };

export function site(serviceId: string, more: Partial<SiteRules> = {}): SiteRules {
  return {
    serviceId,
    version: `${serviceId}-1`,
    from: '2020-01-01',
    to: null,
    why: 'As published',
    catchment: [serviceId],
    newClients: frame,
    transfersIn: onTransfer,
    endsAtMonths: 24,
    mayEndFromMonths: 12,
    caseloadPerWholeTime: 25,
    ...more,
  };
}

const need = { ageLimit: 24, vulnerabilities: [...vulnerabilities], atLeast: 1 };

export const blackpool = site('blackpool');
export const newham = site('newham', { newClients: { ...frame, wider: need } });
export const lambeth = site('lambeth', { newClients: { ...frame, wider: need } });
/** Less than 28 weeks, and up to 24 with extended criteria; it ends between one and two years. */
export const ealingSite = site('ealing', {
  newClients: { ...frame, limitDays: 28 * 7 - 1, wider: need },
  transfersIn: { ...onTransfer, ageLimit: 24 },
  mayEndFromMonths: 12,
});
/** Up to 21, late bookers to 32 weeks and 6 days, concealed pregnancies at any time. */
export const southend = site('southend', {
  to: '2023-10-01',
  newClients: { ...frame, ageLimit: 21, lateBookingLimitDays: 32 * 7 + 6, concealedAtAnyTime: true },
});
export const southendClosed = site('southend', {
  version: 'southend-2',
  from: '2023-10-01',
  why: 'Closed to referrals in favour of a health visiting offer',
  newClients: null,
  transfersIn: null,
});

/** A client of 18, at 12 weeks on 1 June 2026, in her first pregnancy, living in the catchment. */
export function clientOf(areaCode: string, more: Partial<KnownOfClient> = {}): KnownOfClient {
  return {
    ...nothingAsked,
    bornOn: '2008-01-10',
    areaCode,
    lastPeriodOn: '2026-03-09',
    earlier: [],
    ...more,
  };
}
export const assessedOn = '2026-06-01';
