import type { CivilDate, Instant } from '../calendar/time.ts';
import type { Column, RowId } from '../calendar/time-limits.ts';

/** What is owed, for a child, a client or a nurse, or for what lies in quarantine. Each kind is one obligation with an owner, a due time and a ladder (promise P5). */
export type ObligationKind =
  | 'offer'
  | 'route'
  | 'settle-gp-area'
  | 'acknowledge'
  | 'verbal'
  | 'answer-offer'
  | 'allocate'
  | 'answer-question'
  | 'decide-dispute'
  | 'onward-route'
  | 'designated-decision'
  | 'first-contact'
  | 'seen'
  | 'meeting'
  | 'agree-release'
  | 'review-limit'
  | 'release'
  | 'missed-contact-review'
  | 'review-missed-reviews'
  | 'level'
  | 'tell-parent'
  | 'tell-gp'
  | 'tell-chis'
  | 'review-not-told'
  | 'close'
  | 'tell-former-team'
  | 'name-practitioner'
  | 'settle-enquiry'
  | 'settle-claim'
  | 'review'
  | 'hand-on-to-school'
  | 'plan-graduation'
  | 'name-receiver'
  | 'joint-visit'
  | 'case-meeting'
  | 'leave-programme'
  | 'open-handover'
  | 'see-meanwhile'
  | 'tell-named-nurse'
  | 'tell-designated-nurse'
  | 'ask-agency'
  | 'agency-answer'
  | 'trace-again'
  | 'review-openness'
  | 'review-missing'
  | 'review-stay'
  | 'end-stay'
  | 'home-contact'
  | 'ask-parental-responsibility'
  | 'tell-private-fostering'
  | 'name-carer'
  | 'tell-mothers-worker'
  | 'copy-mothers-nurse'
  | 'tell-midwifery'
  | 'tell-agencies'
  | 'review-visiting-declined'
  | 'tell-gp-declined'
  | 'plan-discharge'
  | 'record-discharge'
  | 'mothers-safeguarding'
  | 'confirm-end'
  | 'tell-death-review'
  | 'answer-referral'
  | 'decide-place'
  | 'visit'
  | 'review-missed-visits'
  | 'review-continuing'
  | 'review-pause'
  | 'allocate-nurse'
  | 'name-contact'
  | 'take-back-death'
  | 'tell-birth'
  | 'take-client-in'
  | 'settle-refusal'
  | 'bereavement-contact'
  | 'accept-before-last-day'
  | 'pass-before-last-day'
  | 'supervise'
  | 'accompany-visit'
  | QuarantineKind;

/** What lies in quarantine is owed too, by its kind: nobody knows yet whom it is about, or whether it is right. */
export const quarantineKinds = [
  'settle-birth',
  'settle-death',
  'settle-move',
  'settle-message',
  'settle-row',
] as const;
export type QuarantineKind = (typeof quarantineKinds)[number];

/** The words for what is owed, as they stand in lists and mail. */
export const obligationWords: Readonly<Record<ObligationKind, string>> = {
  offer: 'Send the offer',
  route: 'Find the route for an offer on the holding desk',
  'settle-gp-area':
    'The GP is in another area than the home: say where the child sleeps, and what becomes of the practice',
  acknowledge: 'Acknowledge the offer',
  verbal: 'Speak to each other (verbal handover)',
  'answer-offer': 'Accept or decline',
  allocate: 'Allocate to a named practitioner',
  'answer-question': 'Answer the question',
  'decide-dispute': 'Decide the dispute',
  'onward-route': 'Find the onward route after the decline',
  'designated-decision': 'Designated nurses decide: declined three times',
  'first-contact': 'Make the first contact',
  seen: 'See the child face to face, or its mother before the birth',
  meeting: 'Hold the meeting, or record the decision not to',
  'agree-release': 'Both named nurses: agree to the release without sighting, or take it back',
  'review-limit': 'A legal limit on a dangerous person ends: look at the danger again, and record it',
  release: 'Reach the release point: 28 days since acceptance',
  'missed-contact-review': 'Supervisor reviews the failed contacts',
  'review-missed-reviews': 'Supervisor reviews the missed reviews',
  level: 'Decide the level of service',
  'tell-parent': 'Tell the parent',
  'tell-gp': 'Tell the GP',
  'tell-chis': 'Tell child health records',
  'review-not-told': 'Review the decision not to tell the parent',
  close: 'Close the handover',
  'tell-former-team': 'Tell the former team that its support has ended',
  'name-practitioner': 'Name a practitioner for the child',
  'settle-enquiry': 'Settle where the child sleeps',
  'settle-claim': 'Settle which team holds the child',
  review: 'Offer the review that is due',
  'hand-on-to-school': 'Hand the child on to school nursing',
  'plan-graduation': 'Open the plan for graduation',
  'name-receiver': 'Have the health visitor named for graduation',
  'joint-visit': 'Make the joint visit before graduation',
  'case-meeting': 'Hold the case meeting before graduation',
  'open-handover': 'Open a handover: the child has left the programme',
  'see-meanwhile': 'See the child, or have it seen, while the handover is on its way',
  'leave-programme': 'The programme ends: record graduation or a later end',
  'tell-named-nurse': 'Tell the named nurse that the family is missing',
  'tell-designated-nurse': 'Tell the designated nurse that the family is missing',
  'ask-agency': 'Ask where the family is',
  'agency-answer': 'Get the answer of an agency that was asked',
  'trace-again': 'Trace the family again',
  'review-missing': 'Designated nurse reviews the missing family',
  'review-openness': 'Look again at the decision not to be open with the parent',
  'review-stay': 'Look again at the short stay elsewhere',
  'end-stay': 'The stay is no longer short: hand the child over, or record that the family is back',
  'home-contact': 'Make contact: home from hospital or a unit',
  'ask-parental-responsibility': 'Ask who has parental responsibility',
  'tell-private-fostering': 'Tell the authority: this may be private fostering',
  'name-carer': 'Record who cares for the child now',
  'tell-mothers-worker': 'Tell the mother’s own social worker or personal adviser',
  'copy-mothers-nurse': 'Copy to the looked-after children’s nurse of the mother’s authority',
  'tell-midwifery': 'Tell the midwives of both sides',
  'tell-agencies': 'Tell the other agencies around the child of the handover',
  'review-visiting-declined':
    'Look again at the refusal: has somebody seen the child, and is it a matter of safeguarding?',
  'tell-gp-declined': 'Tell the GP that the mother has declined health visiting',
  'plan-discharge': 'Plan the discharge with the unit or the hospital',
  'record-discharge': 'Record the discharge, or another day for it',
  'mothers-safeguarding': 'The mother is a child herself: record her own safeguarding',
  'confirm-end': 'Confirm the loss or the death, or correct it',
  'tell-death-review': 'Tell the child death review process of the death',
  'answer-referral': 'Answer the referral: offer a place, or say why not',
  'decide-place': 'Enrol, or record that she does not',
  visit: 'Visit the client',
  'review-missed-visits': 'Supervisor reviews the missed visits',
  'review-continuing': 'Review her eligibility: does she go on in the programme?',
  'review-pause': 'Review the pause',
  'allocate-nurse': 'Her nurse has left: name another',
  'take-back-death':
    'A child’s own record says that the child lives, or she herself: take the death back here, or have it confirmed there',
  'name-contact': 'Whoever kept in touch with her has left: name another',
  'tell-birth': 'Record the birth, or a new expected date',
  'take-client-in': 'Take the client in, or say that there is no place',
  'settle-refusal':
    'A child’s own record did not follow its mother’s: see to it, or say why nothing is to be done',
  'bereavement-contact': 'Be in touch after the loss',
  'accept-before-last-day': 'Have the child accepted before the team’s last day',
  'pass-before-last-day': 'Have the child pass before the team’s last day',
  supervise: 'Supervision, one to one',
  'accompany-visit': 'A visit accompanied by the supervisor',
  'settle-birth': 'Settle a birth that lies in quarantine',
  'settle-death': 'Settle a death, or one taken back, that lies in quarantine',
  'settle-move': 'Settle a move that lies in quarantine',
  'settle-message': 'Settle a message that lies in quarantine',
  'settle-row': 'Settle a line of a file that lies in quarantine',
};

/** An obligation as the state gives it: who owes it, since when, by which row and column of the time limits. */
export type Obligation = {
  readonly key: string;
  readonly kind: ObligationKind;
  readonly row: RowId;
  readonly column: Column;
  readonly from: Instant;
  readonly ownerTeamId: string;
  readonly otherTeamId: string | null;
  readonly handoverId: string | null;
  /** The last day on which it may be done, where a schedule gives the day and no row of limits does. */
  readonly dueOn?: CivilDate;
  /** What the row gives, or this day where it comes sooner: a schedule of its own asks for the same (row 11). */
  readonly orSooner?: CivilDate;
};

/**
 * An obligation with its due time and the times of the five steps of its ladder (step 0 is the due time itself).
 * It is kept in a fact, with the row, column and rule version that gave it, so that nothing has to be computed again.
 */
export type Deadline = Obligation & {
  readonly dueAt: Instant;
  readonly steps: readonly Instant[];
  readonly ruleVersion: string;
};
