import { londonDate } from '../calendar/time.ts';
import type { ChildState } from '../child/state.ts';
import { whomNow } from '../language/sightings.ts';
import type { StatutoryKind } from '../language/words.ts';
import { type Circumstances, hasStatus } from '../risk/circumstances.ts';
import { disputeOpen, type Handover, priorityOf } from './facts.ts';
import { type MeetingKind, settled } from './meetings.ts';

/** Whether accountability may pass now, which rule says so, and what it still waits for, in words. */
export type ReleaseJudgement = {
  readonly reached: boolean;
  readonly point: string;
  readonly waitsFor: readonly string[];
};

type Child = Pick<ChildState, 'circumstances' | 'identity'>;

/**
 * The release point: routine, at acceptance with a first-contact date; heightened, when the
 * child has been seen; urgent, when the child has been seen and, where a plan exists, the transfer-in conference was
 * held, or social care's decision not to hold it is recorded. Of a child that is not born its mother is seen. A section 47 enquiry waits until the strategy discussion has
 * agreed (scenario A32). Both named nurses may release together without sighting. While a dispute is open nothing passes.
 */
export function releasePoint(handover: Handover, { circumstances, identity }: Child): ReleaseJudgement {
  if (handover.state !== 'accepted' && handover.state !== 'seen') {
    return { reached: false, point: '', waitsFor: ['Acceptance by a named practitioner'] };
  }
  if (disputeOpen(handover)) {
    return { reached: false, point: '', waitsFor: ['The decision of the dispute: who keeps the child'] };
  }
  const priority = priorityOf(handover);
  if (handover.happenings.withoutSighting) {
    return { reached: true, point: 'Both named nurses released without sighting', waitsFor: [] };
  }
  if (priority === 'routine') {
    return { reached: true, point: 'Routine: accepted with a date for the first contact', waitsFor: [] };
  }
  const waitsFor: string[] = [];
  const whom = whomNow(identity);
  if (handover.state !== 'seen') waitsFor.push(`The ${whom} seen face to face by the receiving practitioner`);
  if (priority === 'urgent') {
    waitsFor.push(...meetingsLeft(handover, circumstances).map(({ words }) => words));
  }
  const point =
    priority === 'urgent'
      ? `Urgent: the ${whom} seen, and every meeting held or decided`
      : `Heightened: the ${whom} has been seen`;
  return { reached: waitsFor.length === 0, point, waitsFor };
}

type MeetingNeeded = { readonly kind: MeetingKind; readonly status: StatutoryKind; readonly words: string };

/** The meetings that a statutory status asks for before an urgent release. */
const statusMeetings: readonly MeetingNeeded[] = [
  {
    kind: 'transfer-in-conference',
    status: 'child-protection-plan',
    words: 'The transfer-in child protection conference',
  },
  {
    kind: 'strategy-discussion',
    status: 'section-47',
    words: 'The strategy discussion’s agreement to the move of the health record',
  },
];

/** The meetings that the child's statutory status asks for before an urgent release. */
export function meetingsNeeded(circumstances: Circumstances): readonly MeetingNeeded[] {
  return statusMeetings.filter(({ status }) => hasStatus(circumstances, status));
}

/**
 * The meetings that the status asks for now, or asked for since the handover was sent, and that were neither held and
 * agreed nor decided not to be held. What was agreed about an earlier plan or enquiry does not count for the one that
 * stands now.
 */
export function meetingsLeft(
  { meetingsOwed = [], happenings }: Handover,
  circumstances: Circumstances,
): readonly MeetingNeeded[] {
  return statusMeetings.filter(({ kind, status }) => {
    const asked = hasStatus(circumstances, status) || meetingsOwed.includes(kind);
    const meeting = happenings.meetings[kind];
    const since = circumstances.statutory?.find((known) => known.kind === status)?.since ?? null;
    const ofEarlier = meeting !== undefined && since !== null && londonDate(meeting.at) < since;
    return asked && (ofEarlier || !settled(meeting));
  });
}
