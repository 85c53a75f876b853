import type { CivilDate, Instant } from '../calendar/time.ts';
import type { Level } from '../language/words.ts';
import type { Address } from '../responsibility/facts.ts';
import type {
  Baby,
  Brought,
  ClientIdentity,
  Joining,
  Loss,
  MissedReason,
  Referrer,
  VisitMode,
  VisitPlace,
} from './client-facts.ts';
import type { Door } from './doors.ts';
import type { ReferralFacts } from './known.ts';
import type { DeclineOfferReason, LeavingReason, PauseReason } from './statuses.ts';

/** Every command on a client's stream. */
export type ClientCommand =
  | {
      readonly type: 'refer';
      readonly teamId: string;
      readonly identity: ClientIdentity;
      readonly address: Address | null;
      readonly from: Referrer;
      readonly referrer: string;
      readonly known: ReferralFacts;
      readonly note: string;
      /** She was in the programme before her site began with Handhold: said by its file of clients alone. */
      readonly inProgrammeBefore?: true;
    }
  | {
      readonly type: 'record-client';
      readonly identity: ClientIdentity;
      readonly address: Address | null;
      readonly known: ReferralFacts;
      readonly why: string;
    }
  | { readonly type: 'seal-client-address'; readonly why: string }
  /** By two people: `agreedBy` is the second one’s id. */
  | { readonly type: 'open-client-address'; readonly why: string; readonly agreedBy: string }
  /** Judges what is recorded against the site's rules of today. The answer is never given from outside. */
  | { readonly type: 'assess' }
  | { readonly type: 'offer-place'; readonly note: string }
  | {
      readonly type: 'decline-place';
      readonly reason: DeclineOfferReason;
      /** Which of the site's or the network's own reasons it is, of those that count as `reason`; so in every command that has one. */
      readonly own?: string;
      readonly note: string;
    }
  | {
      readonly type: 'enrol';
      readonly nurseId: string;
      readonly consent: { readonly on: CivilDate; readonly how: string };
      readonly sharingBasis: string;
      readonly outsideRules: string | null;
      readonly aboveCapacity: string | null;
      /** The id of the unborn child's stream, where no record of the pregnancy is in care; null for a client whose child is born. */
      readonly pregnancyId: string | null;
      readonly expectedOn: CivilDate | null;
      /** Children already born, whoever answers for them now. */
      readonly children: readonly Joining[];
    }
  /** A child of hers who was not named at enrolment, who comes after a transfer, or whose handover to the site came to nothing. */
  | { readonly type: 'bring-child'; readonly child: Brought; readonly why: string }
  | {
      readonly type: 'allocate-nurse';
      /** Null: her nurse is there no more, and her lead answers until somebody is named. Nobody but the system says that. */
      readonly nurseId: string | null;
      readonly why: string;
      readonly aboveCapacity: string | null;
    }
  | { readonly type: 'weigh'; readonly weight: number; readonly reason: string }
  | { readonly type: 'move-expected-date'; readonly expectedOn: CivilDate; readonly why: string }
  | {
      readonly type: 'tell-birth';
      readonly bornOn: CivilDate;
      readonly where: string;
      readonly babies: readonly Baby[];
    }
  | {
      readonly type: 'pause';
      readonly reason: PauseReason;
      readonly own?: string;
      readonly note: string;
      readonly reviewOn: CivilDate;
    }
  | { readonly type: 'resume'; readonly note: string }
  | { readonly type: 'set-interval'; readonly days: number | null; readonly reason: string }
  | { readonly type: 'plan-visit'; readonly at: Instant; readonly place: VisitPlace }
  | {
      readonly type: 'record-visit';
      readonly visitId: string;
      readonly at: Instant;
      readonly place: VisitPlace;
      readonly mode: VisitMode;
      readonly minutes: number;
      readonly clientSeen: boolean;
      readonly childrenSeen: readonly string[];
      readonly accompaniedBy: string | null;
      readonly note: string;
      readonly next: Instant | null;
    }
  | {
      readonly type: 'record-missed-visit';
      readonly visitId: string;
      readonly on: CivilDate;
      readonly why: MissedReason;
      readonly own?: string;
      readonly note: string;
      readonly next: Instant | null;
    }
  | { readonly type: 'review-missed-visits'; readonly decision: string }
  | { readonly type: 'move-end'; readonly endsOn: CivilDate; readonly why: string }
  | {
      readonly type: 'child-leaves';
      readonly childId: string;
      readonly door: Door;
      readonly why: string;
      readonly proposedLevel: Level | null;
      readonly areaCode: string | null;
    }
  | { readonly type: 'review-continuing'; readonly why: string }
  | {
      readonly type: 'leave';
      readonly door: Door;
      readonly reason: LeavingReason | null;
      readonly own?: string;
      readonly why: string;
      readonly proposedLevel: Level | null;
      readonly areaCode: string | null;
    }
  | {
      readonly type: 'start-transfer';
      /** The receiving supervisor takes her although the rules there do not admit her: who agreed, and why. */
      readonly outsideRules?: string | null;
      readonly toTeamId: string;
      readonly areaCode: string;
      readonly why: string;
      readonly proposedLevel: Level | null;
      /** The bulk handover that sends her there; absent where she moves by herself. */
      readonly bulkId?: string;
    }
  | { readonly type: 'end-transfer'; readonly why: string }
  | {
      readonly type: 'transfer-in';
      readonly nurseId: string;
      /** Why it is right although it is above the nurse's caseload; left out where it is not. */
      readonly aboveCapacity?: string | null;
    }
  /** The receiving site says no: her children go to health visiting there at once (scenarios A4 and A6). */
  | {
      readonly type: 'refuse-transfer';
      readonly reason: 'no-place' | 'not-eligible';
      readonly waitingList: boolean;
      readonly note: string;
    }
  /** A place has come free, or is made: she is offered it, by the site on whose waiting list she stands. */
  | {
      readonly type: 'take-from-waiting-list';
      readonly note: string;
      /** Why a place is made where no nurse has room; null where one is free. */
      readonly aboveCapacity: string | null;
    }
  | { readonly type: 'end-waiting'; readonly why: string }
  /** What a child's own record refused is asked once more, as her record has it now. */
  | { readonly type: 'ask-child-again'; readonly childId: string }
  /** A child's own record did not follow, and somebody has dealt with it: how, or why nothing is to be done. */
  | { readonly type: 'settle-refusal'; readonly childId: string; readonly why: string }
  | {
      readonly type: 'record-loss';
      readonly loss: Loss;
      readonly on: CivilDate;
      readonly says: string;
      readonly contactId: string;
    }
  /** Null, as for her nurse: whoever kept in touch is there no more. */
  | { readonly type: 'name-contact'; readonly contactId: string | null; readonly why: string }
  | { readonly type: 'record-bereavement-contact'; readonly how: string }
  | {
      readonly type: 'record-death';
      readonly who: string;
      readonly on: CivilDate;
      readonly says: string;
      readonly contactId: string | null;
    }
  /** A trusted message says that she has died: it stops what is planned with her, and a named person confirms it. */
  | { readonly type: 'report-death'; readonly says: string; readonly messageId: string }
  | { readonly type: 'take-back-death'; readonly who: string; readonly says: string };

export type ClientCommandName = ClientCommand['type'];

/** The words on a button for each command: verbs first. */
export const clientCommandWords: Readonly<Record<ClientCommandName, string>> = {
  refer: 'Refer a client',
  'record-client': 'Change what is known of the client',
  'seal-client-address': 'Seal her address',
  'open-client-address': 'Open her sealed address',
  assess: 'Record the eligibility',
  'offer-place': 'Offer a place',
  'decline-place': 'Record that she does not enrol',
  enrol: 'Enrol',
  'bring-child': 'Bring a child into the programme',
  'allocate-nurse': 'Allocate to a nurse',
  weigh: 'Weigh for the caseload',
  'move-expected-date': 'Change the expected date',
  'tell-birth': 'Record the birth',
  pause: 'Pause the programme',
  resume: 'Resume the programme',
  'set-interval': 'Dial visits up or down',
  'plan-visit': 'Plan the next visit',
  'record-visit': 'Record a visit',
  'record-missed-visit': 'Record a visit that did not happen',
  'review-missed-visits': 'Review the missed visits',
  'move-end': 'Change the end of the programme',
  'child-leaves': 'Record that one child leaves',
  'review-continuing': 'Record that she goes on in the programme',
  leave: 'End the programme',
  'start-transfer': 'Transfer to another site',
  'end-transfer': 'The transfer did not happen',
  'transfer-in': 'Take the client in',
  'refuse-transfer': 'Say that the site cannot take her',
  'take-from-waiting-list': 'Offer her the place for which she waits',
  'end-waiting': 'Take her off the waiting list',
  'ask-child-again': 'Ask a child’s own record once more',
  'settle-refusal': 'Say what was done where a child’s own record did not follow',
  'record-loss': 'Record a loss',
  'name-contact': 'Name the contact',
  'record-bereavement-contact': 'Record the contact after the loss',
  'record-death': 'Record a death',
  'report-death': 'Stop what is planned with her: her death was reported',
  'take-back-death': 'Take back a loss or a death recorded in error',
};

export const clientCommandNames = Object.keys(clientCommandWords) as readonly ClientCommandName[];
