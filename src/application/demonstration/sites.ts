import { type EligibilityRules, type SiteRules, vulnerabilities } from '../../domain/directory/directory.ts';

/** The long-standing national frame (FNP): up to 19 at the last period, enrolled by 28 weeks. */
const frame: EligibilityRules = {
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

/** Who comes from another site comes at any time of pregnancy, or after the birth. */
const onTransfer: EligibilityRules = { ...frame, aimDays: null, limitDays: null };

/** A site that keeps to the national frame for everybody. */
export function usualSite(serviceId: string, areaCode: string): SiteRules {
  return {
    serviceId,
    version: 'frame',
    from: '2020-01-01',
    to: null,
    why: 'The national frame',
    catchment: [areaCode],
    newClients: frame,
    transfersIn: onTransfer,
    endsAtMonths: 24,
    mayEndFromMonths: 12,
    caseloadPerWholeTime: 25,
  };
}

/**
 * The sites of the demonstration. Luton keeps to the frame, for transfers too. Ealing takes clients up to 24 by need since
 * 2024, at less than 28 weeks, and whoever was taken elsewhere up to 24 (scenario A6). Hammersmith & Fulham takes nobody any
 * more since October 2026, and keeps the families it has.
 */
export function demonstrationSites(areas: {
  readonly luton: string;
  readonly ealing: string;
  readonly 'hammersmith-fulham': string;
}): readonly SiteRules[] {
  const luton = { ...usualSite('luton-fnp-service', areas.luton), version: 'luton-2020' };
  const ealing = { ...usualSite('ealing-fnp-service', areas.ealing), version: 'ealing-2020' };
  const fulham = { ...usualSite('hf-fnp-service', areas['hammersmith-fulham']), version: 'hf-2020' };
  return [
    luton,
    { ...ealing, to: '2024-04-01' },
    {
      ...ealing,
      version: 'ealing-2024',
      from: '2024-04-01',
      why: 'Extended criteria, agreed by the commissioner',
      newClients: {
        ...frame,
        wider: { ageLimit: 24, vulnerabilities, atLeast: 1 },
        limitDays: 28 * 7 - 1,
      },
      transfersIn: { ...onTransfer, ageLimit: 24 },
      mayEndFromMonths: 12,
    },
    { ...fulham, to: '2026-10-01' },
    {
      ...fulham,
      version: 'hf-2026',
      from: '2026-10-01',
      why: 'Closed to referrals by the commissioner; families in the programme stay until their end',
      newClients: null,
      transfersIn: null,
    },
  ];
}
