import type { CivilDate, Instant } from '../calendar/time.ts';
import type { ChildCommandName } from '../child/commands.ts';
import type { RecordedBy } from '../child/facts.ts';
import type { Deadline } from '../escalation/obligation.ts';
import type { Destination } from '../handover/facts.ts';
import type { Address } from '../responsibility/facts.ts';
import type { Door } from './doors.ts';
import type { Eligibility } from './eligibility.ts';
import type { ReferralFacts } from './known.ts';
import type { DeclineOfferReason, LeavingReason, PauseReason } from './statuses.ts';

/** Who the client is: the mother in the programme. A missing number never blocks (scenario A19). */
export type ClientIdentity = {
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate | null;
  readonly nhsNumber: string | null;
  readonly familyId: string | null;
  readonly phone: string;
};

export const referrers = [
  'self',
  'midwife',
  'gp',
  'social-care',
  'school',
  'health-visitor',
  'other-site',
  'other',
] as const;
export type Referrer = (typeof referrers)[number];

export const referrerWords: Readonly<Record<Referrer, string>> = {
  self: 'The client herself',
  midwife: 'Midwife',
  gp: 'GP',
  'social-care': 'Children’s social care',
  school: 'School or college',
  'health-visitor': 'Health visitor',
  'other-site': 'Another site of the programme',
  other: 'Somebody else',
};

export const visitPlaces = ['home', 'other-home', 'clinic', 'hospital', 'community', 'remote'] as const;
export type VisitPlace = (typeof visitPlaces)[number];
export const visitPlaceWords: Readonly<Record<VisitPlace, string>> = {
  home: 'At home',
  'other-home': 'At a relative’s or friend’s home',
  clinic: 'In a clinic or centre',
  hospital: 'In hospital',
  community: 'Elsewhere in the community',
  remote: 'By telephone or video',
};

export const visitModes = ['face-to-face', 'video', 'telephone'] as const;
/** Only face to face counts as seen. */
export type VisitMode = (typeof visitModes)[number];
export const visitModeWords: Readonly<Record<VisitMode, string>> = {
  'face-to-face': 'Face to face',
  video: 'By video',
  telephone: 'By telephone',
};

export const missedReasons = [
  'no-access',
  'not-brought',
  'cancelled-by-client',
  'cancelled-by-nurse',
] as const;
export type MissedReason = (typeof missedReasons)[number];
export const missedReasonWords: Readonly<Record<MissedReason, string>> = {
  'no-access': 'No access: nobody in, or not let in',
  'not-brought': 'Was not brought',
  'cancelled-by-client': 'Cancelled by the client',
  'cancelled-by-nurse': 'Cancelled by the nurse',
};

/** A reason of one's own as a fact keeps it: its words stay with it, whatever becomes of the list. */
export type SaidReason = { readonly code: string; readonly words: string };

/** One baby of a birth. Each has a record of its own (promise P7). */
export type Baby = {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly nhsNumber: string | null;
  readonly bornAlive: boolean;
};

/**
 * A child born already who joins with her mother: one whom a team of the network answers for, or one who is entered because
 * nobody here knew it.
 */
export type Joining = {
  readonly personId: string;
  readonly bornOn: CivilDate;
  readonly givenName?: string;
  readonly entered?: {
    readonly familyName: string;
    readonly nhsNumber: string | null;
    /** The service outside the network that has seen the child until now; null where nobody has. */
    readonly seenBy: string | null;
  };
};

/** Who is brought in after enrolment: a child that is born, or her unborn child, whom another team answers for. */
export type Brought = Joining | { readonly personId: string; readonly bornOn: null };

export const losses = ['miscarriage', 'termination', 'stillbirth'] as const;
export type Loss = (typeof losses)[number];
export const lossWords: Readonly<Record<Loss, string>> = {
  miscarriage: 'Miscarriage',
  termination: 'Termination',
  stillbirth: 'Stillbirth',
};

export type Visit = {
  readonly visitId: string;
  readonly at: Instant;
  readonly place: VisitPlace;
  readonly mode: VisitMode;
  readonly minutes: number;
  readonly clientSeen: boolean;
  readonly childrenSeen: readonly string[];
  readonly accompaniedBy: string | null;
};

export type MissedVisit = {
  readonly visitId: string;
  readonly on: CivilDate;
  readonly why: MissedReason;
};

/** Facts of a client's own stream. Her children have streams of their own; what they are asked follows from these. */
export type ClientFact =
  | {
      readonly type: 'Referred';
      readonly teamId: string;
      readonly identity: ClientIdentity;
      readonly address: Address | null;
      readonly from: Referrer;
      readonly referrer: string;
      readonly known: ReferralFacts;
      readonly note: string;
      /** She was in the programme before her record began here (decision 0058). */
      readonly inProgrammeBefore?: true;
    }
  | {
      readonly type: 'ClientRecorded';
      readonly identity: ClientIdentity;
      readonly address: Address | null;
      readonly known: ReferralFacts;
      readonly why: string;
    }
  /** From then on her address is hidden, or shown again: then with the second person who agreed. */
  | {
      readonly type: 'ClientAddressSealed';
      readonly sealed: boolean;
      readonly why: string;
      readonly agreedBy?: string;
    }
  | ({ readonly type: 'EligibilityAssessed' } & Eligibility)
  | { readonly type: 'PlaceOffered'; readonly note: string }
  | {
      readonly type: 'PlaceDeclined';
      readonly reason: DeclineOfferReason;
      /** The reason of the site's or the network's own that was chosen, with its words; absent for a shipped one. */
      readonly said?: SaidReason;
      readonly note: string;
    }
  | {
      readonly type: 'Enrolled';
      readonly nurseId: string;
      /** Consent to the programme: voluntary. It is not the basis for safeguarding sharing (FNP). */
      readonly consent: { readonly on: CivilDate; readonly how: string };
      readonly sharingBasis: string;
      /** Enrolled outside the site's rules by a supervisor, with the reason. */
      readonly outsideRules: string | null;
      readonly aboveCapacity: string | null;
      readonly pregnancyId: string | null;
      readonly expectedOn: CivilDate | null;
      readonly children: readonly Joining[];
      readonly endsAtMonths: number;
    }
  | { readonly type: 'ChildBrought'; readonly child: Brought; readonly why: string }
  | {
      readonly type: 'NurseAllocated';
      /** Null: her nurse left, and nobody is named yet. */
      readonly nurseId: string | null;
      readonly why: string;
      readonly aboveCapacity: string | null;
    }
  /** A child's own record has another day of birth than hers: hers follows it. */
  | { readonly type: 'BirthDayFollowed'; readonly personId: string; readonly bornOn: CivilDate }
  /** Its loss or its death was confirmed in the child's own record. */
  | { readonly type: 'LossFollowed'; readonly personId: string }
  | { readonly type: 'CaseloadWeighed'; readonly weight: number; readonly reason: string }
  | { readonly type: 'ExpectedDateMoved'; readonly expectedOn: CivilDate; readonly why: string }
  | {
      readonly type: 'BirthTold';
      readonly bornOn: CivilDate;
      readonly where: string;
      readonly babies: readonly Baby[];
    }
  | {
      readonly type: 'ProgrammePaused';
      readonly reason: PauseReason;
      readonly said?: SaidReason;
      readonly note: string;
      readonly reviewOn: CivilDate;
    }
  | { readonly type: 'ProgrammeResumed'; readonly note: string }
  | { readonly type: 'IntervalSet'; readonly days: number | null; readonly reason: string }
  | { readonly type: 'VisitPlanned'; readonly at: Instant; readonly place: VisitPlace }
  | ({ readonly type: 'VisitRecorded'; readonly note: string; readonly next: Instant | null } & Visit)
  | ({
      readonly type: 'VisitMissed';
      readonly said?: SaidReason;
      readonly note: string;
      readonly next: Instant | null;
    } & MissedVisit)
  | { readonly type: 'MissedVisitsReviewed'; readonly decision: string }
  | { readonly type: 'EndMoved'; readonly endsOn: CivilDate; readonly why: string }
  | {
      readonly type: 'ChildLeft';
      readonly childId: string;
      readonly door: Door;
      readonly why: string;
      readonly areaCode: string | null;
    }
  /** A child left without her, or she lives elsewhere: whether she goes on is to be reviewed (scenarios A11 and A15). */
  | { readonly type: 'ContinuingAsked'; readonly because: 'child-elsewhere' | 'moved' }
  | { readonly type: 'ContinuingReviewed'; readonly why: string; readonly eligibility: Eligibility }
  | {
      readonly type: 'ClientLeft';
      readonly door: Door;
      readonly reason: LeavingReason | null;
      readonly said?: SaidReason;
      readonly why: string;
      readonly areaCode: string | null;
    }
  | {
      readonly type: 'TransferStarted';
      readonly outsideRules: string | null;
      readonly toTeamId: string;
      readonly areaCode: string;
      readonly why: string;
      /** The bulk handover that sends her there; absent where she moves by herself. */
      readonly bulkId?: string;
    }
  | { readonly type: 'TransferEnded'; readonly why: string }
  | {
      readonly type: 'TransferRefused';
      readonly teamId: string;
      readonly door: 'no-place' | 'not-eligible-there';
      readonly waitingList: boolean;
      readonly note: string;
      /** Where her children go now: health visiting of the area to which she moves. */
      readonly onward: Destination;
    }
  | {
      readonly type: 'TakenFromWaitingList';
      readonly fromTeamId: string;
      readonly teamId: string;
      readonly note: string;
      readonly aboveCapacity: string | null;
    }
  | { readonly type: 'WaitingEnded'; readonly why: string }
  | {
      readonly type: 'TransferredIn';
      readonly teamId: string;
      readonly nurseId: string;
      readonly aboveCapacity?: string;
    }
  | {
      readonly type: 'LossRecorded';
      readonly loss: Loss;
      readonly on: CivilDate;
      readonly says: string;
      readonly contactId: string;
    }
  | { readonly type: 'ContactNamed'; readonly contactId: string | null; readonly why: string }
  | { readonly type: 'BereavementContactMade'; readonly how: string }
  | {
      readonly type: 'DeathRecorded';
      /** The client herself, or one of her children. */
      readonly who: string;
      readonly on: CivilDate;
      readonly says: string;
      readonly contactId: string | null;
    }
  /** By a message, or by a child's own record: then it has no message. */
  | { readonly type: 'DeathReported'; readonly says: string; readonly messageId: string | null }
  | { readonly type: 'DeathTakenBack'; readonly who: string; readonly says: string }
  /** What the facts before it, of the same command, ask of her children: each has a row that waits for an answer, or has one. */
  | { readonly type: 'ChildrenAsked'; readonly each: readonly AskedChild[] }
  /** A child's own rules said no to what was asked: `says` is the code of the refusal. */
  | ({ readonly type: 'ChildRefused'; readonly says: string } & AskedChild)
  /** The child's own record says by now what it refused before. */
  | { readonly type: 'RefusalFollowed'; readonly childId: string; readonly asks: ChildCommandName }
  /** What was refused is asked once more, as her record has it now. */
  | { readonly type: 'ChildAskedAgain'; readonly childId: string; readonly asks: readonly ChildCommandName[] }
  /** A person of her site has dealt with all that this child's record refused until then, and says how. */
  | { readonly type: 'RefusalSettled'; readonly childId: string; readonly why: string }
  | {
      readonly type: 'ClientDeadlinesMoved';
      readonly set: readonly Deadline[];
      readonly met: readonly string[];
    };

/** One thing asked of one child: the id is also that of the child's own command. */
export type AskedChild = {
  readonly consequenceId: string;
  readonly childId: string;
  readonly asks: ChildCommandName;
};

export type ClientFactName = ClientFact['type'];

/** A client's fact as it stands in her stream: the same envelope as a child's. */
export type StoredClientFact = {
  readonly version: number;
  readonly fact: ClientFact;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly by: RecordedBy;
  readonly commandId: string;
};
