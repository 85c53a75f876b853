import type { Code } from './codes.ts';

/**
 * The one catalogue of words for statuses, kinds and coded reasons. Pages, mail, help, API and documents
 * take their words from here, so that one thing has one name everywhere.
 */

export const levels = ['community', 'universal', 'targeted', 'specialist'] as const;
/** Level of service under the Healthy Child Programme, lowest first (HCP). */
export type Level = (typeof levels)[number];

export const levelWords: Readonly<Record<Level, string>> = {
  community: 'Community',
  universal: 'Universal',
  targeted: 'Targeted',
  specialist: 'Specialist',
};

/** Older labels still heard, each with the years in which it was the usual word (HCP). */
export const olderLevelLabels: readonly { label: string; means: Level; from: string; to: string }[] = [
  { label: 'Universal Plus', means: 'targeted', from: '2011-01-01', to: '2021-03-31' },
  { label: 'Universal Partnership Plus', means: 'specialist', from: '2011-01-01', to: '2021-03-31' },
];

export const priorities = ['routine', 'heightened', 'urgent'] as const;
/** Priority sets the clocks and the release point; it always comes with its reasons. */
export type PriorityName = (typeof priorities)[number];

export const priorityWords: Readonly<Record<PriorityName, string>> = {
  routine: 'Routine',
  heightened: 'Heightened',
  urgent: 'Urgent',
};

export const kinds = [
  'fnp-to-health-visiting',
  'fnp-to-fnp',
  'health-visiting-to-health-visiting',
  'health-visiting-to-fnp',
] as const;
export type HandoverKind = (typeof kinds)[number];

export const kindWords: Readonly<Record<HandoverKind, string>> = {
  'fnp-to-health-visiting': 'Family Nurse Partnership to health visiting',
  'fnp-to-fnp': 'Family Nurse Partnership to Family Nurse Partnership',
  'health-visiting-to-health-visiting': 'Health visiting to health visiting',
  'health-visiting-to-fnp': 'Health visiting to Family Nurse Partnership',
};

export const occasions = [
  'graduation',
  'early-leaver',
  'move',
  'return',
  'split',
  'service-closes',
  'service-stops',
  'joins-programme',
] as const;
/** Why the handover is being made. Graduation, a service that closes on a day and joining are planned; the others are not (Annex B heading). */
export type Occasion = (typeof occasions)[number];

export const occasionWords: Readonly<Record<Occasion, string>> = {
  graduation: 'Planned: graduation from the programme',
  'early-leaver': 'Leaves the programme early',
  move: 'The family has moved',
  return: 'The family has come back',
  split: 'The child lives without the mother',
  'service-closes': 'The service closes, or passes to another',
  'service-stops': 'The service closes suddenly: no last day is known',
  'joins-programme': 'The mother joins the programme',
};

/** Why a handover of a kind may be made: nobody graduates from, or leaves early, what they were not in. */
export function occasionsOf(kind: HandoverKind): readonly [Occasion, ...Occasion[]] {
  switch (kind) {
    case 'fnp-to-health-visiting':
      return ['graduation', 'early-leaver', 'move', 'return', 'split', 'service-closes', 'service-stops'];
    case 'fnp-to-fnp':
      return [
        'early-leaver',
        'move',
        'return',
        'split',
        'service-closes',
        'service-stops',
        'joins-programme',
      ];
    case 'health-visiting-to-fnp':
      return ['joins-programme', 'move', 'return', 'split', 'service-closes', 'service-stops'];
    case 'health-visiting-to-health-visiting':
      return ['move', 'return', 'split', 'service-closes', 'service-stops'];
  }
}

export const handoverStates = [
  'draft',
  'offered',
  'acknowledged',
  'accepted',
  'seen',
  'closed',
  'declined',
  'withdrawn',
  'superseded',
] as const;
export type HandoverStateName = (typeof handoverStates)[number];

export const handoverStateWords: Readonly<Record<HandoverStateName, string>> = {
  draft: 'Draft',
  offered: 'Offered',
  acknowledged: 'Acknowledged',
  accepted: 'Accepted, not yet seen',
  seen: 'Seen',
  closed: 'Closed',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
};

export const handoverStateMeanings: Readonly<Record<HandoverStateName, string>> = {
  draft: 'Being prepared. The releasing team answers for the child.',
  offered: 'Sent to a duty desk. The releasing team answers for the child.',
  acknowledged: 'A person at the desk has it. The releasing team answers for the child.',
  accepted: 'A named practitioner took it. Accepted is not seen.',
  seen: 'The receiving practitioner has seen the child face to face.',
  closed: 'Seen, level decided, and everybody told who is to be told.',
  declined: 'The receiving side said no, and the child stayed with the releasing team.',
  withdrawn: 'It was taken back, and the child stayed with the releasing team.',
  superseded: 'Replaced by a newer handover.',
};

/** Coded reasons to decline, each with the dates between which it may be chosen. */
export const declineReasons = [
  { code: 'not-resident', words: 'The child does not live in our area', from: '2026-01-01', to: null },
  {
    code: 'gp-elsewhere',
    words: 'The GP is in another area and we are commissioned by GP',
    from: '2026-01-01',
    to: null,
  },
  { code: 'no-place', words: 'No place in our programme', from: '2026-01-01', to: null },
  { code: 'not-eligible', words: 'Not eligible for our programme', from: '2026-01-01', to: null },
  { code: 'already-held', words: 'Another team already holds this child', from: '2026-01-01', to: null },
  {
    code: 'not-enough-known',
    words: 'Not enough is known to accept safely, and our questions were not answered',
    from: '2026-01-01',
    to: null,
  },
  { code: 'wrong-desk', words: 'Sent to the wrong desk', from: '2026-01-01', to: null },
  { code: 'other', words: 'Another reason, given in the comment', from: '2026-01-01', to: null },
] as const satisfies readonly Code[];
export type DeclineReason = (typeof declineReasons)[number]['code'];

export const onwardRoutes = [
  { code: 'back-to-releasing', words: 'Back to the releasing team' },
  { code: 'health-visiting-here', words: 'To health visiting in this area' },
  { code: 'another-area', words: 'To another area' },
] as const;
export type OnwardRoute = (typeof onwardRoutes)[number]['code'];

export const disputeOutcomes = ['receiving-takes', 'releasing-keeps'] as const;
/** What the decider of a dispute may say. */
export type DisputeOutcome = (typeof disputeOutcomes)[number];
export const disputeOutcomeWords: Readonly<Record<DisputeOutcome, string>> = {
  'receiving-takes': 'The receiving side takes the child',
  'releasing-keeps': 'The releasing side keeps the child',
};

/** The only reasons for which accountability may end (promise P2). */
export const endReasons = [
  { code: 'death', words: 'The child has died' },
  { code: 'pregnancy-loss', words: 'The pregnancy has ended' },
  { code: 'left-uk', words: 'Left the United Kingdom' },
  { code: 'school-nursing', words: 'Handed on to school nursing at five' },
  { code: 'duplicate', words: 'Duplicate of another record' },
  { code: 'entered-in-error', words: 'Entered in error' },
  { code: 'adopted', words: 'Adopted: the new record has a holder' },
] as const;
export type EndReason = (typeof endReasons)[number]['code'];

export const takeOnReasons = [
  { code: 'enrolment', words: 'Enrolled in the programme' },
  { code: 'birth', words: 'Born' },
  { code: 'registration', words: 'Registered with the service' },
  { code: 'arrival-without-sender', words: 'Arrived with nobody handing over' },
  { code: 'caseload', words: 'On the caseload when Handhold began' },
  { code: 'birth-message', words: 'A birth message for an address in the area' },
] as const;
export type TakeOnReason = (typeof takeOnReasons)[number]['code'];

export const ladderSteps = ['duty-desk', 'lead', 'named-nurse', 'designated-nurse', 'commissioner'] as const;
/** The ladder of escalation, lowest step first. The last step sees counts and anonymised cases only (P12). */
export type LadderStep = (typeof ladderSteps)[number];

export const ladderStepWords: Readonly<Record<LadderStep, string>> = {
  'duty-desk': 'Duty desk',
  lead: 'Team lead',
  'named-nurse': 'Named nurse of each side',
  'designated-nurse': 'Designated nurse of each side',
  commissioner: 'Commissioner and board',
};

export const statutoryStatuses = [
  'child-protection-plan',
  'child-in-need',
  'early-help',
  'looked-after',
  'section-47',
  'stepped-down',
] as const;
export type StatutoryKind = (typeof statutoryStatuses)[number];

export const statutoryWords: Readonly<Record<StatutoryKind, string>> = {
  'child-protection-plan': 'Child protection plan',
  'child-in-need': 'Child in need',
  'early-help': 'Early help',
  'looked-after': 'Looked after',
  'section-47': 'Section 47 enquiry under way',
  'stepped-down': 'Stepped down, or judged below the threshold',
};

/** What the move does to the risk from a person: the question on which Child J's handover turned. */
export const moveEffects = ['ended-by-move', 'moves-with-child', 'unknown'] as const;
export type MoveEffect = (typeof moveEffects)[number];
export const moveEffectWords: Readonly<Record<MoveEffect, string>> = {
  'ended-by-move': 'The move ends this risk',
  'moves-with-child': 'The risk moves with the child',
  unknown: 'Nobody knows whether the risk moves',
};

/** The words of a code in a coded list; the code itself when the list no longer has it, so that old facts still read. */
export function wordsOf(list: readonly { code: string; words: string }[], code: string): string {
  return list.find((entry) => entry.code === code)?.words ?? code;
}
