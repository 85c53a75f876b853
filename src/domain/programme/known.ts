import type { CivilDate } from '../calendar/time.ts';
import type { EarlierPregnancy, Vulnerability } from '../directory/directory.ts';

/** What is known of the pregnancy and of the client when she is referred; null where nobody has asked. */
export type ReferralFacts = {
  /** Whether she comes from another site of the programme: sites have rules of their own for those (A6). */
  readonly transfer: boolean;
  readonly lastPeriodOn: CivilDate | null;
  readonly conceivedOn: CivilDate | null;
  readonly expectedOn: CivilDate | null;
  readonly babyBornOn: CivilDate | null;
  /** How each earlier pregnancy ended; empty: this is the first one. */
  readonly earlier: readonly EarlierPregnancy[] | null;
  readonly multipleBirth: boolean | null;
  /** Empty: asked, and none. */
  readonly vulnerabilities: readonly Vulnerability[] | null;
  readonly bookedLate: boolean | null;
  readonly concealed: boolean | null;
};

/** All on which eligibility may rest: what was asked at referral, with her date of birth and the area she lives in. */
export type KnownOfClient = ReferralFacts & {
  readonly bornOn: CivilDate | null;
  readonly areaCode: string | null;
};

/** Nothing has been asked yet. */
export const nothingAsked: ReferralFacts = {
  transfer: false,
  lastPeriodOn: null,
  conceivedOn: null,
  expectedOn: null,
  babyBornOn: null,
  earlier: null,
  multipleBirth: null,
  vulnerabilities: null,
  bookedLate: null,
  concealed: null,
};

export const vulnerabilityWords: Readonly<Record<Vulnerability, string>> = {
  'domestic-abuse': 'Domestic abuse',
  'mental-health': 'Mental health',
  'substance-misuse': 'Substance misuse',
  homelessness: 'Homelessness',
  isolation: 'Isolation',
  'social-care': 'Social care involved',
  'looked-after': 'Looked after, or leaving care',
  exploitation: 'Exploitation or trafficking',
  'learning-needs': 'Learning needs',
  other: 'Another vulnerability',
};

export const earlierPregnancyWords: Readonly<Record<EarlierPregnancy, string>> = {
  miscarriage: 'Miscarriage',
  termination: 'Termination',
  stillbirth: 'Stillbirth',
  'removed-at-birth': 'A baby removed at birth',
  raised: 'A child whom she has brought up',
  other: 'Ended in another way',
};
