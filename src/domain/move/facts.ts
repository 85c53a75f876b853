import type { CivilDate, Instant } from '../calendar/time.ts';
import type { Address } from '../responsibility/facts.ts';
import type { StayFact } from './stay.ts';

export const signalSources = [
  'pds',
  'housing',
  'gp',
  'parent',
  'practitioner',
  'missed-visits',
  'other',
] as const;
export type SignalSource = (typeof signalSources)[number];

export const signalSourceWords: Readonly<Record<SignalSource, string>> = {
  pds: 'The demographics service',
  housing: 'A housing notice',
  gp: 'A change of GP',
  parent: 'The family',
  practitioner: 'A practitioner',
  'missed-visits': 'Missed visits',
  other: 'Something else',
};

/** A message or observation that suggests a move. A trigger, never the truth (promise P6). */
export type Signal = {
  readonly source: SignalSource;
  readonly messageId: string | null;
  readonly effectiveAt: Instant;
  readonly says: string;
  readonly lines: readonly string[];
  readonly postcode: string | null;
  readonly areaCode: string | null;
};

export const settlements = ['moved', 'moved-within-area', 'not-moved', 'stays-elsewhere-briefly'] as const;
export type Settlement = (typeof settlements)[number];

export const settlementWords: Readonly<Record<Settlement, string>> = {
  moved: 'The child sleeps at the new address, in another area',
  'moved-within-area': 'The child sleeps at a new address in the same area',
  'not-moved': 'The child has not moved',
  'stays-elsewhere-briefly': 'A short stay: under 15 days, the present team keeps the child',
};

export type MoveFact =
  | StayFact
  | {
      readonly type: 'EnquiryOpened';
      readonly enquiryId: string;
      readonly signal: Signal;
      readonly otherTeamId: string;
    }
  | {
      readonly type: 'SignalAdded';
      readonly enquiryId: string;
      readonly signal: Signal;
      /** The side that this signal points to; it sees the enquiry too, where it is another than before. */
      readonly otherTeamId?: string;
    }
  | { readonly type: 'SignalNoted'; readonly signal: Signal; readonly why: string }
  | {
      readonly type: 'EnquirySettled';
      readonly enquiryId: string;
      readonly outcome: Settlement;
      readonly sleepsAt: Address | null;
      readonly reviewOn: CivilDate | null;
      readonly note: string;
      readonly cover?: string;
      readonly agreedBy?: string;
    }
  | {
      readonly type: 'ClaimOpened';
      readonly claimId: string;
      readonly claimantTeamId: string;
      readonly says: string;
    }
  | {
      readonly type: 'ClaimSettled';
      readonly claimId: string;
      readonly outcome: 'stays' | 'hand-over';
      readonly note: string;
    };

/** A move enquiry: open until a person settles where the child sleeps. Shown on both sides, once. */
export type Enquiry = {
  readonly enquiryId: string;
  readonly signals: readonly Signal[];
  /** Every other side that a signal points to, each once, in the order in which they came. */
  readonly otherTeamIds: readonly string[];
  readonly openedAt: Instant;
  /**
   * When a housing notice came in, as the first signal or a later one: it is acted on by row 27 from then on. Null
   * where none has come.
   */
  readonly housingNoticeAt: Instant | null;
  readonly settled: {
    readonly outcome: Settlement;
    readonly at: Instant;
    readonly by: string;
    readonly note: string;
  } | null;
};

/** Two caseloads claim one child: a conflict that a person works. */
export type Claim = {
  readonly claimId: string;
  readonly claimantTeamId: string;
  readonly says: string;
  readonly openedAt: Instant;
  readonly settled: {
    readonly outcome: 'stays' | 'hand-over';
    readonly at: Instant;
    readonly by: string;
    readonly note: string;
  } | null;
};
