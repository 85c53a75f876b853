import type { CivilDate, Instant } from '../calendar/time.ts';
import type {
  DeclineReason,
  DisputeOutcome,
  HandoverKind,
  Level,
  Occasion,
  OnwardRoute,
  PriorityName,
} from '../language/words.ts';
import { type ComputedPriority, isHigher } from '../risk/priority.ts';
import type { Meeting, MeetingKind, MeetingOutcome } from './meetings.ts';
import type {
  CallBack,
  Destination,
  FailedContact,
  GpElsewhere,
  GpTold,
  JointVisitPlan,
  ParentTold,
  Priority,
  Summary,
} from './parts.ts';

export type { CallBack, Destination, GpElsewhere, GpTold, ParentTold, Priority, Summary } from './parts.ts';

export const corrections = ['seen', 'first-contact', 'parent-told', 'gp-told', 'chis-told'] as const;
/** What may be corrected in a handover. A correction is a new fact; the old one stays readable (P9). */
export type Correction = (typeof corrections)[number];

type Of<Name extends string, Data = unknown> = {
  readonly type: Name;
  readonly handoverId: string;
} & Readonly<Data>;

export type HandoverFact =
  | Of<
      'HandoverPrepared',
      {
        kind: HandoverKind;
        occasion: Occasion;
        releasingTeamId: string;
        destination: Destination;
        addressedTo: string | null;
        proposedLevel: Level | null;
        summary: Summary;
        priority: ComputedPriority;
        follows: string | null;
        gpElsewhere?: GpElsewhere;
      }
    >
  | Of<
      'HandoverRevised',
      {
        kind: HandoverKind;
        occasion: Occasion;
        destination: Destination;
        addressedTo: string | null;
        proposedLevel: Level | null;
        summary: Summary;
        gpElsewhere?: GpElsewhere;
      }
    >
  | Of<'PriorityComputed', { priority: ComputedPriority }>
  | Of<'PriorityRaised', { priority: PriorityName; reason: string }>
  | Of<'PriorityLowered', { priority: PriorityName; reason: string; secondName: string }>
  | Of<'HandoverOffered', { destination: Destination; addressedTo: string | null; signedBy?: string }>
  | Of<'OfferReturnedToDesk', { practitionerId: string; why: string }>
  | Of<'HandoverAllocated', { practitionerId: string }>
  | Of<'HandoverAcknowledged', { callBack: CallBack | null }>
  | Of<'QuestionAsked', { questionId: string; text: string; side: 'releasing' | 'receiving' }>
  | Of<'QuestionAnswered', { questionId: string; text: string }>
  | Of<'VerbalHandoverRecorded', { releasingName: string; receivingName: string; spokeAt: Instant }>
  | Of<'JointVisitRecorded', { on: CivilDate; names: readonly string[]; childSeen: boolean }>
  | Of<'JointVisitPlanned', JointVisitPlan & { reason: string }>
  | Of<'JointVisitCancelled', { reason: string }>
  | Of<'RisksPlayedBack', { words: string; dangerIds: readonly string[] }>
  | Of<
      'HandoverAccepted',
      {
        teamId: string;
        practitionerId: string | null;
        firstContactOn: CivilDate;
        lateReason: string | null;
        callBack: CallBack | null;
      }
    >
  | Of<
      'HandoverDeclined',
      { reason: DeclineReason; comment: string; onward: OnwardRoute; onwardAreaCode: string | null }
    >
  | Of<
      'DisputeRaised',
      { ground: string; deciderId: string; deciderTeamId: string; side: 'releasing' | 'receiving' }
    >
  | Of<'DisputeDecided', { outcome: DisputeOutcome; reason: string }>
  | Of<
      'HandoverRedirected',
      { kind: HandoverKind; from: Destination; to: Destination; why: string; recalled: boolean }
    >
  /**
   * `recalled`: it had gone to the wrong desk. `stays`: no move after all, or the service goes on. `nearMiss`: back at home, and unseen for
   * so many days.
   */
  | Of<
      'HandoverWithdrawn',
      {
        reason: string;
        nearMiss?: { unseenDays: number };
        recalled?: true;
        backHome?: true;
        stays?: true;
      }
    >
  | Of<'HandoverSuperseded', { by: string; reason: string }>
  | Of<'FormerTeamTold', { told: string }>
  | Of<'FirstContactRecorded', { how: string; withWhom: string }>
  | Of<'ContactFailed', { how: string; why: string }>
  | Of<'FailedContactsReviewed', { decision: string }>
  | Of<'ChildSeen', { where: string; joint: boolean; seenBy: string; callBack: CallBack | null }>
  | Of<
      'MeetingRecorded',
      {
        meeting: MeetingKind;
        outcome: MeetingOutcome;
        decidedBy: string;
        note: string;
        /** Of a conference: who of the releasing side was invited (scenario A33). */
        invited?: string;
      }
    >
  /** By the named nurse of one side; the other one, of that team, has still to agree. */
  | Of<
      'ReleaseProposed',
      { side: 'releasing' | 'receiving'; otherNamedNurseId: string; otherTeamId: string; reason: string }
    >
  | Of<'ReleaseProposalTakenBack', { reason: string }>
  | Of<
      'ReleasedWithoutSighting',
      { releasingNamedNurseId: string; receivingNamedNurseId: string; reason: string }
    >
  | Of<'ReleasePointReached', { point: string }>
  | Of<'LevelDecided', { level: Level; reason: string }>
  | Of<'ParentToldRecorded', { parent: ParentTold }>
  | Of<'GpToldRecorded', { gp: GpTold }>
  | Of<'ChisToldRecorded', { how: string }>
  | Of<'HandoverClosed'>
  | Of<'HandoverCorrected', { what: Correction; reason: string }>;

export type Question = {
  readonly questionId: string;
  readonly text: string;
  readonly side: 'releasing' | 'receiving';
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly answer: { readonly text: string; readonly by: string; readonly at: Instant } | null;
  /** Unanswered when the offer left the desk that it was between: nobody waits for an answer any more. */
  readonly stoodDown?: true;
};

/** What happened within the states: none of these moves the state by itself. */
export type Happenings = {
  readonly questions: readonly Question[];
  readonly verbal: {
    readonly releasingName: string;
    readonly receivingName: string;
    readonly spokeAt: Instant;
  } | null;
  readonly jointVisits: readonly {
    readonly on: CivilDate;
    readonly names: readonly string[];
    readonly childSeen: boolean;
  }[];
  /** The joint visit that is planned and has not been recorded yet; absent where none is. */
  readonly jointVisitPlan?: JointVisitPlan;
  readonly playBack: {
    readonly words: string;
    readonly dangerIds: readonly string[];
    readonly by: string;
    readonly at: Instant;
  } | null;
  readonly dispute: {
    readonly ground: string;
    readonly deciderId: string;
    readonly deciderTeamId: string;
    readonly raisedAt: Instant;
    readonly decided: {
      readonly outcome: DisputeOutcome;
      readonly reason: string;
      readonly at: Instant;
    } | null;
  } | null;
  readonly failedContacts: readonly FailedContact[];
  readonly firstContact: { readonly how: string; readonly withWhom: string; readonly at: Instant } | null;
  readonly meetings: Readonly<Partial<Record<MeetingKind, Meeting>>>;
  /** A release without sighting that one named nurse has proposed, and the other has not answered. */
  readonly releaseProposed: {
    readonly by: string;
    readonly side: 'releasing' | 'receiving';
    readonly otherNamedNurseId: string;
    readonly otherTeamId: string;
    readonly reason: string;
    readonly at: Instant;
  } | null;
  readonly withoutSighting: { readonly reason: string; readonly at: Instant } | null;
  readonly level: { readonly level: Level; readonly reason: string; readonly at: Instant } | null;
  /** `at` is when it was recorded: a decision not to tell is reviewed from then on. */
  readonly parent: (ParentTold & { readonly at: Instant }) | null;
  readonly gp: GpTold | null;
  readonly chis: { readonly how: string; readonly at: Instant } | null;
};

/** What every handover carries, whatever its state. */
export type Passage = {
  readonly handoverId: string;
  readonly kind: HandoverKind;
  readonly occasion: Occasion;
  readonly releasingTeamId: string;
  readonly preparedBy: string;
  readonly preparedAt: Instant;
  readonly destination: Destination;
  readonly addressedTo: string | null;
  readonly proposedLevel: Level | null;
  readonly summary: Summary;
  readonly priority: Priority;
  /** Meetings that the child's status asked for since the handover was sent: they stay owed although the status has ended. */
  readonly meetingsOwed?: readonly MeetingKind[];
  readonly follows: string | null;
  /** What was said of a GP in another area than the home; absent where nobody was asked. */
  readonly gpElsewhere?: GpElsewhere;
  readonly happenings: Happenings;
  /** Every desk that the offer has lain on, so that a recall can say who may have opened it. */
  readonly desks: readonly string[];
  /** When it was laid on a third desk; absent before. */
  readonly thirdDeskAt?: Instant;
};

/** `at` is when it was recorded, from which the clocks run; `happenedAt` its true time, from which later steps are ordered. */
export type Offer = { readonly at: Instant; readonly happenedAt: Instant; readonly by: string };
export type Acceptance = {
  readonly teamId: string;
  readonly practitionerId: string | null;
  readonly outsideName: string | null;
  readonly at: Instant;
  readonly happenedAt: Instant;
  readonly firstContactOn: CivilDate;
};
/** Release is a fact written once: accountability passed at this instant. */
export type Release = { readonly at: Instant; readonly point: string };
export type Seen = {
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly where: string;
  readonly seenBy: string;
};

export type Handover = Passage &
  (
    | {
        readonly state: 'draft';
        /** When the offer was recalled from a wrong desk: since then the child waits to be sent on. */
        readonly recalledAt?: Instant;
      }
    | { readonly state: 'offered'; readonly offer: Offer }
    | {
        readonly state: 'acknowledged';
        readonly offer: Offer;
        readonly acknowledged: { readonly by: string; readonly at: Instant };
      }
    | {
        readonly state: 'accepted';
        readonly offer: Offer;
        readonly acceptance: Acceptance;
        readonly release: Release | null;
        /** Where the child was seen before its birth: when the birth was recorded. From then on the baby is to be seen. */
        readonly bornAt?: Instant;
      }
    | {
        readonly state: 'seen';
        readonly offer: Offer;
        readonly acceptance: Acceptance;
        readonly release: Release | null;
        readonly seen: Seen;
      }
    | {
        readonly state: 'closed';
        readonly offer: Offer;
        readonly acceptance: Acceptance;
        readonly release: Release;
        readonly seen: Seen;
        readonly closedAt: Instant;
      }
    | {
        readonly state: 'declined';
        readonly offer: Offer;
        readonly declined: {
          readonly at: Instant;
          readonly by: string;
          readonly reason: DeclineReason;
          readonly comment: string;
          readonly onward: OnwardRoute;
          readonly onwardAreaCode: string | null;
        };
      }
    | {
        readonly state: 'withdrawn';
        readonly withdrawn: {
          readonly at: Instant;
          readonly reason: string;
          /** The family is back at home: nothing is left to pass on. */
          readonly backHome: boolean;
          /** The family does not move after all, or the service that was to close goes on: a person has said so. */
          readonly stays: boolean;
          /** When it had been declined before it was taken back; null when nobody had declined it. */
          readonly declinedAt: Instant | null;
        };
      }
    | {
        readonly state: 'superseded';
        readonly superseded: { readonly at: Instant; readonly by: string; readonly reason: string };
        readonly release: Release | null;
        /**
         * Since when a child was accepted and not seen, though accountability had passed: whoever took it owes the visit (promise P4). Null
         * once seen.
         */
        readonly unseenSince: Instant | null;
        /** Since when that visit was owed, made or not: if a “seen” was false it is owed again from then. Null where nothing passed. */
        readonly visitOwedFrom: Instant | null;
        /** When what let accountability pass really happened; a late entry may date it back. Null where nothing passed. */
        readonly passedAt: Instant | null;
        /** Since when whoever took the child, and has seen it, owes the level of service. Null once it is decided. */
        readonly undecidedSince: Instant | null;
        /** After release the former team's support ends when it is told; null until then. */
        readonly formerTold: Instant | null;
      }
  );

export const noHappenings: Happenings = {
  questions: [],
  verbal: null,
  jointVisits: [],
  playBack: null,
  dispute: null,
  failedContacts: [],
  firstContact: null,
  meetings: {},
  releaseProposed: null,
  withoutSighting: null,
  level: null,
  parent: null,
  gp: null,
  chis: null,
};

/**
 * The priority in force: what a person lowered it to; else the highest of what a person raised it to, what stood before, and what the facts
 * give.
 */
export function priorityOf({ priority }: Pick<Passage, 'priority'>): PriorityName {
  const { chosen, held, computed } = priority;
  if (chosen && chosen.secondName !== null) return chosen.priority;
  return [chosen?.priority, held].reduce<PriorityName>(
    (highest, one) => (one && isHigher(one, highest) ? one : highest),
    computed.priority,
  );
}

/** Whether accountability has passed by this handover. */
export function releaseOf(handover: Handover): Release | null {
  return 'release' in handover ? handover.release : null;
}

/** Whether a newer handover has passed the child on: then the newer one owes what is still to be told. */
export function passedOnSince(handover: Handover, all: readonly Handover[]): boolean {
  return all.slice(all.indexOf(handover) + 1).some((later) => releaseOf(later) !== null);
}

/** Open: still on its way. Declined, withdrawn, superseded and closed have ended. */
export function isOpen({ state }: Handover): boolean {
  return state !== 'closed' && state !== 'declined' && state !== 'withdrawn' && state !== 'superseded';
}

/** Whether somebody waits for the answer of a question. */
export function waits({ answer, stoodDown }: Question): boolean {
  return answer === null && !stoodDown;
}

/** The open question that has waited longest, if any. */
export function openQuestion(handover: Passage): Question | null {
  return handover.happenings.questions.find(waits) ?? null;
}

/** Whether a dispute waits for its decider. Undecided it ends with the handover, except after a decline, which is then what it is about. */
export function disputeOpen(handover: Handover): boolean {
  const { dispute } = handover.happenings;
  return dispute !== null && dispute.decided === null && (isOpen(handover) || handover.state === 'declined');
}
