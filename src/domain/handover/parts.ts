import type { CivilDate, Instant } from '../calendar/time.ts';
import type { PriorityName } from '../language/words.ts';
import type { ComputedPriority } from '../risk/priority.ts';

/** Where a handover is sent, with the reason that routing gave. Outside: a team that answers by telephone. */
export type Destination = {
  readonly kind: 'desk' | 'holding' | 'outside';
  readonly teamId: string;
  readonly reason: string;
  /** What routing found, where a person chose another desk: both sides see that they differ (scenario A27). */
  readonly routed?: { readonly teamId: string; readonly reason: string };
};

export const gpAnswers = ['registers-anew', 'keeps-practice'] as const;
/** What a person says of a GP in another area than the home (scenario A27). Residence decides where the child goes, whatever the answer. */
export type GpAnswer = (typeof gpAnswers)[number];

export const gpAnswerWords: Readonly<Record<GpAnswer, string>> = {
  'registers-anew':
    'The child sleeps at the address on record, and is to be registered with a practice there',
  'keeps-practice': 'The child sleeps at the address on record, and keeps the practice',
};

/** The answer, and the practice and area of the home that it is about. */
export type GpElsewhere = {
  readonly answer: GpAnswer;
  readonly odsCode: string;
  readonly areaCode: string;
  /** The team that said it after the handover was sent; absent where the releasing team did as it prepared it. */
  readonly saidBy?: string;
};

/** The SAFER structure of the written summary: situation, assessment, family, expected response, recording. */
export type Summary = {
  readonly situation: string;
  readonly assessment: string;
  readonly family: string;
  readonly expectedResponse: string;
  readonly recording: string;
};

/** A summary that says why the handover was opened; the nurse writes the rest. */
export function newSummary(situation: string): Summary {
  return { situation, assessment: '', family: '', expectedResponse: '', recording: '' };
}

/** Priority as computed and, where a person changed it, who and why. A lowering carries a second name. */
export type Priority = {
  readonly computed: ComputedPriority;
  /** What stood before the facts came to give less: it stands until a person lowers it, since no priority falls by itself. */
  readonly held?: PriorityName;
  readonly chosen: {
    readonly priority: PriorityName;
    readonly by: string;
    readonly reason: string;
    readonly secondName: string | null;
  } | null;
};

/** What was said on the telephone by a team outside the network, with a second name of our side. */
export type CallBack = {
  readonly number: string;
  readonly outsideName: string;
  readonly spokenBy: string;
  readonly spokeAt: Instant;
  readonly secondName: string;
};

/** When something really was that is known by a call-back: when it was told, at the latest. */
export function toldBy(callBack: CallBack | null | undefined, happenedAt: Instant): Instant {
  return callBack && callBack.spokeAt < happenedAt ? callBack.spokeAt : happenedAt;
}

/** An attempt at contact that reached nobody, and whether the supervisor has looked at it. */
export type FailedContact = {
  readonly how: string;
  readonly why: string;
  readonly at: Instant;
  readonly reviewed?: true;
};

/** A joint visit that is to be: the next one, on a day, at a time of day where that is known, and who comes from each side. */
export type JointVisitPlan = {
  readonly on: CivilDate;
  readonly at: Instant | null;
  readonly releasingId: string;
  /** Null where the receiving team is outside the network: then the name is written down. */
  readonly receivingId: string | null;
  readonly outsideName: string | null;
};

export type ParentTold =
  | { readonly told: true; readonly how: string }
  | {
      readonly told: false;
      readonly reason: string;
      readonly decidedBy: string;
      readonly reviewOn: CivilDate;
    };

export type GpTold =
  | { readonly route: 'gp'; readonly practice: string }
  | { readonly route: 'no-gp'; readonly registration: string };
