import { type Instant, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { type Handover, priorityOf } from '../../domain/handover/facts.ts';
import { plannedJointVisit, sayBooked } from '../../domain/handover/joint-visits.ts';
import { proposedPriority } from '../../domain/handover/standing-priority.ts';
import { sayOnward } from '../../domain/language/handover-timeline.ts';
import { sayState } from '../../domain/language/sightings.ts';
import type { Names } from '../../domain/language/timeline.ts';
import {
  declineReasons,
  disputeOutcomeWords,
  kindWords,
  levelWords,
  occasionWords,
  priorities,
  priorityWords,
  wordsOf,
} from '../../domain/language/words.ts';
import type { SummaryRow } from '../components/lists.tsx';
import { PriorityTag } from './child-list.tsx';

/**
 * The priority that stands, why, and the lower one that the facts have come to give since, to which a person may lower
 * it.
 */
function PriorityLines({
  handover,
  names,
  lower,
}: {
  handover: Handover;
  names: Names;
  lower: string | null;
}) {
  const { computed, chosen } = handover.priority;
  const proposed = proposedPriority(handover);
  return (
    <>
      <p>
        <PriorityTag rank={priorities.indexOf(priorityOf(handover))} />{' '}
        {proposed ? 'It stood before the facts changed.' : computed.reasons.join('; ')}
      </p>
      {proposed && (
        <p>
          {`The facts now give ${priorityWords[proposed.priority].toLowerCase()}: ${proposed.reasons.join('; ')}. No priority falls by itself: it stands until a person lowers it, with a reason and a second name.`}{' '}
          {lower && <a href={lower}>Lower the priority</a>}
        </p>
      )}
      {chosen && (
        <p>{`Changed by ${names.person(chosen.by)}: ${chosen.reason}${chosen.secondName ? `. Second name: ${chosen.secondName}` : ''}`}</p>
      )}
    </>
  );
}

/** What a handover says, in rows: `lower` is the form that lowers its priority, for whoever may; `gp` where the GP is beside the home. */
export function handoverRowsOf(
  handover: Handover,
  { bornOn }: ChildState['identity'],
  names: Names,
  lower: string | null,
  gp: string | null,
  now: Instant,
): readonly SummaryRow[] {
  const { summary } = handover;
  return [
    { key: 'State', value: sayState(handover.state, bornOn) },
    ...declinedRows(handover, names),
    ...disputeRows(handover),
    { key: 'Kind', value: `${kindWords[handover.kind]}. ${occasionWords[handover.occasion]}` },
    {
      key: 'From and to',
      value: `${names.team(handover.releasingTeamId)} to ${names.team(handover.destination.teamId)}. ${handover.destination.reason}`,
    },
    ...(gp === null ? [] : [{ key: 'GP and home', value: gp }]),
    { key: 'Priority', value: <PriorityLines handover={handover} names={names} lower={lower} /> },
    {
      key: 'Addressed to',
      value: handover.addressedTo ? names.person(handover.addressedTo) : 'The duty desk',
    },
    { key: 'Proposed level', value: handover.proposedLevel ? levelWords[handover.proposedLevel] : 'None' },
    { key: 'Situation', value: summary.situation || 'Not written yet' },
    { key: 'Assessment', value: summary.assessment || 'Not written yet' },
    { key: 'Family', value: summary.family || 'Not written yet' },
    { key: 'Expected response', value: summary.expectedResponse || 'Not written yet' },
    { key: 'Recording', value: summary.recording || 'Not written yet' },
    ...(handover.happenings.verbal
      ? [
          {
            key: 'Verbal handover',
            value: `${handover.happenings.verbal.releasingName} and ${handover.happenings.verbal.receivingName}, ${sayInstant(handover.happenings.verbal.spokeAt)}`,
          },
        ]
      : []),
    ...jointVisitRows(handover, names, now),
    ...(handover.happenings.playBack
      ? [
          {
            key: 'Played back',
            value: `${handover.happenings.playBack.words} (${names.person(handover.happenings.playBack.by)})`,
          },
        ]
      : []),
    ...('acceptance' in handover
      ? [{ key: 'First contact', value: `By ${sayDate(handover.acceptance.firstContactOn)}` }]
      : []),
  ];
}

/** The joint visit that is booked, with who comes from each side. */
function jointVisitRows(handover: Handover, names: Names, now: Instant): readonly SummaryRow[] {
  const plan = plannedJointVisit(handover);
  if (!plan) return [];
  const receiving = plan.receivingId ? names.person(plan.receivingId) : plan.outsideName;
  return [
    {
      key: 'Joint visit',
      value: `${sayBooked(plan, now)}. ${names.person(plan.releasingId)} and ${receiving}`,
    },
  ];
}

/** How a dispute about it was decided. */
function disputeRows({ happenings: { dispute } }: Handover): readonly SummaryRow[] {
  if (!dispute?.decided) return [];
  const { outcome, reason, at } = dispute.decided;
  const value = `${disputeOutcomeWords[outcome]}, decided ${sayInstant(at)}. ${reason}`;
  return [{ key: 'Dispute', value }];
}

/** Why the other side did not take it, and whose it is in their view (scenario A28). */
function declinedRows(handover: Handover, names: Names): readonly SummaryRow[] {
  if (handover.state !== 'declined') return [];
  const { by, reason, comment } = handover.declined;
  return [
    {
      key: 'Declined',
      value: `${wordsOf(declineReasons, reason)}. ${comment} (${names.person(by)}, ${names.team(handover.destination.teamId)})`,
    },
    { key: 'Suggested', value: sayOnward(handover.declined, names) },
  ];
}
