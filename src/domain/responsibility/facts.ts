import type { CivilDate, Instant } from '../calendar/time.ts';
import type { GpElsewhere } from '../handover/parts.ts';
import type { EndReason, TakeOnReason } from '../language/words.ts';

/**
 * The team that answers for the child and the person who answers in it. `practitionerId` is null while nobody
 * is named: then the team's lead answers (promise P1). A team outside the network answers by the name that was
 * given at the call-back.
 */
export type Holder = {
  readonly teamId: string;
  readonly practitionerId: string | null;
  readonly outsideName: string | null;
};

/** Who the child is. Names and numbers may be unknown at first; a missing number never blocks (scenario A19). */
export type Identity = {
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: CivilDate | null;
  readonly expectedOn: CivilDate | null;
  readonly nhsNumber: string | null;
  readonly familyId: string | null;
  readonly mother: {
    readonly name: string;
    readonly nhsNumber: string | null;
    readonly bornOn: CivilDate | null;
  } | null;
};

/** Where the child sleeps. `sealed` hides lines and postcode by every route (P11); the area still routes. */
export type Address = {
  readonly lines: readonly string[];
  readonly postcode: string | null;
  readonly areaCode: string | null;
  readonly temporary: boolean;
  readonly sealed: boolean;
  readonly from: CivilDate;
};

export type Gp = { readonly odsCode: string; readonly name: string };

/** The record in which a child goes on whose other record ended as a duplicate, and the team that answered for it then. */
export type GoesOn = { readonly personId: string; readonly teamId: string };

export type ResponsibilityFact =
  | {
      readonly type: 'TakenOn';
      readonly holder: Holder;
      readonly reason: TakeOnReason;
      readonly identity: Identity;
      readonly address: Address | null;
      readonly gp: Gp | null;
      readonly lastSeenOn: CivilDate | null;
    }
  | { readonly type: 'IdentityRecorded'; readonly identity: Identity; readonly why: string }
  | {
      readonly type: 'BirthRecorded';
      readonly bornOn: CivilDate;
      readonly givenName: string;
      readonly familyName: string;
      readonly nhsNumber: string | null;
    }
  | { readonly type: 'AddressRecorded'; readonly address: Address; readonly why: string }
  | {
      readonly type: 'AddressSealed';
      readonly sealed: boolean;
      readonly why: string;
      /** Who agreed that it be opened; absent where it was sealed, and in facts of before two names were asked. */
      readonly agreedBy?: string;
    }
  | {
      readonly type: 'GpRecorded';
      readonly gp: Gp | null;
      /** How it is known; absent where a message told it. */
      readonly why?: string;
      /** What a person says of a practice in another area than the home, for the handover that is under way (scenario A27). */
      readonly gpElsewhere?: GpElsewhere;
    }
  | { readonly type: 'SightingRecorded'; readonly seenOn: CivilDate; readonly where: string }
  /** `review`: the code of the review that was not held either; null where it stands, or there was none. */
  | {
      readonly type: 'SightingCorrected';
      readonly seenOn: CivilDate;
      readonly recordedAt: Instant;
      readonly reason: string;
      readonly review: string | null;
    }
  | { readonly type: 'PractitionerNamed'; readonly practitionerId: string | null; readonly why: string }
  | {
      readonly type: 'AccountabilityPassed';
      readonly from: Holder;
      readonly to: Holder;
      readonly handoverId: string;
      readonly releasePoint: string;
    }
  | {
      readonly type: 'AccountabilityEnded';
      readonly reason: EndReason;
      readonly confirmedBy: string;
      readonly detail: string;
      readonly lastHolder: Holder;
      /** Of an adoption: who agreed; absent in facts of before two names were asked. */
      readonly agreedBy?: string;
      /** Of a duplicate: the record that goes on, and who answers for it; absent in facts of before it was asked. */
      readonly goesOn?: GoesOn;
    }
  | { readonly type: 'DeathReviewTold'; readonly whom: string; readonly toldAt: Instant }
  | { readonly type: 'HoldPlaced'; readonly reason: string; readonly askedBy: string }
  | { readonly type: 'HoldLifted'; readonly reason: string; readonly agreedBy: string }
  /** Signed by whoever recorded it. Nothing in it says to which record it went (scenario A16). */
  | { readonly type: 'SummaryPassed'; readonly text: string; readonly agreedBy: string }
  /** Nothing in it says from which record it came. */
  | {
      readonly type: 'SummaryTaken';
      readonly text: string;
      readonly signedBy: string;
      readonly agreedBy: string;
    }
  | { readonly type: 'DuplicateEnded'; readonly personId: string }
  | { readonly type: 'DuplicateTakenBack'; readonly personId: string }
  | {
      readonly type: 'EndReversed';
      readonly holder: Holder;
      readonly why: string;
      readonly endedAt: Instant;
    };

/** A legal hold: while it stands nothing of the record is removed or put away. */
export type Hold = {
  readonly reason: string;
  readonly askedBy: string;
  readonly by: string;
  readonly at: Instant;
};

/** The responsibility machine: before the network knew the child, in care, or ended for a reason of P2. */
export type Care =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'in-care';
      readonly holder: Holder;
      readonly since: Instant;
      readonly knownSince: Instant;
      readonly period: number;
    }
  | {
      readonly status: 'ended';
      readonly reason: EndReason;
      readonly confirmedBy: string;
      readonly at: Instant;
      readonly lastHolder: Holder;
      readonly knownSince: Instant;
      readonly period: number;
      readonly goesOn?: GoesOn;
    };

/** One stretch of accountability. `to` is null while it runs; a closed one has its successor or an end reason. */
export type Period = {
  readonly no: number;
  readonly holder: Holder;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly endReason: EndReason | null;
};

/** Moves the responsibility machine by one fact. Accountability moves at the recorded time, never backdated (P9). */
export function evolveCare(care: Care, fact: ResponsibilityFact, recordedAt: Instant): Care {
  switch (fact.type) {
    case 'TakenOn':
      return {
        status: 'in-care',
        holder: fact.holder,
        since: recordedAt,
        knownSince: recordedAt,
        period: nextPeriod(care),
      };
    case 'PractitionerNamed':
      return care.status === 'in-care'
        ? {
            ...care,
            holder: { teamId: care.holder.teamId, practitionerId: fact.practitionerId, outsideName: null },
            since: recordedAt,
            period: care.period + 1,
          }
        : care;
    case 'AccountabilityPassed':
      return care.status === 'in-care'
        ? { ...care, holder: fact.to, since: recordedAt, period: care.period + 1 }
        : care;
    case 'AccountabilityEnded':
      return care.status === 'in-care'
        ? {
            status: 'ended',
            reason: fact.reason,
            confirmedBy: fact.confirmedBy,
            at: recordedAt,
            lastHolder: care.holder,
            knownSince: care.knownSince,
            period: care.period,
            ...(fact.goesOn && { goesOn: fact.goesOn }),
          }
        : care;
    case 'EndReversed':
      return care.status === 'ended'
        ? {
            status: 'in-care',
            holder: fact.holder,
            since: recordedAt,
            knownSince: care.knownSince,
            period: care.period + 1,
          }
        : care;
    case 'IdentityRecorded':
    case 'BirthRecorded':
    case 'AddressRecorded':
    case 'AddressSealed':
    case 'GpRecorded':
    case 'SightingRecorded':
    case 'SightingCorrected':
    case 'DeathReviewTold':
    case 'HoldPlaced':
    case 'HoldLifted':
    case 'SummaryPassed':
    case 'SummaryTaken':
    case 'DuplicateEnded':
    case 'DuplicateTakenBack':
      return care;
  }
}

function nextPeriod(care: Care): number {
  return care.status === 'unknown' ? 1 : care.period + 1;
}

/** Whether two holders are the same team and person. */
export function sameHolder(a: Holder, b: Holder): boolean {
  return a.teamId === b.teamId && a.practitionerId === b.practitionerId && a.outsideName === b.outsideName;
}
