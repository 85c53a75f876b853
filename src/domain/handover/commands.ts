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
import type { CallBack, Correction, Destination, GpTold, ParentTold, Summary } from './facts.ts';
import type { MeetingKind, MeetingOutcome } from './meetings.ts';
import type { GpAnswer, JointVisitPlan } from './parts.ts';

type Of<Name extends string, Data = unknown> = {
  readonly type: Name;
  readonly handoverId: string;
} & Readonly<Data>;

/** What a person may ask of an existing handover. `prepare` makes one and stands in `PrepareHandover`. */
export type HandoverCommand =
  | Of<'revise', Preparation>
  /** `signedBy`: the supervisor who signed the drop in intensity, where no programme runs (scenario A5). */
  | Of<'offer', { addressedTo?: string | null; destination?: Destination; signedBy?: string }>
  | Of<'acknowledge', { callBack?: CallBack }>
  | Of<'allocate', { practitionerId: string }>
  | Of<'ask', { questionId: string; text: string }>
  | Of<'answer', { questionId: string; text: string }>
  | Of<'record-verbal', { releasingName: string; receivingName: string; spokeAt: Instant }>
  | Of<'record-joint-visit', { on: CivilDate; names: readonly string[]; childSeen: boolean }>
  /** Planned anew while one is planned it moves, with a reason. `outsideName`: who comes from a team outside the network. */
  | Of<'plan-joint-visit', JointVisitPlan & { reason: string }>
  | Of<'cancel-joint-visit', { reason: string }>
  | Of<'play-back', { words: string; dangerIds: readonly string[] }>
  | Of<
      'accept',
      {
        practitionerId: string | null;
        firstContactOn: CivilDate | null;
        lateReason?: string;
        callBack?: CallBack;
      }
    >
  | Of<
      'decline',
      { reason: DeclineReason; comment: string; onward: OnwardRoute; onwardAreaCode?: string | null }
    >
  | Of<'dispute', { ground: string; deciderId: string }>
  | Of<'decide-dispute', { outcome: DisputeOutcome; reason: string }>
  | Of<'redirect', { to: Destination; why: string; newHandoverId: string }>
  | Of<'recall', { to: Destination | null; why: string }>
  /** `stays`: the family does not move after all, or the service goes on. Also said of one that was declined and taken back before. */
  | Of<'withdraw', { reason: string; backHome?: boolean; stays?: boolean }>
  | Of<'supersede', { newHandoverId: string; destination: Destination; reason: string }>
  | Of<'tell-former-team', { told: string }>
  | Of<'record-first-contact', { how: string; withWhom: string }>
  | Of<'record-failed-contact', { how: string; why: string }>
  | Of<'review-failed-contacts', { decision: string }>
  | Of<'record-seen', { where: string; joint: boolean; callBack?: CallBack }>
  | Of<
      'record-meeting',
      { meeting: MeetingKind; outcome: MeetingOutcome; decidedBy: string; note: string; invited?: string }
    >
  | Of<'release-without-sighting', { otherNamedNurseId: string; reason: string }>
  | Of<'agree-release'>
  | Of<'take-back-release', { reason: string }>
  | Of<'decide-level', { level: Level; reason: string }>
  | Of<'tell-parent', { parent: ParentTold }>
  | Of<'tell-gp', { gp: GpTold }>
  | Of<'tell-chis', { how: string }>
  | Of<'raise-priority', { priority: PriorityName; reason: string }>
  | Of<'lower-priority', { priority: PriorityName; reason: string; secondName: string }>
  | Of<'close'>
  | Of<'correct', { what: Correction; reason: string }>;

/** What a draft holds: written by `prepare`, changed by `revise`. */
export type Preparation = {
  readonly kind: HandoverKind;
  readonly occasion: Occasion;
  readonly destination: Destination;
  readonly addressedTo: string | null;
  readonly proposedLevel: Level | null;
  readonly summary: Summary;
  /** Said of a GP in another area than the home; what was said before stands where it is left out. */
  readonly gpAnswer?: GpAnswer;
};

export type PrepareHandover = {
  readonly type: 'prepare';
  readonly handoverId: string;
  readonly follows: string | null;
  /** A twin, born while the pregnancy was on its way, goes to the desk to which the pregnancy goes (scenario A9). */
  readonly goesWithPregnancy?: true;
} & Preparation;

export type HandoverCommandName = HandoverCommand['type'];

export const handoverCommandNames = [
  'revise',
  'offer',
  'acknowledge',
  'allocate',
  'ask',
  'answer',
  'record-verbal',
  'plan-joint-visit',
  'cancel-joint-visit',
  'record-joint-visit',
  'play-back',
  'accept',
  'decline',
  'dispute',
  'decide-dispute',
  'redirect',
  'recall',
  'withdraw',
  'supersede',
  'tell-former-team',
  'record-first-contact',
  'record-failed-contact',
  'review-failed-contacts',
  'record-seen',
  'record-meeting',
  'release-without-sighting',
  'agree-release',
  'take-back-release',
  'decide-level',
  'tell-parent',
  'tell-gp',
  'tell-chis',
  'raise-priority',
  'lower-priority',
  'close',
  'correct',
] as const satisfies readonly HandoverCommandName[];

/** The words on a button for each command: verbs first. */
export const commandWords: Readonly<Record<HandoverCommandName, string>> = {
  revise: 'Change the draft',
  offer: 'Send the offer',
  acknowledge: 'Acknowledge',
  allocate: 'Allocate to a practitioner',
  ask: 'Ask a question',
  answer: 'Answer a question',
  'record-verbal': 'Record the verbal handover',
  'plan-joint-visit': 'Plan a joint visit, or move it',
  'cancel-joint-visit': 'Cancel the joint visit that is planned',
  'record-joint-visit': 'Record a joint visit',
  'play-back': 'Play back the risks',
  accept: 'Accept',
  decline: 'Decline',
  dispute: 'Raise a dispute',
  'decide-dispute': 'Decide the dispute',
  redirect: 'Redirect to another desk',
  recall: 'Recall an offer sent to the wrong desk',
  withdraw: 'Withdraw',
  supersede: 'Replace: the family has moved again',
  'tell-former-team': 'Record that the former team was told',
  'record-first-contact': 'Record the first contact',
  'record-failed-contact': 'Record a failed attempt at contact',
  'review-failed-contacts': 'Review the failed contacts',
  'record-seen': 'Record that the child was seen',
  'record-meeting': 'Record a meeting',
  'release-without-sighting': 'Propose a release without sighting',
  'agree-release': 'Agree to the release without sighting',
  'take-back-release': 'Take back the release that was proposed',
  'decide-level': 'Decide the level of service',
  'tell-parent': 'Record whether the parent was told',
  'tell-gp': 'Record whether the GP was told',
  'tell-chis': 'Record that child health records were told',
  'raise-priority': 'Raise the priority',
  'lower-priority': 'Lower the priority',
  close: 'Close the handover',
  correct: 'Correct what was recorded',
};
