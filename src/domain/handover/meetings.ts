export const meetings = ['transfer-in-conference', 'strategy-discussion', 'case-meeting'] as const;
export type MeetingKind = (typeof meetings)[number];

const meetingNames: Readonly<Record<MeetingKind, string>> = {
  'transfer-in-conference': 'transfer-in conference',
  'strategy-discussion': 'strategy discussion',
  'case-meeting': 'case meeting before graduation',
};

/**
 * What became of a meeting. One that was held and did not agree to the handover settles nothing: it stays owed (scenario A32:
 * the record moves only after the strategy discussion agrees).
 */
export const meetingOutcomes = ['held', 'not-agreed', 'will-not-be-held'] as const;
export type MeetingOutcome = (typeof meetingOutcomes)[number];

/** The words of each outcome for whoever records it. */
export const meetingOutcomeWords: Readonly<Record<MeetingOutcome, string>> = {
  held: 'It was held, and agreed that the child passes',
  'not-agreed': 'It was held, and did not agree: the child stays, and the meeting is owed again',
  'will-not-be-held': 'Social care decided that it will not be held',
};

/** A meeting with what became of it, as a sentence for the timeline. */
export function sayMeeting(meeting: MeetingKind, outcome: MeetingOutcome): string {
  const name = `The ${meetingNames[meeting]}`;
  switch (outcome) {
    case 'held':
      return `${name} was held`;
    case 'not-agreed':
      return `${name} was held and did not agree`;
    case 'will-not-be-held':
      return `${name} will not be held`;
  }
}

/** What is on record of a meeting. */
export type Meeting = {
  readonly outcome: MeetingOutcome;
  readonly decidedBy: string;
  readonly at: string;
};

/** Whether a meeting is done with: held and agreed, or decided not to be held. */
export function settled(meeting: Meeting | undefined): boolean {
  return meeting !== undefined && meeting.outcome !== 'not-agreed';
}
